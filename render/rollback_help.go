package render

import "strings"

// sections are the help of rollback.ps1: each sentence only where the set-up has what it is about.
func (p *undoer) sections() [][2]string {
	says := "Undoes what the record of setup.ps1 says, the last change first: what was changed gets its value of before, and what was created is removed, by its GUID. Without a record it does nothing, because nothing else says what was there before. What was pasted has no record: give the GUIDs from its receipts, and what they name is removed." +
		"\nWhat somebody changed since the set-up stays as it is, and a warning names it; -Force takes it back as well." +
		"\nThe record may be of a run that broke, or of a run with other answers. Where it has a kind of object that these answers do not have, the script says so and changes nothing." +
		"\nThe whole way back, in its order:" +
		"\n1. The stage stop turns off, or puts back, what sends or refuses mail."
	says += p.list(byStop, "With these answers there is nothing to turn off first: the stage says what there is to undo.")
	number := "2. "
	if p.says(byHandBefore) != nil {
		says += "\n" + number + "By hand, before anything is removed:" + p.list(byHandBefore, "")
		number = "3. "
	}
	asks := ""
	if p.conditions() != nil {
		asks = ", and asks first what no command can look up"
	}
	says += "\n" + number + "The stage remove removes what was created, and puts back what was changed on connectors that were there before. It begins only when the stage stop has nothing left to do" + asks + "."
	says += p.list(byRemove, "")
	if p.says(byHandAfter) != nil {
		says += "\n" + map[string]string{"2. ": "3. ", "3. ": "4. "}[number] + "By hand, at the end:" + p.list(byHandAfter, "")
	}
	guids := "In place of a record: the GUIDs of what was created, from the receipts of paste.txt, never those of what was there before the first paste. Only what this plan makes is taken, by kind and name. A GUID that nothing has any more is named and left out."
	if byHand := p.notByGUID(); byHand != "" {
		guids += " This has no GUID in a receipt, and has to be undone by hand: " + byHand + "."
	}
	out := [][2]string{
		{".SYNOPSIS", "Undoes: " + p.s.Scenario.Title + ", in Exchange Online."},
		{".DESCRIPTION", says},
		{".PARAMETER Stage", "stop, which is the default, or remove."},
		{".PARAMETER RecordPath", "The record that setup.ps1 keeps. What is undone is noted in it, and not undone a second time: what somebody sets again on purpose stays."},
		{".PARAMETER CreatedGuid", guids},
	}
	if conditions := p.conditions(); conditions != nil {
		out = append(out, [2]string{".PARAMETER Ready", "Says that all of this is true, which otherwise is asked before anything is removed:\n- " + strings.Join(conditions, "\n- ")})
	}
	if p.movesMX() {
		out = append(out, [2]string{".PARAMETER DnsServer", "The addresses of the DNS servers that are asked for the MX records before anything is removed. Without it, the resolver of this computer is asked, which may have another view of the domains than the internet has, or still know the old records."})
	}
	return append(out,
		[2]string{".PARAMETER Force", "Also takes back what somebody changed since the set-up, and removes what was created and changed since."},
		[2]string{".EXAMPLE", `.\rollback.ps1 -WhatIf` + "\n\nSays what the stage stop would do. Nothing at all is changed, and no file is written."},
		[2]string{".EXAMPLE", `.\rollback.ps1 -Stage stop -Verbose` + "\n\nBegins the way back, and says what has to be true before the next example."},
		[2]string{".EXAMPLE", `.\rollback.ps1 -Stage remove -Verbose` + "\n\nEnds it, some time later."},
		[2]string{".EXAMPLE", `.\rollback.ps1 -Stage stop -CreatedGuid '6f9619ff-8b86-d011-b42d-00c04fc964ff'` + "\n\nFor what was pasted: the GUIDs stand in the receipts. Give the same ones to the stage remove."},
		[2]string{".OUTPUTS", "One object for each entry of the record: Action, Object, Result and Guid. Where the run stops, those of the entries that come after are missing, and a warning says each of the others, because a console does not show the table then."},
		[2]string{".NOTES", "Plan " + p.id + ". " + p.connectHelp()},
	)
}

// list is a phase of the way back as lines of the help, or what stands where it has no steps.
func (p *undoer) list(when phase, none string) (out string) {
	for _, b := range p.way {
		if b.When != when {
			continue
		}
		if out += "\n- " + b.Says; b.Then != "" {
			out += " Go on when: " + b.Then
		}
	}
	if out == "" && none != "" {
		out = "\n- " + none
	}
	return out
}

// notByGUID names what the plan changes that has no GUID in a receipt, what it adds to lists first.
func (p *undoer) notByGUID() string {
	var lists, others []string
	for _, kind := range kinds {
		for _, c := range kind.NoGUID {
			switch {
			case !p.does(c.command):
			case kind.IsList:
				lists = append(lists, c.what)
			default:
				others = append(others, c.what)
			}
		}
	}
	return strings.Join(append(lists, others...), ", ")
}
