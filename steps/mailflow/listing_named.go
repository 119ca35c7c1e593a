package mailflow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// named is the name of a host or domain as it is spelled in a paste.
type named struct {
	prefix string // smtp: or mailto:
	name   string
	dots   []string // what to say of dots behind the name
	port   string
	path   string
	cost   string // the ;1 that Exchange prints behind an address space
}

func readNamed(w string) named {
	var n named
	n.prefix = proxyPrefix(w)
	w = w[len(n.prefix):]
	if i := strings.IndexByte(w, ';'); i >= 0 && n.prefix != "" {
		w, n.cost = w[:i], w[i:]
	}
	w, n.path = cutPath(w)
	w = strings.Replace(strings.TrimPrefix(w, "["), "]:", ":", 1)
	if i := strings.LastIndexByte(w, ':'); i >= 0 && run(w[i+1:], isDigit) == len(w)-i-1 {
		w, n.port = w[:i], w[i+1:]
	}
	n.name, n.dots = withoutDots(w)
	return n
}

// namedHow says what was left out of a name.
func (l list) namedHow(n named) []string {
	var how []string
	switch {
	case n.cost != "":
		how = append(how, "without "+n.prefix+" in front and "+n.cost+" behind")
	case n.prefix != "":
		how = append(how, "without "+n.prefix+" in front")
	}
	how = append(how, n.dots...)
	if n.port != "" {
		how = append(how, l.portNote(n.port))
	}
	switch n.path {
	case "":
		return how
	case "/":
		return append(how, "without the slash at its end")
	}
	return append(how, "without the path")
}

// portNote says that a port is left out, and why, unless it is the one that is used.
func (l list) portNote(port string) string {
	if l.port == "" || port == "25" {
		return "without port " + port
	}
	return "without port " + port + " (a connector always uses port 25)"
}

// wideDots are taken for dots, as in asciiDots.
const wideDots = "。．｡"

func withoutDots(w string) (core string, how []string) {
	core = strings.TrimRight(w, "."+wideDots)
	switch n := utf8.RuneCountInString(w) - utf8.RuneCountInString(core); n {
	case 0:
		return core, nil
	case 1:
		return core, []string{"without the dot at its end"}
	}
	return core, []string{"without the dots at its end"}
}

func cutPath(w string) (host, path string) {
	if i := strings.IndexAny(w, `/\?#`); i >= 0 {
		return w[:i], w[i:]
	}
	return w, ""
}

// isNot is for trimming: what is no part of a name, and not in spared. A lost character may have been a part.
func isNot(spared string) func(rune) bool {
	return func(r rune) bool { return !isNameRune(r) && r != utf8.RuneError && !strings.ContainsRune(spared, r) }
}

// isNameShape reports whether w could be meant as the name of a host or domain: dots in it, and a last label that no
// abbreviation, version or date has.
func isNameShape(w string) bool {
	if !hasDot(w) {
		return false
	}
	w = strings.TrimRight(asciiDots.Replace(w), ".")
	i := strings.LastIndexByte(w, '.')
	if i <= 0 || strings.Contains(w, "...") {
		return false
	}
	isPart := func(r rune) bool { return isNameRune(r) || r == '*' }
	last := w[i+1:]
	isTop := last == "*" || utf8.RuneCountInString(last) > 1 && strings.ContainsFunc(last, unicode.IsLetter)
	return isTop && strings.ContainsFunc(w[:i], isPart)
}

func hasDot(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return r == '.' || strings.ContainsRune(wideDots, r) })
}

func isNoPublicName(w string) bool { return !isPublicName(w) }

// isPublicName reports whether a name ends as names in public DNS do, or as those that are kept for examples and
// private networks.
func isPublicName(w string) bool {
	if !isNameShape(w) || len(w) > longestWord {
		return false
	}
	dns, wrong := readDNS(asciiDots.Replace(w))
	if wrong != nil {
		return false
	}
	last := strings.ToLower(lastLabel(dns))
	if privateEnds[last] || last == "example" || last == "test" || last == "invalid" {
		return true
	}
	suffix, isTopLevel := publicsuffix.PublicSuffix(strings.ToLower(strings.TrimPrefix(dns, "*.")))
	return isTopLevel || strings.Contains(suffix, ".")
}
