package mailflow

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// harvest collects the entries of a paste, and finds those that are there already.
type harvest struct {
	list    list
	entries []entry
	values  int
	bullets bool   // whether there are lines with * for a bullet
	rest    string // the first entry that was one too many
}

// mostEntries is how many entries, and how many values, one paste can give.
const mostEntries = 5000

func (h *harvest) add(e entry) {
	switch {
	case h.full():
	case len(h.entries) == mostEntries || h.values+len(e.values) > mostEntries:
		h.rest = e.text
	default:
		h.entries = append(h.entries, e)
		h.values += len(e.values)
	}
}

// full reports whether there was more than one paste can give.
func (h *harvest) full() bool { return h.rest != "" }

// found gives what became of the entries.
func (h *harvest) found(have []string) []Found {
	known := holders{prefixes: map[netip.Prefix]holder{}, names: map[string]holder{}}
	for _, s := range have {
		if v, why := h.list.judge(strings.TrimSpace(s)); why == "" {
			known.add(v, inList)
		}
	}
	for i, e := range h.entries {
		if e.bullet && h.bullets {
			h.entries[i] = entry{text: e.text, why: "is a bullet with nothing behind it, or every domain; add it by hand if that is meant"}
			continue
		}
		for _, v := range e.values {
			known.add(v, i)
		}
	}
	all := make([]Found, 0, len(h.entries)+1)
	for i, e := range h.entries {
		all = append(all, known.found(e, i))
	}
	if h.full() {
		all = append(all, Found{Text: h.rest, Verdict: Rejected, Why: fmt.Sprintf(
			"and what follows was not read, since one paste gives %d entries at most; paste the rest afterwards", mostEntries)})
	}
	return all
}

// holders know which entry of the paste, or that the list, has a value.
type holders struct {
	prefixes map[netip.Prefix]holder
	names    map[string]holder
	lengths  [33]bool // of the prefixes
}

type holder struct {
	spelled string
	entry   int
}

const inList = -1

func (o holder) where() string {
	if o.entry == inList {
		return "the list"
	}
	return "the paste"
}

// add tells of a value. The first to have it is its holder.
func (k *holders) add(v value, entry int) {
	if p, ok := prefixOf(v); ok {
		if _, held := k.prefixes[p]; !held {
			k.prefixes[p] = holder{v.typed, entry}
			k.lengths[p.Bits()] = true
		}
		return
	}
	if key := strings.ToLower(v.exchange); k.names[key].spelled == "" {
		k.names[key] = holder{v.typed, entry}
	}
}

// prefixOf is the block that a value stands for, if it is an address or block.
func prefixOf(v value) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(v.exchange); err == nil {
		return p.Masked(), true
	}
	addr, err := netip.ParseAddr(v.exchange)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(addr, addr.BitLen()), true
}

// held says in which words a value is there already, as entry i of the paste has it, or "".
func (k *holders) held(v value, i int) string {
	p, isPrefix := prefixOf(v)
	if !isPrefix {
		return k.names[strings.ToLower(v.exchange)].same(v, i)
	}
	for bits := range p.Bits() { // the widest first: it is repeated in nothing itself
		if !k.lengths[bits] {
			continue
		}
		wide, _ := p.Addr().Prefix(bits)
		if o, ok := k.prefixes[wide]; ok {
			return fmt.Sprintf("is part of %s, which is in %s", o.spelled, o.where())
		}
	}
	return k.prefixes[p].same(v, i)
}

// same says that a value repeats what o holds, unless entry i is the holder.
func (o holder) same(v value, i int) string {
	switch {
	case o.entry == i:
		return ""
	case o.spelled != v.typed:
		return fmt.Sprintf("is in %s already, as %s", o.where(), o.spelled)
	}
	return fmt.Sprintf("is in %s already", o.where())
}

// found gives what became of entry i.
func (k *holders) found(e entry, i int) Found {
	if e.why != "" {
		return Found{Text: e.text, Verdict: Rejected, Why: e.why}
	}
	f := Found{Text: e.text, Verdict: Changed}
	var again []string
	for _, v := range e.values {
		why := k.held(v, i)
		if why == "" {
			f.Values = append(f.Values, v.typed)
		} else if !slices.Contains(again, why) {
			again = append(again, why)
		}
	}
	how := e.how
	switch gone := len(e.values) - len(f.Values); {
	case len(f.Values) == 0 && len(again) > 1:
		return Found{Text: e.text, Verdict: Repeated, Why: "is in the list or the paste already, in several entries"}
	case len(f.Values) == 0:
		return Found{Text: e.text, Verdict: Repeated, Why: again[0]}
	case gone > 0:
		how = append(how, fmt.Sprintf("less %d that the list or the paste has already", gone))
	case e.asIs && len(how) == 0:
		f.Verdict = Kept
	}
	f.Why = strings.Join(how, ", ")
	return f
}
