package mailflow

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"eacwizard/steps/pattern"
)

// SmartHost is a server that an outbound connector hands its mail to: a fully qualified name
// (smtp.contoso.com), an IPv4 address, or an IPv4 block of /24 to /32 in CIDR notation.
type SmartHost struct{ value }

// ParseSmartHost reads a smart host. A URL, a port, brackets, a path, an @, white space, a wildcard, an IPv6 address,
// a block wider than /24 and a name that only a private network knows are MF007; an address that no server can have,
// or a block with such addresses in it, is MF006; a name that DNS could not hold is MF510; an invisible character is
// MF703. Private addresses, as 192.168.3.2, are taken.
func ParseSmartHost(s string) (SmartHost, error) { return parse(s, readHost) }

var smartHosts = kind{
	rule: "MF007",
	give: "give the full public name of the server, such as smtp.contoso.com, or its IPv4 address",
	many: true,
	port: "; a connector always uses port 25",
	v6:   "give its name or its IPv4 address",
	span: "make each server's address an entry of its own, or give a block",

	nowhere: append(slices.Clip(unused), linkLocal),
	because: "where Exchange Online reaches no server",
}

func readHost(typed string) (SmartHost, *slip) {
	t, wrong := smartHosts.single(typed)
	if wrong != nil {
		return SmartHost{}, wrong
	}
	if _, isBlock, wrong := readBlock(t, smartHosts); isBlock {
		if wrong != nil {
			return SmartHost{}, wrong
		}
		return SmartHost{value{typed, t}}, nil
	}
	if wrong := smartHosts.foreign(t); wrong != nil {
		return SmartHost{}, wrong
	}
	if strings.Contains(t, "*") {
		return SmartHost{}, smartHosts.slip("has a wildcard in it, and a smart host is one server")
	}
	name, wrong := readDNS(t)
	if wrong != nil {
		return SmartHost{}, wrong
	}
	if last := lastLabel(name); privateEnds[strings.ToLower(last)] {
		return SmartHost{}, smartHosts.slip(fmt.Sprintf("ends in %s, a name that only a private network knows", quoted(last)))
	}
	if !strings.Contains(name, ".") {
		return SmartHost{}, smartHosts.slip("is not a full name: it has no dot")
	}
	return SmartHost{value{typed, name}}, nil
}

// privateEnds are last labels that public DNS is never going to have.
var privateEnds = map[string]bool{
	"local": true, "localhost": true, "localdomain": true, "internal": true, "intranet": true, "lan": true, "home": true, "corp": true,
}

// readDNS reads a DNS name, "*." in front of it or not, and gives the form that DNS holds: A-labels for labels that
// are not ASCII. A name that is all ASCII stays as it is, letter case included. How many labels there have to be,
// and whether a wildcard makes sense, is the caller's to say.
func readDNS(t string) (string, *slip) {
	const longest = 253
	if len(t) > 4*longest { // not even as UTF-8: spares the conversion
		return "", badName("is %d bytes long, and a name has at most %d", len(t), longest)
	}
	name, wildcard := strings.CutPrefix(t, "*.")
	for _, r := range name {
		if r < 0x80 && r != '.' && !isLDH(r) {
			return "", badCharacter(r)
		}
	}
	dns, wrong := toASCII(name)
	if wrong != nil {
		return "", wrong
	}
	for label := range strings.SplitSeq(dns, ".") {
		if wrong := wrongLabel(label); wrong != nil {
			return "", wrong
		}
	}
	if last := lastLabel(dns); strings.Trim(last, "0123456789") == "" {
		return "", badName("ends in the number %s, as no name does", last)
	}
	if wildcard {
		dns = "*." + dns
	}
	if len(dns) > longest {
		return "", badName("is %d characters long as DNS has it, and a name has at most %d", len(dns), longest)
	}
	return dns, nil
}

// idn follows UTS #46 for looking names up, with the bidi rule. Lengths and hyphens are looked at here, not there, to
// say which label is wrong, and because an ASCII label such as r3--mx is a working host name that it would refuse.
var idn = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.CheckHyphens(false))

// toASCII gives the A-label form of a name that is internationalized, and any other name as it is.
func toASCII(name string) (string, *slip) {
	isASCII := strings.IndexFunc(name, func(r rune) bool { return r >= 0x80 }) < 0
	if isASCII && !strings.Contains(strings.ToLower("."+name), ".xn--") {
		return name, nil
	}
	dns, err := idn.ToASCII(name)
	if err != nil {
		return "", wrongIDN(name)
	}
	unicoded, _ := idn.ToUnicode(name) // by the same checks
	for label := range strings.SplitSeq(unicoded, ".") {
		rs := []rune(label)
		if isUnicode := len(rs) < len(label); isUnicode && len(rs) > 3 && rs[2] == '-' && rs[3] == '-' {
			return "", badName("has hyphens in the third and fourth place of %s, which is kept for xn-- forms", quoted(label))
		}
		if strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return "", hyphenAtEnd(label)
		}
	}
	if isASCII {
		return name, nil
	}
	return dns, nil
}

// wrongIDN points at the label that is no internationalized one.
func wrongIDN(name string) *slip {
	for label := range strings.SplitSeq(name, ".") {
		if _, err := idn.ToASCII(label); err != nil {
			return badName("has %s in it, which is not valid as part of an internationalized name", quoted(label))
		}
	}
	return badName("mixes left-to-right and right-to-left labels as no internationalized name may")
}

func wrongLabel(label string) *slip {
	switch {
	case label == "":
		return badName("has two dots in a row")
	case len(label) > 63:
		return badName("has a label of %d characters as DNS has it, %s, and 63 is the most", len(label), quoted(label))
	case label[0] == '-', label[len(label)-1] == '-':
		return hyphenAtEnd(label)
	}
	return nil
}

func isLDH(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-'
}

func lastLabel(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

func hyphenAtEnd(label string) *slip {
	return badName("has a hyphen at the start or end of %s", quoted(label))
}

func badCharacter(r rune) *slip {
	if r == '_' {
		w := badName("has an underscore in it, and a name has letters, digits and hyphens only")
		w.fix = "check the spelling; perhaps a hyphen is meant"
		return w
	}
	return badName("has the character %s in it, and a name has letters, digits and hyphens only", shown(string(r)))
}

// badName is a name that DNS cannot hold.
func badName(why string, args ...any) *slip {
	return &slip{rule: "MF510", why: fmt.Sprintf(why, args...), fix: "check the spelling"}
}

// kind is what a text is read as: the words for what is wrong with it.
type kind struct {
	rule string // what a wrong form breaks
	give string // the fix that always holds
	many bool   // whether the value is one entry of a list
	port string // what to add when a port or a URL was typed
	v6   string // the fix for an IPv6 address, where addresses are taken
	span string // the fix for a range, where addresses are taken

	nowhere []reserve // where no address may lie
	because string    // why not, as the end of a sentence
	instead string    // the fix for an address that lies there, if it is not give
}

func (k kind) slip(why string, offers ...offer) *slip {
	return &slip{rule: k.rule, why: why, fix: k.give, offers: offers}
}

var (
	// UTS #46 takes these for dots; to take them for dots from the start keeps one idea of what a label is.
	asciiDots = strings.NewReplacer("。", ".", "．", ".", "｡", ".")

	separators = ",;，；、"
	wrappers   = "\"'<>()[]{}“”‘’„‚«»`"
	portSuffix = pattern.Lazy(`^([^:]*):\d*$`)
)

// proxyPrefix is the "smtp:" or "mailto:" that a text begins with, or "".
func proxyPrefix(t string) string {
	head, _, found := strings.Cut(t, ":")
	if found && (strings.EqualFold(head, "smtp") || strings.EqualFold(head, "mailto")) {
		return t[:len(head)+1]
	}
	return ""
}

// single gives the text with its dots in ASCII, and refuses what is not one visible, non-empty value.
func (k kind) single(t string) (string, *slip) {
	if t == "" {
		return "", k.slip("is empty")
	}
	if isPlain(t, "/") {
		return t, nil
	}
	if wrong := unusable(t); wrong != nil {
		return "", wrong
	}
	if wrong := hidden(t); wrong != nil {
		return "", wrong
	}
	if !isPrintable(t) {
		t = asciiDots.Replace(t)
	}
	if prefix := proxyPrefix(t); prefix != "" && !strings.Contains(t, "://") {
		return "", k.slip("has "+prefix+" in front of it", offer{values: []string{bare(t)}})
	}
	if trimmed := strings.TrimRight(t, separators+" "); strings.ContainsAny(trimmed, separators) {
		return "", k.severally("holds more than one value", strings.FieldsFunc(trimmed, func(r rune) bool { return strings.ContainsRune(separators, r) }))
	} else if trimmed != t {
		return "", k.slip("has a comma or semicolon at its end", offer{values: []string{bare(t)}})
	}
	return t, nil
}

// severally says that a text is more than one value, and offers the parts where the field is a list.
func (k kind) severally(why string, parts []string) *slip {
	w := k.slip(why)
	if !k.many {
		w.fix = "give one value only"
		return w
	}
	values := make([]string, len(parts))
	for i, part := range parts {
		values[i] = bare(part)
	}
	w.fix = "make each value an entry of its own"
	w.offers = []offer{{values, " as separate entries"}}
	return w
}

// foreign finds the forms that are right elsewhere: in a browser, a mail program, a zone file.
func (k kind) foreign(t string) *slip {
	if isPlain(t, "") && t[0] != '.' && t[len(t)-1] != '.' {
		return nil
	}
	whole := []string{bare(t)}
	switch {
	case strings.Contains(t, "://"):
		return k.slip("is a URL", offer{whole, k.port})
	case strings.Contains(t, "@"):
		w := k.slip("has an @ in it", offer{values: whole})
		if user, _, _ := strings.Cut(t, "@"); strings.Contains(whole[0], "*") && strings.Trim(user, "*") != "" {
			w.offers = nil // one user's mail is less than a wildcard takes in
		}
		return w
	case strings.ContainsAny(t, wrappers):
		return k.slip("has brackets or quotation marks in it", offer{values: whole})
	case strings.Contains(t, " "):
		return k.spaced(t)
	case strings.ContainsAny(t, `/\`):
		return k.slip("has a path in it", offer{values: whole})
	case portSuffix().MatchString(t):
		return k.slip("has a port in it", offer{whole, k.port})
	case strings.HasSuffix(t, "."):
		return k.slip("ends with a dot", offer{whole, " without the final dot"})
	case strings.HasPrefix(t, "."):
		w := k.slip("begins with a dot", offer{values: whole})
		if k.many { // elsewhere such a dot takes in the subdomains
			w.offers = append([]offer{{values: []string{whole[0], "*." + whole[0]}}}, w.offers...)
		}
		return w
	}
	return nil
}

// spaced refuses a space: it stands between values, or a part of one value has come off.
func (k kind) spaced(t string) *slip {
	parts := strings.Fields(t)
	w := k.severally("has a space in it", parts)
	w.fix = "remove the space, or " + w.fix
	whole := 0
	for _, part := range parts {
		if strings.Contains(strings.Trim(part, "."), ".") {
			whole++
		}
	}
	if whole <= 1 { // two whole names must not become one
		w.offers = append(w.offers, offer{values: []string{bare(spacedMark().ReplaceAllString(t, "$1"))}})
	}
	return w
}

// spacedMark is a dot, or the slash of a mask, that may stand apart from its surroundings.
var spacedMark = pattern.Lazy(` *([./]) *`)

// bare takes away from a name or an address what does not belong to it: scheme, user, path, port, brackets,
// quotation marks, a list's separators and the dots at its ends.
func bare(t string) string {
	if isPlain(t, "") {
		if t = strings.Trim(t, "."); t == "*" {
			return ""
		}
		return t
	}
	if _, rest, ok := strings.Cut(t, "://"); ok {
		t = rest
	} else if prefix := proxyPrefix(t); prefix != "" {
		t, _, _ = strings.Cut(t[len(prefix):], ";") // Exchange Online shows an address space as smtp:contoso.com;1
	}
	t = strings.Trim(t, wrappers+separators+" ")
	t = t[strings.LastIndexByte(t, '@')+1:]
	if i := strings.IndexAny(t, `/\?#`); i >= 0 && !maskSuffix().MatchString(t[i:]) {
		t = t[:i]
	}
	t = strings.Trim(portSuffix().ReplaceAllString(t, "$1"), wrappers+" ")
	if t = strings.Trim(t, "."); t == "*" {
		return "" // nobody is led to write "every domain" by way of a typing error
	}
	return t
}

var maskSuffix = pattern.Lazy(`^/\d{1,2}$`)
