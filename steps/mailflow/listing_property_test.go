package mailflow

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// listingProperties are what holds for every paste and every list.
func listingProperties(t *testing.T, l lister, text string, have []string) {
	t.Helper()
	found := l.list(text, have)
	if diff := cmp.Diff(found, l.list(text, have)); diff != "" {
		t.Errorf("%q: read twice, it gives two results:\n%s", text, diff)
	}
	if len(found) > mostEntries+1 {
		t.Errorf("%q: %d entries", text, len(found))
	}
	var values []string
	for _, f := range found {
		foundProperties(t, l, text, f)
		values = append(values, f.Values...)
	}
	for _, separator := range []string{"\n", ", ", " \r\n• "} {
		joined := strings.Join(values, separator)
		for i, f := range l.list(joined, nil) {
			if f.Verdict != Kept || i >= len(values) || f.Values[0] != values[i] {
				t.Errorf("%q: its values %q, read again, give %v", text, joined, f)
			}
		}
		if n := len(l.list(joined, nil)); n != len(values) {
			t.Errorf("%q: of its %d values %q, read again, %d are found", text, len(values), joined, n)
		}
	}
	for _, f := range l.list(text, append(values, have...)) {
		if len(f.Values) > 0 {
			t.Errorf("%q: with its values in the list, it has %q still", text, f.Values)
		}
	}
}

func foundProperties(t *testing.T, l lister, text string, f Found) {
	t.Helper()
	for _, s := range []string{f.Text, f.Why} {
		if strings.ContainsFunc(s, invisible) || !utf8.ValidString(s) || utf8.RuneCountInString(s) > 500 {
			t.Errorf("%q: %q cannot be shown", text, s)
		}
	}
	if f.Text == "" {
		t.Errorf("%q: an entry without a text: %v", text, f)
	}
	if (f.Why == "") != (f.Verdict == Kept) {
		t.Errorf("%q: %v: Why is %q", text, f, f.Why)
	}
	if strings.HasSuffix(f.Why, ".") || f.Why != "" && unicode.IsUpper([]rune(f.Why)[0]) {
		t.Errorf("%q: not a phrase: %s", text, f.Why)
	}
	if (len(f.Values) > 0) != (f.Verdict == Kept || f.Verdict == Changed) {
		t.Errorf("%q: %v has the values %q", text, f.Verdict, f.Values)
	}
	if f.Verdict == Kept && (len(f.Values) != 1 || shown(f.Values[0]) != f.Text) {
		t.Errorf("%q: %q is kept as %q", text, f.Text, f.Values)
	}
	for _, v := range f.Values {
		if _, err := l.parse(v); err != nil || v != strings.TrimSpace(v) {
			t.Errorf("%q: %q is no value: %v", text, v, err)
		}
	}
}

// Every entry that is put into a text comes out once, whatever is around it.
func TestListingLosesNothing(t *testing.T) {
	entries := map[string]func(i int) string{
		"senders": func(i int) string {
			return [...]string{"10.1.%d.1", "10.2.%d.0/24", "10.3.%d.4:25", "10.4.%d.0/28", "10.%d.300.1", "2001:db8::%d", "10.5.%d.x", "010.6.%d.1"}[i%8]
		},
		"skips": func(i int) string {
			return [...]string{"20.1.%d.1", "20.2.%d.0/20", "20.3.%[1]d.4-20.3.%[1]d.9", "10.4.%d.1", "20.%d.300.1", "2001:db8::%d", "20.5.%d.x", "20.6.%d.1-9"}[i%8]
		},
		"hosts": func(i int) string {
			return [...]string{"mx%d.contoso.com", "MX.%d.fabrikam.com", "10.1.%d.1", "https://w%d.contoso.com/x", "s%d_x.contoso.com", "mx%d.bücher.de", "m%d.contoso.com:25", "u%d@contoso.com"}[i%8]
		},
		"domains": func(i int) string {
			return [...]string{"d%d.contoso.com", "*.d%d.contoso.com", "@e%d.contoso.com", "u%d@contoso.com", "10.1.%d.1", "f%d.bücher.de", "g%d..contoso.com", "smtp:h%d.contoso.com;1"}[i%8]
		},
		"emails": func(i int) string {
			return [...]string{"u%d@contoso.com", "o'b%d@contoso.com", "mailto:v%d@contoso.com", "w%d@contoso", "x.%d@bücher.de", "y%d@a@contoso.com", "@z%d.contoso.com", "ü%d@contoso.com"}[i%8]
		},
	}
	around := []string{"%s", "%s,", "(%s)", "„%s“", "'%s'", `"%s"`, "**%s**", "<td>%s</td>", "\u200b%s\ufeff", "\u202a%s\u202c", "Entry: %s", "%s (EU)",
		"please allow %s and", "| %s |", "<b>%s</b>", "{%s}", "«%s»", "\t%s\t", "the first: %s;"}
	between := []string{"\n", "\r\n", "\r", ", ", "; ", "\t", " | ", "\u00a0", "<br>", "\n- ", "\n• ", "\n1. ", "\n> ", "\n* ", "\u2028", "&nbsp;", ",", "\n  a) "}
	random := rand.New(rand.NewPCG(7, 11))
	for name, l := range listers {
		for range 400 {
			var text strings.Builder
			var want []string
			for i := range 1 + random.IntN(12) {
				entry := fmt.Sprintf(entries[name](random.IntN(8)), i+1)
				want = append(want, entry)
				fmt.Fprintf(&text, around[random.IntN(len(around))], entry)
				text.WriteString(between[random.IntN(len(between))])
			}
			text.WriteString("the end")
			var got []string
			for _, f := range l.list(text.String(), nil) {
				got = append(got, f.Text)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %q (-want +got):\n%s", name, text.String(), diff)
			}
		}
	}
}

// What is made of the pieces of entries is mostly no entry, and closer to one than what a fuzzer finds.
func TestListingPieces(t *testing.T) {
	pieces := []string{
		"1.2.3.4", "198.51.100.0/24", "10.0.0.0/22", "255.255.255.0", "0.0.0.255", "010", "1.2", "1.2.3", "24", "9", "0", "x.", "X", "*", "::", "2001:db8::1",
		"::ffff:1.2.3.4", "a.com", "contoso.com", "*.a.com", "b.zz", "mx", "é", "ü.de", "💩", "@", "@a.com", "u@a.com", "smtp:", "mailto:", "https://", ";1",
		":25", ".", "..", "…", "。", "．", "１", "·", "-", "–", "~", " to ", "mask", " ", "\t", "\n", ",", ";", "|", "/", "\\", "//", "#", "[", "]", "(", ")", "{", "}",
		"<", ">", "'", "\"", "`", "**", "_", "=", "&", "?", "!", "%", "+", "$", "^", "[.]", "(at)", "[dot]", "\u200b", "\u200d", "¹", "™", "\ufffd", "\xff",
		"&#46;", "&lt;", "<td>", "<b ",
	}
	random := rand.New(rand.NewPCG(1, 1))
	for range 1500 {
		var text strings.Builder
		for range 1 + random.IntN(9) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		for _, l := range listers {
			listingProperties(t, l, text.String(), nil)
		}
	}
}

func fuzzListing(f *testing.F, name string) {
	l := listers[name]
	f.Add(vendorPage, "")
	f.Add(mailReply, "203.0.113.0/24 contoso.com")
	for _, table := range [][]good{goodAddresses, goodHosts, goodDomains, goodPatterns, goodEmails} {
		for _, g := range table {
			f.Add(g.in, g.exchange)
		}
	}
	for _, table := range [][]bad{badAddresses, badHosts, badDomains, badPatterns, badEmails} {
		for _, b := range table {
			f.Add(b.in, "")
		}
	}
	f.Fuzz(func(t *testing.T, text, have string) {
		listingProperties(t, l, text, strings.Fields(have))
	})
}

func FuzzListSenderAddresses(f *testing.F) { fuzzListing(f, "senders") }
func FuzzListSkipAddresses(f *testing.F)   { fuzzListing(f, "skips") }
func FuzzListSmartHosts(f *testing.F)      { fuzzListing(f, "hosts") }
func FuzzListDomainPatterns(f *testing.F)  { fuzzListing(f, "domains") }
func FuzzListEmailAddresses(f *testing.F)  { fuzzListing(f, "emails") }

// A 500-line paste of what people paste.
func BenchmarkList500(b *testing.B) {
	forms := map[string][]string{
		"senders": {"• 10.1.%d.1,", "| EU | 10.2.%d.0/24 |", "10.3.%[1]d.4 - 10.3.%[1]d.9", "10.4.%d.0 255.255.255.0", "2001:db8::%d", "198[.]51[.]%d[.]7", "Please allow 10.5.%d.1 (EU).", "10.6.%d.*"},
		"skips":   {"• 20.1.%d.1,", "20.2.%[1]d.4 - 20.2.%[1]d.9", "20.4.%d.0 255.255.255.0"},
		"hosts":   {"• mx%d.contoso.com,", "| EU | mx%d.fabrikam.com |", "https://w%d.contoso.com/x", "10.1.%d.1", "smtp%d.contoso.com:587", "see server%d.contoso.com for more"},
		"domains": {"• d%d.contoso.com,", "| EU | *.e%d.contoso.com |", "@f%d.contoso.com", "smtp:g%d.contoso.com;1", "h%d.bücher.de", "our domain i%d.contoso.com is new"},
		"emails":  {"User %[1]d <u%[1]d@contoso.com>;", "mailto:v%d@contoso.com", "| w%d@contoso.com |", "please write to x%d@contoso.com"},
	}
	for name, l := range listers {
		var text strings.Builder
		for i := range 500 {
			fmt.Fprintf(&text, forms[name][i%len(forms[name])]+"\r\n", i%256)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				l.list(text.String(), nil)
			}
		})
	}
}

// A MiB of what no list is made of.
func BenchmarkListGarbage(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 5))
	noise := make([]byte, 1<<20)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for _, c := range []struct{ name, text string }{
		{"noise", string(noise)}, {"at", "@ "}, {"numbers", "1.2 "}, {"ranges", "1.2.3.4-"}, {"spaces", "\u200b \u00a0"}, {"brackets", " [.] ("},
		{"tags", `<a b="`}, {"lines", "x\n"}, {"comments", "| # "}, {"names", "a.b "}, {"colons", "a:"}, {"slashes", "a.com/"}, {"stars", "* "}, {"quotes", `"@`},
	} {
		text := strings.Repeat(c.text, 1<<20/len(c.text))
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				for _, l := range listers {
					l.list(text, nil)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(listers)), "ms/list")
		})
	}
}
