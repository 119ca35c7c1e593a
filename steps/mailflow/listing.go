package mailflow

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Found is what became of one stretch of a pasted text.
type Found struct {
	Text    string   // as it stood in the paste, cleaned for showing: one line without control characters
	Values  []string // what it becomes; several where it was split, none where it is Rejected or Repeated
	Verdict Verdict
	Why     string // lower case, no full stop; "" for Kept
}

// Verdict is how a stretch of a paste fared.
type Verdict int

const (
	Kept     Verdict = iota // it is an entry as it stands
	Changed                 // it was made into one entry or several, and Why says how
	Rejected                // it looks like an entry and is none
	Repeated                // the paste or the list has it already, or a block that it is part of
)

// String is the verdict in one word, in lower case.
func (v Verdict) String() string {
	return [...]string{"kept", "changed", "rejected", "repeated"}[v]
}

// The five functions below read a list as people have it: a column of a spreadsheet, the page of a vendor, an e-mail
// with quoted lines and a signature. They find the entries between commas, semicolons, bullets, numbering, cells of
// tables, quotation marks, brackets, HTML tags, comments and sentences.
//
//   - Every Values item is taken by the field's own parser, and is as short a list as can stand: reading the values
//     of a whole paste again keeps them all.
//   - Whatever looks like an entry is in exactly one Found, in the order of the paste. Words, numbers and dates that
//     merely stand around the entries are passed over.
//   - What stands behind # or // is not taken, and rejected where it looks like an entry.
//   - have is the list as it is, for finding what is Repeated. What cannot be parsed in it is left aside.
//   - The same arguments give the same result, in time that grows with their length.
//   - A paste gives 5,000 entries and 5,000 values at most. If it has more, one Rejected follows that says so.

// ListSenderAddresses reads entries of -SenderIPAddresses: IPv4 addresses, and blocks, which are split where they are
// wider than /24. Ranges, masks such as 255.255.255.0 and wildcards become blocks. What would take more than 256
// blocks of /24 is rejected, as is IPv6, unless it is an IPv4 address in the notation of IPv6. Host names are passed
// over.
func ListSenderAddresses(text string, have []string) []Found { return senderList.read(text, have) }

// ListSkipAddresses reads entries of -EFSkipIPs and -SenderIpRanges: IPv4 addresses, ranges and blocks, all of which keep
// their size. The rest is as in ListSenderAddresses.
func ListSkipAddresses(text string, have []string) []Found { return skipList.read(text, have) }

// ListSmartHosts reads smart hosts: names, and IPv4 addresses and blocks, which keep their size. A URL or e-mail
// program's setting is reduced to the host; an e-mail address is rejected. A word without a dot is passed over unless
// it has a line to itself.
func ListSmartHosts(text string, have []string) []Found { return hostList.read(text, have) }

// ListDomainPatterns reads domains and wildcards. @contoso.com becomes contoso.com; other e-mail addresses and IP
// addresses are rejected. A * counts as the pattern for every domain only if it stands alone on a line or between
// commas, since it is a bullet or a footnote elsewhere. A word without a dot is passed over unless it has a line to
// itself. A name under a wildcard of the list is no repetition: connectors prefer the exact name.
func ListDomainPatterns(text string, have []string) []Found { return domainList.read(text, have) }

// ListEmailAddresses reads e-mail addresses. Everything without an @ is passed over.
func ListEmailAddresses(text string, have []string) []Found { return emailList.read(text, have) }

// list is what one of the fields takes.
type list struct {
	kind
	parse     func(string) (exchange string, err error)
	addresses stance
	names     stance
	emails    stance
	narrow    bool // whether blocks wider than /24 have to be split
	ranges    bool // whether a range is one entry
}

// stance is what a list does with a form of entry.
type stance int

const (
	passOver stance = iota
	refuse
	take
)

var (
	senderList = list{kind: addresses, parse: exchanged(ParseSenderAddress), addresses: take, narrow: true}
	skipList   = list{kind: skips, parse: exchanged(ParseSkipAddress), addresses: take, ranges: true}
	hostList   = list{kind: smartHosts, parse: exchanged(ParseSmartHost), addresses: take, names: take, emails: refuse}
	domainList = list{kind: patterns, parse: exchanged(ParseDomainPattern), addresses: refuse, names: take, emails: refuse}
	emailList  = list{kind: emails, parse: exchanged(ParseEmailAddress), emails: take}
)

// exchanged is a parser that gives the value as Exchange has it.
func exchanged[T interface{ Exchange() string }](parse func(string) (T, error)) func(string) (string, error) {
	return func(s string) (string, error) {
		v, err := parse(s)
		if err != nil {
			return "", err
		}
		return v.Exchange(), nil
	}
}

func (l list) read(text string, have []string) []Found {
	h := harvest{list: l}
	for s := range lines(unmarked(strings.ToValidUTF8(text, "\uFFFD"))) {
		if s != "" {
			readLine(l, scan(tidy(s)), &h)
		}
		if h.full() {
			break
		}
	}
	return h.found(have)
}

// judge parses s. The advice that it gives with a refusal is about this very text: what holds for every text would be
// the same on every line.
func (l list) judge(s string) (v value, why string) {
	if len(s) > longestWord {
		return value{}, fmt.Sprintf("is %d characters long, more than an entry can be", utf8.RuneCountInString(s))
	}
	exchange, err := l.parse(s)
	if err == nil {
		return value{s, exchange}, ""
	}
	f := err.(*Fault) // as from every parser of this package
	if f.Fix == l.give || f.Fix == l.span || f.Fix == domains.give {
		return value{}, f.Why
	}
	return value{}, f.Why + "; " + f.Fix
}
