package render

import (
	"slices"
	"sync"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// Maker makes the documents of one set-up after another, in memory that is used again: half a megabyte a set-up is much
// to ask for, and to collect, a thousand times. The zero value is ready. It is for one goroutine.
type Maker struct {
	free, written [][]byte
}

// All is what the function All makes. The bodies stand until the next call.
func (m *Maker) All(s *steps.Settled) ([]Document, error) {
	up, problems := s.SetUp()
	if len(problems) > 0 {
		return nil, &Unfinished{problems}
	}
	src := m.source(s, up)
	docs := make([]Document, 0, len(formats))
	for _, f := range formats {
		if f.useful == nil || f.useful(src) {
			body, err := f.make(src)
			docs = append(docs, Document{f.Format, body, err})
		}
	}
	return docs, nil
}

// source is what the documents are made from. What was written before may be written over from now on.
func (m *Maker) source(s *steps.Settled, up mailflow.SetUp) *source {
	m.free, m.written = append(m.free, m.written...), m.written[:0]
	src := newSource(s, up)
	src.maker = m
	return src
}

// sheet is what a document is written on, until it is done. The one used longest ago is used first: a document meets the
// memory that it filled the last time.
func (m *Maker) sheet() []byte {
	if len(m.free) == 0 {
		return make([]byte, 0, 8<<10)
	}
	sheet := m.free[0]
	m.free = slices.Delete(m.free, 0, 1)
	return sheet[:0]
}

// done is the document.
func (m *Maker) done(sheet []byte) []byte {
	m.written = append(m.written, sheet)
	return sheet
}

// scratches are for parts of documents.
var scratches = sync.Pool{New: func() any { return make([]byte, 0, 8<<10) }}

// newScratch is what a part of a document is written in, until it is left to the next one: nothing that is kept may be
// in it then.
func newScratch() []byte { return scratches.Get().([]byte) }

func leave(scratch []byte) { scratches.Put(scratch[:0]) }
