package mailflow

import "strings"

// comments are the stretches that are commented out, each up to the end of the line, or of its cell.
func (s scanned) comments() [][2]int {
	p := s.plain
	if !strings.Contains(p, "#") && !strings.Contains(p, "//") {
		return nil
	}
	var found [][2]int
	begun := false // whether something that can be an entry was before
	blank := true  // whether the character before separates
	end := 0
	for i, r := range p {
		switch {
		case i < end:
			continue
		case blank && opensComment(p[i:], begun):
			end = len(p)
			if n := strings.IndexByte(p[i:], '|'); n >= 0 {
				end = i + n
			}
			found = append(found, [2]int{i, end})
		}
		c := classOf(r)
		blank = c == space || c == wall || r == '>'
		begun = begun || !blank
	}
	return found
}

// opensComment reports whether s is a comment. Within a line # needs a space behind it, and at its start it must not
// be the sign of a number, as in "#1 198.51.100.7".
func opensComment(s string, begun bool) bool {
	if strings.HasPrefix(s, "//") {
		return true
	}
	after := strings.TrimLeft(s, "#")
	if len(after) == len(s) {
		return false
	}
	if after == "" || isSpace(rune(after[0])) || after[0] == '\t' {
		return true
	}
	digits := run(after, isDigit)
	return !begun && (digits == 0 || strings.HasPrefix(after[digits:], "."))
}
