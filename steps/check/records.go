package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// recordRules are on DNS records.
var recordRules = []Rule{
	{
		ID: "MF501", Name: "Two SPF records at one name", Severity: Error, Group: Records, Needs: []Need{Plan, DNS}, Parser: true,
		Why:    "Receivers take two records for an error, and SPF fails for all mail of the domain.",
		Fix:    "merge the terms of both into one record",
		Source: "RFC 7208, sections 3.2 and 4.5; Microsoft: Set up SPF",
		Upheld: "the documents replace the record that is there and never add a second",
		Lacks:  "the records that nobody mentioned; eacwizard probe looks them up",
		find:   twoSPF,
	},
	{
		ID: "MF502", Name: "Too many DNS look-ups", Severity: Error, Group: Records, Needs: []Need{DNS},
		Why:    "Receivers give up after ten look-ups over the whole tree of includes, and after two that find nothing; then SPF fails for all mail. Few includes can be many look-ups.",
		Fix:    "drop includes that are not needed any more, or move bulk senders to a subdomain",
		Source: "RFC 7208, section 4.6.4; Microsoft: Set up SPF",
		Lacks:  "what the includes lead to: only the terms of the record itself are counted without a look; eacwizard probe follows them",
		find:   manyLookups,
	},
	{
		ID: "MF503", Name: "SPF text too long", Severity: Warning, Group: Records, Needs: []Need{Plan, DNS}, Parser: true,
		Why:    "One string of a TXT record holds 255 characters, and a long answer may not arrive everywhere.",
		Fix:    "remove terms and TXT records that are not needed any more",
		Source: "RFC 1035, section 3.3; RFC 7208, sections 3.3 and 3.4",
		Upheld: "zone files get a long record in strings that are cut where nothing is lost",
		Lacks:  "TXT records that nobody mentioned",
		find:   longTXT,
	},
	{
		ID: "MF504", Name: "Microsoft's include missing or wrong", Severity: Error, Group: Records, Needs: []Need{Plan, Admin}, Parser: true,
		Why:    "Mail from Exchange Online fails SPF where the record does not let Microsoft's servers pass. Each cloud has a name of its own.",
		Fix:    "the include of your cloud, with nothing in front of it",
		Source: "Microsoft: Set up SPF; Manage mail flow using a third-party cloud service",
		Upheld: "the include of the organization's cloud is merged into every record",
		find:   wrongInclude,
	},
	{
		ID: "MF505", Name: "The end of an SPF record", Severity: Error, Group: Records, Needs: []Need{Plan}, Parser: true,
		Why:    "Nothing behind all is looked at; +all lets the whole world send as the domain, and a record without all says nothing of servers that are not listed. Texts of Microsoft's stand behind -all as well as behind ~all.",
		Fix:    "one all at the very end: -all, or ~all as long as not every sender is listed",
		Source: "RFC 7208, sections 5.1 and 6.1; Microsoft: Set up SPF; Exchange Team on Direct Send",
		find:   endOfSPF,
	},
	{
		ID: "MF506", Name: "SPF syntax", Severity: Error, Group: Records, Needs: []Need{Plan}, Parser: true,
		Why:    "Receivers take a term that they cannot read for an error, and SPF fails for all mail. The ptr mechanism is slow and discouraged.",
		Fix:    "correct the term; fixed hosts go in as ip4:",
		Source: "RFC 7208, sections 3.1, 4.6, 5 and 12",
		find:   ptrTerm,
	},
	{
		ID: "MF507", Name: "SPF sources do not fit the scenario", Severity: Warning, Group: Records, Needs: []Need{Plan, Admin},
		Why:    "The record has to name the hosts that put mail on the internet, and only those: a filter that does not send for you only widens who may. A term mx follows the MX records when they move.",
		Fix:    "say whether the service and your own servers send to the internet, and list those that do",
		Source: "Microsoft: Manage mail flow using a third-party cloud service; Set up SPF",
		Upheld: "what the scenario needs is merged into every record",
		find:   spfSources,
	},
	{
		ID: "MF508", Name: "MX does not fit the scenario", Severity: Error, Group: Records, Needs: []Need{Plan, DNS},
		Why:    "A record of Microsoft's beside the service's lets senders go past the filter, however bad its preference, and once the lock-down is on that mail is refused with 5.7.51.",
		Fix:    "list the service's hosts alone",
		Source: "Microsoft: Manage mail flow using a third-party cloud service",
		Upheld: "the change replaces all MX records of a domain; the add-on scenario touches none",
		Lacks:  "records of subdomains that nobody mentioned",
		find:   microsoftMX,
	},
	{
		ID: "MF509", Name: "MX record form", Severity: Error, Group: Records, Needs: []Need{Plan, DNS}, Parser: true,
		Why:    "An MX record names a host that has an address: no address, no alias, no URL. Several records for one host are one record.",
		Fix:    "take the service's host names as it gives them",
		Source: "RFC 1035, section 3.3.9; RFC 2181, section 10; RFC 5321, section 5.1; RFC 7505",
		Upheld: "zone files get names with their final dot",
		Lacks:  "whether the hosts have addresses; eacwizard probe looks them up",
		find:   mxForm,
	},
	{
		ID: "MF510", Name: "Name that DNS cannot hold", Severity: Error, Group: Records, Needs: []Need{Plan}, Parser: true,
		Why:    "A label has at most 63 characters, a name 253, of letters, digits and hyphens; an address at most 64 before the @. Exchange Online refuses anything else.",
		Fix:    "check the spelling; names in other scripts are given in their xn-- form",
		Source: "RFC 1035, section 2.3; RFC 1123; RFC 5321, section 4.5.3; RFC 5890",
	},
	{
		ID: "MF511", Name: "MTA-STS policy does not name the new MX hosts", Severity: Error, Group: Records, Needs: []Need{DNS},
		Why:    "Senders that enforce the policy deliver to no host that it does not name, and remember it for as long as it says.",
		Fix:    "set the policy to testing and add the new hosts before the records move",
		Source: "RFC 8461; Microsoft: Enhancing mail flow with MTA-STS",
		Upheld: "where a policy is said to be published, the plan changes it before the MX records",
		Lacks:  "the policy itself; eacwizard probe fetches it",
		find:   policyInTheWay,
	},
	{
		ID: "MF512", Name: "DANE and the names below mx.microsoft", Severity: Warning, Group: Records, Needs: []Need{Admin, DNS},
		Why:    "DANE protects the host in the MX record, and Microsoft's leaves it: from then on only the filter's own records count. Newer domains have a name below mx.microsoft, and an older name beside it leads elsewhere.",
		Fix:    "turn inbound DANE off before the change, and give the service the very name that the admin center shows",
		Source: "Microsoft: How SMTP DANE works",
		Upheld: "where inbound DANE is said to be on, the plan turns it off before the MX records move",
		find:   dane,
	},
	{
		ID: "MF513", Name: "Host at Microsoft guessed, stale or an address", Severity: Error, Group: Records, Needs: []Need{Plan, Admin, DNS},
		Why:    "Mail that is sent to an old or a wrong name waits with 451 4.4.62. The name is usually the domain with hyphens for its dots, and not always.",
		Fix:    "copy it from the admin center: Settings, Domains",
		Source: "Microsoft: Manage mail flow using a third-party cloud service; Integrate with an email add-on service; NDR 4.4.62",
		Lacks:  "whether the name exists; eacwizard probe looks it up",
		find:   tenantHostNames,
	},
}

// missing reports a name that DNS surely does not have.
func missing(a seen.Answer) bool { return a == seen.NoName || a == seen.NoData }

// found are the facts that a look has of a domain.
func (v *view) found(d *domain) (seen.Domain, bool) {
	if v.seen == nil {
		return seen.Domain{}, false
	}
	return v.seen.Domain(lower(d.Name))
}

// record is a record with these terms.
func record(terms []mailflow.SPFTerm) string {
	text := "v=spf1"
	for _, t := range terms {
		text += " " + t.String()
	}
	return text
}

// withoutTerm takes a term out of the record that stands there now.
func withoutTerm(d *domain, t mailflow.SPFTerm) *Change {
	return set(d.key("existing-spf"), record(slices.DeleteFunc(d.SPFNow.Terms(), func(o mailflow.SPFTerm) bool { return o.String() == t.String() })))
}

// passing puts a term into the record without what keeps its servers from passing.
func passing(d *domain, term string) *Change {
	terms := strings.Fields(d.SPFNow.Exchange())
	for i, t := range terms {
		if t == term {
			terms[i] = strings.TrimLeft(t, "-~?")
		}
	}
	return set(d.key("existing-spf"), strings.Join(terms, " "))
}

func twoSPF(v *view) (out []Finding) {
	for _, d := range v.domains {
		q, now := v.At(d.key("other-txt")), d.key("existing-spf")
		if facts, ok := v.found(d); ok && len(facts.SPF.Records) > 1 {
			out = append(out, that(now, d.SPFNow.Exchange(), fmt.Sprintf("%d SPF records are published for the domain", len(facts.SPF.Records)), "merge them into one and remove the others"))
		}
		if !q.Open {
			continue
		}
		for _, e := range entries(q, d.OtherTXT, mailflow.ParseTXT) {
			if !e.value.IsSPF() {
				continue
			}
			f := about(q.Key, e.value.Content(), "is an SPF record, and the domain gets one of the plan's as well", "give it as the SPF record that stands there now").inItem(e.at)
			if spf, err := mailflow.ParseSPF(e.value.Content()); err == nil {
				f = f.with(merging(q, e.at, d, spf))
			}
			out = append(out, f)
		}
	}
	return out
}

// merging moves an SPF record from the other TXT records to where it belongs; nil where two of them cannot be merged
// without a person.
func merging(q steps.Asked, at int, d *domain, spf mailflow.SPF) *Change {
	if spf.Redirect() != "" {
		return nil
	}
	whole := spf
	if !d.SPFNow.IsZero() {
		var want []mailflow.SPFTerm
		for _, t := range spf.Effective() {
			if t.Name() == "all" {
				continue
			}
			if t.Qualifier() != '+' {
				return nil
			}
			want = append(want, t)
		}
		merged, _, ok := mailflow.MergeSPF(d.SPFNow, want)
		if !ok {
			return nil
		}
		whole = merged
	}
	c := inList(q, at)
	c.Set[d.key("existing-spf")] = steps.Value{whole.Exchange()}
	return c
}

const mostLookups = 10

func manyLookups(v *view) (out []Finding) {
	for _, d := range v.domains {
		n, least := 0, "at least "
		if slices.ContainsFunc(d.notes, func(n mailflow.SPFNote) bool { return n.Rule == "MF502" }) {
			n = d.spf.Lookups()
		}
		if facts, ok := v.found(d); ok && facts.PlannedSPF.Answer == seen.Found {
			n, least = facts.PlannedSPF.Lookups, ""
			if facts.PlannedSPF.AtLeast {
				least = "at least "
			}
			if voids := facts.PlannedSPF.Voids; voids > seen.MostVoidLookups {
				out = append(out, that(v.spfKey(d), d.spf.Exchange(), fmt.Sprintf("the record of %s has %d look-ups that find nothing, and receivers give up after %d", d.Name.Exchange(), voids, seen.MostVoidLookups), "remove the terms that lead nowhere").as(Warning))
			}
		}
		if n < mostLookups-1 {
			continue
		}
		says := fmt.Sprintf("the record that %s ends with costs %s%d look-ups, and receivers give up after %d", d.Name.Exchange(), least, n, mostLookups)
		f := that(v.spfKey(d), d.spf.Exchange(), says, "remove terms that are not needed any more")
		if n <= mostLookups {
			f = f.as(Warning)
		}
		out = append(out, f)
	}
	return out
}

// spfKey is where the terms of a domain's record come from: the one that is there, or what the service wants.
func (v *view) spfKey(d *domain) steps.Key {
	if q := v.of("service", "spf"); d.SPFNow.IsZero() && q.Open {
		return q.Key
	}
	return d.key("existing-spf")
}

const wideTXT = 450

func longTXT(v *view) (out []Finding) {
	for _, d := range v.domains {
		n := len(d.spf.Exchange())
		k, what := v.spfKey(d), "the record that "+d.Name.Exchange()+" ends with is"
		if n <= wideTXT {
			for _, t := range d.OtherTXT {
				n += len(t.Content())
			}
			k, what = d.key("other-txt"), "all TXT records of "+d.Name.Exchange()+" together are"
		}
		if n > wideTXT {
			out = append(out, that(k, "", fmt.Sprintf("%s %d characters long, and answers above about %d may not arrive everywhere", what, n, wideTXT), "remove what is not needed any more"))
		}
	}
	return out
}

func wrongInclude(v *view) (out []Finding) {
	right := v.draft.Organization.Cloud.SPFInclude()
	for _, d := range v.domains {
		for _, t := range d.SPFNow.Effective() {
			if t.Name() != "include" {
				continue
			}
			name, k := strings.ToLower(strings.TrimSuffix(t.Value(), ".")), d.key("existing-spf")
			switch {
			case name == right && t.Qualifier() != '+':
				out = append(out, about(k, t.String(), "does not let Microsoft's servers pass, so that mail from Exchange Online fails", "take away what stands in front of include").with(passing(d, t.String())))
			case name == right:
			case isOtherCloud(name, right):
				out = append(out, about(k, t.String(), "is the include of another cloud than the organization's, whose own is "+right, "take it out unless mail leaves from there as well").as(Info).with(withoutTerm(d, t)))
			case levenshtein.Distance(name, right, nil) <= 2:
				out = append(out, about(k, t.String(), "looks like "+right+" misspelled", "take it out; the right one is merged in").as(Warning).with(withoutTerm(d, t)))
			}
		}
	}
	return out
}

func isOtherCloud(name, right string) bool {
	return slices.ContainsFunc(mailflow.Clouds, func(c mailflow.Cloud) bool { return c.SPFInclude() == name && name != right })
}

func endOfSPF(v *view) (out []Finding) {
	for _, d := range v.domains {
		if d.SPFNow.IsZero() {
			continue
		}
		k := d.key("existing-spf")
		all, ended := d.SPFNow.All()
		switch {
		case !ended && d.SPFNow.Redirect() == "":
			out = append(out, about(k, d.SPFNow.String(), "has no all at its end, so that it says nothing of servers that are not listed", "end it with ~all, or with -all once every sender is listed").as(Warning))
		case ended && all == '+':
			out = append(out, about(k, d.SPFNow.String(), "lets the whole world send as the domain", "end it with ~all, or with -all once every sender is listed"))
		case ended && all == '?':
			out = append(out, about(k, d.SPFNow.String(), "says nothing of servers that are not listed, so that forged mail does not stand out", "end it with ~all, or with -all once every sender is listed").as(Warning))
		case ended && all == '~':
			out = append(out, about(k, d.SPFNow.String(), "marks mail of servers that are not listed and does not refuse it, which is fine while things change", "end it with -all once every sender is listed").as(Info))
		}
		if behind := behindAll(d.SPFNow); len(behind) > 0 {
			out = append(out, about(k, behind[0].String(), "stands behind all, where nothing is looked at", "move it in front of all").as(Warning).with(set(k, record(allLast(d.SPFNow)))))
		}
	}
	return out
}

// behindAll are the mechanisms that nobody comes to.
func behindAll(r mailflow.SPF) (out []mailflow.SPFTerm) {
	ended := false
	for _, t := range r.Terms() {
		if ended && t.Qualifier() != 0 {
			out = append(out, t)
		}
		ended = ended || t.Name() == "all"
	}
	return out
}

// allLast are the terms with all at the end.
func allLast(r mailflow.SPF) []mailflow.SPFTerm {
	terms := r.Terms()
	i := slices.IndexFunc(terms, func(t mailflow.SPFTerm) bool { return t.Name() == "all" })
	all := terms[i]
	return append(slices.Delete(terms, i, i+1), all)
}

func ptrTerm(v *view) (out []Finding) {
	for _, d := range v.domains {
		for _, t := range d.SPFNow.Terms() {
			if t.Name() == "ptr" {
				out = append(out, about(d.key("existing-spf"), t.String(), "is slow, and receivers may pass it over", "list the servers' addresses as ip4: terms in its place").as(Warning).with(withoutTerm(d, t)))
			}
		}
	}
	return out
}

func spfSources(v *view) (out []Finding) {
	right := "include:" + v.draft.Organization.Cloud.SPFInclude()
	for _, d := range v.domains {
		k := d.key("existing-spf")
		for _, n := range d.notes {
			if n.Rule != "MF507" || strings.EqualFold(strings.TrimLeft(n.Term, "-~?"), right) { // that is MF504
				continue
			}
			f := about(k, n.Term, n.Why, n.Fix)
			if n.Term != strings.TrimLeft(n.Term, "-~?") {
				f = f.with(passing(d, n.Term))
			}
			out = append(out, f)
		}
		if v.scenario() == "third-party-filter" && v.unticked("service", "sends-outbound") {
			for _, t := range d.SPFNow.Effective() {
				if t.Name() == "include" && v.isServices(t.Value(), d) {
					out = append(out, about(k, t.String(), "lets the service send as the domain, and mail to the internet does not leave through it", "take it out, or say that mail leaves through the service").as(Info).with(withoutTerm(d, t)))
				}
			}
		}
	}
	return out
}

// isServices reports whether a name belongs to whoever the MX hosts to come belong to.
func (v *view) isServices(name string, d *domain) bool {
	for strings.HasPrefix(name, "_") { // as in _spf.contoso.com, which is no host's name
		_, name, _ = strings.Cut(name, ".")
	}
	at, err := mailflow.ParseDomain(name)
	if err != nil {
		return false
	}
	zone := lower(mailflow.ZoneOf(at))
	for _, x := range v.draft.Service.MX {
		if host, err := mailflow.ParseDomain(x.Host()); err == nil && lower(mailflow.ZoneOf(host)) == zone && zone != lower(d.Zone) {
			return true
		}
	}
	return false
}

func microsoftMX(v *view) (out []Finding) {
	q := v.of("service", "mx-hosts")
	if !q.Open {
		return nil
	}
	own := v.tenant
	for _, e := range entries(q, v.draft.Service.MX, mailflow.ParseMailExchanger) {
		if host := e.value.Host(); atMicrosoft(host) || slices.Contains(own, host) {
			f := about(q.Key, e.value.String(), "is Microsoft's own host, so that senders can go past the service, and are refused once the lock-down is on", "list the service's hosts alone").inItem(e.at)
			if len(q.Value) > 1 {
				f = f.with(inList(q, e.at))
			}
			out = append(out, f)
		}
	}
	return out
}

func mxForm(v *view) (out []Finding) {
	q := v.of("service", "mx-hosts")
	if !q.Open {
		return nil
	}
	seenHost := map[string]bool{}
	for _, e := range entries(q, v.draft.Service.MX, mailflow.ParseMailExchanger) {
		if seenHost[e.value.Host()] {
			out = append(out, about(q.Key, e.value.String(), "names a host that another record names already, so that there is no second one to fall back on", "name another host of the service's, or remove it").inItem(e.at).as(Warning).with(inList(q, e.at)))
		}
		seenHost[e.value.Host()] = true
	}
	if v.seen == nil || len(v.seen.Domains) == 0 {
		return out
	}
	for _, x := range v.seen.Domains[0].PlannedMX {
		i := slices.IndexFunc(v.draft.Service.MX, func(m mailflow.MailExchanger) bool { return m.Host() == x.Host.Name })
		switch {
		case i < 0:
		case len(x.Host.Aliases) > 0:
			out = append(out, about(q.Key, q.Value[i], "is an alias, and an MX record has to name the host itself", "give the name that the alias leads to").inItem(i))
		case missing(x.Host.Answer):
			out = append(out, about(q.Key, q.Value[i], "has no address in DNS", "check the spelling against the service's guide").inItem(i))
		}
	}
	return out
}

func policyInTheWay(v *view) (out []Finding) {
	for _, d := range v.domains {
		facts, ok := v.found(d)
		if !ok || facts.MTASTS.Mode != "enforce" && facts.MTASTS.Mode != "testing" || v.chosen("dns", "mta-sts") == facts.MTASTS.Mode {
			continue
		}
		for _, x := range v.draft.Service.MX {
			if slices.ContainsFunc(facts.MTASTS.MX, func(p string) bool { return namesHost(p, x.Host()) }) {
				continue
			}
			f := that(steps.MakeKey("dns", "mta-sts"), v.chosen("dns", "mta-sts"), "the MTA-STS policy of "+d.Name.Exchange()+" is in mode "+facts.MTASTS.Mode+" and does not name "+x.Host(), "say that it is published, so that the plan changes it first").
				with(set(steps.MakeKey("dns", "mta-sts"), facts.MTASTS.Mode))
			if facts.MTASTS.Mode == "testing" {
				f = f.as(Warning)
			}
			out = append(out, f)
			break
		}
	}
	return out
}

// namesHost reports whether a line of a policy stands for a host: a star stands for one label.
func namesHost(pattern, host string) bool {
	if over, star := strings.CutPrefix(strings.ToLower(pattern), "*."); star {
		_, rest, _ := strings.Cut(host, ".")
		return rest == over
	}
	return strings.EqualFold(pattern, host)
}

func dane(v *view) (out []Finding) {
	if v.ticked("dns", "inbound-dane") {
		out = append(out, that(steps.MakeKey("dns", "inbound-dane"), "true", "DANE protects Microsoft's host in the MX record, which leaves it: from then on the service's own TLSA records count", "let the plan turn it off first, and ask the service whether it has DANE and uses it towards Microsoft"))
	}
	for _, d := range v.domains {
		host := lower(d.TenantHost)
		if d.TenantHost.IsZero() || !d.of("existing-mx").Said {
			continue
		}
		for _, x := range d.MXNow {
			newer := within(x.Host(), "mx.microsoft")
			if atMicrosoft(x.Host()) && atMicrosoft(host) && newer != within(host, "mx.microsoft") {
				out = append(out, about(d.key("tenant-host"), d.TenantHost.String(), "is another kind of name than "+x.Host()+", which the MX records name today", "write "+x.Host()+" if the admin center shows it").with(set(d.key("tenant-host"), x.Host())))
				break
			}
		}
	}
	return out
}

// staleHosts are names that no organization's mail should be sent to.
var staleHosts = []string{"mail.eo.outlook.com", "mail.messaging.microsoft.com", "mail.global.frontbridge.com", "smtp.office365.com", "outlook.office365.com"}

func tenantHostNames(v *view) (out []Finding) {
	if q := v.of("service", "tenant-host"); q.Open {
		out = append(out, v.tenantHost(q, v.draft.Service.TenantHost, nil)...)
	}
	for _, d := range v.domains {
		out = append(out, v.tenantHost(*d.of("tenant-host"), d.TenantHost, d)...)
	}
	return out
}

func (v *view) tenantHost(q steps.Asked, h mailflow.SmartHost, d *domain) []Finding {
	const copyIt = "copy the name from the admin center: Settings, Domains"
	if h.IsZero() {
		return nil
	}
	name := lower(h)
	_, isAddress := network(name)
	f := func(why string) Finding { return about(q.Key, h.String(), why, copyIt) }
	switch suffix := v.draft.Organization.Cloud.MailHostSuffix(); {
	case isAddress:
		return []Finding{f("is an address, and Microsoft's addresses change")}
	case slices.ContainsFunc(staleHosts, func(s string) bool { return within(name, s) }):
		return []Finding{f("is not where an organization's mail is delivered, or no longer")}
	case !atMicrosoft(name):
		return []Finding{f("is none of Microsoft's names, so that the service would deliver elsewhere").as(Warning)}
	case !within(name, suffix) && !within(name, "mx.microsoft"):
		return []Finding{f("is a name of another cloud than the organization's, whose names end in " + suffix).as(Warning)}
	case v.knownHost(q, name, d):
		return nil
	}
	return []Finding{f("is made up from the domain, and not every name follows that pattern").as(Info)}
}

// knownHost reports whether somebody gave the name, or it was seen. One that was typed as it is proposed counts as the
// proposal, which is why no more than a word is said of it.
func (v *view) knownHost(q steps.Asked, name string, d *domain) bool {
	if q.Said {
		return true
	}
	if d == nil {
		return false
	}
	if d.of("existing-mx").Said && slices.ContainsFunc(d.MXNow, func(x mailflow.MailExchanger) bool { return x.Host() == name }) {
		return true
	}
	facts, ok := v.found(d)
	return ok && slices.ContainsFunc(facts.MX.Hosts, func(x seen.MX) bool { return x.Host.Name == name })
}
