// Package render makes documents from a set-up: the text an admin pastes, and what goes with it.
//
// Everything here is a pure function of the settled answers. The same answers give the same bytes: no clock, no
// environment, no map order. A document is made from a whole set-up or not at all.
//
// The way is one way: the set-up's plan becomes actions, an action has a command and typed parameters, and every document
// reads those. What a kind of object is called, which parameters it has and how it is read is said in one file a kind:
// outbound.go, inbound.go, rule.go, sealer.go, domain.go, directsend.go, sendconnector.go.
package render

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/agext/levenshtein"

	"eacwizard/steps"
)

// Format is one kind of document.
type Format struct {
	ID    string // what a command line calls it
	Title string // what a screen calls it
	File  string // the name to save it under
	Says  string // one line: what it is for
}

// format is a Format and how it is made.
type format struct {
	Format
	make func(*source) ([]byte, error)
	// useful reports whether a set-up has anything for it; nil: every one has. Asked for by name it is made
	// nevertheless, and says that there is nothing.
	useful func(*source) bool
}

// Document is one rendered document.
type Document struct {
	Format
	Body []byte
	// Refused is why this one cannot be made though the set-up is whole, such as records that nobody said enough about.
	// It says what to do; the other documents stand.
	Refused error
}

var formats = slices.Concat([]format{
	{Format{"summary", "Summary", "summary.txt", "what is set up, in the words of the Exchange admin center's review"}, summary, nil},
	{Format{"markdown", "Runbook", "runbook.md", "a runbook: settings, steps to tick off, the commands, how to check and the way back"}, runbook, nil},
	{Format{"html", "Hand-out", "handout.html", "one page for a browser or the printer: summary, path, steps, DNS records and commands"}, handOut, nil},
	{Format{"paste", "Commands to paste", "paste.txt", "blocks to paste into Exchange Online PowerShell, one a stage"}, paste, nil},
	{Format{"on-premises", "Own server", "on-premises.txt", "a block to paste into the Exchange Management Shell of your own server"}, onPremises, touchesOwnServers},
	{Format{"graph", "Domains by Graph", "graph.txt", "a block for Microsoft Graph PowerShell that adds and verifies the domains"}, graph, addsDomains},
	{Format{"script", "Script", "setup.ps1", "a script that makes the set-up stage by stage, can be run again, and keeps a record"}, script, nil},
	{Format{"verify", "Script to verify", "verify.ps1", "a script that compares what is there with what was answered"}, verify, nil},
	{Format{"rollback", "Script to roll back", "rollback.ps1", "a script that undoes what the record of setup.ps1 says"}, rollback, nil},
	{Format{"json", "JSON", "setup.json", "the whole set-up and its ordered actions, for programs"}, setUpJSON, nil},
	{Format{"answers", "Answer file", "answers.yaml", "the answers, to make the same documents again"}, answerFile, nil},
}, dnsFormats)

// Formats are all kinds of documents, in the order in which they are offered.
func Formats() []Format {
	out := make([]Format, len(formats))
	for i, f := range formats {
		out[i] = f.Format
	}
	return out
}

// Unfinished is the error of Render where the answers do not make a set-up yet. It is never without problems.
type Unfinished struct{ Problems []steps.Problem }

// Error has one line for each problem.
func (u *Unfinished) Error() string {
	lines := make([]string, len(u.Problems))
	for i, p := range u.Problems {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Render makes the document of that format. Where the answers are not whole it returns an *Unfinished and no bytes.
func Render(id string, s *steps.Settled) ([]byte, error) {
	for _, f := range formats {
		if f.ID != id {
			continue
		}
		up, problems := s.SetUp()
		if len(problems) > 0 {
			return nil, &Unfinished{problems}
		}
		m := makers.Get().(*Maker)
		defer makers.Put(m)
		body, err := f.make(m.source(s, up))
		return bytes.Clone(body), err
	}
	return nil, unknownFormat(id)
}

// All makes every document that the set-up has something for. One that what it is for cannot take is there without a
// body and with its reason. Where the answers are not whole there are none.
func All(s *steps.Settled) ([]Document, error) {
	m := makers.Get().(*Maker)
	defer makers.Put(m)
	docs, err := m.All(s)
	for i := range docs {
		docs[i].Body = bytes.Clone(docs[i].Body)
	}
	return docs, err
}

// makers are those that nobody uses at the moment.
var makers = sync.Pool{New: func() any { return new(Maker) }}

func touchesOwnServers(src *source) bool { return len(src.up.Sends) > 0 }

func addsDomains(src *source) bool {
	return !src.up.Accepted.Name.IsZero() || len(src.up.MailDomains) > 0
}

// unknownFormat names the formats that were probably meant, or all of them where nothing is near.
func unknownFormat(id string) error {
	var near, all []string
	least := min(4, len(id)) // a distance from which on a name is another word
	for _, f := range formats {
		all = append(all, f.ID)
		switch d := levenshtein.Distance(strings.ToLower(clip(id, 32)), f.ID, nil); {
		case d < least:
			near, least = []string{f.ID}, d
		case d == least && len(near) > 0:
			near = append(near, f.ID)
		}
	}
	if len(near) > 0 {
		return fmt.Errorf("unknown format %q; did you mean %s?", clip(id, 32), strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown format %q; the formats are %s", clip(id, 32), strings.Join(all, ", "))
}

// clip is at most n runes of s.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
