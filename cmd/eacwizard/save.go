package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"eacwizard/wizard"
)

// save writes documents into a folder, which it makes where it is missing, and returns their paths.
//
// Every document is first written in full beside its place, and moved there once all of them are safe on the disk: a
// full disk changes nothing, and a document that was there before is never left half overwritten.
func save(folder string, docs []wizard.Document) (paths []string, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder %s: %w", folder, cause(err))
	}
	staged := make([]string, 0, len(docs))
	defer func() {
		for _, name := range staged { // those that were moved are gone from here
			os.Remove(name)
		}
	}()
	for _, d := range docs {
		path := filepath.Join(folder, d.File)
		name, err := stage(path, d.Body)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", path, cause(err))
		}
		staged = append(staged, name)
	}
	for i, d := range docs {
		path := filepath.Join(folder, d.File)
		if err := os.Rename(staged[i], path); err != nil {
			return paths, fmt.Errorf("writing %s: %w", path, cause(err))
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// stage writes body to a new file in path's folder and returns its name. On an error nothing is left of it.
func stage(path string, body []byte) (name string, err error) {
	f, err := create(path)
	if err != nil {
		return "", err
	}
	_, err = f.Write(body)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// create makes a file that was not there, with the permissions that the person's own settings give a new one.
func create(path string) (f *os.File, err error) {
	dir, base := filepath.Split(path)
	for i := range 1000 {
		f, err = os.OpenFile(fmt.Sprintf("%s.%s.%d-%d.tmp", dir, base, os.Getpid(), i), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// cause is the error under those that name a path: the message around it names the one that matters.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
