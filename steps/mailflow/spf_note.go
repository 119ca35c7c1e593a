package mailflow

import (
	"fmt"
	"strings"
)

// SPFNote is something to know of a record that can be read.
type SPFNote struct {
	Term string // the term that it is about, or "" for the record
	Why  string // lower case, no full stop, reads on from the term or from "the record": "has no effect behind -all"
	Fix  string // what to do, imperative, or ""
	Rule string // the rule of the catalogue, as "MF505", or ""
}

const (
	mostLookups = 10
	wideTXT     = 450 // octets, above which an answer with other records may not fit in one UDP packet
)

// Notes say what is allowed in the record and yet unwise, or of no effect.
func (r SPF) Notes() []SPFNote { return r.notes(r.Terms()) }

// notes are Notes for who has the terms already.
func (r SPF) notes(terms []SPFTerm) (notes []SPFNote) {
	add := func(rule, term, why, fix string) { notes = append(notes, SPFNote{term, why, fix, rule}) }
	all := ""
	for i := range terms {
		t := &terms[i]
		switch name := t.Name(); {
		case name == "all":
			all = t.String()
			if t.Qualifier() == '+' {
				add("MF505", all, "lets the whole world send as the domain", "end the record with -all or ~all")
			}
			if t.Qualifier() == '?' {
				add("MF505", all, "says nothing of servers that are not listed, so that forged mail is not told apart", "end the record with -all or ~all")
			}
		case all != "" && t.Qualifier() != 0:
			add("MF505", t.String(), "has no effect behind "+all, "move it in front of "+all+", or remove it")
		case name == "ptr":
			add("MF506", t.String(), "is slow, and receivers may leave it out", "list the addresses of the servers as ip4: terms")
		}
	}
	if all == "" && redirect(terms) == "" && !r.IsZero() {
		add("MF505", "", "has no all at its end, so that it says nothing of servers that are not listed", "end it with ~all, or with -all once every server is listed")
	}
	switch n := lookups(effective(terms)); {
	case n > mostLookups:
		add("MF502", "", fmt.Sprintf("has %d terms that need a look-up, and receivers give up after %d", n, mostLookups), "remove terms that are not needed any more")
	case n == mostLookups, n == mostLookups-1:
		add("MF502", "", fmt.Sprintf("has %d terms that need a look-up, and receivers give up after %d, those that includes lead to counted", n, mostLookups), "look whether all of them are needed")
	}
	if n := len(r.exchange); n > wideTXT {
		add("MF503", "", fmt.Sprintf("is %d octets long, and answers above about %d may not arrive everywhere", n, wideTXT), "remove terms that are not needed any more")
	}
	return notes
}

// String is the note as one phrase.
func (n SPFNote) String() string {
	about := n.Term
	if about == "" {
		about = "the record"
	}
	return strings.TrimSuffix(about+" "+n.Why+"; "+n.Fix, "; ")
}
