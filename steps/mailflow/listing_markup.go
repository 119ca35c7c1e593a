package mailflow

import (
	"html"
	"iter"
	"strings"
	"unicode/utf8"
)

// unmarked is a text without its HTML: tags become the space, cell or line that they are on the screen, entities the
// characters that they stand for. What only looks like a tag, such as <user@contoso.com>, stays. It is done once: a
// tag written with entities is text.
func unmarked(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(text, "<&")
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		size, shows := tag(text)
		if size == 0 {
			size, shows = entity(text)
		}
		b.WriteString(shows)
		text = text[size:]
	}
	b.WriteString(text)
	return b.String()
}

// entity is how long the entity is that s begins with, and its character. Only with the semicolon is it one: an & may
// stand in a URL and even in an e-mail address.
func entity(s string) (size int, shows string) {
	const longest = len("&CounterClockwiseContourIntegral;")
	name := 1 + run(s[1:min(len(s), longest)], func(r rune) bool { return isAlnum(r) || r == '#' })
	if s[0] != '&' || !strings.HasPrefix(s[name:], ";") {
		return 1, s[:1]
	}
	size = name + 1
	shows = html.UnescapeString(s[:size])
	if strings.HasSuffix(shows, ";") && shows != ";" { // of &copying; it would make ©ing;
		return 1, s[:1]
	}
	return size, shows
}

// tag is how long the tag is that s begins with, and what it is on the screen. The size is 0 where there is none.
// Attributes have to look like attributes, so that no text between a < and a > is lost. They hold no <, which keeps
// the search short.
func tag(s string) (size int, shows string) {
	i := 1
	if strings.HasPrefix(s, "</") {
		i++
	}
	named := i
	i += run(s[i:], isAlnum)
	name := strings.ToLower(s[named:i])
	if name == "" || isDigit(rune(name[0])) {
		return 0, ""
	}
	for {
		blank := run(s[i:], isBlank)
		i += blank
		switch {
		case strings.HasPrefix(s[i:], ">"):
			return i + 1, onScreen(name)
		case strings.HasPrefix(s[i:], "/>"):
			return i + 2, onScreen(name)
		}
		n := attributeSize(s[i:])
		if n == 0 || blank == 0 {
			return 0, ""
		}
		i += n
	}
}

// attributeSize is how long the attribute is that s begins with, value included, or 0.
func attributeSize(s string) int {
	n := run(s, func(r rune) bool { return isAlnum(r) || strings.ContainsRune("-_:", r) })
	if n == 0 || !strings.HasPrefix(s[n:], "=") {
		return n
	}
	n++
	if n < len(s) && (s[n] == '"' || s[n] == '\'') {
		end := strings.IndexAny(s[n+1:], s[n:n+1]+"<")
		if end < 0 || s[n+1+end] == '<' {
			return 0
		}
		return n + 1 + end + 1
	}
	return n + run(s[n:], func(r rune) bool { return !isBlank(r) && !strings.ContainsRune(`<>"'`, r) })
}

// onScreen is what stands where a tag stood. An unknown tag separates: glued together, two values could make a third.
func onScreen(name string) string {
	switch name {
	case "wbr":
		return ""
	case "td", "th":
		return "\t"
	case "address", "article", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3",
		"h4", "h5", "h6", "head", "header", "hr", "html", "li", "ol", "option", "p", "pre", "section", "select", "table",
		"tbody", "tfoot", "thead", "title", "tr", "ul":
		return "\n"
	}
	return " "
}

// lines are the lines of a text, without the characters that end them. Between a CR and its LF there is an empty one.
func lines(text string) iter.Seq[string] {
	isBreak := func(r rune) bool {
		switch r {
		case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return true
		}
		return false
	}
	return func(yield func(string) bool) {
		for {
			i := strings.IndexFunc(text, isBreak)
			if i < 0 {
				yield(text)
				return
			}
			if !yield(text[:i]) {
				return
			}
			_, size := utf8.DecodeRuneInString(text[i:])
			text = text[i+size:]
		}
	}
}

// run is how many bytes at the start of s are of one sort.
func run(s string, is func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !is(r) }); i >= 0 {
		return i
	}
	return len(s)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isAlnum(r rune) bool { return r != '-' && isLDH(r) }
func isBlank(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }
