package follow

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"eacwizard/steps/mailflow"
)

// ParseAddress reads the address of a server.
func ParseAddress(s string) (netip.Addr, error) {
	a, err := netip.ParseAddr(strings.TrimSpace(s))
	switch {
	case err != nil:
		return netip.Addr{}, &mailflow.Fault{Value: s, Why: "is not an IP address", Fix: "give one such as 203.0.113.7"}
	case a.Zone() != "":
		return netip.Addr{}, &mailflow.Fault{Value: s, Why: "has a zone, which only its own network knows", Fix: "give the public address"}
	}
	return a, nil
}

// ParseHeader reads a header as a message has it.
func ParseHeader(s string) (Header, error) {
	name, value, found := strings.Cut(s, ":")
	if !found {
		return Header{}, &mailflow.Fault{Value: s, Why: "has no colon between name and value", Fix: "write it as in 'X-Signature: true'"}
	}
	n, err := mailflow.ParseHeaderName(strings.TrimSpace(name))
	if err != nil {
		return Header{}, err
	}
	value = strings.TrimSpace(value)
	if strings.ContainsFunc(value, notShown) || !utf8.ValidString(value) {
		return Header{}, &mailflow.Fault{Value: s, Why: "has a character that cannot be seen", Fix: "type the value without it"}
	}
	return Header{Name: n, Value: value}, nil
}

// notShown are characters that act on a terminal or on the text around them.
func notShown(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}
