package mailflow

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"eacwizard/steps/pattern"
)

var terms = kind{rule: "MF506", give: "see how the sender's own instructions write it"}

var (
	modifier = pattern.Lazy(`^([A-Za-z][A-Za-z0-9._-]*)=(.*)$`)
	masks    = pattern.Lazy(`(?:/[0-9]+)?(?://[0-9]+)?$`)
	anyMasks = pattern.Lazy(`/[0-9]*(?:/[0-9]*)*$`)
)

// mechanisms tells of each what may follow its name.
var mechanisms = map[string]struct{ domain, needed, masks bool }{
	"all":     {},
	"include": {domain: true, needed: true},
	"exists":  {domain: true, needed: true},
	"ptr":     {domain: true},
	"a":       {domain: true, masks: true},
	"mx":      {domain: true, masks: true},
	"ip4":     {},
	"ip6":     {},
}

// misnamed are spellings of mechanisms that people come up with.
var misnamed = map[string]string{
	"ipv4": "ip4", "ipv6": "ip6", "includes": "include", "included": "include", "inlcude": "include", "inculde": "include",
	"incude": "include", "inclue": "include", "incluce": "include", "spf": "include", "al": "all", "any": "all", "exist": "exists",
}

// readTerm reads one term as it may stand in a record (RFC 7208, section 12). Names without macros have to be names that
// DNS could hold, of two labels at least, in which underscores may stand.
func readTerm(t string) (SPFTerm, *slip) {
	if arg, isBlock := strings.CutPrefix(t, "ip4:"); isBlock { // what long records are made of
		return SPFTerm{value{t, t}, '+', "ip4", arg}, wrongNetwork(t, "ip4", arg)
	}
	if strings.Contains(t, "=") {
		if found := modifier().FindStringSubmatch(t); found != nil {
			return readModifier(t, strings.ToLower(found[1]), found[2])
		}
	}
	sign, name, behind := cutMechanism(t)
	name = strings.ToLower(name)
	takes, known := mechanisms[name]
	if !known {
		return SPFTerm{}, notTerm(t)
	}
	q := byte('+')
	if sign != "" {
		q = sign[0]
	}
	arg, hasColon := strings.CutPrefix(behind, ":")
	term := SPFTerm{value{t, t}, q, name, arg}
	switch {
	case name == "ip4" || name == "ip6":
		return term, wrongNetwork(t, name, arg)
	case name == "all" && behind != "":
		return SPFTerm{}, terms.slip("has something behind all", notEverybody(sign+"all")...)
	case takes.needed && arg == "":
		return SPFTerm{}, terms.slip("has no domain behind it")
	case hasColon && arg == "":
		return SPFTerm{}, terms.slip("has nothing behind the colon", offer{values: []string{strings.TrimSuffix(t, ":")}})
	}
	domain, size := arg, ""
	if takes.masks {
		domain, size = cutMasks(arg)
	}
	if wrong := wrongMasks(size); wrong != nil {
		return SPFTerm{}, wrong
	}
	if domain == "" && !hasColon && takes.masks || behind == "" {
		return term, nil
	}
	if wrong := wrongDomainSpec(domain, sign+name+":", size); wrong != nil {
		return SPFTerm{}, wrong
	}
	return term, nil
}

// cutMechanism takes a term apart: its sign, its name, and what stands behind that, which begins with a colon or a slash.
// The name is "" where it is none.
func cutMechanism(t string) (sign, name, behind string) {
	if t != "" && strings.IndexByte("+?~-", t[0]) >= 0 {
		sign, t = t[:1], t[1:]
	}
	end := strings.IndexAny(t, ":/")
	if end < 0 {
		end = len(t)
	}
	return sign, t[:end], t[end:]
}

// cutMasks takes the masks from the end of a value, as in contoso.com/24//64.
func cutMasks(arg string) (domain, size string) {
	if !strings.Contains(arg, "/") {
		return arg, ""
	}
	at := masks().FindStringIndex(arg)[0]
	if loose := anyMasks().FindStringIndex(arg); loose != nil {
		at = min(at, loose[0])
	}
	return arg[:at], arg[at:]
}

func wrongMasks(size string) *slip {
	v4, v6, both := strings.Cut(size, "//")
	if v4 != "" && !isMaskOf(strings.TrimPrefix(v4, "/"), 32) || both && !isMaskOf(v6, 128) {
		return terms.slip(fmt.Sprintf("has %s at its end, and a mask is /0 to /32, and //0 to //128 for IPv6", quoted(size)))
	}
	return nil
}

func isMaskOf(digits string, most int) bool {
	n, err := strconv.Atoi(digits)
	return err == nil && n <= most && strconv.Itoa(n) == digits
}

func readModifier(t, name, arg string) (SPFTerm, *slip) {
	term := SPFTerm{value{t, t}, 0, name, arg}
	if _, isMechanism := mechanisms[name]; isMechanism {
		return SPFTerm{}, terms.slip("has = where a colon belongs, so that receivers pass over it", offer{values: []string{name + ":" + arg}})
	}
	if name == "v" {
		return SPFTerm{}, terms.slip("is a version, which stands at the beginning only")
	}
	if name != "redirect" && name != "exp" {
		if wrong := wrongMacros(arg); wrong != nil {
			return SPFTerm{}, wrong
		}
		return term, nil // unknown modifiers are for later versions, and passed over
	}
	if arg == "" {
		return SPFTerm{}, terms.slip("has no domain behind it")
	}
	if wrong := wrongDomainSpec(arg, name+"=", ""); wrong != nil {
		return SPFTerm{}, wrong
	}
	return term, nil
}

// notTerm says what a word is that is neither a mechanism nor a modifier.
func notTerm(t string) *slip {
	bareTerm := strings.TrimLeft(t, "+?~-")
	signs := t[:len(t)-len(bareTerm)]
	if len(signs) > 1 {
		return terms.slip("has more than one sign in front", offer{values: []string{signs[:1] + bareTerm}})
	}
	if trimmed := strings.Trim(t, separators+`"'()[]<>`); trimmed != t {
		return terms.slip("has a comma, quotation mark or the like around it", offer{values: []string{trimmed}})
	}
	if parts := strings.FieldsFunc(t, func(r rune) bool { return r == ',' || r == ';' }); len(parts) > 1 {
		return terms.slip("has commas in it, and terms have a space between them", offer{values: parts})
	}
	if block, isBlock := bareNetwork(bareTerm); isBlock {
		return terms.slip("is an address without ip4: or ip6: in front", offer{values: []string{signs + block}})
	}
	if wrong := wrongDomain(bareTerm); wrong == nil {
		return terms.slip("is a domain without include: in front", offer{values: []string{signs + "include:" + bareTerm}})
	}
	name, arg, _ := strings.Cut(bareTerm, ":")
	if meant := misnamed[strings.ToLower(name)]; meant != "" {
		return terms.slip(fmt.Sprintf("has the name %s, which no term has", quoted(name)), notEverybody(strings.TrimSuffix(signs+meant+":"+arg, ":"))...)
	}
	if block, isBlock := bareNetwork(arg); isBlock {
		return terms.slip(fmt.Sprintf("has the name %s, which no term has", quoted(name)), offer{values: []string{signs + block}})
	}
	return terms.slip("is no term that receivers know")
}

// notEverybody offers a term, unless it lets everybody pass: nobody is led to write that by way of a typing error.
func notEverybody(t string) []offer {
	if strings.EqualFold(strings.TrimPrefix(t, "+"), "all") {
		return nil
	}
	return []offer{{values: []string{t}}}
}

// bareNetwork is an address or block with ip4: or ip6: put in front.
func bareNetwork(t string) (term string, ok bool) {
	if !isAddress(t) {
		return "", false
	}
	if strings.Contains(t, ":") {
		return "ip6:" + t, true
	}
	return "ip4:" + t, true
}

// networks are what is said of the values of ip4 and ip6.
var networks = kind{rule: "MF506", give: "give an address or a block in CIDR notation behind ip4: or ip6:"}

// wrongNetwork says why arg, of the term t, is no address or block of the family that name says.
func wrongNetwork(t, name, arg string) *slip {
	inFront := t[:strings.IndexAny(t+":", ":/")] // with the qualifier
	signs := inFront[:len(inFront)-len(name)]
	addr, bits, masked := strings.Cut(arg, "/")
	ip, err := netip.ParseAddr(addr)
	is6 := strings.Contains(addr, ":")
	most := 32
	if name == "ip6" {
		most = 128
	}
	switch {
	case arg == "":
		return networks.slip("has no address behind it")
	case err != nil && name == "ip4" && fromUpTo().MatchString(arg):
		return rangeInTerm(signs, arg)
	case err != nil && name == "ip4" && numeric().MatchString(arg):
		w := wrongIPv4(arg, networks)
		for i, o := range w.offers {
			w.offers[i].values = []string{inFront + ":" + o.values[0]}
		}
		return w
	case err != nil:
		return networks.slip(fmt.Sprintf("has %s behind %s:, which is no address", quoted(addr), name))
	case ip.Zone() != "":
		return networks.slip("has the zone of an interface in it")
	case is6 != (name == "ip6"):
		other := map[bool]string{true: "ip6", false: "ip4"}[is6]
		return networks.slip(fmt.Sprintf("has an address of the other family behind %s:", name), offer{values: []string{signs + other + ":" + arg}})
	case masked && !isMaskOf(bits, most):
		w := networks.slip(fmt.Sprintf("has %s for its mask, and one from /0 to /%d is taken", quoted("/"+bits), most),
			offer{values: []string{inFront + ":" + addr + "/" + dottedMask(bits)}},
			offer{values: []string{inFront + ":" + addr + "/" + withoutZeros(bits)}})
		if bits == "" {
			w.offers = []offer{{values: []string{inFront + ":" + addr}}}
		}
		return w
	}
	return nil
}

// rangeInTerm refuses a range, and offers the blocks that are the same addresses.
func rangeInTerm(signs, arg string) *slip {
	w := addressRange(arg, networks)
	if w == nil {
		return networks.slip("is a range, and only addresses and blocks are taken")
	}
	for _, o := range w.offers {
		blocks := make([]string, len(o.values))
		for i, b := range o.values {
			blocks[i] = signs + "ip4:" + b
		}
		w.offers = []offer{{blocks, separately(blocks)}}
	}
	w.fix = networks.give
	return w
}

// wrongDomainSpec says why t, which stands between the words around, can be neither a domain nor one made by macros.
func wrongDomainSpec(t, before, behind string) *slip {
	if strings.Contains(t, "%") {
		if wrong := wrongMacros(t); wrong != nil {
			return wrong
		}
		if end := t[strings.LastIndexByte(t, '}')+1:]; end != "" && wrongTop(lastLabel(strings.TrimSuffix(end, "."))) {
			return terms.slip("ends in no top-level domain and in no macro")
		}
		return nil
	}
	if block, isBlock := bareNetwork(t + behind); isBlock {
		return terms.slip("has an address where a domain belongs", offer{values: []string{block}})
	}
	if i := nextTermIn(t); i != nil {
		return terms.slip("is two terms without a space between", offer{values: []string{before + t[:i[0]], t[i[0]:]}})
	}
	for _, meant := range []string{bare(t), strings.TrimPrefix(t, "include:")} {
		if strings.TrimSuffix(meant, ".") != strings.TrimSuffix(t, ".") && wrongDomain(meant) == nil {
			return terms.slip("has more than a domain in it", offer{values: []string{before + meant + behind}})
		}
	}
	return wrongDomain(t)
}

// nextTerm is where another term begins that was glued to a domain.
var nextTerm = pattern.Lazy(`(?i)(?:[+?~-]?(?:include|ip4|ip6|exists|mx|ptr|a):|[+?~-]all$)`)

func nextTermIn(t string) []int {
	if end := strings.TrimRight(t, "lL"); !strings.Contains(t, ":") && (len(end) == len(t) || !strings.HasSuffix(strings.ToLower(end), "a")) {
		return nil
	}
	return nextTerm().FindStringIndex(t)
}

// wrongDomain says why a name without macros could not be in DNS. Underscores may be in it.
func wrongDomain(t string) *slip {
	name := strings.TrimSuffix(t, ".")
	if name == "" {
		return terms.slip("has no domain behind it")
	}
	if len(name) > 253 {
		return terms.slip(fmt.Sprintf("has a name of %d characters, and 253 are the most", len(name)))
	}
	for _, r := range name {
		if r != '.' && r != '_' && !isLDH(r) {
			return terms.slip(fmt.Sprintf("has the character %s in its domain", shown(string(r))))
		}
	}
	for label := range strings.SplitSeq(name, ".") {
		if wrong := wrongLabel(label); wrong != nil {
			w := *wrong
			w.rule, w.fix = terms.rule, terms.give
			return &w
		}
	}
	if !strings.Contains(name, ".") {
		return terms.slip("has no whole domain: it has no dot")
	}
	if wrongTop(lastLabel(name)) {
		return terms.slip(fmt.Sprintf("has a domain that ends in %s, as no domain does", quoted(lastLabel(name))))
	}
	return nil
}

// wrongTop reports whether a label cannot be a top-level domain.
func wrongTop(label string) bool {
	return label == "" || strings.Trim(label, "0123456789") == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") ||
		strings.ContainsFunc(label, func(r rune) bool { return !isLDH(r) })
}

// macro is a macro of a record's own names: those of explanations are not among them.
var macro = pattern.Lazy(`^%(?:[%_-]|\{[slodiphvSLODIPHV][0-9]*[rR]?[-.+,/_=]*\})`)

// wrongMacros says which % of a text begins no macro.
func wrongMacros(t string) *slip {
	for i := 0; i < len(t); {
		switch {
		case t[i] <= ' ' || t[i] > '~':
			return terms.slip(fmt.Sprintf("has the character %s in it", shown(string(rune(t[i])))))
		case t[i] != '%':
			i++
			continue
		}
		m := macro().FindString(t[i:])
		if m == "" || zeroLabels().MatchString(m) {
			return terms.slip(fmt.Sprintf("has %s in it, which is no macro", quoted(t[i:])))
		}
		i += len(m)
	}
	return nil
}

// zeroLabels is a macro that would keep none of its labels.
var zeroLabels = pattern.Lazy(`^%\{[a-zA-Z]0+[^0-9]`)
