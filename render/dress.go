package render

import "bytes"

// The helpers are written once, as scriptblocks in variables, which leave nothing behind in a console. In a script file
// the same text stands as functions.
var functionNames = withReaders(map[string]string{
	"valueOf":      "Get-PropertyValue",
	"shown":        "Format-PropertyValue",
	"normalize":    "ConvertTo-ComparableText",
	"compare":      "Compare-WantedProperty",
	"compareLists": "Compare-ListedKind",
	"with":         "Merge-WantedProperty",
	"examine":      "Find-WantedObject",
	"readBack":     "Wait-WantedObject",
})

// withReaders adds the reader of each kind, and that of a template.
func withReaders(names map[string]string) map[string]string {
	names["read<Short>"] = "Read-<Noun>"
	for _, o := range kinds {
		names["read"+o.Short] = "Read-" + o.Noun
	}
	return names
}

// dress turns what was written since begun into a script's: the helpers are functions there.
func (p *paster) dress(begun int) {
	undressed := append(newScratch(), p.text[begun:]...)
	p.text = appendDressed(p.text[:begun], undressed)
	leave(undressed)
}

// helper writes an empty line and a helper, in a script file as a function. The answers may decide which helpers there
// are, and nothing of them may be in one: each is laid out once.
func (p *paster) helper(text string) {
	p.end()
	p.text = append(p.text, *helpers.of(layout{text, p.column, p.dresses}, func(of layout) *[]byte {
		text := laidOut(of)
		return &text
	})...)
}

// helpers are those that were written lately.
var helpers kept[layout, []byte]

// appendDressed adds a text of helpers as a script file has it: made, called or passed on. A function takes its parameters
// as a cmdlet does: a name that is none of them is an error.
func appendDressed(dst, text []byte) []byte {
	for _, phrase := range [][2]string{{"paste again", "run the script again"}, {"stops the block", "stops the script"}} {
		if bytes.Contains(text, []byte(phrase[0])) {
			text = bytes.ReplaceAll(text, []byte(phrase[0]), []byte(phrase[1]))
		}
	}
	done := 0
	for {
		at := bytes.IndexByte(text[done:], '$')
		if at < 0 {
			return append(dst, text[done:]...)
		}
		at += done
		before := text[:at]
		called, passed := bytes.HasSuffix(before, []byte("& ")), bytes.HasSuffix(before, []byte("= "))
		made := at == 0 || text[at-1] == '\n'
		end := at + 1
		if !called && !passed && !made {
			dst, done = append(dst, text[done:end]...), end
			continue
		}
		for end < len(text) && isWord(text[end]) {
			end++
		}
		if bytes.HasPrefix(text[end:], []byte("<Short>")) {
			end += len("<Short>")
		}
		before = text[done:at]
		switch name, known := functionNames[string(text[at+1:end])]; {
		case known && called:
			dst = append(append(dst, before[:len(before)-len("& ")]...), name...)
		case known && passed && bytes.HasPrefix(text[at:], []byte("$read")):
			dst = append(append(append(append(dst, before...), '\''), name...), '\'')
		case known && made && bytes.HasPrefix(text[end:], []byte(" = {\r\n")):
			dst = append(append(append(append(dst, before...), "function "...), name...), " {\r\n    [CmdletBinding()]"...)
			if !bytes.HasPrefix(text[end:], []byte(" = {\r\n    param(")) {
				dst = append(dst, "\r\n    param()"...)
			}
			end += len(" = {")
		default:
			dst = append(dst, text[done:end]...)
		}
		done = end
	}
}

func isWord(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' || c == '_' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
