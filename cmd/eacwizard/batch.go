package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"eacwizard/steps/answers"
	"eacwizard/steps/check"
)

// isFolder reports whether an answer file's name is that of a folder with answer files.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return name != fromStdin && err == nil && info.IsDir()
}

// batch makes the documents of every answer file in a folder, each into a folder of its own. A file is read, rendered
// and saved before the next is opened, so that memory does not grow with their number. What is wrong with one is told,
// all of it, and nothing is written for that one; the others are rendered all the same.
func (p *program) batch(from, into string, f formatFlags) error {
	if into == "" {
		return refuse("give the folder for the documents: -o DIR", "%s is a folder: its answer files make more than standard output can keep apart", from)
	}
	names, err := answerFiles(from)
	if err != nil {
		return err
	}
	rejected, failed := 0, 0
	for _, name := range names {
		err := p.renderOne(filepath.Join(from, name), filepath.Join(into, stem(name)), f)
		switch {
		case err == nil:
			continue
		case status(err) == statusRejected:
			rejected++
		default:
			failed++
		}
		p.complain(err)
	}
	return p.batchEnd(len(names), rejected, failed, into)
}

// batchEnd sums up. Rejected answers decide the exit status, as they do of one file.
func (p *program) batchEnd(files, rejected, failed int, into string) error {
	if rejected+failed == 0 {
		fmt.Fprintf(p.stderr, "rendered %s into %s\n", several(files, "answer file"), into)
		return nil
	}
	says := fmt.Sprintf("rendered %d of %s into %s", files-rejected-failed, several(files, "answer file"), into)
	if rejected > 0 {
		says += fmt.Sprintf("; %d rejected", rejected)
	}
	if failed > 0 {
		says += fmt.Sprintf("; %d failed", failed)
	}
	if rejected > 0 {
		return refuse("put right what is said above, and run it again: what is rendered stays the same", "%s", says)
	}
	return errors.New(says)
}

// renderOne makes the documents of one file of a batch. Its errors name the file.
func (p *program) renderOne(name, folder string, f formatFlags) error {
	file, err := p.readAnswers(name)
	about := harmlessLine(name) + ": "
	if rejected := (*answers.Rejected)(nil); errors.As(err, &rejected) {
		return fmt.Errorf("%s%w", about, rejection(err))
	}
	if err != nil {
		return err
	}
	docs, err := p.documents(file.Settled, f, about)
	if err != nil {
		return fmt.Errorf("%s%w", about, err)
	}
	paths, err := save(folder, docs)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "saved %s in %s\n", several(len(paths), "document"), harmlessLine(folder))
	if err := p.tellLeftOver(folder, about, docs, f); err != nil {
		return fmt.Errorf("%s%w", about, err)
	}
	p.noteFindings(file.Settled, about, check.Error)
	return nil
}

// answerFiles are the names of the answer files in a folder, in their order: *.yaml and *.yml, hidden ones left out as
// a shell does. Two that would be rendered into one folder are refused, also where only Windows and macOS take their
// names for the same: what a batch makes depends on no file system.
func answerFiles(folder string) (names []string, err error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the folder %s: %w", folder, cause(err))
	}
	first := map[string]string{} // by the folded stem
	clash := &refusal{says: "answer files in " + folder + " would be rendered into the same folder", hint: "rename one of the two"}
	for _, e := range found {
		name := e.Name()
		if !isAnswerFile(e) {
			continue
		}
		folded := strings.ToLower(strings.ToUpper(stem(name)))
		if other, ok := first[folded]; ok {
			clash.details = append(clash.details, harmlessLine(other+" and "+name))
			continue
		}
		first[folded] = name
		names = append(names, name)
	}
	switch {
	case len(clash.details) > 0:
		return nil, clash
	case len(names) == 0:
		return nil, refuse("answer files end in .yaml or .yml; eacwizard render --sample connector -f answers makes one", "no answer file is in the folder %s", folder)
	}
	return names, nil
}

func isAnswerFile(e fs.DirEntry) bool {
	if t := e.Type(); !t.IsRegular() && t != fs.ModeSymlink || strings.HasPrefix(e.Name(), ".") {
		return false
	}
	ext := strings.ToLower(filepath.Ext(e.Name()))
	return ext == ".yaml" || ext == ".yml"
}

// stem is a file's name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }
