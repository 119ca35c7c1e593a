package mailflow

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"eacwizard/steps/pattern"
)

// TXT is the content of one TXT record: printable ASCII, 4,000 octets at most. Exchange gives it as one text that
// ParseTXT reads as the same content: the content itself wherever that is possible, and in quotation marks elsewhere.
type TXT struct {
	value
	content string
}

// Content is the text that the record holds: its strings joined, without quotation marks around them and without
// escapes.
func (t TXT) Content() string { return t.content }

// Strings are the content in pieces of at most 255 octets, which is what one string of a record can have.
func (t TXT) Strings() []string { return pieces(t.content) }

// IsSPF reports whether the record is an SPF record, of which a name has one only.
func (t TXT) IsSPF() bool { return beginsSPF(t.content) }

// ParseTXT reads the content of one record as it is, or as zone files have it: in quotation marks, in one string or
// several, with escapes such as \" in them. What cannot be read is of no rule of the catalogue, save for damaged text
// and control characters, MF703, and more than 4,000 octets, MF503.
func ParseTXT(s string) (TXT, error) { return parse(s, readTXT) }

var txts = kind{give: "give the content of the record as the DNS host shows it"}

const longestTXT = 4000

// zoneTXT is a TXT record as zone files, dig and nslookup have it.
var zoneTXT = pattern.Lazy(`(?i)^(?:\S+\s+)?(?:\d\w*\s+)?(?:IN\s+)?(?:\d\w*\s+)?(?:TXT\s+|text\s*=\s*)(".*)$`)

// stringsOfZone are the quoted strings of such a line, or "".
func stringsOfZone(t string) string {
	found := zoneTXT().FindStringSubmatch(t)
	if found == nil || strings.HasPrefix(t, `"`) {
		return ""
	}
	return strings.TrimSpace(found[1])
}

func readTXT(t string) (TXT, *slip) {
	if t == "" {
		return TXT{}, txts.slip("is empty")
	}
	if inner := stringsOfZone(t); inner != "" {
		return TXT{}, txts.slip("is a whole line of a zone", offer{values: []string{inner}})
	}
	content, _, wrong := readStrings(t)
	if wrong == nil {
		wrong = wrongContent(t, content)
	}
	if wrong != nil {
		return TXT{}, wrong
	}
	exchange := content
	if again, _, wrong := readStrings(strings.TrimSpace(content)); wrong != nil || again != content || stringsOfZone(content) != "" {
		exchange = `"` + escaped.Replace(content) + `"`
	}
	return TXT{value{t, exchange}, content}, nil
}

// wrongContent says why the content, of the text t, cannot be in a record.
func wrongContent(t, content string) *slip {
	if wrong := cmp.Or(unusable(t), unusable(content)); wrong != nil { // a tab may stand between two strings, or an escape for one in them
		return wrong
	}
	at := 0
	for _, r := range content {
		at++
		if r >= 0x80 {
			return &slip{
				rule:   txts.rule,
				why:    fmt.Sprintf("has the character %s at position %d, and a TXT record has ASCII characters here", shown(string(r)), at),
				fix:    "type it in ASCII, or leave it out",
				offers: []offer{{values: []string{plainASCII(t)}}},
			}
		}
	}
	if content == "" {
		return txts.slip("is empty")
	}
	if n := len(content); n > longestTXT {
		return &slip{rule: "MF503", why: fmt.Sprintf("is %d octets long, and %d are the most that are taken", n, longestTXT), fix: "shorten it"}
	}
	return nil
}

var escaped = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// readStrings gives the content of quoted strings, all of which are joined, and the places in it at which one follows
// another. What does not begin with a quotation mark is its own content.
func readStrings(t string) (content string, joints []int, wrong *slip) {
	if inner, ok := strings.CutPrefix(t, "("); ok && strings.HasPrefix(strings.TrimLeft(inner, " "), `"`) && strings.HasSuffix(inner, ")") {
		t = strings.Trim(inner[:len(inner)-1], " ")
	}
	if !strings.HasPrefix(t, `"`) {
		return t, nil, nil
	}
	var b strings.Builder
	for rest := t; rest != ""; rest = strings.TrimLeft(rest, " \t") {
		if rest[0] != '"' {
			return "", nil, txts.slip(fmt.Sprintf("has %s outside of its quotation marks", quoted(rest)))
		}
		if b.Len() > 0 {
			joints = append(joints, b.Len())
		}
		size, wrong := readString(rest, &b)
		if wrong != nil {
			return "", nil, wrong
		}
		rest = rest[size:]
	}
	return b.String(), joints, nil
}

// readString writes the content of the quoted string that s begins with, and gives the string's size.
func readString(s string, b *strings.Builder) (size int, wrong *slip) {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return i + 1, nil
		case s[i] != '\\':
			b.WriteByte(s[i])
		case i+3 < len(s) && isNumber(s[i+1:i+4]): // \065, an octet in decimal
			n, _ := strconv.Atoi(s[i+1 : i+4])
			if n < ' ' || n > '~' {
				return 0, txts.slip(fmt.Sprintf("has the octet \\%s in it, and only those of printable ASCII characters are taken", s[i+1:i+4]))
			}
			b.WriteByte(byte(n))
			i += 3
		case i+1 < len(s):
			i++
			b.WriteByte(s[i])
		}
	}
	return 0, txts.slip("has a quotation mark that is not closed", offer{values: []string{strings.Trim(s, `"`)}}, offer{values: []string{s + `"`}})
}

// plainASCII is a text with plain characters for typographic ones, and without invisible ones.
func plainASCII(t string) string {
	return strings.TrimSpace(asciiQuotes.Replace(asciiDash.Replace(visible(t))))
}

var asciiQuotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‟", `"`, "«", `"`, "»", `"`, "″", `"`, "‘", "'", "’", "'", "‚", "'", "…", "...")

// pieces cuts a text into strings of at most 255 octets.
func pieces(s string) []string {
	const most = 255
	var all []string
	for len(s) > most {
		all = append(all, s[:most])
		s = s[most:]
	}
	return append(all, s)
}
