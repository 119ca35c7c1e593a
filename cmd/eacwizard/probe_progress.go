package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// progress is a line that counts tasks and seconds on a terminal. It is drawn with spaces and carriage returns alone,
// which every terminal knows. Its zero value shows nothing.
type progress struct {
	to    io.Writer // nil: nobody looks
	all   int
	limit time.Duration
	began time.Time
	stop  chan struct{}
	done  sync.WaitGroup

	mu    sync.Mutex
	ended int
	width int // of what is on the line now
}

// progress begins to show where a person looks at a terminal that can have a line rewritten.
func (p *program) progress(all int, limit time.Duration) *progress {
	on := p.streams(false)
	if !on.stderr || on.dumb || on.accessible {
		return &progress{}
	}
	g := &progress{to: p.stderr, all: all, limit: limit, began: time.Now(), stop: make(chan struct{})}
	g.locked(g.draw)
	g.done.Go(g.tick)
	return g
}

// tick keeps the seconds going while no task ends.
func (g *progress) tick() {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		select {
		case <-second.C:
			g.locked(g.draw)
		case <-g.stop:
			return
		}
	}
}

// step counts a task that ended. Meanwhile the line is off, so that print can use the same terminal.
func (g *progress) step(print func()) {
	g.locked(func() {
		g.ended++
		if print != nil {
			g.clear()
			print()
		}
		g.draw()
	})
}

// end takes the line off.
func (g *progress) end() {
	if g.to == nil {
		return
	}
	close(g.stop)
	g.done.Wait()
	g.locked(g.clear)
}

func (g *progress) locked(do func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	do()
}

func (g *progress) draw() {
	if g.to == nil {
		return
	}
	line := fmt.Sprintf("%d of %d done, %d of at most %d seconds; Ctrl+C stops", g.ended, g.all,
		int(time.Since(g.began).Seconds()), int(g.limit.Round(time.Second).Seconds()))
	fmt.Fprintf(g.to, "\r%s%s", line, strings.Repeat(" ", max(g.width-len(line), 0)))
	g.width = len(line)
}

func (g *progress) clear() {
	if g.width > 0 {
		fmt.Fprintf(g.to, "\r%s\r", strings.Repeat(" ", g.width))
		g.width = 0
	}
}
