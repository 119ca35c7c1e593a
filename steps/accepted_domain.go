package steps

import "eacwizard/steps/mailflow"

const (
	proofTXT     = "txt"
	proofMX      = "mx"
	proofUnknown = "not-known-yet"
)

const sourceDomain = "Microsoft: Integrate with an email add-on service, step 3; Add a domain to Microsoft 365"

// acceptedDomainPart is the certificate domain that a service gives each customer.
var acceptedDomainPart = Part{
	ID: "accepted-domain", Title: "Accepted domain",
	Fields: []Field{
		{
			Name: "name", Kind: Text, Label: "Certificate domain",
			Example: "Example: S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com",
			Missing: "type the certificate domain that the service gave you when you enrolled",
			Parse:   parses(mailflow.ParseDomain),
			Explain: Explanation{What: "A name of the service's that stands for you alone, in the certificate that it shows when it returns your mail. It becomes an accepted domain, and the inbound connector looks for it.", Why: "As an accepted domain it makes returning mail your own, also bounces and forwarded messages with senders elsewhere. It gets no mailboxes and no MX record.", Source: sourceDomain},
		},
		{
			Name: "proof", Kind: Choice, Label: "Proof of ownership",
			Options: []Option{
				{Value: proofTXT, Label: "TXT record", Explains: "The usual way."},
				{Value: proofMX, Label: "MX record", Explains: "Where a TXT record cannot be published; the record takes no mail."},
				{Value: proofUnknown, Label: "Not known yet", Explains: "The admin center shows the value once the domain was added."},
			},
			Propose: always(proofUnknown), Missing: "choose how the ownership is proven",
			Explain: Explanation{What: "Microsoft 365 asks for a record at the domain before it is accepted. The zone is the service's, so the service publishes it.", Why: "The value is shown only after the domain was added, so not knowing it yet is fine: the documents then say where to find it.", Source: sourceDomain},
		},
		{
			Name: "txt-value", Kind: Text, Label: "TXT value", Example: "Example: MS=ms51944068",
			When: Is("proof", proofTXT), Missing: "copy the TXT value from the admin center",
			Parse:   parses(mailflow.ParseProofTXT),
			Explain: Explanation{What: "MS=ms and a number, as the page Verify domain shows it.", Why: "It goes to the service as a text to publish.", Source: sourceDomain},
		},
		{
			Name: "mx-value", Kind: Text, Label: "MX value (points to)", Example: "Example: ms51944068.msv1.invalid",
			When: Is("proof", proofMX), Missing: "copy the MX value from the admin center",
			Parse:   parses(mailflow.ParseProofMX),
			Explain: Explanation{What: "A host name that ends in msv1.invalid, with a preference behind all others, so that no mail goes there.", Why: "It goes to the service as a record to publish.", Source: sourceDomain},
		},
	},
	Notes: []Note{
		{At: "name", Level: Warning, When: longDomain("name"), Says: "A later text of Microsoft's allows 48 characters at most, and this name is longer. If the admin center refuses it, ask the service for a shorter one."},
		{At: "proof", Says: "The service publishes the record: the zone is its own. It never goes into a zone of yours."},
	},
	Pages: func(s *Settled, p *Part) Stretch {
		return Stretch{Pages: []Page{
			{
				ID: p.ID, Head: "Add a domain", Rail: "Add a domain", Title: "Add a domain", Next: "Next",
				Intro: []string{"Enter the certificate domain that the service provided when you enrolled."},
				Rows:  []Row{{Key: p.key("name")}},
			},
			{
				ID: p.ID + "/verify", Head: "Add a domain", Rail: "Verify domain", Title: "Verify domain", Next: "Next",
				Intro: []string{"How does the service prove that the domain may be used?"},
				Rows: []Row{
					{Key: p.key("proof"), Bare: true},
					{Key: p.key("txt-value"), Under: p.key("proof"), Option: proofTXT, Absent: true},
					{Key: p.key("mx-value"), Under: p.key("proof"), Option: proofMX, Absent: true},
				},
			},
		}}
	},
	Review: func(s *Settled, p *Part) []Section {
		at := s.Sight(p.ID)
		proof := "Not known yet: the admin center shows it once the domain was added"
		switch at.Text("proof") {
		case proofTXT:
			proof = "TXT record, published by the service: " + orUnanswered(at.Text("txt-value"))
		case proofMX:
			proof = "MX record, published by the service: " + orUnanswered(at.Text("mx-value"))
		}
		return []Section{
			{Title: "Certificate domain", Lines: []string{orUnanswered(at.Text("name"))}, Edit: "Edit domain", Keys: []Key{p.key("name")}},
			{Title: "Proof of ownership", Lines: []string{proof}, Edit: "Edit proof", Keys: []Key{p.key("proof")}},
		}
	},
}

// longDomain holds for a domain that is longer than a later text of Microsoft's allows for custom certificate domains.
func longDomain(name string) Cond {
	const most = 48
	return Cond{Says: name + " has more than 48 characters", Holds: func(s Sight) bool {
		d, err := mailflow.ParseDomain(s.Text(name))
		return err == nil && len(d.Exchange()) > most
	}}
}
