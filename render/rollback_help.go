package render

import (
	"slices"
	"strconv"
	"strings"
)

// rollbackHelp is the help of rollback.ps1: each sentence only where the set-up has what it is about.
func (p *undoer) rollbackHelp() {
	p.helpBegins("Undoes: " + p.s.Scenario.Title + ", in Exchange Online.")
	p.section(".DESCRIPTION")
	p.ours("Undoes what the record of setup.ps1 says, the last change first: what was changed gets its value of before, and what was created is removed, by its GUID. Without a record it does nothing, because nothing else says what was there before. What was pasted has no record: give the GUIDs from its receipts, and what they name is removed." +
		"\nWhat somebody changed since the set-up stays as it is, and a warning names it; -Force takes it back as well." +
		"\nThe record may be of a run that broke, or of a run with other answers. Where it has a kind of object that these answers do not have, the script says so and changes nothing." +
		"\nThe whole way back, in its order:" +
		"\n1. The stage stop turns off, or puts back, what sends or refuses mail.")
	if !p.phase(byStop) {
		p.ours("- With these answers there is nothing to turn off first: the stage says what there is to undo.")
	}
	number := 2
	turn := func(says string) {
		p.paragraph(strconv.Itoa(number), ". ", says)
		number++
	}
	if slices.ContainsFunc(p.way, func(b back) bool { return b.When == byHandBefore }) {
		turn("By hand, before anything is removed:")
		p.phase(byHandBefore)
	}
	const removes = "The stage remove removes what was created, and puts back what was changed on connectors that were there before. It begins only when the stage stop has nothing left to do"
	if p.toBeTrue != nil {
		turn(removes + ", and asks first what no command can look up.")
	} else {
		turn(removes + ".")
	}
	p.phase(byRemove)
	if p.byHandAfter != nil {
		turn("By hand, at the end:")
		p.phase(byHandAfter)
	}
	p.section(".PARAMETER Stage")
	p.ours("stop, which is the default, or remove.")
	p.section(".PARAMETER RecordPath")
	p.ours("The record that setup.ps1 keeps. What is undone is noted in it, and not undone a second time: what somebody sets again on purpose stays.")
	p.section(".PARAMETER CreatedGuid")
	const guids = "In place of a record: the GUIDs of what was created, from the receipts of paste.txt, never those of what was there before the first paste. Only what this plan makes is taken, by kind and name. A GUID that nothing has any more is named and left out."
	if p.noGUID != "" {
		p.ours(guids + " This has no GUID in a receipt, and has to be undone by hand: " + p.noGUID + ".")
	} else {
		p.ours(guids)
	}
	if p.toBeTrue != nil {
		p.section(".PARAMETER Ready")
		p.ours("Says that all of this is true, which otherwise is asked before anything is removed:")
		for _, c := range p.toBeTrue {
			p.paragraph("- ", c)
		}
	}
	if p.moving != nil {
		p.section(".PARAMETER DnsServer")
		p.ours("The addresses of the DNS servers that are asked for the MX records before anything is removed. Without it, the resolver of this computer is asked, which may have another view of the domains than the internet has, or still know the old records.")
	}
	p.section(".PARAMETER Force")
	p.ours("Also takes back what somebody changed since the set-up, and removes what was created and changed since.")
	for _, e := range [][2]string{
		{`.\rollback.ps1 -WhatIf`, "Says what the stage stop would do. Nothing at all is changed, and no file is written."},
		{`.\rollback.ps1 -Stage stop -Verbose`, "Begins the way back, and says what has to be true before the next example."},
		{`.\rollback.ps1 -Stage remove -Verbose`, "Ends it, some time later."},
		{`.\rollback.ps1 -Stage stop -CreatedGuid '6f9619ff-8b86-d011-b42d-00c04fc964ff'`, "For what was pasted: the GUIDs stand in the receipts. Give the same ones to the stage remove."},
	} {
		p.section(".EXAMPLE")
		p.line(indent, e[0])
		p.end()
		p.ours(e[1])
	}
	p.section(".OUTPUTS")
	p.ours("One object for each entry of the record: Action, Object, Result and Guid. Where the run stops, those of the entries that come after are missing, and a warning says each of the others, because a console does not show the table then.")
	p.notes()
	p.helpEnds()
}

// phase writes the steps of a phase of the way back, and reports whether there are any.
func (p *undoer) phase(when phase) (some bool) {
	for i := range p.way {
		b := &p.way[i]
		switch {
		case b.When != when:
			continue
		case b.Then != "":
			p.paragraph("- ", b.Says, " Go on when: ", b.Then)
		default:
			p.paragraph("- ", b.Says)
		}
		some = true
	}
	return some
}

// notByGUID names what the plan changes that has no GUID in a receipt, what it adds to lists first.
func (p *undoer) notByGUID() string {
	var lists, others []string
	for i := range kinds {
		for _, c := range kinds[i].NoGUID {
			switch {
			case !p.does(c.command):
			case kinds[i].IsList:
				lists = append(lists, c.what)
			default:
				others = append(others, c.what)
			}
		}
	}
	return strings.Join(append(lists, others...), ", ")
}
