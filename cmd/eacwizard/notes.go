package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"eacwizard/wizard"
	"eacwizard/wizard/drafts"
	"eacwizard/wizard/present"
)

// notesFlags are the flags of the notes.
type notesFlags struct {
	theme        string
	ascii, lines bool
}

func (p *program) notesCommand() *cobra.Command {
	var f notesFlags
	c := &cobra.Command{
		Use:   "notes [ID]",
		Short: "Show the speaker's notes of a running lesson",
		Example: `  eacwizard notes            in a second terminal, beside eacwizard present
  eacwizard notes --lines    as plain lines`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return refuse("eacwizard notes lists them where several run", "notes follows one lesson at a time")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) (ids []cobra.Completion, _ cobra.ShellCompDirective) {
			if boards, err := p.boards(); err == nil {
				for _, b := range boards.List() {
					ids = append(ids, b.ID)
				}
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.notes(append(args, "")[0], f) },
	}
	p.endHelp(c, func() string {
		return hanging("", "It follows the one lesson that runs, or waits for one. Where several run it lists them, and ID chooses one.")
	})
	c.Flags().BoolVar(&f.lines, "lines", false, "plain lines, each time the lesson goes on")
	c.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	c.Flags().StringVar(&f.theme, "theme", "auto", "`T` is "+list(wizard.Themes(), "or"))
	c.Flags().Lookup("theme").DefValue = ""
	completes(c, "theme", wizard.Themes())
	return c
}

// notes follow a presentation.
func (p *program) notes(id string, f notesFlags) error {
	if !slices.Contains(wizard.Themes(), f.theme) {
		return refuseChoice("theme", f.theme, wizard.Themes())
	}
	boards, err := p.boards()
	if err != nil {
		return err
	}
	running := boards.List()
	switch {
	case id != "" && !slices.ContainsFunc(running, func(b drafts.Posted) bool { return b.ID == id }):
		return refuse("eacwizard notes follows the one that runs", "no lesson with the ID %q runs", id)
	case id == "" && len(running) > 1:
		r := &refusal{says: "several lessons are running", hint: "name one: eacwizard notes " + running[0].ID}
		for _, b := range running {
			r.details = append(r.details, aboutBoard(b))
		}
		return r
	}
	ctx, release := withSignals(context.Background())
	defer release()
	follower := &follower{boards: boards, id: id}
	s := p.streams(f.lines)
	if s.lines || s.dumb || s.accessible || !s.stdout {
		return p.notesByLines(ctx, follower, func() <-chan time.Time { return time.After(present.LookEvery) })
	}
	screen, err := p.screen("the notes")
	if err != nil {
		return err
	}
	o := wizard.Options{Context: ctx, In: terminal(p.stdin), Out: screen, ASCII: f.ascii, Theme: f.theme, NoColor: p.env("NO_COLOR") != ""}
	return wizard.Show(present.NewNotes(wizard.NewLook(o), follower.find, time.Now), o)
}

// aboutBoard is a running lesson in a line.
func aboutBoard(b drafts.Posted) string {
	sheet, err := present.DecodeSheet(b.Data)
	if err != nil {
		return b.ID
	}
	return fmt.Sprintf("%s  %s, step %d of %d", b.ID, sheet.Lesson, sheet.Step, sheet.Of)
}

// notesByLines prints the notes whenever they change, until the lesson ends; later says when to look again.
func (p *program) notesByLines(ctx context.Context, f *follower, later func() <-chan time.Time) error {
	for last, ran := "", false; ; {
		found := f.find()
		text, to := found.Sheet.Text(), p.stdout
		switch {
		case found.Running:
			ran = true
		case ran:
			return nil
		default:
			text, to = cmp.Or(found.Says, "No lesson is running. Waiting for one; Ctrl+C leaves."), p.stderr
		}
		if text != last {
			if _, err := fmt.Fprintln(to, text); err != nil {
				return err
			}
			last = text
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-later():
		}
	}
}

// follower finds the lesson that the notes are of, and stays with it as long as it runs.
type follower struct {
	boards *drafts.Boards
	id     string
}

func (f *follower) find() present.Found {
	if f.id == "" {
		running := f.boards.List()
		if len(running) == 0 {
			return present.Found{}
		}
		f.id = running[0].ID // the newest
	}
	b, err := f.boards.Read(f.id)
	if err != nil || !b.Alive {
		f.id = ""
		return present.Found{}
	}
	sheet, err := present.DecodeSheet(b.Data)
	if err != nil {
		return present.Found{Says: "The lesson that runs is another version's: what it shows cannot be read."}
	}
	return present.Found{Sheet: sheet, Running: true}
}
