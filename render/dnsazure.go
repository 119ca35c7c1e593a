package render

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// azureDNS is a bash script of az commands that replaces records in Azure DNS. It looks at all records first and stops
// before the first change where they are not as said.
//
// It never uses "create", which makes an existing record set an empty one. MX records are added before the old ones are
// removed, so that there is never a moment without one. An SPF record is removed first: for the moment without one
// receivers find no policy, while two are an error that they keep for as long as the time to live.
func azureDNS(out []byte, dns *dnsRecords, head *dnsHead) ([]byte, error) {
	t := azureScript{plain: plain{out}}
	t.line("#!/usr/bin/env bash")
	if len(dns.own) == 0 {
		t.out = bashComments.head(t.out, head, noRecords(dns.others))
		return t.out, nil
	}
	t.out = bashComments.head(t.out, head, azureAbout)
	t.line("")
	t.line(azureHelpers)
	t.line("")
	t.line("# What stands there now. Nothing is changed before all of it is as expected.")
	for _, z := range dns.own {
		for i := range z.sets {
			t.check(&z.sets[i])
		}
	}
	t.line("")
	for _, z := range dns.own {
		for i := range z.sets {
			t.change(&z.sets[i])
		}
	}
	t.line("printf 'Done. Servers that asked before may see the old records until their time to live is over.\\n'")
	if err := errors.Join(t.faults...); err != nil {
		return nil, err
	}
	return t.out, nil
}

var bashComments = commentStyle{"# ", "\n", visible}

// azureScript is the script as far as it is written, and why it cannot be used.
type azureScript struct {
	plain
	faults []error
}

// word is a text as one word.
func (t *azureScript) word(s string) string {
	q, err := shellQuote(s)
	t.fails(err)
	return q
}

func (t *azureScript) fails(err error) {
	if err != nil {
		t.faults = append(t.faults, err)
	}
}

const azureAbout = "Sign in first (az login, az account set), name the resource group of the DNS zones, and run this " +
	"with bash: RESOURCE_GROUP=dns bash azure-dns.sh. It changes records at once, and can be run again: what is done " +
	"already it does not do twice."

// azureHelpers hold no text of the user's. They run in every bash from 3.2 on, which is that of macOS.
const azureHelpers = `set -euo pipefail

# The resource group that holds the DNS zones: put its name behind the equals sign, or set it outside.
RESOURCE_GROUP="${RESOURCE_GROUP:-}"
if [[ -z $RESOURCE_GROUP ]]; then
  printf 'Set RESOURCE_GROUP to the resource group of the DNS zones. Nothing was changed.\n' >&2
  exit 2
fi

dns() { az network dns record-set "$@" --resource-group "$RESOURCE_GROUP" --only-show-errors </dev/null; }

# The records at a name, one a line: the strings of a TXT put together, the preference and host of an MX.
txt_at() {
  dns txt list --zone-name "$1" --output tsv \
    --query "[?name=='$2'].[TXTRecords, txtRecords][][] | [?value].join('', value)" | tr -d '\r'
}
mx_at() {
  dns mx list --zone-name "$1" --output tsv \
    --query "[?name=='$2'].[MXRecords, mxRecords][][] | [?exchange].join(' ', [to_string(preference), exchange])" | tr -d '\r'
}

# One form for all ways to write an MX.
plain_mx() { tr '[:upper:]' '[:lower:]' | sed 's/\([^ ]\)\.$/\1/'; }

stop() {
  printf 'Stopped: %s\n' "$1" >&2
  exit 1
}

# look reads what stands at a name; the four after it compare, each with one record; settle decides.
look() {
  place="$1 records of $3 in the zone $2"
  if [[ $1 == MX ]]; then
    found=$(mx_at "$2" "$3")
    found=$(plain_mx <<<"$found")
  else
    found=$(txt_at "$2" "$3")
  fi
  rest=$found missing='' pending=''
}
stands() { grep -Fxq -e "$1" <<<"$found"; }
known() { rest=$(grep -Fxv -e "$1" <<<"$rest" || true); }
old() { stands "$1" || missing=$1; known "$1"; }
new() { stands "$1" || pending=$1; known "$1"; }
stays() { known "$1"; }
settle() {
  if [[ -n $missing && -n $pending ]]; then
    stop "the $place do not have: $missing. Nothing was changed."
  fi
  case $1 in
    mx) ;;
    spf) rest=$(grep -Eix -e 'v=spf1( .*)?' <<<"$rest" || true) ;;
    *) rest='' ;;
  esac
  if [[ -n $rest ]]; then
    stop "the $place have one that nobody spoke of: $rest. Nothing was changed."
  fi
}

# The changes. What is there already is not added, and what is gone is not removed.
add_mx() { # zone, name, time to live, preference, host
  local all
  all=$(mx_at "$1" "$2")
  all=$(plain_mx <<<"$all")
  if ! grep -Fxq -e "$4 $5" <<<"$all"; then
    printf 'Adding MX %s %s\n' "$4" "$5"
    dns mx add-record --zone-name "$1" --record-set-name "$2" --ttl "$3" --preference "$4" --exchange "$5" --output none
  fi
}
remove_mx() { # zone, name, preference, host
  local all preference exchange
  all=$(mx_at "$1" "$2")
  while read -r preference exchange; do
    if [[ $(plain_mx <<<"$preference $exchange") == "$3 $4" ]]; then
      printf 'Removing MX %s %s\n' "$preference" "$exchange"
      dns mx remove-record --zone-name "$1" --record-set-name "$2" --preference "$preference" \
        --exchange "$exchange" --keep-empty-record-set --output none
    fi
  done <<<"$all"
}
add_txt() { # zone, name, value
  local all
  all=$(txt_at "$1" "$2")
  if ! grep -Fxq -e "$3" <<<"$all"; then
    printf 'Adding TXT %s\n' "$3"
    dns txt add-record --zone-name "$1" --record-set-name "$2" --value="$3" --output none
  fi
}
remove_txt() { # zone, name, value, the value's strings
  local all zone=$1 name=$2 value=$3
  shift 3
  all=$(txt_at "$zone" "$name")
  if grep -Fxq -e "$value" <<<"$all"; then
    printf 'Removing TXT %s\n' "$value"
    dns txt remove-record --zone-name "$zone" --record-set-name "$name" --keep-empty-record-set --output none "$@"
  fi
}
txt_ttl() { # zone, name, time to live
  dns txt update --zone-name "$1" --name "$2" --set "ttl=$3" --output none ||
    printf 'The time to live of the TXT records stays as it is: set it to %s seconds in the portal.\n' "$3" >&2
}`

// check is how a set is checked.
func (t *azureScript) check(s *dnsSet) {
	t.line("")
	t.joined("look ", string(s.kind), " ", t.at(s))
	for _, list := range [...]struct {
		is      string
		records []mailflow.RecordData
	}{{"old ", s.remove}, {"new ", s.add}, {"stays ", s.stay}} {
		for _, d := range list.records {
			t.joined(list.is, t.word(plainRecord(s.kind, d)))
		}
	}
	switch {
	case s.kind == mailflow.RecordMX: // an MX that is left over lets mail past the filter
		t.line("settle mx")
	case s.spf():
		t.line("settle spf")
	default:
		t.line("settle any")
	}
}

// at is where a set stands, as two words.
func (t *azureScript) at(s *dnsSet) string { return t.word(s.zone) + " " + t.word(s.owner) }

// change is how a set is changed.
func (t *azureScript) change(s *dnsSet) {
	t.joined("# ", string(s.kind), " of ", s.name)
	for _, why := range s.why {
		t.out = bashComments.add(t.out, why)
	}
	if s.kind == mailflow.RecordMX {
		t.mx(s)
	} else {
		t.fails(azureTakes(s))
		t.txt(s)
	}
	t.line("")
}

func (t *azureScript) mx(s *dnsSet) {
	at, life := t.at(s), strconv.Itoa(int(s.ttl))
	add := func(d mailflow.RecordData) {
		t.joined("add_mx ", at, " ", life, " ", strconv.Itoa(int(d.Preference)), " ", t.word(strings.ToLower(d.Host)))
	}
	// To remove a record of preference 0, az removes every record of that host: its others have to come after that.
	late := func(d mailflow.RecordData) bool {
		return slices.ContainsFunc(s.remove, func(o mailflow.RecordData) bool { return o.Preference == 0 && strings.EqualFold(o.Host, d.Host) })
	}
	if len(s.add) > 0 && len(s.remove) > 0 {
		t.line("# First the new ones: there is never a moment without an MX.")
	}
	for _, d := range s.add {
		if !late(d) {
			add(d)
		}
	}
	for _, d := range s.remove {
		t.joined("remove_mx ", at, " ", strconv.Itoa(int(d.Preference)), " ", t.word(strings.ToLower(d.Host)))
	}
	for _, list := range [...][]mailflow.RecordData{s.add, s.stay} {
		for _, d := range list {
			if late(d) {
				add(d)
			}
		}
	}
}

// azureTakes is why az cannot change TXT records: it takes a value that begins with @ for the name of a file and, where
// it compares strings one by one, a later one that begins with - for a flag.
func azureTakes(s *dnsSet) error {
	for _, d := range s.add {
		if strings.HasPrefix(d.Text, "@") {
			return fmt.Errorf("the TXT value %q of %s begins with @, which az takes for the name of a file; enter it by hand from the format dns", d.Text, s.name)
		}
	}
	for _, d := range s.remove {
		for i, part := range characterStrings(d.Text) {
			if i > 0 && strings.HasPrefix(part, "-") || strings.HasPrefix(part, "@") {
				return fmt.Errorf("az cannot remove the TXT value %q of %s, because it takes %q for something else; remove it by hand in the portal", d.Text, s.name, part)
			}
		}
	}
	return nil
}

func (t *azureScript) txt(s *dnsSet) {
	at := t.at(s)
	swaps := len(s.add) > 0 && len(s.remove) > 0 // then the old ones are put back where the new ones are refused
	if swaps && s.spf() {
		t.line("# First the old one: two SPF records at once are an error to every receiver.")
	}
	for _, d := range s.remove {
		strs := []string{" --value=" + t.word(d.Text)}
		if len(d.Text) > longestString {
			strs = []string{" --value"}
			for _, part := range characterStrings(d.Text) {
				strs = append(strs, " "+t.word(part))
			}
		}
		t.joined("remove_txt ", at, " ", t.word(d.Text), strings.Join(strs, ""))
	}
	lead, more := "", ""
	if swaps {
		t.line("if ! {")
		lead, more = "  ", " &&"
	}
	for i, d := range s.add {
		if i == len(s.add)-1 {
			more = ""
		}
		t.joined(lead, "add_txt ", at, " ", t.word(d.Text), more)
	}
	if swaps {
		t.line("}; then")
		for _, d := range s.remove {
			t.joined(lead, "add_txt ", at, " ", t.word(d.Text))
		}
		t.line("  stop 'the new record was refused; the old one was put back.'")
		t.line("fi")
	}
	if len(s.add) > 0 {
		t.joined("txt_ttl ", at, " ", strconv.Itoa(int(s.ttl)))
	}
}

// plainRecord is a record in the one form in which scripts compare it.
func plainRecord(kind mailflow.RecordType, d mailflow.RecordData) string {
	if kind == mailflow.RecordMX {
		return strconv.Itoa(int(d.Preference)) + " " + strings.ToLower(d.Host)
	}
	return d.Text
}

// shellQuote writes s as one word on one line. In bash, and in every shell that follows POSIX, the word is exactly the
// string s, whatever quotation marks, dollars, backquotes, backslashes, semicolons, stars or line noise s holds: it is
// single-quoted, and a single quotation mark stands outside of the quotes behind a backslash. It can stand where a word
// can, and behind the equals sign of a flag.
//
// It refuses what Quote refuses: control characters, the separators U+2028 and U+2029, and invalid UTF-8.
func shellQuote(s string) (string, error) {
	at := 0
	for i, r := range s {
		at++
		if what := unquotable(s[i:], r); what != "" {
			return "", fmt.Errorf("the text has %s at position %d, which a script cannot carry; remove it", what, at)
		}
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'", nil
}
