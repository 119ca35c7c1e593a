package render

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// escapeMarkdown writes a text so that Markdown shows it as it is. The result is one line without a bare | and can
// stand anywhere but at the beginning of a line: in a paragraph, a list item, a heading, emphasis, or a cell of a
// table. Whatever s holds, no emphasis, code, link, image, web address, HTML, entity or mathematics comes of it in
// CommonMark or GitHub's dialect, and what is shown is visible(s), runs of spaces aside. Hosts that search the finished
// page for addresses, @names and :emoji: may still find them.
func escapeMarkdown(s string) string {
	s = visible(s)
	var b strings.Builder
	done := 0
	for i := range len(s) {
		by := "\\"
		switch c := s[i]; {
		case c == '|':
			by = "&#124;" // tables are split before escapes are read
		case c < utf8.RuneSelf && markdownSigns[c], c == ':' && strings.HasPrefix(s[i:], "://"), c == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www"):
		default:
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(by)
		if done = i; s[i] == '|' {
			done++
		}
	}
	if b.Len() == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

var markdownSigns = [utf8.RuneSelf]bool{
	'\\': true, '`': true, '*': true, '_': true, '{': true, '}': true, '[': true, ']': true, '<': true, '>': true,
	'#': true, '&': true, '~': true, '^': true, '$': true, '!': true,
}

// codeMarkdown shows a text as code, where code can show it; where not, as escapeMarkdown does. The result can stand
// where that of escapeMarkdown can.
func codeMarkdown(s string) string {
	if s == "" || s != visible(s) || strings.ContainsAny(s, "`|\\") || strings.TrimSpace(s) != s {
		return escapeMarkdown(s)
	}
	return "`" + s + "`"
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
		at := bytes.Index(code, []byte("\r\n"))
		if at < 0 {
			break
		}
		dst, code = append(dst, code[:at]...), code[at+1:]
	}
	if dst = append(dst, code...); dst[len(dst)-1] != '\n' {
		dst = append(dst, '\n')
	}
	return append(append(dst, bar...), '\n')
}
