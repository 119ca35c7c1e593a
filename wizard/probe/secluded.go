package probe

import (
	"context"
	"errors"
	"strings"

	"github.com/miekg/dns"
)

var errSecluded = errors.New("the DNS server that is asked knows no names of the internet, not even com")

// secluded reports whether the DNS server says of the top-level domain of a name, and of com as well, that there is no
// such thing. Servers inside of companies do that where programs reach the internet by a proxy alone, and so do those of
// networks without any; that they do not know a name says nothing about the internet.
func (r *resolver) secluded(ctx context.Context, name string) bool {
	name = canonical(name)
	return r.denies(ctx, name[strings.LastIndexByte(name, '.')+1:]) && r.denies(ctx, "com")
}

func (r *resolver) denies(ctx context.Context, top string) bool {
	msg, err := r.ask(ctx, top, dns.TypeNS)
	return err == nil && msg.Rcode == dns.RcodeNameError
}
