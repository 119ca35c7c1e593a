// Package quiet answers lipgloss's question for the background colour before anybody asks the terminal.
//
// Bubble Tea v1 asks for it in its own init: an escape sequence, and a wait of up to five seconds for a terminal that
// stays silent. Go initializes packages that are ready in the order of their import paths, and this one sorts before
// github.com/charmbracelet/bubbletea as long as it imports nothing but lipgloss. A test holds that.
package quiet

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
