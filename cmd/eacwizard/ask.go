package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// ask asks in one manner or the other. A panic becomes an error, so that what was answered is still kept.
func (p *program) ask(ctx context.Context, how manner, flow *steps.Flow, f wizardFlags, wrote *written, keep *keeper) (_ wizard.Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = wizard.Caught(r)
		}
	}()
	if how == byLines {
		return p.askByLines(ctx, flow, f, wrote, keep)
	}
	return p.askOnScreen(ctx, how, flow, f, wrote, keep)
}

// lent is what the wizard may do outside itself, drafts included.
func (p *program) lent(screen *os.File, wrote *written, keep *keeper) wizard.World {
	w := keep.lend(p.world(screen, wrote))
	if p.between != nil {
		w = p.between(w)
	}
	return w
}

// askOnScreen asks on full-screen pages.
func (p *program) askOnScreen(ctx context.Context, how manner, flow *steps.Flow, f wizardFlags, wrote *written, keep *keeper) (wizard.Result, error) {
	screen := terminal(p.stdout)
	if how == onStderr {
		screen = terminal(p.stderr)
	}
	var offers []wizard.Offer
	if !f.begins() {
		offers = keep.offers()
	}
	return wizard.Run(flow, wizard.Options{
		Context: ctx,
		In:      terminal(p.stdin), Out: screen,
		ASCII: f.ascii, Theme: f.theme, NoColor: p.env("NO_COLOR") != "",
		Folder: f.out, World: p.lent(screen, wrote, keep), Offers: offers, Choose: f.choose(),
	})
}

// askByLines asks in plain lines. Where a signal comes it leaves the reader behind, which waits for a line that nobody
// will type.
func (p *program) askByLines(ctx context.Context, flow *steps.Flow, f wizardFlags, wrote *written, keep *keeper) (result wizard.Result, err error) {
	type end struct {
		result wizard.Result
		err    error
	}
	ended := make(chan end, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				ended <- end{err: wizard.Caught(r)}
			}
		}()
		in, asked := bufio.NewReader(p.stdin), flow // a draft that is gone on with has decided what to set up
		if terminal(p.stdin) != nil && !f.begins() {
			resumed, err := keep.offerByLines(in, p.stderr, flow)
			if err != nil {
				ended <- end{err: err}
				return
			}
			flow = resumed
		}
		result, err := wizard.Lines(flow, wizard.LinesOptions{
			In: in, Say: p.stderr, Print: p.stdout, Choose: f.choose() && flow == asked,
			Folder: f.out, World: p.lent(terminal(p.stderr), wrote, keep),
		})
		ended <- end{result, err}
	}()
	select {
	case e := <-ended:
		result, err = e.result, e.err
		if errors.Is(err, io.ErrUnexpectedEOF) && terminal(p.stdin) != nil {
			err = wizard.ErrLeft // Ctrl+D
		}
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	if err != nil {
		fmt.Fprintln(p.stderr) // the cursor stands behind a question
	}
	return result, err
}

// leaving adds to the error of a walk that did not get to its end that nothing is left of it, where that is so.
func (w *written) leaving(err error) error {
	if len(w.all()) == 0 && (errors.Is(err, wizard.ErrLeft) || errors.As(err, new(stopped))) {
		return fmt.Errorf("%w; nothing was saved", err)
	}
	return err
}

// farewell prints what was asked for and says in a few plain words what came of the walk: the full screen is gone by now.
func (p *program) farewell(r wizard.Result, wrote *written, err error) error {
	if printing := p.print(r.Print); err == nil {
		err = printing
	}
	paths := wrote.all()
	if r.Finished {
		for _, s := range r.Settled.Review()[:2] {
			fmt.Fprintf(p.stderr, "%s: %s\n", s.Title, strings.Join(s.Lines, ", "))
		}
		if len(paths) == 0 && len(r.Print) == 0 {
			fmt.Fprintln(p.stderr, "No document was saved or printed.")
		}
	}
	p.tellSaved(paths)
	return err
}

// print puts documents on standard output, an empty line between them.
func (p *program) print(docs []wizard.Document) error {
	for i, d := range docs {
		if i > 0 {
			d.Body = append([]byte("\n"), d.Body...)
		}
		if _, err := p.stdout.Write(d.Body); err != nil {
			return fmt.Errorf("printing %s: %w", d.ID, err)
		}
	}
	return nil
}
