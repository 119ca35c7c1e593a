package mailflow

import "strings"

// RecordType is the type of a record set.
type RecordType string

const (
	RecordMX  RecordType = "MX"
	RecordTXT RecordType = "TXT"
)

// RecordData is one record of a set.
type RecordData struct {
	Preference uint16 // of an MX
	Host       string // of an MX: A-labels, no final dot
	Text       string // of a TXT, whole
}

// RecordSet is what becomes of the records of one type at one name. A change replaces: Old goes, New comes, Kept stays.
type RecordSet struct {
	Zone Domain // the zone that holds it
	Name Domain // the whole name
	Type RecordType
	TTL  uint32 // seconds
	New  []RecordData
	Old  []RecordData
	Kept []RecordData
	// KeptKnown is false where nobody said what else stands at the name: then nothing that replaces the whole set may
	// be written.
	KeptKnown bool
	// Foreign is true where the zone is not the customer's: somebody else has to publish it, and it becomes a text to send.
	Foreign bool
	Why     string // one sentence for a person
}

// Owner is the name within its zone: "@", or the labels before the zone.
func (r RecordSet) Owner() string {
	name, zone := strings.ToLower(r.Name.Exchange()), strings.ToLower(r.Zone.Exchange())
	if name == zone {
		return "@"
	}
	if owner, ok := strings.CutSuffix(name, "."+zone); ok {
		return owner
	}
	return name
}
