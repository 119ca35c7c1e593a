package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
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

// block is the text of one block.
func (c commands) block(i int) []byte { return c.text[c.blocks[i].from:c.blocks[i].to] }

// blocks are all blocks for one shell.
func blocks(src *source, in *shell) (out commands, err error) {
	todo := src.stints[in]
	titles := titles(todo)
	text := newBuffer()
	for i, st := range todo {
		p := &paster{source: src, stint: st, todo: st.Actions, shell: in, number: i + 1, of: len(todo), title: titles[i]}
		from := len(text)
		p.text = text
		p.use(st.Uses)
		p.id = p.blockID()
		p.write()
		if p.err != nil {
			return commands{}, p.err
		}
		out.blocks = append(out.blocks, pasted{p.id, p.title, st, from, len(p.text)})
		text = append(p.text, "\r\n"...)
	}
	out.text = done(text)
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
	kinds       []object // of uses, once somebody asks
	number      int
	of          int
	id          string
	title       string // of the block
	dresses     bool   // what it fills in stands in a script
	hasTestMode bool   // whatever the block itself reads, the helpers it uses want those in test mode
	// remarks is what to say above each parameter, or nil.
	remarks func(part string, p parameter) string
}

// remarked writes parameters, with what is to be said of each above it.
func (p *paster) remarked(name, part string, ps []parameter) {
	if p.remarks == nil {
		p.hashtable(name, ps)
		return
	}
	p.members(name, ps, func(param parameter) { p.comment(p.remarks(part, param)) })
}

func (p *paster) write() {
	if p.of > 1 {
		p.before()
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

// before says in comments before the block what has to be true first.
func (p *paster) before() {
	if p.number == 1 {
		for _, w := range p.heads {
			p.comment(w)
			p.add("#")
		}
	}
	p.comment(fmt.Sprintf("BLOCK %d OF %d: %s.", p.number, p.of, strings.ToUpper(p.title)))
	if p.number == 1 {
		p.add("#")
		p.comment("Each block is pasted on its own, when what stands before it is true: from the ampersand before its first brace to the empty line after its last. A later block stops where the line that it asks for was not typed.")
	}
	var first []string
	for _, a := range p.stint.First {
		first = append(first, a.Title+". Done when: "+a.Seen)
	}
	for _, a := range p.todo {
		first = append(first, a.Before...)
	}
	if len(first) > 0 {
		p.add("#", "# What has to be true first:")
	}
	for _, f := range first {
		lead := "#   - "
		for _, line := range wrapHard(plainASCII(f), columns-len(lead)) {
			p.add(strings.TrimRight(lead+line, " "))
			lead = "#     "
		}
	}
	if p.later() {
		p.add("#", "# When all of it is true, type this line, and then paste the block:", "#   $ready"+p.id+" = $true")
	}
	p.add("")
}

// part is the part that a subject is described in.
func (s *subject) part(all []action) string {
	for _, a := range all {
		if a.On == s {
			return a.Part
		}
	}
	return ""
}

// blockID names what the block does: the same organization, commands and parameters have the same id.
func (p *paster) blockID() string {
	org := p.up.Organization
	w := jsonWriter{compact: true, out: newBuffer()}
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

func (p *paster) head() {
	p.add("# " + p.shell.what + ", block " + p.id + ".")
	if p.of == 1 {
		for _, w := range p.heads {
			p.add("#")
			p.comment(w)
		}
	}
	p.add("#", "# What it does, in this order:")
	for i, a := range p.todo {
		p.add(fmt.Sprintf("#   %d. %s (%s).", i+1, plainASCII(a.Title), a.Command))
	}
	if p.shell.online {
		p.add("# Before that it checks the connection, the organization, and what is there already. It stops at the first thing")
	} else {
		p.add("# Before that it looks at what is there already. It stops at the first thing")
	}
	p.add(
		"# that is not as expected. It ends with a receipt, unless it is interrupted with Ctrl+C. Pasting it once more does",
		"# no harm.",
	)
	if p.has(validate) {
		p.add(
			"# It sends the test messages again then, unless the connector is recorded as validated with the same addresses.",
		)
	}
	p.add("#", "# How to run it:")
	p.connect()
	p.add(
		"#   Then paste all, from the ampersand to the empty line after the last brace, with Ctrl+V. A warning of",
		"#   Windows Terminal about several lines is normal. If >> stays at the end, press Enter once more.",
	)
	if p.of == 1 {
		p.add(
			"#   If a red message of PSReadLine appears: press Ctrl+C, not Enter, and run the saved file with this line instead.",
		)
	} else {
		p.add(
			"#   If a red message of PSReadLine appears: press Ctrl+C, not Enter, and run the saved file with this line instead.",
			"#   It runs all blocks: those that were run before find their work done, and those for later stop.",
		)
	}
	p.add("#     "+runFile(p.shell.file), "", "$ErrorActionPreference = 'Stop'")
}

// connect says how the window has to be connected.
func (p *paster) connect() {
	own, customers := connectLines(p.up.Organization)
	switch {
	case !p.shell.online:
		p.add("#   In the Exchange Management Shell on your own server, not in Exchange Online PowerShell.")
	case p.guarded():
		p.add("#   Connect first, with one of these lines; the second is for the organization of a customer.", "#     "+own, "#     "+customers)
	default:
		p.add(
			"#   Connect first. For the organization of a customer this block does not run: name the organization, and make",
			"#   the block again.",
			"#     "+own,
		)
	}
}

// runFile runs the saved block past the line editor: the PSReadLine of Windows PowerShell 5.1 can fail on long pastes.
func runFile(file string) string {
	return `. ([scriptblock]::Create((Get-Content -Raw -LiteralPath .\` + file + `)))`
}

// guarded reports whether the organization is named.
func (p *paster) guarded() bool { return !p.up.Organization.InitialDomain.IsZero() }

func (p *paster) has(d deed) bool {
	return slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == d })
}

// testMode reports whether the block has to look at connectors in test mode.
func (p *paster) testMode() bool {
	return p.hasTestMode || slices.ContainsFunc(p.objects(), func(o object) bool { return o.InTestMode != "" })
}

// helper is a helper with its mark replaced: by a part, or by nothing where the block does not need it.
func helper(of, mark, part string, needed bool) string {
	return *composed.of(composition{of, mark, part, needed}, composition.compose)
}

// composition is a helper, a mark in it, and what stands in its place.
type composition struct {
	of, mark, part string
	needed         bool
}

// composed are those that were written lately.
var composed kept[composition, string]

func (c composition) compose() *string {
	before, after, found := strings.Cut(c.of, c.mark)
	if !found {
		return &c.of
	}
	begun := strings.LastIndexByte(before, '\n') + 1
	text := before[:begun] + strings.TrimPrefix(after, "\n")
	if c.needed {
		lead := before[begun:]
		text = before + strings.ReplaceAll(c.part, "\n", "\n"+lead) + after
	}
	return &text
}

// comment writes words as a comment.
func (p *paster) comment(words string) {
	for _, line := range wrapHard(plainASCII(words), columns-p.column-len("# ")) {
		p.line("# ", line)
	}
}

// wrapHard is wrap for a comment, in which a name may be broken, in ASCII.
func wrapHard(s string, width int) (out []string) {
	for _, line := range wrap(s, width) {
		for len(line) > width {
			out, line = append(out, line[:width]), line[width:]
		}
		out = append(out, line)
	}
	return out
}

// data has all that the answers decide. What follows it is the same for every set-up of this shape.
func (p *paster) data() {
	if len(p.uses) > 0 {
		p.add("", "# What shall be there. The properties of the list below it have to be empty or off.")
	}
	for _, u := range p.uses {
		p.wanted(u)
	}
	p.looked(true)
	org := p.up.Organization
	if p.shell.online && !org.InitialDomain.IsZero() {
		p.assign("initialDomain", text(org.InitialDomain.Exchange()))
	}
	p.add("", "# What the receipt says.")
	if p.shell.online {
		if org.InitialDomain.IsZero() {
			p.add("$organization = 'NOT CHECKED: none was named'")
		} else {
			p.add("$organization = 'not checked'")
		}
		p.add("$connectionLines = @('  not looked at')")
		if !org.TenantID.IsZero() {
			p.assign("expectedTenant", text(org.TenantID.Exchange()))
		}
	}
	for _, u := range p.uses {
		if begins := p.known(u, "$<x>Guid = ''\n$<x>Form = -1"); !u.Made && begins != "" {
			p.put(action{On: u.subject}, begins)
		}
	}
	for _, a := range p.todo {
		switch a.Does {
		case create:
			p.put(a, p.known(p.useOf(a.On), "$<x>State = 'not created'\n$<x>Guid = ''\n$<x>Form = -1"))
			if certificateDomains(a) != nil {
				p.put(a, "$<x>Certificate = 'not looked at'")
			}
		case validate:
			p.put(a, "$<x>Validation = 'not run'\n$<x>Validated = $false\n$<x>Recorded = $false\n$<x>Tests = @()")
		case record:
		default:
			p.put(a, "$<y>State = 'not done'")
		}
	}
	p.add("$done = 0", "$touched = $false", "$failure = 'interrupted'")
}

// wanted writes the forms of a subject: the first whole, then what each change of it brings.
func (p *paster) wanted(u *use) {
	begin := u.Forms[0]
	for _, a := range p.actions {
		if a.On == u.subject && a.Does == create && a.Remark != "" {
			p.comment(a.Remark)
		}
	}
	if begin == nil {
		p.add("$" + u.X + " = @{}")
		name := u.Name
		if name == "" {
			name = "of the organization"
		}
		p.assign(u.X+"Name", text(name))
	} else {
		p.remarked(u.X, u.part(p.actions), begin)
	}
	p.assign(u.X+"Unset", u.unset(begin))
	for _, a := range p.actions {
		switch {
		case a.On != u.subject:
		case a.Does == create && u.Made:
			if domains := certificateDomains(a); domains != nil && p.shell.online {
				p.comment("One of these has to be an accepted domain, or mail that is passed on can be refused.")
				p.assign(u.X+"CertificateDomains", domains)
			}
		case a.Does == change:
			p.comment("What changes then: " + lowerFirst(a.Title) + ".")
			p.remarked(a.Y, a.Part, a.brings())
		}
	}
}

// looked writes what actions are about that make no object. Only what changes something lets a person name domains
// without mail.
func (p *paster) looked(changes bool) {
	for _, a := range p.todo {
		switch a.Does {
		case validate:
			p.assign(a.On.X+"Recipients", lookup(a.Params, "Recipients"))
		case extend:
			p.assign(a.Y+"Sealer", text(lookup(a.Params, "ArcTrustedSealers").(added)))
		case require:
			p.assign(a.Y+"Domain", lookup(a.Params, "DomainName"))
		case cover:
			p.assign(a.Y+"Domains", lookup(a.Params, "DomainName"))
			if !changes {
				break
			}
			p.comment("Accepted domains that receive no mail: write them here, as in @('a.example', 'b.example'). Mail for them is refused.")
			p.add("$noMail = @()")
		}
	}
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func (p *paster) helpers() {
	addresses := p.addressed()
	look := helper(normalizeAddresses, "<properties>", quotedNames(addresses), true)
	same := helper(helper(normalize, "<addresses>", look, len(addresses) > 0), "<dates>", normalizeDates, p.dated())
	for _, h := range []string{valueOf, shown, same, helper(compare, "<state>", compareState, p.switched())} {
		p.helper(h)
	}
	for _, o := range p.objects() {
		p.helper(o.Reader)
	}
	if len(p.uses) > 0 {
		examined, also := helper(examine, "<test>", examineInTestMode, p.testMode()), ""
		if p.testMode() {
			also = "$InTestMode, "
		}
		if p.several() {
			p.helper(with)
		}
		if hasCounted(p.objects()) {
			p.helper(compareLists)
		}
		examined = helper(helper(examined, "<strict>", examineStrictly, true), "<closer>", closerInPaste, true)
		p.helper(helper(examined, "<param>", also, true))
		p.helper(readBack)
	}
	p.add("")
}

// dated reports whether some object has dates that are compared.
func (p *paster) dated() bool {
	return slices.ContainsFunc(p.objects(), func(o object) bool { return o.Dated })
}

// switched reports whether some object tells in words whether it is on.
func (p *paster) switched() bool {
	return slices.ContainsFunc(p.objects(), func(o object) bool { return o.Switches != nil })
}

// several reports whether some subject goes through several forms.
func (p *paster) several() bool {
	return slices.ContainsFunc(p.uses, func(u *use) bool { return len(u.Forms) > 1 || p.turnedOn(u.subject) })
}

// addressed are the properties that hold addresses and are compared.
func (p *paster) addressed() (out []string) {
	holds := func(name string) bool {
		return slices.ContainsFunc(p.uses, func(u *use) bool {
			return slices.ContainsFunc(u.Forms, func(ps []parameter) bool { return lookup(ps, name) != nil })
		})
	}
	for _, name := range []string{"SenderIPAddresses", "SmartHosts", "EFSkipIPs", "SenderIpRanges"} {
		if holds(name) {
			out = append(out, name)
		}
	}
	return out
}

// quotedNames are names of ours as the items of an array.
func quotedNames(names []string) string { return "'" + strings.Join(names, "', '") + "'" }

// certificateDomains are the domains of which one has to be accepted for a connector that knows the organization's own
// mail by a certificate: the certificate's and its parents. nil for every other action.
func certificateDomains(a action) (out list) {
	if a.Does != create || !slices.ContainsFunc(a.Params, func(p parameter) bool { return p.Value == enum(mailflow.OnPremises) }) {
		return nil
	}
	for _, p := range a.Params {
		name, ok := p.Value.(text)
		if p.Name != "TlsSenderCertificateName" || !ok {
			continue
		}
		domain := strings.TrimPrefix(string(name), "*.")
		out = append(out, domain)
		for _, parent, more := strings.Cut(domain, "."); more && strings.Contains(parent, "."); _, parent, more = strings.Cut(parent, ".") {
			out = append(out, parent)
		}
	}
	return out
}

// objects are the kinds of objects that the block reads, each once.
func (p *paster) objects() []object {
	if p.kinds == nil {
		p.kinds = p.findObjects()
	}
	return p.kinds
}

// use says what the block uses.
func (p *paster) use(uses []*use) { p.uses, p.kinds = uses, nil }

func (p *paster) findObjects() []object {
	out := make([]object, 0, min(len(p.uses)+1, len(kinds)))
	add := func(o object) {
		if !slices.ContainsFunc(out, func(have object) bool { return have.Noun == o.Noun }) {
			out = append(out, o)
		}
	}
	for _, u := range p.uses {
		add(u.object)
	}
	for _, a := range p.todo {
		if a.Does == extend {
			add(a.On.object)
		}
	}
	return out
}

// try has the guards, a look at what is there, and then the actions.
func (p *paster) try() {
	if p.later() {
		p.put(action{}, checkReady)
		p.add("")
	}
	var commands list
	if p.shell.online {
		commands = list{"Get-ConnectionInformation", "Get-AcceptedDomain"}
	}
	need := func(c string) {
		if !slices.Contains(commands, c) {
			commands = append(commands, c)
		}
	}
	for _, o := range p.objects() {
		need(o.read())
	}
	for _, a := range p.todo {
		need(a.Command)
	}
	p.add(checkWhatIf, "")
	if p.shell.online {
		p.add("# The commands: a window that is not connected does not have them.")
	} else {
		p.add("# The commands: Exchange Online PowerShell does not have them.")
	}
	p.assign("commands", commands)
	if p.shell.online {
		organization := showOrganization
		if p.guarded() {
			organization = checkOrganization
		}
		p.add(checkCommands, readDomains, "", checkConnection, "")
		p.put(action{}, organization)
		p.add(showWhere)
	} else {
		p.add(checkServerCommands)
	}
	for _, a := range p.todo {
		if certificateDomains(a) != nil && p.shell.online {
			p.add("")
			p.put(a, checkCertificate)
			p.put(a, "'Certificate domain: ' + $<x>Certificate")
		}
	}
	p.add("", "# What is there already. Up to here nothing has been changed.", "'Looking at what is there already ...'")
	for _, o := range p.objects() {
		if o.IsList {
			continue // read when it is changed
		}
		p.add(fmt.Sprintf("$known%s = @(& $read%s)", o.Short, o.Short))
		if o.InTestMode != "" {
			p.add(fmt.Sprintf("$test%s = %s", o.Short, o.InTestMode))
		}
	}
	for _, u := range p.uses {
		p.put(action{On: u.subject}, p.search(p.known(u, examineOne)))
		if len(u.Counted) > 0 {
			p.put(action{On: u.subject}, examineLists, u.listsOf(false, u.Made)...)
		}
		p.depends(u, dependOne)
		p.tells(u)
	}
	for i, a := range p.todo {
		p.add("", fmt.Sprintf("# %d. %s.", i+1, plainASCII(a.Title)))
		text := doing[a.Does]
		if a.Does == create {
			text = p.known(p.useOf(a.On), text)
		}
		p.put(a, text)
	}
}

// useOf is the use of a subject that the block's actions are about.
func (p *paster) useOf(on *subject) *use {
	return p.uses[slices.IndexFunc(p.uses, func(u *use) bool { return u.subject == on })]
}

// known is a text without the lines that keep the GUID or the form of an object where nothing in the block asks for it.
func (p *paster) known(u *use, text string) string {
	form := p.least(u) >= 0
	guid := u.Noted || len(u.Counted) > 0
	for _, a := range p.todo {
		form = form || a.On == u.subject && a.Does == change
		guid = guid || a.On == u.subject
	}
	if form && guid {
		return text
	}
	return *variants.of(variant{text, form, guid}, variant.without)
}

// variant is a text with or without the lines that keep the form and the GUID of an object.
type variant struct {
	text       string
	form, guid bool
}

// variants are those that were written lately.
var variants kept[variant, string]

func (v variant) without() *string {
	text := strings.Join(slices.DeleteFunc(strings.Split(v.text, "\n"), func(line string) bool {
		line = strings.TrimSpace(line)
		return !v.form && strings.HasPrefix(line, "$<x>Form = ") || !v.guid && strings.HasPrefix(line, "$<x>Guid = ")
	}), "\n")
	return &text
}

// search is a text with the table of wantedSearch in it, aligned as it needs.
func (p *paster) search(text string) string {
	if p.testMode() {
		return text
	}
	return *narrowed.of(text, func(text string) *string {
		for _, name := range []string{"Known ", "Called", "Key   ", "Name  ", "Forms ", "Unset "} {
			text = strings.Replace(text, name+"     =", name+" =", 1)
		}
		return &text
	})
}

// narrowed are the texts with a narrower table that were written lately.
var narrowed kept[string, string]

// least is the form that a subject has to have when the block begins; -1: any.
func (p *paster) least(u *use) int {
	switch {
	case p.turnedOn(u.subject):
		return len(u.Forms)
	case u.Forms[0] == nil:
		return max(u.Least, 0)
	}
	return u.Least
}

// depends writes the checks that a subject is as the block needs it from the beginning, where it needs it so. What is no
// reason to stop is a warning of a script, and a line of a block's output.
func (p *paster) depends(u *use, check string) {
	if p.turnedOn(u.subject) {
		check = dependOn
	}
	if least := p.least(u); least >= 0 {
		p.put(action{On: u.subject}, check, blank{"<least>", strconv.Itoa(least)})
	}
	if u.Noted {
		warn, said := "", ""
		if p.dresses {
			warn, said = "Write-Warning -Message (", ")"
		}
		p.put(action{On: u.subject}, noteValid, blank{"<warn>", warn}, blank{"<said>", said})
	}
}

// tells writes the check that what is to be changed can be read, where the service may not tell it.
func (p *paster) tells(u *use) {
	for _, a := range p.todo {
		if a.On != u.subject || a.Does != change {
			continue
		}
		for _, b := range a.brings() {
			if slices.Contains(u.Told, b.Name) {
				p.put(action{On: u.subject}, mustTell, blank{"<property>", b.Name})
			}
		}
	}
}

// doing is how each deed is done.
var doing = map[deed]string{
	create: createOne, change: changeOne, extend: extendOne, validate: validateOne, record: recordOne, require: requireOne, cover: coverOne,
}

// receipt is written whatever happened.
func (p *paster) receipt() {
	p.add("''", "'RECEIPT of block "+p.id+"'")
	if p.of > 1 {
		p.add(fmt.Sprintf("'Block %d of %d: %s'", p.number, p.of, p.title))
	}
	if p.shell.online {
		p.add("'Organization: ' + $organization", "'Connection:'", "$connectionLines")
		if !p.up.Organization.TenantID.IsZero() {
			p.add("'  TenantID as answered: ' + $expectedTenant")
		}
	}
	for _, a := range p.todo {
		switch a.Does {
		case create:
			p.put(a, "'"+capital(a.On.Called)+" {0}: {1}' -f $<x>['Name'], $<x>State")
			if certificateDomains(a) != nil && p.shell.online {
				p.put(a, "'  Certificate domain: ' + $<x>Certificate")
			}
		case validate:
			p.put(a, "'  Validation: ' + $<x>Validation\n$<x>Tests")
		case change:
			p.put(a, "'"+capital(a.On.Called)+" {0}: "+lowerFirst(a.Title)+": {1}' -f\n"+indent+"<name>, $<y>State")
		case extend, require, cover:
			p.put(a, "'"+a.Title+": ' + $<y>State")
		}
	}
	p.add(fmt.Sprintf("'{0} of %d actions done.' -f $done", len(p.todo)))
	for _, a := range p.todo {
		if a.Does == validate {
			p.put(a, incomplete)
		}
	}
	p.add(stopped)
}
