package main

import (
	"sync"
	"time"

	"eacwizard/wizard/drafts"
	"eacwizard/wizard/present"
)

// poster shows the notes of a presentation to other terminals. Where it cannot, the presentation goes on without.
type poster struct {
	board  *drafts.Board
	began  time.Time
	newest chan present.Sheet // at most one: the newest
	ended  sync.WaitGroup
}

// poster is one at work.
func (p *program) poster() *poster {
	q := &poster{began: time.Now(), newest: make(chan present.Sheet, 1)}
	boards, err := p.boards()
	if err == nil {
		q.board, err = boards.Up()
	}
	if err != nil {
		return q
	}
	q.ended.Go(func() {
		for sheet := range q.newest {
			sheet.Began = q.began
			if data, err := sheet.Encode(); err == nil {
				_ = q.board.Write(data) // the next one is tried again
			}
		}
	})
	return q
}

// post hands a sheet over and does not wait: one that nobody has written yet is no longer of interest. It is called from
// one goroutine at a time.
func (q *poster) post(s present.Sheet) {
	if q.board == nil {
		return
	}
	select {
	case <-q.newest:
	default:
	}
	q.newest <- s
}

// end takes the notes away.
func (q *poster) end() {
	close(q.newest)
	q.ended.Wait()
	if q.board != nil {
		_ = q.board.Down() // a reader sees anyway that nobody holds it any more
	}
}

func (p *program) boards() (*drafts.Boards, error) {
	folder, err := drafts.Folder(p.env)
	if err != nil {
		return nil, err
	}
	return drafts.OpenBoards(folder)
}
