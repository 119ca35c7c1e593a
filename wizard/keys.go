package wizard

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/huh"
)

// bindings is the one key table. Where two actions share a key, the table says which place each belongs to; a test
// fails on a clash within one place.
type bindings struct {
	// everywhere
	leave, suspend, explain, preview, undo, redo, back, pageUp, pageDown, proposed, pages, fix, stopLook, details, follow key.Binding
	// on a page
	next, prev, up, down, press key.Binding
	// on a list's item
	remove key.Binding
	// among the documents, where nothing is typed
	copyOne, saveAll, printOne, another, sideways key.Binding
	// along with a message, where nothing is typed
	hopOn, hopBack, firstHop, lastHop, allHops, changeMessage key.Binding
	// on the page that asks what to set up, where nothing is typed
	otherEAC key.Binding
	// in the question before leaving
	keepAnswers key.Binding
}

var keys = bindings{
	leave:    bind("ctrl+c", "leave", "ctrl+c"),
	suspend:  bind("ctrl+z", "suspend; fg resumes", "ctrl+z"),
	explain:  bind("F1", "explain", "f1", "ctrl+g"),
	preview:  bind("ctrl+r", "preview", "ctrl+r"),
	undo:     bind("ctrl+_", "undo", "ctrl+_"),
	redo:     bind("ctrl+y", "redo", "ctrl+y"),
	back:     bind("esc", "back", "esc"),
	pageUp:   bind("pgup", "scroll up", "pgup"),
	pageDown: bind("pgdn", "scroll down", "pgdown"),
	proposed: bind("ctrl+p", "take the proposed value", "ctrl+p"),
	fix:      bind("ctrl+f", "fix the finding", "ctrl+f", "f4"),
	stopLook: bind("ctrl+x", "stop the validation", "ctrl+x"),
	details:  bind("ctrl+t", "details of the validation", "ctrl+t"),
	pages:    bind("F2", "go to a page", "f2", "ctrl+o"),
	follow:   bind("F3", "follow a message", "f3", "ctrl+l"),

	next:  bind("tab", "next field", "tab"),
	prev:  bind("shift+tab", "field before", "shift+tab"),
	up:    bind("↑", "up", "up"),
	down:  bind("↓", "down", "down"),
	press: bind("enter", "press", "enter"),

	remove: bind("del", "remove", "delete", "backspace"),

	copyOne:  bind("c", "copy", "c"),
	saveAll:  bind("s", "save all", "s"),
	printOne: bind("p", "print on leaving", "p"),
	another:  bind("n", "begin another", "n"),
	sideways: bind("←→", "sideways", "left", "right"),

	hopOn:         bind("→", "next hop", "right", " "),
	hopBack:       bind("←", "hop before", "left", "backspace"),
	firstHop:      bind("home", "first hop, or message", "home"),
	lastHop:       bind("end", "last hop, or message", "end"),
	allHops:       bind("a", "all at once, or hop by hop", "a"),
	changeMessage: bind("c", "change the message", "c"),

	otherEAC: bind("e", "pages of the other EAC", "e"),

	keepAnswers: bind("s", "save the answers", "s"),
}

func bind(shown, does string, on ...string) key.Binding {
	return key.NewBinding(key.WithKeys(on...), key.WithHelp(shown, does))
}

// places lists which bindings work at the same time, for the test on clashes.
func (b bindings) places() map[string][]key.Binding {
	everywhere := []key.Binding{b.leave, b.suspend, b.explain, b.preview, b.undo, b.redo, b.back, b.pageUp, b.pageDown, b.proposed, b.pages, b.fix, b.stopLook, b.details, b.follow}
	page := append(everywhere, b.next, b.prev, b.up, b.down, b.press)
	return map[string][]key.Binding{
		"page":      page,
		"list item": append(page[:len(page):len(page)], b.remove),
		"documents": append(page[:len(page):len(page)], b.copyOne, b.saveAll, b.printOne, b.another, b.sideways),
		"start":     {b.leave, b.suspend, b.explain, b.next, b.prev, b.up, b.down, b.press, b.otherEAC},
		"following": {b.leave, b.suspend, b.explain, b.back, b.press, b.hopOn, b.hopBack, b.firstHop, b.lastHop, b.up, b.down, b.pageUp, b.pageDown, b.allHops, b.changeMessage},
		"leaving":   {b.leave, b.back, b.press, b.keepAnswers},
	}
}

// fieldKeys is what huh's fields hear: never its own navigation. The page moves the focus, in the Update that saw the key.
var fieldKeys = &huh.KeyMap{
	Select: huh.SelectKeyMap{
		Up:   key.NewBinding(key.WithKeys("up", "k")),
		Down: key.NewBinding(key.WithKeys("down", "j")),
	},
	Confirm: huh.ConfirmKeyMap{Toggle: key.NewBinding(key.WithKeys(" ", "x"))},
}
