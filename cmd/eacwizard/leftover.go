package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"eacwizard/render"
	"eacwizard/wizard"
)

// pictureFile is the name of a picture among several.
var pictureFile = regexp.MustCompile(`^page-[0-9]{2,}-[a-z0-9-]+\.svg$`)

// leftOver are the files of an earlier run that none of the documents took the place of, where all of their kind were
// made: they belong to other answers. Whether they go is for whoever asked to say.
func leftOver(folder string, docs []wizard.Document, f formatFlags) (names []string, err error) {
	if f.id != "" && f.id != pictures.ID {
		return nil, nil // one document alone says nothing of the others
	}
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the folder %s: %w", folder, cause(err))
	}
	for _, e := range found {
		name := e.Name()
		ofKind := pictureFile.MatchString(name)
		if f.id == "" {
			ofKind = slices.ContainsFunc(render.Formats(), func(of render.Format) bool { return of.File == name })
		}
		if ofKind && !slices.ContainsFunc(docs, func(d wizard.Document) bool { return d.File == name }) {
			names = append(names, name)
		}
	}
	return names, nil
}

// tellLeftOver names the files that no longer belong to what was just saved.
func (p *program) tellLeftOver(folder, about string, docs []wizard.Document, f formatFlags) error {
	names, err := leftOver(folder, docs, f)
	for _, name := range names {
		fmt.Fprintf(p.stderr, "eacwizard: %s%s is of an earlier run, and not of these answers: remove it\n", about, harmlessLine(filepath.Join(folder, name)))
	}
	return err
}
