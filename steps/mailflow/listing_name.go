package mailflow

import (
	"cmp"
	"slices"
	"strings"
)

// name reads a word as the name of a host or domain.
func (r *reader) name(i int) {
	t, w := r.tokens[i], r.text(i)
	if r.whole.tokens != 1 && !hasDot(w) && !strings.Contains(w, "*") {
		return
	}
	if !strings.HasPrefix(w, "[") { // of [smtp.contoso.com]:25
		w = strings.TrimLeftFunc(w, isNot(".*_"))
		t.start = t.end - len(w)
		w = strings.TrimRightFunc(w, isNot(`.*_/\`+wideDots))
		t.end = t.start + len(w)
	}
	n := readNamed(w)
	isHeading := strings.HasPrefix(r.plain[r.tokens[i].end:], ":")
	switch {
	case n.prefix+"*"+n.cost == r.text(i):
		r.star(i, t, n)
	case n.path != "" && !slices.ContainsFunc(strings.Split(w, "/"), isNoPublicName):
		for part := range strings.SplitSeq(w, "/") { // mx1.contoso.com/mx2.contoso.com
			r.try(token{start: t.start, end: t.start + len(part)}, part)
			t.start += len(part) + 1
		}
	case isNameShape(strings.TrimLeft(n.name, ".")):
		r.named(t, n)
	case slices.ContainsFunc(strings.Split(n.path, "/"), isPublicName):
		r.refuse(t, "has a path in it, and the host is not in front of it")
	case n.name != "" && r.whole.tokens == 1 && r.isWord(i) && !isHeading:
		_, why := r.list.judge(n.name)
		r.refuse(t, cmp.Or(why, "ends in no top-level domain"))
	}
}

// named adds a name. In prose a full stop without a space behind it makes a name of two words, and a version or a
// label makes one of an address, so there only names that can be in public DNS count.
func (r *reader) named(t token, n named) {
	odd := hasAddress(n.name)
	if !odd && !r.cells[t.cell].prose || isPublicName(n.name) {
		r.try(t, n.name, r.list.namedHow(n)...)
		return
	}
	_, why := r.list.judge(n.name)
	switch {
	case why == "" && odd:
		why = oddAddress
	case why == "":
		why = "stands in a sentence and ends in no known top-level domain; give it a line of its own if it is a name"
	}
	r.refuse(t, why)
}

const oddAddress = "has numbers like those of an address in it, and is neither an address nor a name"

// star reads a *. It stands for every domain only where nothing else can be meant.
func (r *reader) star(i int, t token, n named) {
	if r.list.addresses == take { // a smart host is one server
		return
	}
	if n.prefix != "" {
		r.try(t, "*", r.list.namedHow(n)...)
		return
	}
	before := i - 1
	for before >= 0 && r.tokens[before].is == dashToken { // as a bullet
		before--
	}
	first := before < 0 || r.tokens[before].is == wallToken
	ends := i+1 == len(r.tokens) || r.tokens[i+1].is >= dividerToken
	begins := first || r.tokens[before].is == dividerToken
	switch {
	case begins && ends && r.whole.tokens == 0:
		r.add(t, entry{text: "*", asIs: true, values: []value{{"*", "*"}}, bullet: true})
	case begins && ends && r.cell == 0:
		r.try(t, "*")
	case first && r.whole.tokens > 0:
		r.harvest.bullets = true
	case r.whole.tokens > 0:
		r.refuse(t, "stands for every domain only on a line of its own or between commas")
	}
}

// link reads a URL.
func (r *reader) link(t token) {
	text := r.plain[t.start:t.end]
	_, rest, _ := strings.Cut(text, "://")
	host, path := cutPath(rest)
	host = strings.Trim(host[strings.LastIndexByte(host, '@')+1:], wrappers)
	switch {
	case r.list.names == passOver && r.list.addresses == passOver:
		if strings.Contains(text, "@") {
			r.refuse(t, "is a URL")
		}
	case isIPv6(strings.TrimSuffix(host, "]")):
		r.ipv6(t, host)
	case numberSize(host) == len(host) && host != "":
		if maskSuffix().MatchString(path) && !strings.Contains(host, ":") && !strings.HasSuffix(host, ".") {
			host += path
		}
		d := readDotted(host)
		d.how = append([]string{"only the address of the URL"}, d.how...)
		r.network(t, d)
	case r.list.names == passOver:
		if hasAddress(text) {
			r.refuse(t, "is a URL whose host is a name")
		}
	case strings.TrimLeft(host, "*.") == "":
		r.refuse(t, "is a URL without a host")
	default:
		n := readNamed(host)
		r.try(t, n.name, append([]string{"only the host of the URL"}, r.list.namedHow(n)...)...)
	}
}

// mail reads an e-mail address.
func (r *reader) mail(t token) {
	text := r.plain[t.start:t.end]
	core, how := withoutDots(text)
	if prefix := proxyPrefix(core); prefix != "" {
		core = core[len(prefix):]
		how = append(how, "without "+prefix+" in front")
	}
	user, domain, _ := strings.Cut(core, "@")
	isHandle := user == "" && !strings.Contains(domain, ".") // of a person, on some web site
	switch {
	case r.list.emails == take && opensComment(core, false):
		r.refuse(t, "begins as a comment does")
	case r.list.emails == take:
		r.try(t, core, how...)
	case r.list.names == passOver:
		if hasAddress(text) {
			r.try(t, core)
		}
	case isHandle:
	case r.list.addresses == take:
		r.refuse(t, "is an e-mail address, and a host is asked for")
	case (user == "" || user == "*") && isNameShape(domain):
		r.try(t, domain, append(how, "without the "+user+"@ in front")...)
	default:
		r.refuse(t, "is an e-mail address, and a domain is asked for")
	}
}
