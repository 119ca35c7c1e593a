package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// plan writes the runbook of a set-up that takes more than commands: everything in the order in which it is done.
func (r *runbookWriter) plan() error {
	r.section("why", told("What and why"))
	r.add(paragraph(asText(capital(r.s.Scenario.Says) + ".")))
	for _, c := range r.up.Connectors {
		r.purpose(c)
	}
	for _, u := range r.up.Rules {
		r.add(paragraph(told("The mail flow rule ").code(u.Name.String()).told(rulePurpose(u))))
	}
	if all := ways(r.up); len(all) > 0 {
		r.section("path", told("The path of a message"))
		r.add(paths(all))
	}
	for _, c := range r.up.Connectors {
		r.section(settingsID(c.Part()), told("Settings of ").text(c.ConnectorName().String()))
		r.table(c.Part())
	}
	for _, u := range r.up.Rules {
		r.section(settingsID(u.PartID), told("Settings of ").text(u.Name.String()))
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
		r.section(in.id, told("The commands: "+in.file))
		r.add(paragraph(told("Copy them from " + in.file + " where you have it: its line ends suit every console. The text is the same.")))
		if err := r.blocks(in); err != nil {
			return err
		}
	}
	r.verify()
	r.section("way-back", told("Way back"))
	r.add(paragraph(told("Step by step, each only when the one before has taken effect. Each step at the end of this section says whether `rollback.ps1` does it, and in which stage, or somebody by hand. The stage `remove` comes only when all steps above its own are done.")))
	r.rollback()
	var turns numbered
	for _, b := range wayBack(r.up, r.actions) {
		t := turn{says: append(told(b.When.by()), asText(b.Says)...)}
		if b.Then != "" {
			t.then = asText(b.Then)
		}
		turns = append(turns, t)
	}
	r.add(turns)
	return nil
}

// others is the table of what is changed beside connectors and rules.
func (r *runbookWriter) others() {
	g := grid{head: []string{"What", "Of what", "In PowerShell"}}
	for _, a := range r.actions {
		if a.On == nil || r.hasTable(a) {
			continue
		}
		becomes := []prose{asCode(a.Command)}
		for _, p := range a.Params {
			if one, isAdded := p.Value.(added); isAdded { // as an argument it would be the whole list
				becomes = append(becomes, asCode("-"+p.Name).text(": the list as it is, and ").code(string(one)))
				continue
			}
			becomes = append(becomes, r.argument(p))
		}
		of := told("The organization")
		if a.On.Name != "" {
			of = asCode(a.On.Name)
		}
		g.rows = append(g.rows, []prose{asText(a.Title), of, stacked(becomes)})
	}
	if len(g.rows) == 0 {
		return
	}
	r.section("settings", told("Other settings"))
	r.add(g)
	for _, a := range r.actions {
		if a.On != nil && a.On.OnPremises && a.Remark != "" {
			r.add(paragraph(told(a.Remark)))
		}
	}
}

// hasTable reports whether an action shows in the table of the settings of what its part makes.
func (r *runbookWriter) hasTable(a action) bool {
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
	r.section("use", told("How to use this"))
	connect, check := r.connecting()
	list := bullets{
		{says: told("The actions stand in the order in which they are done. Nothing goes live before what it needs: do not skip one, and do not go on before what is to be seen is seen.")},
		{says: append(told("Commands are in blocks, one for each stage that has any. Open PowerShell with the module ExchangeOnlineManagement, 3.0.0 or later, and connect: "), connect...)},
		{says: check},
		{says: r.rights()},
		{says: told("Paste a block with Ctrl+V. A warning of Windows Terminal about several lines is normal. If `>>` stays at the end, press Enter once more. If a red message of PSReadLine appears, press Ctrl+C and do what the head of the block says.")},
		{says: told("Read the receipt of each block: no line may begin with STOPPED or NOT COMPLETE. Keep it: it has the GUIDs. A block can be pasted again: it leaves alone what is there exactly as wanted.")},
	}
	if slices.ContainsFunc(r.actions, func(a action) bool { return a.Does == validate }) {
		list = append(list, point{says: told("One NOT COMPLETE is no error of a block: that of a connector whose validation failed. It is there as wanted, and is not recorded as validated. The actions that need the validation say what becomes of them.")})
	}
	list = append(list, point{says: told("Instead of the blocks, `setup.ps1` does the same, a stage at a run: `.\\setup.ps1 -WhatIf` first. It keeps a record, by which `rollback.ps1` undoes what was done; `verify.ps1` compares what is there with this runbook.")})
	if changesZones(r.source) {
		list = append(list, point{says: told("The new records are in `dns.txt` as well, and for some DNS services in files of their own. These hold the stage \"" + mailflow.StageDNS.Title() + "\" alone: what other stages say of DNS is done by hand.")})
	}
	r.add(list)
}

// actionList has every action to tick off, under the headings of the stages.
func (r *runbookWriter) actionList() {
	blockOf := map[string]int{}
	for i, st := range r.stints[&exchangeOnline] {
		for _, a := range st.Actions {
			blockOf[a.ID] = i + 1
		}
	}
	numbers := map[string]int{}
	stage := mailflow.Stage("")
	var list bullets // of the stage, since its beginning or the point of no return
	flush := func() {
		if len(list) > 0 {
			r.add(list)
			list = nil
		}
	}
	for i, a := range r.actions {
		numbers[a.ID] = i + 1
		if a.Stage != stage {
			flush()
			stage = a.Stage
			r.section(stageID(stage), told("Stage: "+stage.Title()))
		}
		if a.NoReturn {
			flush()
			r.add(callout(asStrong("The point of no return.").told(" From the next action on mail takes the new way. Undoing it takes as long as others remember the records.")))
		}
		list = append(list, r.point(a, numbers, blockOf[a.ID]))
	}
	flush()
}

// point is an action to tick off. inBlock is the number of the block that does it, or 0.
func (r *runbookWriter) point(a action, numbers map[string]int, inBlock int) point {
	p := point{under: make([]point, 0, 4+len(a.Before)+len(a.How)), action: a.ID, todo: true, says: asStrong(strconv.Itoa(numbers[a.ID]) + ". " + a.among(r.actions))}
	add := func(says prose, under ...point) { p.under = append(p.under, point{says: says, under: under}) }
	who, by := append(make(prose, 0, 4), span{"Who: " + doers[a.Doer].says, inWords}), prose(nil)
	if a.Doer == mailflow.ByExchangeOnline && a.Command == "" { // it is in no block, which would look first
		who = told("Who: by hand, in Exchange Online PowerShell")
		by = told("Before: See that Get-AcceptedDomain lists the domains of this organization before any command is run: no block checks it here.")
		if d := r.up.Organization.InitialDomain; !d.IsZero() {
			who = who.told(", in the organization of ").code(d.Exchange())
			by = told("Before: See that Get-AcceptedDomain lists ").code(d.Exchange()).told(" before any command is run: no block checks it here.")
		}
	}
	if inBlock > 0 {
		who = who.text(", block " + strconv.Itoa(inBlock))
	}
	add(who)
	var after []string
	for _, b := range directlyNeeded(a, r.actions) {
		after = append(after, strconv.Itoa(numbers[b.ID]))
	}
	if len(after) > 0 {
		add(asText("After: " + strings.Join(after, ", ")))
	}
	for _, b := range a.Before {
		add(labelled("Before: ", b))
	}
	if by != nil {
		add(by)
	}
	for _, h := range a.How {
		add(labelled("How: ", h))
	}
	if d, ok := a.Action.Deed.(mailflow.PublishRecords); ok {
		for _, set := range d.Sets {
			add(recordHead(set), recordPoints(set)...)
		}
	}
	if a.Seen != "" {
		add(labelled("Seen: ", a.Seen))
	}
	return p
}

func recordHead(set mailflow.RecordSet) prose {
	p := told("Record: ").code(set.Name.Exchange()).told(fmt.Sprintf(" %s, time to live %d, zone ", set.Type, set.TTL)).code(set.Zone.Exchange())
	if set.Foreign {
		p = p.told(", which is not yours: it is published by whoever owns it")
	}
	return p
}

func recordPoints(set mailflow.RecordSet) (out []point) {
	for _, d := range set.New {
		out = append(out, point{says: asCode(recordText(d))})
	}
	for _, d := range set.Old {
		if !slices.Contains(set.New, d) {
			out = append(out, point{says: told("instead of ").code(recordText(d))})
		}
	}
	return out
}
