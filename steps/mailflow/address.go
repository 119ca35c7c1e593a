package mailflow

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"eacwizard/steps/pattern"
)

// SenderAddress is where a server sends from: an IPv4 address, or an IPv4 block of /24 to /32 in CIDR notation. Bits
// below the mask may be set, as in 10.3.1.5/24; they are kept.
type SenderAddress struct {
	value
	network netip.Prefix
}

// Network is the block that the address stands for, with the bits below the mask cleared. A single address is a /32.
// Without a value it is the invalid prefix.
func (a SenderAddress) Network() netip.Prefix { return a.network }

// ParseSenderAddress reads an address or block. A block wider than /24 is MF005. IPv6, a range from–to, a host name,
// a leading zero, a number above 255 and a mask above 32 are MF004; an address that no mail can come from, or a block
// with such addresses in it, is MF006; an invisible character is MF703. Private addresses are taken.
func ParseSenderAddress(s string) (SenderAddress, error) { return parse(s, readAddress) }

const byCertificate = "identify the server by its certificate"

var addresses = kind{
	rule: "MF004",
	give: "give an IPv4 address or a block of /24 to /32, or " + byCertificate,
	many: true,
	v6:   byCertificate,
	span: "split it into single addresses and blocks of /24 to /32, or " + byCertificate,

	nowhere: unused,
	because: "from which Exchange Online gets no mail",
	instead: "give the address that the server sends from, or " + byCertificate,
}

func readAddress(typed string) (SenderAddress, *slip) {
	t, wrong := addresses.single(typed)
	if wrong != nil {
		return SenderAddress{}, wrong
	}
	network, isBlock, wrong := readBlock(t, addresses)
	switch {
	case wrong != nil:
		return SenderAddress{}, wrong
	case isBlock && network.Bits() < widest:
		return SenderAddress{}, tooWide(network)
	case isBlock:
		return SenderAddress{value{typed, t}, network}, nil
	}
	if wrong := addresses.foreign(t); wrong != nil {
		return SenderAddress{}, wrong
	}
	if net, ok := strings.CutSuffix(t, ".*"); ok {
		return SenderAddress{}, addresses.slip("has a wildcard in it", offer{values: []string{net + ".0/24"}})
	}
	if _, wrong := readDNS(t); wrong == nil {
		return SenderAddress{}, addresses.slip("is a host name, and this list takes addresses only")
	}
	return SenderAddress{}, addresses.slip("is not an IPv4 address or block")
}

// reserve is a block that is kept for something other than servers.
type reserve struct {
	block netip.Prefix
	holds string
}

var (
	// unused are the blocks that no mail server on any network has its address in.
	unused = []reserve{
		{netip.MustParsePrefix("0.0.0.0/8"), "the addresses of “this network”"},
		{netip.MustParsePrefix("127.0.0.0/8"), "the loopback addresses"},
		{netip.MustParsePrefix("224.0.0.0/4"), "the multicast addresses"},
		{netip.MustParsePrefix("240.0.0.0/4"), "the addresses reserved for future use"},
	}
	linkLocal = reserve{netip.MustParsePrefix("169.254.0.0/16"), "the link-local addresses"}
)

// reserved refuses a block that has addresses in it which cannot be what k asks for.
func (k kind) reserved(block netip.Prefix) *slip {
	for _, r := range k.nowhere {
		if !r.block.Overlaps(block) {
			continue
		}
		verb := "lies in"
		if block.Bits() < r.block.Bits() {
			verb = "takes in"
		}
		return &slip{rule: "MF006", why: fmt.Sprintf("%s %s, %s, %s", verb, r.block, r.holds, k.because), fix: cmp.Or(k.instead, k.give)}
	}
	return nil
}

// widest is the mask of the largest block that SenderIPAddresses takes. No such limit is documented for smart hosts.
const widest = 24

// tooWide refuses a block above /24 and says which blocks it is made of.
func tooWide(block netip.Prefix) *slip {
	first := number(block.Addr())
	count := uint64(1) << (widest - block.Bits())
	at := func(i uint64) string { return blockOf(first+i<<(32-widest), widest).String() }
	which := at(0) + " to " + at(count-1)
	if count <= 4 {
		all := make([]string, count)
		for i := range count {
			all[i] = at(i)
		}
		which = strings.Join(all, ", ")
	}
	return &slip{
		rule: "MF005",
		why:  fmt.Sprintf("is wider than /%d, the widest block this list takes", widest),
		fix:  fmt.Sprintf("list its %d blocks of /%d (%s), or %s", count, widest, which, byCertificate),
	}
}

// readBlock reads an IPv4 address or CIDR block of any size. It reports false for what was not meant as one; where it
// was meant as one, or as an IPv6 address or a range, and is none, it says why. A block with reserved addresses in it
// is given together with what is wrong with it.
func readBlock(t string, k kind) (block netip.Prefix, isBlock bool, wrong *slip) {
	if strings.Trim(t, "0123456789./") != "" { // most entries of a long list are what they should be
		if wrong := ipv6(t, k); wrong != nil {
			return netip.Prefix{}, true, wrong
		}
		if wrong := addressRange(t, k); wrong != nil {
			return netip.Prefix{}, true, wrong
		}
	}
	if block, ok := block4(t); ok {
		return block, true, k.reserved(block)
	}
	if !beginsWithDigit(t) || !numeric().MatchString(t) {
		return netip.Prefix{}, false, nil
	}
	return netip.Prefix{}, true, wrongIPv4(t, k)
}

// block4 is an IPv4 address or block in CIDR notation.
func block4(t string) (netip.Prefix, bool) {
	if !beginsWithDigit(t) || strings.Contains(t, ":") {
		return netip.Prefix{}, false
	}
	if strings.Contains(t, "/") {
		block, err := netip.ParsePrefix(t)
		return block.Masked(), err == nil
	}
	addr, err := netip.ParseAddr(t)
	return netip.PrefixFrom(addr, 32), err == nil
}

var (
	numeric  = pattern.Lazy(`^\d+(\.\d+)+(/.*)?$`)
	coloned  = pattern.Lazy(`^[\[(]?[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*(%[^/]*)?(/\d*)?[\])]?(:\d+)?$`)
	fromUpTo = pattern.Lazy(`^(\d+\.[\d.]+) *[-–—] *([\d.]+)$`)
)

func ipv6(t string, k kind) *slip {
	if strings.Count(t, ":") < 2 || !coloned().MatchString(t) {
		return nil
	}
	w := k.slip("is IPv6, and only IPv4 is taken here")
	w.fix = k.v6
	if addr, err := netip.ParseAddr(bare(t)); err == nil && addr.Is4In6() {
		w.offers = []offer{{values: []string{addr.Unmap().String()}}}
	}
	return w
}

// addressRange refuses from–to, and offers the blocks that are the same addresses.
func addressRange(t string, k kind) *slip {
	if !beginsWithDigit(t) {
		return nil
	}
	ends := fromUpTo().FindStringSubmatch(t)
	if ends == nil {
		return nil
	}
	from, err := netip.ParseAddr(ends[1])
	if err != nil {
		return nil
	}
	if !strings.Contains(ends[2], ".") { // 10.0.0.1-9
		ends[2] = ends[1][:strings.LastIndexByte(ends[1], '.')+1] + ends[2]
	}
	w := k.slip("is a range, and only single addresses and blocks are taken here")
	w.fix = k.span
	upTo, err := netip.ParseAddr(ends[2])
	switch {
	case err != nil:
		w.why = "is a range whose end is not an IPv4 address"
	case upTo.Less(from):
		w.why = "is a range that ends before it begins"
	default:
		w.offers = []offer{{values: split(from, upTo)}}
	}
	return w
}

// split gives the blocks, none wider than /24, that together are the addresses of a range. It stops at one more than
// an offer can hold.
func split(from, upTo netip.Addr) []string {
	var blocks []string
	at, end := number(from), number(upTo)
	for at <= end && len(blocks) < 9 {
		bits := 32
		for bits > widest {
			size := uint64(1) << (32 - bits + 1)
			if at%size != 0 || at+size-1 > end {
				break
			}
			bits--
		}
		if bits == 32 {
			blocks = append(blocks, blockOf(at, bits).Addr().String())
		} else {
			blocks = append(blocks, blockOf(at, bits).String())
		}
		at += uint64(1) << (32 - bits)
	}
	return blocks
}

// number is an IPv4 address as a number, wide enough to count past the last address.
func number(a netip.Addr) uint64 {
	b := a.As4()
	return uint64(binary.BigEndian.Uint32(b[:]))
}

func blockOf(n uint64, bits int) netip.Prefix {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(n))
	return netip.PrefixFrom(netip.AddrFrom4(b), bits)
}

// wrongIPv4 says what kept numbers and dots, with a slash and a mask or without, from being an IPv4 address or block.
func wrongIPv4(t string, k kind) *slip {
	addr, mask, _ := strings.Cut(t, "/")
	parts := strings.Split(addr, ".")
	if len(parts) != 4 {
		return k.slip(fmt.Sprintf("has %d numbers, and an IPv4 address has 4", len(parts)))
	}
	padded := false
	for i, part := range parts {
		parts[i] = withoutZeros(part)
		if n, err := strconv.Atoi(parts[i]); err != nil || n > 255 {
			return k.slip(fmt.Sprintf("has the number %s in it, and none may be above 255", quoted(part)))
		}
		padded = padded || parts[i] != part
	}
	if padded {
		return k.slip("has a number with a leading zero, which some programs read as octal",
			offer{values: []string{strings.Join(parts, ".") + strings.TrimPrefix(t, addr)}})
	}
	bits, err := strconv.ParseUint(mask, 10, 32)
	switch {
	case mask == "":
		return k.slip("has no mask after the slash", offer{values: []string{addr}})
	case err != nil:
		return k.slip("has a mask that is not a number from 0 to 32", offer{values: []string{addr + "/" + dottedMask(mask)}})
	case bits > 32:
		return k.slip(fmt.Sprintf("has the mask /%d, and /32 is the narrowest", bits))
	}
	return k.slip("has a mask with a leading zero", offer{values: []string{addr + "/" + withoutZeros(mask)}})
}

// withoutZeros is a decimal number without leading zeros.
func withoutZeros(digits string) string {
	if n := strings.TrimLeft(digits, "0"); n != "" {
		return n
	}
	return "0"
}

// dottedMask turns a mask such as 255.255.255.0 into its length, and anything else into "".
func dottedMask(mask string) string {
	addr, err := netip.ParseAddr(mask)
	if err != nil || !addr.Is4() {
		return ""
	}
	ones := strconv.FormatUint(number(addr), 2)
	if n := strings.TrimRight(ones, "0"); len(ones) == 32 && !strings.Contains(n, "0") {
		return strconv.Itoa(len(n))
	}
	return ""
}
