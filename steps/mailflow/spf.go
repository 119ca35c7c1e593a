package mailflow

import (
	"fmt"
	"strings"

	"eacwizard/steps/pattern"
)

// SPF is a whole SPF record (RFC 7208). String and Exchange give it with single spaces between its terms, which stand as
// they were typed.
type SPF struct{ value }

// ParseSPF reads a record as it is, or in the quotation marks of a zone file, in one string or several. What receivers
// would take for an error is MF506, and so are names that DNS could not hold and mechanisms with = for a colon; two
// records are MF501; two all terms, and a redirect= that an all makes void, are MF505; an invisible character is MF703.
// What is allowed and yet unwise is in the Notes.
func ParseSPF(s string) (SPF, error) { return parse(s, readSPF) }

var spfs = kind{rule: "MF506", give: "give the record, as in v=spf1 include:spf.protection.outlook.com -all"}

const spfVersion = "v=spf1"

var (
	versions   = pattern.Lazy(`(?i)v=spf1(?:[ "]|$)`)
	looseSPF   = pattern.Lazy(`(?i)^v ?[=:] ?"?spf ?1[ ,;:]*|^spf1 `)
	otherForms = pattern.Lazy(`(?i)^v=spf[2-9]|^v=spf1\d|^spf2\.0/`)
)

// beginsSPF reports whether a text is meant for an SPF record of this version.
func beginsSPF(t string) bool {
	return len(t) >= len(spfVersion) && strings.EqualFold(t[:len(spfVersion)], spfVersion) && (len(t) == len(spfVersion) || t[len(spfVersion)] == ' ')
}

func readSPF(typed string) (SPF, *slip) {
	if strings.Count(strings.ToLower(typed), spfVersion) > 1 && len(versions().FindAllStringIndex(typed, 3)) > 1 {
		return SPF{}, &slip{rule: "MF501", why: "is two records, and a domain has one only", fix: "put the terms of both into one record behind one v=spf1"}
	}
	t, joints, wrong := spfText(typed)
	if wrong != nil {
		return SPF{}, wrong
	}
	terms := strings.Fields(t)[1:]
	for i := range terms {
		if _, wrong := readTerm(terms[i]); wrong != nil {
			return SPF{}, inRecord(terms, i, wrong, isGlued(t, terms, i, joints))
		}
	}
	record := SPF{value{strings.Join(append([]string{spfVersion}, terms...), " "), strings.Join(append([]string{spfVersion}, terms...), " ")}}
	if wrong := record.conflict(); wrong != nil {
		return SPF{}, wrong
	}
	if n := len(record.exchange); n > longestTXT {
		return SPF{}, &slip{rule: "MF503", why: fmt.Sprintf("is %d octets long, and %d are the most that are taken", n, longestTXT), fix: "shorten it"}
	}
	return record, nil
}

// spfText is what a record says, without quotation marks. It begins with v=spf1 and holds nothing but printable ASCII.
func spfText(t string) (text string, joints []int, wrong *slip) {
	if t == "" {
		return "", nil, spfs.slip("is empty")
	}
	if wrong := unusable(t); wrong != nil {
		w := *wrong
		if strings.Contains(t, "\t") {
			w.offers = []offer{{values: []string{strings.ReplaceAll(t, "\t", " ")}}}
		}
		return "", nil, &w
	}
	if wrong := hidden(t); wrong != nil {
		return "", nil, wrong
	}
	for i, r := range t {
		if r >= 0x80 {
			w := spfs.slip(fmt.Sprintf("has the character %s at position %d, and a record has ASCII characters only", shown(string(r)), len([]rune(t[:i]))+1),
				offer{values: []string{plainASCII(t)}})
			w.fix = "type it in ASCII; an internationalized name needs its xn-- form"
			return "", nil, w
		}
	}
	text, joints, wrong = readStrings(t)
	if wrong != nil {
		w := *wrong
		w.rule, w.fix = spfs.rule, "remove the quotation marks"
		w.offers = append(w.offers, offer{values: []string{strings.TrimSpace(strings.ReplaceAll(t, `"`, ""))}})
		return "", nil, &w
	}
	text = strings.TrimRight(text, " ")
	if beginsSPF(text) {
		return text, joints, nil
	}
	return "", nil, notSPF(text)
}

// notSPF says what a text is that does not begin with v=spf1.
func notSPF(t string) *slip {
	switch at := versions().FindStringIndex(t); {
	case otherForms().MatchString(t):
		return spfs.slip("is of another version, and receivers go by v=spf1 only")
	case at != nil:
		rest := strings.Trim(t[at[0]:], `"' `)
		return spfs.slip("has something in front of v=spf1", offer{values: []string{rest}}, offer{values: []string{strings.ReplaceAll(rest, `"`, "")}})
	case looseSPF().MatchString(t):
		rest := strings.TrimSpace(t[len(looseSPF().FindString(t)):])
		return spfs.slip("does not begin with v=spf1 and a space", offer{values: []string{strings.TrimSpace(spfVersion + " " + rest)}})
	}
	return spfs.slip("does not begin with v=spf1")
}

// inRecord says of a whole record what is wrong with one of its terms, and offers the record without that.
func inRecord(terms []string, i int, wrong *slip, glued bool) *slip {
	w := *wrong
	w.why = fmt.Sprintf("has %s in place %d, which %s", quoted(terms[i]), i+1, wrong.why)
	with := func(from, to int, meant ...string) offer {
		all := append([]string{spfVersion}, terms[:from]...)
		all = append(all, meant...)
		return offer{values: []string{strings.Join(append(all, terms[to:]...), " ")}}
	}
	w.offers = nil
	if strings.HasSuffix(terms[i], ":") || strings.HasSuffix(terms[i], "=") { // include: contoso.com
		if i+1 < len(terms) {
			w.why = fmt.Sprintf("has a space behind %s in place %d", quoted(terms[i]), i+1)
			w.offers = append(w.offers, with(i, i+2, terms[i]+terms[i+1]))
		}
	}
	if i+1 < len(terms) && strings.HasPrefix(terms[i+1], ":") { // include :contoso.com
		w.offers = append(w.offers, with(i, i+2, terms[i]+terms[i+1]))
	}
	for _, o := range wrong.offers {
		w.offers = append(w.offers, with(i, i+1, o.values...))
	}
	if glued {
		w.why += "; two strings are joined there, and receivers put no space between"
	}
	w.fix = "correct this term; " + wrong.fix
	return &w
}

// isGlued reports whether two strings of a record meet within term i.
func isGlued(t string, terms []string, i int, joints []int) bool {
	at := len(spfVersion)
	for range i + 1 {
		at += len(t[at:]) - len(strings.TrimLeft(t[at:], " "))
		at += run(t[at:], func(r rune) bool { return r != ' ' })
	}
	for _, joint := range joints {
		if at-len(terms[i]) < joint && joint < at {
			return true
		}
	}
	return false
}

// conflict finds terms of the record that cannot stand together.
func (r SPF) conflict() *slip {
	terms := r.Terms()
	places := map[string]int{} // of the names that may stand once, from 1
	for i, t := range terms {
		name := t.Name()
		first := places[name]
		switch {
		case name != "redirect" && name != "exp" && name != "all":
			continue
		case first == 0:
			places[name] = i + 1
		case name == "all":
			w := &slip{rule: "MF505", why: fmt.Sprintf("has %s in place %d and %s again in place %d, and receivers stop at the first",
				quoted(terms[first-1].String()), first, quoted(t.String()), i+1), fix: "keep one, at the end"}
			if onlyAlls(terms[first:]) && terms[first-1].Qualifier() != '+' { // nobody is led to let everybody pass
				w.offers = []offer{{values: []string{spfOf(terms[:first]).String()}}}
			}
			return w
		default:
			return &slip{rule: "MF506", why: fmt.Sprintf("has %s= in place %d and again in place %d, which receivers take for an error", name, first, i+1), fix: "keep one of them"}
		}
	}
	if at := places["redirect"]; at > 0 && places["all"] > 0 {
		rest := append(append([]SPFTerm(nil), terms[:at-1]...), terms[at:]...)
		return &slip{
			rule:   "MF505",
			why:    fmt.Sprintf("has %s in place %d, which has no effect beside %s", quoted(terms[at-1].String()), at, quoted(terms[places["all"]-1].String())),
			fix:    "remove one of the two",
			offers: []offer{{values: []string{spfOf(rest).String()}}},
		}
	}
	return nil
}

func onlyAlls(terms []SPFTerm) bool {
	for _, t := range terms {
		if t.Name() != "all" {
			return false
		}
	}
	return true
}

// spfOf is the record that has these terms, which must not be in conflict.
func spfOf(terms []SPFTerm) SPF {
	length := len(spfVersion)
	for i := range terms {
		length += len(" ") + len(terms[i].typed)
	}
	text := append(make([]byte, 0, length), spfVersion...)
	for i := range terms {
		text = append(append(text, ' '), terms[i].typed...)
	}
	s := string(text)
	return SPF{value{s, s}}
}

// Terms are what stands behind v=spf1, in order.
func (r SPF) Terms() []SPFTerm {
	_, behind, _ := strings.Cut(r.exchange, " ")
	if behind == "" {
		return nil
	}
	terms := make([]SPFTerm, 0, 1+strings.Count(behind, " "))
	for word := range strings.FieldsSeq(behind) {
		terms = append(terms, cutTerm(word))
	}
	return terms
}

// cutTerm takes a text apart that is a term for sure: one that was read before, or that is put together here.
func cutTerm(t string) SPFTerm {
	if at := strings.IndexByte(t, '='); at > 0 && !strings.ContainsAny(t[:at], ":/") {
		return SPFTerm{value{t, t}, 0, strings.ToLower(t[:at]), t[at+1:]}
	}
	q := byte('+')
	sign, name, behind := cutMechanism(t)
	if sign != "" {
		q = sign[0]
	}
	return SPFTerm{value{t, t}, q, strings.ToLower(name), strings.TrimPrefix(behind, ":")}
}

// All is the qualifier of the all term: '+', '-', '~' or '?'. It reports false where there is none.
func (r SPF) All() (qualifier byte, ok bool) {
	for _, t := range r.Terms() {
		if t.Name() == "all" {
			return t.Qualifier(), true
		}
	}
	return 0, false
}

// Redirect is the domain of redirect=, or "".
func (r SPF) Redirect() string { return redirect(r.Terms()) }

func redirect(terms []SPFTerm) string {
	for i := range terms {
		if terms[i].name == "redirect" {
			return terms[i].arg
		}
	}
	return ""
}

// Effective are the terms that receivers come to: mechanisms up to and with all, and the modifiers.
func (r SPF) Effective() []SPFTerm { return effective(r.Terms()) }

func effective(all []SPFTerm) []SPFTerm {
	terms, ended := make([]SPFTerm, 0, len(all)), false
	for i := range all {
		t := &all[i]
		if !ended || t.qualifier == 0 {
			terms = append(terms, *t)
		}
		ended = ended || t.name == "all"
	}
	return terms
}

// Lookups is how many of the effective terms cost one of the ten look-ups that receivers make. Those that an include or
// a redirect leads to cannot be told without a network, so that the true number may be higher.
func (r SPF) Lookups() int { return lookups(r.Effective()) }

func lookups(terms []SPFTerm) int {
	n := 0
	for i := range terms {
		switch terms[i].name {
		case "include", "a", "mx", "ptr", "exists", "redirect":
			n++
		}
	}
	return n
}

// Has reports whether an effective term of the record says the same as t, whatever its qualifier and spelling.
func (r SPF) Has(t SPFTerm) bool {
	for _, have := range r.Effective() {
		if have.same(t) {
			return true
		}
	}
	return false
}

// Strings are the record in pieces of at most 255 octets, which is what one string of a TXT record can have. Receivers
// join them again as they are.
func (r SPF) Strings() []string { return pieces(r.exchange) }
