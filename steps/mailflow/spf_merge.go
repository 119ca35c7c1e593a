package mailflow

import (
	"cmp"
	"slices"
)

// MergeSPF gives the record that says what have says and lets the wanted servers pass as well. It keeps every term that
// is there, their order and the qualifier of all; what is missing comes right before all, addresses first. Where have is
// zero, a new record is made, which ends in -all. Merging again changes nothing.
//
// It reports false, with the zero SPF, where have hands over to another domain by redirect= and something is missing: an
// all beside it would make that void, and whether the domain has the missing terms cannot be told here. The notes tell
// what somebody has to decide or look after.
func MergeSPF(have SPF, want []SPFTerm) (merged SPF, notes []SPFNote, ok bool) {
	terms := have.Terms()
	now := effective(terms)
	missing := make([]SPFTerm, 0, len(want)+1)
	there := make(map[termKey]*SPFTerm, len(now)+len(want)) // in the record, or nil for what is missing
	for i := range now {
		if key := now[i].key(); there[key] == nil {
			there[key] = &now[i]
		}
	}
	for i := range want {
		key := want[i].key()
		if is, known := there[key]; is != nil {
			notes = append(notes, is.withheld()...)
		} else if !known {
			there[key] = nil
			missing = append(missing, want[i])
		}
	}
	slices.SortStableFunc(missing, func(a, b SPFTerm) int { return cmp.Compare(rank(a), rank(b)) })
	if have.IsZero() {
		terms = append(missing, cutTerm("-all"))
		merged = spfOf(terms)
		return merged, append(notes, merged.notes(terms)...), true
	}
	if to := redirect(terms); to != "" && len(missing) > 0 {
		return SPF{}, append(notes, SPFNote{
			Term: "redirect=" + to,
			Why:  "hands the record over to another domain, so that nothing is added to it",
			Fix:  "put include:" + to + " in its place and end the record with an all of your own, or have the terms added at " + to,
			Rule: "MF505",
		}), false
	}
	notes = append(notes, movingNotes(now)...)
	terms = with(terms, missing)
	merged = spfOf(terms)
	return merged, append(notes, merged.notes(terms)...), true
}

// rank puts addresses in front of what costs a look-up.
func rank(t SPFTerm) int {
	if t.IsAddress() {
		return 0
	}
	return 1
}

// with are the terms of a record and more, which come before all, or behind the last mechanism where there is none.
func with(terms, more []SPFTerm) []SPFTerm {
	at := 0
	for i, t := range terms {
		if t.Name() == "all" {
			at = i
			break
		}
		if t.Qualifier() != 0 {
			at = i + 1
		}
	}
	return slices.Insert(terms, at, more...)
}

// withheld notes that a wanted term, which is in the record, does not let its servers pass.
func (t *SPFTerm) withheld() []SPFNote {
	if t.qualifier == '+' {
		return nil
	}
	return []SPFNote{{
		Term: t.String(),
		Why:  "is in the record with " + string(t.qualifier) + " in front, which does not let its servers pass",
		Fix:  "take the " + string(t.qualifier) + " away if they are to send",
		Rule: "MF507",
	}}
}

// movingNotes are on terms that mean other servers once the MX records have changed.
func movingNotes(terms []SPFTerm) (notes []SPFNote) {
	for i := range terms {
		if t := &terms[i]; t.name == "mx" {
			notes = append(notes, SPFNote{
				Term: t.String(),
				Why:  "follows the MX records: once they change, it stands for the new servers, and no longer for the old ones",
				Fix:  "list the addresses of the old servers as ip4: terms if they go on sending",
				Rule: "MF507",
			})
		}
	}
	return notes
}
