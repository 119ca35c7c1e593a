package render

import (
	"slices"
	"strconv"

	"eacwizard/steps/mailflow"
)

// plan writes the runbook of a set-up that takes more than commands: everything in the order in which it is done.
func (r *runbookWriter) plan() error {
	r.section("why", "What and why")
	r.paragraph().text(capital(r.s.Scenario.Says), ".")
	for _, c := range r.up.Connectors {
		r.purpose(c)
	}
	for _, u := range r.up.Rules {
		r.paragraph().told("The mail flow rule ").code(u.Name.String()).told(rulePurpose(u))
	}
	if all := r.ways(); len(all) > 0 {
		r.section("path", "The path of a message")
		r.whole(paths(all))
	}
	for _, c := range r.up.Connectors {
		r.section(settingsID(c.Part()), "Settings of ", c.ConnectorName().String())
		r.table(c.Part())
	}
	for _, u := range r.up.Rules {
		r.section(settingsID(u.PartID), "Settings of ", u.Name.String())
		r.table(u.PartID)
	}
	r.others()
	r.warnings()
	r.rules()
	r.actionList()
	for _, in := range []*shell{&exchangeOnline, &managementShell} {
		if len(r.stints[in]) == 0 {
			continue
		}
		r.section(in.id, "The commands: ", in.file)
		r.paragraph().text("Copy them from ", in.file, " where you have it: its line ends suit every console. The text is the same.")
		if err := r.blocks(in); err != nil {
			return err
		}
	}
	r.verify()
	r.section("way-back", "Way back")
	r.paragraph().told("Step by step, each only when the one before has taken effect. Each step at the end of this section says whether `rollback.ps1` does it, and in which stage, or somebody by hand. The stage `remove` comes only when all steps above its own are done.")
	r.rollback()
	for _, b := range r.back() {
		r.put(aTurn).told(b.When.by()).text(b.Says)
		if b.Then != "" {
			r.put(aCondition).text(b.Then)
		}
	}
	return nil
}

// others is the table of what is changed beside connectors and rules.
func (r *runbookWriter) others() {
	none := true
	for i := range r.actions {
		a := &r.actions[i]
		if a.On == nil || r.hasTable(a) {
			continue
		}
		if none {
			r.section("settings", "Other settings")
			r.grid("What", "Of what", "In PowerShell")
			none = false
		}
		r.row().text(a.Title)
		if r.cell(); a.On.Name != "" {
			r.code(a.On.Name)
		} else {
			r.told("The organization")
		}
		r.cell().code(a.Command)
		for i := range a.Params {
			p := &a.Params[i]
			r.newLine()
			if one, isAdded := p.Value.(added); isAdded { // as an argument it would be the whole list
				r.code("-", p.Name).text(": the list as it is, and ").code(string(one))
				continue
			}
			r.argument(p)
		}
	}
	if none {
		return
	}
	for i := range r.actions {
		if a := &r.actions[i]; a.On != nil && a.On.OnPremises && a.Remark != "" {
			r.paragraph().told(a.Remark)
		}
	}
}

// hasTable reports whether an action shows in the table of the settings of what its part makes.
func (r *runbookWriter) hasTable(a *action) bool {
	_, isConnector := r.up.Find(a.Part)
	isRule := slices.ContainsFunc(r.up.Rules, func(u mailflow.Rule) bool { return u.PartID == a.Part })
	if !isConnector && !isRule {
		return false
	}
	return r.makes(a.Part, a.On)
}

// rulePurpose says what a rule does, behind its name.
func rulePurpose(u mailflow.Rule) string {
	if u.BypassSpamFiltering {
		return " turns spam filtering off for mail from outside that comes from the service's addresses. The service has judged it already; judged again, by the service's own address, it would be judged wrongly."
	}
	return " sends mail of the organization's own senders to the service, unless a header says that the service has had it. Without that exception mail would go round in a circle."
}

// rules of the road, before the first action.
func (r *runbookWriter) rules() {
	r.section("use", "How to use this")
	r.list()
	r.point().told("The actions stand in the order in which they are done. Nothing goes live before what it needs: do not skip one, and do not go on before what is to be seen is seen.")
	r.point().told("Commands are in blocks, one for each stage that has any. Open PowerShell with the module ExchangeOnlineManagement, 3.0.0 or later, and connect: ")
	r.connecting()
	r.point()
	r.checking()
	r.point()
	r.rights()
	r.point().told("Paste a block with Ctrl+V. A warning of Windows Terminal about several lines is normal. If `>>` stays at the end, press Enter once more. If a red message of PSReadLine appears, press Ctrl+C and do what the head of the block says.")
	r.point().told("Read the receipt of each block: no line may begin with STOPPED or NOT COMPLETE. Keep it: it has the GUIDs. A block can be pasted again: it leaves alone what is there exactly as wanted.")
	switch at := slices.IndexFunc(r.actions, func(a action) bool { return a.Does == validate }); {
	case at < 0:
	case !slices.ContainsFunc(r.actions, func(a action) bool {
		return a.Does == change && r.blockOf(&a) == r.blockOf(&r.actions[at]) && slices.Contains(a.Needs, r.actions[at].ID)
	}):
		r.point().told("One NOT COMPLETE is no error of a block: that of a connector whose validation failed. It is there as wanted, and is not recorded as validated. The actions that need the validation say what becomes of them.")
	default:
		r.point().told("Where the validation of a connector fails, the connector is there and is not recorded as validated. Where something needs the validation, the block says STOPPED there and goes no further: what is turned on by its test stays off. Find out why, and paste the block again.")
	}
	r.point().told("Instead of the blocks, `setup.ps1` does the same, a stage at a run: `.\\setup.ps1 -WhatIf` first. It keeps a record, by which `rollback.ps1` undoes what was done; `verify.ps1` compares what is there with this runbook.")
	if changesZones(r.source) {
		r.point().told("The new records are in `dns.txt` as well, and for some DNS services in files of their own. These hold the stage \"" + mailflow.StageDNS.Title() + "\" alone: what other stages say of DNS is done by hand.")
	}
	r.end()
}

// actionList has every action to tick off, under the headings of the stages.
func (r *runbookWriter) actionList() {
	for i := range r.actions {
		a := &r.actions[i]
		newStage := i == 0 || a.Stage != r.actions[i-1].Stage
		begins := newStage || a.NoReturn
		if begins && i > 0 {
			r.end()
		}
		if newStage {
			r.section(stageID(a.Stage), "Stage: ", a.Stage.Title())
		}
		if a.NoReturn {
			r.callout().strong("The point of no return.").told(" From the next action on mail takes the new way. Undoing it takes as long as others remember the records.")
		}
		if begins {
			r.todoList()
		}
		r.toDo(a, i+1)
	}
	r.end()
}

// toDo is an action to tick off, under its number.
func (r *runbookWriter) toDo(a *action, number int) {
	r.action(a.ID).strong(strconv.Itoa(number), ". ", a.among(r.actions))
	r.list().point().told("Who: ")
	byHand := a.Doer == mailflow.ByExchangeOnline && a.Command == "" // it is in no block, which would look first
	initial := r.up.Organization.InitialDomain
	if byHand {
		r.told("by hand, in Exchange Online PowerShell")
		if !initial.IsZero() {
			r.told(", in the organization of ").code(initial.Exchange())
		}
	} else {
		r.told(doers[a.Doer].says)
	}
	if n := r.blockOf(a); n > 0 {
		r.text(", block ", strconv.Itoa(n))
	}
	var few [16]int
	for i, place := range directlyNeeded(few[:0], a, r.actions) {
		if i == 0 {
			r.point().told("After: ")
		} else {
			r.told(", ")
		}
		r.text(strconv.Itoa(place + 1))
	}
	r.labelled("Before: ", a.Before...)
	if byHand && initial.IsZero() {
		r.point().told("Before: See that Get-AcceptedDomain lists the domains of this organization before any command is run: no block checks it here.")
	} else if byHand {
		r.point().told("Before: See that Get-AcceptedDomain lists ").code(initial.Exchange()).told(" before any command is run: no block checks it here.")
	}
	r.labelled("How: ", a.How...)
	if d, ok := a.Action.Deed.(mailflow.PublishRecords); ok {
		for i := range d.Sets {
			r.recordSet(&d.Sets[i])
		}
	}
	if a.Seen != "" {
		r.labelled("Seen: ", a.Seen)
	}
	r.end()
}

// labelled adds points that each begin with words of our own.
func (r *runbookWriter) labelled(label string, texts ...string) {
	for _, s := range texts {
		r.point().told(label).text(s)
	}
}

// blockOf is the number of the block for Exchange Online that does an action, or 0.
func (r *runbookWriter) blockOf(a *action) int {
	for i, st := range r.stints[&exchangeOnline] {
		if has(st.Actions, a.ID) {
			return i + 1
		}
	}
	return 0
}

// recordSet is a point about the records of a name, with what becomes of them below it.
func (r *runbookWriter) recordSet(set *mailflow.RecordSet) {
	r.point().told("Record: ").code(set.Name.Exchange())
	r.text(" ", string(set.Type), ", time to live ", strconv.FormatUint(uint64(set.TTL), 10), ", zone ").code(set.Zone.Exchange())
	if set.Foreign {
		r.told(", which is not yours: it is published by whoever owns it")
	}
	if len(set.New)+len(set.Old) == 0 {
		return
	}
	r.list()
	for _, d := range set.New {
		r.point().code(recordText(d))
	}
	for _, d := range set.Old {
		if !slices.Contains(set.New, d) {
			r.point().told("instead of ").code(recordText(d))
		}
	}
	r.end()
}
