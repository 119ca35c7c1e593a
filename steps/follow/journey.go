package follow

// Place is where a message can be.
type Place string

const (
	AtSender     Place = "sender"          // a server on the internet
	AtFilter     Place = "filter"          // the third party that the MX records name
	AtExchange   Place = "exchange-online" // Exchange Online
	AtService    Place = "service"         // the add-on service
	AtOwnServer  Place = "on-premises"     // the organization's own server
	AtNextServer Place = "next-server"     // the server behind a connector of its own
	AtMailbox    Place = "mailbox"         // a mailbox in Exchange Online
	AtReceiver   Place = "receiver"        // a server on the internet that takes mail
)

// Topic says what a finding is about.
type Topic string

const (
	OnArrival     Topic = "way here"
	OnConnector   Topic = "inbound connector"
	OnRestriction Topic = "restriction"
	OnRelay       Topic = "recipient"
	OnHeaders     Topic = "internal headers"
	OnFiltering   Topic = "spam filtering"
	OnSPF         Topic = "SPF"
	OnRule        Topic = "mail flow rule"
	OnRoute       Topic = "outbound connector"
	OnTLS         Topic = "TLS"
	OnStamp       Topic = "stamp"
	OnLoop        Topic = "loop"
)

// Sureness is how much stands behind a finding.
type Sureness string

const (
	Documented Sureness = "documented"     // a document says so
	FromField  Sureness = "from the field" // people have seen it
	Inferred   Sureness = "inferred"       // it follows from documents, or none says it
)

// Finding is one thing that was decided, or that happens, at a place.
type Finding struct {
	Topic  Topic
	Says   string // a sentence
	Why    string // a sentence, or ""
	Sure   Sureness
	Source string // "" where the message itself says so
	Rule   string // of the catalogue, as "MF202", or ""
}

// Hop is one stay of the message at a place.
type Hop struct {
	Place    Place
	Name     string // the place's name in this set-up
	Findings []Finding
	// Names of what took part: "" where nothing did.
	Inbound, Rule, Outbound string
	// Again is the number of the hop, from 1, that this one repeats; 0: none.
	Again int
}

// EndKind is how a journey ends.
type EndKind string

const (
	Delivered EndKind = "delivered"
	Rejected  EndKind = "rejected"
	Deferred  EndKind = "deferred"
	Looping   EndKind = "looping"
)

// End is where a journey ends, and how.
type End struct {
	Kind EndKind
	At   Place
	Code string // as "550 5.7.51", or "" where it has none
	Text string // what the server says with it
	Says string // a sentence
	Junk bool   // delivered, and most likely to the Junk Email folder
	Rule string // where to look in the catalogue, or ""
	// Toward is the place that was tried and not reached, with Deferred; "" where there is none.
	Toward Place
}

// Journey is what happens to a message.
type Journey struct {
	Message Message
	Hops    []Hop
	End     End
}

// taken lists, for each hop but the first, which places the message went from and to.
func (j Journey) taken() (out [][2]Place) {
	for i := 1; i < len(j.Hops); i++ {
		out = append(out, [2]Place{j.Hops[i-1].Place, j.Hops[i].Place})
	}
	return out
}
