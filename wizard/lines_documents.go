package wizard

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"eacwizard/render"
	"eacwizard/steps/mailflow"
)

// documents offers the documents until the person leaves, or goes back to the review. Everything has been answered, so
// input that ends here only means that nothing more is wanted.
func (t *lineTalk) documents() (left bool, err error) {
	docs, err := render.All(t.flow.Settled())
	if err != nil {
		return false, err
	}
	t.finished = true
	left, err = t.documentsMenu(docs)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		t.blank() // the cursor stands behind a question
		return true, nil
	}
	t.finished = left
	return left, err
}

func (t *lineTalk) listDocuments(docs []Document) {
	t.blank()
	t.say("Documents")
	for i, d := range docs {
		t.item(fmt.Sprintf("  %d. ", i+1), d.ID+": "+d.Says)
	}
	t.documentsHelp()
}

func (t *lineTalk) documentsHelp() {
	t.say("p prints one, s saves all in a folder, y copies one, v views one, f follows a message, < goes back to the review, q leaves.")
}

func (t *lineTalk) documentsMenu(docs []Document) (left bool, err error) {
	t.listDocuments(docs)
	warned := false
	for {
		in, err := t.ask("Your choice:", "leaving")
		if err != nil {
			return false, err
		}
		switch word := strings.ToLower(in.text); {
		case in.sign == "<":
			return false, nil
		case in.sign == "??":
			t.allSigns()
		case in.sign == "?" || word == "":
			t.listDocuments(docs)
		case word == "q":
			if t.kept || warned {
				return true, nil
			}
			warned = true
			if sure, err := t.sureToLeave(); sure || err != nil {
				return sure, err
			}
		case word == "s":
			err = t.save(docs)
		case in.sign == followSign, word == followWord:
			if err = t.followMessages("leaving"); err == nil {
				t.documentsHelp()
			}
		case word == "p":
			err = t.withDocument("Print", docs, t.printDocument)
		case word == "y":
			err = t.withDocument("Copy", docs, t.copyDocument)
		case word == "v":
			err = t.withDocument("View", docs, t.viewDocument)
		default:
			t.sayFault(&mailflow.Fault{Value: in.text, Why: "is no choice here", Fix: "type p, s, y, v, f, < or q"})
		}
		if err != nil {
			return false, err
		}
	}
}

// sureToLeave asks whether to leave with none of the documents.
func (t *lineTalk) sureToLeave() (bool, error) {
	in, err := t.ask("Nothing has been printed, saved or copied. Leave all the same? [y/N]:", "leaving")
	if err != nil {
		return false, err
	}
	yes, _ := lineYes(in.text)
	return yes, nil
}

// withDocument asks for a document and does something with it. The error is the input's or the printer's: what the
// person can put right is said instead.
func (t *lineTalk) withDocument(verb string, docs []Document, do func(Document) error) error {
	// the block to paste is what most people came for
	usual := max(0, slices.IndexFunc(docs, func(d Document) bool { return d.ID == "paste" }))
	for {
		in, err := t.ask(fmt.Sprintf("%s which [%s]:", verb, docs[usual].ID), "leaving")
		if err != nil {
			return err
		}
		if in.sign == "<" {
			t.documentsHelp()
			return nil
		}
		if in.text == "" {
			return do(docs[usual])
		}
		for i, d := range docs {
			if in.text == strconv.Itoa(i+1) || strings.EqualFold(in.text, d.ID) {
				return do(d)
			}
		}
		t.sayFault(&mailflow.Fault{Value: in.text, Why: "is no document", Fix: fmt.Sprintf("type a number from 1 to %d or a name from the list, or < to do something else", len(docs))})
	}
}

func (t *lineTalk) printDocument(d Document) error {
	if t.refuses(d) {
		return nil
	}
	if _, err := t.print.Write(d.Body); err != nil {
		return fmt.Errorf("printing %s: %w", d.ID, err)
	}
	t.kept = true
	t.say("Printed: %s.", d.ID)
	return nil
}

func (t *lineTalk) copyDocument(d Document) error {
	if t.refuses(d) {
		return nil
	}
	how, err := t.world.Copy(string(d.Body))
	if err != nil {
		t.say("Error: %s was not copied: %v.", d.ID, err)
		return nil
	}
	t.kept = true
	t.say("%s: %s.", d.ID, how)
	return nil
}

// refuses says why there is nothing of a document, if that is so.
func (t *lineTalk) refuses(d Document) bool {
	if d.Refused != nil {
		t.say("Error: %s cannot be made: %v.", d.ID, d.Refused)
	}
	return d.Refused != nil
}

func (t *lineTalk) viewDocument(d Document) error {
	if t.refuses(d) {
		return nil
	}
	t.blank()
	body := strings.TrimPrefix(string(d.Body), "\ufeff")
	for line := range strings.Lines(body) {
		t.verbatim(strings.TrimRight(line, "\r\n"))
	}
	t.blank()
	return nil
}

// save asks for the folder until there is one that can be written, or the person goes back.
func (t *lineTalk) save(docs []Document) error {
	folder := t.folder
	if folder == "" {
		folder = folderFor(t.flow.Settled())
	}
	for {
		in, err := t.ask("Folder ["+folder+"]:", "leaving")
		if err != nil {
			return err
		}
		switch {
		case in.sign == "<":
			t.documentsHelp()
			return nil
		case in.sign == "?":
			t.say("All documents are written into this folder, which is made where it is missing. < does something else.")
			continue
		case in.text == "":
			in.text = folder
		}
		if t.saveIn(in.text, docs) {
			return nil
		}
	}
}

func (t *lineTalk) saveIn(folder string, docs []Document) bool {
	if strings.ContainsFunc(folder, unicode.IsControl) {
		t.sayFault(&mailflow.Fault{Value: folder, Why: "is no folder's name", Fix: "type one without control characters"})
		return false
	}
	paths, err := t.world.Save(folder, made(docs))
	if err != nil {
		t.say("Error: nothing was saved: %v. Type another folder, or < to do something else.", err)
		return false
	}
	t.kept = true
	t.saved = append(t.saved, paths...)
	t.say("Saved:")
	for _, p := range paths {
		t.verbatim(p)
	}
	return true
}
