package render

// appendHTML writes a text so that HTML shows it as it is. Whatever s holds, no < > or quotation mark is in the result, and
// no & but that of a character reference. Read by an HTML parser as the content of an element that holds text, or as the
// value of an attribute in quotation marks, it is exactly visible(s), and ends neither of them.
func appendHTML(to []byte, s string) []byte {
	for i := range len(s) {
		if !standsInHTML[s[i]] {
			return appendReferences(to, visible(s))
		}
	}
	return append(to, s...)
}

// appendHTMLLines is appendHTML for lines of code, as the content of an element alone: the line feeds stay, and so do
// quotation marks, which mean nothing there and of which PowerShell is full.
func appendHTMLLines[T string | []byte](to []byte, code T) []byte {
	begun, from := len(to), 0
	for i := 0; i < len(code); i++ {
		c := code[i]
		if standsInContent[c] {
			continue
		}
		to = append(to, code[from:i]...)
		from = i + 1
		switch {
		case c == '\n':
			to = append(to, '\n')
			begun = len(to)
		case c == '\r' && from < len(code) && code[from] == '\n':
		case htmlReferences[c] != "":
			to = append(to, htmlReferences[c]...)
		default: // what hides in the line may be several bytes
			line, start := code, i
			for start > 0 && code[start-1] != '\n' {
				start--
			}
			for from < len(code) && code[from] != '\n' {
				from++
			}
			if line = code[start:from]; from < len(code) && len(line) > 0 && line[len(line)-1] == '\r' {
				line = line[:len(line)-1]
			}
			to = appendHTML(to[:begun], string(line))
			i = from - 1
		}
	}
	return append(to, code[from:]...)
}

// appendReferences adds a text with references for the characters that mean something in HTML.
func appendReferences[T string | []byte](to []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		if by := htmlReferences[s[i]]; by != "" {
			to = append(append(to, s[from:i]...), by...)
			from = i + 1
		}
	}
	return append(to, s[from:]...)
}

var htmlReferences = [256]string{'<': "&lt;", '>': "&gt;", '&': "&amp;", '"': "&#34;", '\'': "&#39;"}

// standsInHTML are the bytes that a terminal prints and that mean nothing in HTML, and standsInContent those that mean
// nothing outside of tags.
var standsInHTML, standsInContent = func() (everywhere, content [256]bool) {
	for c := ' '; c <= '~'; c++ {
		everywhere[c] = htmlReferences[c] == ""
		content[c] = everywhere[c] || c == '"' || c == '\''
	}
	return everywhere, content
}()
