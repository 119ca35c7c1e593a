package render

import "strings"

// columns is the longest line of PowerShell: consoles and their paste have been seen to break longer ones.
const columns = 119

// block writes PowerShell line by line. The first value that cannot be written stops it: err is set, and what was
// written is not to be used.
type block struct {
	text   []byte // every line with its end, CRLF
	column int    // where lines begin
	margin int    // the columns that whoever takes the text will put before it
	err    error
}

// add writes lines at the column of the moment. Each may hold several.
func (b *block) add(texts ...string) {
	for _, text := range texts {
		for more := true; more; {
			end := strings.IndexByte(text, '\n')
			line := text
			if more = end >= 0; more {
				line, text = text[:end], text[end+1:]
			}
			if line != "" {
				b.spaces(b.column)
				b.text = append(b.text, line...)
			}
			b.end()
		}
	}
}

// line writes one line, put together from parts.
func (b *block) line(parts ...string) {
	begun := len(b.text)
	for _, part := range parts {
		if part != "" && len(b.text) == begun {
			b.spaces(b.column)
		}
		b.text = append(b.text, part...)
	}
	b.end()
}

// fixed writes lines that are always the same: all at once.
func (b *block) fixed(text string) {
	b.text = append(b.text, *fixed.of(layout{text: text, column: b.column}, func(of layout) *[]byte {
		lines := laidOut(of)
		return &lines
	})...)
}

// fixed are those that were written lately.
var fixed kept[layout, []byte]

// comment writes words as a comment.
func (b *block) comment(words ...string) { b.wrapped("# ", "# ", words...) }

// wrapped writes words in lines of ASCII that begin with lead, from the second on with hang, and in which nothing can be
// taken for code. A name that is longer than a line is broken.
func (b *block) wrapped(lead, hang string, words ...string) {
	var few [1 << 10]byte
	text := appendPlainASCII(few[:0], words)
	width := columns - b.column - len(lead)
	for more := true; more; {
		var line []byte
		for line, text, more = cutLine(text, width); len(line) > width; line = line[width:] {
			b.line(lead, string(line[:width]))
			lead = hang
		}
		b.spaces(b.column)
		b.text = append(append(b.text, lead...), line...)
		b.end()
		lead = hang
	}
}

// spaces writes some of them.
func (b *block) spaces(n int) {
	const some = "                                                "
	for ; n > len(some); n -= len(some) {
		b.text = append(b.text, some...)
	}
	b.text = append(b.text, some[:n]...)
}

func (b *block) end() { b.text = append(b.text, "\r\n"...) }

// nest writes a body one level deeper, between the line that opens it and the one that closes it.
func (b *block) nest(open string, body func(), closing string) {
	b.add(open)
	b.column += len(indent)
	body()
	b.column -= len(indent)
	b.add(closing)
}

// assign writes one variable.
func (b *block) assign(name string, v value) { b.entry("$", name, 0, v) }

// member writes a name and its value.
func (b *block) member(name string, v value) { b.entry("", name, 0, v) }

// hashtable writes a variable that holds parameters, one a line, the values in one column.
func (b *block) hashtable(name string, ps []parameter) {
	b.members(name, ps, nil)
}

// members is hashtable with something before each parameter.
func (b *block) members(name string, ps []parameter, before func(parameter)) {
	b.table("$", name, ps, before)
}

// table writes parameters under a name.
func (b *block) table(sigil, name string, ps []parameter, before func(parameter)) {
	width := longestName(ps)
	b.line(sigil, name, " = @{")
	b.column += len(indent)
	for i := range ps {
		if before != nil {
			before(ps[i])
		}
		b.entry("", ps[i].Name, width, ps[i].Value)
	}
	b.column -= len(indent)
	b.line("}")
}

// longestName is how long the longest of their names is.
func longestName(ps []parameter) (width int) {
	for i := range ps {
		width = max(width, len(ps[i].Name))
	}
	return width
}

// entry writes a name, filled up to a width, and its value, over as many lines as the value needs.
func (b *block) entry(sigil, name string, width int, v value) {
	begun := b.begin(sigil, name, width)
	b.value(v, columns-b.margin-(len(b.text)-begun), columns-b.margin-b.column)
}

// items writes a variable, whose name has two parts, that holds a list.
func (b *block) items(name, what string, items list) {
	begun := len(b.text)
	b.spaces(b.column)
	b.text = append(append(append(append(b.text, '$'), name...), what...), " = "...)
	b.list(items, columns-b.margin-(len(b.text)-begun), columns-b.margin-b.column)
}

// begin begins the line of an entry, and tells where.
func (b *block) begin(sigil, name string, width int) (begun int) {
	begun = len(b.text)
	b.spaces(b.column)
	b.text = append(append(b.text, sigil...), name...)
	b.spaces(max(width-len(name), 0))
	b.text = append(b.text, " = "...)
	return begun
}

// value writes an expression: its first line, which ends the line that was begun, at most first columns long, and the
// others at most rest.
func (b *block) value(v value, first, rest int) {
	switch v := v.(type) {
	case enum:
		b.quoted(string(v), first, rest, "")
	case text:
		b.quoted(string(v), first, rest, "")
	case list:
		b.list(v, first, rest)
	default:
		argument, err := v.argument()
		b.fails(err)
		b.text = append(b.text, argument...)
		b.end()
	}
}

func (b *block) fails(err error) {
	if b.err == nil {
		b.err = err
	}
}

// quoted ends the line that was begun with a text and what follows it.
func (b *block) quoted(s string, first, rest int, after string) {
	// Of two literals that follow one another in a sum, both together have more characters than one may have.
	most := room(rest, 1) - len("''")
	isShort := len(s) < most*(longestSum/2-1)
	switch {
	case b.oneLine(s, first):
	case isShort && isPlain(s):
		b.sum(s, most)
	default:
		lines, err := quoteLines(s, first, rest)
		b.fails(err)
		for i, line := range lines {
			if i > 0 {
				b.end()
				b.spaces(b.column)
			}
			b.text = append(b.text, line...)
		}
	}
	b.text = append(b.text, after...)
	b.end()
}

// oneLine writes a text that fits into so many columns, and reports whether it does.
func (b *block) oneLine(s string, columns int) bool {
	if len(s)+len("''") > columns {
		return false
	}
	text, err := appendQuoted(b.text, s)
	if err == nil && len(text)-len(b.text) > columns {
		return false
	}
	b.fails(err)
	b.text = text
	return true
}

// sum writes what quoteLines makes of a text that can stand between quotation marks as it is, where that is one sum of
// literals with at most most characters.
func (b *block) sum(s string, most int) {
	b.text = append(b.text, '(')
	for more := true; more; {
		var literal string
		literal, s = cutLiteral(s, most)
		b.end()
		b.spaces(b.column + len(indent))
		b.text = append(append(append(b.text, '\''), literal...), '\'')
		if more = s != ""; more {
			b.text = append(b.text, " +"...)
		}
	}
	b.end()
	b.spaces(b.column)
	b.text = append(b.text, ')')
}

// list is an array: on one line where it has one item that fits, else one item a line.
func (b *block) list(items list, first, rest int) {
	begun := len(b.text)
	b.text = append(b.text, "@("...)
	switch len(items) {
	case 0:
		b.text = append(b.text, ")\r\n"...)
		return
	case 1:
		text, err := appendQuoted(b.text, items[0])
		b.fails(err)
		if len(text)-begun <= first-len(")") {
			b.text = append(text, ")\r\n"...)
			return
		}
	}
	b.end()
	b.column += len(indent)
	for i, item := range items {
		b.spaces(b.column)
		width, after := rest-len(indent)-len(","), ","
		if i == len(items)-1 {
			after = ""
		}
		b.quoted(item, width, width, after)
	}
	b.column -= len(indent)
	b.line(")")
}
