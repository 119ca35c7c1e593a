package render

import (
	"bytes"
	"sync"
)

// buffers are what documents are written in, each as long as a long hand-out; scratches are for parts of them.
var (
	buffers   = sync.Pool{New: func() any { return make([]byte, 0, 160<<10) }}
	scratches = sync.Pool{New: func() any { return make([]byte, 0, 8<<10) }}
)

// newBuffer is what a document is written in, until it is done.
func newBuffer() []byte { return buffers.Get().([]byte) }

// done is the document. Its buffer is left to the next one.
func done(buffer []byte) []byte {
	document := bytes.Clone(buffer)
	buffers.Put(buffer[:0])
	return document
}

// newScratch is what a part of a document is written in, until it is left to the next one: nothing that is kept may be
// in it then.
func newScratch() []byte { return scratches.Get().([]byte) }

func leave(scratch []byte) { scratches.Put(scratch[:0]) }
