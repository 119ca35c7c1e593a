// Package wizard asks the questions of package steps: on full-screen pages that look like the Exchange admin center's,
// or as plain lines. Both drive the same steps.Flow and end with the same documents.
package wizard

import (
	"slices"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/seen"
)

// Document is one rendered document.
type Document = render.Document

// World is what the wizard does outside itself. Its functions are never called while a frame is drawn.
type World struct {
	// Copy puts text on the clipboard and says in a few words which way it went.
	Copy func(text string) (how string, err error)
	// Save writes the documents into a folder, which it makes where it is missing, and returns their paths. Either all
	// are written or, with an error, none is left half written.
	Save func(folder string, docs []Document) (paths []string, err error)
	// KeepAnswers writes the answers so far as an answer file into a folder, however little they are, and returns its path.
	KeepAnswers func(folder string, s *steps.Settled) (path string, err error)
	// Probe looks at live DNS and at servers, once the person asks for it; nil: it cannot look from here.
	Probe Prober
	// ProbeTasks are the tasks that Probe will have for a plan, in its order. It looks at nothing.
	ProbeTasks func(plan seen.Plan) []seen.Task
	// Draft keeps the state so that it survives whatever happens; nil: nothing is kept. It returns once the state of the
	// call before is in the file, so that what is painted after it is at most one state ahead of the draft; it does not
	// wait long for a disk that hangs. durable asks for the state to survive a power cut, as at the turn of a page.
	Draft func(st steps.State, durable bool)
	// Begin says which scenario the drafts from here on are of, where that was chosen in the wizard. May be nil.
	Begin func(sc *steps.Scenario)
	// DraftFailed says why drafts cannot be written; the walk goes on without. May be nil.
	DraftFailed <-chan error
}

// Result is what a walk came to.
type Result struct {
	State   steps.State
	Settled *steps.Settled
	// Kept is true where a document was saved, copied or printed.
	Kept bool
	// Finished is false where the person left before the end.
	Finished bool
	// Print are the documents to put on standard output on leaving.
	Print []Document
	// Saved are the paths of the files that were written.
	Saved []string
}

// made are the documents that there are.
func made(docs []Document) []Document {
	return slices.DeleteFunc(slices.Clone(docs), func(d Document) bool { return d.Refused != nil })
}
