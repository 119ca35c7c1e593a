package wizard

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"eacwizard/steps"
)

// deed is what can be done with the documents, in the order in which the focus reaches it.
type deed int

const (
	readDocument deed = iota
	copyDocument
	saveDocuments
	printDocument
	addAnother
	leaveDone
	goBack
	deeds
)

// deedRows is how many of them stand below the documents.
const deedRows = 4

// output is the last screen: the documents, to be read, copied, saved, or printed on leaving.
type output struct {
	l     *look
	world World
	sc    *steps.Scenario
	docs  []Document
	lines [][]string // of each document, made when it is first shown
	shown int
	at    deed
	top   int
	// menuTop is the first document of the menu that shows, where there are more than fit.
	menuTop int
	side    int // columns scrolled to the right
	print   map[string]bool
	kept    bool // something was saved, copied or is to be printed
	asked   bool // leaving with nothing kept was asked about
	saved   []string
	notice  string
	folder  *folderRow // open while the folder is asked for
	into    string     // the folder that is proposed
}

// folderRow asks for the folder, on one line above the buttons.
type folderRow struct {
	*huh.Input
	path  string
	width int
}

func newOutput(l *look, world World, sc *steps.Scenario, docs []Document, folder string) *output {
	// the block to paste is what most people came for
	shown := max(0, slices.IndexFunc(docs, func(d Document) bool { return d.ID == "paste" }))
	return &output{l: l, world: world, sc: sc, docs: docs, lines: make([][]string, len(docs)), shown: shown, print: map[string]bool{}, into: folder}
}

// The world answers with these.
type (
	copiedMsg struct {
		what, how string
		err       error
	}
	savedMsg struct {
		paths []string
		err   error
	}
)

type outputOutcome int

const (
	outputStay outputOutcome = iota
	outputBack
	outputDone
	outputAnother
)

// single reports a set-up of one connector, after which another one is likely.
func (o *output) single() bool { return o.sc == steps.Scenarios()[0] }

func (o *output) anotherWords() string {
	if o.single() {
		return "Add another connector"
	}
	return "Set up something else"
}

func (o *output) doc() Document { return o.docs[o.shown] }

func (o *output) key(k tea.KeyMsg) (outputOutcome, tea.Cmd) {
	if o.folder != nil {
		return outputStay, o.folderKey(k)
	}
	if k.Paste {
		return outputStay, nil
	}
	o.notice = ""
	switch s := k.String(); s {
	case "tab":
		o.at = (o.at + 1) % deeds
	case "shift+tab":
		o.at = (o.at + deeds - 1) % deeds
	case "down", "up":
		o.upDown(s == "down")
	case "left", "right":
		if o.side += 8; s == "left" {
			o.side = max(0, o.side-16)
		}
	case "c":
		return outputStay, o.copy()
	case "s":
		o.askFolder()
	case "p":
		o.togglePrint()
	case "n":
		return o.leave(outputAnother)
	case "esc":
		return outputBack, nil
	case "enter", " ":
		return o.press()
	}
	return outputStay, nil
}

func (o *output) upDown(down bool) {
	n := map[bool]int{true: 1, false: -1}[down]
	if o.at == readDocument && o.shown+n >= 0 && o.shown+n < len(o.docs) {
		o.shown, o.top, o.side = o.shown+n, 0, 0
		return
	}
	o.at = min(max(o.at+deed(n), readDocument), goBack)
}

func (o *output) press() (outputOutcome, tea.Cmd) {
	switch o.at {
	case readDocument:
		o.at = copyDocument
	case copyDocument:
		return outputStay, o.copy()
	case saveDocuments:
		o.askFolder()
	case printDocument:
		o.togglePrint()
	case addAnother:
		return o.leave(outputAnother)
	case leaveDone:
		return o.leave(outputDone)
	case goBack:
		return outputBack, nil
	}
	return outputStay, nil
}

// leave asks once where nothing was kept of the documents.
func (o *output) leave(to outputOutcome) (outputOutcome, tea.Cmd) {
	if !o.kept && !o.asked {
		o.asked = true
		o.notice = "! Nothing was copied, saved or printed yet. Once more to go on without."
		return outputStay, nil
	}
	return to, nil
}

func (o *output) copy() tea.Cmd {
	d := o.doc()
	if o.refuses(d) {
		return nil
	}
	o.notice = "Copying …"
	return func() tea.Msg {
		how, err := o.world.Copy(string(d.Body))
		return copiedMsg{d.Title, how, err}
	}
}

// refuses says why there is nothing of a document to take along, if that is so.
func (o *output) refuses(d Document) bool {
	if d.Refused != nil {
		o.notice = o.l.g.amiss + " Error: " + d.Title + " cannot be made: " + clean(d.Refused.Error())
	}
	return d.Refused != nil
}

func (o *output) togglePrint() {
	id := o.doc().ID
	if o.refuses(o.doc()) {
		return
	}
	o.print[id] = !o.print[id]
	o.kept = true
	what := o.doc().Title
	o.notice = map[bool]string{true: what + ": printed to the terminal on leaving.", false: what + ": not printed."}[o.print[id]]
}

func (o *output) askFolder() {
	f := &folderRow{path: o.into}
	f.Input = huh.NewInput().Prompt("").Value(&f.path)
	f.Input.WithTheme(o.l.huh).WithKeyMap(fieldKeys)
	f.Input.Focus()
	o.folder = f
}

func (f *folderRow) draw(l *look, width int) string {
	if width != f.width {
		f.width = width
		f.Input.WithWidth(width)
		f.Input.Value(&f.path) // textinput works its window out only when its value is set
	}
	return l.typing(f.Input, l.oneRow(f.Input, width), "")
}

func (o *output) folderKey(k tea.KeyMsg) tea.Cmd {
	switch k.Type {
	case tea.KeyEsc:
		o.folder = nil
	case tea.KeyEnter:
		folder, docs := strings.TrimSpace(o.folder.path), made(o.docs)
		if folder == "" || k.Paste {
			return nil
		}
		o.into, o.folder = folder, nil
		o.notice = "Saving …"
		return func() tea.Msg {
			paths, err := o.world.Save(folder, docs)
			return savedMsg{paths, err}
		}
	default:
		if k.Paste {
			k = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(oneLine(string(k.Runes)))}
		}
		o.folder.Input.Update(k)
	}
	return nil
}

func (o *output) copied(m copiedMsg) {
	if m.err != nil {
		o.notice = o.l.g.amiss + " Error: " + m.what + " was not copied: " + m.err.Error()
		return
	}
	o.kept = true
	o.notice = o.l.g.good + " " + m.what + ": " + m.how
}

func (o *output) wrote(m savedMsg) {
	if m.err != nil {
		o.notice = o.l.g.amiss + " Error: nothing was saved: " + m.err.Error()
		return
	}
	o.kept = true
	o.saved = append(o.saved, m.paths...)
	o.notice = fmt.Sprintf("%s %d documents saved in %s", o.l.g.good, len(m.paths), o.into)
}

func (o *output) printed() (out []Document) {
	for _, d := range o.docs {
		if o.print[d.ID] {
			out = append(out, d)
		}
	}
	return out
}

// scroll moves the document by part of a screen.
func (o *output) scroll(by int) { o.top = max(0, min(o.top+by, len(o.text())-1)) }

func (o *output) text() []string {
	if o.lines[o.shown] == nil {
		body := strings.ReplaceAll(string(o.doc().Body), "\r\n", "\n")
		if err := o.doc().Refused; err != nil {
			body = wrap(o.l.g.amiss+" Not made: "+err.Error(), 48)
		}
		o.lines[o.shown] = strings.Split(strings.TrimRight(body, "\n"), "\n")
		for i, s := range o.lines[o.shown] {
			o.lines[o.shown][i] = clean(s)
		}
	}
	return o.lines[o.shown]
}

// menu are the documents, in a window of so many rows, and below them what can be done with them.
func (o *output) menu(rows int) (list, deeds []string) {
	l := o.l
	row := func(d deed, s string) string {
		mark := "  "
		if o.at == d {
			mark, s = l.accent.Render(l.g.focus)+" ", l.bold.Render(s)
		}
		return mark + s
	}
	for i, d := range o.docs {
		sign, label := l.g.off, d.Title
		if i == o.shown {
			sign = l.g.on
		}
		if d.Refused != nil {
			sign = l.g.amiss
		}
		if o.print[d.ID] {
			label += ", print"
		}
		if i == o.shown {
			list = append(list, row(readDocument, sign+" "+label))
		} else {
			list = append(list, "  "+sign+" "+label)
		}
	}
	if len(list) > rows {
		o.menuTop = scrollTo(o.menuTop, o.shown, o.shown+1, rows, len(list))
		list = l.view(list, o.menuTop, rows)
	}
	tick := l.g.blank
	if o.print[o.doc().ID] {
		tick = l.g.tick
	}
	return list, []string{
		row(copyDocument, "Copy it  c"), row(saveDocuments, "Save all to a folder  s"),
		row(printDocument, tick+" Print on leaving  p"), row(addAnother, o.anotherWords()+"  n"),
	}
}

// frame lays the screen out for a terminal of w by h.
func (o *output) frame(w, h int) frame {
	l := o.l
	f := frame{
		header:  o.sc.Title,
		buttons: []button{{"Back", o.at == goBack}, {"Done", o.at == leaveDone}},
		left:    "F3 follow  ctrl+c leave",
		hint:    "enter press  pgup pgdn ←→ read",
	}
	said := o.doc().Says
	switch {
	case o.doc().ID == "paste" && o.single():
		said = "Nothing has been changed yet. Paste this into Exchange Online PowerShell to create the connector."
	case o.doc().ID == "paste":
		said = "Nothing has been changed yet. Paste this into Exchange Online PowerShell; the runbook says what else there is to do, and when."
	}
	width, _ := widths(w, false)
	var foot []string
	if o.folder != nil {
		foot = []string{l.bold.Render("  Save all documents in this folder"), "  " + o.folder.draw(l, width-4)}
		f.hint = "enter save  esc not now"
	} else if o.notice != "" {
		foot = hang("  ", o.notice, width)
	}
	title := l.good.Render(l.g.good) + " " + l.title.Render("Documents ready")
	rows := bodyRows(max(w, railFrom), h, h)
	head := append([]string{""}, hang("  ", said, width)...)
	head = append(head, "")
	if w < railFrom {
		const fewestLines = 3 // of the document
		list, deeds := o.menu(max(3, rows-len(head)-len(foot)-deedRows-fewestLines))
		head = slices.Concat([]string{title}, list, deeds, head[1:len(head)-1])
	} else {
		list, deeds := o.menu(rows - 4 - deedRows)
		f.rail = slices.Concat([]string{title, ""}, list, []string{""}, deeds)
	}
	room := max(1, rows-len(head)-len(foot))
	text := make([]string, 0, room)
	for _, s := range l.view(o.text(), o.top, room) {
		text = append(text, "  "+l.slide(s, o.side, width-2))
	}
	f.body = append(append(head, text...), foot...)
	return f
}

// slide is the stretch of a line that shows with side columns scrolled away, with a sign where it goes on.
func (l *look) slide(s string, side, width int) string {
	r := []rune(s)
	if side > 0 {
		if side >= len(r) {
			return ""
		}
		s = l.g.left + string(r[side+1:])
	}
	return l.fit(s, width)
}
