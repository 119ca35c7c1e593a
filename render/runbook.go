package render

import (
	"fmt"
	"slices"
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
	return src.done(p.markdown(src.sheet())), nil
}

// newRunbook is the runbook in no dialect.
func newRunbook(src *source) (*page, error) {
	r := &runbookWriter{source: src}
	r.sections = make([]section, 0, 24)
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
		r.section("why-"+c.Part(), told("What and why"))
		r.purpose(c)
		r.section(settingsID(c.Part()), told("Settings"))
		r.table(c.Part())
	}
	r.warnings()
	r.steps()
	r.section("commands", told("The commands"))
	r.add(paragraph(told("Copy them from paste.txt where you have it (the format `paste`): its line ends suit every console. The text is the same.")))
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
	r.add(made)
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
	r.add(paragraph(told("The connector ").code(c.ConnectorName().String()).text(what)), paragraph(asText(why)))
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
	g := grid{head: []string{"In the Exchange admin center", "Value", "In PowerShell"}}
	shown := map[string]bool{}
	labels := map[string]int{} // the rows below that have one: all parameters of a label stand in one
	for _, q := range r.questions(part) {
		if len(q.Params) == 0 || slices.Equal(q.Params, organizationConfig.Told) {
			continue // a question of ours that the admin center does not have, or of another object
		}
		becomes := make([]prose, 0, len(q.Params))
		for _, name := range q.Params {
			if p, ok := r.parameter(part, name); ok {
				becomes = append(becomes, r.argument(p))
				shown[name] = true
			}
			if command := r.switching(part, name); command != "" {
				becomes[len(becomes)-1] = asCode(command)
			}
		}
		g.rows = append(g.rows, []prose{asText(q.PlainLabel()), answered(q), stacked(becomes)})
	}
	for _, a := range r.actions {
		for _, p := range a.Params {
			if _, isMade := p.Value.(made); a.Part != part || a.On == nil || a.On.Key == "" || shown[p.Name] || isMade {
				continue
			}
			if last, ok := r.parameter(part, p.Name); ok && !equal(last.Value, p.Value) {
				continue // as it is for the time being
			}
			if end := lookup(a.On.last(), p.Name); a.Does == create && (end == nil || !equal(end, p.Value)) {
				continue // until another part changes it
			}
			label, value := "Follows from the choices above", told("Set by the commands")
			if q := r.s.At(steps.Key(p.Field)); q.Field != nil { // a question of another part
				label, value = q.PlainLabel(), answered(&q)
			}
			if a.Does != create {
				label = a.Title
			}
			if at, isThere := labels[label]; isThere {
				g.rows[at][2] = stacked([]prose{g.rows[at][2], r.argument(p)})
				continue
			}
			labels[label] = len(g.rows)
			g.rows = append(g.rows, []prose{asText(label), value, r.argument(p)})
		}
	}
	r.add(g)
	if c, ok := r.up.Find(part); ok {
		if in, isIn := c.(mailflow.Inbound); isIn && in.Open {
			r.add(paragraph(told("\"Turn it on\" is not ticked, and means the lock here: the connector is there and on, so that Exchange Online knows the service, and refuses nothing.")))
		}
	}
	for _, a := range r.actions {
		if a.On != nil && a.Does == change && a.Form > 0 && r.makes(part, a.On) {
			r.untilThen(a)
		}
		if a.Part == part && a.Remark != "" {
			r.add(paragraph(told(a.Remark)))
		}
	}
}

// makes reports whether a part makes an object.
func (r *runbookWriter) makes(part string, on *subject) bool {
	return slices.ContainsFunc(r.actions, func(a action) bool { return a.Does == create && a.Part == part && a.On == on })
}

// untilThen says what a table of settings, which shows the end, has otherwise before an action.
func (r *runbookWriter) untilThen(a action) {
	before := differing(a.On.Forms[a.Form], a.On.Forms[a.Form-1])
	if len(before) == 0 {
		return
	}
	says := told("The table shows it as it is at the end. Before \"").text(a.Title).told("\" it has ")
	for i, p := range before {
		if i > 0 {
			says = says.told(" and ")
		}
		says = append(says, r.argument(p)...)
	}
	r.add(paragraph(says.told(".")))
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

// parameter is the last of that name among a part's actions: what the object has in the end.
func (r *runbookWriter) parameter(part, name string) (parameter, bool) {
	for _, a := range slices.Backward(r.actions) {
		for _, p := range a.Params {
			if a.Part == part && p.Name == name {
				return p, true
			}
		}
	}
	return parameter{}, false
}

// switching is the command that gives a part's object a property in the end, where a command of its own does that.
func (r *runbookWriter) switching(part, name string) string {
	for _, a := range slices.Backward(r.actions) {
		if a.Part == part && slices.ContainsFunc(a.Brings, func(p parameter) bool { return p.Name == name }) {
			return a.Command
		}
	}
	return ""
}

const (
	longestList = 8   // items in a cell of a table
	longestCell = 160 // characters of an argument in a cell
)

func (r *runbookWriter) argument(p parameter) prose {
	if l, ok := p.Value.(list); ok && len(l) > longestList {
		return asCode("-" + p.Name).text(fmt.Sprintf(" (%d entries, in the commands below)", len(l)))
	}
	argument, err := p.Value.argument()
	if r.err == nil {
		r.err = err
	}
	if len(argument) > longestCell {
		return asCode("-" + p.Name).text(" (in the commands below)")
	}
	return asCode("-" + p.Name + " " + argument)
}

// answered is an answer as the admin center would show it.
func answered(q *steps.Asked) (out prose) {
	switch q.Kind {
	case steps.Choice:
		o, _ := q.Option()
		return asText(o.Label)
	case steps.Toggle:
		if q.Value.On() {
			return told("Ticked")
		}
		return told("Not ticked")
	}
	for i, item := range q.Value {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		if len(out) > 0 {
			out = out.text(", ")
		}
		if i == longestList {
			return out.text(fmt.Sprintf("and %d more", len(q.Value)-i))
		}
		out = out.code(item)
	}
	if out == nil {
		return told("None")
	}
	return out
}

func (r *runbookWriter) warnings() {
	if notes := loudNotes(r.source); len(notes) > 0 {
		r.section("warnings", told("Warnings"))
		r.add(pointsOf(notes))
	}
	if found := findings(r.source); len(found) > 0 {
		r.section("findings", told("What the checks found"))
		r.add(pointsOf(found))
	}
}

// pointsOf are texts as a list.
func pointsOf(texts []string) bullets {
	out := make(bullets, 0, len(texts))
	for _, s := range texts {
		out = append(out, point{says: asText(s)})
	}
	return out
}

func (r *runbookWriter) steps() {
	connect, check := r.connecting()
	again := "If it is interrupted with Ctrl+C, there may be no receipt. Paste the block again: it looks first at what is there, and leaves alone what is there exactly as wanted."
	if slices.ContainsFunc(r.actions, func(a action) bool { return a.Does == validate }) {
		again += " It sends the test messages again, unless the connector is recorded as validated with the same addresses."
	}
	todo := func(says prose, under ...prose) point {
		p := point{todo: true, says: says}
		for _, u := range under {
			p.under = append(p.under, point{says: u})
		}
		return p
	}
	read := []prose{told(again)}
	for _, c := range r.up.Connectors {
		if says := mayFail(c); says != "" {
			read = append(read, told(says))
		}
	}
	list := bullets{
		todo(append(told("Open PowerShell with the module ExchangeOnlineManagement, 3.0.0 or later, and connect: "), connect...), check, r.rights()),
		todo(told("Paste the commands below with Ctrl+V. A warning of Windows Terminal about several lines is normal. If `>>` stays at the end, press Enter once more."),
			told("If a red message of PSReadLine appears instead: press Ctrl+C, not Enter. The line editor of Windows PowerShell 5.1 can fail on long pastes; save paste.txt, go to its folder, and run `"+runFile("paste.txt")+"`.")),
		todo(r.receipt(), read...),
	}
	for _, c := range r.up.Connectors {
		for _, step := range after(c) {
			list = append(list, todo(asText(step)))
		}
	}
	list = append(list, todo(told("Check the result with the commands under \"How to check\".")))
	r.section("steps", told("Steps"))
	r.add(list)
}

// rights says which account can run the commands.
func (r *runbookWriter) rights() prose {
	says := "The account needs the role group Organization Management"
	if r.up.Filtering.Enhanced() {
		says += "; for Enhanced Filtering, Security Administrator is enough"
	}
	return told(says + ". A role that is missing takes commands and parameters away, and the block stops.")
}

// receipt says what the receipt of the only block has to say.
func (r *runbookWriter) receipt() prose {
	says := fmt.Sprintf("Read the receipt: it has to say \"Actions done: %d of %[1]d\", and no line may begin with STOPPED or NOT COMPLETE.", len(r.actions))
	tests := 0 // and what is done only when they succeed
	fails := "NOT COMPLETE, with the reason: the connector is there as wanted, and is not recorded as validated."
	for _, a := range r.actions {
		switch a.Does {
		case validate, record:
			tests++
		case change:
			tests++
			fails = "STOPPED, with the reason: the connector is there and stays off, so that no mail depends on it."
		}
	}
	if tests > 0 {
		says += fmt.Sprintf(" Only where the validation fails, it says \"Actions done: %d of %d\" and %s", len(r.actions)-tests, len(r.actions), fails)
	}
	return told(says + " Keep it: it has the GUIDs.")
}

// connecting says how the window is connected, and how one knows that it is the right organization's.
func (r *runbookWriter) connecting() (connect, check prose) {
	own, _ := connectLines(r.up.Organization)
	connect = asCode(own).told(". For a customer's organization this block does not run: name the organization, and make the documents again.")
	check = told("Nobody named the organization, so the commands cannot check it. They show its domains before they change anything, but do not wait: make sure before you paste that the window is connected to the right one, and compare its domains in the receipt.")
	if org := r.up.Organization; !org.InitialDomain.IsZero() {
		initial := org.InitialDomain.Exchange()
		connect = asCode(own).told("; for a customer's organization ").code(own + " -DelegatedOrganization " + r.quote(initial)).told(".")
		check = told("The commands stop if ").code(initial).told(" is not among the organization's accepted domains.")
	}
	if id := r.up.Organization.TenantID; !id.IsZero() {
		check = check.told(" The tenant ID ").code(id.Exchange()).told(" is printed beside the connection's own; it decides nothing.")
	}
	return connect, check
}

// verify has a command for every object that is made or changed, which shows what the plan says of it.
func (r *runbookWriter) verify() {
	r.section("check", told("How to check"))
	if slices.ContainsFunc(r.actions, func(a action) bool { return a.Does == require || a.Does == cover }) {
		r.add(listing(acceptedDomain.readAll() + " -ErrorAction Stop |\n" + indent + "Format-Table -Property " + acceptedDomain.Key + ", DomainType"))
	}
	var here, there []node // in Exchange Online, and on an own server
	var done []*subject
	for _, a := range r.actions {
		if a.On == nil || slices.Contains(done, a.On) {
			continue
		}
		done = append(done, a.On)
		shows := listing(strings.Join(r.showing(a.On), "\n"))
		if a.On.OnPremises {
			there = append(there, shows)
		} else {
			here = append(here, shows)
		}
	}
	r.add(here...)
	if len(there) > 0 {
		r.add(paragraph(told("In the Exchange Management Shell on your own server:")))
		r.add(there...)
	}
}

// showing is a command that shows what the plan says of an object.
func (r *runbookWriter) showing(on *subject) []string {
	var properties []string
	add := func(names ...string) {
		for _, name := range names {
			if !slices.Contains(properties, name) {
				properties = append(properties, name)
			}
		}
	}
	isMade, read := false, on.readAll()
	for _, a := range r.actions {
		if a.On != on {
			continue
		}
		isMade = isMade || a.Does == create
		if scoped(a) {
			read = on.read() + " -IsTransportRuleScoped $true -ResultSize Unlimited"
		}
		if a.Does == validate {
			continue
		}
		for _, p := range a.brings() {
			if p.Name == "Enabled" && on.Switches != nil {
				p.Name = "State"
			}
			add(p.Name)
		}
	}
	if isMade {
		add("Guid")
	}
	lines := []string{read + " -ErrorAction Stop |"}
	if on.Key != "" {
		lines = append(lines, r.around(indent+"Where-Object -FilterScript { $_."+on.Key+" -eq ", on.Name, " } |")...)
		if !isMade {
			properties = append([]string{on.Key}, properties...)
		}
	}
	lead := indent + "Format-List -Property "
	for _, l := range wrap(strings.Join(properties, ", "), 80) {
		lines = append(lines, lead+l)
		lead = indent + indent
	}
	return lines
}

// turnOn has the two blocks that a lock-down is turned on and off with. Without a name to check they would turn off the
// connector of whatever organization is connected, so that there are none.
func (r *runbookWriter) turnOn() {
	for _, c := range r.up.Connectors {
		in, isIn := c.(mailflow.Inbound)
		if _, locks := lockOf(c); !isIn || !locks {
			continue
		}
		r.section("lock-down", told("Turn the lock-down on, and off again"))
		if r.up.Organization.InitialDomain.IsZero() {
			r.add(paragraph(told("In the Exchange admin center: Mail flow, Connectors, the connector, and the switch at its top. Turn it off again at once, whenever mail is missing. With the organization's initial domain among the answers, two blocks that check it stand here.")))
			continue
		}
		r.add(paragraph(told("Both blocks can be pasted as they are. They stop in every other organization, and end with the connector as it was read back; it can take some minutes until a change is seen and felt everywhere.")))
		first, second := "Turn it on, when the steps above say so:", "Turn it off again at once, whenever mail is missing:"
		if in.Enabled {
			first = "It is created on. Turn it on again, if it was turned off:"
		}
		r.add(paragraph(told(first)), listing(strings.Join(r.switched(in, "$true"), "\n")),
			paragraph(told(second)), listing(strings.Join(r.switched(in, "$false"), "\n")))
	}
}

// switched is a small block that turns a connector on or off, by its GUID, and reads it back.
func (r *runbookWriter) switched(c mailflow.Inbound, on string) []string {
	lines := []string{
		"& {",
		indent + "if (@(Get-ConnectionInformation -ErrorAction Stop).Count -ne 1) {",
		indent + indent + "throw 'There has to be exactly one connection.'",
		indent + "}",
		indent + "$domains = @(Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop)",
	}
	initial := r.up.Organization.InitialDomain.Exchange()
	lines = append(lines, r.around(indent+"if (@($domains | Where-Object -FilterScript { $_.DomainName -eq ", initial, " }).Count -ne 1) {")...)
	lines = append(lines,
		indent+indent+"throw 'This is not the organization that the connector was made for.'",
		indent+"}",
		indent+"$named = @(Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop |")
	lines = append(lines, r.around(indent+indent+"Where-Object -FilterScript { $_.Name -eq ", c.Name.Exchange(), " })")...)
	return append(lines,
		indent+"if ($named.Count -ne 1) {",
		indent+indent+"throw 'There is not exactly one connector of this name.'",
		indent+"}",
		indent+"$guid = [string]$named[0].Guid",
		indent+"Set-InboundConnector -Identity $guid -Enabled "+on+" -Confirm:$false -ErrorAction Stop",
		indent+"Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop |",
		indent+indent+"Where-Object -FilterScript { $guid -eq [string]$_.Guid } |",
		indent+indent+"Format-List -Property Name, Enabled, Guid", "}", "")
}

func (r *runbookWriter) wayBack() {
	r.section("way-back", told("Way back"))
	for _, c := range r.up.Connectors {
		r.add(paragraph(told(goesBack(c))))
	}
	r.rollback()
}

// rollback says how everything is undone: by the script, which checks the organization and goes by GUIDs. Commands with
// names would do as well in the organization of somebody else, where the default names are the same.
func (r *runbookWriter) rollback() {
	const created = ".\\rollback.ps1 -CreatedGuid '<GUID>', '<GUID>'"
	r.add(
		paragraph(told("`rollback.ps1` (the format `rollback`) checks the organization where the answers name it, and finds what it undoes by its GUID: names are no proof, because they may be the same in another organization. `-WhatIf` shows what it would do. The stage `stop` turns things off, and `remove` removes them for good.")),
		paragraph(told("After `setup.ps1`, by its record:")),
		listing(".\\rollback.ps1 -WhatIf\n.\\rollback.ps1\n.\\rollback.ps1 -Stage remove"),
		paragraph(told("After pasted blocks, with the GUIDs that the receipts call created; never those of what was there before the first paste:")),
		listing(created+" -WhatIf\n"+created+"\n"+created+" -Stage remove"),
	)
	if changed := r.changedAlone(); len(changed) > 0 {
		r.add(paragraph(told("What a block changed and did not create is not undone by these GUIDs, and is put back by hand: ").text(strings.Join(changed, "; ") + ".")))
	}
	if d := r.up.Organization.InitialDomain; !d.IsZero() {
		r.add(paragraph(told("Whatever is undone by hand: see first that Get-AcceptedDomain lists ").code(d.Exchange()).told(", and give GUIDs instead of names.")))
	} else {
		r.add(paragraph(told("Nobody named the organization, so no script can check it: see first that Get-AcceptedDomain lists its domains, and give GUIDs instead of names.")))
	}
}

// changedAlone are the actions of the blocks that change what the plan does not make.
func (r *runbookWriter) changedAlone() (titles []string) {
	for _, a := range r.actions {
		if a.On != nil && a.online() && (a.Does == change || a.Does == extend) && !slices.ContainsFunc(r.actions, func(b action) bool { return b.Does == create && b.On == a.On }) {
			titles = append(titles, `"`+a.among(r.actions)+`"`)
		}
	}
	return titles
}

// around is a command around a text, on one line where it fits.
func (r *runbookWriter) around(before, s, after string) []string {
	lead := before[:len(before)-len(strings.TrimLeft(before, " "))]
	lines, err := quoteLines(s, columns-len(before)-len(after), columns-len(lead))
	if r.err == nil {
		r.err = err
	}
	for i := range lines[1:] {
		lines[i+1] = lead + lines[i+1]
	}
	lines[0] = before + lines[0]
	lines[len(lines)-1] += after
	return lines
}

// goesBack says what happens to mail when the connector is turned off or removed.
func goesBack(c mailflow.Connector) string {
	switch c := c.(type) {
	case mailflow.Outbound:
		if c.Scope == mailflow.ScopeTransportRule {
			return "First disable the mail flow rule that names the connector, and wait half an hour: a change to a rule takes that long to reach every server, and no rule may name a connector that is gone."
		}
		return "Without the connector this mail takes the next connector that fits, or goes where the MX records of its recipients point."
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
