package mailflow

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// SkipAddress is an entry of -EFSkipIPs, or of a rule's -SenderIpRanges: an IPv4 address, a range of them, or a block of
// any size in CIDR notation. Exchange gives a range as 203.0.113.10-203.0.113.20.
type SkipAddress struct {
	value
	first, last netip.Addr
}

// First is the first address that is meant. Bits of a block below its mask do not count.
func (a SkipAddress) First() netip.Addr { return a.first }

// Last is the last address that is meant.
func (a SkipAddress) Last() netip.Addr { return a.last }

// ParseSkipAddress reads an address, a range or a block. Private, reserved and other addresses that Exchange Online gets
// no mail from are MF006, and so is what has such addresses in it; Exchange Online's own ones, IPv6, a host name and
// every other form are MF305; an invisible character is MF703. Documentation addresses are taken.
func ParseSkipAddress(s string) (SkipAddress, error) { return parse(s, readSkip) }

var skips = kind{
	rule: "MF305",
	give: "give a public IPv4 address, a range such as 203.0.113.10-203.0.113.20, or a block",
	many: true,
	v6:   "give the IPv4 addresses that the mail comes from",

	nowhere: slices.Concat(unused, []reserve{
		linkLocal,
		{netip.MustParsePrefix("10.0.0.0/8"), "private addresses"},
		{netip.MustParsePrefix("172.16.0.0/12"), "private addresses"},
		{netip.MustParsePrefix("192.168.0.0/16"), "private addresses"},
		{netip.MustParsePrefix("100.64.0.0/10"), "the addresses that providers share among customers"},
	}),
	because: "from which Exchange Online gets no mail",
	instead: "give the public addresses that the mail comes from; private ones are skipped without being listed",
}

// ownAddresses are Exchange Online Protection's, by the article "Microsoft 365 URLs and IP address ranges".
var ownAddresses = kind{
	nowhere: []reserve{
		{netip.MustParsePrefix("40.92.0.0/15"), "addresses of Exchange Online itself"},
		{netip.MustParsePrefix("40.107.0.0/16"), "addresses of Exchange Online itself"},
		{netip.MustParsePrefix("52.100.0.0/14"), "addresses of Exchange Online itself"},
		{netip.MustParsePrefix("104.47.0.0/17"), "addresses of Exchange Online itself"},
	},
	because: "which cannot be skipped",
	instead: "give the addresses of the service in front of Exchange Online only",
}

func readSkip(typed string) (SkipAddress, *slip) {
	t, wrong := skips.single(typed)
	if wrong != nil {
		return SkipAddress{}, wrong
	}
	if ends := fromUpTo().FindStringSubmatch(t); ends != nil {
		return readSkipRange(typed, ends[1], ends[2])
	}
	block, isBlock, wrong := readBlock(t, skips)
	switch {
	case wrong != nil:
		return SkipAddress{}, wrong
	case isBlock:
		first, last := block.Addr(), blockOf(number(block.Addr())+1<<(32-block.Bits())-1, 32).Addr()
		if wrong := unskippable(first, last); wrong != nil {
			return SkipAddress{}, wrong
		}
		return SkipAddress{value{typed, t}, first, last}, nil
	}
	if wrong := skips.foreign(t); wrong != nil {
		return SkipAddress{}, wrong
	}
	if net, ok := strings.CutSuffix(t, ".*"); ok {
		zeros := strings.Repeat(".0", max(0, 3-strings.Count(net, ".")))
		bits := 8 * (1 + strings.Count(net, "."))
		return SkipAddress{}, skips.slip("has a wildcard in it", offer{values: []string{fmt.Sprintf("%s%s/%d", net, zeros, bits)}})
	}
	if _, wrong := readDNS(t); wrong == nil {
		return SkipAddress{}, skips.slip("is a host name, and this list takes addresses only")
	}
	return SkipAddress{}, skips.slip("is not an IPv4 address, range or block")
}

// readSkipRange reads a range between two addresses, the second of which may be its last number only.
func readSkipRange(typed, from, upTo string) (SkipAddress, *slip) {
	if !strings.Contains(upTo, ".") { // 203.0.113.10-20
		upTo = from[:strings.LastIndexByte(from, '.')+1] + upTo
	}
	for _, end := range []string{from, upTo} {
		if _, err := netip.ParseAddr(end); err != nil {
			w := *wrongIPv4(end, skips)
			w.why, w.offers = fmt.Sprintf("has %s at one end, which %s", quoted(end), w.why), nil
			return SkipAddress{}, &w
		}
	}
	first, last := netip.MustParseAddr(from), netip.MustParseAddr(upTo)
	if last.Less(first) {
		return SkipAddress{}, skips.slip("is a range that ends before it begins", offer{values: []string{last.String() + "-" + first.String()}})
	}
	if wrong := unskippable(first, last); wrong != nil {
		return SkipAddress{}, wrong
	}
	return SkipAddress{value{typed, first.String() + "-" + last.String()}, first, last}, nil
}

// unskippable refuses addresses that are of no use in the list, or that cannot be in it.
func unskippable(first, last netip.Addr) *slip {
	if wrong := skips.without(first, last); wrong != nil {
		return wrong
	}
	wrong := ownAddresses.without(first, last)
	if wrong != nil {
		wrong.rule = skips.rule
	}
	return wrong
}

// without refuses addresses, from the first to the last, that are partly where no address may lie.
func (k kind) without(first, last netip.Addr) *slip {
	for at := number(first); at <= number(last); {
		block := widestFrom(at, number(last))
		if wrong := k.reserved(block); wrong != nil {
			return wrong
		}
		at = number(block.Addr()) + 1<<(32-block.Bits())
	}
	return nil
}

// widestFrom is the widest block that begins at an address and does not go beyond the last.
func widestFrom(at, last uint64) netip.Prefix {
	bits := 32
	for bits > 0 {
		size := uint64(1) << (32 - bits + 1)
		if at%size != 0 || at+size-1 > last {
			break
		}
		bits--
	}
	return blockOf(at, bits)
}
