package wizard

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps/answers"
)

// The add-on service document, from the first page on and with nothing answered, by the keys that a person presses.
func TestAddOnServiceKeyByKey(t *testing.T) {
	w := startChoosing(t, at80, plainLook())
	w.keys("down", "enter").snap("organization").keys("tab*3", "enter").snap("organization-is-missing")
	w.typed("fabrikam.onmicrosoft.com").keys("enter*4").sees("Name of the service") // from field to field, and on
	w.typed("Contoso Signature Service").keys("tab").snap("service-host-proposed").keys("tab", "enter")
	w.sees("Part 1 of 4", "Greyed answers belong to what you set up.", "❯[ Next ]").keys("enter")
	w.sees("▏Office 365 to Contoso Signature Service").keys("enter*4").snap("outbound-name").keys("enter")
	w.sees("Use of connector", "❯[ Next ]").keys("enter")
	w.typed("fabrikam.mail.protection.outlook.com").keys("enter").snap("own-host").keys("down", "del")
	w.typed("smtp.contososignatureservice.com").keys("enter", "tab", "enter")
	w.sees("☑ And the subject name", "smtp.contososignatureservice.com").keys("tab*4", "enter")
	w.typed("admin@fabrikam.com").keys("enter", "tab", "enter").sees("Part 2 of 4", "▏Route email to Contoso Signature Service")
	w.keys("tab").typed("SignatureContoso").keys("enter").typed("true").keys("enter").snap("rule").keys("tab*2", "enter")
	w.sees("Priority").snap("rule-options").keys("tab*4").snap("rule-options-below").keys("tab*7").sees("Enable the rule at the end").snap("rule-options-end").next()
	w.sees("Part 3 of 4").typed(longCertificate).keys("enter", "enter")
	w.sees("◉ Not known yet").keys("up*2", "tab").typed("MS=ms51944068").snap("proof").keys("enter", "enter")
	w.sees("Part 4 of 4").keys("enter").sees("▏Contoso Signature Service to Office 365").keys("tab*3", "space").snap("headers-differ").keys("space").next()
	w.sees(longCertificate[:40]).keys("tab*2", "enter").sees("[ Finish ]")
	file, err := answers.Sample("add-on-service")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(file.Settled.Said(), w.said()); diff != "" {
		t.Errorf("answers (-sample +keys):\n%s", diff)
	}
	w.keys("enter").sees("Documents ready").finish("add-on-service-by-keys")
}
