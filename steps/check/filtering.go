package check

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// filteringRules are on what Exchange Online makes of mail that was filtered before.
var filteringRules = []Rule{
	{
		ID: "MF301", Name: "Neither Enhanced Filtering nor a bypass rule", Severity: Warning, Group: Filtering, Needs: []Need{Plan, Tenant},
		Why:    "Without one of the two, every message is judged by the service's own address: SPF and DMARC fail, good mail lands in Junk. Microsoft calls it a must to do one of them.",
		Fix:    "Enhanced Filtering on the service's connector, which has to be on for it to act",
		Source: "Microsoft: Manage mail flow using a third-party cloud service, step 5; Enhanced filtering for connectors",
		Lacks:  "whether a rule of the organization bypasses filtering already",
		find:   noFilteringChoice,
	},
	{
		ID: "MF302", Name: "Enhanced Filtering and a bypass rule together", Severity: Warning, Group: Filtering, Needs: []Need{Plan, Tenant},
		Why:    "The rule throws away the very filtering that Enhanced Filtering makes possible.",
		Fix:    "disable the rule once Enhanced Filtering is seen to work",
		Source: "Microsoft: Enhanced filtering for connectors; Manage mail flow using a third-party cloud service, step 5",
		Upheld: "the plan has one of the two, never both",
		Lacks:  "the organization's own rules that set SCL -1 (Get-TransportRule)",
	},
	{
		ID: "MF303", Name: "Last hop and a list, both to be skipped", Severity: Warning, Group: Filtering, Needs: []Need{Plan},
		Why:    "The list counts only where skipping the last address is off; with neither, Enhanced Filtering is off.",
		Fix:    "one hop: skip the last address; several: list them all",
		Source: "Microsoft: New-InboundConnector, EFSkipLastIP and EFSkipIPs",
		Upheld: "the question takes one of the two, and a list that is chosen may not be empty",
	},
	{
		ID: "MF304", Name: "A hop that is not skipped", Severity: Warning, Group: Filtering, Needs: []Need{Admin},
		Why:    "Where mail passes several public servers of the service or of yours, each has to be skipped; one that is not counts as the sender.",
		Fix:    "list every public hop between the internet and Microsoft",
		Source: "Microsoft: Enhanced filtering for connectors",
		Lacks:  "how many public hops there are: ask the service, and look at the Received headers of a message",
		find:   hopNotListed,
	},
	{
		ID: "MF305", Name: "Unsupported address in the skip list", Severity: Error, Group: Filtering, Needs: []Need{Plan}, Parser: true,
		Why:    "Exchange Online's own addresses cannot be skipped, private ones are skipped without being listed, and a list that is too wide hides real senders.",
		Fix:    "list the service's addresses and no more",
		Source: "Microsoft: Enhanced filtering for connectors",
		find:   wideSkip,
	},
	{
		ID: "MF306", Name: "Enhanced Filtering for a pilot group", Severity: Info, Group: Filtering, Needs: []Need{Plan},
		Why:    "It acts only on messages all of whose recipients are listed, by exactly these addresses: an alias has to be listed as well. Everybody else's mail is judged by the service's address meanwhile.",
		Fix:    "list every alias of the pilots, and end the pilot soon",
		Source: "Microsoft: Enhanced filtering for connectors",
		Upheld: "the plan ends with a step that ends the pilot",
		find:   pilot,
	},
	{
		ID: "MF307", Name: "Enhanced Filtering on the wrong connector", Severity: Warning, Group: Filtering, Needs: []Need{Plan, Tenant},
		Why:    "It acts for the connector that a message comes in by, and together with centralized mail transport it is not supported.",
		Fix:    "put it on the connector that the service's certificate or addresses choose",
		Source: "Microsoft: Enhanced filtering for connectors; Manage mail flow using a third-party cloud service, step 5",
		Upheld: "the plan puts it on the service's own connector, and does not offer it with centralized mail transport",
		Lacks:  "whether it is on for other connectors of the organization",
	},
	{
		ID: "MF308", Name: "Bypass rule too wide", Severity: Warning, Group: Filtering, Needs: []Need{Plan},
		Why:    "The rule turns most filtering off for whatever it applies to: with the MX records elsewhere even phishing that is sure to be phishing arrives. Whoever can send from these addresses, such as other customers of the service, is let in.",
		Fix:    "list only what the service delivers from, together with the lock-down; or use Enhanced Filtering",
		Source: "Microsoft: Use mail flow rules to set the SCL (caution); Secure by default; New-TransportRule, SenderIpRanges",
		Upheld: "the rule always asks for senders outside and for an address",
		find:   wideBypass,
	},
	{
		ID: "MF309", Name: "Nobody filters", Severity: Error, Group: Filtering, Needs: []Need{Plan, Admin},
		Why:    "A service that archives or audits does not filter spam, so that Exchange Online has to, and it can only do so with Enhanced Filtering. An older article calls the set-up unsupported altogether.",
		Fix:    "Enhanced Filtering on a connector that is on; better, the archiving that Microsoft 365 has itself",
		Source: "Microsoft: Manage mail flow using a third-party cloud service, scenario 2",
		Upheld: "the archive scenario offers no bypass rule, and the connector that Enhanced Filtering needs is on from the start, whether or not it locks in the end",
	},
	{
		ID: "MF310", Name: "ARC sealer not usable", Severity: Warning, Group: Filtering, Needs: []Need{Plan, Tenant}, Parser: true,
		Why:    "The list of trusted sealers is replaced as a whole, and an entry has to be the very domain in the seal's d=, which is the service's.",
		Fix:    "read the domain from the ARC-Seal header of a message that came through the service",
		Source: "Microsoft: Set-ArcConfig; Configure trusted ARC sealers",
		Upheld: "the documents add to the list that is there and repeat nothing",
		Lacks:  "which domain the seals really have",
		find:   ownSealer,
	},
	{
		ID: "MF311", Name: "Changed messages without a trusted seal", Severity: Warning, Group: Filtering, Needs: []Need{Admin},
		Why:    "Rewritten links, banners and removed attachments break DKIM signatures. Without a seal of the service's that is trusted, such mail fails SPF, DKIM and DMARC; Enhanced Filtering mends some of it only.",
		Fix:    "ask the service whether it can seal with ARC and as which domain; else allow legitimate senders one by one",
		Source: "Microsoft: Configure trusted ARC sealers; Enhanced filtering for connectors",
		Upheld: "for a service that cannot seal, the plan has a step to review the spoof detections report",
		find:   unsealed,
	},
}

func noFilteringChoice(v *view) []Finding {
	q := v.of("filtering", "how")
	switch {
	case !q.Open || q.Value.Empty():
		return nil
	case q.Value.Text() == "off":
		f := that(q.Key, "off", "every message is judged by the service's own address, so that good mail lands in Junk and forged mail does not stand out", "choose Enhanced Filtering, or the rule")
		if !q.Proposed.Empty() {
			f = f.with(back(q.Key))
		}
		return []Finding{f}
	}
	return nil
}

func hopNotListed(v *view) (out []Finding) {
	q := v.of("filtering", "skip-ip-addresses")
	lock, ok := v.inbound("lockdown")
	if !ok || !q.Open || len(v.draft.Filtering.Listed) == 0 {
		return nil
	}
	for _, a := range lock.SenderAddresses {
		if first, last := ends(a.Network()); !skipped(v.draft.Filtering.Listed, first, last) {
			wider := append(append(steps.Value{}, q.Value...), a.Network().String())
			out = append(out, about(q.Key, a.String(), "is where the service delivers from, and is not skipped, so that it counts as the sender", "add it to the list").with(&Change{Set: steps.Answers{q.Key: wider}}))
		}
	}
	return out
}

// skipped reports whether one entry takes all of a block in.
func skipped(list []mailflow.SkipAddress, first, last netip.Addr) bool {
	for _, s := range list {
		if s.First().Compare(first) <= 0 && s.Last().Compare(last) >= 0 {
			return true
		}
	}
	return false
}

// ends are the first and the last address of an IPv4 block.
func ends(block netip.Prefix) (first, last netip.Addr) {
	n := number(block.Addr()) + 1<<(32-block.Bits()) - 1
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(n))
	return block.Addr(), netip.AddrFrom4(b)
}

func number(a netip.Addr) uint64 {
	b := a.As4()
	return uint64(binary.BigEndian.Uint32(b[:]))
}

// size is how many addresses an entry stands for.
func size(s mailflow.SkipAddress) uint64 { return number(s.Last()) - number(s.First()) + 1 }

// widest is how many addresses one entry may stand for without a question: a /16.
const widest = 1 << 16

func wideSkip(v *view) (out []Finding) {
	q := v.of("filtering", "skip-ip-addresses")
	if !q.Open {
		return nil
	}
	for _, e := range entries(q, v.draft.Filtering.Listed, mailflow.ParseSkipAddress) {
		if n := size(e.value); n > widest {
			out = append(out, about(q.Key, e.value.String(), fmt.Sprintf("is %d addresses, which hardly are the service's alone: whoever else sends from them is passed over as well", n), "list the service's own blocks").inItem(e.at).as(Warning))
		}
	}
	return out
}

func pilot(v *view) []Finding {
	q := v.of("filtering", "pilot-users")
	if !q.Open || len(v.draft.Filtering.Pilots) == 0 {
		return nil
	}
	return []Finding{that(q.Key, v.draft.Filtering.Pilots[0].String(), "Enhanced Filtering acts only on messages all of whose recipients are on this list, by exactly these addresses", "list their aliases as well, and end the pilot as the plan says").with(back(q.Key))}
}

func wideBypass(v *view) (out []Finding) {
	q := v.of("filtering", "bypass-ip-addresses")
	if !q.Open {
		return nil
	}
	for _, e := range entries(q, v.bypassed(), mailflow.ParseSkipAddress) {
		if n := size(e.value); n > widest {
			out = append(out, about(q.Key, e.value.String(), fmt.Sprintf("is %d addresses, and mail from any of them is hardly filtered", n), "list the service's own blocks").inItem(e.at))
		}
	}
	if v.unlocked() && len(v.bypassed()) > 0 {
		k := steps.MakeKey("lockdown", "turn-it-on")
		out = append(out, that(steps.MakeKey("filtering", "how"), "bypass", "the rule goes by the address alone, and without the lock-down nothing else tells the service's mail from that of its other customers", "turn the lock-down on, or use Enhanced Filtering").as(Info).with(back(k)))
	}
	return out
}

func ownSealer(v *view) []Finding {
	q := v.of("service", "arc-domain")
	if !q.Open || v.draft.Service.Sealer.IsZero() || !v.isOwn(lower(v.draft.Service.Sealer)) {
		return nil
	}
	return []Finding{about(q.Key, v.draft.Service.Sealer.String(), "is a domain of your own, and the seal is the service's", "read d= in the ARC-Seal header of a message that came through the service")}
}

func unsealed(v *view) []Finding {
	if !v.ticked("service", "changes-messages") || !v.unticked("service", "seals-with-arc") {
		return nil
	}
	return []Finding{that(steps.MakeKey("service", "seals-with-arc"), "false", "the service changes messages and does not seal them, so that their DKIM signatures fail and senders can be taken for forged", "ask whether it can seal with ARC; else review the spoof detections report as the plan says")}
}
