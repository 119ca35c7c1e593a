package mailflow

import (
	"strings"
	"unicode/utf8"
)

// token is a part of a line that may be an entry, or that tells something about its neighbours.
type token struct {
	is         tokenKind
	start, end int // in line.plain
	cell       int // which cell of the line it is in
}

type tokenKind uint8

const (
	wordToken    tokenKind = iota // a name perhaps, a path, or just a word
	numberToken                   // numbers with dots between them, with a mask and a port or without
	ipv6Token                     // an IPv6 address or block
	linkToken                     // with :// in it
	mailToken                     // with @ in it
	dashToken                     // for a range, a bullet, or none
	dividerToken                  // a comma or the like
	wallToken                     // the end of a cell
)

// content reports whether a token is more than punctuation.
func (t token) content() bool { return t.is <= mailToken }

// scanned is a line with its tokens.
type scanned struct {
	line
	tokens []token
	cell   int
}

// scan takes a line apart. URLs and e-mail addresses hold characters that separate elsewhere, so they come first.
func scan(l line) scanned {
	s := scanned{line: l}
	p := l.plain
	seen := 0 // what is before is in tokens
	for at := 0; ; {
		n := strings.IndexAny(p[at:], "@:")
		if n < 0 {
			break
		}
		at += n
		start, end := 0, 0
		is := mailToken
		if p[at] == '@' {
			start, end = s.mailAround(at, seen)
		} else if strings.HasPrefix(p[at:], "://") {
			is = linkToken
			start, end = s.linkAround(at, seen)
		}
		if start == end {
			at += max(1, run(p[at:], func(r rune) bool { return r == '@' || r == '.' })) // to look at a row of them once
			continue
		}
		s.addWords(seen, start)
		s.add(is, start, end)
		seen, at = end, end
	}
	s.addWords(seen, len(p))
	return s
}

func (s *scanned) add(is tokenKind, start, end int) {
	s.tokens = append(s.tokens, token{is, start, end, s.cell})
	if is == wallToken {
		s.cell++
	}
}

// linkAround gives the URL around the :// at a place. It is empty where no scheme is in front.
func (s *scanned) linkAround(at, seen int) (start, end int) {
	p := s.plain
	scheme := strings.TrimRightFunc(p[seen:at], func(r rune) bool { return isAlnum(r) || r == '+' })
	start, end = seen+len(scheme), at+len("://")
	if start == at {
		return 0, 0
	}
	end += literalSize(p[end:])
	open := 0
	for end < len(p) {
		r, size := utf8.DecodeRuneInString(p[end:])
		switch c := classOf(r); {
		case isOpening(r):
			open++
		case strings.ContainsRune(")]}", r) && open > 0:
			open--
		case c != inWord && r != '=':
			return start, s.unpunctuated(start, end)
		}
		end += size
	}
	return start, s.unpunctuated(start, end)
}

// literalSize is how long the address in square brackets is that s begins with, or 0.
func literalSize(s string) int {
	const longest = len("[IPv6:ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]")
	if !strings.HasPrefix(s, "[") {
		return 0
	}
	return strings.IndexByte(s[:min(len(s), longest)], ']') + 1
}

// unpunctuated is where a stretch ends without the marks of a sentence and of emphasis behind it.
func (s *scanned) unpunctuated(start, end int) int {
	return start + len(strings.TrimRight(s.plain[start:end], "!?:*_~"))
}

// addWords adds the tokens of a part in which no URL and no e-mail address is.
func (s *scanned) addWords(from, to int) {
	p := s.plain
	start := from
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(p[i:])
		c := classOf(r)
		if c == inWord {
			i += size
			continue
		}
		s.addWord(start, i)
		end := i + size
		switch c {
		case divider:
			if n := s.addCost(i, to); n > 0 {
				end = n
				break
			}
			s.add(dividerToken, i, end)
		case wall:
			s.add(wallToken, i, end)
		}
		start, i = end, end
	}
	s.addWord(start, to)
}

// addCost takes the ";1" of an address space as Exchange prints it, as in smtp:contoso.com;1, into the word before.
func (s *scanned) addCost(at, to int) int {
	last := len(s.tokens) - 1
	if last < 0 || s.tokens[last].end != at || s.plain[at] != ';' || proxyPrefix(s.text(last)) == "" {
		return 0
	}
	n := run(s.plain[at+1:to], isDigit)
	if n == 0 {
		return 0
	}
	s.tokens[last].end = at + 1 + n
	return at + 1 + n
}

// longestWord is more than any entry has. Longer words are not looked into.
const longestWord = 1024

// addWord adds what stands between two separators. Dashes at its ends and the marks of a sentence and of emphasis around
// it do not belong to it.
func (s *scanned) addWord(start, end int) {
	w := s.plain[start:end]
	if trimmed := strings.TrimLeftFunc(w, isDash); len(trimmed) < len(w) {
		s.add(dashToken, start, end-len(trimmed))
		start, w = end-len(trimmed), trimmed
	}
	w = strings.TrimRightFunc(w, isDash)
	stop := start + len(w)
	if w != "" && !s.addPort(start, stop) {
		from, to := unemphasized(s.plain, start, start+len(strings.TrimRight(w, ":!?")))
		if to-from > longestWord {
			s.add(wordToken, from, to)
		} else if !s.addIPv6(from, to) && !s.addNumbers(from, to) {
			s.addNames(from, to)
		}
	}
	if stop < end {
		s.add(dashToken, stop, end)
	}
}

// addPort takes the :25 of [smtp.contoso.com]:25 into the token before, and the brackets with it.
func (s *scanned) addPort(start, end int) bool {
	w, last := s.plain[start:end], len(s.tokens)-1
	if n := run(w[1:], isDigit); w[0] != ':' || n == 0 || 1+n < len(w) || last < 0 {
		return false
	}
	t := &s.tokens[last]
	if t.is > numberToken || t.start == 0 || s.plain[t.start-1] != '[' || s.plain[t.end:start] != "]" {
		return false
	}
	t.start--
	t.end = end
	return true
}

// unemphasized leaves out the stars and underscores with which Markdown makes text bold. The star of a wildcard stays,
// in front of *.contoso.com and at the end of 10.0.0.*.
func unemphasized(p string, start, end int) (int, int) {
	isMark := func(c byte) bool { return c == '*' || c == '_' }
	if strings.Trim(p[start:end], "*_") == "" {
		return start, end
	}
	for end-start > 2 && isMark(p[start]) && p[start] == p[end-1] && p[start+1] != '.' {
		if end-start > 3 && p[end-2] == '.' && isDigit(rune(p[end-3])) {
			break
		}
		start, end = start+1, end-1
	}
	w := p[start:end]
	if n := len(w) - len(strings.TrimLeft(w, "*_")); n > 1 && !strings.HasPrefix(w[n:], ".") {
		start += n
	}
	if n := len(w) - len(strings.TrimRight(w, "*_")); n > 1 && n < end-start {
		end -= n
	}
	return start, end
}

// addNames adds a word, or the parts of it that colons separate: a label and what it is a label for. The colon of a port
// and of smtp: does not separate.
func (s *scanned) addNames(start, end int) {
	from := start
	for at := start; at < end; at++ {
		if s.plain[at] != ':' || s.plain[from:at] != "" && proxyPrefix(s.plain[from:at+1]) != "" {
			continue
		}
		after := at + 1 + run(s.plain[at+1:end], isDigit)
		isPort := after > at+1 && (after == end || s.plain[after] == '/' || s.plain[after] == ':') && strings.Contains(s.plain[from:at], ".")
		if isPort {
			continue
		}
		s.addName(from, at)
		from = at + 1
	}
	s.addName(from, end)
}

func (s *scanned) addName(start, end int) {
	if start < end {
		s.add(wordToken, start, end)
	}
}

func (s scanned) text(i int) string { return s.plain[s.tokens[i].start:s.tokens[i].end] }
