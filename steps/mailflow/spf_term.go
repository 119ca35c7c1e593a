package mailflow

import (
	"fmt"
	"net/netip"
	"strings"

	"eacwizard/steps/pattern"
)

// SPFTerm is one term of an SPF record, as include:spf.protection.outlook.com or ip4:131.107.21.231. String and Exchange
// are the term as it was typed.
type SPFTerm struct {
	value
	qualifier byte
	name, arg string
}

// Qualifier is '+', '-', '~' or '?', and '+' where none was typed. A modifier, as redirect=, has 0.
func (t SPFTerm) Qualifier() byte { return t.qualifier }

// Name is the name of the mechanism or modifier in lower case: "include", "ip4", "redirect".
func (t SPFTerm) Name() string { return t.name }

// Value is what stands behind the name and its colon or =, as it was typed: "spf.protection.outlook.com",
// "131.107.21.0/24", "/24" for a/24, and "" for a bare a, mx or all.
func (t SPFTerm) Value() string { return t.arg }

// IsAddress reports whether the term is an address or block.
func (t SPFTerm) IsAddress() bool { return t.name == "ip4" || t.name == "ip6" }

// Network is the block that an ip4 or ip6 term stands for, with the bits below the mask cleared, and for other terms the
// invalid prefix.
func (t SPFTerm) Network() netip.Prefix {
	if !t.IsAddress() {
		return netip.Prefix{}
	}
	if strings.Contains(t.arg, "/") {
		block, _ := netip.ParsePrefix(t.arg)
		return block.Masked()
	}
	addr, err := netip.ParseAddr(t.arg)
	if err != nil {
		return netip.Prefix{}
	}
	return netip.PrefixFrom(addr, addr.BitLen())
}

// same reports whether two terms say the same of whom they match: letter case, a mask of one address and a final dot
// make no difference, nor does the qualifier.
func (t SPFTerm) same(other SPFTerm) bool { return t.key() == other.key() }

var noMask = pattern.Lazy(`(?:/32)?(?://128)?$`)

// termKey is what same goes by: the network of an address, and the argument of anything else.
type termKey struct {
	name, arg string
	network   netip.Prefix
}

func (t SPFTerm) key() termKey {
	arg := t.arg
	switch {
	case t.IsAddress():
		return termKey{name: t.name, network: t.Network()}
	case (t.name == "a" || t.name == "mx") && strings.Contains(arg, "/"):
		arg = noMask().ReplaceAllString(arg, "")
	}
	name, masks := cutMasks(arg)
	if !strings.Contains(name, "%") { // in a macro, the case of a letter means something
		name = strings.ToLower(strings.TrimSuffix(name, "."))
	}
	return termKey{name: t.name, arg: name + masks}
}

// ParseSPFTerm reads a term that is to be added to a record, as a vendor asks for it: one that lets servers pass. A bare
// domain, address or block, a term for refusing, all and a modifier are MF506, as is what could not stand in a record.
func ParseSPFTerm(s string) (SPFTerm, error) { return parse(s, readWanted) }

var wantedTerms = kind{rule: "MF506", give: "give one term, such as include:spf.contoso.com or ip4:203.0.113.7", many: true}

func readWanted(typed string) (SPFTerm, *slip) {
	if beginsSPF(typed) {
		w := wantedTerms.slip("is a whole record, and one term of it is asked for")
		terms := strings.Fields(typed)[1:]
		if n := len(terms); n > 0 && strings.HasSuffix(strings.ToLower(terms[n-1]), "all") {
			terms = terms[:n-1]
		}
		w.offers = []offer{{terms, separately(terms)}}
		return SPFTerm{}, w
	}
	t, wrong := wantedTerms.single(typed)
	if wrong != nil {
		return SPFTerm{}, wrong
	}
	if parts := strings.Fields(t); len(parts) > 1 {
		w := wantedTerms.slip("has a space in it", offer{values: []string{strings.Join(parts, "")}}, offer{parts, " as separate entries"})
		if !strings.HasSuffix(parts[0], ":") {
			w.offers = w.offers[1:]
		}
		return SPFTerm{}, w
	}
	term, wrong := readTerm(t)
	if wrong != nil {
		w := *wrong
		w.fix = wantedTerms.give
		w.offers = append(w.offers, offer{values: []string{"include:" + bare(t)}})
		return SPFTerm{}, &w
	}
	unsigned := strings.TrimLeft(t, "+-~?")
	switch {
	case term.name == "redirect":
		return SPFTerm{}, wantedTerms.slip("hands the whole record over to another domain, and a term to add is asked for",
			offer{values: []string{"include:" + term.arg}})
	case term.qualifier == 0:
		return SPFTerm{}, wantedTerms.slip("is a modifier, which lets no server pass")
	case term.name == "all":
		return SPFTerm{}, wantedTerms.slip("stands for every server")
	case term.qualifier != '+':
		return SPFTerm{}, wantedTerms.slip(fmt.Sprintf("does not let the servers pass: it has %c in front", term.qualifier), offer{values: []string{unsigned}})
	}
	return SPFTerm{value{typed, t}, term.qualifier, term.name, term.arg}, nil
}

// separately is how an offer of values goes on.
func separately(values []string) string {
	if len(values) > 1 {
		return " as separate entries"
	}
	return ""
}
