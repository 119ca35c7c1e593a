package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/wizard"
	"eacwizard/wizard/present"
)

// presentFlags are the flags of the presenter.
type presentFlags struct {
	theme, eac   string
	ascii, print bool
	speed        int
}

// The pace of the letters: what a practised hand types, and what no eye follows any more.
const (
	naturalSpeed = 14
	mostSpeed    = 200
)

func (p *program) presentCommand() *cobra.Command {
	var f presentFlags
	c := &cobra.Command{
		Use:   "present [SCENARIO | FILE]",
		Short: "Show a scenario to an audience, step by step",
		Example: `  eacwizard present                                the lessons there are
  eacwizard present add-on-service                 show one
  eacwizard present --print add-on-service         print it, to write your own
  eacwizard present my-lesson.yaml                 show your own`,
		Long: `The lesson plays itself and waits for a key at every step: space goes on, ← goes
back, l lists the steps. f leaves the script: the wizard's own keys work, and F9
or Ctrl+N goes on where the lesson was left. eacwizard notes, in a second
terminal, shows the speaker's notes.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return refuse("eacwizard present lists the lessons", "present shows one lesson at a time")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return scenarioIDs(), cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				if f.print {
					return refuse("eacwizard present lists the lessons", "--print needs the name of a ready lesson")
				}
				return p.listLessons()
			}
			if f.print {
				return p.printLesson(args[0])
			}
			return p.present(args[0], f)
		},
	}
	c.Flags().IntVar(&f.speed, "type-speed", naturalSpeed, "`LETTERS` a second in which answers are typed; 0: at once")
	c.Flags().StringVar(&f.eac, "eac", "", "show the pages of the `E` EAC: "+list(eacWords(), "or"))
	c.Flags().BoolVar(&f.print, "print", false, "print the ready lesson, to write your own from it")
	c.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	c.Flags().StringVar(&f.theme, "theme", "high-contrast", "`T` is "+list(wizard.Themes(), "or"))
	completes(c, "eac", eacWords())
	completes(c, "theme", wizard.Themes())
	return c
}

// listLessons says what there is to show.
func (p *program) listLessons() error {
	all, err := present.ReadyAll()
	if err != nil {
		return err
	}
	for _, l := range all {
		said := l.Scenario.ID + "\n" + hanging("  ", l.Title+".") + "\n" + hanging("  for: ", l.Audience)
		if _, err := fmt.Fprintln(p.stdout, said); err != nil {
			return err
		}
	}
	fmt.Fprintln(p.stderr, "eacwizard present NAME shows one; eacwizard notes has what to say to it.")
	return nil
}

func (p *program) printLesson(name string) error {
	src, err := present.Source(name)
	if err != nil {
		return refuseChoice("lesson", name, scenarioIDs())
	}
	_, err = p.stdout.Write(src)
	return err
}

// lesson is the ready one of that name, or the one in a file.
func (p *program) lesson(name string) (*present.Lesson, error) {
	if slices.Contains(scenarioIDs(), name) {
		return present.Ready(name)
	}
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) && !strings.ContainsAny(name, `./\`) {
		return nil, refuseChoice("lesson", name, scenarioIDs())
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, cause(err))
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, 2<<20)) // twice what a lesson may hold, so that it is noticed
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, cause(err))
	}
	l, err := present.Read(name, src)
	if rejected := (*answers.Rejected)(nil); errors.As(err, &rejected) {
		r := &refusal{says: "the lesson cannot be shown"}
		for _, b := range rejected.Problems {
			r.details = append(r.details, b.Error())
		}
		return nil, r
	}
	return l, err
}

// present shows a lesson on the full screen.
func (p *program) present(name string, f presentFlags) error {
	if !slices.Contains(wizard.Themes(), f.theme) {
		return refuseChoice("theme", f.theme, wizard.Themes())
	}
	if f.eac != "" && !slices.Contains(eacWords(), f.eac) {
		return refuseChoice("EAC", f.eac, eacWords())
	}
	if f.speed < 0 || f.speed > mostSpeed {
		return refuse(fmt.Sprintf("give a number from 0 to %d; 0 shows answers at once", mostSpeed), "--type-speed %d is no pace to type at", f.speed)
	}
	lesson, err := p.lesson(name)
	if err != nil {
		return err
	}
	screen, err := p.screen("a lesson")
	if err != nil {
		return err
	}
	ctx, release := withSignals(context.Background())
	defer release()
	var wrote written
	show := p.poster()
	o := wizard.Options{Context: ctx, In: terminal(p.stdin), Out: screen, ASCII: f.ascii, Theme: f.theme, NoColor: p.env("NO_COLOR") != ""}
	m := present.New(lesson, wizard.NewLook(o), present.Options{
		EAC: steps.EAC(f.eac), Speed: f.speed, World: p.world(screen, &wrote), Post: show.post,
	})
	err = wizard.Show(m, o)
	show.end()
	if printing := p.print(m.Print()); err == nil {
		err = printing
	}
	p.tellSaved(wrote.all())
	return err
}

// screen is the terminal to show something on. Nobody sees a full screen on a pipe, or with a terminal or a voice that
// takes lines.
func (p *program) screen(what string) (*os.File, error) {
	switch how, why := p.streams(false).manner(); how {
	case onStdout:
		return terminal(p.stdout), nil
	case onStderr:
		return terminal(p.stderr), nil
	case byLines:
		return nil, refuse("unset ACCESSIBLE, or use another terminal than TERM=dumb", "%s is shown on the full screen", what)
	default:
		return nil, refuse("start it in a terminal", "%s cannot be shown: %s", what, why)
	}
}
