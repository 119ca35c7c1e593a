package terminal

import (
	"io"
	"strconv"
	"strings"
)

// A terminal that knows these shows what is between them at once; others ignore them.
const together, done = "\x1b[?2026h", "\x1b[?2026l"

// painter keeps a screen equal to the last frame it was given, and writes only what differs.
//
// Where every rune of a row is narrow, the runs of cells that differ are written; else the row is written from the first
// other rune on, so that it comes out in one piece however wide the terminal draws it.
type painter struct {
	out      io.Writer
	shown    []string // the rows on the screen
	old, new []cell
	buf      []byte
	row, col int    // where the cursor stands; row -1: nobody knows
	pen      string // the style in force
	width    int    // of the screen; behind the last column the cursor's place is not known
}

// reset says that the screen is of that width, and nothing is known of what it shows.
func (p *painter) reset(width int) {
	p.shown, p.width = nil, width
}

// paint writes what makes the screen show the frame, in one piece. More rows than one appear together.
func (p *painter) paint(frame string) error {
	rows, changed := strings.Split(frame, "\n"), 0
	p.buf = append(p.buf[:0], together...)
	p.row, p.pen = -1, ""
	if p.shown == nil {
		p.buf = append(p.buf, "\x1b[m\x1b[H\x1b[2J"...)
		p.row, p.col = 0, 0
	}
	for i := range max(len(rows), len(p.shown)) {
		was, is := "", ""
		if i < len(p.shown) {
			was = p.shown[i]
		}
		if i < len(rows) {
			is = rows[i]
		}
		if was != is {
			p.paintRow(i, was, is)
			changed++
		}
	}
	p.style("")
	p.shown = rows
	written := p.buf[len(together):]
	if changed > 1 {
		written = append(p.buf, done...)
	}
	if len(written) == 0 {
		return nil
	}
	_, err := p.out.Write(written)
	return err
}

func (p *painter) paintRow(row int, was, is string) {
	var wasRest, isRest string
	p.old, wasRest = cells(p.old, was)
	p.new, isRest = cells(p.new, is)
	if wasRest != "" || isRest != "" {
		p.paintFrom(row, isRest)
		return
	}
	p.old, p.new = trimmed(p.old), trimmed(p.new)
	at := func(cells []cell, i int) cell {
		if i < len(cells) {
			return cells[i]
		}
		return blank
	}
	erase := len(p.old) - len(p.new)
	if erase <= len("\x1b[K") {
		for range erase {
			p.new = append(p.new, blank)
		}
		erase = 0
	}
	for i, c := range p.new {
		if c != at(p.old, i) {
			p.move(row, i)
			p.write(c)
		}
	}
	if erase > 0 {
		p.erase(row, len(p.new))
	}
}

// trimmed are cells without the blanks at their end.
func trimmed(cells []cell) []cell {
	for len(cells) > 0 && cells[len(cells)-1] == blank {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// paintFrom writes a row from the first cell that differs to its end.
func (p *painter) paintFrom(row int, rest string) {
	same := 0
	for same < min(len(p.old), len(p.new)) && p.old[same] == p.new[same] {
		same++
	}
	p.move(row, same)
	for _, c := range p.new[same:] {
		p.write(c)
	}
	p.erase(row, len(p.new)) // before the text: where it ends nobody knows
	p.style("")
	if rest != "" {
		p.buf = append(p.buf, rest...)
		p.buf = append(p.buf, "\x1b[m"...)
		p.row = -1
	}
}

func (p *painter) erase(row, col int) {
	if col >= p.width {
		return
	}
	p.move(row, col)
	p.style("") // erased cells take the colours in force
	p.buf = append(p.buf, "\x1b[K"...)
}

// move brings the cursor to a cell, the cheapest way. Over a few cells that stay as they are, that is to write them again.
func (p *painter) move(row, col int) {
	if p.row == row && p.col == col {
		return
	}
	if gap := col - p.col; p.row == row && gap > 0 {
		if gap <= len("\x1b[1C") && p.rewrite(p.new[p.col:min(col, len(p.new))], gap) {
			return
		}
		p.buf = append(p.buf, "\x1b["...)
		if gap > 1 {
			p.buf = strconv.AppendInt(p.buf, int64(gap), 10)
		}
		p.buf = append(p.buf, 'C')
		p.col = col
		return
	}
	if p.row >= 0 && row == p.row+1 && col == 0 {
		p.buf = append(p.buf, "\r\n"...)
	} else {
		p.buf = append(p.buf, "\x1b["...)
		p.buf = strconv.AppendInt(p.buf, int64(row+1), 10)
		if col > 0 {
			p.buf = append(p.buf, ';')
			p.buf = strconv.AppendInt(p.buf, int64(col+1), 10)
		}
		p.buf = append(p.buf, 'H')
	}
	p.row, p.col = row, col
}

// rewrite writes cells again where all of them have the style in force.
func (p *painter) rewrite(cells []cell, gap int) bool {
	if len(cells) < gap {
		return false
	}
	for _, c := range cells {
		if c.style != p.pen || c.r >= 0x80 {
			return false
		}
	}
	for _, c := range cells {
		p.write(c)
	}
	return true
}

func (p *painter) write(c cell) {
	p.style(c.style)
	if c.r < 0x80 {
		p.buf = append(p.buf, byte(c.r))
	} else {
		p.buf = append(p.buf, string(c.r)...)
	}
	if p.col++; p.col >= p.width {
		p.row = -1 // some terminals are in the next row already
	}
}

// style brings the style in force to another one.
func (p *painter) style(to string) {
	if p.pen == to {
		return
	}
	if added, ok := strings.CutPrefix(to, p.pen); ok {
		p.buf = append(p.buf, added...)
	} else {
		p.buf = append(p.buf, "\x1b[m"...)
		p.buf = append(p.buf, to...)
	}
	p.pen = to
}
