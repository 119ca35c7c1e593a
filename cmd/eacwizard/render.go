package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/wizard"
)

func (p *program) renderCommand() *cobra.Command {
	var file, sample, folder string
	var f formatFlags
	c := &cobra.Command{
		Use:   "render (-a FILE | --sample ID) [-f FORMAT] [-o DIR]",
		Short: "Make the documents from an answer file, without asking",
		Example: `  eacwizard render -a contoso.yaml -o contoso        every document, in a folder
  eacwizard render -a contoso.yaml -f paste          one, on standard output
  eacwizard render -a contoso.yaml -f json -o DIR    one, in a folder
  eacwizard render -a tenants -o out                 every tenant, in folders
  eacwizard render --sample add-on-service -f paste  from the sample answers
  generate | eacwizard render -a - -f paste          answers from a program`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return p.render(file, sample, folder, f)
		},
	}
	p.endHelp(c, func() string {
		return formatsHelp() + "\n\n" + hanging("", batchHelp) + "\n\n" + hanging("", "What eacwizard check finds is noted on standard error, and changes nothing about the documents or the exit status.")
	})
	answersFlag(c, &file, "the answer `FILE`; - reads standard input; a folder: every file in it")
	sampleFlag(c, &sample, "the sample answers of the scenario `ID`")
	c.Flags().StringVarP(&f.id, "format", "f", "", "the document to make, by its `FORMAT`")
	c.Flags().StringVarP(&folder, "out", "o", "", "the folder `DIR` to write into; made where it is missing")
	c.MarkFlagDirname("out")
	pictureFlags(c, &f)
	c.RegisterFlagCompletionFunc("format", func(*cobra.Command, []string, string) (out []cobra.Completion, _ cobra.ShellCompDirective) {
		for _, f := range formats() {
			out = append(out, cobra.CompletionWithDesc(f.ID, f.Says))
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
	return c
}

const batchHelp = "With a folder for FILE, every *.yaml and *.yml in it is rendered into DIR/NAME, NAME being the file's name without " +
	"the extension. A file that is rejected is told with everything wrong with it, and nothing is written for it; the " +
	"others are rendered, and the exit status is 2."

// formatsHelp lists the formats with the files they become.
func formatsHelp() string {
	var b strings.Builder
	b.WriteString("Formats:\n")
	for _, f := range formats() {
		b.WriteString(hanging(fmt.Sprintf("  %-13s", f.ID), f.Says+"; saved as "+f.File) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// formats are the documents, and the pictures, which are made only where they are asked for.
func formats() []render.Format { return append(render.Formats(), pictures) }

func formatIDs() (ids []string) {
	for _, f := range formats() {
		ids = append(ids, f.ID)
	}
	return ids
}

// render makes one document or all of them. Everything is made before the first byte is written.
func (p *program) render(name, sample, folder string, f formatFlags) error {
	if name == "" && sample == "" {
		return refuse("for instance: eacwizard render -a contoso.yaml -f paste", "render needs an answer file: -a FILE, -a - for standard input, or --sample ID")
	}
	if f.id == "" && folder == "" {
		return refuse("formats are "+list(formatIDs(), "and"), "render needs -f FORMAT for one document on standard output, or -o DIR for all of them in a folder")
	}
	if f.id != "" && !slices.Contains(formatIDs(), f.id) {
		return refuseChoice("format", f.id, formatIDs())
	}
	if err := f.refusePictures(); err != nil {
		return err
	}
	if sample == "" && isFolder(name) {
		return p.batch(name, folder, f)
	}
	file, err := p.answersOrSample(name, sample)
	if err != nil {
		return rejection(err)
	}
	f.whole = folder == ""
	docs, err := p.documents(file.Settled, f, "")
	if err != nil {
		return err
	}
	if folder == "" {
		_, err = p.stdout.Write(docs[0].Body)
	} else {
		var paths []string
		paths, err = save(folder, docs)
		p.tellSaved(paths)
		if err == nil {
			err = p.tellLeftOver(folder, "", docs, f)
		}
	}
	if err == nil {
		p.noteFindings(file.Settled, "", check.Info)
	}
	return err
}

// documents makes the one that is named, or all that the set-up has something for where none is. Of those, one that can
// not be made is named on standard error, behind what the answers are called, and the others are made.
func (p *program) documents(s *steps.Settled, f formatFlags, about string) ([]wizard.Document, error) {
	switch f.id {
	case pictures.ID:
		return f.pictures(s), nil
	case "":
		docs, err := p.maker.All(s)
		return slices.DeleteFunc(docs, func(d wizard.Document) bool {
			if d.Refused != nil {
				fmt.Fprintf(p.stderr, "eacwizard: %sno document %s: %v\n", about, d.ID, d.Refused)
			}
			return d.Refused != nil
		}), err
	}
	body, err := render.Render(f.id, s)
	if err != nil {
		return nil, fmt.Errorf("making %s: %w", f.id, err)
	}
	i := slices.Index(formatIDs(), f.id)
	return []wizard.Document{{Format: formats()[i], Body: body}}, nil
}

// tellSaved lists files that were written.
func (p *program) tellSaved(paths []string) {
	for _, path := range paths {
		fmt.Fprintf(p.stderr, "saved %s\n", path)
	}
}
