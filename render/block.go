package render

import "strings"

// columns is the longest line of PowerShell: consoles and their paste have been seen to break longer ones.
const columns = 119

// block writes PowerShell line by line. The first value that can not be written stops it: err is set, and what was
// written is not to be used.
type block struct {
	lines  []string
	depth  int
	margin int // the columns that whoever takes the lines will put before them
	err    error
}

// add writes lines at the depth of the moment. Each may hold several.
func (b *block) add(texts ...string) {
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" {
				line = strings.Repeat(indent, b.depth) + line
			}
			b.lines = append(b.lines, line)
		}
	}
}

// nest writes a body one level deeper, between the line that opens it and the one that closes it.
func (b *block) nest(open string, body func(), closing string) {
	b.add(open)
	b.depth++
	body()
	b.depth--
	b.add(closing)
}

// assign writes one variable.
func (b *block) assign(name string, v value) { b.member("$"+name, v) }

// hashtable writes a variable that holds parameters.
func (b *block) hashtable(name string, ps []parameter) { b.table("$"+name+" = @{", ps) }

// table writes parameters, one a line, the values in one column.
func (b *block) table(open string, ps []parameter) {
	width := 0
	for _, p := range ps {
		width = max(width, len(p.Name))
	}
	b.nest(open, func() {
		for _, p := range ps {
			b.member(p.Name+strings.Repeat(" ", width-len(p.Name)), p.Value)
		}
	}, "}")
}

// member writes a name and its value, over as many lines as the value needs.
func (b *block) member(name string, v value) {
	rest := columns - b.margin - b.depth*len(indent)
	lines, err := layout(v, rest-len(name)-len(" = "), rest)
	if err != nil {
		if b.err == nil {
			b.err = err
		}
		return
	}
	b.add(name + " = " + lines[0])
	b.add(lines[1:]...)
}

// layout is a value as an expression: its first line at most first columns long, the others at most rest.
func layout(v value, first, rest int) ([]string, error) {
	switch v := v.(type) {
	case enum:
		return layout(text(v), first, rest)
	case text:
		return quoteLines(string(v), first, rest)
	case list:
		return layoutList(v, first, rest)
	}
	argument, err := v.argument()
	return []string{argument}, err
}

// layoutList is an array: on one line where it has one item that fits, else one item a line.
func layoutList(items list, first, rest int) ([]string, error) {
	if len(items) == 1 {
		if item, err := Quote(items[0]); err != nil || len(item) <= first-len("@()") {
			return []string{"@(" + item + ")"}, err
		}
	}
	if len(items) == 0 {
		return []string{"@()"}, nil
	}
	lines := []string{"@("}
	for i, item := range items {
		width := rest - len(indent) - len(",")
		quoted, err := quoteLines(item, width, width)
		if err != nil {
			return nil, err
		}
		if i < len(items)-1 {
			quoted[len(quoted)-1] += ","
		}
		for _, line := range quoted {
			lines = append(lines, indent+line)
		}
	}
	return append(lines, ")"), nil
}
