package mailflow

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lister is one of the functions under test, with the parser of its field.
type lister struct {
	list  func(text string, have []string) []Found
	parse parser
}

var listers = map[string]lister{
	"senders": {ListSenderAddresses, as(ParseSenderAddress)},
	"skips":   {ListSkipAddresses, as(ParseSkipAddress)},
	"hosts":   {ListSmartHosts, as(ParseSmartHost)},
	"domains": {ListDomainPatterns, as(ParseDomainPattern)},
	"emails":  {ListEmailAddresses, as(ParseEmailAddress)},
}

func kept(text string) Found { return Found{Text: text, Values: []string{text}} }

func changed(text, why string, values ...string) Found {
	return Found{Text: text, Values: values, Verdict: Changed, Why: why}
}

func rejected(text, why string) Found { return Found{Text: text, Verdict: Rejected, Why: why} }

func repeated(text, why string) Found { return Found{Text: text, Verdict: Repeated, Why: why} }

// pasted is a text and everything that is found in it.
type pasted struct {
	in   string
	want []Found
}

func checkListing(t *testing.T, name string, table []pasted) {
	t.Helper()
	l := listers[name]
	for _, c := range table {
		if diff := cmp.Diff(c.want, append([]Found(nil), l.list(c.in, nil)...)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", name, c.in, diff)
		}
		listingProperties(t, l, c.in, nil)
	}
}

func all(fs ...Found) []Found { return fs }

const (
	noV6         = "is IPv6, and only IPv4 is taken here; identify the server by its certificate"
	inComment    = "stands in a comment"
	oddWild      = "has a wildcard in it, and is not a whole address with the wildcard at its end"
	maskAlone    = "is a network mask without an address in front of it"
	notReserved  = "give the address that the server sends from, or identify the server by its certificate"
	noDomainIP   = "is an IP address, and a domain is asked for"
	noDomainMail = "is an e-mail address, and a domain is asked for"
	noHostMail   = "is an e-mail address, and a host is asked for"
	noSuffix     = "stands in a sentence and ends in no known top-level domain; give it a line of its own if it is a name"
)

// What stands between and around the entries does not matter, and is not called a change.
func TestListingSeparators(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"", nil},
		{" \r\n\t\n", nil},
		{"203.0.113.9", all(kept("203.0.113.9"))},
		{"203.0.113.9,198.51.100.0/24;192.0.2.1", all(kept("203.0.113.9"), kept("198.51.100.0/24"), kept("192.0.2.1"))},
		{"203.0.113.9\r\n198.51.100.7\n192.0.2.1\r192.0.2.2\u2028192.0.2.3\v192.0.2.4", all(
			kept("203.0.113.9"), kept("198.51.100.7"), kept("192.0.2.1"), kept("192.0.2.2"), kept("192.0.2.3"), kept("192.0.2.4"))},
		{"203.0.113.9\t198.51.100.7\u00a0192.0.2.1\u3000192.0.2.2\u2009192.0.2.3\u2800192.0.2.4", all(
			kept("203.0.113.9"), kept("198.51.100.7"), kept("192.0.2.1"), kept("192.0.2.2"), kept("192.0.2.3"), kept("192.0.2.4"))},
		{"\ufeff203.0.113.9\u200b, \u202a198.51.100.7\u202c", all(kept("203.0.113.9"), kept("198.51.100.7"))},
		{"203.0.113.9\x00198.51.100.7\x1b192.0.2.1", all(kept("203.0.113.9"), kept("198.51.100.7"), kept("192.0.2.1"))},
		{"• 203.0.113.1\n- 203.0.113.2\n* 203.0.113.3\n· 203.0.113.4\n– 203.0.113.5\n1. 203.0.113.6\n2) 203.0.113.7\na) 203.0.113.8\n(3) 203.0.113.9\n+ 203.0.113.10\n✓203.0.113.11\n#1 203.0.113.12", all(
			kept("203.0.113.1"), kept("203.0.113.2"), kept("203.0.113.3"), kept("203.0.113.4"), kept("203.0.113.5"), kept("203.0.113.6"),
			kept("203.0.113.7"), kept("203.0.113.8"), kept("203.0.113.9"), kept("203.0.113.10"), kept("203.0.113.11"), kept("203.0.113.12"))},
		{"| Region | Address |\n|--------|:-------:|\n| EU     | 203.0.113.1 |\n|US|203.0.113.2|", all(kept("203.0.113.1"), kept("203.0.113.2"))},
		{"│ EU │ 203.0.113.1 │\n├────┼─────────────┤\n│ US │ 203.0.113.2 │", all(kept("203.0.113.1"), kept("203.0.113.2"))},
		{"EU\t203.0.113.1\tprimary\nUS\t203.0.113.2\tbackup", all(kept("203.0.113.1"), kept("203.0.113.2"))},
		{`"203.0.113.1",'203.0.113.2',` + "`203.0.113.3`" + `,“203.0.113.4”,„203.0.113.5“,«203.0.113.6»,‘203.0.113.7’,「203.0.113.8」`, all(
			kept("203.0.113.1"), kept("203.0.113.2"), kept("203.0.113.3"), kept("203.0.113.4"),
			kept("203.0.113.5"), kept("203.0.113.6"), kept("203.0.113.7"), kept("203.0.113.8"))},
		{"(203.0.113.1) [203.0.113.2] {203.0.113.3} <203.0.113.4> **203.0.113.5** _203.0.113.6_ mx(203.0.113.7)", all(
			kept("203.0.113.1"), kept("203.0.113.2"), kept("203.0.113.3"), kept("203.0.113.4"),
			kept("203.0.113.5"), kept("203.0.113.6"), kept("203.0.113.7"))},
		{"SenderIPAddresses : {203.0.113.1, 203.0.113.2}", all(kept("203.0.113.1"), kept("203.0.113.2"))},
		{"v=spf1 ip4:203.0.113.1 +ip4:198.51.100.0/24 ip6:2001:db8::/32 include:spf.contoso.com -all", all(
			kept("203.0.113.1"), kept("198.51.100.0/24"), rejected("2001:db8::/32", noV6))},
		{"EU:203.0.113.1 IP=203.0.113.2 US/203.0.113.3 203.0.113.4&203.0.113.5", all(
			kept("203.0.113.1"), kept("203.0.113.2"), kept("203.0.113.3"), kept("203.0.113.4"), kept("203.0.113.5"))},
		{"请允许203.0.113.1和203.0.113.2。", all(kept("203.0.113.1"), kept("203.0.113.2"))},
		{"203.0.113.1¹ 203.0.113.2† 203.0.113.3?", all(kept("203.0.113.1"), kept("203.0.113.2"), kept("203.0.113.3"))},
	})
}

// Words, numbers and dates are no entries.
func TestListingProse(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"Please allow the following addresses: 198.51.100.0/24 and 203.0.113.9 (EU).", all(kept("198.51.100.0/24"), kept("203.0.113.9"))},
		{"On 21.11.2026 at 10:30 version 2.5 of TLS 1.2 e.g. at 49.30.1234567 costs 1.000,50", nil},
		{"mx1.contoso.com uses TLS1.2 and std::vector at 12:30:45, 00:1a:2b:3c:4d:5e", nil},
		{"Updated | 21.11.2026\nAddress | 203.0.113.1", all(kept("203.0.113.1"))},
		{"1.2", all(rejected("1.2", "has 2 numbers, and an IPv4 address has 4"))},
		{"21.11.2026", all(rejected("21.11.2026", "has 3 numbers, and an IPv4 address has 4"))},
		{"the block 10.0.0 of ours", all(rejected("10.0.0", "has 3 numbers, and an IPv4 address has 4"))},
		{"Exchange 15.20.4567.12", all(rejected("15.20.4567.12", `has the number "4567" in it, and none may be above 255`))},
	})
	checkListing(t, "hosts", []pasted{
		{"Mail flows through mx1.contoso.com, i.e. ours, and through\nmx2.contoso.com (e.g. at night, acc. to Ph.D. Doe).", all(kept("mx1.contoso.com"), kept("mx2.contoso.com"))},
		{"mailserver", all(rejected("mailserver", "is not a full name: it has no dot"))},
		{"| mailserver |", all(rejected("mailserver", "is not a full name: it has no dot"))},
		{"our mailserver", nil},
		{"Hosts:\n12\n---\nmx1.contoso.com", all(kept("mx1.contoso.com"))},
		{"see readme.txt and server.example", all(rejected("readme.txt", noSuffix), kept("server.example"))},
		{"server.zzzz", all(kept("server.zzzz"))},
		{"EU | server.zzzz", all(kept("server.zzzz"))},
		{"and so on...until then", nil},
		{"docs/faq.html or mx1.contoso.com", all(kept("mx1.contoso.com"))},
	})
	checkListing(t, "domains", []pasted{
		{"Our domains are contoso.com and *.contoso.com.", all(kept("contoso.com"), changed("*.contoso.com.", "without the dot at its end", "*.contoso.com"))},
		{"com", all(rejected("com", "is not a whole domain: it has no dot"))},
	})
	checkListing(t, "emails", []pasted{
		{"Write to jane@contoso.com or call 203.0.113.9 at contoso.com.", all(kept("jane@contoso.com"))},
		{"contoso.com", nil},
		{"meet @ noon", nil},
	})
}

func TestListingInvisible(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"203.0.\u200b113.9", all(changed("203.0.113.9", "without the invisible character U+200B (zero width space)", "203.0.113.9"))},
		{"20\u00ad3.0.\u200b\u200d113.9", all(changed("203.0.113.9", "without 3 invisible characters", "203.0.113.9"))},
		{"\u202e203.0.113.9\u202c", all(kept("203.0.113.9"))},
		{"１９８．51。100.7", nil},
		{"１９８．５１．１００．７／３２", all(changed("１９８．５１．１００．７／３２", "with plain characters for wide ones", "198.51.100.7/32"))},
		{"203.0.113.9\ufffd198.51.100.7", all(rejected("203.0.113.9\ufffd198.51.100.7", oddAddress))},
	})
	checkListing(t, "hosts", []pasted{
		{"mx1.con\u200btoso.com", all(changed("mx1.contoso.com", "without the invisible character U+200B (zero width space)", "mx1.contoso.com"))},
		{"mx\u20111.contoso.com", all(changed("mx\u20111.contoso.com", "with plain hyphens", "mx-1.contoso.com"))},
		{"نامه\u200cای.com", all(rejected("نامهای.com", "has the invisible character U+200C (zero width non-joiner) at position 5; remove it, or give the name in its xn-- form if the character belongs there"))},
		{"con\xfftoso.com", all(rejected("con\ufffdtoso.com", "has U+FFFD at position 4, the sign for a character that got lost; type that character again"))},
	})
	checkListing(t, "emails", []pasted{
		{"user＠contoso.com", all(changed("user＠contoso.com", "with plain characters for wide ones", "user@contoso.com"))},
	})
}

func TestListingDefanged(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"198[.]51[.]100[.]7", all(changed("198[.]51[.]100[.]7", "with plain dots", "198.51.100.7"))},
		{"198(.)51{.}100[dot]7", all(changed("198(.)51{.}100[dot]7", "with plain dots", "198.51.100.7"))},
		{"address [:] 198.51.100.8", all(kept("198.51.100.8"))},
		{"198.51.100.7[:]25", all(changed("198.51.100.7[:]25", "with plain colons, without port 25", "198.51.100.7"))},
		{"hxxp://198.51.100[.]7/x", all(changed("hxxp://198.51.100[.]7/x", "with plain dots, only the address of the URL", "198.51.100.7"))},
	})
	checkListing(t, "hosts", []pasted{
		{"smtp [dot] contoso (dot) com", all(changed("smtp [dot] contoso (dot) com", "with plain dots", "smtp.contoso.com"))},
		{"hxxps[:]//smtp[.]contoso[.]com/a", all(changed("hxxps[:]//smtp[.]contoso[.]com/a", "with plain colons, with plain dots, only the host of the URL", "smtp.contoso.com"))},
		{"hxxps[://]smtp.contoso.com", all(changed("hxxps[://]smtp.contoso.com", "with plain colons, only the host of the URL", "smtp.contoso.com"))},
	})
	checkListing(t, "domains", []pasted{
		{"user [at] contoso [dot] com", all(rejected("user [at] contoso [dot] com", noDomainMail))},
	})
	checkListing(t, "emails", []pasted{
		{"user(at)contoso[.]com", all(changed("user(at)contoso[.]com", "with a plain @, with plain dots", "user@contoso.com"))},
		{"user [at] contoso [dot] com", all(changed("user [at] contoso [dot] com", "with a plain @, with plain dots", "user@contoso.com"))},
	})
}

func TestListingMarkup(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{`<tr class="x"><td>10.0.0.0</td><td>255.255.255.0</td></tr><tr><td>203.0.113.9</td></tr>`, all(
			changed("10.0.0.0 255.255.255.0", "with its mask as /24", "10.0.0.0/24"), kept("203.0.113.9"))},
		{"203&#46;0.113.9&nbsp;198.51.100&period;7<br/>192.0<wbr>.2.1", all(kept("203.0.113.9"), kept("198.51.100.7"), kept("192.0.2.1"))},
		{`<td width=3 nowrap>203.0.113.9</td><i x="1<2">198.51.100.7</i><i x="`, all(kept("203.0.113.9"), kept("198.51.100.7"))},
		{"a <b and 203.0.113.9 c>", all(kept("203.0.113.9"))},
		{"1 & 2 &x; &copying; &amp;lt; <203.0.113.9>", all(kept("203.0.113.9"))},
		{"<p>203.0.113.9<p>198.51.100.7", all(kept("203.0.113.9"), kept("198.51.100.7"))},
	})
	checkListing(t, "hosts", []pasted{
		{`<a href="https://www.contoso.com/">mx1.contoso.com</a><code>mx2.contoso.com</code>`, all(kept("mx1.contoso.com"), kept("mx2.contoso.com"))},
		{"[the docs](https://www.contoso.com/a_(b)/c.html), <https://x.contoso.com>, **mx1.contoso.com.**", all(
			changed("https://www.contoso.com/a_(b)/c.html", "only the host of the URL", "www.contoso.com"),
			changed("https://x.contoso.com", "only the host of the URL", "x.contoso.com"),
			changed("mx1.contoso.com.", "without the dot at its end", "mx1.contoso.com"))},
	})
	checkListing(t, "emails", []pasted{
		{"Jane &lt;jane@contoso.com&gt;, <user@contoso.com>, [write](mailto:help@contoso.com)", all(
			kept("jane@contoso.com"), kept("user@contoso.com"), changed("mailto:help@contoso.com", "without mailto: in front", "help@contoso.com"))},
	})
}

func TestListingComments(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"203.0.113.1 # was 203.0.113.2 before 1.2\n#203.0.113.3\n// 203.0.113.4\n203.0.113.5 // 203.0.113.6", all(
			kept("203.0.113.1"), rejected("203.0.113.2", inComment), rejected("203.0.113.3", inComment), rejected("203.0.113.4", inComment),
			kept("203.0.113.5"), rejected("203.0.113.6", inComment))},
		{"| # | Address |\n| #1 | 203.0.113.1 |\n| 203.0.113.2 # x 203.0.113.3 | 203.0.113.4 |", all(
			kept("203.0.113.1"), kept("203.0.113.2"), rejected("203.0.113.3", inComment), kept("203.0.113.4"))},
		{"Server #2: 203.0.113.1\n#2: 203.0.113.2\n> # 203.0.113.3", all(kept("203.0.113.1"), kept("203.0.113.2"), rejected("203.0.113.3", inComment))},
	})
	checkListing(t, "hosts", []pasted{
		{"mx1.contoso.com // see https://contoso.com/x", all(kept("mx1.contoso.com"), rejected("https://contoso.com/x", inComment))},
	})
}

func TestListingBlocks(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"10.3.1.5/24", all(kept("10.3.1.5/24"))}, // the bits below the mask are kept, as the parser does
		{"198.51.100.0/23", all(changed("198.51.100.0/23", "split into 2 blocks of /24", "198.51.100.0/24", "198.51.101.0/24"))},
		{"198.51.101.9/22", all(changed("198.51.101.9/22", "split into 4 blocks of /24", "198.51.100.0/24", "198.51.101.0/24", "198.51.102.0/24", "198.51.103.0/24"))},
		{"10.0.0.0/15", all(rejected("10.0.0.0/15", "is 512 blocks of /24, and no more than 256 are made of one entry; identify the server by its certificate"))},
		{"198.0.0.0/8", all(rejected("198.0.0.0/8", "is 65536 blocks of /24, and no more than 256 are made of one entry; identify the server by its certificate"))},
		{"10.0.0.0 255.255.255.0", all(changed("10.0.0.0 255.255.255.0", "with its mask as /24", "10.0.0.0/24"))},
		{"10.0.0.0/255.255.255.128", all(changed("10.0.0.0/255.255.255.128", "with its mask as /25", "10.0.0.0/25"))},
		{"10.0.0.0 0.0.1.255", all(changed("10.0.0.0 0.0.1.255", "with its mask as /23, split into 2 blocks of /24", "10.0.0.0/24", "10.0.1.0/24"))},
		{"10.0.0.1 255.255.255.255", all(changed("10.0.0.1 255.255.255.255", "without its mask", "10.0.0.1"))},
		{"| 10.0.0.0 | 255.255.255.0 |\n10.0.1.0, netmask 255.255.255.0\n10.0.2.0 subnet mask: 255.255.255.0.", all(
			changed("10.0.0.0 | 255.255.255.0", "with its mask as /24", "10.0.0.0/24"),
			changed("10.0.1.0, netmask 255.255.255.0", "with its mask as /24", "10.0.1.0/24"),
			changed("10.0.2.0 subnet mask: 255.255.255.0.", "with its mask as /24", "10.0.2.0/24"))},
		{"10.0.0.0 mask /24, 10.0.1.0 netmask: 24.", all(
			changed("10.0.0.0 mask /24", "with its mask joined on", "10.0.0.0/24"),
			changed("10.0.1.0 netmask: 24.", "with its mask joined on", "10.0.1.0/24"))},
		{"255.255.255.0", all(rejected("255.255.255.0", maskAlone))},
		{"10.0.0.0 255.0.255.0", all(rejected("10.0.0.0 255.0.255.0", "has a mask that is not a number from 0 to 32"))},
		{"10.0.0.0 /24, 10.0.1.0 / 24, 10.0.2.0/ 24\n| 10.0.3.0 | /24 |", all(
			changed("10.0.0.0 /24", "with its mask joined on", "10.0.0.0/24"),
			changed("10.0.1.0 / 24", "with its mask joined on", "10.0.1.0/24"),
			changed("10.0.2.0/ 24", "with its mask joined on", "10.0.2.0/24"),
			changed("10.0.3.0 | /24", "with its mask joined on", "10.0.3.0/24"))},
		{"1.2.3.*, 1.2.4.x", all(
			changed("1.2.3.*", "with a mask for its wildcard", "1.2.3.0/24"), changed("1.2.4.x", "with a mask for its wildcard", "1.2.4.0/24"))},
		{"10.*.*.*", all(rejected("10.*.*.*", "is 65536 blocks of /24, and no more than 256 are made of one entry; identify the server by its certificate"))},
		{"10.*.*, 10.1.*.*/16, 1.2.3.4.x", all(
			rejected("10.*.*", oddWild), rejected("10.1.*.*/16", oddWild), rejected("1.2.3.4.x", oddWild))},
		{"driver 2.5.x", all(rejected("2.5.x", oddWild))},
		{"10.*.0.1", all(rejected("10.*.0.1", oddWild))},
		{"*1.2.3.*, 1.2.3.xxxx", all(changed("1.2.3.*", "with a mask for its wildcard", "1.2.3.0/24"), rejected("1.2.3.xxxx", oddAddress))},
		{"203.0.113.7*", all(rejected("203.0.113.7*", oddAddress))},
		{"10.0.0.0/24/26", all(rejected("10.0.0.0/24/26", oddAddress))},
		{"10.0.0.0/33", all(rejected("10.0.0.0/33", "has the mask /33, and /32 is the narrowest"))},
		{"10.0.0.0/", all(rejected("10.0.0.0/", "has no mask after the slash; write 10.0.0.0"))},
	})
	if f := ListSenderAddresses("10.9.0.0/16", nil); len(f) != 1 || len(f[0].Values) != 256 || f[0].Why != "split into 256 blocks of /24" {
		t.Errorf("10.9.0.0/16: %v", f)
	}
	checkListing(t, "hosts", []pasted{
		{"198.51.100.0/22 192.168.0.1/25", all(kept("198.51.100.0/22"), kept("192.168.0.1/25"))},
		{"10.0.0.0 255.255.255.0", all(changed("10.0.0.0 255.255.255.0", "with its mask as /24", "10.0.0.0/24"))},
	})
}

func TestListingRanges(t *testing.T) {
	const want = "split into 4 entries"
	blocks := []string{"203.0.113.10/31", "203.0.113.12/30", "203.0.113.16/30", "203.0.113.20"}
	var table []pasted
	for _, in := range []string{
		"203.0.113.10-203.0.113.20", "203.0.113.10 - 203.0.113.20", "203.0.113.10- 203.0.113.20", "203.0.113.10 -203.0.113.20",
		"203.0.113.10–203.0.113.20", "203.0.113.10 — 203.0.113.20", "203.0.113.10 to 203.0.113.20", "203.0.113.10 through 203.0.113.20",
		"203.0.113.10-20", "203.0.113.10 – 20", "203.0.113.10 to 20",
	} {
		table = append(table, pasted{in, all(changed(in, want, blocks...))})
	}
	table = append(table, []pasted{
		{"203.0.113.10\u00a0-\t203.0.113.20", all(changed("203.0.113.10 - 203.0.113.20", want, blocks...))},
		{"from (203.0.113.10) to 203.0.113.20.", all(changed("203.0.113.10) to 203.0.113.20.", "without the dot at its end, "+want, blocks...))},
		{"203.0.113.7-203.0.113.7", all(changed("203.0.113.7-203.0.113.7", "with its range as one entry", "203.0.113.7"))},
		{"203.0.113.0-255", all(changed("203.0.113.0-255", "with its range as one entry", "203.0.113.0/24"))},
		{"126.255.255.254-127.0.0.1", all(rejected("126.255.255.254-127.0.0.1", "has 127.0.0.0/31 in it, which lies in 127.0.0.0/8, the loopback addresses, from which Exchange Online gets no mail; "+notReserved))},
		{"203.0.113.10 - 13 servers", all(kept("203.0.113.10"))},
		{"203.0.113.10 - EU", all(kept("203.0.113.10"))},
		{"203.0.113.10 - 1.5 GB", all(kept("203.0.113.10"))},
		{"203.0.113.10\n- 203.0.113.20", all(kept("203.0.113.10"), kept("203.0.113.20"))},
		{"203.0.113.10, - 203.0.113.20", all(kept("203.0.113.10"), kept("203.0.113.20"))},
		{"203.0.113.10 | - | 203.0.113.20", all(rejected("203.0.113.10 | - | 203.0.113.20", "may be a range, or two addresses around an empty cell; give it a line of its own"))},
		{"203.0.113.1 - 203.0.113.9 - 198.51.100.7", all(rejected("203.0.113.1 - 203.0.113.9 - 198.51.100.7", "has several dashes between addresses, so that it cannot be told where a range is"))},
		{"203.0.113.9-203.0.113.1", all(rejected("203.0.113.9-203.0.113.1", "is a range that ends before it begins"))},
		{"203.0.113.9-300", all(rejected("203.0.113.9-300", "is a range whose end is not an IPv4 address"))},
		{"203.0.113.300-203.0.114.1", all(rejected("203.0.113.300-203.0.114.1", `has the number "300" in it, and none may be above 255`))},
		{"10.0.0.0/24 - 10.0.3.0/24", all(rejected("10.0.0.0/24 - 10.0.3.0/24", "is a range between blocks; give its first and its last address"))},
		{"198.51.100.7 - 203.0.113.9", all(rejected("198.51.100.7 - 203.0.113.9", "is a range of 80547075 addresses, and no more than 65536 are split; identify the server by its certificate"))},
		{"203.0.113.10 ~ 203.0.113.20 203.0.113.30〜203.0.113.31", all(
			changed("203.0.113.10 ~ 203.0.113.20", want, blocks...), changed("203.0.113.30〜203.0.113.31", "with its range as one entry", "203.0.113.30/31"))},
		{"203.0.113.2:25-203.0.113.3:25", all(changed("203.0.113.2:25-203.0.113.3:25", "without port 25, with its range as one entry", "203.0.113.2/31"))},
		{"203.0.113.2:25-30", all(changed("203.0.113.2:25", "without port 25", "203.0.113.2"))},
		{"203.0.113.10 -> 203.0.113.20", all(kept("203.0.113.10"), kept("203.0.113.20"))},
		{"203.0.113.7-EU", all(rejected("203.0.113.7-EU", oddAddress))},
	}...)
	checkListing(t, "senders", table)
	checkListing(t, "hosts", []pasted{
		{"192.0.2.1 - 192.0.2.3", all(changed("192.0.2.1 - 192.0.2.3", "split into 2 entries", "192.0.2.1", "192.0.2.2/31"))},
		{"10.0.0.0-10.9.0.0", all(rejected("10.0.0.0-10.9.0.0", "is a range of 589825 addresses, and no more than 256 are split; make each server's address an entry of its own, or give a block"))},
	})
	if f := ListSenderAddresses("10.0.0.1-10.0.255.254", nil); len(f) != 1 || len(f[0].Values) != 8+254+8 {
		t.Errorf("10.0.0.1-10.0.255.254: %v", f)
	}
}

func TestListingAddressForms(t *testing.T) {
	checkListing(t, "senders", []pasted{
		{"203.0.113.9.", all(changed("203.0.113.9.", "without the dot at its end", "203.0.113.9"))},
		{"203.0.113.9...", all(changed("203.0.113.9...", "without the dots at its end", "203.0.113.9"))},
		{"203.0.113.9:25", all(changed("203.0.113.9:25", "without port 25", "203.0.113.9"))},
		{"[203.0.113.9]:25", all(changed("[203.0.113.9]:25", "without port 25", "203.0.113.9"))},
		{"smtp://203.0.113.9:587/", all(changed("smtp://203.0.113.9:587/", "only the address of the URL, without port 587", "203.0.113.9"))},
		{"https://198.51.100.0/24", all(changed("https://198.51.100.0/24", "only the address of the URL", "198.51.100.0/24"))},
		{"https://contoso.com/203.0.113.9", all(rejected("https://contoso.com/203.0.113.9", "is a URL whose host is a name"))},
		{"https://contoso.com/x", nil},
		{"2001:db8::25 2001:db8::/48 [2001:db8::25]:25 fe80::1%eth0 2001:db8:0:0:0:0:0:25 http://[2001:db8::25]/", all(
			rejected("2001:db8::25", noV6), rejected("2001:db8::/48", noV6), rejected("2001:db8::25", noV6), rejected("fe80::1%eth0", noV6),
			rejected("2001:db8:0:0:0:0:0:25", noV6), rejected("http://[2001:db8::25]/", noV6))},
		{"2001:db8::1::2, 2001:db8::1-2001:db8::f", all(rejected("2001:db8::1::2", noV6), rejected("2001:db8::1-2001:db8::f", noV6))},
		{"::ffff:192.0.2.1", all(changed("::ffff:192.0.2.1", "in the notation of IPv4", "192.0.2.1"))},
		{"::ffff:c000:201 ::ffff:198.51.100.0/118", all(
			changed("::ffff:c000:201", "in the notation of IPv4", "192.0.2.1"),
			changed("::ffff:198.51.100.0/118", "in the notation of IPv4, split into 4 blocks of /24", "198.51.100.0/24", "198.51.101.0/24", "198.51.102.0/24", "198.51.103.0/24"))},
		{"::ffff:0:0/64", all(rejected("::ffff:0:0/64", noV6))},
		{"010.0.0.1", all(rejected("010.0.0.1", "has a number with a leading zero, which some programs read as octal; write 10.0.0.1"))},
		{"203.0.113.256", all(rejected("203.0.113.256", `has the number "256" in it, and none may be above 255`))},
		{"203.0.113.9.9", all(rejected("203.0.113.9.9", "has 5 numbers, and an IPv4 address has 4"))},
		{"203.0.113.9198.51.100.7", all(rejected("203.0.113.9198.51.100.7", "has 7 numbers, and an IPv4 address has 4"))},
		{"v203.0.113.9 203.0.113.9a !203.0.113.9", all(rejected("v203.0.113.9", oddAddress), rejected("203.0.113.9a", oddAddress), rejected("!203.0.113.9", oddAddress))},
		{"203-0-113-9.contoso.com 9.113.0.203.in-addr.arpa", all(rejected("9.113.0.203.in-addr.arpa", "is a host name, and this list takes addresses only"))},
		{"user@[203.0.113.9]", all(rejected("user@[203.0.113.9]", "has an @ in it; write 203.0.113.9"))},
		{"127.0.0.1 224.0.0.0/22", all(
			rejected("127.0.0.1", "lies in 127.0.0.0/8, the loopback addresses, from which Exchange Online gets no mail; "+notReserved),
			rejected("224.0.0.0/22", "lies in 224.0.0.0/4, the multicast addresses, from which Exchange Online gets no mail; "+notReserved))},
		{"10.0.0.1 192.168.3.2 172.16.0.1", all(kept("10.0.0.1"), kept("192.168.3.2"), kept("172.16.0.1"))},
	})
}

func TestListingNames(t *testing.T) {
	checkListing(t, "hosts", []pasted{
		{"SMTP.Contoso.com smtp.bücher.de", all(kept("SMTP.Contoso.com"), kept("smtp.bücher.de"))},
		{"smtp.contoso.com.", all(changed("smtp.contoso.com.", "without the dot at its end", "smtp.contoso.com"))},
		{"smtp.contoso.com:25, mx.contoso.com:587", all(
			changed("smtp.contoso.com:25", "without port 25", "smtp.contoso.com"),
			changed("mx.contoso.com:587", "without port 587 (a connector always uses port 25)", "mx.contoso.com"))},
		{"mx.contoso.com:25:tls", all(changed("mx.contoso.com:25", "without port 25", "mx.contoso.com"))},
		{"relayhost = [smtp.contoso.com]:587", all(changed("[smtp.contoso.com]:587", "without port 587 (a connector always uses port 25)", "smtp.contoso.com"))},
		{"https://user:pw@smtp.contoso.com:465/a?b#c", all(changed("https://user:pw@smtp.contoso.com:465/a?b#c", "only the host of the URL, without port 465 (a connector always uses port 25)", "smtp.contoso.com"))},
		{`smtp.contoso.com/ mx.contoso.com/a/b \\srv.contoso.com\share`, all(
			changed("smtp.contoso.com/", "without the slash at its end", "smtp.contoso.com"),
			changed("mx.contoso.com/a/b", "without the path", "mx.contoso.com"),
			changed(`srv.contoso.com\share`, "without the path", "srv.contoso.com"))},
		{"mx1.contoso.com/mx2.contoso.com", all(kept("mx1.contoso.com"), kept("mx2.contoso.com"))},
		{"EU/mx1.contoso.com", all(rejected("EU/mx1.contoso.com", "has a path in it, and the host is not in front of it"))},
		{"Server:mx1.contoso.com mx2.contoso.com™ mx3.contoso.com² ✅mx4.contoso.com", all(
			kept("mx1.contoso.com"), kept("mx2.contoso.com"), kept("mx3.contoso.com"), kept("mx4.contoso.com"))},
		{"mx1.contoso.com=203.0.113.9 mx2.contoso.com/203.0.113.8", all(
			kept("mx1.contoso.com"), kept("203.0.113.9"), kept("mx2.contoso.com"), kept("203.0.113.8"))},
		{"smtp_vendor.com con!toso.com mail–1.contoso.com", all(
			rejected("smtp_vendor.com", "has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant"),
			rejected("con!toso.com", "has the character ! in it, and a name has letters, digits and hyphens only; check the spelling"),
			kept("mail–1.contoso.com"))},
		{"srv.contoso.local", all(rejected("srv.contoso.local", `ends in "local", a name that only a private network knows`))},
		{"*.contoso.com *", all(rejected("*.contoso.com", "has a wildcard in it, and a smart host is one server"))},
		{"admin@smtp.contoso.com @vendor", all(rejected("admin@smtp.contoso.com", noHostMail))},
		{"2001:db8::25", all(rejected("2001:db8::25", "is IPv6, and only IPv4 is taken here; give its name or its IPv4 address"))},
		{"203.0.113.9-EU 203.0.113.9.contoso.com", all(rejected("203.0.113.9-EU", oddAddress), kept("203.0.113.9.contoso.com"))},
		{"https:///x", all(rejected("https:///x", "is a URL without a host"))},
		{"https://mailserver:25", all(rejected("https://mailserver:25", "is not a full name: it has no dot"))},
		{strings.Repeat("a", 300) + ".com", all(rejected(strings.Repeat("a", 300)+"…", `has a label of 300 characters as DNS has it, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaaa", and 63 is the most; check the spelling`))},
		{strings.Repeat("a", 2000) + ".com", all(rejected(strings.Repeat("a", 300)+"…", "is 2004 characters long, more than an entry can be"))},
	})
	checkListing(t, "domains", []pasted{
		{"@contoso.com", all(changed("@contoso.com", "without the @ in front", "contoso.com"))},
		{"*@contoso.com", all(changed("*@contoso.com", "without the *@ in front", "contoso.com"))},
		{"user@contoso.com Jane <jane@fabrikam.com> @vendor", all(rejected("user@contoso.com", noDomainMail), rejected("jane@fabrikam.com", noDomainMail))},
		{"smtp:contoso.com;1,smtp:*.fabrikam.com;10", all(
			changed("smtp:contoso.com;1", "without smtp: in front and ;1 behind", "contoso.com"),
			changed("smtp:*.fabrikam.com;10", "without smtp: in front and ;10 behind", "*.fabrikam.com"))},
		{"SMTP:contoso.com", all(changed("SMTP:contoso.com", "without SMTP: in front", "contoso.com"))},
		{"*.contoso.com ***.fabrikam.com** **.x.com**", all(kept("*.contoso.com"), kept("*.fabrikam.com"), rejected("*.x.com*", "has a wildcard that is not the whole first label"))},
		{"*.contoso.com mail.contoso.com", all(kept("*.contoso.com"), kept("mail.contoso.com"))}, // no repetition
		{".contoso.com", all(rejected(".contoso.com", "begins with a dot; write contoso.com and *.contoso.com"))},
		{"mail.*.contoso.com contoso.*", all(
			rejected("mail.*.contoso.com", "has a wildcard that is not the whole first label; list the domains one by one"),
			rejected("contoso.*", "has a wildcard that is not the whole first label"))},
		{"203.0.113.9, 203.0.113.1-9, 2001:db8::1, 203.0.113.x", all(
			rejected("203.0.113.9", noDomainIP), rejected("203.0.113.1-9", noDomainIP), rejected("2001:db8::1", noDomainIP), rejected("203.0.113.x", noDomainIP))},
		{"https://www.contoso.com/", all(changed("https://www.contoso.com/", "only the host of the URL", "www.contoso.com"))},
		{"例え。テスト", all(kept("例え。テスト"))},
		{"contoso.com。", all(changed("contoso.com。", "without the dot at its end", "contoso.com"))},
	})
}

// A * is every domain only where it can be nothing else.
func TestListingStar(t *testing.T) {
	const beside = "stands for every domain only on a line of its own or between commas"
	checkListing(t, "domains", []pasted{
		{"*", all(kept("*"))},
		{" '*' ", all(kept("*"))},
		{"- *", all(kept("*"))},
		{"| * |", all(kept("*"))},
		{"contoso.com, *, fabrikam.com", all(kept("contoso.com"), kept("*"), kept("fabrikam.com"))},
		{"smtp:*;1", all(changed("smtp:*;1", "without smtp: in front and ;1 behind", "*"))},
		{"* contoso.com\n* fabrikam.com", all(kept("contoso.com"), kept("fabrikam.com"))},
		{"contoso.com *\n* see below", all(kept("contoso.com"), rejected("*", beside))},
		{"| contoso.com | * |", all(kept("contoso.com"))},
		{"* contoso.com\n* ", all(kept("contoso.com"), rejected("*", "is a bullet with nothing behind it, or every domain; add it by hand if that is meant"))},
		{"* * *\n***\n**", nil},
		{"https://*/ @*", all(rejected("https://*/", "is a URL without a host"))},
	})
}

func TestListingEmails(t *testing.T) {
	const noUser = "has nothing before the @"
	checkListing(t, "emails", []pasted{
		{"a@contoso.com; b@contoso.com,c@contoso.com d@contoso.com|e@contoso.com", all(
			kept("a@contoso.com"), kept("b@contoso.com"), kept("c@contoso.com"), kept("d@contoso.com"), kept("e@contoso.com"))},
		{`"Doe, Jane" <jane@contoso.com>; O'Brien <o'brien@contoso.com>; 'bob@contoso.com'`, all(
			kept("jane@contoso.com"), kept("o'brien@contoso.com"), kept("bob@contoso.com"))},
		{"{a@contoso.com, b@contoso.com}", all(kept("a@contoso.com"), kept("b@contoso.com"))},
		{"**a@contoso.com** _b@contoso.com_ `c@contoso.com` 'o'neil@contoso.com'", all(
			kept("a@contoso.com"), kept("b@contoso.com"), kept("c@contoso.com"), kept("o'neil@contoso.com"))},
		{"mailto:a@contoso.com?subject=x&cc=b@contoso.com", all(
			changed("mailto:a@contoso.com", "without mailto: in front", "a@contoso.com"), kept("b@contoso.com"))},
		{"SMTP:a@contoso.com, smtp:b@contoso.com, E-Mail:c@contoso.com", all(
			changed("SMTP:a@contoso.com", "without SMTP: in front", "a@contoso.com"),
			changed("smtp:b@contoso.com", "without smtp: in front", "b@contoso.com"), kept("c@contoso.com"))},
		{"a@contoso.com.", all(changed("a@contoso.com.", "without the dot at its end", "a@contoso.com"))},
		{"a@contoso.com/b@contoso.com", all(kept("a@contoso.com"), kept("b@contoso.com"))},
		{"user@Bücher.de first.last+tag@contoso.com", all(kept("user@Bücher.de"), kept("first.last+tag@contoso.com"))},
		{"@contoso.com user@ a@b@contoso.com user@contoso", all(
			rejected("@contoso.com", noUser), rejected("user@", "has no domain; write user@contoso.com in full"),
			rejected("a@b@contoso.com", "has more than one @ in it"),
			rejected("user@contoso", `has the domain "contoso", which is not a whole domain: it has no dot`))},
		{"jürgen@contoso.com o’brien@contoso.com (x)@contoso.com", all(
			rejected("jürgen@contoso.com", "has the character ü before the @, where only ASCII is taken"),
			rejected("o’brien@contoso.com", "has the character ’ before the @, where only ASCII is taken"),
			rejected(")@contoso.com", "has the character ) before the @, where it cannot stand"))},
		{`"john doe"@contoso.com`, all(rejected(`"john doe"@contoso.com`, "has quotation marks before the @, a form of address that is not taken here"))},
		{"user @ contoso.com", all(rejected("user @ contoso.com", "has a space in it; write user@contoso.com"))},
		{"a@[192.0.2.1] a@con_toso.com a@*.contoso.com", all(
			rejected("a@[192.0.2.1]", `has the domain "[192.0.2.1]", which has brackets or quotation marks in it`),
			rejected("a@con_toso.com", `has the domain "con_toso.com", which has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`),
			rejected("a@*.contoso.com", `has the domain "*.contoso.com", which has a wildcard in it, and one domain is asked for; write a@contoso.com`))},
		{"https://user@contoso.com/ https://contoso.com", all(rejected("https://user@contoso.com/", "is a URL"))},
		{"x #y@contoso.com", all(rejected("#y@contoso.com", "begins as a comment does"))},
		{"@@@ .@. @", nil},
	})
}

func TestListingRepeated(t *testing.T) {
	for _, c := range []struct {
		name, in string
		have     []string
		want     []Found
	}{
		{"senders", "203.0.113.9 203.0.113.9 203.0.113.9/32", nil, all(
			kept("203.0.113.9"), repeated("203.0.113.9", "is in the paste already"), repeated("203.0.113.9/32", "is in the paste already, as 203.0.113.9"))},
		{"senders", "203.0.113.9, 203.0.113.0/24, 203.0.113.128/25", nil, all(
			repeated("203.0.113.9", "is part of 203.0.113.0/24, which is in the paste"), kept("203.0.113.0/24"),
			repeated("203.0.113.128/25", "is part of 203.0.113.0/24, which is in the paste"))},
		{"senders", "203.0.113.9 198.51.100.7/24 192.0.2.1", []string{"203.0.113.0/24", " 198.51.100.9/24 ", "nonsense", "192.0.2.1"}, all(
			repeated("203.0.113.9", "is part of 203.0.113.0/24, which is in the list"),
			repeated("198.51.100.7/24", "is in the list already, as 198.51.100.9/24"),
			repeated("192.0.2.1", "is in the list already"))},
		{"senders", "198.51.100.0/22", []string{"198.51.101.0/24"}, all(
			changed("198.51.100.0/22", "split into 4 blocks of /24, less 1 that the list or the paste has already", "198.51.100.0/24", "198.51.102.0/24", "198.51.103.0/24"))},
		{"senders", "198.51.100.0/23", []string{"198.51.101.0/24", "198.51.100.0/24"}, all(repeated("198.51.100.0/23", "is in the list already"))},
		{"senders", "198.51.100.0/24 198.51.100.0/23", []string{"198.51.101.0/24"}, all(
			kept("198.51.100.0/24"), repeated("198.51.100.0/23", "is in the list or the paste already, in several entries"))},
		{"senders", "203.0.113.1 - 203.0.113.6", []string{"203.0.113.0/24"}, all(repeated("203.0.113.1 - 203.0.113.6", "is part of 203.0.113.0/24, which is in the list"))},
		{"senders", "203.0.113.0/24", []string{"203.0.113.9"}, all(kept("203.0.113.0/24"))},
		{"hosts", "smtp.Contoso.com SMTP.contoso.com xn--bcher-kva.de bücher.de", nil, all(
			kept("smtp.Contoso.com"), repeated("SMTP.contoso.com", "is in the paste already, as smtp.Contoso.com"),
			kept("xn--bcher-kva.de"), repeated("bücher.de", "is in the paste already, as xn--bcher-kva.de"))},
		{"hosts", "10.0.0.1 10.0.0.0/24", nil, all(repeated("10.0.0.1", "is part of 10.0.0.0/24, which is in the paste"), kept("10.0.0.0/24"))},
		{"domains", "@contoso.com *.contoso.com *", []string{"Contoso.com", "*"}, all(
			repeated("@contoso.com", "is in the list already, as Contoso.com"), kept("*.contoso.com"),
			rejected("*", "stands for every domain only on a line of its own or between commas"))},
		{"emails", "User@contoso.com", []string{"user@Contoso.com"}, all(repeated("User@contoso.com", "is in the list already, as user@Contoso.com"))},
	} {
		if diff := cmp.Diff(c.want, listers[c.name].list(c.in, c.have)); diff != "" {
			t.Errorf("%s: %q with %q (-want +got):\n%s", c.name, c.in, c.have, diff)
		}
		listingProperties(t, listers[c.name], c.in, c.have)
	}
}

func TestVerdictString(t *testing.T) {
	if got := fmt.Sprint(Kept, Changed, Rejected, Repeated); got != "kept changed rejected repeated" {
		t.Error(got)
	}
}

func TestListingIsCapped(t *testing.T) {
	var many strings.Builder
	for i := range mostEntries + 10 {
		fmt.Fprintf(&many, "10.%d.%d.1\n", i/256, i%256)
	}
	stop := "and what follows was not read, since one paste gives 5000 entries at most; paste the rest afterwards"
	got := ListSenderAddresses(many.String(), nil)
	if len(got) != mostEntries+1 || got[mostEntries-1].Verdict != Kept || !cmp.Equal(got[mostEntries], rejected("10.19.136.1", stop)) {
		t.Errorf("%d entries, the last %v", len(got), got[len(got)-1])
	}
	if got := ListSenderAddresses(strings.Repeat("10.0.0.1 ", mostEntries), nil); len(got) != mostEntries {
		t.Errorf("%d entries for the most there can be", len(got))
	}
	got = ListSenderAddresses(strings.Repeat("10.1.0.0/16 ", 30), nil)
	if len(got) != 20 || !cmp.Equal(got[19], rejected("10.1.0.0/16", stop)) {
		t.Errorf("%d entries of 256 values each, the last %v", len(got), got[len(got)-1])
	}
}
