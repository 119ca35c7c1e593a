package mailflow

// move changes the records; SPF comes first, because to allow more senders harms nobody.
func (p *plan) move(ready []string) (moved, spf string) {
	txt, mx := p.ofType(RecordTXT), p.ofType(RecordMX)
	if len(txt) > 0 {
		spf = p.add(p.publishSPF(txt))
	}
	if len(mx) > 0 {
		a := Action{
			ID: "dns.mx", Part: "dns", Stage: StageDNS, Doer: ByDNS, Deed: PublishRecords{mx}, Needs: append(ready, present(spf)...), NoReturn: true,
			Title:  "Point the MX records to the service",
			Before: p.beforeMX(),
			Seen:   "A look-up returns the service's hosts alone, and messages from outside arrive through the service.",
		}
		old, fresh := apart(mx)
		if len(old) > 0 {
			a.How = append(a.How, "Replace all of them: an old record that stays lets senders go past the service, however bad its preference.")
		} else {
			a.Title = "Publish the MX records of the service"
		}
		if len(fresh) > 0 {
			a.How = append(a.How, "For "+inWords(fresh)+" there is none now. No other may come beside these.")
		}
		moved = p.add(a)
	}
	return moved, spf
}

// ofType are the changes of records of a type.
func (p *plan) ofType(t RecordType) (out []RecordSet) {
	for _, set := range p.records {
		if set.Type == t {
			out = append(out, set)
		}
	}
	return out
}

// beforeMX is what no command of the plan makes so, and has to be so before mail takes the new way.
func (p *plan) beforeMX() []string {
	is := "The connector for the service is on and refuses nothing"
	switch _, bypass := p.rule("filtering"); {
	case p.d.Filtering.Enhanced():
		is += ", and Enhanced Filtering is set on it"
	case bypass:
		is += ", and the mail flow rule that bypasses spam filtering acts"
	}
	before := []string{is + "."}
	if c, ok := p.connector("to-on-premises"); ok && !c.(Outbound).Enabled {
		before = append(before, "The outbound connector to your own servers is on: it is created off, and mail for the mailboxes there takes it.")
	}
	return before
}

// publishSPF brings every domain its SPF record. What has to be known to wait afterwards is noted before.
func (p *plan) publishSPF(sets []RecordSet) Action {
	a := Action{
		ID: "dns.spf", Part: "dns", Stage: StageDNS, Doer: ByDNS, Deed: PublishRecords{sets}, Needs: []string{"dns.domains"},
		Seen: "A look-up of the TXT records at each name returns exactly one that begins with v=spf1: the new one.",
	}
	old, fresh := apart(sets)
	record := "record"
	if len(sets) > 1 {
		record += "s"
	}
	switch {
	case len(fresh) == 0:
		a.Title = "Replace the SPF " + record
	case len(old) == 0:
		a.Title = "Publish the SPF " + record
	default:
		a.Title = "Publish the SPF records, in place of old ones where there are any"
	}
	if len(old) > 0 {
		if p.sendsAnew() {
			a.Before = append(a.Before, "The time to live of the SPF "+ofMany("record", old)+" of "+inWords(old)+" is noted: a look-up shows it, and it is how long to wait afterwards.")
		}
		a.How = append(a.How, "The new record takes the place of the old one: with two SPF records at one name, SPF fails for all its mail.")
	}
	if len(fresh) > 0 {
		a.How = append(a.How, "For "+inWords(fresh)+" there is none now. TXT records of another kind at the name stay.")
	}
	return a
}

// waitForMX lets senders forget the way that mail took, or that there was none. It gives "" where no record moved.
func (p *plan) waitForMX(moved string) string {
	if moved == "" {
		return ""
	}
	old, fresh := apart(p.ofType(RecordMX))
	a := Action{
		ID: "dns.wait", Part: "dns", Stage: StageDNS, Doer: ByWaiting, Needs: []string{moved},
		Title: "Wait until the old MX records are forgotten",
		Seen:  "Look-ups from several places return the new records alone.",
	}
	if len(old) == 0 {
		a.Title = "Wait until senders find the MX records"
	} else {
		a.How = append(a.How, p.waitsForMX())
	}
	if len(fresh) > 0 {
		a.How = append(a.How, waitsForNone("MX", fresh))
	}
	return p.add(a)
}

// longestTTL is that of the MX records that stand there now.
func (p *plan) longestTTL() (most uint32) {
	for _, d := range p.d.Moving() {
		if len(d.MXNow) > 0 {
			most = max(most, d.TTL.Seconds())
		}
	}
	return most
}

func (p *plan) waitsForMX() string {
	longest := p.longestTTL()
	if longest == 0 {
		return "As long as the old records' time to live was."
	}
	how := "At least " + lasting(min(longest, shortTTL)) + " after the change: the time to live of the old records"
	if longest > shortTTL {
		how += " once it was lowered, or " + lasting(longest) + " where it was not"
	}
	return how + "."
}

// sendsAnew reports whether mail to the internet comes to leave from elsewhere.
func (p *plan) sendsAnew() bool {
	_, ok := p.connector("through-service")
	return ok || p.hybrid()
}

// waitForSPF lets receivers forget the records that did not name every sender, or that there were none.
func (p *plan) waitForSPF(spf string) string {
	if spf == "" || !p.sendsAnew() {
		return ""
	}
	a := Action{
		ID: "dns.wait-spf", Part: "dns", Stage: StageDNS, Doer: ByWaiting, Needs: []string{spf},
		Title: "Wait until receivers find the new SPF records",
		Seen:  "Look-ups from several places return the new SPF record of each name.",
	}
	sets := p.ofType(RecordTXT)
	old, fresh := apart(sets)
	if len(sets) == 1 {
		a.Title, a.Seen = "Wait until receivers find the new SPF record", "Look-ups from several places return the new SPF record."
	}
	if len(old) > 0 {
		a.How = append(a.How, "For "+inWords(old)+": as long as the time to live that was noted before the change; many are set to a day. Until then receivers may refuse a sender that the old record does not name.")
	}
	var empty, others []RecordSet // at a name with other TXT records, these are what is remembered
	for _, set := range fresh {
		if set.KeptKnown && len(set.Kept) == 0 {
			empty = append(empty, set)
		} else {
			others = append(others, set)
		}
	}
	if len(empty) > 0 {
		a.How = append(a.How, waitsForNone("TXT", empty))
	}
	if len(others) > 0 {
		a.How = append(a.How, inWords(others)+" had no SPF record. Where other TXT records stand at the name, receivers remember these without it for their time to live; where none does, for the negative time to live of the zone: the last number of its SOA record, or the time to live of that record, whichever is shorter.")
	}
	return p.add(a)
}

// waitsForNone says how long it is remembered that there was no record.
func waitsForNone(kind string, sets []RecordSet) string {
	return inWords(sets) + " had no " + kind + " record: others remember that for the negative time to live of its zone, which is the last number of the zone's SOA record, or the time to live of that record, whichever is shorter."
}

// apart are the sets that replace something, and those that are the first of their kind at their name.
func apart(sets []RecordSet) (old, fresh []RecordSet) {
	for _, set := range sets {
		if len(set.Old) > 0 {
			old = append(old, set)
		} else {
			fresh = append(fresh, set)
		}
	}
	return old, fresh
}

// inWords are the names of some sets.
func inWords(sets []RecordSet) string {
	var names []string
	for _, set := range sets {
		names = append(names, set.Name.String())
	}
	return Spoken(names)
}

func ofMany(noun string, of []RecordSet) string {
	if len(of) == 1 {
		return noun
	}
	return noun + "s"
}
