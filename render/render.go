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
	"fmt"
	"strings"

	"github.com/agext/levenshtein"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// Format is one kind of document.
type Format struct {
	ID   string // what a command line calls it
	File string // the name to save it under
	Says string // one line: what it is for
}

// format is a Format and how it is made.
type format struct {
	Format
	make func(*steps.Settled, mailflow.SetUp) ([]byte, error)
}

var formats = []format{
	{Format{"summary", "summary.txt", "what is set up, in the words of the Exchange admin center's review"}, summary},
	{Format{"markdown", "runbook.md", "a runbook: settings, steps to tick off, the commands, how to check and the way back"}, runbook},
	{Format{"paste", "paste.txt", "blocks to paste into Exchange Online PowerShell, one a stage"}, paste},
	{Format{"on-premises", "on-premises.txt", "a block to paste into the Exchange Management Shell of your own server"}, onPremises},
	{Format{"graph", "graph.txt", "a block for Microsoft Graph PowerShell that adds and verifies the domains"}, graph},
	{Format{"script", "setup.ps1", "a script that makes the set-up stage by stage, can be run again, and keeps a record"}, script},
	{Format{"verify", "verify.ps1", "a script that compares what is there with what was answered"}, verify},
	{Format{"rollback", "rollback.ps1", "a script that undoes what the record of setup.ps1 says"}, rollback},
	{Format{"json", "setup.json", "the whole set-up and its ordered actions, for programs"}, setUpJSON},
	{Format{"answers", "answers.yaml", "the answers, to make the same documents again"}, answerFile},
}

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
		return f.make(s, up)
	}
	return nil, unknownFormat(id)
}

// unknownFormat names the formats that were probably meant, or all of them where nothing is near.
func unknownFormat(id string) error {
	var near, all []string
	least := 4 // a distance from which on a name is another word
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
