package mailflow

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mailAround gives the e-mail address around the @ at a place, with mailto: or smtp: in front of it. It is rather too
// wide than too narrow: a part of a mistyped address may be the address of somebody else. It is empty where nothing
// is on either side.
func (s *scanned) mailAround(at, seen int) (start, end int) {
	p := s.plain
	start, end = s.localFrom(at, seen), s.domainUpTo(at+1)
	if start == at && end == at+1 { // user @ contoso.com
		start = s.localFrom(seen+len(strings.TrimRightFunc(p[seen:at], isSpace)), seen)
		end = s.domainUpTo(end + run(p[end:], isSpace))
		if strings.TrimSpace(p[start:at]) == "" || !isNameShape(strings.TrimSpace(p[at+1:end])) {
			return at, at
		}
		return start, end
	}
	start = s.unquoted(start, at, end)
	if strings.Trim(p[start:end], "@.") == "" {
		return at, at
	}
	for _, prefix := range []string{"smtp:", "mailto:"} {
		before := start - len(prefix)
		if before >= seen && strings.EqualFold(p[before:start], prefix) {
			return before, end
		}
	}
	return start, end
}

// localFrom is where the part before the @ begins.
func (s *scanned) localFrom(at, seen int) int {
	p := s.plain
	start := at
	for start > seen {
		r, size := utf8.DecodeLastRuneInString(p[seen:start])
		if !s.isLocal(r, start-size, size) {
			break
		}
		start -= size
	}
	if start == at && start > seen {
		return s.beforeAt(at, seen)
	}
	if start == seen && seen > 0 { // behind another address: what separates the two, as in a@contoso.com/b@contoso.com
		between := run(p[start:at], func(r rune) bool { return !isNameRune(r) })
		if name := strings.LastIndexByte(p[start:at], '='); p[start] == '?' || p[start] == '&' { // mailto:…?cc=b@contoso.com
			between = max(between, name+1)
		}
		start += between
	}
	return start
}

// isLocal reports whether r may be a part of what is before an @, rightly or not. A quotation mark may where letters
// are on both sides, as in o’brien.
func (s *scanned) isLocal(r rune, at, size int) bool {
	if classOf(r) == inWord {
		return r != ':' && r != '@'
	}
	if strings.ContainsRune("'`{}=", r) {
		return true
	}
	if classOf(r) != wrapper || strings.ContainsRune("<>()[]", r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s.plain[:at])
	after, _ := utf8.DecodeRuneInString(s.plain[at+size:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// beforeAt is where the address begins if no part of it is before the @: there, as in @contoso.com, or with what else
// has to be refused, as in "user name"@contoso.com.
func (s *scanned) beforeAt(at, seen int) int {
	r, size := utf8.DecodeLastRuneInString(s.plain[seen:at])
	switch {
	case r == '"':
		open := seen + strings.LastIndexByte(s.plain[seen:at-size], '"')
		before, _ := utf8.DecodeLastRuneInString(s.plain[:max(seen, open)])
		if open >= seen && (open == 0 || classOf(before) != inWord) && s.plain[open+1] != ' ' {
			return open
		}
	case strings.ContainsRune(")]}>", r):
		return at - size
	}
	return at
}

// domainUpTo is where the part behind the @ ends. Another @ is taken in, since it makes both wrong.
func (s *scanned) domainUpTo(start int) int {
	p := s.plain
	end := start + literalSize(p[start:])
	for end < len(p) {
		r, size := utf8.DecodeRuneInString(p[end:])
		if classOf(r) != inWord || strings.ContainsRune(`/\?&:`, r) {
			break
		}
		end += size
	}
	return start + len(strings.TrimRightFunc(p[start:end], func(r rune) bool {
		return !isNameRune(r) && !strings.ContainsRune(".@]"+wideDots, r)
	}))
}

// unquoted is where an address begins without the marks around it. They may be a part of it as well: 'user@contoso.com
// has one, and o'brien@contoso.com as well.
func (s *scanned) unquoted(start, at, end int) int {
	p := s.plain
	behind := p[end:]
	for start < at {
		closing := strings.IndexByte("*_'`{", p[start])
		if closing < 0 {
			break
		}
		mark := "*_'`}"[closing]
		closed := strings.HasPrefix(behind, string(mark))
		single := mark == '*' || mark == '_' || strings.IndexByte(p[start+1:at], mark) >= 0
		if !closed && single {
			break
		}
		if closed {
			behind = behind[1:]
		}
		start++
	}
	return start
}
