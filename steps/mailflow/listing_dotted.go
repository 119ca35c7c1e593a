package mailflow

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// dotted is an IPv4 address as it is spelled in a paste.
type dotted struct {
	addr   string // numbers and wildcards with dots between them
	mask   string // behind the slash
	masked bool   // whether there is a slash
	port   string
	how    []string // what was left out
}

// readDotted takes the text of a numberToken apart.
func readDotted(w string) dotted {
	var d dotted
	w, d.port, _ = strings.Cut(strings.TrimPrefix(w, "["), ":")
	w = strings.TrimSuffix(w, "]")
	d.addr, d.mask, d.masked = strings.Cut(w, "/")
	if d.masked {
		d.mask, d.how = withoutDots(d.mask)
	} else {
		d.addr, d.how = withoutDots(d.addr)
	}
	return d
}

// text is the address without what was left out.
func (d dotted) text() string {
	if d.masked {
		return d.addr + "/" + d.mask
	}
	return d.addr
}

func (d dotted) isWild() bool { return strings.ContainsAny(d.addr, "*xX") }

// unwild is a block that is spelled with wildcards, as it is spelled with a mask. It is d itself where a wildcard is
// not at the end, where there is a mask as well, and where there are not four parts: 2.5.x is a version.
func (d dotted) unwild() dotted {
	groups := strings.Split(d.addr, ".")
	known := 0
	for known < len(groups) && isDigit(rune(groups[known][0])) {
		known++
	}
	for _, g := range groups[known:] {
		if isDigit(rune(g[0])) {
			return d
		}
	}
	if d.masked || len(groups) != 4 {
		return d
	}
	zeros := strings.Repeat(".0", 4-known)
	return dotted{addr: strings.Join(groups[:known], ".") + zeros, mask: fmt.Sprint(8 * known), masked: true}
}

// mostBlocks is how many blocks of /24 a block or range may be split into. A smart host is one server or a few, so that
// it may be a range within one such block only.
const mostBlocks = 256

// blocks gives the entries that an address or block becomes, or says why it can be none.
func (l list) blocks(d dotted) (values []string, how []string, why string) {
	if d.port != "" {
		how = append(how, l.portNote(d.port))
	}
	if d.isWild() {
		d = d.unwild()
		how = append(how, "with a mask for its wildcard")
	}
	if d.isWild() {
		return nil, nil, "has a wildcard in it, and is not a whole address with the wildcard at its end"
	}
	if bits := maskLength(d.mask); bits == "32" {
		d.masked = false
		how = append(how, "without its mask")
	} else if bits != "" {
		d.mask = bits
		how = append(how, "with its mask as /"+bits)
	}
	text := d.text()
	block, _, wrong := readBlock(text, l.kind)
	switch {
	case !d.masked && isMask(text):
		return nil, nil, "is a network mask without an address in front of it"
	case wrong != nil:
		_, why = l.judge(text)
		return nil, nil, why
	case !l.narrow || block.Bits() >= widest:
		return []string{text}, how, ""
	}
	count := 1 << (widest - block.Bits())
	if count > mostBlocks {
		return nil, nil, fmt.Sprintf("is %d blocks of /%d, and no more than %d are made of one entry; %s", count, widest, mostBlocks, byCertificate)
	}
	first := number(block.Addr())
	for i := range uint64(count) {
		values = append(values, blockOf(first+i<<(32-widest), widest).String())
	}
	return values, append(how, fmt.Sprintf("split into %d blocks of /%d", count, widest)), ""
}

// between gives the entries that a range becomes.
func (l list) between(from, to dotted) (values []string, how []string, why string) {
	for _, d := range []dotted{from, to} {
		if d.masked || d.isWild() {
			return nil, nil, "is a range between blocks; give its first and its last address"
		}
		if note := l.portNote(d.port); d.port != "" && !slices.Contains(how, note) {
			how = append(how, note)
		}
	}
	if _, why := l.judge(from.addr); why != "" {
		return nil, nil, why
	}
	first, _ := netip.ParseAddr(from.addr)
	last, err := netip.ParseAddr(to.addr)
	if err != nil || last.Less(first) {
		_, why := l.judge(from.addr + "-" + to.addr)
		return nil, nil, why
	}
	if l.ranges {
		return l.asRange(first, last, how)
	}
	most, advice := uint64(1)<<(32-widest), l.span
	if l.narrow {
		most, advice = most*mostBlocks, byCertificate
	}
	if n := number(last) - number(first) + 1; n > most {
		return nil, nil, fmt.Sprintf("is a range of %d addresses, and no more than %d are split; %s", n, most, advice)
	}
	values = l.cover(first, last)
	if len(values) == 1 {
		return values, append(how, "with its range as one entry"), ""
	}
	return values, append(how, fmt.Sprintf("split into %d entries", len(values))), ""
}

// asRange gives the one entry that a range becomes where ranges are taken.
func (l list) asRange(first, last netip.Addr, how []string) (values []string, _ []string, why string) {
	s := first.String() + "-" + last.String()
	if first == last {
		s = first.String()
		how = append(how, "with its range as one entry")
	}
	if _, why := l.judge(s); why != "" {
		return nil, nil, why
	}
	return []string{s}, how, ""
}

// cover gives the addresses and blocks that together are a range.
func (l list) cover(first, last netip.Addr) []string {
	var all []string
	for at, end := number(first), number(last); at <= end; {
		part := split(blockOf(at, 32).Addr(), last)
		block, _, _ := readBlock(part[len(part)-1], l.kind)
		at = number(block.Addr()) + 1<<(32-block.Bits())
		all = append(all, part...)
	}
	return all
}

// isMask reports whether an address is a network mask, if a wrong one. No server sends from 255.x.x.x.
func isMask(addr string) bool { return strings.HasPrefix(addr, "255.") || maskLength(addr) != "" }

// maskLength turns a network mask such as 255.255.255.0 into its length, and a wildcard mask such as 0.0.0.255 too.
// Anything else becomes "".
func maskLength(mask string) string {
	addr, err := netip.ParseAddr(mask)
	switch {
	case err != nil || !addr.Is4():
	case strings.HasPrefix(mask, "255."):
		return dottedMask(mask)
	case strings.HasPrefix(mask, "0.") && mask != "0.0.0.0":
		return dottedMask(blockOf(number(addr)^(1<<32-1), 32).Addr().String())
	}
	return ""
}
