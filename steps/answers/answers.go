// Package answers is the answer file: what was said to a scenario's questions, as YAML that a person writes, keeps and
// reads. Its sections are the scenario's parts and its keys their fields, so it knows nothing about any scenario.
//
//	scenario: connector
//	connector:
//	  from: office-365
//	  smart-hosts:
//	    - mx.contoso.com
//
// Read takes untrusted files: it is bounded in time and memory, never panics, and reports everything that is wrong at
// once, with line and column. Write makes the file that Read understands the same way.
package answers

import (
	"fmt"
	"io"

	"eacwizard/steps"
)

// File is an answer file as it was understood.
type File struct {
	Scenario *steps.Scenario
	Answers  steps.Answers // everything that was said and could be taken, asked or not
	Settled  *steps.Settled
	Notes    []string // one line each, for standard error: answers that nobody asked for
}

// Read understands an answer file; name is what problems call it.
//
// Its error is always a *Rejected. A file whose scenario is known is returned beside it with what could be taken, for
// a caller who goes on to ask for the rest; the Problems of its Settled are then part of what was rejected.
func Read(name string, src []byte) (*File, error) { return read(name, src, steps.Scenarios()) }

// ReadFrom is Read for a stream, of which it takes no more than a file may hold. An error that is no *Rejected is the stream's.
func ReadFrom(name string, r io.Reader) (*File, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxBytes+1)) // one more than Read takes, so that it notices
	if err != nil {
		return nil, fmt.Errorf("%s: %w", oneLine(name), err)
	}
	return Read(name, src)
}

func read(name string, src []byte, scenarios []*steps.Scenario) (*File, error) {
	var r reader
	file := r.file(src, scenarios)
	name = oneLine(name)
	if file != nil {
		for _, n := range sorted(r.notes) {
			n.File = name
			file.Notes = append(file.Notes, n.Error())
		}
	}
	if len(r.problems) == 0 {
		return file, nil
	}
	for i := range r.problems {
		r.problems[i].File = name
	}
	return file, &Rejected{sorted(r.problems)}
}
