package render

import (
	"bytes"
	"slices"
	"strings"
)

// helpBegins begins comment-based help. Every line of it is ours, or goes through appendHelpLine.
func (p *scripter) helpBegins(synopsis string) {
	for _, h := range p.heads {
		p.comment(h)
		p.end()
	}
	p.add("<#", ".SYNOPSIS")
	p.ours(synopsis)
}

// section begins a section of the help, by its keyword.
func (p *scripter) section(keyword ...string) {
	p.end()
	p.line(keyword...)
}

// ours writes paragraphs that hold nothing of the user's, each on a line of the text: a text is laid out once.
func (p *scripter) ours(says string) {
	p.text = append(p.text, *helpTexts.of(helpText(says), func(says helpText) *[]byte {
		var b block
		for one := range strings.SplitSeq(string(says), "\n") {
			b.paragraph(one)
		}
		return &b.text
	})...)
}

// helpText is a part of the help in words of ours.
type helpText string

func (t helpText) number() int { return len(t) }

// helpTexts are those that were written lately.
var helpTexts kept[helpText, []byte]

// paragraph writes words as a paragraph of the help. What begins with spaces or a hyphen hangs.
func (b *block) paragraph(words ...string) {
	var few [1 << 10]byte
	text := appendPlainASCII(few[:0], words)
	lead, hang := 0, len(text)-len(bytes.TrimLeft(text, " "))
	if hang > 0 || bytes.HasPrefix(text, []byte("- ")) {
		hang += len("- ")
	}
	for more := true; more; {
		var line []byte
		if line, text, more = cutLine(text, columns-len(indent)-hang); len(line) > 0 {
			b.spaces(len(indent) + lead)
			b.text = appendHelpLine(b.text, line)
		}
		b.end()
		lead = hang
	}
}

// appendHelpLine adds a line so that it cannot end the comment, nor begin a section of the help.
func appendHelpLine(dst, line []byte) []byte {
	if word := bytes.TrimLeft(line, " "); len(word) > 1 && word[0] == '.' && isLetter(word[1]) { // a keyword of the help
		dst = append(dst, "- "...)
	}
	for {
		before, after, ends := bytes.Cut(line, []byte("#>"))
		if dst = append(dst, before...); !ends {
			return dst
		}
		dst, line = append(dst, "#<U+003E>"...), after
	}
}

// helpEnds ends the help, and says what the script needs.
func (p *scripter) helpEnds() {
	p.fixed("#>\n\n#Requires -Version 5.1\n#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.0.0' }\n")
}

// notes are the section that tells which plan it is, and how to connect.
func (p *scripter) notes() {
	p.section(".NOTES")
	own, customers := connectLines(p.up.Organization)
	if p.guarded() {
		p.paragraph("Plan ", p.id, ". Connect first, with ", own, "; for the organization of a customer with ", customers, howToConnect)
	} else {
		p.paragraph("Plan ", p.id, ". Connect first, with ", own, ". For the organization of a customer this script does not run: name the organization, and make the script again", howToConnect)
	}
}

const howToConnect = ". In PowerShell 7 on a computer " +
	"without a browser add -Device; where the sign-in window fails, add -DisableWAM (module 3.7.2 or later). The module has to be " +
	"of version 3.0.0 or later. In PowerShell 7, versions from 3.5.0 on need PowerShell 7.4 or later, and versions from 3.10.0 on 7.6 " +
	"or later; Windows PowerShell 5.1 takes all of them."

func (p *scripter) scriptHelp(options []option) {
	p.helpBegins(p.s.Scenario.Title + ", in Exchange Online.")
	p.section(".DESCRIPTION")
	if p.guarded() {
		p.ours(setsWhatDiffers + "It stops before the first change where the window is not connected to the organization that was named." + neverTouches)
	} else {
		p.ours(setsWhatDiffers + "No organization was named: it says by a warning which one the window is connected to, and does not run for that of a customer." + neverTouches)
	}
	called := titles(p.stints)
	says := newScratch()
	for i := range p.stints {
		says = append(append(append(append(append(says[:0], "- "...), p.stages[i]...), ". "...), called[i]...), ": "...)
		for j := range p.stints[i].Actions {
			if j > 0 {
				says = append(says, "; "...)
			}
			title := p.stints[i].Actions[j].Title
			says = append(append(says, lower(title[0])), title[1:]...)
		}
		p.paragraph(string(append(says, '.')))
	}
	leave(says)
	for _, o := range options {
		p.section(".PARAMETER ", o.name)
		p.ours(o.says)
	}
	p.example("", " -WhatIf", "Says what the first stage would do. Nothing at all is changed, and no file is written.")
	for _, stage := range p.stages {
		p.example(stage, " -Verbose", "")
	}
	if p.takesOver {
		p.example(p.stages[0], " -Force", "Sets right each connector that is on and differs, whoever made it, without asking. See with -WhatIf first what that changes.")
	}
	for i, st := range p.stints {
		if slices.ContainsFunc(st.Uses, func(u *use) bool { return u.Noted }) {
			p.example(p.stages[i], " -TestedByHand", "Goes on although the connector is not recorded as validated, because a test by hand succeeded.")
		}
	}
	p.section(".OUTPUTS")
	p.ours("One object for each action: Action, Object, Result and Guid. Where the run stops, those of the actions that come after are missing, and a warning says each of the others, because a console does not show the table then. The Result Begun says that a change had begun when the run stopped: the next run looks at what came of it.")
	p.notes()
	p.helpEnds()
}

const (
	setsWhatDiffers = "Creates what is not there, sets only what differs, and leaves alone what is as wanted. "
	neverTouches    = " It never touches what the Hybrid Configuration wizard made, and no connector in test mode." +
		"\nEach stage is a run of its own, because between two stages something has to be true that no command makes so. Stages, in their order:"
)

// example is a line that runs the script, for a stage where one is named, and what it does.
func (p *scripter) example(stage, parameters, says string) {
	p.section(".EXAMPLE")
	if stage != "" {
		p.line(indent, `.\setup.ps1 -Stage `, stage, parameters)
	} else {
		p.line(indent, `.\setup.ps1`, parameters)
	}
	if says != "" {
		p.end()
		p.ours(says)
	}
}
