package probe

import (
	"context"
	"errors"
	"net"
	"slices"
)

// nameservers are the DNS servers to ask, as host:port, at most four.
func nameservers(ctx context.Context, resolver string) []string {
	if resolver == "" {
		return systemNameservers(ctx)
	}
	if _, _, err := net.SplitHostPort(resolver); err != nil {
		resolver = net.JoinHostPort(trimBrackets(resolver), "53")
	}
	return []string{resolver}
}

// systemNameservers asks Go's own resolver, which knows where each platform keeps its configuration (resolv.conf; on
// Windows the adapters), and catches the addresses that it would dial. Nothing is dialled.
func systemNameservers(ctx context.Context) []string {
	var servers []string
	catch := net.Resolver{PreferGo: true, Dial: func(_ context.Context, _, address string) (net.Conn, error) {
		if !slices.Contains(servers, address) {
			servers = append(servers, address)
		}
		return nil, errors.New("only the address is wanted")
	}}
	_, _ = catch.LookupTXT(ctx, "nothing.invalid.") // the servers are what is wanted, the error is our own
	return servers[:min(len(servers), 4)]
}

func trimBrackets(host string) string {
	if len(host) > 1 && host[0] == '[' && host[len(host)-1] == ']' {
		return host[1 : len(host)-1]
	}
	return host
}
