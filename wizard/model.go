package wizard

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/render"
	"eacwizard/steps"
)

// screen is which of the wizard's screens is up.
type screen int

const (
	asking screen = iota
	showing
	offering
	starting
	following
)

// overlay is what stands over the page until Esc.
type overlay int

const (
	none overlay = iota
	helping
	previewing
	leaving
	choosing   // what of a pasted list is taken
	going      // to a page
	confirming // going on with errors, or after a validation that failed
	detailing  // what a validation saw
)

// Model is the full-screen wizard as a Bubble Tea model.
type Model struct {
	flow   *steps.Flow
	checks *inspector
	looks  *lookout
	second func(tickMsg) tea.Cmd // brings a message after a second; nil: time stands still while nothing happens
	look   *look
	world  World
	into   string
	screen screen
	over   overlay
	page   *page
	out    *output
	offers *offers
	start  *start // nil: what is set up was decided before
	trail  *trail // nil: no message has been followed yet
	// cameFrom is the screen that following a message goes back to.
	cameFrom screen
	w, h     int
	top      int    // first page line shown
	overAt   int    // first overlay line shown
	aside    bool   // the preview column is wanted where there is room
	notice   string // in the leaving question
	// contents are the pages to go to, while they are listed.
	contents *contents
	// notices are what the world had to say; they stand under the page until the next one.
	notices []string
	flash   string // what the key just did, where that may not be in sight
	now     func() time.Time
	last    time.Time // of the key before
	lastKey tea.KeyMsg
	kept    int // the flow's changes that the draft has
	keptAt  string
	owed    bool // the next key has to hand it over once more
	lost    bool // a draft could not be written, so leaving would lose what is answered
	done    bool
	saved   []string
	frame   string
}

// New is the wizard on the page that the flow is on.
func New(flow *steps.Flow, l *look, world World, folder string) *Model {
	m := &Model{flow: flow, checks: &inspector{}, looks: &lookout{world: world, kept: map[string]*validation{}}, second: inASecond, look: l, world: world, into: folder, w: 80, h: 24, aside: true, now: time.Now}
	m.openPage()
	m.redraw()
	return m
}

// offer shows drafts to go on with before the first page.
func (m *Model) offer(list []Offer) {
	if len(list) > 0 {
		m.offers, m.screen = &offers{l: m.look, list: list}, offering
		m.redraw()
	}
}

// Result is what the walk has come to so far.
func (m *Model) Result() Result {
	res := Result{State: m.flow.State(), Settled: m.flow.Settled(), Finished: m.done, Saved: m.saved}
	if m.out != nil {
		res.Saved = append(res.Saved, m.out.saved...)
		res.Kept = m.out.kept
		if m.done {
			res.Print = m.out.printed()
		}
	}
	return res
}

// Init asks for nothing: the terminal's size comes by itself.
func (m *Model) Init() tea.Cmd { return m.waitForDrafts() }

// draftFailedMsg says that drafts cannot be written.
type draftFailedMsg struct{ err error }

func (m *Model) waitForDrafts() tea.Cmd {
	failed := m.world.DraftFailed
	if failed == nil {
		return nil
	}
	return func() tea.Msg {
		err, ok := <-failed
		if !ok {
			return nil
		}
		return draftFailedMsg{err}
	}
}

// View is the frame that the last Update drew.
func (m *Model) View() string { return m.frame }

// Update takes one message. All drawing happens here, once a message, never in View.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.take(msg)
	m.redraw() // first: a state that cannot be drawn is not kept either
	_, isKey := msg.(tea.KeyMsg)
	m.keepDraft(isKey)
	return m, cmd
}

// keepDraft hands a changed state over to be kept; it is durable at the turn of a page. The key after a change hands it
// over once more, whatever it did: nothing it brought may be painted before the change is in the file.
func (m *Model) keepDraft(isKey bool) {
	changed := m.flow.Changes() != m.kept
	if m.world.Draft == nil || m.screen == offering || m.screen == starting || !changed && !(isKey && m.owed) {
		return
	}
	page := m.flow.Page().ID
	m.world.Draft(m.flow.State(), page != m.keptAt)
	m.kept, m.keptAt, m.owed = m.flow.Changes(), page, changed
}

func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case copiedMsg:
		if m.out != nil {
			m.out.copied(msg)
		}
	case savedMsg:
		if m.out != nil {
			m.out.wrote(msg)
		}
	case taskMsg, lookedMsg, tickMsg:
		return m.looked(msg)
	case keptMsg:
		return m.answersKept(msg)
	case draftFailedMsg:
		m.lost = true
		m.notices = append(m.notices, "! No draft is kept: "+msg.err.Error()+". Your answers are safe as long as the wizard runs.")
		return m.waitForDrafts()
	case tea.KeyMsg:
		switch {
		case m.over == leaving:
			return m.leavingKey(msg)
		case key.Matches(msg, keys.leave):
			return m.askLeave()
		case key.Matches(msg, keys.suspend) && !msg.Paste:
			return tea.Suspend
		case m.over == going:
			m.contentsKey(msg)
			return nil
		case m.over == confirming:
			return m.confirmingKey(msg)
		case m.over != none:
			m.overlayKey(msg)
			return nil
		case m.screen == starting:
			if m.start.key(msg) {
				m.begin()
			}
			return nil
		case m.screen == offering:
			if m.offers.key(msg) {
				m.takeOffer()
			}
			return nil
		case m.screen == showing:
			return m.outputKey(msg)
		case m.screen == following:
			m.trailKey(msg)
			return nil
		}
		return m.pageKey(msg)
	}
	return nil
}

func (m *Model) pageKey(k tea.KeyMsg) tea.Cmd {
	m.flash = ""
	switch {
	case k.Paste:
		return m.turn(k)
	case key.Matches(k, keys.explain):
		m.over, m.overAt = helping, 0
	case key.Matches(k, keys.preview):
		if m.w >= previewFrom {
			m.aside = !m.aside
		} else {
			m.over, m.overAt = previewing, 0
		}
	case key.Matches(k, keys.undo):
		if m.flow.Undo() {
			m.resync()
			m.flash = "Undone. ctrl+y brings it back."
		}
	case key.Matches(k, keys.redo):
		if m.flow.Redo() {
			m.resync()
		}
	case key.Matches(k, keys.proposed):
		if c := m.page.current(); c.kind == onField {
			m.flow.Clear(c.key)
			m.resync()
		}
	case key.Matches(k, keys.fix):
		m.fix()
	case key.Matches(k, keys.stopLook):
		m.stopLook()
	case key.Matches(k, keys.details):
		if m.page.look() != nil {
			m.over, m.overAt = detailing, 0
		}
	case key.Matches(k, keys.back):
		before := m.flow.State()
		if m.flow.Back() {
			m.turnFrom(before)
		} else if m.start != nil {
			m.openStart()
		}
	case key.Matches(k, keys.pages):
		m.openContents()
	case key.Matches(k, keys.follow):
		m.openTrail()
	case key.Matches(k, keys.pageUp):
		m.top = max(0, m.top-m.h/2)
		m.page.freely = true
		return nil
	case key.Matches(k, keys.pageDown):
		m.top += m.h / 2
		m.page.freely = true
		return nil
	default:
		return m.turn(k)
	}
	m.page.freely = false
	return nil
}

// turn gives a key to the page and follows where it leads.
func (m *Model) turn(k tea.KeyMsg) (cmd tea.Cmd) {
	m.page.streamed = m.streamed(k)
	return m.follow(m.flow.State(), m.page.key(k))
}

// follow goes where a key on the page led.
func (m *Model) follow(was steps.State, to outcome) (cmd tea.Cmd) {
	switch to {
	case turned:
		m.turnFrom(was)
	case validating:
		cmd = m.validate()
	case stopping:
		m.stopLook()
	case unsure:
		m.over, m.overAt = confirming, 0
	case finished:
		m.showDocuments()
	case looking:
		m.over, m.overAt = choosing, 0
	case pastFirst:
		m.openStart()
	case cancelling:
		cmd = m.askLeave()
	}
	m.page.freely = false
	return cmd
}

// streamPace is faster than anyone types, and slower than a console sends the keys of a paste.
const streamPace = 10 * time.Millisecond

// streamed reports a key that came right behind a letter or an Enter, as the lines of a paste do where the terminal has
// no bracketed paste. Keys that move the focus are never part of one.
func (m *Model) streamed(k tea.KeyMsg) bool {
	now, last, before := m.now(), m.last, m.lastKey
	m.last, m.lastKey = now, k
	typed := before.Type == tea.KeyRunes || before.Type == tea.KeySpace || before.Type == tea.KeyEnter
	return typed && !k.Paste && now.Sub(last) < streamPace
}

// resync follows a change that did not come from the page: it may stand on another one now.
func (m *Model) resync() {
	if !m.page.sync() {
		m.openPage()
		return
	}
	m.page.focus(m.page.stopOf(m.flow.State().Focus))
	m.page.refused = ""
}

// turnFrom opens the page that the flow has turned to; whoever comes back from an edit finds the link it began at.
func (m *Model) turnFrom(before steps.State) {
	m.openPage()
	if before.Fixing && m.page.def.Kind == steps.ReviewPage {
		m.page.link(before.Focus)
	}
}

func (m *Model) openPage() {
	if m.page != nil && m.page.def.ID != m.flow.Page().ID {
		m.notices = nil
	}
	m.page = newPage(m.flow, m.checks, m.looks, m.look, m.start == nil)
	m.lastKey = tea.KeyMsg{} // a page is never turned by a paste, so none goes on here
	m.screen, m.over, m.top = asking, none, 0
}

func (m *Model) showDocuments() {
	docs, err := render.All(m.flow.Settled())
	if err != nil {
		m.page.refused = err.Error()
		return
	}
	m.screen = showing
	if m.out != nil {
		if slices.EqualFunc(m.out.docs, docs, func(a, b Document) bool { return bytes.Equal(a.Body, b.Body) }) {
			return // looked at the review and came back: what was kept is still kept
		}
		m.saved = append(m.saved, m.out.saved...)
	}
	m.out = newOutput(m.look, m.world, m.flow.Scenario(), docs, m.folder())
}

// folder is where documents are proposed to go: one named after the connector, in plain letters.
func (m *Model) folder() string {
	if m.into != "" {
		return m.into
	}
	return folderFor(m.flow.Settled())
}

// folderFor names a folder after the first connector that has a name, in letters that every file system takes.
func folderFor(s *steps.Settled) string {
	d, _ := s.Build()
	for _, c := range d.Connectors {
		name := strings.Trim(strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
				return r
			case r >= 'A' && r <= 'Z':
				return r + 'a' - 'A'
			}
			return '-'
		}, c.ConnectorName().String()), "-")
		for strings.Contains(name, "--") {
			name = strings.ReplaceAll(name, "--", "-")
		}
		if name != "" {
			return "eacwizard-" + name
		}
	}
	return "eacwizard-connector"
}

func (m *Model) outputKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, keys.pageUp):
		m.out.scroll(-m.h / 2)
		return nil
	case key.Matches(k, keys.pageDown):
		m.out.scroll(m.h / 2)
		return nil
	case key.Matches(k, keys.explain):
		m.over, m.overAt = helping, 0
		return nil
	case key.Matches(k, keys.follow) && m.out.folder == nil && !k.Paste:
		m.openTrail()
		return nil
	}
	to, cmd := m.out.key(k)
	switch to {
	case outputBack:
		m.openPage()
	case outputDone:
		m.done = true
		return tea.Quit
	case outputAnother:
		m.another()
	}
	return cmd
}

// forget drops what was looked at: it was another walk's.
func (m *Model) forget() {
	m.looks.forget()
	m.checks.learn(nil)
	m.trail = nil
}

// another begins something else for the same organization: another connector, or whatever is chosen on the first page.
func (m *Model) another() {
	sc, st := m.flow.Scenario(), m.flow.State()
	ended := m.out.kept
	m.saved, m.out = append(m.saved, m.out.saved...), nil
	m.forget()
	m.flow = steps.NewFlow(sc, steps.State{Answers: organizationOf(m.flow.Settled()), EAC: st.EAC})
	if !inParts(m.flow.Settled()) {
		if m.start != nil {
			m.start.walks[sc.ID] = m.flow
		}
		m.openPage()
		return
	}
	if ended && m.world.Draft != nil {
		m.world.Draft(steps.State{}, true) // its documents were taken along: nothing is left to go on with
	}
	m.screen = asking
	m.choose()
}

func (m *Model) overlayKey(k tea.KeyMsg) {
	switch {
	case key.Matches(k, keys.pageUp), key.Matches(k, keys.up):
		m.overAt = max(0, m.overAt-3)
	case key.Matches(k, keys.pageDown), key.Matches(k, keys.down):
		m.overAt += 3
	case m.over == choosing:
		if key.Matches(k, keys.press) {
			m.accept(m.page.pasted)
		} else if key.Matches(k, keys.back) {
			m.over = none
		}
	default: // any other key returns to the page; none is swallowed as an answer
		m.over = none
	}
}

// confirmingKey takes a key while the review asks once more. The Enter of a paste that comes as keys is no consent.
func (m *Model) confirmingKey(k tea.KeyMsg) tea.Cmd {
	switch streamed := m.streamed(k); {
	case key.Matches(k, keys.pageUp), key.Matches(k, keys.up):
		m.overAt = max(0, m.overAt-3)
	case key.Matches(k, keys.pageDown), key.Matches(k, keys.down):
		m.overAt += 3
	case key.Matches(k, keys.back):
		m.over = none
	case key.Matches(k, keys.press) && !streamed && !k.Paste:
		m.over = none
		was := m.flow.State()
		return m.follow(was, m.page.next())
	}
	return nil
}
