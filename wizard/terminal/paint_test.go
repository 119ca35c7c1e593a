package terminal

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/hinshun/vt10x"
)

const wide, high = 24, 6

// emulated is a terminal of another make, which a painter writes to.
func emulated() (vt10x.Terminal, *painter) {
	screen := vt10x.New(vt10x.WithSize(wide, high))
	p := &painter{out: screen}
	p.reset(wide)
	return screen, p
}

// plainly is a frame written row by row, whole.
func plainly(frame string) vt10x.Terminal {
	screen := vt10x.New(vt10x.WithSize(wide, high))
	for i, row := range strings.Split(frame, "\n") {
		fmt.Fprintf(screen, "\x1b[%dH%s\x1b[m", i+1, row)
	}
	return screen
}

// differs says where two screens differ, in text or style, or "".
func differs(got, want vt10x.Terminal) string {
	for y := range high {
		for x := range wide {
			if g, w := got.Cell(x, y), want.Cell(x, y); g != w {
				return fmt.Sprintf("row %d, column %d is %+v, want %+v\n%s\nwant\n%s", y, x, g, w, got, want)
			}
		}
	}
	return ""
}

// signs are what frames are made of below: blanks, letters, signs of a look, runes that are not narrow, styles.
var signs = []string{
	" ", " ", " ", "   ", "a", "b", "xyz", "é", "│", "◉", "✔", "❯", "…", "界", "e\u0301", "✔\ufe0f", "👩\u200d🚀", "⚡", "\u00ad",
	"\x1b[1m", "\x1b[94m", "\x1b[7m", "\x1b[1;91m", "\x1b[0m", "\x1b[0m", "\x1b[m",
}

// frameOf makes a frame of any bytes, one that fits.
func frameOf(data []byte) string {
	rows := make([]string, 1, high)
	used := 0
	for _, c := range data {
		if c == 255 && len(rows) < high {
			rows, used = append(rows, ""), 0
			continue
		}
		sign := signs[int(c)%len(signs)]
		if n := len([]rune(sign)); sign[0] != '\x1b' { // the emulator draws every rune in a column of its own
			if used += n; used > wide {
				used -= n
				continue
			}
		}
		rows[len(rows)-1] += sign
	}
	return strings.Join(rows, "\n")
}

// FuzzPaint: whatever was shown before, the screen then shows the frame.
func FuzzPaint(f *testing.F) {
	f.Add([]byte("abc\xffdef"), []byte("abd\xff\xffdef"), []byte{})
	f.Add([]byte{4, 4, 13, 4}, []byte{4, 4, 14, 4}, []byte{4, 10})
	f.Fuzz(func(t *testing.T, a, b, c []byte) {
		screen, p := emulated()
		for _, data := range [][]byte{a, b, c, a} {
			frame := frameOf(data)
			if err := p.paint(frame); err != nil {
				t.Fatal(err)
			}
			if where := differs(screen, plainly(frame)); where != "" {
				t.Fatalf("after %q: %s", frame, where)
			}
		}
	})
}

// TestPaintEdits: small edits of one frame, as typing makes them.
func TestPaintEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	screen, p := emulated()
	data := bytes.Repeat([]byte{4, 0, 18, 5, 22, 8, 0, 9, 255}, high)
	for range 20_000 {
		data[random.IntN(len(data))] = byte(random.IntN(len(signs)))
		if random.IntN(10) == 0 {
			data[random.IntN(len(data))] = 255
		}
		frame := frameOf(data)
		p.paint(frame)
		if where := differs(screen, plainly(frame)); where != "" {
			t.Fatalf("after %q: %s", frame, where)
		}
	}
}

// TestPaintWritesWhatDiffers holds how little is written.
func TestPaintWritesWhatDiffers(t *testing.T) {
	for _, c := range []struct{ was, is, want string }{
		{"same\nsame", "same\nsame", ""},
		{"a", "ab", "\x1b[1;2Hb"},
		{"│ \x1b[94mab\x1b[0m  │ x", "│ \x1b[94mab\x1b[0mc │ x", "\x1b[1;5Hc"},
		{"one\ntwo", "one\ntwö", "\x1b[2;3Hö"},
		{"a long row", "a", "\x1b[1;2H\x1b[K"},
		{"a b", "a", "\x1b[1;3H "},
		{"\x1b[1mbold\x1b[0m", "\x1b[1mbald\x1b[0m", "\x1b[1;2H\x1b[1ma\x1b[m"},
		{"x-x", "y-y", "\x1b[1Hy-y"},
		{"x--------x", "y--------y", "\x1b[1Hy\x1b[8Cy"},
		{"one\ntwo\nthree", "one", together + "\x1b[2H   \r\n\x1b[K" + done},
		{"ab界cd", "ab界ce", "\x1b[1;2H\x1b[Kb界ce\x1b[m"},
	} {
		var out bytes.Buffer
		p := &painter{out: &out}
		p.reset(wide)
		p.paint(c.was)
		out.Reset()
		if p.paint(c.is); out.String() != c.want {
			t.Errorf("from %q to %q it writes %q, want %q", c.was, c.is, out.String(), c.want)
		}
	}
}

// TestAnUnknownWidth: a serial line or a container may not know its size, and what was shown has to go all the same.
func TestAnUnknownWidth(t *testing.T) {
	keys, tty, err := os.Pipe() // as little of a terminal as can be: it has no size
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Close()
	defer tty.Close()
	screen, s := vt10x.New(vt10x.WithSize(wide, high)), New(tty, tty)
	s.painter.out = screen
	w, _ := s.Size()
	s.Fit(w)
	for _, frame := range []string{"a row that is long", "short"} {
		if err := s.painter.paint(frame); err != nil {
			t.Fatal(err)
		}
		if where := differs(screen, plainly(frame)); where != "" {
			t.Error(where)
		}
	}
}

// FuzzColumns holds the fast way against the library's.
func FuzzColumns(f *testing.F) {
	f.Add("plain")
	f.Add("\x1b[94m│\x1b[0m ◉ é – … ‹x› ☑ ✔ ❯ → ━ ▏")
	f.Add("界 e\u0301 ✔\ufe0f 👩\u200d🚀 \u00ad\t\x1b[2J")
	f.Fuzz(func(t *testing.T, row string) {
		if got, want := Columns(row), ansi.StringWidth(row); got != want {
			t.Errorf("Columns(%q) is %d, want %d", row, got, want)
		}
	})
}

// TestEveryNarrowRune: a sign that the library takes for wider would move what stands behind it.
func TestEveryNarrowRune(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		if narrow(r) && ansi.StringWidth(string(r)) != 1 {
			t.Errorf("%q is %d columns wide", r, ansi.StringWidth(string(r)))
		}
	}
}
