package wizard

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

const (
	longCertificate = "S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com"
	lockDownName    = "Reject mail not routed through MX (third-party service name)"
)

// walks reach every page of every direction by real keys, and say which answers that leaves.
var walks = []struct {
	name string
	walk func(*walker)
	said steps.Answers
}{
	{
		name: "office-365-to-your-organization", // the outbound connector of the add-on service document
		walk: func(w *walker) {
			w.snap("new-connector-unanswered").keys("tab", "enter").snap("from-is-missing")
			w.keys("enter").snap("from-answered").keys("tab", "down").snap("both-ends").next()
			w.next().snap("name-is-missing").typed("Office 365 to Contoso Signature Service").snap("name").next()
			w.snap("use").keys("down").snap("use-rule").keys("down").snap("use-domains").keys("up").next()
			w.snap("routing").typed("smtp.contososignatureservice.com").snap("routing-typed").next().snap("routing-not-added")
			w.keys("enter").typed("https://smtp.contoso.com:25").keys("enter").snap("routing-offered").keys("esc").snap("routing-scheme")
			w.keys("backspace*9", "backspace*9", "backspace*9", "down").snap("routing-item").keys("up").next()
			w.snap("security").keys("tab*2", "space", "tab").snap("security-proposed").next()
			w.snap("validation").typed("admin@fabrikam.com").keys("enter").snap("validation-added").next()
			w.snap("organization").typed("fabrikam.onmicrosoft.com").next()
			w.snap("review")
		},
		said: steps.Answers{
			"connector.from": {"office-365"}, "connector.to": {"your-organization"},
			"connector.name": {"Office 365 to Contoso Signature Service"}, "connector.use": {"transport-rule"},
			"connector.smart-hosts": {"smtp.contososignatureservice.com"}, "connector.match-subject-name": {"true"},
			"connector.validation-addresses": {"admin@fabrikam.com"}, "organization.initial-domain": {"fabrikam.onmicrosoft.com"},
		},
	},
	{
		name: "your-organization-to-office-365", // its inbound connector
		walk: func(w *walker) {
			w.keys("down*2").snap("new-connector").next()
			w.typed("Contoso Signature Service to Office 365").snap("name").next()
			w.snap("identify").next().snap("identify-missing").typed(longCertificate).snap("identify-certificate")
			w.keys("shift+tab", "down").snap("identify-by-address").keys("up").next()
			w.next().snap("review")
		},
		said: steps.Answers{
			"connector.from": {"your-organization"}, "connector.name": {"Contoso Signature Service to Office 365"},
			"connector.certificate-domain": {longCertificate},
		},
	},
	{
		name: "office-365-to-partner", // the out-to-partner example
		walk: func(w *walker) {
			w.keys("down", "tab", "down*2").snap("new-connector").next()
			w.typed("Trey Research Outgoing").snap("name").next()
			w.snap("use").keys("down", "tab").typed("treyresearch.net").keys("enter").snap("use-domains").next()
			w.snap("routing").keys("down").snap("routing-smart-hosts").keys("up").next()
			w.snap("security").keys("space").snap("security-off").keys("space", "tab", "up").snap("security-any-certificate").keys("down").next()
			w.snap("validation").next()
			w.next().snap("review")
		},
		said: steps.Answers{
			"connector.from": {"office-365"}, "connector.to": {"partner-organization"}, "connector.name": {"Trey Research Outgoing"},
			"connector.use": {"these-domains"}, "connector.recipient-domains": {"treyresearch.net"},
		},
	},
	{
		name: "partner-to-office-365", // partner Example 3, by way of the other identifications
		walk: func(w *walker) {
			w.keys("down*3").snap("new-connector").next()
			w.typed("ContosoBank to Office 365").snap("name").next()
			w.snap("identify").keys("down").snap("identify-by-address").keys("up", "tab").typed("contosobank.com").keys("enter").next()
			w.snap("security").keys("tab", "space", "tab").typed("contosobank.com").snap("security-certificate")
			w.keys("shift+tab*2", "space").snap("security-shut").next().snap("security-nothing-restricted")
			w.keys("tab", "space", "tab").typed("10.0.0.0/8").keys("enter").snap("security-too-wide")
			w.keys("backspace*9", "backspace").typed("10.5.3.2/24").keys("enter").snap("security-range").next()
			w.next().snap("review")
		},
		said: steps.Answers{
			"connector.from": {"partner-organization"}, "connector.name": {"ContosoBank to Office 365"},
			"connector.sender-domains": {"contosobank.com"}, "connector.reject-unless-tls": {"false"},
			"connector.reject-unless-from-ip-addresses": {"true"}, "connector.sender-ip-addresses": {"10.5.3.2/24"},
		},
	},
	{
		name: "lock-down-by-certificate", // of the third-party filter document
		walk: func(w *walker) {
			w.keys("down*3").next().typed(lockDownName).snap("name-before").next()
			w.keys("tab").typed("*").keys("enter").next().snap("security-every-sender")
			w.keys("tab*2", "space", "tab").typed("*.contoso.com").snap("security-certificate").next()
			w.next().snap("review").keys("space").snap("review-on-unconfirmed").next().snap("review-refused")
			w.keys("space").snap("review-confirmed")
		},
		said: steps.Answers{
			"connector.from": {"partner-organization"}, "connector.name": {lockDownName}, "connector.sender-domains": {"*"},
			"connector.require-certificate-name": {"true"}, "connector.certificate-domain": {"*.contoso.com"},
			"connector.turn-it-on": {"true"}, "connector.reject-all-other-mail": {"true"},
		},
	},
	{
		name: "lock-down-by-addresses",
		walk: func(w *walker) {
			w.keys("down*3").next().typed(lockDownName).next()
			w.keys("tab").typed("*").keys("enter").next()
			w.keys("tab*3", "space", "tab").pasted("131.107.21.0/24\r\n131.107.22.7\r\n").snap("pasted-list").keys("enter").snap("security-addresses").next()
			w.next().snap("review")
		},
		said: steps.Answers{
			"connector.from": {"partner-organization"}, "connector.name": {lockDownName}, "connector.sender-domains": {"*"},
			"connector.reject-unless-from-ip-addresses": {"true"}, "connector.sender-ip-addresses": {"131.107.21.0/24", "131.107.22.7"},
		},
	},
}

func TestWalks(t *testing.T) {
	for _, tt := range walks {
		for _, s := range []size{{80, 24}, {120, 40}} {
			t.Run(fmt.Sprintf("%s-%dx%d", tt.name, s.w, s.h), func(t *testing.T) {
				t.Parallel()
				w := startWalk(t, s, plainLook(), steps.State{})
				tt.walk(w)
				if diff := cmp.Diff(tt.said, w.said()); diff != "" {
					t.Errorf("answers (-want +got):\n%s", diff)
				}
				w.next().snap("documents")
				w.finish(fmt.Sprintf("%s-%dx%d", tt.name, s.w, s.h))
			})
		}
	}
}
