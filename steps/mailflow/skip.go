package mailflow

import "net/netip"

// SkipAddress is an entry of -EFSkipIPs or of a rule's -SenderIpRanges: an IPv4 address, a range a-b, or a block.
type SkipAddress struct {
	value
	from, upTo netip.Addr
}

// First is the first address meant.
func (a SkipAddress) First() netip.Addr { return a.from }

// Last is the last address meant, which is the first where one address is.
func (a SkipAddress) Last() netip.Addr { return a.upTo }

// ParseSkipAddress reads an address, range or block.
func ParseSkipAddress(s string) (SkipAddress, error) { return parse(s, readSkip) }

func readSkip(t string) (SkipAddress, *slip) { return SkipAddress{value: value{t, t}}, nil }

// ListSkipAddresses reads entries of -EFSkipIPs and -SenderIpRanges.
func ListSkipAddresses(text string, have []string) []Found { return nil }
