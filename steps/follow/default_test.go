package follow

import "testing"

// TestWhatIsMadeUp: what is parsed only when a message is followed has to parse.
func TestWhatIsMadeUp(t *testing.T) {
	for what, text := range map[string]string{
		"stranger": stranger().String(), "outsider": outsider().String(), "contoso": contoso().String(),
		"otherCertName": otherCertName().String(), "madeUpService": madeUpService().String(),
		"madeUpServiceHost": madeUpServiceHost().String(), "madeUpCustomer": madeUpCustomer().String(),
		"madeUpFilter": madeUpFilter().String(), "madeUpFilterAt": madeUpFilterAt().String(),
		"madeUpServer": madeUpServer().String(), "madeUpServerAt": madeUpServerAt().String(),
		"madeUpHeader": madeUpHeader().String(), "madeUpWord": madeUpWord().String(), "everyDomain": everyDomain().String(),
	} {
		if text == "" {
			t.Errorf("%s is empty", what)
		}
	}
	for part, name := range madeUpNames() {
		if name.String() == "" {
			t.Errorf("the connector of %s has no name", part)
		}
	}
}
