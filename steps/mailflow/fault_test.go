package mailflow

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// given is what every value of the package can be asked.
type given interface {
	String() string
	Exchange() string
	IsZero() bool
}

// parser hides the type that a parser gives.
type parser func(string) (given, error)

func as[T given](parse func(string) (T, error)) parser {
	return func(s string) (given, error) { return parse(s) }
}

// good is a text that is a value, as Exchange Online is given it.
type good struct{ in, exchange string }

// bad is a text that is none, the rule it breaks, and the whole error.
type bad struct{ in, rule, err string }

func check(t *testing.T, parse parser, goods []good, bads []bad) {
	t.Helper()
	for _, g := range goods {
		v, err := parse(g.in)
		if err != nil {
			t.Errorf("%q: %v", g.in, err)
			continue
		}
		if v.Exchange() != g.exchange {
			t.Errorf("%q: Exchange() = %q, want %q", g.in, v.Exchange(), g.exchange)
		}
		if want := strings.TrimSpace(g.in); v.String() != want && v.String() != g.exchange {
			t.Errorf("%q: String() = %q, want %q", g.in, v.String(), want)
		}
		properties(t, parse, g.in)
	}
	for _, b := range bads {
		v, err := parse(b.in)
		var f *Fault
		if !errors.As(err, &f) {
			t.Errorf("%q: taken as %q, want the error %s", b.in, v, b.err)
			continue
		}
		if f.Error() != b.err {
			t.Errorf("%q:\n got %s\nwant %s", b.in, f.Error(), b.err)
		}
		if f.Rule != b.rule {
			t.Errorf("%q: breaks %q, want %q", b.in, f.Rule, b.rule)
		}
		properties(t, parse, b.in)
	}
}

// fuzz looks for a text that breaks a property of parse, and, where form is given, for one whose Exchange form does
// not have it.
func fuzz(f *testing.F, parse parser, form *regexp.Regexp, goods []good, bads []bad) {
	for _, g := range goods {
		f.Add(g.in)
	}
	for _, b := range bads {
		f.Add(b.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		properties(t, parse, s)
		if v, err := parse(s); err == nil && form != nil && !form.MatchString(v.Exchange()) {
			t.Errorf("%q: Exchange() = %q does not have the form %s", s, v.Exchange(), form)
		}
	})
}

// offered takes apart a fix that names values.
var offered = regexp.MustCompile(`^write (.+?)(?: without the final dot| as separate entries| to take in all of its subdomains|; a connector always uses port 25|; mail servers are always called at port 25| in full)?$`)

// properties are what holds for every text and every parser.
func properties(t *testing.T, parse parser, s string) {
	t.Helper()
	v, err := parse(s)
	if err != nil {
		faultProperties(t, parse, s, err)
		if !v.IsZero() {
			t.Errorf("%q: an error, and the value %q beside it", s, v)
		}
		return
	}
	if _, canonical := v.(SPF); v.String() != strings.TrimSpace(s) && !canonical {
		t.Errorf("%q: String() = %q", s, v.String())
	}
	for _, form := range []string{v.String(), v.Exchange()} {
		if unusable(form) != nil {
			t.Errorf("%q: %q holds a character that no value may hold", s, form)
		}
		again, err := parse(form)
		if err != nil {
			t.Errorf("%q: %q cannot be parsed again: %v", s, form, err)
		} else if again.Exchange() != v.Exchange() {
			t.Errorf("%q: Exchange() = %q, but %q when %q is parsed", s, v.Exchange(), again.Exchange(), form)
		}
	}
}

func faultProperties(t *testing.T, parse parser, s string, err error) {
	t.Helper()
	f, ok := err.(*Fault)
	if !ok {
		t.Fatalf("%q: error is %T", s, err)
	}
	if f.Value != s {
		t.Errorf("%q: Value = %q", s, f.Value)
	}
	if f.Why == "" || f.Fix == "" {
		t.Errorf("%q: says only %q, %q", s, f.Why, f.Fix)
	}
	text := f.Error()
	if i := strings.IndexFunc(text, invisible); i >= 0 || !utf8.ValidString(text) {
		t.Errorf("%q: an invisible character in the error %q", s, text)
	}
	namesValue := strings.HasPrefix(f.Fix, "write ") // which may end in a dot of its own
	if strings.HasSuffix(text, ".") && !namesValue || unicode.IsUpper([]rune(f.Why)[0]) {
		t.Errorf("%q: not a phrase: %s", s, text)
	}
	if !strings.HasPrefix(f.Fix, "write ") {
		return
	}
	for _, list := range strings.Split(offered.FindStringSubmatch(f.Fix)[1], " and ") {
		for _, value := range strings.Split(list, ", ") {
			if _, err := parse(value); err != nil {
				t.Errorf("%q: the fix offers %q: %v", s, value, err)
			}
		}
	}
}

func TestZeroValuesAreNotGiven(t *testing.T) {
	for _, v := range []given{Domain{}, DomainPattern{}, CertificateDomain{}, SmartHost{}, SenderAddress{}, EmailAddress{}, ConnectorName{}, Text{}, TenantID{},
		RuleName{}, Comments{}, HeaderName{}, HeaderWord{}, SkipAddress{}, MailExchanger{}, TTL{}, TXT{}, SPF{}, SPFTerm{}, ProofTXT{}, ProofMX{}, Moment{}, Priority{}} {
		if !v.IsZero() || v.String() != "" || v.Exchange() != "" {
			t.Errorf("%T: zero value is %q, %q", v, v.String(), v.Exchange())
		}
	}
}

func TestQuoted(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", `""`},
		{"contoso.com", `"contoso.com"`},
		{"Bob’s “filter” $x", `"Bob’s “filter” $x"`},
		{"a\nb\tc\x00\x1b[31m", `"a\u{A}b\u{9}c\u{0}\u{1B}[31m"`},
		{"a\u200bb\u00a0c\u202ed\ufeff", `"a\u{200B}b\u{A0}c\u{202E}d\u{FEFF}"`},
		{"a\xffb\xc3", `"a\x{FF}b\x{C3}"`},
		{"a\ufffdb", "\"a\ufffdb\""},
		{"\u115f\u2800\U000e0041", `"\u{115F}\u{2800}\u{E0041}"`},
		{strings.Repeat("ä", 60), `"` + strings.Repeat("ä", 60) + `"`},
		{strings.Repeat("ä", 40) + strings.Repeat("ö", 21), `"` + strings.Repeat("ä", 38) + "…" + strings.Repeat("ö", 20) + `"`},
	} {
		if got := quoted(c.in); got != c.want {
			t.Errorf("quoted(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

func FuzzQuoted(f *testing.F) {
	f.Add("contoso.com")
	f.Add("a\u202eb\n\xff" + strings.Repeat("\u200d", 90))
	f.Fuzz(func(t *testing.T, s string) {
		got := quoted(s)
		if strings.IndexFunc(got, invisible) >= 0 || !utf8.ValidString(got) {
			t.Errorf("quoted(%q) = %q holds an invisible character", s, got)
		}
		if n := utf8.RuneCountInString(got); n > 2+1+60*len(`\u{10FFFF}`) {
			t.Errorf("quoted(%q) is %d characters long", s, n)
		}
	})
}
