package mailflow

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var recordListers = map[string]lister{
	"exchangers": {ListMailExchangers, as(ParseMailExchanger)},
	"txts":       {ListTXTs, as(ParseTXT)},
}

func checkRecords(t *testing.T, name string, table []pasted) {
	t.Helper()
	for _, c := range table {
		if diff := cmp.Diff(c.want, append([]Found(nil), recordListers[name].list(c.in, nil)...)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", name, c.in, diff)
		}
		recordProperties(t, name, c.in)
	}
}

// recordProperties are what holds for every paste of records.
func recordProperties(t *testing.T, name, text string) {
	t.Helper()
	l := recordListers[name]
	var values []string
	for _, f := range l.list(text, nil) {
		if (len(f.Values) > 0) != (f.Verdict == Kept || f.Verdict == Changed) || (f.Why == "") != (f.Verdict == Kept) {
			t.Errorf("%q: %v", text, f)
		}
		if strings.ContainsFunc(f.Text+f.Why, invisible) || f.Why != "" && unicode.IsUpper([]rune(f.Why)[0]) {
			t.Errorf("%q: %q, %q cannot be shown", text, f.Text, f.Why)
		}
		for _, v := range f.Values {
			if _, err := l.parse(v); err != nil {
				t.Errorf("%q: %q is no value: %v", text, v, err)
			}
		}
		values = append(values, f.Values...)
	}
	var again []string
	for _, f := range l.list(strings.Join(values, "\n"), nil) {
		again = append(again, f.Values...)
	}
	if diff := cmp.Diff(values, again); diff != "" {
		t.Errorf("%q: its values read again (-want +got):\n%s", text, diff)
	}
	for _, f := range l.list(text, values) {
		if len(f.Values) > 0 {
			t.Errorf("%q: with its values in the list, it has %q still", text, f.Values)
		}
	}
}

const lineParts = "only the preference and the name of the line"

func TestListMailExchangers(t *testing.T) {
	checkRecords(t, "exchangers", []pasted{
		{"", nil},
		{"Please set these records:\n10 mx1.contoso.com\r\n20 mx2.contoso.com.", all(kept("10 mx1.contoso.com"), kept("20 mx2.contoso.com."))},
		{"contoso.com. 3600 IN MX 30 mx4.contoso.com.", all(changed("contoso.com. 3600 IN MX 30 mx4.contoso.com.", lineParts, "30 mx4.contoso.com."))},
		{"| MX | @ | 40 | mx5.contoso.com |", all(changed("| MX | @ | 40 | mx5.contoso.com |", lineParts, "40 mx5.contoso.com"))},
		{"50 mx7.contoso.com, 60 mx8.contoso.com", all(kept("50 mx7.contoso.com"), kept("60 mx8.contoso.com"))},
		{"10\tmx1.contoso.com", all(changed("10 mx1.contoso.com", "with plain spaces, and without invisible characters", "10 mx1.contoso.com"))},
		{"MX @ 3600 mx6.contoso.com 10", all(rejected("MX @ 3600 mx6.contoso.com 10", "has more in it than a preference and a name; give a preference and the full public name of a server, as in 10 mx1.contoso.com"))},
		{"mx1.contoso.com\n10 MX1.contoso.com\n10 mx1.contoso.com.", all(
			rejected("mx1.contoso.com", "has no preference in front; write 10 mx1.contoso.com"),
			kept("10 MX1.contoso.com"), repeated("10 mx1.contoso.com.", "is in the paste already"))},
	})
}

func TestListTXTs(t *testing.T) {
	checkRecords(t, "txts", []pasted{
		{"MS=ms51944068\n\n; old\n\"v=spf1 \" \"-all\"", all(kept("MS=ms51944068"), kept(`"v=spf1 " "-all"`))},
		{"contoso.com. 300 IN TXT \"a\" \"b\"\nab", all(changed(`contoso.com. 300 IN TXT "a" "b"`, "only the strings of the line", `"a" "b"`), repeated("ab", "is in the paste already"))},
		{"contoso.com\ttext =\n\n\t\"q\"", all(kept(`"q"`))},
		{`"open`, all(rejected(`"open`, "has a quotation mark that is not closed; write open"))},
	})
}

func fuzzRecords(f *testing.F, name string) {
	for _, table := range [][]good{goodExchangers, goodTXTs} {
		for _, g := range table {
			f.Add(g.in)
		}
	}
	for _, table := range [][]bad{badExchangers, badTXTs} {
		for _, b := range table {
			f.Add(b.in)
		}
	}
	f.Add("| MX | @ | 40 | mx5.contoso.com |\nPriority: 70, Host: mx9.contoso.com\ncontoso.com text =\n\t\"q\"")
	f.Fuzz(func(t *testing.T, text string) { recordProperties(t, name, text) })
}

func FuzzListMailExchangers(f *testing.F) { fuzzRecords(f, "exchangers") }
func FuzzListTXTs(f *testing.F)           { fuzzRecords(f, "txts") }
