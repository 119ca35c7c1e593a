package render

// appendHTML writes a text so that HTML shows it as it is. Whatever s holds, no < > or quotation mark is in the result, and
// no & but that of a character reference. Read by an HTML parser as the content of an element that holds text, or as the
// value of an attribute in quotation marks, it is exactly visible(s), and ends neither of them.
func appendHTML(to []byte, s string) []byte { return appendReferences(to, visible(s)) }

// appendHTMLLines is appendHTML for lines of code: the line feeds stay.
func appendHTMLLines[T string | []byte](to []byte, code T) []byte {
	for len(code) > 0 {
		end := 0
		for end < len(code) && code[end] != '\n' {
			end++
		}
		line := code[:end]
		if end > 0 && end < len(code) && line[end-1] == '\r' {
			line = line[:end-1]
		}
		if isPrintable(line) {
			to = appendReferences(to, line)
		} else {
			to = appendHTML(to, string(line))
		}
		if end == len(code) {
			break
		}
		to, code = append(to, '\n'), code[end+1:]
	}
	return to
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
