package render_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"eacwizard/steps"
)

// A trial runs documents against an organization, one step after the other. It is data, so that the same trial is run
// by the interpreter on the stand-in written in Go, by the interpreter on the stand-ins written in PowerShell, and,
// where there is one, by PowerShell.
type trial struct {
	Name   string
	Folder string // where the steps keep their files
	at     *service
	// Organization is what is there before the first step: objects by kind.
	Organization map[string]any
	Steps        []step
	wants        func(*testing.T, []outcome)
}

type step struct {
	Path       string // of the document
	Given      map[string]any
	Typed      []string          // lines of PowerShell, before the document
	Replaces   map[string]any    // kinds whose objects are others from now on
	Sets       []edit            // what somebody else sets before
	Failures   map[string]string // the errors of cmdlets
	IsCautious bool              // inbound connectors of type OnPremises are created disabled
}

// edit sets a property of the object of that kind and name.
type edit struct {
	Kind, Name, Property string
	Value                any
}

// outcome is what came of a step. Values are texts, as each engine has types of its own.
type outcome struct {
	Thrown       string
	Output       []string
	Results      []map[string]string
	Changes      []change
	Organization map[string][]map[string]string
	Files        int
}

type change struct {
	Cmdlet string
	Given  map[string]string
}

func (o outcome) cmdlets() (out []string) {
	for _, c := range o.Changes {
		out = append(out, c.Cmdlet)
	}
	return out
}

// all is a property of every result.
func (o outcome) all(property string) (out []string) {
	for _, r := range o.Results {
		out = append(out, r[property])
	}
	return out
}

// book is all trials of one set-up: what play.ps1 reads.
type book struct {
	Forms      map[string]any
	Predicates map[string]any
	Trials     []*trial

	settled   *steps.Settled
	documents map[string]string // by path
	typed     []string          // the line that has to be typed before each, from the second
	stages    []string
	folder    string
}

var blockOfPaste = regexp.MustCompile(`(?ms)^& \{\r\n.*?^\}\r\n`)

// lineToType says that what has to be true before a block is true.
var lineToType = regexp.MustCompile(`(?m)^#   (\$ready[^\r\n]+)\r\n`)

// newBook has the documents of a set-up, in a folder that is written only for PowerShell.
func newBook(t *testing.T, of ofTrials, folder string) *book {
	t.Helper()
	s := sample(t, of.scenario, of.otherwise...)
	b := &book{settled: s, documents: map[string]string{}, folder: filepath.ToSlash(folder)}
	for _, id := range []string{"script", "verify", "rollback"} {
		b.documents[b.path(id)] = document(t, id, s)
	}
	head, _, _, err := readScript(b.documents[b.path("script")])
	if err != nil {
		t.Fatal(err)
	}
	b.stages = stagesOf(head)
	pasted := document(t, "paste", s)
	for _, line := range lineToType.FindAllStringSubmatch(pasted, -1) {
		b.typed = append(b.typed, line[1])
	}
	all := blockOfPaste.FindAllString(pasted, -1)
	if len(all) != len(b.typed)+1 || len(b.stages) != len(all) {
		t.Fatalf("%d blocks, %d stages, and %d lines to type", len(all), len(b.stages), len(b.typed))
	}
	for i, block := range all {
		b.documents[b.path(fmt.Sprint("paste-", i+1))] = block + "\r\n"
	}
	b.Forms = map[string]any{"OutboundConnector": plain(outboundForm), "InboundConnector": plain(inboundForm), "TransportRule": plain(ruleForm), "SendConnector": plain(sendForm)}
	b.Predicates = map[string]any{}
	for name, in := range ruleLists {
		b.Predicates[name] = map[string]any{"List": in[0], "Entry": rulePredicate + in[1]}
	}
	return b
}

func (b *book) path(document string) string { return b.folder + "/" + document + ".ps1" }

// paste is the step that pastes a block, from 1, after its line was typed.
func (b *book) paste(number int) step {
	return step{Path: b.path(fmt.Sprint("paste-", number)), Typed: b.typed[:number-1]}
}

// run is the step that runs a script; "name=value" gives a parameter, and a name alone a switch, where the script has it.
func (b *book) run(document string, given ...string) step {
	s := step{Path: b.path(document), Given: map[string]any{}}
	for _, g := range given {
		name, value, ok := strings.Cut(g, "=")
		switch {
		case ok:
			s.Given[name] = value
		case name == "WhatIf" || strings.Contains(b.documents[s.Path], "[switch]$"+name):
			s.Given[name] = true
		}
	}
	return s
}

// first is the parameter for the first stage of the script.
func (b *book) first() string { return "Stage=" + b.stages[0] }

// each is the script run in all its stages.
func (b *book) each(document string, stages []string, given ...string) (out []step) {
	for _, stage := range stages {
		out = append(out, b.run(document, append([]string{"Stage=" + stage, "Ready"}, given...)...))
	}
	return out
}

var backStages = []string{"stop", "remove", "remove"}

// add takes a trial into the book. Scripts keep their records in its folder.
func (b *book) add(name string, at *service, wants func(*testing.T, []outcome), steps ...step) {
	tr := &trial{Name: name, at: at, Organization: at.kinds(), wants: wants, Folder: fmt.Sprintf("%s/%d", b.folder, len(b.Trials)+1)}
	for _, s := range steps {
		s.Given = maps.Clone(s.Given)
		if s.Given == nil {
			s.Given = map[string]any{}
		}
		if doc := strings.TrimSuffix(filepath.Base(s.Path), ".ps1"); doc == "script" || doc == "rollback" {
			record, _ := s.Given["RecordPath"].(string)
			if record == "" {
				record = "record.json"
			}
			s.Given["RecordPath"] = tr.Folder + "/" + record
		}
		if s.Replaces == nil {
			s.Replaces = map[string]any{}
		}
		if s.Given["Stage"] == "remove" && strings.HasSuffix(s.Path, "/rollback.ps1") && s.Replaces["DnsName"] == nil && len(at.mx) > 0 { // by hand before
			s.Replaces = maps.Clone(s.Replaces)
			s.Replaces["DnsName"] = plain([]any{newObject("Name", "contoso.com", "NameExchange", "contoso-com.mail.protection.outlook.com")})
		}
		if s.Failures == nil {
			s.Failures = map[string]string{}
		}
		if s.Sets == nil {
			s.Sets = []edit{}
		}
		if s.Typed == nil {
			s.Typed = []string{}
		}
		tr.Steps = append(tr.Steps, s)
	}
	b.Trials = append(b.Trials, tr)
}

// kinds are the objects of the stand-in by kind, in the form in which a book has them.
func (s *service) kinds() map[string]any {
	out := map[string]any{}
	for kind, list := range s.lists() {
		out[kind] = plain(append([]any{}, list...))
	}
	return out
}

func (s *service) lists() map[string][]any {
	return map[string][]any{
		"AcceptedDomain": s.domains, "ConnectionInformation": s.connections, "DnsName": s.mx, "ValidationResult": s.results,
		"OutboundConnector": anys(s.outbound), "InboundConnector": anys(s.inbound), "TransportRule": anys(s.rules),
		"SendConnector": anys(s.sends), "OrganizationConfig": {s.config}, "ArcConfig": {newObject("ArcTrustedSealers", s.sealers)},
	}
}

func anys(of []*psObject) (out []any) {
	for _, o := range of {
		out = append(out, o)
	}
	return out
}

// keep replaces the objects of a kind.
func (s *service) keep(kind string, to []any) {
	switch kind {
	case "AcceptedDomain":
		s.domains = to
	case "ValidationResult":
		s.results = to
	case "DnsName":
		s.mx = to
	case "ConnectionInformation":
		s.connections = to
	case "InboundConnector":
		s.inbound = nil
		for _, o := range to {
			s.inbound = append(s.inbound, o.(*psObject))
		}
	default:
		panic("no step replaces " + kind)
	}
}

// text is the book as a file.
func (b *book) text(t *testing.T) string {
	t.Helper()
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// outcomes reads what play.ps1 wrote: a file for each step.
func (b *book) outcomes(t *testing.T, read func(name string) (string, error)) (all [][]outcome) {
	t.Helper()
	number := 0
	for _, tr := range b.Trials {
		of := make([]outcome, len(tr.Steps))
		for i := range of {
			number++
			text, err := read(fmt.Sprintf("%d.json", number))
			if err != nil {
				t.Fatalf("%s: there is no outcome of step %d, %s: %v", tr.Name, i+1, tr.Steps[i].Path, err)
			}
			if err := json.Unmarshal([]byte(text), &of[i]); err != nil {
				t.Fatalf("%s: the outcome of step %d, %s, cannot be read: %v\n%s", tr.Name, i+1, tr.Steps[i].Path, err, text)
			}
			of[i].Thrown = strings.TrimPrefix(of[i].Thrown, "stopped: ")
			of[i].simplify()
		}
		all = append(all, of)
	}
	return all
}
