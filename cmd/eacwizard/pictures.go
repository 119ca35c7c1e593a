package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/wizard"
	"eacwizard/wizard/picture"
)

// pictures are the wizard's pages with the answers in them. They are no document of the set-up, and are made only where
// they are asked for.
var pictures = render.Format{ID: "svg", Title: "Pictures", File: "page-01-NAME.svg", Says: "the wizard's pages as pictures, one file each, for a lesson or a manual; made only where it is asked for"}

const (
	usualWidth = 80
	usualTheme = "light" // most pictures end on paper
)

// formatFlags say what render makes.
type formatFlags struct {
	id         string // "": every document
	eac, theme string // of pictures; "": as usual
	width      int    // of pictures; 0: as usual
	whole      bool   // all pictures in one
}

func pictureFlags(c *cobra.Command, f *formatFlags) {
	c.Flags().StringVar(&f.eac, "eac", "", "with -f svg: the pages of the `E` EAC: "+list(eacWords(), "or"))
	c.Flags().StringVar(&f.theme, "theme", "", "with -f svg: `T` is "+list(pictureThemes(), "or"))
	c.Flags().IntVar(&f.width, "width", 0, fmt.Sprintf("with -f svg: `N` columns, %d to %d; from 110 the PowerShell stands beside the page", wizard.LeastStillWidth, wizard.MostStillWidth))
	c.RegisterFlagCompletionFunc("eac", cobra.FixedCompletions(eacWords(), cobra.ShellCompDirectiveNoFileComp))
	c.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(pictureThemes(), cobra.ShellCompDirectiveNoFileComp))
	c.RegisterFlagCompletionFunc("width", cobra.NoFileCompletions)
}

// pictureThemes are those of the wizard: a picture has no terminal to take its colours from.
func pictureThemes() []string {
	return slices.DeleteFunc(wizard.Themes(), func(t string) bool { return t == "auto" })
}

// refusePictures says what is wrong with the flags that pictures have.
func (f formatFlags) refusePictures() error {
	for _, given := range []struct {
		flag string
		is   bool
	}{{"--eac", f.eac != ""}, {"--theme", f.theme != ""}, {"--width", f.width != 0}} {
		if given.is && f.id != pictures.ID {
			return refuse("add -f svg, or leave "+given.flag+" out", "%s is for pictures", given.flag)
		}
	}
	switch {
	case f.eac != "" && !slices.Contains(eacWords(), f.eac):
		return refuseChoice("EAC", f.eac, eacWords())
	case f.theme != "" && !slices.Contains(pictureThemes(), f.theme):
		return refuseChoice("theme", f.theme, pictureThemes())
	case f.width != 0 && (f.width < wizard.LeastStillWidth || f.width > wizard.MostStillWidth):
		return refuse(fmt.Sprintf("give %d to %d", wizard.LeastStillWidth, wizard.MostStillWidth), "--width %d is not a width that pages are drawn in", f.width)
	}
	return nil
}

// pictures draws the pages: each in a file of its own, or all of them in one.
func (f formatFlags) pictures(s *steps.Settled) (docs []wizard.Document) {
	theme, width := cmp.Or(f.theme, usualTheme), cmp.Or(f.width, usualWidth)
	paper := picture.Dark
	if theme == usualTheme {
		paper = picture.Light
	}
	stills := wizard.Stills(s.Scenario, steps.State{Answers: s.Said(), EAC: steps.EAC(f.eac), Sample: s.Sample}, theme, width)
	var frames []picture.Frame
	for i, still := range stills {
		frames = append(frames, picture.Frame{
			Title: fmt.Sprintf("%s: %s (%d of %d)", still.Head, still.Title, i+1, len(stills)),
			Says:  fmt.Sprintf("Page %d of %d of the wizard, in a terminal of %d columns", i+1, len(stills), width),
			Text:  still.Frame,
		})
	}
	if f.whole {
		return []wizard.Document{{Format: pictures, Body: picture.SVG(width, paper, frames...)}}
	}
	for i, frame := range frames {
		doc := wizard.Document{Format: pictures, Body: picture.SVG(width, paper, frame)}
		doc.File = fmt.Sprintf("page-%02d-%s.svg", i+1, plainLetters(stills[i].Page))
		docs = append(docs, doc)
	}
	return docs
}

// plainLetters is a page's name in letters that every file system takes.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, s)
}
