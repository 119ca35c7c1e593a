package probe

import "net/netip"

// reserve is a block of addresses that are not on the internet.
type reserve struct {
	block netip.Prefix
	kind  string // reads on from "a"
}

// reserves are the blocks of the IANA special-purpose address registries that a name may lead to, the narrow ones
// first.
var reserves = []reserve{
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback address"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private address"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private address"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private address"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local address"},
	{netip.MustParsePrefix("100.64.0.0/10"), "private address of a provider's network"},
	{netip.MustParsePrefix("192.0.2.0/24"), "address for documentation"},
	{netip.MustParsePrefix("198.51.100.0/24"), "address for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "address for documentation"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved address"},
	{netip.MustParsePrefix("198.18.0.0/15"), "address for benchmarks"},
	{netip.MustParsePrefix("0.0.0.0/8"), "reserved address"},
	{netip.MustParsePrefix("224.0.0.0/3"), "multicast or reserved address"},

	{netip.MustParsePrefix("::1/128"), "loopback address"},
	{netip.MustParsePrefix("fc00::/7"), "private address"},
	{netip.MustParsePrefix("fe80::/10"), "link-local address"},
	{netip.MustParsePrefix("2001:db8::/32"), "address for documentation"},
	{netip.MustParsePrefix("2001::/32"), "tunnel address"},
	{netip.MustParsePrefix("2002::/16"), "tunnel address"},
}

// internet is the part of IPv6 that is given out; translated and mapped IPv4 addresses lie outside.
var internet = netip.MustParsePrefix("2000::/3")

// reserved says what kind of address one is that is not on the internet, or "".
func reserved(addr netip.Addr) string {
	addr = addr.Unmap().WithZone("")
	for _, r := range reserves {
		if r.block.Contains(addr) {
			return r.kind
		}
	}
	if addr.Is6() && !internet.Contains(addr) || !addr.IsValid() {
		return "reserved address"
	}
	return ""
}

// withArticle puts "a" or "an" in front.
func withArticle(kind string) string {
	if kind != "" && kind[0] == 'a' {
		return "an " + kind
	}
	return "a " + kind
}
