package mailflow

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// isAddress reports whether numbers with dots between them are worth a word. Fewer than four of them are a version, a
// date, a sum or the number of a chapter rather than the rest of an address, unless they stand alone.
func (r *reader) isAddress(i int) bool {
	groups := strings.Split(readDotted(r.text(i)).addr, ".")
	tooHigh := func(s string) bool { s = withoutZeros(s); return len(s) > 3 || len(s) == 3 && s > "255" }
	switch {
	case len(groups) < 3:
		return r.cells[r.tokens[i].cell].tokens == 1
	case len(groups) == 3 && slices.ContainsFunc(groups, tooHigh):
		return r.whole.tokens == 1
	}
	return true
}

// address reads an address, together with the mask or the end of a range if that stands apart.
func (r *reader) address(i int) (next int) {
	t := r.tokens[i]
	d := readDotted(r.text(i))
	if last, mask := r.maskBehind(i, d); last > i {
		d.mask, d.masked = mask, true
		if !isMask(mask) {
			d.how = append(d.how, "with its mask joined on")
		}
		t.end = r.tokens[last].end
		r.network(t, d)
		return last + 1
	}
	last, ends := r.endsBehind(i, d)
	t.end = r.tokens[last].end
	switch {
	case len(ends) == 0:
		r.network(t, d)
	case len(ends) > 1:
		r.refuse(t, "has several dashes between addresses, so that it cannot be told where a range is")
	case slices.ContainsFunc(r.tokens[i:last], func(t token) bool { return t.is == wallToken && r.plain[t.start] != '\t' }):
		r.refuse(t, "may be a range, or two addresses around an empty cell; give it a line of its own")
	default:
		r.span(t, d, ends[0])
	}
	return last + 1
}

// maskBehind gives the mask that stands apart from the address before it, and the mask's last token. As no server
// sends from 255.x.x.x, a comma or the end of a cell may be between. It gives i if there is none.
func (r *reader) maskBehind(i int, d dotted) (last int, mask string) {
	switch {
	case d.port != "" || d.isWild() || d.mask != "":
		return i, ""
	case d.masked: // 10.0.0.0/ 24
		if bits := r.shortNumber(i + 1); bits != "" {
			return i + 1, bits
		}
		return i, ""
	}
	at := r.skip(i+1, wallToken, dividerToken)
	isNamed := false
	for slices.Contains([]string{"mask", "netmask", "subnet"}, strings.ToLower(r.tokenText(at, wordToken))) {
		at = r.skip(at+1, wallToken, dividerToken)
		isNamed = true
	}
	if w := strings.TrimRight(r.tokenText(at, numberToken), "."); isMask(w) { // 10.0.0.0 255.255.255.0
		return at, w
	}
	if !isNamed {
		at = r.skip(i+1, wallToken)
	}
	bits, slashed := strings.CutPrefix(r.tokenText(at, wordToken), "/")
	switch {
	case bits == "" && slashed: // 10.0.0.0 / 24
		at++
		bits = r.shortNumber(at)
	case !slashed && !isNamed:
		return i, ""
	}
	if bits = strings.TrimRight(bits, "."); isShort(bits) { // 10.0.0.0 /24
		return at, bits
	}
	return i, ""
}

// endsBehind gives the ends of the ranges that begin with an address, and their last token. Tabs may stand around the
// dash. A short end, as in "203.0.113.10 - 13", needs the dash right at it or nothing behind it: after "203.0.113.10 -
// 13 servers" there is none.
func (r *reader) endsBehind(i int, d dotted) (last int, ends []string) {
	last = i
	if strings.Count(d.addr, ".") < 3 {
		return last, nil
	}
	for {
		dash := r.skip(last+1, wallToken)
		isTo := slices.Contains([]string{"to", "through", "thru", "bis", "..", "...", "…"}, strings.ToLower(r.tokenText(dash, wordToken)))
		if !isTo && (r.tokenText(dash, dashToken) == "" || r.isArrow(dash)) {
			return last, ends
		}
		end := r.skip(dash+1, wallToken)
		w := r.shortNumber(end)
		switch {
		case strings.Count(readDotted(r.tokenText(end, numberToken)).addr, ".") >= 3:
			w = r.text(end)
		case w == "" || d.port != "":
			return last, ends
		case r.tokens[dash].start == r.tokens[last].end && r.tokens[end].start == r.tokens[dash].end:
		case end+1 < len(r.tokens) && r.tokens[end+1].is < dividerToken:
			return last, ends
		}
		last = end
		ends = append(ends, w)
	}
}

// isArrow reports whether a dash is part of ->, which tells of a change rather than a range.
func (r *reader) isArrow(dash int) bool {
	t := r.tokens[dash]
	return strings.HasPrefix(r.plain[t.end:], ">") || strings.HasSuffix(r.plain[:t.start], "<")
}

// skip is the first token from i on that is of another kind.
func (r *reader) skip(i int, kinds ...tokenKind) int {
	for i < len(r.tokens) && slices.Contains(kinds, r.tokens[i].is) {
		i++
	}
	return i
}

// tokenText is the text of a token of one kind, or "".
func (r *reader) tokenText(i int, is tokenKind) string {
	if i < len(r.tokens) && r.tokens[i].is == is {
		return r.text(i)
	}
	return ""
}

// shortNumber is a token of one to three digits, the full stop of a sentence left aside, or "".
func (r *reader) shortNumber(i int) string {
	if w := strings.TrimRight(r.tokenText(i, wordToken), "."); isShort(w) {
		return w
	}
	return ""
}

func isShort(w string) bool { return 0 < len(w) && len(w) <= 3 && run(w, isDigit) == len(w) }

// network adds an address or block.
func (r *reader) network(t token, d dotted) {
	if r.list.addresses == refuse {
		r.refuse(t, notDomain)
		return
	}
	values, how, why := r.list.blocks(d)
	if why != "" {
		r.refuse(t, why)
		return
	}
	r.take(t, values, slices.Concat(d.how, how))
}

const notDomain = "is an IP address, and a domain is asked for"

// span adds the blocks of a range.
func (r *reader) span(t token, from dotted, end string) {
	if r.list.addresses == refuse {
		r.refuse(t, notDomain)
		return
	}
	to := readDotted(end)
	if !strings.Contains(to.addr, ".") { // 198.51.100.1-9
		to.addr = from.addr[:strings.LastIndexByte(from.addr, '.')+1] + to.addr
	}
	values, how, why := r.list.between(from, to)
	if why != "" {
		r.refuse(t, why)
		return
	}
	how = slices.Concat(from.how, to.how, how)
	if r.list.ranges && len(how) == 0 && values[0] != r.plain[t.start:t.end] {
		how = []string{"with both ends in full and a hyphen between"}
	}
	r.take(t, values, how)
}

// ipv6 reads an IPv6 address. It is refused unless it is an IPv4 address in that notation.
func (r *reader) ipv6(t token, w string) {
	addr, mask, masked := strings.Cut(w, "/")
	if ip, err := netip.ParseAddr(addr); err == nil && ip.Is4In6() && ip.Zone() == "" && r.list.addresses == take {
		d := dotted{addr: ip.Unmap().String(), how: []string{"in the notation of IPv4"}}
		bits, err := strconv.Atoi(mask)
		if masked && err == nil && bits >= 96 {
			d.mask, d.masked = strconv.Itoa(bits-96), true
		}
		if masked == d.masked {
			r.network(t, d)
			return
		}
	}
	why := notDomain
	if r.list.addresses == take {
		first, _, _ := strings.Cut(w, "-") // of a range
		_, why = r.list.judge(first)
	}
	r.refuse(t, why)
}
