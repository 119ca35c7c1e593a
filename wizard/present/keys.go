package present

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// The keys while the lesson plays: nothing is typed then, so that letters are free. A remote control sends PgUp and PgDn.
// In free mode the wizard has all keys but those of rejoin, which it does not use.
var keys = struct {
	next, back, up, down, list, whole, free, again, first, leave, suspend, press, skip, stay, rejoin key.Binding
}{
	next:    bind(" ", "right", "pgdown", "n"),
	back:    bind("left", "pgup", "backspace", "b"),
	up:      bind("up"),
	down:    bind("down"),
	list:    bind("l", "f2"),
	whole:   bind("p"),
	free:    bind("f", "f9"),
	again:   bind("r"),
	first:   bind("home"),
	leave:   bind("q", "ctrl+c"),
	suspend: bind("ctrl+z"),
	press:   bind("enter"),
	skip:    bind("enter"),
	stay:    bind("esc"),
	rejoin:  bind("f9", "ctrl+n"),
}

func bind(on ...string) key.Binding { return key.NewBinding(key.WithKeys(on...)) }

// mostPressed is how many keys the overlay shows.
const mostPressed = 5

// signs of keys that a font may lack are words.
var keyNames = map[string]string{" ": "Space", "pgdown": "PgDn", "pgup": "PgUp", "right": "→", "left": "←", "up": "↑", "down": "↓", "esc": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "backspace": "Backspace", "delete": "Del"}

// press remembers a key for the overlay.
func (m *Model) press(k tea.KeyMsg) {
	name := k.String()
	switch called, ok := keyNames[name]; {
	case k.Paste:
		name = "paste"
	case ok:
		name = called
	case strings.HasPrefix(name, "ctrl+"):
		name = "Ctrl+" + strings.ToUpper(name[len("ctrl+"):])
	case len(name) > 1 && name[0] == 'f':
		name = strings.ToUpper(name)
	}
	if m.pressed = append(m.pressed, name); len(m.pressed) > mostPressed {
		m.pressed = m.pressed[1:]
	}
}
