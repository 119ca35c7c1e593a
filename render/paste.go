package render

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// paste is one script block a stage, made to survive a console: ASCII, CRLF, short lines, nothing that prompts, nothing
// that stays behind. The console reads on until the last brace, so that nothing runs before everything has arrived.
//
// A block changes nothing before it has seen one usable connection, the right organization where that is named, and what
// is there already. Whatever stops it, it ends with a receipt; only behind Ctrl+C PowerShell drops what finally writes,
// so that everything worth knowing is also said as soon as it is known.
func paste(src *source) ([]byte, error) {
	return src.pasteFile(&exchangeOnline)
}

// onPremises is the same for the organization's own server.
func onPremises(src *source) ([]byte, error) {
	return src.pasteFile(&managementShell)
}

// shell is where commands run.
type shell struct {
	id      string // of its section in a page
	file    string // the document's name
	what    string // what a block is called
	online  bool   // it has connections and accepted domains, which are checked
	mine    func(action) bool
	nothing string // what to say where there is nothing for it
}

var exchangeOnline = shell{
	id: "commands", file: "paste.txt", what: "Exchange Online mail flow", online: true, mine: action.online,
	nothing: "There is nothing to paste into Exchange Online PowerShell.",
}

var managementShell = shell{
	id: "commands-on-premises", file: "on-premises.txt", what: "Mail flow of your own Exchange server",
	mine:    func(a action) bool { return a.On != nil && a.On.OnPremises },
	nothing: "There is nothing to paste into an Exchange Management Shell: this set-up changes no server of your own.",
}

// pasteFile is the document of the blocks for one shell.
func (src *source) pasteFile(in *shell) ([]byte, error) {
	made, err := src.pasted[in]()
	if err == nil && len(made.blocks) == 0 {
		return nothingToDo(src, in.nothing), nil
	}
	return made.text, err
}

// commands are the blocks for one shell.
type commands struct {
	text   []byte // all of them, each with an empty line behind it
	blocks []pasted
}

// pasted is one block to paste.
type pasted struct {
	id, title string
	stint     stint
	from, to  int // where it stands in the text of all
}

// block is the text of one block, with the empty line behind it, which some consoles wait for before they run it.
func (c commands) block(i int) []byte { return c.text[c.blocks[i].from : c.blocks[i].to+len("\r\n")] }

// blocks are all blocks for one shell.
func blocks(src *source, in *shell) (out commands, err error) {
	todo := src.stints[in]
	titles := titles(todo)
	text := src.maker.sheet()
	var ids []string
	for i, st := range todo {
		p := &paster{source: src, stint: st, todo: st.Actions, shell: in, number: i + 1, of: len(todo), title: titles[i], earlier: ids}
		from := len(text)
		p.text = text
		p.use(st.Uses)
		p.id = p.blockID()
		p.write()
		if p.err != nil {
			return commands{}, p.err
		}
		out.blocks = append(out.blocks, pasted{p.id, p.title, st, from, len(p.text)})
		if text = append(p.text, "\r\n"...); p.later() {
			ids = append(ids, p.id)
		}
	}
	out.text = src.maker.done(text)
	return out, nil
}

// nothingToDo is a document that a set-up has no use for: comments that say so.
func nothingToDo(src *source, says string) []byte {
	p := &paster{}
	for _, h := range src.heads {
		p.comment(h)
		p.add("#")
	}
	p.comment(says)
	return p.text
}

// paster writes one block.
type paster struct {
	block
	*source
	shell       *shell
	stint       stint
	todo        []action // of the block
	uses        []*use
	kinds       []*object // of uses, once somebody asks
	number      int
	of          int
	id          string
	title       string   // of the block
	earlier     []string // the ids of the blocks before it, of those that ask for a line
	announced   bool     // comments before the block begin with what every document begins with
	dresses     bool     // what it fills in stands in a script
	hasTestMode bool     // whatever the block itself reads, the helpers it uses want those in test mode
	remarks     bool     // above each parameter stands the question that it answers
}

func (p *paster) write() {
	if p.of > 1 || p.asksFirst() {
		p.before()
		p.announced = true
	}
	p.nest("& {", func() {
		p.head()
		p.data()
		p.helpers()
		p.nest("try {", func() { p.try(); p.add("$failure = ''") }, "}")
		p.nest("catch {", func() { p.add("$failure = $_.Exception.Message", "throw") }, "}")
		p.nest("finally {", p.receipt, "}")
	}, "}")
}

// later reports whether something has to be done by hand before the block, so that it must not run by being pasted
// together with the one before.
func (p *paster) later() bool { return p.number > 1 }

// blockID names what the block does: the same organization, commands and parameters have the same id.
func (p *paster) blockID() string {
	org := p.up.Organization
	w := jsonWriter{compact: true, out: newScratch()}
	defer func() { leave(w.out) }()
	w.open('[')
	for _, s := range []string{org.InitialDomain.Exchange(), org.TenantID.Exchange()} {
		w.next()
		w.string(s)
	}
	for _, a := range p.todo {
		for _, s := range []string{a.ID, a.Command} {
			w.next()
			w.string(s)
		}
		w.next()
		w.parameters(a.Params)
	}
	w.close(']')
	sum := sha256.Sum256(w.out)
	return hex.EncodeToString(sum[:4])
}

// guarded reports whether the organization is named.
func (p *paster) guarded() bool { return !p.up.Organization.InitialDomain.IsZero() }

func (p *paster) has(d deed) bool {
	return slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == d })
}

// use says what the block uses.
func (p *paster) use(uses []*use) { p.uses, p.kinds = uses, nil }
