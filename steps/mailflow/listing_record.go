package mailflow

import (
	"slices"
	"strings"

	"eacwizard/steps/pattern"
)

// The two functions below read records, one a line, as zone files, dig, nslookup and tables on web pages have them. For
// what they find, the same holds as for the lists of listing.go.

// ListMailExchangers reads MX records. Of a line with more in it, such as a row of a table, the preference and the name
// are taken where only one of each can be meant. A name without a preference is rejected.
func ListMailExchangers(text string, have []string) []Found {
	return records{parse: exchanged(ParseMailExchanger), split: splitExchangers}.read(text, have)
}

// ListTXTs reads the contents of TXT records. Every line is one; of a line of a zone only its strings are taken. A line
// that begins with ; is a comment.
func ListTXTs(text string, have []string) []Found {
	return records{parse: exchanged(ParseTXT), split: splitTXT}.read(text, have)
}

// records are what a field with one record a line takes.
type records struct {
	parse func(string) (exchange string, err error)
	// split gives the records that may be in a line, and how each was made of it; a text without a how is the line itself.
	split func(line string) []record
}

// record is a part of a line.
type record struct{ text, value, how string }

func (l records) read(text string, have []string) []Found {
	held := map[string]string{} // where each value is, by its form
	for _, h := range have {
		if exchange, err := l.parse(h); err == nil {
			held[exchange] = "the list"
		}
	}
	var found []Found
	for line := range lines(strings.ToValidUTF8(text, "\uFFFD")) {
		spaced := strings.TrimSpace(visible(line))
		for _, r := range l.split(spaced) {
			if len(found) == mostEntries {
				return append(found, Found{Text: cleaned(r.text), Verdict: Rejected, Why: "and what follows was not read, since one paste gives 5000 entries at most; paste the rest afterwards"})
			}
			if spaced != strings.TrimSpace(line) && r.how == "" {
				r.how = "with plain spaces, and without invisible characters"
			}
			found = append(found, l.found(r, held))
		}
	}
	return found
}

// found judges a record, and notes where its value is now.
func (l records) found(r record, held map[string]string) Found {
	f := Found{Text: cleaned(r.text)}
	exchange, err := l.parse(r.value)
	if err != nil {
		fault := err.(*Fault) // as from every parser of this package
		f.Verdict, f.Why = Rejected, fault.Why+"; "+fault.Fix
		return f
	}
	if where := held[exchange]; where != "" {
		f.Verdict, f.Why = Repeated, "is in "+where+" already"
		return f
	}
	held[exchange] = "the paste"
	f.Values = []string{r.value}
	if r.how != "" {
		f.Verdict, f.Why = Changed, r.how
	}
	return f
}

// splitTXT takes the strings of a line of a zone. nslookup has them on a line of their own, below one that ends in =.
func splitTXT(line string) []record {
	switch inner := stringsOfZone(line); {
	case line == "", strings.HasPrefix(line, ";"), nslookupHead().MatchString(line):
		return nil
	case inner != "":
		return []record{{line, inner, "only the strings of the line"}}
	}
	return []record{{line, line, ""}}
}

var nslookupHead = pattern.Lazy(`(?i)^\S+ text =$`)

// splitExchangers takes a whole line, or every part of it between commas, or what looks like the two halves of one.
func splitExchangers(line string) []record {
	if isExchanger(line) {
		return []record{{line, line, ""}}
	}
	if found := zoneMX().FindStringSubmatch(line); found != nil {
		return []record{{line, found[1] + " " + found[2], "only the preference and the name of the line"}}
	}
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ';' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if len(parts) > 0 && !slices.ContainsFunc(parts, func(p string) bool { return !isExchanger(p) }) {
		all := make([]record, len(parts))
		for i, p := range parts {
			all[i] = record{text: p, value: p}
		}
		return all
	}
	return halves(line)
}

func isExchanger(s string) bool {
	_, err := ParseMailExchanger(s)
	return err == nil
}

// halves takes a preference and the name next to it, where there is one such pair only. Where a number is on either side
// of the name, it cannot be told which is the preference.
func halves(line string) []record {
	var words []string // only names and numbers
	for _, w := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" ,;|=()[]<>\"'", r) }) {
		w = strings.TrimRight(w, ":")
		if isNumber(w) || strings.Contains(w, ".") && isNameShape(strings.Trim(w, ".")) {
			words = append(words, w)
		}
	}
	numberAt := func(i int) bool { return i >= 0 && i < len(words) && isNumber(words[i]) }
	var pairs []string
	names := 0
	for i, w := range words {
		if numberAt(i) {
			continue
		}
		names++
		switch before, behind := numberAt(i-1), numberAt(i+1); {
		case before && !behind:
			pairs = append(pairs, words[i-1]+" "+w)
		case behind && !before:
			pairs = append(pairs, words[i+1]+" "+w)
		}
	}
	switch {
	case names == 0:
		return nil
	case len(pairs) == 1 && names == 1 && isExchanger(pairs[0]):
		return []record{{line, pairs[0], "only the preference and the name of the line"}}
	}
	return []record{{line, line, ""}}
}
