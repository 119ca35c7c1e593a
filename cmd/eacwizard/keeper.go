package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"eacwizard/steps"
	"eacwizard/wizard"
	"eacwizard/wizard/drafts"
)

// keeper keeps the draft of one walk, and knows the drafts of earlier ones. Where drafts cannot be kept it says so
// once and does nothing.
type keeper struct {
	store  *drafts.Store
	failed chan error

	mu       sync.Mutex
	writer   *drafts.Writer
	scenario string
	left     map[string]*drafts.Writer // walks of other scenarios that were begun in this run, by scenario
}

// keeper is nil where the person asked for no draft.
func (p *program) keeper(wanted bool, sc *steps.Scenario) *keeper {
	if !wanted {
		return nil
	}
	k := &keeper{failed: make(chan error, 1), scenario: sc.ID, left: map[string]*drafts.Writer{}}
	store, err := p.drafts()
	if err == nil {
		k.store = store
		k.writer, err = store.Start(sc.ID, k.report)
	}
	if err != nil {
		k.report(err)
	}
	return k
}

func (p *program) drafts() (*drafts.Store, error) {
	folder, err := drafts.Folder(p.env)
	if err != nil {
		return nil, err
	}
	return drafts.Open(folder)
}

// report never waits: whoever listens hears of the first failure.
func (k *keeper) report(err error) {
	select {
	case k.failed <- err:
	default:
	}
}

func (k *keeper) current() *drafts.Writer {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.writer
}

func (k *keeper) put(st steps.State, durable bool) {
	if w := k.current(); w != nil {
		w.Put(st, durable)
	}
}

// lend lets a world keep drafts.
func (k *keeper) lend(w wizard.World) wizard.World {
	if k != nil {
		w.Draft, w.DraftFailed, w.Begin = k.put, k.failed, k.begin
	}
	return w
}

// begin keeps the draft of a walk of that scenario from here on. What was kept of another one stays a draft.
func (k *keeper) begin(sc *steps.Scenario) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.store == nil || sc.ID == k.scenario {
		return
	}
	w, err := k.left[sc.ID], error(nil)
	if w == nil {
		w, err = k.store.Start(sc.ID, k.report)
	}
	if err != nil {
		k.report(err)
		return
	}
	delete(k.left, sc.ID)
	if k.writer != nil {
		k.left[k.scenario] = k.writer
	}
	k.writer, k.scenario = w, sc.ID
}

// endOthers lets the drafts of the other walks of this run go as they are.
func (k *keeper) endOthers(stderr io.Writer) {
	for _, w := range k.left {
		if err := w.Close(nil); err != nil {
			fmt.Fprintf(stderr, "eacwizard: the draft could not be written: %v\n", err)
		}
	}
}

// resume takes a draft over in place of the one that was begun.
func (k *keeper) resume(id string) (*steps.Scenario, steps.State, []string, error) {
	if k == nil || k.store == nil {
		return nil, steps.State{}, nil, errors.New("drafts cannot be read here")
	}
	d, w, err := k.store.Resume(id, k.report)
	if err != nil {
		return nil, steps.State{}, nil, err
	}
	sc, err := findScenario(d.Scenario)
	if err != nil {
		return nil, steps.State{}, nil, errors.Join(err, w.Close(nil))
	}
	k.mu.Lock()
	before := k.writer
	k.writer, k.scenario = w, sc.ID
	k.mu.Unlock()
	if before != nil {
		before.Discard() // nothing was written to it yet
	}
	return sc, d.State, d.Left, nil
}

// offers are the drafts that can be gone on with, newest first.
func (k *keeper) offers() (out []wizard.Offer) {
	if k == nil || k.store == nil {
		return nil
	}
	list, _ := k.store.List() // those that cannot be read are listed by the command
	for _, d := range list {
		if !d.InUse {
			out = append(out, wizard.Offer{ID: d.ID, Says: describe(d), Resume: func() (*steps.Scenario, steps.State, []string, error) { return k.resume(d.ID) }})
		}
	}
	return out
}

// end lets the draft go once its documents were taken along; else it keeps the last state, says where it is, and
// reports that it is kept.
func (k *keeper) end(r wizard.Result, stderr io.Writer) (kept bool) {
	if k == nil || k.current() == nil {
		return false
	}
	k.endOthers(stderr)
	w := k.current()
	if r.Finished && r.Kept {
		if err := w.Discard(); err != nil {
			fmt.Fprintf(stderr, "eacwizard: the draft could not be removed: %v\n", err)
		}
		return false
	}
	var last *steps.State
	if r.Settled != nil { // a line mode that a signal ended has handed over every answer already
		last = &r.State
	}
	err := w.Close(last)
	switch path := w.Path(); {
	case err != nil:
		fmt.Fprintf(stderr, "eacwizard: the draft could not be written: %v\n", err)
	case path != "":
		fmt.Fprintf(stderr, "Your answers are kept as a draft: %s\nStart eacwizard again to go on where you stopped.\n", path)
		return true
	}
	return false
}

// describe is a draft in a few words: what it is called, where it stands, and how old it is.
func describe(d drafts.Draft) string {
	what := d.Scenario
	if sc, ok := steps.Find(d.Scenario); ok {
		flow := steps.NewFlow(sc, d.State)
		what = sc.Title
		for _, q := range flow.Settled().Asked {
			if q.Said && q.Open && q.Name == "name" {
				what = q.Value.Text()
				break
			}
		}
		what += ", at " + flow.Page().Rail
	}
	return what + ", " + age(time.Since(d.Saved))
}

func age(d time.Duration) string {
	for _, unit := range []struct {
		d    time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / unit.d); n == 1 {
			return "1 " + unit.name + " ago"
		} else if n > 1 {
			return fmt.Sprintf("%d %ss ago", n, unit.name)
		}
	}
	return "just now"
}

// offerByLines asks in line mode whether to go on with the newest draft. The flow stays as it is where the answer is no.
func (k *keeper) offerByLines(in *bufio.Reader, say io.Writer, flow *steps.Flow) (*steps.Flow, error) {
	offers := k.offers()
	if len(offers) == 0 {
		return flow, nil
	}
	fmt.Fprintf(say, "There is a draft: %s. Go on with it? [Y/n]: ", strings.Map(harmlessly, offers[0].Says))
	line, err := in.ReadString('\n')
	if err != nil {
		return nil, wizard.ErrLeft
	}
	if slices.Contains([]string{"n", "no"}, strings.ToLower(strings.TrimSpace(line))) {
		return flow, nil
	}
	sc, st, left, err := offers[0].Resume()
	if err != nil {
		return nil, err
	}
	for _, s := range left {
		fmt.Fprintf(say, "Not taken over: %s\n", strings.Map(harmlessly, s))
	}
	return steps.NewFlow(sc, st), nil
}
