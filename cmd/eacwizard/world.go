package main

import (
	"context"
	"os"
	"slices"
	"sync"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/seen"
	"eacwizard/wizard"
	"eacwizard/wizard/clip"
	"eacwizard/wizard/probe"
)

// world is what the wizard may do outside itself. The screen is the terminal that the person looks at, if there is one.
func (p *program) world(screen *os.File, wrote *written) wizard.World {
	clipboard := clip.New(nil, p.env)
	if screen != nil {
		clipboard = clip.New(screen, p.env)
	}
	return wizard.World{
		Copy: clipboard.Copy,
		Save: func(folder string, docs []wizard.Document) ([]string, error) {
			paths, err := save(folder, docs)
			wrote.add(paths...)
			return paths, err
		},
		Probe: func(ctx context.Context, plan seen.Plan, ended func(seen.Task)) seen.Report {
			return probe.Run(ctx, plan, probe.Options{}, ended)
		},
		ProbeTasks: probe.Tasks,
		KeepAnswers: func(folder string, s *steps.Settled) (string, error) {
			path, err := keepAnswers(folder, s)
			if err == nil {
				wrote.add(path)
			}
			return path, err
		},
	}
}

// written are the paths of the files that this run wrote, each once.
type written struct {
	sync.Mutex
	paths []string
}

func (w *written) add(paths ...string) {
	w.Lock()
	defer w.Unlock()
	for _, path := range paths {
		if !slices.Contains(w.paths, path) {
			w.paths = append(w.paths, path)
		}
	}
}

func (w *written) all() []string {
	w.Lock()
	defer w.Unlock()
	return slices.Clone(w.paths)
}

// unfinished is the file that answers are kept in when the walk is left before its end. It is never one of the
// documents, so that keeping half of the answers does not overwrite a whole set.
const unfinished = "unfinished-answers.yaml"

// keepAnswers writes the answers so far into a folder.
func keepAnswers(folder string, s *steps.Settled) (path string, err error) {
	body, err := answers.Write(s)
	if err != nil {
		return "", err
	}
	doc := wizard.Document{Body: body}
	doc.File = unfinished
	paths, err := save(folder, []wizard.Document{doc})
	if err != nil {
		return "", err
	}
	return paths[0], nil
}
