package follow

import "eacwizard/steps/mailflow"

// toService is the add-on service with a message from Exchange Online.
func (t *traveller) toService() leg {
	if !t.enter(AtService) {
		return nil
	}
	stamp := t.m.Stamps
	if stamp.IsZero() {
		stamp = t.wanted()
	}
	if stamp.IsZero() {
		t.say(Finding{Topic: OnStamp, Sure: Documented, Source: byAddOn, Rule: "MF401", Says: "It changes the message. Which header it stamps is not known."})
	} else {
		t.stamp(stamp)
		t.say(Finding{Topic: OnStamp, Sure: Documented, Source: byAddOn, Says: "It changes the message and stamps it with " + stamp.Name.String() + ": " + stamp.Value + "."})
	}
	who := Default(t.d, Service)
	t.conn = connection{from: AtService, address: who.Address, certificate: who.Certificate, tls: true}
	return t.returned()
}

// wanted is the stamp that the first rule with an exception looks for.
func (t *traveller) wanted() Header { return wantedStamp(t.d) }

func wantedStamp(d mailflow.Draft) Header {
	for _, r := range d.Rules {
		if !r.ExceptHeader.IsZero() && len(r.ExceptWords) > 0 {
			return Header{Name: r.ExceptHeader, Value: r.ExceptWords[0].String()}
		}
	}
	return Header{}
}

// stamp sets a header; one of that name and value is not repeated.
func (t *traveller) stamp(h Header) {
	for _, have := range t.headers {
		if lower(have.Name) == lower(h.Name) && have.Value == h.Value {
			return
		}
	}
	t.headers = append(t.headers, h)
}

// returning is the add-on service with a message to return, where the journey begins.
func (t *traveller) returning() leg {
	if !t.enter(AtService) {
		return nil
	}
	t.conn.from = AtService
	return t.returned()
}

func (t *traveller) returned() leg {
	t.say(Finding{
		Topic: OnArrival, Sure: Documented, Source: byAddOn,
		Says: "It returns the message to " + orElse(t.d.Service.TenantHost.String(), "the organization's host at Microsoft") + ".",
		Why:  "It connects from " + t.showing() + ".",
	})
	return t.atExchange
}
