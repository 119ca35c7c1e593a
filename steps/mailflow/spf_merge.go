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
	var missing []SPFTerm
	there := map[string]bool{} // in the record, or false for what is missing
	for _, t := range have.Effective() {
		there[t.key()] = true
	}
	for _, t := range want {
		key := t.key()
		if is, known := there[key]; is {
			notes = append(notes, have.withheld(t)...)
		} else if !known {
			there[key] = false
			missing = append(missing, t)
		}
	}
	slices.SortStableFunc(missing, func(a, b SPFTerm) int { return cmp.Compare(rank(a), rank(b)) })
	if have.IsZero() {
		deny, _ := readTerm("-all")
		merged = spfOf(append(missing, deny))
		return merged, append(notes, merged.Notes()...), true
	}
	if to := have.Redirect(); to != "" && len(missing) > 0 {
		return SPF{}, append(notes, SPFNote{
			Term: "redirect=" + to,
			Why:  "hands the record over to another domain, so that nothing is added to it",
			Fix:  "put include:" + to + " in its place and end the record with an all of your own, or have the terms added at " + to,
			Rule: "MF505",
		}), false
	}
	merged = spfOf(have.with(missing))
	return merged, slices.Concat(notes, have.movingNotes(), merged.Notes()), true
}

// rank puts addresses in front of what costs a look-up.
func rank(t SPFTerm) int {
	if t.IsAddress() {
		return 0
	}
	return 1
}

// with are the terms of a record and more, which come before all, or behind the last mechanism where there is none.
func (r SPF) with(more []SPFTerm) []SPFTerm {
	terms := r.Terms()
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

// withheld notes that a wanted term is in the record, but does not let its servers pass.
func (r SPF) withheld(t SPFTerm) []SPFNote {
	for _, have := range r.Effective() {
		if !have.same(t) {
			continue
		}
		if have.Qualifier() == '+' {
			return nil
		}
		return []SPFNote{{
			Term: have.String(),
			Why:  "is in the record with " + string(have.Qualifier()) + " in front, which does not let its servers pass",
			Fix:  "take the " + string(have.Qualifier()) + " away if they are to send",
			Rule: "MF507",
		}}
	}
	return nil
}

// movingNotes are on terms that mean other servers once the MX records have changed.
func (r SPF) movingNotes() []SPFNote {
	var notes []SPFNote
	for _, t := range r.Effective() {
		if t.Name() == "mx" {
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
