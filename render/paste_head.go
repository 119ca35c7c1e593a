package render

import (
	"slices"
	"strconv"
	"strings"
)

// before says in comments before the block what has to be true first.
func (p *paster) before() {
	if p.number == 1 {
		for _, w := range p.heads {
			p.comment(w)
			p.add("#")
		}
	}
	number, of := strconv.Itoa(p.number), strconv.Itoa(p.of)
	p.comment("BLOCK ", number, " OF ", of, ": ", strings.ToUpper(p.title), ".")
	if p.number == 1 {
		const from = "from the ampersand before its first brace to the empty line after its last."
		soon := ""
		if strings.HasSuffix(p.title, atOnceInTitle) {
			soon = " What acts at once may change how mail is routed or judged as soon as the block has run."
		}
		p.add("#")
		if p.of == 1 {
			p.comment("The block is pasted when what stands before it is true: "+from, soon)
		} else {
			p.comment("Each block is pasted on its own, when what stands before it is true: "+from+" A later block runs only in a window where the line was typed that it asks for.", soon)
		}
	}
	asks := p.asksFirst()
	if asks || p.later() {
		p.add("#", "# What has to be true first:")
	}
	const lead, hang = "#   - ", "#     "
	for _, a := range p.stint.First {
		p.wrapped(lead, hang, a.Title, p.where(a.ID), ". Done when: ", a.Seen)
	}
	for i := range p.todo {
		for _, b := range p.todo[i].Before {
			p.wrapped(lead, hang, b)
		}
	}
	if p.later() {
		if !asks {
			p.wrapped(lead, hang, "The receipt of block ", strconv.Itoa(p.number-1), " says that all its actions are done.")
		}
		p.add("#", "# When all of it is true, type this line, and then paste the block:")
		p.line("#   $ready", p.id, " = $true")
		if slices.ContainsFunc(p.uses, func(u *use) bool { return u.Noted }) {
			p.add("# Only where the connector is not recorded as validated, and a test by hand with a pilot sender succeeded:")
			p.line("#   $tested", p.id, " = $true")
		}
	}
	p.end()
}

// asksFirst reports whether something has to be true before the block.
func (p *paster) asksFirst() bool {
	for i := range p.todo {
		if len(p.todo[i].Before) > 0 {
			return true
		}
	}
	return len(p.stint.First) > 0
}

// where says in which block an action is run, and "" of one that is done by hand.
func (p *paster) where(id string) string {
	for _, in := range []*shell{&exchangeOnline, &managementShell} {
		for i, st := range p.stints[in] {
			for n := range st.Actions {
				if st.Actions[n].ID == id {
					return " (number " + strconv.Itoa(n+1) + " of block " + strconv.Itoa(i+1) + " in " + in.file + ")"
				}
			}
		}
	}
	return ""
}

// head says in comments what the block does and how to run it.
func (p *paster) head() {
	p.line("# ", p.shell.what, ", block ", p.id, ".")
	if !p.announced {
		for _, w := range p.heads {
			p.add("#")
			p.comment(w)
		}
	}
	p.add("#", "# What it does, in this order:")
	for i := range p.todo {
		a := &p.todo[i]
		p.line("#   ", strconv.Itoa(i+1), ". ", plainASCII(a.Title), " (", a.Command, ").")
	}
	looks := "looks at what is there already"
	if p.shell.online {
		looks = "checks the connection, the organization, and what is there already"
	} else if p.ownDomains() != nil {
		looks = "checks the organization, and what is there already"
	}
	p.comment("Before that it ", looks, ". It stops at the first thing that is not as expected. It ends with a receipt, unless it is interrupted with Ctrl+C. Pasting it once more does no harm.")
	if p.has(validate) {
		p.fixed(aboutTests)
	}
	p.add("#", "# How to run it:")
	p.connect()
	p.fixed(howToPaste)
	p.fixed(whenDamaged)
	p.line("#     ", runFile(p.shell.file))
	p.whole()
	p.add("", "$ErrorActionPreference = 'Stop'")
}

const (
	aboutTests = `# A test that fails is in the receipt, and stops only what needs the validation. A second paste sends the test
# messages again, unless the connector is recorded as validated with the same addresses.`

	// howToPaste is said of every block.
	howToPaste = `#   Then paste all, from the ampersand to the empty line after the last brace, with Ctrl+V or as your terminal does
#   it. A warning of Windows Terminal about several lines is normal. If >> stays at the end, press Enter once more.
#   Nothing runs before the last brace: if the paste breaks off before it, press Ctrl+C, and paste all again.`

	// whenDamaged has runFile behind it.
	whenDamaged = `#   If a red message of PSReadLine appears, or the text arrives damaged, as over a slow connection: press Ctrl+C,
#   not Enter, go to the folder of the saved file, and run this line instead.`
)

// runFile runs the saved block past the line editor: the PSReadLine of Windows PowerShell 5.1 can fail on long pastes.
func runFile(file string) string {
	return `. ([scriptblock]::Create((Get-Content -Raw -LiteralPath .\` + file + `)))`
}

// whole says what the saved file does where it has more than this block.
func (p *paster) whole() {
	switch {
	case p.number > 1:
		p.add(
			"#   It runs the blocks one after the other. Those before this one find their work done, and it ends at the first",
			"#   that stops. So type in that window first, in a new one too:",
		)
		for _, id := range append(p.earlier, p.id) {
			p.line("#     $ready", id, " = $true")
		}
	case p.of > 1:
		p.add(
			"#   It runs this block, and ends at the first block behind it whose line with $ready was not typed in that window.",
		)
	}
}

// connect says how the window has to be connected.
func (p *paster) connect() {
	own, customers := connectLines(p.up.Organization)
	switch {
	case !p.shell.online:
		p.add("#   In the Exchange Management Shell on your own server, not in Exchange Online PowerShell.")
	case p.guarded():
		p.add("#   Connect first, with one of these lines; the second is for the organization of a customer.")
		p.line("#     ", own)
		p.line("#     ", customers)
	default:
		p.add("#   Connect first. For the organization of a customer this block does not run: name the organization in the",
			"#   answers, and make the block again.")
		p.line("#     ", own)
	}
}
