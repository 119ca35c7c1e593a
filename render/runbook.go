package render

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// runbook is a document to work through, in Markdown.
func runbook(src *source) ([]byte, error) {
	p, err := src.runbook()
	if err != nil {
		return nil, err
	}
	return src.maker.done(p.markdown(src.maker.sheet())), nil
}

// newRunbook is the runbook in no dialect.
func newRunbook(src *source) (*page, error) {
	r := &runbookWriter{source: src}
	n := len(src.actions) // what most set-ups need of everything follows from it
	r.sections, r.tokens, r.ticked = make([]section, 0, 24), make([]token, 0, 100+50*n), make([]string, 0, n)
	r.words.Grow(5000 + 1000*n)
	r.title = src.s.Scenario.Title + ": runbook"
	for _, head := range src.heads {
		if says, found := strings.CutSuffix(head, seeRunbook); found { // this is the runbook
			head = says + " What the checks found, further down, has the details."
		}
		r.notices = append(r.notices, head)
	}
	write := r.alone
	if planned(r.actions) {
		write = r.plan
	}
	if err := write(); err != nil {
		return nil, err
	}
	return &r.page, r.err
}

// alone writes the runbook of a set-up that commands alone make.
func (r *runbookWriter) alone() error {
	for _, c := range r.up.Connectors {
		r.section("why-"+c.Part(), "What and why")
		r.purpose(c)
		r.section(settingsID(c.Part()), "Settings")
		r.table(c.Part())
	}
	r.warnings()
	r.steps()
	r.section("commands", "The commands")
	r.paragraph().told("Copy them from paste.txt where you have it (the format `paste`): its line ends suit every console. The text is the same.")
	if err := r.blocks(&exchangeOnline); err != nil {
		return err
	}
	r.verify()
	r.turnOn()
	r.wayBack()
	return nil
}

type runbookWriter struct {
	page
	*source
	err error
}

// blocks adds the blocks for one shell.
func (r *runbookWriter) blocks(in *shell) error {
	made, err := r.pasted[in]()
	r.whole(made)
	return err
}

// quote is Quote, its error kept for the end.
func (r *runbookWriter) quote(s string) string {
	quoted, err := Quote(s)
	if r.err == nil {
		r.err = err
	}
	return quoted
}

// purpose adds what a connector does to mail, and why one would make it.
func (r *runbookWriter) purpose(c mailflow.Connector) {
	what, why := purpose(c)
	if in, ok := c.(mailflow.Inbound); ok && !r.up.OnPremises.Host.IsZero() {
		if l, _ := lockOf(in); l.byService && !in.Open {
			why += " What your own servers hand on comes in besides."
		}
	}
	r.paragraph().told("The connector ").code(c.ConnectorName().String()).text(what)
	r.paragraph().text(why)
}

// purpose says what a connector does to mail, behind its name, and why one would make it.
func purpose(c mailflow.Connector) (what, why string) {
	switch c := c.(type) {
	case mailflow.Outbound:
		if c.Type == mailflow.OnPremises {
			return " is how Exchange Online hands mail to a server of your own, or to a service that you trust like one.",
				"Exchange Online finds no way to it by itself: your MX records point to Exchange Online, or to a filter in front of it. The connector names the server."
		}
		return " is how Exchange Online sends mail to a partner organization, or to a service that delivers for you.",
			"Mail would leave without it as well. The connector decides the route, and demands of the connection what ordinary mail does not."
	case mailflow.Inbound:
		if c.Type == mailflow.OnPremises {
			return " is how Exchange Online knows mail from a server of your own, or from a service that you trust like one.",
				"What comes by it counts as your organization's mail, and may be passed on to the internet. So only your own servers and services may be able to satisfy it."
		}
		switch l, locks := lockOf(c); {
		case c.Open:
			return " lets Exchange Online know the service in front of it, and refuses nothing.",
				"MX records that point to a service keep nobody from delivering past it, straight to Exchange Online. Nothing in this set-up does: the lock-down stays off."
		case l.byService:
			return " makes the service in front of Exchange Online the only way in for mail from the internet.",
				"MX records that point to a service keep nobody from delivering past it, straight to Exchange Online. The connector does."
		case locks:
			return " refuses all mail from the internet that does not come over TLS.",
				"It speaks for every sender, so it is about no partner in particular: senders that cannot do TLS reach nobody here."
		}
		return " sets conditions for mail that a partner organization or a service sends to Exchange Online.",
			"Mail would arrive without it as well. The connector rejects the mail it speaks for that does not meet its conditions."
	}
	return "", ""
}

// table is the three-way view of a part's object: what the admin center calls it, what it is, and what it becomes.
func (r *runbookWriter) table(part string) {
	mine := r.of(part)
	r.grid("In the Exchange admin center", "Value", "In PowerShell")
	shown := make([]string, 0, 32)
	for _, q := range r.questions(part) {
		if len(q.Params) == 0 || slices.Equal(q.Params, organizationConfig.Told) {
			continue // a question of ours that the admin center does not have, or of another object
		}
		r.row().text(q.PlainLabel())
		r.cell()
		r.answered(q)
		r.cell()
		shown = r.becomes(q, mine, shown)
	}
	for _, f := range r.following(mine, shown) {
		r.row().text(f.label)
		if r.cell(); f.from != nil {
			r.answered(f.from)
		} else {
			r.told("Set by the commands")
		}
		r.cell()
		for i, p := range f.params {
			if i > 0 {
				r.newLine()
			}
			r.argument(p)
		}
	}
	if c, ok := r.up.Find(part); ok {
		if in, isIn := c.(mailflow.Inbound); isIn && in.Open {
			r.paragraph().told("\"Turn it on\" is not ticked, and means the lock here: the connector is there and on, so that Exchange Online knows the service, and refuses nothing.")
		}
	}
	for i := range r.actions {
		a := &r.actions[i]
		if a.On != nil && a.Does == change && a.Form > 0 && r.makes(part, a.On) {
			r.untilThen(a)
		}
		if a.Part == part && a.Remark != "" {
			r.paragraph().told(a.Remark)
		}
		if a.ID == part+".turn-on-by-hand" {
			r.paragraph().told("The table shows it as the commands make it. From \"").text(a.Title).told("\" on it has to be on.")
		}
	}
}

// of are the actions of a part.
func (r *runbookWriter) of(part string) (out []*action) {
	out = make([]*action, 0, len(r.actions))
	for i := range r.actions {
		if a := &r.actions[i]; a.Part == part {
			out = append(out, a)
		}
	}
	return out
}

// becomes adds what a question's answer becomes, one below the other, and adds those parameters to the ones shown so far.
func (r *runbookWriter) becomes(q *steps.Asked, mine []*action, shown []string) []string {
	begun := len(shown)
	for _, name := range q.Params {
		p := last(mine, name)
		if p == nil {
			continue
		}
		if len(shown) > begun {
			r.newLine()
		}
		shown = append(shown, name)
		if command := switching(mine, name); command != "" {
			r.code(command)
		} else {
			r.argument(p)
		}
	}
	return shown
}

// followed is a row of parameters that no question of the part is about.
type followed struct {
	label  string
	from   *steps.Asked // the question of another part that they come of, or nil
	params []*parameter
}

// following are the parameters of a part's actions that are not shown yet: all of a label in one row.
func (r *runbookWriter) following(mine []*action, shown []string) (out []followed) {
	for _, a := range mine {
		if a.On == nil || a.On.Key == "" {
			continue
		}
		for i := range a.Params {
			p := &a.Params[i]
			if _, isMade := p.Value.(made); isMade || slices.Contains(shown, p.Name) {
				continue
			}
			if last := last(mine, p.Name); last != nil && !equal(last.Value, p.Value) {
				continue // as it is for the time being
			}
			if end := lookup(a.On.last(), p.Name); a.Does == create && (end == nil || !equal(end, p.Value)) {
				continue // until another part changes it
			}
			row := followed{label: "Follows from the choices above"}
			if q := r.s.Find(steps.Key(p.Field)); q != nil { // a question of another part
				row.label, row.from = q.PlainLabel(), q
			}
			if a.Does != create {
				row.label = a.Title
			}
			at := slices.IndexFunc(out, func(f followed) bool { return f.label == row.label })
			if at < 0 {
				at, out = len(out), append(out, row)
			}
			out[at].params = append(out[at].params, p)
		}
	}
	return out
}

// makes reports whether a part makes an object.
func (r *runbookWriter) makes(part string, on *subject) bool {
	for i := range r.actions {
		if a := &r.actions[i]; a.Does == create && a.On == on && a.Part == part {
			return true
		}
	}
	return false
}

// untilThen says what a table of settings, which shows the end, has otherwise before an action.
func (r *runbookWriter) untilThen(a *action) {
	before := differing(a.On.Forms[a.Form], a.On.Forms[a.Form-1])
	if len(before) == 0 {
		return
	}
	r.paragraph().told("The table shows it as it is at the end. Before \"").text(a.Title).told("\" it has ")
	for i := range before {
		if i > 0 {
			r.told(" and ")
		}
		r.argument(&before[i])
	}
	r.told(".")
}

// questions are those of a part that are open, in the order of the pages.
func (r *runbookWriter) questions(part string) (out []*steps.Asked) {
	out = make([]*steps.Asked, 0, 32)
	for i := range r.onPages {
		q := &r.onPages[i]
		if q.part == part && !slices.ContainsFunc(out, func(o *steps.Asked) bool { return o.Key == q.Key }) {
			out = append(out, q.Asked)
		}
	}
	return out
}

// last is the last parameter of that name among a part's actions: what the object has in the end.
func last(mine []*action, name string) *parameter {
	for _, a := range slices.Backward(mine) {
		for i := range a.Params {
			if p := &a.Params[i]; p.Name == name {
				return p
			}
		}
	}
	return nil
}

// switching is the command that gives a part's object a property in the end, where a command of its own does that.
func switching(mine []*action, name string) string {
	for _, a := range slices.Backward(mine) {
		if lookup(a.Brings, name) != nil {
			return a.Command
		}
	}
	return ""
}

const (
	longestList = 8   // items in a cell of a table
	longestCell = 160 // characters of an argument in a cell
)

// argument adds a parameter and its value.
func (r *runbookWriter) argument(p *parameter) {
	if l, ok := p.Value.(list); ok && len(l) > longestList {
		r.code("-", p.Name).text(" (", strconv.Itoa(len(l)), " entries, in the commands below)")
		return
	}
	argument, err := p.Value.argument()
	if r.err == nil {
		r.err = err
	}
	if len(argument) > longestCell {
		r.code("-", p.Name).text(" (in the commands below)")
		return
	}
	r.code("-", p.Name, " ", argument)
}

// answered adds an answer as the admin center would show it.
func (r *runbookWriter) answered(q *steps.Asked) {
	switch q.Kind {
	case steps.Choice:
		o, _ := q.Option()
		r.text(o.Label)
		return
	case steps.Toggle:
		if q.Value.On() {
			r.told("Ticked")
		} else {
			r.told("Not ticked")
		}
		return
	}
	none := true
	for i, item := range q.Value {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		if !none {
			r.text(", ")
		}
		if i == longestList {
			r.text("and ", strconv.Itoa(len(q.Value)-i), " more")
			return
		}
		r.code(item)
		none = false
	}
	if none {
		r.told("None")
	}
}

func (r *runbookWriter) warnings() {
	if notes := loudNotes(r.source); len(notes) > 0 {
		r.section("warnings", "Warnings")
		r.points(notes)
	}
	if found := findings(r.source); len(found) > 0 {
		r.section("findings", "What the checks found")
		r.points(found)
	}
}

// points adds texts as a list.
func (r *runbookWriter) points(texts []string) {
	r.list()
	for _, s := range texts {
		r.point().text(s)
	}
	r.end()
}

func (r *runbookWriter) steps() {
	r.section("steps", "Steps")
	r.todoList()
	r.point().told("Open PowerShell with the module ExchangeOnlineManagement, 3.0.0 or later, and connect: ")
	r.connecting()
	r.list().point()
	r.checking()
	r.point()
	r.rights()
	r.end()
	r.point().told("Paste the commands below with Ctrl+V. A warning of Windows Terminal about several lines is normal. If `>>` stays at the end, press Enter once more.")
	r.list().point().told("If a red message of PSReadLine appears instead: press Ctrl+C, not Enter. The line editor of Windows PowerShell 5.1 can fail on long pastes; save paste.txt, go to its folder, and run `" + runFile("paste.txt") + "`.")
	r.end()
	r.point()
	r.receipt()
	r.list().point().text("If it is interrupted with Ctrl+C, there may be no receipt. Paste the block again: it looks first at what is there, and leaves alone what is there exactly as wanted.")
	if slices.ContainsFunc(r.actions, func(a action) bool { return a.Does == validate }) {
		r.text(" It sends the test messages again, unless the connector is recorded as validated with the same addresses.")
	}
	for _, c := range r.up.Connectors {
		if says := mayFail(c); says != "" {
			r.point().told(says)
		}
	}
	r.end()
	for _, c := range r.up.Connectors {
		for _, step := range after(c) {
			r.point().text(step)
		}
	}
	r.point().told("Check the result with the commands under \"How to check\".")
	r.end()
}

// rights says which account can run the commands.
func (r *runbookWriter) rights() {
	r.told("The account needs the role group Organization Management")
	if r.up.Filtering.Enhanced() {
		r.told("; for Enhanced Filtering, Security Administrator is enough")
	}
	r.told(". A role that is missing takes commands and parameters away, and the block stops.")
}

// receipt says what the receipt of the only block has to say.
func (r *runbookWriter) receipt() {
	all := strconv.Itoa(len(r.actions))
	r.text("Read the receipt: it has to say \"Actions done: ", all, " of ", all, "\", and no line may begin with STOPPED or NOT COMPLETE.")
	tests := 0 // and what is done only when they succeed
	fails := "NOT COMPLETE, with the reason: the connector is there as wanted, and is not recorded as validated."
	for i := range r.actions {
		switch r.actions[i].Does {
		case validate, record:
			tests++
		case change:
			tests++
			fails = "STOPPED, with the reason: the connector is there and stays off, so that no mail depends on it. Where somebody has turned it on meanwhile, it says NOT COMPLETE, and it stays on."
		}
	}
	if tests > 0 {
		r.text(" Only where the validation fails, it says \"Actions done: ", strconv.Itoa(len(r.actions)-tests), " of ", all, "\" and ", fails)
	}
	r.told(" Keep it: it has the GUIDs.")
}

// connecting says how the window is connected.
func (r *runbookWriter) connecting() {
	own, _ := connectLines(r.up.Organization)
	if d := r.up.Organization.InitialDomain; !d.IsZero() {
		r.code(own).told("; for a customer's organization ").code(own, " -DelegatedOrganization ", r.quote(d.Exchange())).told(".")
		return
	}
	r.code(own).told(". For a customer's organization this block does not run: name the organization, and make the documents again.")
}

// checking says how one knows that the window is connected to the right organization.
func (r *runbookWriter) checking() {
	if d := r.up.Organization.InitialDomain; !d.IsZero() {
		r.told("The commands stop if ").code(d.Exchange()).told(" is not among the organization's accepted domains.")
	} else {
		r.told("Nobody named the organization, so the commands cannot check it. They show its domains before they change anything, but do not wait: make sure before you paste that the window is connected to the right one, and compare its domains in the receipt.")
	}
	if id := r.up.Organization.TenantID; !id.IsZero() {
		r.told(" The tenant ID ").code(id.Exchange()).told(" is printed beside the connection's own; it decides nothing.")
	}
}

// verify has a command for every object that is made or changed, which shows what the plan says of it.
func (r *runbookWriter) verify() {
	r.section("check", "How to check")
	if slices.ContainsFunc(r.actions, func(a action) bool { return a.Does == require || a.Does == cover }) {
		r.listing(acceptedDomain.readAll(), " -ErrorAction Stop |").line(indent, "Format-Table -Property ", acceptedDomain.Key, ", DomainType")
	}
	r.show(false)
	if slices.ContainsFunc(r.actions, func(a action) bool { return a.On != nil && a.On.OnPremises }) {
		r.paragraph().told("In the Exchange Management Shell on your own server:")
		r.show(true)
	}
}

// show has the commands for the objects in Exchange Online, or for those on an own server.
func (r *runbookWriter) show(onPremises bool) {
	for i := range r.actions {
		on := r.actions[i].On
		isFirst := !slices.ContainsFunc(r.actions[:i], func(a action) bool { return a.On == on })
		if on != nil && on.OnPremises == onPremises && isFirst {
			r.showing(on)
		}
	}
}

// showing is a command that shows what the plan says of an object.
func (r *runbookWriter) showing(on *subject) {
	properties := make([]string, 0, 32)
	isMade, read := false, on.readAll()
	for i := range r.actions {
		a := &r.actions[i]
		if a.On != on {
			continue
		}
		isMade = isMade || a.Does == create
		if isScoped(a.Params) {
			read = on.read() + " -IsTransportRuleScoped $true -ResultSize Unlimited"
		}
		if a.Does == validate {
			continue
		}
		for _, p := range a.brings() {
			if p.Name == "Enabled" && on.Switches != nil {
				p.Name = "State"
			}
			if !slices.Contains(properties, p.Name) {
				properties = append(properties, p.Name)
			}
		}
	}
	if isMade && !slices.Contains(properties, "Guid") {
		properties = append(properties, "Guid")
	}
	r.listing(read, " -ErrorAction Stop |")
	if on.Key != "" {
		r.around(indent+"Where-Object -FilterScript { $_."+on.Key+" -eq ", on.Name, " } |")
		if !isMade {
			properties = slices.Insert(properties, 0, on.Key)
		}
	}
	lead := indent + "Format-List -Property "
	for _, l := range wrap(strings.Join(properties, ", "), 80) {
		r.line(lead, l)
		lead = indent + indent
	}
}

// turnOn has the two blocks that a lock-down is turned on and off with. Without a name to check they would turn off the
// connector of whatever organization is connected, so that there are none.
func (r *runbookWriter) turnOn() {
	for _, c := range r.up.Connectors {
		in, isIn := c.(mailflow.Inbound)
		if _, locks := lockOf(c); !isIn || !locks {
			continue
		}
		r.section("lock-down", "Turn the lock-down on, and off again")
		if r.up.Organization.InitialDomain.IsZero() {
			r.paragraph().told("In the Exchange admin center: Mail flow, Connectors, the connector, and the switch at its top. Turn it off again at once, whenever mail is missing. With the organization's initial domain among the answers, two blocks that check it stand here.")
			continue
		}
		r.paragraph().told("Both blocks can be pasted as they are. They stop in every other organization, and end with the connector as it was read back; it can take some minutes until a change is seen and felt everywhere.")
		first := "Turn it on, when the steps above say so:"
		if in.Enabled {
			first = "It is created on. Turn it on again, if it was turned off:"
		}
		r.paragraph().told(first)
		r.switched(in, "$true")
		r.paragraph().told("Turn it off again at once, whenever mail is missing:")
		r.switched(in, "$false")
	}
}

// switched is a small block that turns a connector on or off, by its GUID, and reads it back.
func (r *runbookWriter) switched(c mailflow.Inbound, on string) {
	r.listing("& {").
		line(indent, "if (@(Get-ConnectionInformation -ErrorAction Stop).Count -ne 1) {").
		line(indent, indent, "throw 'There has to be exactly one connection.'").
		line(indent, "}").
		line(indent, "$domains = @(Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop)")
	r.around(indent+"if (@($domains | Where-Object -FilterScript { $_.DomainName -eq ", r.up.Organization.InitialDomain.Exchange(), " }).Count -ne 1) {")
	r.line(indent, indent, "throw 'This is not the organization that the connector was made for.'").
		line(indent, "}").
		line(indent, "$named = @(Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop |")
	r.around(indent+indent+"Where-Object -FilterScript { $_.Name -eq ", c.Name.Exchange(), " })")
	r.line(indent, "if ($named.Count -ne 1) {").
		line(indent, indent, "throw 'There is not exactly one connector of this name.'").
		line(indent, "}").
		line(indent, "$guid = [string]$named[0].Guid").
		line(indent, "Set-InboundConnector -Identity $guid -Enabled ", on, " -Confirm:$false -ErrorAction Stop").
		line(indent, "Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop |").
		line(indent, indent, "Where-Object -FilterScript { $guid -eq [string]$_.Guid } |").
		line(indent, indent, "Format-List -Property Name, Enabled, Guid").
		line("}").
		line()
}

func (r *runbookWriter) wayBack() {
	r.section("way-back", "Way back")
	for _, c := range r.up.Connectors {
		r.paragraph().told(goesBack(c))
	}
	r.rollback()
}

// rollback says how everything is undone: by the script, which checks the organization and goes by GUIDs. Commands with
// names would do as well in the organization of somebody else, where the default names are the same.
func (r *runbookWriter) rollback() {
	const created = ".\\rollback.ps1 -CreatedGuid '<GUID>', '<GUID>'"
	r.paragraph().told("`rollback.ps1` (the format `rollback`) checks the organization where the answers name it, and finds what it undoes by its GUID: names are no proof, because they may be the same in another organization. `-WhatIf` shows what it would do. The stage `stop` turns things off, and `remove` removes them for good.")
	r.paragraph().told("After `setup.ps1`, by its record:")
	r.listing(".\\rollback.ps1 -WhatIf\n.\\rollback.ps1\n.\\rollback.ps1 -Stage remove")
	r.paragraph().told("After pasted blocks, with the GUIDs that the receipts call created; never those of what was there before the first paste:")
	r.listing(created + " -WhatIf\n" + created + "\n" + created + " -Stage remove")
	r.changedAlone()
	if d := r.up.Organization.InitialDomain; !d.IsZero() {
		r.paragraph().told("Whatever is undone by hand: see first that Get-AcceptedDomain lists ").code(d.Exchange()).told(", and give GUIDs instead of names.")
	} else {
		r.paragraph().told("Nobody named the organization, so no script can check it: see first that Get-AcceptedDomain lists its domains, and give GUIDs instead of names.")
	}
}

// changedAlone names the actions of the blocks that change what the plan does not make.
func (r *runbookWriter) changedAlone() {
	none := true
	for i := range r.actions {
		a := &r.actions[i]
		if a.On == nil || !a.online() || a.Does != change && a.Does != extend ||
			slices.ContainsFunc(r.actions, func(b action) bool { return b.Does == create && b.On == a.On }) {
			continue
		}
		if none {
			r.paragraph().told("What a block changed and did not create is not undone by these GUIDs, and is put back by hand: ")
			none = false
		} else {
			r.text("; ")
		}
		r.text(`"`, a.among(r.actions), `"`)
	}
	if !none {
		r.text(".")
	}
}

// around adds a command around a text to a listing, on one line where it fits.
func (r *runbookWriter) around(before, s, after string) {
	lead := before[:len(before)-len(strings.TrimLeft(before, " "))]
	lines, err := quoteLines(s, columns-len(before)-len(after), columns-len(lead))
	if r.err == nil {
		r.err = err
	}
	for i, l := range lines {
		first, end := lead, ""
		if i == 0 {
			first = before
		}
		if i == len(lines)-1 {
			end = after
		}
		r.line(first, l, end)
	}
}

// goesBack says what happens to mail when the connector is turned off or removed.
func goesBack(c mailflow.Connector) string {
	switch c := c.(type) {
	case mailflow.Outbound:
		if c.Scope == mailflow.ScopeTransportRule {
			return "First disable the mail flow rule that names the connector, and wait half an hour: a change to a rule takes that long to reach every server, and no rule may name a connector that is gone."
		}
		says := "Without the connector this mail takes the next connector that fits, or goes where the MX records of its recipients point."
		if c.Type == mailflow.OnPremises {
			says += " Where one of its domains is of type InternalRelay, first see that every recipient has a mailbox in Exchange Online, and make the domain Authoritative: mail for the others would go round until it is refused."
		}
		return says
	case mailflow.Inbound:
		switch l, locks := lockOf(c); {
		case l.byService:
			return "Without the connector Exchange Online accepts mail from the whole internet again, also past the service in front of it."
		case locks:
			return "Without the connector Exchange Online accepts mail without TLS again."
		case c.Type == mailflow.OnPremises:
			return "Stop the sending server first, and wait until its queues are empty: without the connector its mail counts as a stranger's, and what is to be passed on to the internet is refused."
		}
	}
	return "Without the connector this mail is accepted like all other mail from the internet, whatever it meets."
}
