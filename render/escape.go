package render

import (
	"bytes"
	"strings"
)

// appendMarkdown writes a text so that Markdown shows it as it is. What it adds is one line without a bare | and can
// stand anywhere but at the beginning of a line: in a paragraph, a list item, a heading, emphasis, or a cell of a
// table. Whatever s holds, no emphasis, code, link, image, web address, HTML, entity or mathematics comes of it in
// CommonMark or GitHub's dialect, and what is shown is visible(s), runs of spaces aside. Hosts that search the finished
// page for addresses, @names and :emoji: may still find them.
func appendMarkdown(dst []byte, s string) []byte {
	s = visible(s)
	done := 0
	for i := withoutSigns(s); i < len(s); i += 1 + withoutSigns(s[i+1:]) {
		by := "\\"
		switch c := s[i]; {
		case c == '|':
			by = "&#124;" // tables are split before escapes are read
		case c == ':' && !strings.HasPrefix(s[i:], "://"), c == '.' && (i < 3 || !strings.EqualFold(s[i-3:i], "www")):
			continue
		}
		dst = append(append(dst, s[done:i]...), by...)
		if done = i; s[i] == '|' {
			done++
		}
	}
	return append(dst, s[done:]...)
}

// withoutSigns is how many bytes at the beginning of s are none of markdownSigns: mostly words, so that four are looked at
// in one go.
func withoutSigns(s string) int {
	n := 0
	for n+4 <= len(s) && !(markdownSigns[s[n]] || markdownSigns[s[n+1]] || markdownSigns[s[n+2]] || markdownSigns[s[n+3]]) {
		n += 4
	}
	for n < len(s) && !markdownSigns[s[n]] {
		n++
	}
	return n
}

// markdownSigns are the bytes that may mean something, some of them only beside others.
var markdownSigns = [256]bool{
	'|': true, ':': true, '.': true,
	'\\': true, '`': true, '*': true, '_': true, '{': true, '}': true, '[': true, ']': true, '<': true, '>': true,
	'#': true, '&': true, '~': true, '^': true, '$': true, '!': true,
}

// isCodeMarkdown reports whether a text can be shown between backquotes as it is, wherever what appendMarkdown makes of it
// can stand.
func isCodeMarkdown(s string) bool {
	return s != "" && s == visible(s) && strings.TrimSpace(s) == s &&
		strings.IndexByte(s, '`') < 0 && strings.IndexByte(s, '|') < 0 && strings.IndexByte(s, '\\') < 0
}

// appendFence adds lines in a fenced code block that none of them can close, each with a line feed at its end.
func appendFence(dst []byte, language string, code []byte) []byte {
	longest := 0
	for rest := code; ; {
		at := bytes.IndexByte(rest, '`')
		if at < 0 {
			break
		}
		rest = rest[at:]
		run := len(rest) - len(bytes.TrimLeft(rest, "`"))
		rest, longest = rest[run:], max(longest, run)
	}
	bar := strings.Repeat("`", max(3, longest+1))
	dst = append(append(append(dst, bar...), language...), '\n')
	for { // a block's lines end in CRLF
		at := bytes.IndexByte(code, '\r')
		if at < 0 {
			break
		}
		if at+1 == len(code) || code[at+1] != '\n' {
			dst = append(dst, code[:at+1]...)
		} else {
			dst = append(dst, code[:at]...)
		}
		code = code[at+1:]
	}
	if dst = append(dst, code...); dst[len(dst)-1] != '\n' {
		dst = append(dst, '\n')
	}
	return append(append(dst, bar...), '\n')
}
