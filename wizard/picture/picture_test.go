package picture

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// drawn is a picture as a parser of XML reads it.
type drawn struct {
	Width  int `xml:"width,attr"`
	Height int `xml:"height,attr"`
	Groups []struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
		Rects []struct {
			X     float64 `xml:"x,attr"`
			Width int     `xml:"width,attr"`
			Fill  string  `xml:"fill,attr"`
		} `xml:"rect"`
		Texts []struct {
			Y     int    `xml:"y,attr"`
			Text  string `xml:",chardata"`
			Spans []span `xml:"tspan"`
		} `xml:"text"`
	} `xml:"g"`
}

type span struct {
	X      int    `xml:"x,attr"`
	Length int    `xml:"textLength,attr"`
	Fill   string `xml:"fill,attr"`
	Weight string `xml:"font-weight,attr"`
	Text   string `xml:",chardata"`
}

func read(t *testing.T, svg []byte) (out drawn) {
	t.Helper()
	if err := xml.Unmarshal(svg, &out); err != nil {
		t.Fatalf("%v in %s", err, svg)
	}
	return out
}

// lines are the rows of a picture's frame as text; a row without text is empty.
func (d drawn) lines(frame, rows int) []string {
	out := make([]string, rows)
	for _, text := range d.Groups[frame].Texts[1:] { // behind the bar
		row := (text.Y - bar - margin - baseline) / cellHeight
		for _, s := range text.Spans {
			if lead := (s.X-margin)/cellWidth - ansi.StringWidth(out[row]); lead > 0 {
				out[row] += strings.Repeat(" ", lead)
			}
			out[row] += s.Text
		}
	}
	return out
}

const screen = "\x1b[1mAdd a connector\x1b[0m\n\x1b[90m──────────\x1b[0m\n\n\x1b[94m❯\x1b[0m ◉ <Name> & \"more\"   \n  \x1b[7m[ Next ]\x1b[0m 日本 é"

func TestPictureShowsTheFrame(t *testing.T) {
	d := read(t, SVG(40, Dark, Frame{Title: "A <title>", Says: "Page 1 & only", Text: screen}))
	g := d.Groups[0]
	if g.Title != "A <title>" || g.Desc != "Page 1 & only" || g.Texts[0].Text != "A <title>" {
		t.Errorf("title %q, description %q, bar %q", g.Title, g.Desc, g.Texts[0].Text)
	}
	want := []string{"Add a connector", "──────────", "", "❯ ◉ <Name> & \"more\"", "  [ Next ] 日本 é"}
	if got := d.lines(0, 5); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if d.Width != 40*cellWidth+2*margin || d.Height != bar+5*cellHeight+2*margin {
		t.Errorf("%d by %d", d.Width, d.Height)
	}
	spans := g.Texts[1].Spans
	if len(spans) != 1 || spans[0].Weight != "bold" || spans[0].Fill != Dark.ink {
		t.Errorf("the heading is %+v", spans)
	}
	if fill := g.Texts[2].Spans[0].Fill; fill != Dark.palette[8] {
		t.Errorf("the rule is %s", fill)
	}
	last := g.Rects[len(g.Rects)-1] // behind the button
	if last.X != margin+2*cellWidth || last.Width != 8*cellWidth || last.Fill != Dark.ink || g.Texts[4].Spans[1].Fill != Dark.back {
		t.Errorf("the button is %+v before %+v", g.Texts[4].Spans, last)
	}
}

// TestPictureKeepsTheGrid looks at each run: it begins in a cell, is as wide as its text is in a terminal, and begins
// where the one before ends.
func TestPictureKeepsTheGrid(t *testing.T) {
	d := read(t, SVG(40, Light, Frame{Text: screen}))
	for _, text := range d.Groups[0].Texts[1:] {
		at := margin
		for _, s := range text.Spans {
			if s.X != at || s.Length != ansi.StringWidth(s.Text)*cellWidth {
				t.Errorf("%q stands at %d and takes %d, want %d and %d", s.Text, s.X, s.Length, at, ansi.StringWidth(s.Text)*cellWidth)
			}
			at = s.X + s.Length
		}
	}
}

func TestFramesBelowOneAnother(t *testing.T) {
	d := read(t, SVG(10, Light, Frame{Title: "one", Text: "a\nb"}, Frame{Title: "two", Text: "c"}))
	if len(d.Groups) != 2 || d.Groups[1].Title != "two" || d.Height != 2*(bar+2*margin)+3*cellHeight+gap {
		t.Errorf("%+v", d)
	}
	if got := d.lines(1, 1); got[0] != "c" {
		t.Errorf("the second is %q", got)
	}
}

// TestPapersCanBeRead holds every colour against the paper behind it: 4.5 to 1 is what readers of small text need.
func TestPapersCanBeRead(t *testing.T) {
	for name, p := range map[string]Paper{"light": Light, "dark": Dark} {
		for i, c := range append(slices.Clone(p.palette[1:]), p.ink) {
			if i+1 == 15 && name == "light" || c == p.back {
				continue
			}
			if ratio := contrast(t, c, p.back); ratio < 4.5 {
				t.Errorf("%s: %s, colour %d, has a contrast of %.1f", name, c, i+1, ratio)
			}
		}
	}
}

// contrast is the ratio of two colours' lightness, as WCAG 2 counts it, its exponent rounded to 2.
func contrast(t *testing.T, a, b string) float64 {
	lightness := func(c string) float64 {
		sum := 0.05
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			v, err := strconv.ParseUint(c[1+2*i:3+2*i], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			sum += weight * float64(v) / 255 * float64(v) / 255
		}
		return sum
	}
	x, y := lightness(a), lightness(b)
	return max(x, y) / min(x, y)
}

// readable is what a picture can show of a text.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func FuzzAppendXML(f *testing.F) {
	f.Add("plain")
	f.Add("</text><script>alert(1)</script> \" ' &amp; ]]> <!-- -->")
	f.Add("\x00\x1b\r\n\t\x85\ufffe\uffff\xff\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		got := string(appendXML(nil, s))
		var back struct {
			A    string `xml:"a,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal([]byte(`<x a="`+got+`">`+got+`</x>`), &back); err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		// A byte that is no UTF-8 becomes one U+FFFD here, and a run of them one there.
		once := func(s string) string {
			for strings.Contains(s, "\uFFFD\uFFFD") {
				s = strings.ReplaceAll(s, "\uFFFD\uFFFD", "\uFFFD")
			}
			return s
		}
		if once(back.Text) != once(readable(s)) || back.A != back.Text || strings.ContainsAny(got, "<>\"'") {
			t.Errorf("%q is read as %q", s, back.Text)
		}
	})
}

// FuzzPicture draws whatever a screen may hold: well-formed, with no elements but a picture's own, and nothing to load.
func FuzzPicture(f *testing.F) {
	f.Add(screen, "title")
	f.Add("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ \x1b[38;2;1;2;3;48;5;200mx\x1b[4;9my\x1b[2Jz", "</title><script/>")
	f.Add("\u202e\u200d👩‍👩‍👧日本\x00\xff\x1b[", "\x1b[31m")
	own := strings.Fields("svg g title desc rect path circle text tspan")
	f.Fuzz(func(t *testing.T, text, title string) {
		svg := string(SVG(60, Dark, Frame{Title: title, Says: title, Text: text}))
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, svg)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !slices.Contains(own, element.Name.Local) {
				t.Fatalf("an element %s", element.Name.Local)
			}
			for _, a := range element.Attr {
				if n := a.Name.Local; strings.HasPrefix(n, "on") || n == "href" || n == "style" || strings.Contains(a.Value, "url(") {
					t.Fatalf("%s has %s=%q", element.Name.Local, n, a.Value)
				}
			}
		}
	})
}
