package drafts

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"eacwizard/steps"
	"eacwizard/wizard/stack"
)

// How long a disk that hangs holds up a Put, and an end.
const (
	patience     = 250 * time.Millisecond
	lastPatience = 5 * time.Second
)

// Writer keeps one draft up to date. Its methods may be called from any goroutine. Close or Discard has to end it.
//
// At most one goroutine writes, and only while there is something to write; at most one more waits for the disk to have
// it for good, which may take as long as many keys.
type Writer struct {
	store    *Store
	id       string
	scenario string
	report   func(error)

	mu      sync.Mutex
	newest  steps.State
	given   bool          // newest is a state: Put or Close gave one
	waiting bool          // newest has still to be written
	running chan struct{} // closed when the goroutine that writes is done; nil while there is none
	hanging chan struct{} // the one that Put no longer waits for
	there   bool          // the draft has a file
	closed  bool          // nothing more is taken

	durable   bool          // the next write has to be synced
	unsynced  bool          // a power cut may take what the file holds
	syncing   chan struct{} // closed when the goroutine that syncs is done; nil while there is none
	syncAgain bool          // something was written since it began

	failures [2]error // why the last write and the last sync failed, or nil
	failure  error    // what Close returns

	ending sync.Once

	// For the goroutine that writes, and after it for whoever ends the writer.
	lock  *lock
	saved []byte // what the last write wrote; nil: nothing, or not known
}

// Which of a writer's failures is meant.
const (
	ofWriting = iota
	ofSyncing
)

// Path is where the draft is, or "" while it has no file because there was nothing to keep, or no way to.
func (w *Writer) Path() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.there {
		return ""
	}
	return w.store.path(w.id, draftFile)
}

// Put has a state written and returns before that is done, but not before the write of the Put before is. So the file
// is never more than one state behind the last Put that returned. A disk that hangs holds up a single Put, for a moment
// only: until it answers none waits any more, and once it does the newest state is written. With durable that state, or
// the one that overtakes it, is made to survive a power cut, which no Put waits for.
//
// The state must not be changed afterwards, which Flow.State promises. A state without answers and without text still
// to be added has no file. After Close or Discard, Put does nothing.
func (w *Writer) Put(st steps.State, durable bool) {
	w.awaitWrite()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.newest, w.given = st, true
		w.wake(durable)
	}
}

// awaitWrite waits for the write that runs, unless it has been waited for in vain.
func (w *Writer) awaitWrite() {
	w.mu.Lock()
	running, hanging := w.running, w.hanging
	w.mu.Unlock()
	if running == hanging || wait(running, patience) {
		return
	}
	w.mu.Lock()
	w.hanging = running
	w.mu.Unlock()
}

// wait reports whether a goroutine ended in time. A nil one has.
func wait(done <-chan struct{}, most time.Duration) bool {
	if done == nil {
		return true
	}
	late := time.NewTimer(most)
	defer late.Stop()
	select {
	case <-done:
		return true
	case <-late.C:
		return false
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
// done, and gives the draft free. It returns why that failed; what was written before then stays. Calls after the first
// wait for it and return the same.
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
		w.failure = w.end()
	})
	return w.failure
}

// Discard ends the writer without another write and deletes the draft, as it also does after Close. It fails where the
// file cannot be removed, and with ErrInUse where another wizard has taken the draft over since it was closed.
func (w *Writer) Discard() error {
	w.ending.Do(func() {
		w.mu.Lock()
		w.closed, w.waiting = true, false
		w.mu.Unlock()
		w.end() // what was not written does not matter any more
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

// end waits for the goroutines, gives the lock back, and returns why the last write or sync failed. A disk that never
// answers keeps the lock: its goroutine may still need it, and it ends with the process.
func (w *Writer) end() error {
	w.mu.Lock()
	running := w.running
	w.mu.Unlock()
	ended := wait(running, lastPatience)
	w.mu.Lock()
	syncing := w.syncing // the last write may have begun it
	w.mu.Unlock()
	if !ended || !wait(syncing, lastPatience) {
		return fmt.Errorf("the disk with %s has not answered for %s; see whether it is full, or not connected", w.store.folder, lastPatience)
	}
	w.unlock()
	return w.ails()
}

// ails is why the last write or sync failed, or nil.
func (w *Writer) ails() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return cmp.Or(w.failures[ofWriting], w.failures[ofSyncing])
}

// run writes until nothing waits.
func (w *Writer) run(done chan struct{}) {
	stack.Grow()
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
		err := w.write(st)
		w.settle(ofWriting, err, durable)
		if err == nil && durable {
			w.beginSync()
		}
	}
}

// beginSync has the file synced, aside where that does not keep it from being replaced.
func (w *Writer) beginSync() {
	w.mu.Lock()
	begin := w.unsynced && w.syncing == nil
	w.syncAgain = w.unsynced && !begin
	done := w.syncing
	if begin {
		done = make(chan struct{})
		w.syncing = done
	}
	w.mu.Unlock()
	switch {
	case !begin:
	case replacesOpened:
		go w.sync(done)
	default:
		w.sync(done)
	}
}

// sync brings what the file holds to the disk itself, until that is what was asked for last.
func (w *Writer) sync(done chan struct{}) {
	defer close(done)
	for again := true; again; {
		w.mu.Lock()
		w.unsynced, w.syncAgain = false, false // what is written from here on may not be part of it
		w.mu.Unlock()
		err := w.store.sync(w.id)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil // the draft has become empty, or someone has removed it: nothing is left to lose
		}
		w.settle(ofSyncing, err, err != nil)
		w.mu.Lock()
		w.unsynced = w.unsynced || err != nil
		if again = w.syncAgain && err == nil; !again {
			w.syncing = nil
		}
		w.mu.Unlock()
	}
}

// settle notes how a write or a sync went and reports the first failure of a row, unless Close is there to return it.
// One that failed and was to be durable is owed.
func (w *Writer) settle(which int, err error, durable bool) {
	w.mu.Lock()
	well := w.failures == [2]error{}
	w.failures[which] = err
	w.durable = w.durable || err != nil && durable
	tell := err != nil && well && !w.closed
	w.mu.Unlock()
	if tell && w.report != nil {
		w.report(err)
	}
}

// write brings the draft's file to a state.
func (w *Writer) write(st steps.State) error {
	if blank(st) {
		return w.clear()
	}
	data, err := encode(w.scenario, st)
	if err == nil && bytes.Equal(data, w.saved) && w.store.has(w.id) {
		return nil
	}
	if err == nil {
		err = w.save(data)
	}
	if errors.Is(err, fs.ErrNotExist) { // someone has removed the folder: make a new one
		w.unlock()
		err = w.save(data)
	}
	if err != nil {
		return err
	}
	w.saved = data
	w.mu.Lock()
	w.there, w.unsynced = true, true
	w.mu.Unlock()
	return nil
}

// save writes the file once the draft is this writer's.
func (w *Writer) save(data []byte) error {
	if err := w.hold(); err != nil {
		return err
	}
	return w.store.save(w.id, data)
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
		return fmt.Errorf("the draft cannot be removed, though it holds nothing any more: %w", err)
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
