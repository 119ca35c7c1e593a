package picture

import (
	"unicode"
	"unicode/utf8"
)

// appendXML writes a text as the content of an element of XML, or as the value of an attribute in quotation marks.
// Whatever s holds, no < > or quotation mark is in the result, and no & but that of a reference; an XML parser reads it as
// s, with U+FFFD for bytes that are no UTF-8 and for characters that XML does not have or that a picture cannot show:
// control characters, line breaks among them.
func appendXML(to []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '<':
			to = append(to, "&lt;"...)
		case r == '>':
			to = append(to, "&gt;"...)
		case r == '&':
			to = append(to, "&amp;"...)
		case r == '"':
			to = append(to, "&#34;"...)
		case r == '\'':
			to = append(to, "&#39;"...)
		case unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF:
			to = utf8.AppendRune(to, utf8.RuneError)
		default:
			to = utf8.AppendRune(to, r)
		}
	}
	return to
}
