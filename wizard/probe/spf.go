package probe

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/seen"
)

const (
	closeToLimit = seen.MostLookups - 1 // look-ups from which on the limit is spoken of
	wideAnswer   = 450                  // octets of TXT records at one name that still fit an old datagram (rule MF503)
)

// spfNow looks at the SPF record that a domain has.
func (p *prober) spfNow(ctx context.Context, d Domain, facts *seen.Domain) conclusion {
	name := canonical(d.Name)
	txt, _ := p.names.text(ctx, name)
	now, err := p.names.published(ctx, name)
	facts.TXT, facts.SPF = txt, now
	switch {
	case now.Answer == seen.Unknown:
		return unanswered("The TXT records of "+name, err)
	case now.Answer == seen.NoName:
		return succeeded("%s has no SPF record: there is no such name in DNS.", name)
	case now.Answer == seen.NoData && d.ExistingSPF != "":
		return succeeded("%s has no SPF record, though the answers give one as existing.", name)
	case now.Answer == seen.NoData:
		return succeeded("%s has no SPF record yet.", name)
	}
	c := judgeSPF(fmt.Sprintf("The SPF record of %s", name), now, err)
	if said := d.ExistingSPF; said != "" && len(now.Records) == 1 && !sameRecord(said, now.Records[0]) && c.verdict != seen.Failed {
		c = failed("MF507", "DNS has another SPF record for %s than the answers say it has, and what is only in DNS would be lost.", name).
			with("the answers say \"" + said + "\"")
	}
	for _, record := range now.Records {
		c = c.with("TXT \"" + record + "\"")
	}
	c = c.with(troubleLines(now)...).with("look-ups of each term, with what is below it:").with(treeLines(now.Terms, "  ")...).with("the record may be kept for " + spell(now.TTL))
	return c.withWidth(txt)
}

// withWidth adds what is to be said on an answer that is large.
func (c conclusion) withWidth(txt seen.TXT) conclusion {
	octets := 0
	for _, v := range txt.Values {
		octets += len(v)
	}
	if octets <= wideAnswer {
		return c
	}
	if c.rule == "" {
		c.rule = "MF503"
	}
	return c.with(fmt.Sprintf("the TXT records at this name have %d octets together; above about %d some receivers do not get them whole", octets, wideAnswer))
}

// spfPlanned walks the planned record, and stands it beside the one that DNS has.
func (p *prober) spfPlanned(ctx context.Context, d Domain, facts *seen.Domain) conclusion {
	name := canonical(d.Name)
	comingMX := len(d.PlannedMX)
	if comingMX == 0 {
		comingMX = -1
	}
	record := strings.TrimSpace(d.PlannedSPF)
	if !isSPF(record) {
		return failed("MF506", "The planned record of %s does not begin with v=spf1 and a space, so that no receiver takes it for SPF.", name)
	}
	then, err := p.names.tree(ctx, name, record, comingMX)
	facts.PlannedSPF = then
	now, nowErr := p.names.published(ctx, name)
	c := judgeSPF("The planned SPF record of "+name, then, err)
	dropped := onlyIn(now.Terms, then.Terms)
	if d.ExistingSPF == "" && len(dropped) > 0 && c.verdict != seen.Failed {
		c = failed("MF501", "%s has an SPF record that the plan does not know of; the planned one would drop %s, and beside it both would be void. Give the existing record.", name, sentence(dropped))
	}
	c = c.with("planned \"" + record + "\"")
	if nowErr == nil && now.Answer == seen.Found {
		c = c.with(sideBySide(now, then)...)
	}
	return c.with(troubleLines(then)...).with("look-ups of each planned term, with what is below it:").with(treeLines(then.Terms, "  ")...)
}

// judgeSPF concludes on a tree.
func judgeSPF(what string, tree seen.SPF, err error) conclusion {
	count := counted(tree.Lookups, tree.AtLeast)
	switch {
	case tree.PermError():
		first := tree.Troubles[0]
		for _, t := range tree.Troubles { // the counts say most
			if t.Kind == seen.TooManyLookups {
				first = t
			}
		}
		return failed(troubleRule(first.Kind), "%s makes SPF fail for all mail (permerror): %s.", what, first.Says)
	case len(tree.Unseen) > 0:
		return notChecked("%s could not be looked up whole from here: %s is not answered (%s).", what, tree.Unseen[0], short(err))
	case tree.Lookups >= closeToLimit:
		c := succeeded("%s costs %s of the %d look-ups that there may be: another service will hardly fit.", what, count, seen.MostLookups)
		c.rule = "MF502"
		return c
	case tree.AtLeast:
		return succeeded("%s costs %s of the %d look-ups that there may be; macros keep the rest from being counted.", what, count, seen.MostLookups)
	}
	return succeeded("%s costs %s of the %d look-ups that there may be.", what, count, seen.MostLookups)
}

func counted(n int, atLeast bool) string {
	if atLeast {
		return "at least " + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func troubleRule(kind seen.SPFTroubleKind) string {
	switch kind {
	case seen.TwoRecords:
		return "MF501"
	case seen.BadSyntax:
		return "MF506"
	}
	return "MF502"
}

func troubleLines(tree seen.SPF) []string {
	var lines []string
	for _, t := range tree.Troubles {
		lines = append(lines, "permerror: "+t.Says)
	}
	return lines
}

// treeLines draws a tree, with what each term costs together with all below it.
func treeLines(terms []seen.SPFTerm, indent string) []string {
	var lines []string
	for _, t := range terms {
		line := fmt.Sprintf("%s%2d  %s", indent, t.Total, t.Text)
		switch {
		case t.Unreached:
			line += "  (never reached)"
		case t.Note != "":
			line += "  (" + t.Note + ")"
		}
		lines = append(lines, line)
		lines = append(lines, treeLines(t.Terms, indent+"    ")...)
	}
	return lines
}

// sideBySide shows the cost of each term of the record now and as planned.
func sideBySide(now, then seen.SPF) []string {
	const row = "%4s  %7s  %s"
	lines := []string{fmt.Sprintf(row, "now", "planned", "look-ups of")}
	cost := func(terms []seen.SPFTerm, text string) string {
		i := slices.IndexFunc(terms, func(t seen.SPFTerm) bool { return strings.EqualFold(t.Text, text) })
		if i < 0 {
			return "-"
		}
		return strconv.Itoa(terms[i].Total)
	}
	for _, t := range now.Terms {
		lines = append(lines, fmt.Sprintf(row, strconv.Itoa(t.Total), cost(then.Terms, t.Text), t.Text))
	}
	for _, t := range then.Terms {
		if cost(now.Terms, t.Text) == "-" {
			lines = append(lines, fmt.Sprintf(row, "-", strconv.Itoa(t.Total), t.Text))
		}
	}
	return append(lines,
		fmt.Sprintf(row, strconv.Itoa(now.Lookups), strconv.Itoa(then.Lookups), "the whole record"),
		fmt.Sprintf(row, strconv.Itoa(now.Voids), strconv.Itoa(then.Voids), "these that find nothing"),
	)
}

// onlyIn are the terms of one record that another lacks; all aside, which a plan may change.
func onlyIn(one, other []seen.SPFTerm) []string {
	var only []string
	for _, t := range one {
		isAll := strings.EqualFold(strings.TrimLeft(t.Text, "+-~?"), "all")
		if !isAll && !slices.ContainsFunc(other, func(o seen.SPFTerm) bool { return strings.EqualFold(o.Text, t.Text) }) {
			only = append(only, t.Text)
		}
	}
	return only
}

// sameRecord compares two records, however they are quoted and spaced.
func sameRecord(a, b string) bool {
	plain := func(s string) string {
		return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(strings.ReplaceAll(s, `" "`, ""), `"`, "")), " "))
	}
	return plain(a) == plain(b)
}
