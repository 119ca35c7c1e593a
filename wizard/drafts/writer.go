package drafts

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"eacwizard/steps"
)

// Writer keeps one draft up to date. Its methods may be called from any goroutine. Close or Discard has to end it.
//
// At most one goroutine writes, and only while there is something to write.
type Writer struct {
	store    *Store
	id       string
	scenario string
	report   func(error)

	mu      sync.Mutex
	newest  steps.State
	given   bool          // newest is a state: Put or Close gave one
	waiting bool          // newest has still to be written
	durable bool          // the next write has to survive a power cut
	running chan struct{} // closed when the goroutine is done; nil while there is none
	ailing  bool          // the last write failed
	failure error         // what Close returns: why the last write failed, or nil
	there   bool          // the draft has a file
	closed  bool          // nothing more is taken

	ending sync.Once

	// For the goroutine alone, and after it for whoever ends the writer.
	lock   *lock
	saved  []byte // what the last write wrote; nil: nothing, or not known
	synced bool   // it survives a power cut
}

// ID is the draft's, also before it has a file.
func (w *Writer) ID() string { return w.id }

// Path is where the draft is, or "" while it has no file because there was nothing to keep, or no way to.
func (w *Writer) Path() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.there {
		return ""
	}
	return w.store.path(w.id, draftFile)
}

// Put has a state written, and never waits for it: a write begins at once, or as soon as the one that runs has ended.
// Of the states that came meanwhile only the newest is written. With durable it, or the one that overtakes it, survives
// a power cut once written. The state must not be changed afterwards, which Flow.State promises.
//
// A state without answers and without text still to be added has no file. After Close or Discard, Put does nothing.
func (w *Writer) Put(st steps.State, durable bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.newest, w.given = st, true
		w.wake(durable)
	}
}

// wake sees to it that newest is written. The caller holds mu.
func (w *Writer) wake(durable bool) {
	w.waiting, w.durable = true, w.durable || durable
	if w.running == nil {
		w.running = make(chan struct{})
		go w.run(w.running)
	}
}

// Close writes the newest state, which is final unless that is nil, so that it survives a power cut, waits until that is
// done, and gives the draft free. It returns why that write failed; what was written before then stays. Calls after the
// first wait for it and return the same.
func (w *Writer) Close(final *steps.State) error {
	w.ending.Do(func() {
		w.mu.Lock()
		w.closed = true
		if final != nil {
			w.newest, w.given = *final, true
		}
		if w.given {
			w.wake(true)
		}
		w.mu.Unlock()
		w.end()
	})
	return w.failure
}

// Discard ends the writer without another write and deletes the draft, as it also does after Close. It fails where the
// file can not be removed, and with ErrInUse where another wizard has taken the draft over since it was closed.
func (w *Writer) Discard() error {
	w.ending.Do(func() {
		w.mu.Lock()
		w.closed, w.waiting = true, false
		w.mu.Unlock()
		w.end()
		w.failure = nil // what was not written does not matter any more
	})
	err := w.store.Delete(w.id)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err == nil {
		w.setThere(false)
	}
	return err
}

// end waits for the goroutine and gives the lock back.
func (w *Writer) end() {
	w.mu.Lock()
	running := w.running
	w.mu.Unlock()
	if running != nil {
		<-running
	}
	w.unlock()
}

// run writes until nothing waits.
func (w *Writer) run(done chan struct{}) {
	defer close(done)
	for {
		w.mu.Lock()
		if !w.waiting {
			w.running = nil
			w.mu.Unlock()
			return
		}
		st, durable := w.newest, w.durable
		w.waiting, w.durable = false, false
		w.mu.Unlock()
		w.settle(w.write(st, durable), durable)
	}
}

// settle notes how a write went and reports the first failure of a row, unless Close is there to return it.
func (w *Writer) settle(err error, durable bool) {
	w.mu.Lock()
	tell := err != nil && !w.ailing && !w.closed
	w.ailing, w.failure = err != nil, err
	if err != nil && durable {
		w.durable = true // still owed
	}
	w.mu.Unlock()
	if tell && w.report != nil {
		w.report(err)
	}
}

// write brings the draft's file to a state.
func (w *Writer) write(st steps.State, durable bool) error {
	if blank(st) {
		return w.clear()
	}
	data, err := encode(w.scenario, st)
	if err == nil && bytes.Equal(data, w.saved) && (w.synced || !durable) {
		return nil
	}
	if err == nil {
		err = w.save(data, durable)
	}
	if errors.Is(err, fs.ErrNotExist) { // someone has removed the folder: make a new one
		w.unlock()
		err = w.save(data, durable)
	}
	if err != nil {
		return fmt.Errorf("the draft can not be kept: %w; until that is put right, closing eacwizard loses what is typed from now on", err)
	}
	w.saved, w.synced = data, durable
	w.setThere(true)
	return nil
}

// save writes the file once the draft is this writer's.
func (w *Writer) save(data []byte, durable bool) error {
	if err := w.hold(); err != nil {
		return err
	}
	return w.store.save(w.id, data, durable)
}

// clear removes the file of a draft that has become empty.
func (w *Writer) clear() error {
	if w.Path() == "" {
		return nil
	}
	err := w.hold()
	if err == nil {
		err = w.store.disk.Remove(w.store.path(w.id, draftFile))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the draft can not be removed, though it holds nothing any more: %w", err)
	}
	w.saved = nil
	w.setThere(false)
	return nil
}

// hold takes the lock, unless this writer has it.
func (w *Writer) hold() error {
	if w.lock != nil {
		return nil
	}
	if err := w.store.disk.MakeFolder(w.store.folder); err != nil {
		return err
	}
	l, err := acquire(w.store.path(w.id, lockFile))
	w.lock = l
	return err
}

func (w *Writer) unlock() {
	w.lock.release()
	w.lock = nil
}

func (w *Writer) setThere(there bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.there = there
}

// blank reports a state that nobody would miss.
func blank(st steps.State) bool {
	for _, text := range st.Pending {
		if text != "" {
			return false
		}
	}
	return len(st.Answers) == 0
}
