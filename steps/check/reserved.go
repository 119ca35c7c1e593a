package check

import "net/netip"

// reserved are blocks that no mail on the internet comes from or goes to: RFC 1918, 5737, 6598, 6890 and 3849.
var reserved = []struct {
	block netip.Prefix
	what  string
}{
	{netip.MustParsePrefix("10.0.0.0/8"), "a private address"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private address"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private address"},
	{netip.MustParsePrefix("100.64.0.0/10"), "an address that providers share among customers"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("127.0.0.0/8"), "a loopback address"},
	{netip.MustParsePrefix("0.0.0.0/8"), "an address of “this network”"},
	{netip.MustParsePrefix("224.0.0.0/4"), "a multicast address"},
	{netip.MustParsePrefix("240.0.0.0/4"), "an address reserved for future use"},
	{netip.MustParsePrefix("192.0.2.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("198.51.100.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("2001:db8::/32"), "an address for documentation"},
	{netip.MustParsePrefix("fc00::/7"), "a private address"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("::1/128"), "a loopback address"},
	{netip.MustParsePrefix("ff00::/8"), "a multicast address"},
}

// notPublic is what a block is that cannot be met on the internet, or "".
func notPublic(block netip.Prefix) string {
	if !block.IsValid() {
		return ""
	}
	for _, r := range reserved {
		if r.block.Addr().Is4() == block.Addr().Is4() && r.block.Overlaps(block) {
			return r.what
		}
	}
	return ""
}
