package answers

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

const addOnService = `scenario: connector
organization:                   # optional here
  initial-domain: fabrikam.onmicrosoft.com
connector:
  from: office-365              # office-365 | your-organization | partner-organization
  to: your-organization
  name: Office 365 to Contoso Signature Service
  description: ""
  turn-it-on: true
  retain-internal-headers: true # your-organization only
  use: transport-rule           # all-accepted-domains | transport-rule | these-domains
  recipient-domains: []         # with these-domains
  routing: smart-hosts          # asked for a partner
  smart-hosts: [smtp.contososignatureservice.com]
  always-use-tls: true
  certificate: trusted-ca
  match-subject-name: true
  tls-domain: smtp.contososignatureservice.com
  validation-addresses: [admin@fabrikam.com]
`

const bank = `scenario: connector
connector:
  from: partner-organization
  to: office-365
  name: Contoso Bank to Office 365
  turn-it-on: true
  identify-by: sender-domains
  sender-domains: [contosobank.com]
  reject-unless-tls: true
  require-certificate-name: true
  certificate-domain: contosobank.com         # also the field of identify-by: certificate
  reject-unless-from-ip-addresses: false
  # sender-ip-addresses: [131.107.21.0/24]    # with the restriction
`

func TestSamples(t *testing.T) {
	for _, c := range []struct {
		src   string
		said  steps.Answers
		notes []string
	}{
		{addOnService, steps.Answers{
			"organization.initial-domain":    {"fabrikam.onmicrosoft.com"},
			"connector.from":                 {"office-365"},
			"connector.to":                   {"your-organization"},
			"connector.name":                 {"Office 365 to Contoso Signature Service"},
			"connector.use":                  {"transport-rule"},
			"connector.smart-hosts":          {"smtp.contososignatureservice.com"},
			"connector.match-subject-name":   {"true"},
			"connector.validation-addresses": {"admin@fabrikam.com"},
		}, []string{
			"sample.yaml:13:3: connector.routing: is ignored; it is asked only if from is office-365 and to is partner-organization",
		}},
		{bank, steps.Answers{
			"connector.from":                     {"partner-organization"},
			"connector.name":                     {"Contoso Bank to Office 365"},
			"connector.sender-domains":           {"contosobank.com"},
			"connector.require-certificate-name": {"true"},
			"connector.certificate-domain":       {"contosobank.com"},
		}, nil},
	} {
		f, err := ReadFrom("sample.yaml", strings.NewReader(c.src))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.said, f.Settled.Said()); diff != "" {
			t.Errorf("said: %s", diff)
		}
		if diff := cmp.Diff(c.notes, f.Notes); diff != "" {
			t.Errorf("notes: %s", diff)
		}
		if _, problems := f.Settled.SetUp(); len(problems) > 0 {
			t.Error(problems)
		}
	}
}

// Ways of writing the same file.
func TestSameAnswers(t *testing.T) {
	want := steps.Answers{"house.size": {"small"}, "house.rooms": {"a b", "", "12"}, "house.colour": {"it's: #1"}}
	for name, src := range map[string]string{
		"blocks":             "scenario: move\nhouse:\n  size: small\n  rooms:\n  - a b\n  - ''\n  - '12'\n  colour: 'it''s: #1'\n",
		"flow":               `{house: {rooms: [a b, "", "12"], colour: "it's: #1", size: 'small'}, scenario: "move"}`,
		"byte order mark":    "\ufeffscenario: move\nhouse: {size: small, rooms: [a b, '', '12'], colour: \"it's: #1\"}\n",
		"carriage returns":   "scenario: move\r\nhouse:\r\n  size: small\r\n  rooms:\r\n    - a b\r\n    - ''\r\n    - '12'\r\n  colour: \"it's: #1\"\r\n",
		"old line ends":      "scenario: move\rhouse:\r  size: small\r  rooms: [a b, '', '12']\r  colour: \"it's: #1\"",
		"document marks":     "# first\n---\nscenario: move\nhouse: {size: small, rooms: [a b, '', '12'], colour: \"it's: #1\"}\n...\n",
		"folded texts":       "scenario: move\nhouse:\n  rooms:\n    - >-\n      a\n      b\n    - ''\n    - |-\n      12\n  size: small\n  colour: \"it's:\n    #1\"\n",
		"nulls are unsaid":   "scenario: move\nhouse:\n  kind:\n  tenants: ~\n  lift: null\n  size: small\n  rooms: [a b, '', '12']\n  colour: \"it's: #1\"\ngarden:\n",
		"proposals as well":  "scenario: move\nhouse: {size: small, kind: villa, tenants: [a b, '', '12'], rooms: [a b, '', '12'], colour: \"it's: #1\"}\n",
		"an old false alarm": "scenario: move\nhouse: {size: small, rooms: [a b, '', '12'], colour: \"\\x69t's: \\u00231\"}\n",
	} {
		f, err := read("a.yaml", []byte(src), scenarios())
		var r *Rejected
		if errors.As(err, &r) && (len(r.Problems) > 1 || r.Problems[0].Why != `"" is nothing`) { // the one that all of them have
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, f.Settled.Said()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestNotes(t *testing.T) {
	src := "scenario: move\nhouse:\n  stairs: steep\n  size: small\n  rooms: [hall]\n  lift: false\n  kind: villa\ngarden:\n  ground: lawn\n  trees: [oak]\n"
	f, err := read("a.yaml", []byte(src), scenarios())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a.yaml:3:3: house.stairs: is ignored; it is asked only if kind is flat and lift is not true",
		"a.yaml:6:3: house.lift: is ignored; it is asked only if kind is flat",
		"a.yaml:9:3: garden.ground: is ignored; it is asked only if house.size is large",
		"a.yaml:10:3: garden.trees: is ignored; it is asked only if house.size is large",
	}
	if diff := cmp.Diff(want, f.Notes); diff != "" {
		t.Error(diff)
	}
	if _, ok := f.Answers["garden.trees"]; !ok {
		t.Error("what is not asked is not kept")
	}
}

// An empty answer to what is not asked is nothing to speak of, and what is said of a question that is not asked need
// not be right, as long as it could be an answer to it.
func TestQuiet(t *testing.T) {
	f, err := read("a.yaml", []byte("scenario: move\nhouse: {size: small, rooms: [hall], stairs: ''}\ngarden: {trees: []}\n"), scenarios())
	if err != nil || len(f.Notes) > 0 {
		t.Error(err, f.Notes)
	}
}

func TestFixedMayBeRepeated(t *testing.T) {
	f, err := read("a.yaml", []byte(house+"garden: {ground: lawn}\n"), scenarios())
	if err != nil || len(f.Notes) > 0 {
		t.Error(err, f.Notes)
	}
}

// Somebody who goes on to ask for the rest needs what is there.
func TestRejectedFileKeepsWhatIsRight(t *testing.T) {
	f, err := read("a.yaml", []byte("scenario: move\nhouse:\n  kind: [villa]\n  colour: the moat\n  rooms: [1, hall]\n"), scenarios())
	if err == nil || f == nil {
		t.Fatal(f, err)
	}
	if diff := cmp.Diff(steps.Answers{"house.colour": {"the moat"}, "house.rooms": {"hall"}}, f.Settled.Said()); diff != "" {
		t.Error(diff)
	}
}

func TestStreamThatBreaks(t *testing.T) {
	_, err := ReadFrom("a.yaml", io.MultiReader(strings.NewReader("scenario: connector\n"), iotest.ErrReader(io.ErrClosedPipe)))
	var r *Rejected
	if !errors.Is(err, io.ErrClosedPipe) || errors.As(err, &r) || err.Error() != "a.yaml: io: read/write on closed pipe" {
		t.Error(err)
	}
}
