package seen

import "time"

// Limits of RFC 7208, section 4.6.4. More than these is permerror: SPF fails for all mail.
const (
	MostLookups     = 10
	MostVoidLookups = 2
	MostMXHosts     = 10
)

// SPF is a record together with all that it includes.
type SPF struct {
	Answer  Answer // whether there is a record
	TTL     time.Duration
	Records []string // as published; more than one are permerror
	Terms   []SPFTerm
	Lookups int // terms that cost a look-up, over the whole tree, for mail from an address that none of them names
	Voids   int // look-ups among them that found nothing

	AtLeast      bool         // Lookups is a lower bound: a macro decides what is below, or not all was looked at
	VoidsAtLeast bool         // Voids is a lower bound: a macro decides the name, or not all was looked at
	Troubles     []SPFTrouble // each is permerror
	Unseen       []string     // names that could not be looked up from here
}

// SPFTerm is one term of a record.
type SPFTerm struct {
	Text      string
	Cost      int  // 0 or 1
	Total     int  // Cost and that of all terms below
	Void      bool // its look-up found nothing
	Macro     bool // its name depends on the message, so that what is below cannot be counted
	Unreached bool // never looked at: something before it matches everything
	Note      string
	Record    string    // of include and redirect: the record that it leads to
	Terms     []SPFTerm // of include and redirect
}

// SPFTrouble is one reason for permerror.
type SPFTrouble struct {
	Kind SPFTroubleKind
	At   string // the domain whose record it is
	Says string
}

type SPFTroubleKind string

const (
	TooManyLookups SPFTroubleKind = "too-many-lookups"
	TooManyVoids   SPFTroubleKind = "too-many-voids"
	TooManyMX      SPFTroubleKind = "too-many-mx"
	TwoRecords     SPFTroubleKind = "two-records"
	Loop           SPFTroubleKind = "loop"
	NoRecord       SPFTroubleKind = "no-record" // include or redirect leads to a name without SPF
	BadSyntax      SPFTroubleKind = "syntax"
)

// PermError reports whether SPF as seen is sure to fail for mail that no term before the trouble matches.
func (s SPF) PermError() bool { return len(s.Troubles) > 0 }
