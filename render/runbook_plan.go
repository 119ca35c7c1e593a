package render

import (
	"bytes"
	"fmt"
	"strings"

	"eacwizard/steps/mailflow"
)

// plan writes the runbook of a set-up that takes more than commands: everything in the order in which it is done.
func (r *runbookWriter) plan() error {
	r.section("What and why")
	r.add(escapeMarkdown(capital(r.s.Scenario.Says)) + ".")
	for _, c := range r.up.Connectors {
		what, why := purpose(c)
		r.add("", what, "", why)
	}
	for _, u := range r.up.Rules {
		r.add("", rulePurpose(u))
	}
	r.path()
	for _, c := range r.up.Connectors {
		r.section("Settings of " + escapeMarkdown(c.ConnectorName().String()))
		r.table(c.Part())
	}
	for _, u := range r.up.Rules {
		r.section("Settings of " + escapeMarkdown(u.Name.String()))
		r.table(u.PartID)
	}
	r.others()
	r.warnings()
	r.rules()
	r.actionList()
	for _, in := range []*shell{&exchangeOnline, &managementShell} {
		if err := r.blocks(in); err != nil {
			return err
		}
	}
	r.verify()
	r.section("Way back")
	r.add("Step by step, each only when the one before has taken effect.", "")
	r.rollback()
	for i, b := range wayBack(r.up, r.actions) {
		r.add("", fmt.Sprintf("%d. %s", i+1, escapeMarkdown(b.Says)))
		if b.Then != "" {
			r.add("", "   Go on when: "+escapeMarkdown(b.Then))
		}
	}
	return nil
}

// others is the table of what is changed beside connectors and rules.
func (r *runbookWriter) others() {
	begun := false
	for _, a := range r.actions {
		if _, isConnector := r.up.Find(a.Part); a.On == nil || a.On.Noun == rule.Noun || isConnector && a.On.ByHybrid {
			continue
		}
		if !begun {
			r.section("Other settings")
			r.add("| What | Value | In PowerShell |", "| --- | --- | --- |")
			begun = true
		}
		var becomes []string
		for _, p := range a.Params {
			becomes = append(becomes, r.argument(p))
		}
		r.row(a.Title, codeMarkdown(a.On.Name), becomes)
	}
	for _, a := range r.actions {
		if a.On != nil && a.On.OnPremises && a.Remark != "" {
			r.add("", a.Remark)
		}
	}
}

func rulePurpose(u mailflow.Rule) string {
	name := "The mail flow rule " + codeMarkdown(u.Name.String())
	if u.BypassSpamFiltering {
		return name + " turns spam filtering off for mail from outside that comes from the service's addresses. The service has judged it already; judged again, by the service's own address, it would be judged wrongly."
	}
	return name + " sends mail of the organization's own senders to the service, unless a header says that the service has had it. Without that exception mail would go round in a circle."
}

// path draws the ways that messages take.
func (r *runbookWriter) path() {
	all := ways(r.up)
	if len(all) == 0 {
		return
	}
	r.section("The path of a message")
	var drawn []string
	for _, w := range all {
		drawn = append(drawn, w.drawing())
	}
	r.text = appendFence(r.text, "text", []byte(strings.Join(drawn, "\n\n")))
	r.add("")
	r.text = appendFence(r.text, "mermaid", []byte(mermaid(all)))
}

// rules of the road, before the first action.
func (r *runbookWriter) rules() {
	r.section("How to use this")
	connect, check := r.connecting()
	r.add("- The actions stand in the order in which they are done. Nothing goes live before what it needs: do not skip one, and do not go on before what is to be seen is seen.")
	r.add("- Commands are in blocks, one for each stage that has any. Open PowerShell with the module ExchangeOnlineManagement, 3.0.0 or later, and connect: "+connect,
		"- "+check,
		"- Paste a block with Ctrl+V. A warning of Windows Terminal about several lines is normal. If `>>` stays at the end, press Enter once more.",
		"- Read the receipt of each block: no line may begin with STOPPED or NOT COMPLETE. Keep it: it has the GUIDs. A block can be pasted again: it leaves alone what is there exactly as wanted.",
		"- Instead of the blocks, `setup.ps1` does the same, a stage at a run: `.\\setup.ps1 -WhatIf` first. It keeps a record, by which `rollback.ps1` undoes what was done; `verify.ps1` compares what is there with this runbook.")
}

// actionList has every action to tick off, under the headings of the stages.
func (r *runbookWriter) actionList() {
	blockOf := map[string]int{}
	for i, st := range r.stints[&exchangeOnline] {
		for _, a := range st.Actions {
			blockOf[a.ID] = i + 1
		}
	}
	stage := mailflow.Stage("")
	numbers := map[string]int{}
	for i, a := range r.actions {
		numbers[a.ID] = i + 1
		if a.Stage != stage {
			stage = a.Stage
			r.section("Stage: " + stage.Title())
		}
		if a.NoReturn {
			r.add("", "> **The point of no return.** From the next action on mail takes the new way. Undoing it takes as long as others remember the records.", "")
		}
		r.add(fmt.Sprintf("- [ ] **%d. %s**", i+1, escapeMarkdown(a.Title)))
		who, by := doers[a.Doer].says, ""
		if a.Doer == mailflow.ByExchangeOnline && a.Command == "" { // it is in no block, which would look first
			who = "by hand, in Exchange Online PowerShell"
			by = "See that Get-AcceptedDomain lists the domains of this organization before any command is run: no block checks it here."
			if d := r.up.Organization.InitialDomain; !d.IsZero() {
				who += ", in the organization of " + codeMarkdown(d.Exchange())
				by = "See that Get-AcceptedDomain lists " + codeMarkdown(d.Exchange()) + " before any command is run: no block checks it here."
			}
		}
		if n := blockOf[a.ID]; n > 0 {
			who += fmt.Sprintf(", block %d", n)
		}
		r.add("  - Who: " + who)
		var after []string
		for _, id := range a.Needs {
			after = append(after, fmt.Sprint(numbers[id]))
		}
		if len(after) > 0 {
			r.add("  - After: " + strings.Join(after, ", "))
		}
		for _, b := range a.Before {
			r.add("  - Before: " + escapeMarkdown(b))
		}
		if by != "" {
			r.add("  - Before: " + by)
		}
		for _, h := range a.How {
			r.add("  - How: " + escapeMarkdown(h))
		}
		if d, ok := a.Action.Deed.(mailflow.PublishRecords); ok {
			r.records(d.Sets)
		}
		if a.Seen != "" {
			r.add("  - Seen: " + escapeMarkdown(a.Seen))
		}
	}
}

func (r *runbookWriter) records(sets []mailflow.RecordSet) {
	for _, set := range sets {
		whose := "zone " + codeMarkdown(set.Zone.Exchange())
		if set.Foreign {
			whose += ", which is not yours: it is published by whoever owns it"
		}
		r.add(fmt.Sprintf("  - Record: %s %s, time to live %d, %s", codeMarkdown(set.Name.Exchange()), set.Type, set.TTL, whose))
		for _, d := range set.New {
			r.add("    - " + codeMarkdown(recordText(d)))
		}
		for _, d := range set.Old {
			if !containsData(set.New, d) {
				r.add("    - instead of " + codeMarkdown(recordText(d)))
			}
		}
	}
}

func containsData(all []mailflow.RecordData, d mailflow.RecordData) bool {
	for _, o := range all {
		if o == d {
			return true
		}
	}
	return false
}

// blocks has the commands for one shell, each block below its own heading.
func (r *runbookWriter) blocks(in *shell) error {
	if len(r.stints[in]) == 0 {
		return nil
	}
	doc, err := r.source.blocks(in)
	if err != nil {
		return err
	}
	r.section("The commands: " + in.file)
	r.add("Copy them from "+in.file+" where you have it: its line ends suit every console. The text is the same.", "")
	r.text = appendFence(r.text, "powershell", bytes.TrimSuffix(doc, []byte("\r\n")))
	return nil
}
