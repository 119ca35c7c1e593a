package present

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/wizard"
)

// LookEvery is how often the notes look whether the lesson has gone on.
const LookEvery = 400 * time.Millisecond

// Found is what the notes see when they look for the lesson.
type Found struct {
	Sheet   Sheet
	Running bool   // there is a lesson; without one they wait for it
	Says    string // why there is none to show, where that is not all
}

// Notes are the trainer's notes in a second terminal, as a Bubble Tea model.
type Notes struct {
	look  wizard.Look
	find  func() Found
	now   func() time.Time
	after func(time.Duration, tea.Msg) tea.Cmd
	w, h  int
	seen  Found
	shown bool // a lesson was there
	top   int
	frame string
}

type lookMsg struct{}

// NewNotes follow what find finds. It is asked now and then, and never while a frame is drawn.
func NewNotes(look wizard.Look, find func() Found, now func() time.Time) *Notes {
	return &Notes{look: look, find: find, now: now, after: after, w: 80, h: 24}
}

// Init begins to look.
func (n *Notes) Init() tea.Cmd { return func() tea.Msg { return lookMsg{} } }

// View is the frame that the last Update drew.
func (n *Notes) View() string { return n.frame }

// Update takes one message.
func (n *Notes) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		n.w, n.h = msg.Width, msg.Height
	case lookMsg:
		cmd = n.peek()
	case tea.KeyMsg:
		switch msg.String() {
		case "q", "ctrl+c", "esc":
			cmd = tea.Quit
		case "ctrl+z":
			cmd = tea.Suspend
		case "down":
			n.top++
		case "up":
			n.top = max(0, n.top-1)
		}
	}
	n.draw()
	return n, cmd
}

// peek looks once, and again after a while.
func (n *Notes) peek() tea.Cmd {
	found := n.find()
	if found.Sheet.Step != n.seen.Sheet.Step {
		n.top = 0
	}
	n.seen, n.shown = found, n.shown || found.Running
	return n.after(LookEvery, lookMsg{})
}

func (n *Notes) draw() {
	l, width := n.look, min(n.w-2, 90)
	var lines []string
	switch {
	case n.seen.Running:
		lines = n.lines(width)
	case n.seen.Says != "":
		lines = append([]string{""}, l.Hang(wizard.Plain, "  ", n.seen.Says, width)...)
	case n.shown:
		lines = append([]string{""}, l.Hang(wizard.Plain, "  ", "The lesson has ended. The notes of the next one show up here. q leaves.", width)...)
	default:
		lines = append([]string{""}, l.Hang(wizard.Plain, "  ", "No lesson is running. Start one in another terminal, with eacwizard present and a scenario. The notes then show up here. q leaves.", width)...)
	}
	n.top = max(0, min(n.top, len(lines)-n.h))
	view := l.Window(lines, n.top, n.h)
	for i := range view {
		view[i] = strings.TrimRight(l.Fit(view[i], n.w), " ")
	}
	n.frame = strings.Join(view, "\n")
}

// lines are the notes of the moment, what the trainer needs first on top.
func (n *Notes) lines(width int) []string {
	l, s := n.look, n.seen.Sheet
	lines := []string{l.Say(wizard.Dim, "  "+wizard.Clean(s.Lesson))}
	place := fmt.Sprintf("  %d of %d   %s", s.Step, s.Of, elapsed(n.now().Sub(s.Began)))
	lines = append(lines, l.Say(wizard.Accent, place), "")
	lines = append(lines, l.Hang(wizard.Title, "  ", s.Heading, width)...)
	if s.Phase != "" {
		lines = append(lines, l.Hang(wizard.Dim, "  ", "Now: "+s.Phase, width)...)
	}
	lines = append(lines, "")
	if s.Notes != "" {
		lines = append(append(lines, paragraphs(l, s.Notes, width)...), "")
	}
	add := func(heading, text string) {
		if text != "" {
			lines = append(lines, l.Hang(wizard.Plain, "  ", heading+": "+text, width)...)
		}
	}
	if s.Ask != "" {
		add("Question", s.Ask)
		add("Right", s.Right)
		add("Because", s.Because)
		lines = append(lines, "")
	}
	add("Answer", s.Answer)
	if s.Next == "" {
		add("Next", "that was the last step")
	}
	add("Next", s.Next)
	return lines
}

// Text is a sheet as plain lines, for a voice or a pipe.
func (s Sheet) Text() string {
	var b strings.Builder
	say := func(heading, text string) {
		if text != "" {
			b.WriteString(heading + wizard.Clean(strings.ReplaceAll(text, "\n", " ")) + "\n")
		}
	}
	say(strconv.Itoa(s.Step)+" of "+strconv.Itoa(s.Of)+": ", s.Heading)
	say("Now: ", s.Phase)
	say("Notes: ", s.Notes)
	say("Question: ", s.Ask)
	say("Right: ", s.Right)
	say("Because: ", s.Because)
	say("Answer: ", s.Answer)
	say("Next: ", s.Next)
	return b.String()
}

// elapsed is a time as a clock on the wall of a classroom shows it.
func elapsed(d time.Duration) string {
	d = max(d, 0)
	return fmt.Sprintf("%d:%02d:%02d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
}
