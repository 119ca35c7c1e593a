package mailflow

import (
	"net/netip"
	"strings"
	"unicode/utf8"
)

// addIPv6 adds a word that is an IPv6 address or was meant as one, with a label such as "ip6:" in front or without.
func (s *scanned) addIPv6(start, end int) bool {
	w := strings.TrimRight(s.plain[start:end], ".")
	label, after, _ := strings.Cut(w, ":")
	if !strings.Contains(after, ":") {
		return false
	}
	switch {
	case isIPv6(w):
	case isIPv6(after):
		start += len(label) + 1
		w = after
	default:
		return false
	}
	s.add(ipv6Token, start, start+len(w))
	return true
}

// isIPv6 reports whether w is an IPv6 address, whatever follows it, or only a typing error away from one. A time, a
// hardware address and a thumbprint are not.
func isIPv6(w string) bool {
	if i := strings.IndexAny(w, "%/-"); i >= 0 {
		w = w[:i]
	}
	if addr, err := netip.ParseAddr(w); err == nil {
		return addr.Is6() && w != "::"
	}
	if !coloned().MatchString(w) {
		return false
	}
	groups := strings.Split(w, ":")
	wide := false
	for _, g := range groups {
		wide = wide || len(g) > 2
	}
	return wide && (strings.Contains(w, "::") || 6 <= len(groups) && len(groups) <= 9)
}

// addNumbers adds the addresses in a word and what stands around them, as in ip4:198.51.100.0/24 or EU/198.51.100.7. It
// adds nothing if there are none.
func (s *scanned) addNumbers(start, end int) bool {
	from, found := start, false
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(s.plain[i:end])
		if !isDigit(r) {
			i += size
			continue
		}
		n := 0
		if s.canBegin(start, i) {
			n = numberSize(s.plain[i:end])
		}
		if n == 0 {
			i += run(s.plain[i:end], isDigit)
			continue
		}
		found = true
		s.addNames(from, from+len(strings.TrimRight(s.plain[from:i], "/")))
		s.add(numberToken, i, i+n)
		i += n
		i = s.addUpTo(i, end)
		from = i
	}
	if found {
		s.addNames(from, end)
	}
	return found
}

// canBegin reports whether an address can begin at a place in a word. Where a letter, a dot or a hyphen is in front,
// the digits belong to a name or a version.
func (s *scanned) canBegin(start, at int) bool {
	if at == start {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s.plain[start:at])
	return !isAlnum(r) && !strings.ContainsRune(".-_!", r) && r != utf8.RuneError
}

// addUpTo adds a dash and the number behind it, which is the end of a range: 198.51.100.1-198.51.100.9, 198.51.100.1-9.
func (s *scanned) addUpTo(at, end int) int {
	dash, n := secondEnd(s.plain[at:end])
	if n == 0 {
		return at
	}
	s.add(dashToken, at, at+dash)
	is := numberToken
	if !strings.Contains(s.plain[at+dash:at+dash+n], ".") {
		is = wordToken
	}
	s.add(is, at+dash, at+dash+n)
	return at + dash + n
}

// secondEnd is the size of the dash and of the number that s begins with, both 0 where it does not.
func secondEnd(s string) (dash, n int) {
	if dash = run(s, isDash); dash == 0 {
		return 0, 0
	}
	if n = numberSize(s[dash:]); n == 0 {
		n = run(s[dash:], isDigit)
		if n == 0 || n > 3 || !endsNumber(s[dash+n:]) {
			return 0, 0
		}
	}
	return dash, n
}

// numberSize is how long the address is that s begins with: numbers with dots between them, of which the last may be
// wildcards, then the dots of a sentence, or a mask, or a port. Any count of numbers will do, so that what lacks one is
// found too. It is 0 where letters follow, as in a name.
func numberSize(s string) int {
	i := run(s, isDigit)
	if i == 0 {
		return 0
	}
	groups := 1
	for i < len(s) && s[i] == '.' {
		n := run(s[i+1:], isDigit)
		if n == 0 {
			n = wildcardSize(s[i+1:])
		}
		if n == 0 {
			break
		}
		i += 1 + n
		groups++
	}
	if groups == 1 {
		return 0
	}
	dots := run(s[i:], func(r rune) bool { return r == '.' })
	i += dots
	if dots == 0 && i < len(s) && s[i] == '/' {
		i += 1 + run(s[i+1:], func(r rune) bool { return isDigit(r) || r == '.' })
		if strings.HasPrefix(s[i:], "/") {
			return 0
		}
	}
	if i < len(s) && s[i] == ':' {
		if n := run(s[i+1:], isDigit); 0 < n && n <= 5 && canFollow(s[i+1+n:]) {
			i += 1 + n
		}
	}
	if !canFollow(s[i:]) {
		return 0
	}
	return i
}

// canFollow reports whether s can stand behind an address: the end of a range, or what is no part of a name.
func canFollow(s string) bool {
	_, n := secondEnd(s)
	return n > 0 || endsNumber(s)
}

// wildcardSize is how long the wildcard is that s begins with: * or x, or xxx, as lists for people have it.
func wildcardSize(s string) int {
	if strings.HasPrefix(s, "*") {
		return 1
	}
	if n := run(s, func(r rune) bool { return r == 'x' || r == 'X' }); n <= 3 {
		return n
	}
	return 0
}

// endsNumber reports whether an address can end in front of s. A single * might be a wildcard or a footnote.
func endsNumber(s string) bool {
	if s == "" || strings.HasPrefix(s, "**") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !isAlnum(r) && !strings.ContainsRune(".-_*", r) && r != utf8.RuneError
}

// hasAddress reports whether w has an address in it, or was meant as one: three numbers with dots between them at its
// start, or four anywhere.
func hasAddress(w string) bool {
	for i := 0; i < len(w); {
		n := run(w[i:], isDigit)
		if n == 0 {
			i++
			continue
		}
		groups, start := 1, i
		for i += n; i+1 < len(w) && w[i] == '.' && isDigit(rune(w[i+1])); groups++ {
			i += 1 + run(w[i+1:], isDigit)
		}
		if groups > 3 || groups == 3 && start == 0 {
			return true
		}
	}
	return false
}
