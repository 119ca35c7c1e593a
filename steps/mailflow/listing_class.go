package mailflow

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what a character of a line is for finding entries.
type class uint8

const (
	inWord  class = iota
	space         // between words
	wrapper       // between words too, and around them
	divider       // between entries of a list
	wall          // between cells of a table
)

func classOf(r rune) class {
	if r < 0x80 {
		return asciiClass[r]
	}
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r):
		return space
	case '\u2500' <= r && r <= '\u257f': // what programs draw tables with
		return wall
	}
	return wideClass[r]
}

var asciiClass = func() (t [0x80]class) {
	for r := range rune(0x80) {
		switch {
		case r == '|' || r == '\t':
			t[r] = wall
		case r == ',' || r == ';':
			t[r] = divider
		case r == ' ' || unicode.IsControl(r):
			t[r] = space
		case strings.ContainsRune(wrappers, r) || r == '=':
			t[r] = wrapper
		}
	}
	return t
}()

var wideClass = func() map[rune]class {
	t := map[rune]class{}
	for c, rs := range map[class]string{
		space:   "\u2800\u3164\u115f\u1160\uffa0", // blank, and as wide as a letter
		wall:    "¦",
		divider: separators + "،؛•‣◦⁃▪▫●○■□◆◇►▶▸▹→⇒➔➜➤✓✔✗✘✅❌☑☐★☆※",
		wrapper: wrappers + "‹›‛‟′″´「」『』【】〔〕《》〈〉〝〞",
	} {
		for _, r := range rs {
			t[r] = c
		}
	}
	return t
}()

func isSpace(r rune) bool { return classOf(r) == space }

// isDash reports whether r is a hyphen, or a longer dash or a tilde, which stand in ranges.
func isDash(r rune) bool {
	return r == '-' || r == '~' || r == '〜' || '\u2012' <= r && r <= '\u2015' || r == '\u2212'
}

// isNameRune reports whether r can be at either end of a DNS name. Raised letters are marks of footnotes: IDNA would
// read them as part of the name.
func isNameRune(r rune) bool {
	if r < 0x80 {
		return isAlnum(r)
	}
	if unicode.Is(raised, r) || r == utf8.RuneError {
		return false
	}
	const symbols = '\u2190' // from here on there are pictures, which are in names; before, signs such as ™
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd) || r >= symbols && unicode.Is(unicode.So, r)
}

var raised = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00aa, Hi: 0x00ba, Stride: 0x10}, // ª, º
		{Lo: 0x02b0, Hi: 0x02ff, Stride: 1},
		{Lo: 0x1d2c, Hi: 0x1d6a, Stride: 1},
		{Lo: 0x1d9b, Hi: 0x1dbf, Stride: 1},
		{Lo: 0x2070, Hi: 0x209c, Stride: 1},
	},
	LatinOffset: 1,
}
