package probe

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"eacwizard/steps/pattern"
)

// spfTerm is one term of a record as receivers read it.
type spfTerm struct {
	text      string
	qualifier byte   // '+' where none is written; 0 of a modifier
	name      string // in lower case
	domain    string // the domain-spec; "" where it is the record's own domain
}

func (t spfTerm) macro() bool { return strings.Contains(t.domain, "%") }

// isSPF reports whether a TXT record is taken for SPF (RFC 7208, section 4.5).
func isSPF(text string) bool {
	version, _, _ := strings.Cut(text, " ")
	return strings.EqualFold(version, "v=spf1")
}

var (
	modifier  = pattern.Lazy(`^([A-Za-z][A-Za-z0-9._-]*)=(.*)$`)
	mechanism = pattern.Lazy(`^([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)([:/].*)?$`)
	cidr      = pattern.Lazy(`(/\d{1,2})?(//\d{1,3})?$`)
)

// readSPF takes a published record apart. It reads as receivers do: the error is what they answer with permerror for.
// mailflow.ParseSPF is for records that are to be written, and also refuses what receivers put up with, such as a
// redirect= beside all; strangers' records cannot be held against that.
func readSPF(text string) ([]spfTerm, error) {
	var terms []spfTerm
	once := map[string]bool{}
	for _, word := range strings.Split(text, " ")[1:] {
		if word == "" {
			continue
		}
		term, err := readTerm(word)
		if err != nil {
			return nil, err
		}
		if term.qualifier == 0 && (term.name == "redirect" || term.name == "exp") {
			if once[term.name] {
				return nil, fmt.Errorf("%s= stands there twice", term.name)
			}
			once[term.name] = true
		}
		terms = append(terms, term)
	}
	return terms, nil
}

func readTerm(word string) (spfTerm, error) {
	term := spfTerm{text: word}
	if m := modifier().FindStringSubmatch(word); m != nil {
		term.name, term.domain = strings.ToLower(m[1]), m[2]
		if term.name == "redirect" && term.domain == "" {
			return term, fmt.Errorf("%q names no domain", word)
		}
		return term, nil
	}
	lower := strings.ToLower(word)
	m := mechanism().FindStringSubmatch(lower)
	if m == nil {
		return term, fmt.Errorf("%q is no term of SPF", word)
	}
	term.qualifier, term.name = '+', m[2]
	if m[1] != "" {
		term.qualifier = m[1][0]
	}
	rest := word[len(m[1])+len(m[2]):]
	if err := term.argument(rest); err != nil {
		return term, fmt.Errorf("%q %w", word, err)
	}
	return term, nil
}

// argument reads what follows a mechanism's name, its colon or slash included.
func (t *spfTerm) argument(rest string) error {
	value, given := strings.CutPrefix(rest, ":")
	switch t.name {
	case "all":
		if rest != "" {
			return errors.New("takes nothing behind all")
		}
	case "ip4", "ip6":
		return networkError(t.name, value)
	case "include", "exists":
		if value == "" || strings.Contains(value, "/") && !strings.Contains(value, "%") {
			return errors.New("names no domain")
		}
		t.domain = value
	case "ptr":
		t.domain = value
		if rest != "" && value == "" || strings.Contains(value, "/") {
			return errors.New("names no domain")
		}
	default: // a and mx
		mask := cidr().FindString(rest)
		if !masksFit(mask) {
			return errors.New("has a mask that is too long")
		}
		t.domain = strings.TrimSuffix(value, mask)
		if !given {
			t.domain = strings.TrimSuffix(rest, mask)
		}
		if given && t.domain == "" || !given && t.domain != "" || strings.Contains(t.domain, "/") && !strings.Contains(t.domain, "%") {
			return errors.New("cannot be read")
		}
	}
	return nil
}

func masksFit(mask string) bool {
	v4, v6, _ := strings.Cut(strings.TrimPrefix(mask, "/"), "//")
	if strings.HasPrefix(mask, "//") {
		v4, v6 = "", mask[2:]
	}
	fits := func(bits string, addr string) bool {
		_, err := netip.ParsePrefix(addr + "/" + bits)
		return bits == "" || err == nil
	}
	return fits(v4, "0.0.0.0") && fits(v6, "::")
}

func networkError(name, value string) error {
	addr, _, masked := strings.Cut(value, "/")
	parsed, err := netip.ParseAddr(addr)
	if err == nil && masked {
		_, err = netip.ParsePrefix(value)
	}
	if err != nil || parsed.Is4() != (name == "ip4") {
		return fmt.Errorf("has no IPv%s address or block", name[2:])
	}
	return nil
}
