package wizard

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"eacwizard/steps/mailflow"
	"eacwizard/wizard/terminal"
)

// lineMouth says things. Whatever passes it holds no character that could act on a terminal. An error of the writer is
// kept for the next question: there is no point in asking somebody who hears nothing.
type lineMouth struct {
	to  io.Writer
	err error
}

const lineWidth = 78

func (m *lineMouth) write(s string) {
	if m.err == nil {
		_, m.err = io.WriteString(m.to, s)
	}
}

func (m *lineMouth) blank() { m.write("\n") }

// say says a paragraph.
func (m *lineMouth) say(format string, args ...any) { m.item("", fmt.Sprintf(format, args...)) }

// item says a paragraph whose further lines are indented to its lead.
func (m *lineMouth) item(lead, text string) {
	m.write(lineWrap(lead, text) + "\n")
}

// verbatim says a line as it is, however long: what would be copied from the screen is not wrapped.
func (m *lineMouth) verbatim(s string) { m.write(linePlain(s) + "\n") }

// prompt leaves the cursor behind the text.
func (m *lineMouth) prompt(s string) { m.write(lineWrap("", s) + " ") }

// lineWrap breaks at blanks alone. A word that is wider than the line stays whole, so that a host can be read and copied.
func lineWrap(lead, text string) string {
	var b strings.Builder
	indent := "\n" + strings.Repeat(" ", len(lead))
	b.WriteString(lead)
	used, first := len(lead), true
	for word := range strings.SplitSeq(linePlain(text), " ") {
		w := terminal.Columns(word)
		switch {
		case first:
		case used+1+w > lineWidth:
			b.WriteString(indent)
			used = len(lead)
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used, first = used+w, false
	}
	return b.String()
}

// linePlain writes what acts on a terminal, or is no text at all, as an escape.
func linePlain(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x{%02X}`, s[0])
		case unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp):
			fmt.Fprintf(&b, `\u{%X}`, r)
		default:
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// sayFault says why something was not taken; the fault repeats what was typed.
func (m *lineMouth) sayFault(f *mailflow.Fault) { m.say("Error: %s.", f.Error()) }

// sayMissing says what an answer is needed for.
func (m *lineMouth) sayMissing(what string) { m.say("An answer is needed: %s.", what) }

// inputEnded is an io.ErrUnexpectedEOF in words for a person: the value is what had not happened yet.
type inputEnded string

func (e inputEnded) Error() string        { return "input ended before " + string(e) }
func (e inputEnded) Is(target error) bool { return target == io.ErrUnexpectedEOF }

// lineInput is a line that was typed, and the sign it is, if it is one.
type lineInput struct{ text, sign string }

// keepDraft hands over what changed since the question before, and says once where that cannot be kept.
func (t *lineTalk) keepDraft() {
	if t.world.Draft == nil || t.flow.Changes() == t.drafted {
		return
	}
	page := t.flow.Page().ID
	t.world.Draft(t.flow.State(), page != t.draftedAt)
	t.drafted, t.draftedAt = t.flow.Changes(), page
	select {
	case err, ok := <-t.world.DraftFailed:
		if ok {
			t.say("Note: no draft is kept: %v. Your answers are safe as long as this runs.", err)
		}
	default:
	}
}

// ask reads one line. Input that ends here ended before what.
func (t *lineTalk) ask(prompt, what string) (lineInput, error) {
	t.keepDraft()
	for {
		t.prompt(prompt)
		if t.err != nil {
			return lineInput{}, fmt.Errorf("asking: %w", t.err)
		}
		line, tooLong, err := readTypedLine(t.in)
		switch {
		case errors.Is(err, io.EOF):
			return lineInput{}, inputEnded(what)
		case err != nil:
			return lineInput{}, fmt.Errorf("reading input before %s: %w", what, err)
		case tooLong:
			t.say("Error: that line is longer than %d bytes and was left out; type a shorter one.", longestLine)
			continue
		}
		return newLineInput(line), nil
	}
}

const longestLine = 1 << 20

// readTypedLine reads to the end of the line, and of one that is too long keeps no more than it has to.
func readTypedLine(in *bufio.Reader) (line string, tooLong bool, err error) {
	var all []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(all) <= longestLine {
			all = append(all, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(all) > 0: // a last line without its line feed
		case err != nil:
			return "", false, err
		}
		text := strings.TrimRight(string(all), "\r\n")
		return text, len(text) > longestLine, nil
	}
}

// newLineInput understands a line. A backslash before a sign makes it text, one before that as well stays.
func newLineInput(line string) lineInput {
	// PowerShell can put a byte order mark in front of what it pipes
	line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
	if isLineSign(line) {
		return lineInput{line, line}
	}
	if rest, ok := strings.CutPrefix(line, `\`); ok && isLineSign(strings.TrimLeft(rest, `\`)) {
		return lineInput{text: rest}
	}
	return lineInput{text: line}
}

func isLineSign(s string) bool {
	switch s {
	case "<", "?", "??", "=", "-", "#", followSign:
		return true
	}
	return numbered(s, '-') || numbered(s, '#')
}

// numbered reports a sign with digits behind it.
func numbered(s string, sign byte) bool {
	return len(s) > 1 && s[0] == sign && strings.Trim(s[1:], "0123456789") == ""
}
