package render_test

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
)

// service stands in for Exchange Online: it keeps connectors and gives them back in the forms the service gives them.
type service struct {
	connections []any
	domains     []any
	outbound    []*psObject
	inbound     []*psObject
	rules       []*psObject
	sends       []*psObject
	config      *psObject // of the organization
	sealers     any       // as Get-ArcConfig gives them
	mx          []any     // what Resolve-DnsName answers; nil: there is no such command
	asked       []any     // identities that Set-ArcConfig was given
	results     []any     // of Validate-OutboundConnector
	absent      []string
	mixesTests  bool   // the read of connectors that only rules use gives those in test mode as well
	readsAll    bool   // the read of those in test mode gives all
	ignores     string // a command that is answered with success and does nothing

	fails map[string]string // the errors of commands, by command
	// doesAllTheSame says that a command that fails has done its work.
	doesAllTheSame bool
	newFails       error
	validateFails  error
	makesDisabled  bool           // inbound connectors of type OnPremises
	changes        map[string]any // what is stored instead of what was asked for
	hidesFor       int            // reads for which a new object is not seen yet
	hidden         *psObject
	guids          int
}

func connection(pairs ...any) *psObject {
	c := newObject("State", "Connected", "TokenStatus", "Active", "IsEopSession", false, "ModulePrefix", "",
		"UserPrincipalName", "admin@fabrikam.com", "TenantID", "8b1f2a60-9d0c-4f7e-a6b5-3c2d1e0f9a87", "DelegatedOrganization", nil)
	for i := 0; i < len(pairs); i += 2 {
		c.set(pairs[i].(string), pairs[i+1])
	}
	return c
}

func newService() *service {
	return &service{
		connections: []any{connection()},
		domains:     []any{newObject("DomainName", "fabrikam.com"), newObject("DomainName", "Fabrikam.onmicrosoft.com")},
		config:      newObject("RejectDirectSend", false, "Guid", "organization"),
		results: []any{
			newObject("TaskName", "Check connectivity", "IsTaskSuccessful", true),
			newObject("TaskName", "Send test email", "IsTaskSuccessful", "True"),
		},
	}
}

func (s *service) runner() *psRunner {
	r := &psRunner{commands: map[string]func(psCall) ([]any, error){
		"Get-ConnectionInformation": func(psCall) ([]any, error) { return s.connections, nil },
		"Get-AcceptedDomain":        func(psCall) ([]any, error) { return s.domains, nil },
		"Get-OutboundConnector":     s.getOutbound,
		"Get-InboundConnector": func(c psCall) ([]any, error) {
			return s.seen(s.inbound, func(*psObject) bool { return true }), nil
		},
		"New-TransportRule":    func(c psCall) ([]any, error) { return s.create(c, &s.rules, ruleForm) },
		"Get-TransportRule":    func(psCall) ([]any, error) { return s.seen(s.rules, func(*psObject) bool { return true }), nil },
		"Enable-TransportRule": func(c psCall) ([]any, error) { return nil, s.put(s.rules, c, "State", "Enabled") },
		"New-SendConnector":    func(c psCall) ([]any, error) { return s.create(c, &s.sends, sendForm) },
		"Get-SendConnector":    func(psCall) ([]any, error) { return s.seen(s.sends, func(*psObject) bool { return true }), nil },
		"Get-ArcConfig":        func(psCall) ([]any, error) { return []any{newObject("ArcTrustedSealers", s.sealers)}, nil },
		"Set-ArcConfig": func(c psCall) ([]any, error) {
			s.sealers, s.asked = strings.Join(texts(c.arg("ArcTrustedSealers")), ","), append(s.asked, c.arg("Identity"))
			return nil, nil
		},
		"Get-OrganizationConfig": func(psCall) ([]any, error) { return []any{s.config.copy()}, nil },
		"Set-OrganizationConfig": func(c psCall) ([]any, error) {
			s.config.set("RejectDirectSend", c.arg("RejectDirectSend"))
			return nil, nil
		},
		"Set-AcceptedDomain": func(c psCall) ([]any, error) {
			for _, d := range s.domains {
				if d := d.(*psObject); d.values["Guid"] == c.arg("Identity") {
					d.set("DomainType", c.arg("DomainType"))
					return nil, nil
				}
			}
			return nil, errors.New("no such domain")
		},
		"Disable-SmtpDaneInbound":    s.dane("Disabled"),
		"Enable-SmtpDaneInbound":     s.dane("Enabled"),
		"Set-InboundConnector":       s.set,
		"Set-TransportRule":          s.set,
		"Disable-TransportRule":      func(c psCall) ([]any, error) { return nil, s.put(s.rules, c, "State", "Disabled") },
		"Remove-TransportRule":       func(c psCall) ([]any, error) { return nil, s.remove(c, &s.rules) },
		"Remove-InboundConnector":    func(c psCall) ([]any, error) { return nil, s.remove(c, &s.inbound) },
		"Remove-OutboundConnector":   func(c psCall) ([]any, error) { return nil, s.remove(c, &s.outbound) },
		"New-OutboundConnector":      func(c psCall) ([]any, error) { return s.create(c, &s.outbound, outboundForm) },
		"New-InboundConnector":       func(c psCall) ([]any, error) { return s.create(c, &s.inbound, inboundForm) },
		"Validate-OutboundConnector": s.validate,
		"Set-OutboundConnector":      s.set,
	}}
	if s.mx != nil {
		r.commands["Resolve-DnsName"] = func(psCall) ([]any, error) { return s.mx, nil }
	}
	if s.ignores != "" {
		r.commands[s.ignores] = func(psCall) ([]any, error) { return nil, nil }
	}
	for name, message := range s.fails {
		does := r.commands[name]
		r.commands[name] = func(c psCall) ([]any, error) {
			if s.doesAllTheSame {
				if _, err := does(c); err != nil {
					return nil, err
				}
			}
			return nil, errors.New(message)
		}
	}
	for _, name := range s.absent {
		delete(r.commands, name)
	}
	return r
}

// dane turns inbound DANE on or off for the domain of that name.
func (s *service) dane(status string) func(psCall) ([]any, error) {
	return func(c psCall) ([]any, error) {
		for _, d := range s.domains {
			if d := d.(*psObject); d.values["DomainName"] == c.arg("DomainName") {
				d.set("SmtpDaneStatus", status)
				return []any{newObject("Result", "Success")}, nil
			}
		}
		return nil, errors.New("no such domain")
	}
}

func (s *service) seen(of []*psObject, which func(*psObject) bool) (out []any) {
	if s.hidden != nil && s.hidesFor > 0 {
		s.hidesFor--
	} else {
		s.hidden = nil
	}
	for _, o := range of {
		if o != s.hidden && which(o) {
			out = append(out, o.copy())
		}
	}
	return out
}

// getOutbound filters as the documentation says: the plain call gives neither rule-scoped connectors nor such in test
// mode, and either switch gives those only.
func (s *service) getOutbound(c psCall) ([]any, error) {
	return s.seen(s.outbound, func(o *psObject) bool {
		test, scoped := o.values["TestMode"] == true, o.values["IsTransportRuleScoped"] == true
		switch {
		case c.arg("IncludeTestModeConnectors") == true:
			return test || s.readsAll
		case c.arg("IsTransportRuleScoped") == true:
			return scoped && (!test || s.mixesTests)
		}
		return !scoped && !test
	}), nil
}

var (
	outboundForm = newObject("Enabled", true, "UseMXRecord", true, "Comment", "", "ConnectorType", "Partner", "ConnectorSource", "Default",
		"RecipientDomains", []any{}, "SmartHosts", []any{}, "TlsDomain", nil, "TlsSettings", nil, "IsTransportRuleScoped", false,
		"RouteAllMessagesViaOnPremises", false, "CloudServicesMailEnabled", false, "AllAcceptedDomains", false,
		"SenderRewritingEnabled", false, "TestMode", false, "ValidationRecipients", nil, "IsValidated", false, "LastValidationTimestamp", nil)
	inboundForm = newObject("Enabled", true, "ConnectorType", "Partner", "ConnectorSource", "Default", "Comment", nil,
		"SenderIPAddresses", []any{}, "SenderDomains", []any{}, "AssociatedAcceptedDomains", []any{}, "RequireTls", true,
		"RestrictDomainsToIPAddresses", false, "RestrictDomainsToCertificate", false, "CloudServicesMailEnabled", false,
		"TreatMessagesAsInternal", false, "TlsSenderCertificateName", nil, "EFSkipLastIP", false, "EFSkipIPs", []any{}, "EFUsers", []any{})
	ruleForm = newObject("State", "Enabled", "Mode", "Enforce", "Comments", nil, "Priority", 0, "FromScope", nil, "From", nil,
		"SenderIpRanges", nil, "RouteMessageOutboundConnector", nil, "SetSCL", nil, "ExceptIfHeaderContainsMessageHeader", nil,
		"ExceptIfHeaderContainsWords", nil, "StopRuleProcessing", false, "SetAuditSeverity", nil, "SenderAddressLocation", "Header",
		"RuleErrorAction", "Ignore", "ActivationDate", nil, "ExpiryDate", nil, "SentTo", nil, "DeleteMessage", false,
		"Conditions", []any{}, "Exceptions", []any{}, "Actions", []any{})
	sendForm = newObject("AddressSpaces", []any{}, "Enabled", true, "DNSRoutingEnabled", true, "SmartHosts", []any{}, "Fqdn", nil,
		"RequireTLS", false, "TlsAuthLevel", nil, "CloudServicesMailEnabled", false, "SourceIPAddress", "0.0.0.0")
)

// ruleLists are the lists of a rule in which the service names what a parameter makes, and the name there.
var ruleLists = map[string][2]string{
	"FromScope":                           {"Conditions", "FromScopePredicate"},
	"From":                                {"Conditions", "FromPredicate"},
	"SenderIpRanges":                      {"Conditions", "SenderIpRangesPredicate"},
	"ExceptIfHeaderContainsMessageHeader": {"Exceptions", "HeaderContainsPredicate"},
	"RouteMessageOutboundConnector":       {"Actions", "RouteMessageOutboundConnectorAction"},
	"SetSCL":                              {"Actions", "SetSclAction"},
	"SetAuditSeverity":                    {"Actions", "SetAuditSeverityAction"},
}

const rulePredicate = "Microsoft.Exchange.MessagingPolicies.Rules.Tasks."

func (s *service) create(c psCall, to *[]*psObject, form *psObject) ([]any, error) {
	if s.newFails != nil {
		return nil, s.newFails
	}
	o := form.copy()
	for _, name := range slices.Sorted(maps.Keys(c.args)) {
		v := c.args[name]
		if name == "Confirm" || name == "ErrorAction" {
			continue
		}
		if list := ruleLists[name]; form == ruleForm && list[0] != "" {
			o.set(list[0], append(slices.Clone(elements(o.values[list[0]])), rulePredicate+list[1]))
		}
		if form == ruleForm && name == "Enabled" { // a rule tells its state in words
			name, v = "State", map[any]string{true: "Enabled", false: "Disabled"}[v]
		}
		if _, ok := o.values[name]; !ok && name != "Name" {
			return nil, fmt.Errorf("no parameter %s", name)
		}
		o.set(name, stored(name, v))
	}
	if s.makesDisabled && c.name == "New-InboundConnector" && o.values["ConnectorType"] == "OnPremises" {
		o.set("Enabled", false)
	}
	for name, v := range s.changes {
		o.set(name, v)
	}
	s.guids++
	o.set("Guid", fmt.Sprintf("00000000-0000-0000-0000-%012d", s.guids))
	*to = append(*to, o)
	s.hidden = o
	return []any{o.copy()}, nil
}

// stored is a value as the service gives it back.
func stored(name string, v any) any {
	items, isList := v.([]any)
	if !isList {
		return v
	}
	out := []any{}
	for _, item := range items {
		text := item.(string)
		switch name {
		case "AddressSpaces":
			text = "SMTP:" + text + ";1"
		case "SenderDomains":
			text = "smtp:" + strings.ToUpper(text) + ";1"
		case "SenderIPAddresses":
			if p, err := netip.ParsePrefix(text); err == nil {
				text = p.Masked().String()
			}
		case "SmartHosts":
			if _, err := netip.ParseAddr(text); err == nil {
				text = "[" + text + "]"
			}
		}
		out = append(out, text)
	}
	slices.Reverse(out)
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// put sets a property of an object that is named by its GUID.
func (s *service) put(of []*psObject, c psCall, name string, v any) error {
	for _, o := range of {
		if o.values["Guid"] == c.arg("Identity") {
			o.set(name, v)
			return nil
		}
	}
	return errors.New("no such object")
}

func (s *service) remove(c psCall, from *[]*psObject) error {
	for i, o := range *from {
		if o.values["Guid"] == c.arg("Identity") {
			*from = slices.Delete(*from, i, i+1)
			return nil
		}
	}
	return errors.New("no such object")
}

func texts(v any) (out []string) {
	for _, item := range elements(v) {
		out = append(out, toText(item))
	}
	return out
}

func (s *service) byGuid(c psCall) *psObject {
	for _, o := range slices.Concat(s.outbound, s.inbound, s.rules) {
		if o.values["Guid"] == c.arg("Identity") {
			return o
		}
	}
	return nil
}

// image is everything that the service keeps, to compare.
func (s *service) image() string {
	return toJSON([]any{objects(s.outbound), objects(s.inbound), objects(s.rules), s.domains, s.config, s.sealers})
}

func objects(of []*psObject) (out []any) {
	for _, o := range of {
		c := o.copy()
		for name, v := range c.values { // what is empty is empty in more than one way
			if items, ok := v.([]any); v == nil || ok && len(items) == 0 {
				c.set(name, "")
			}
		}
		out = append(out, c)
	}
	return out
}

func (s *service) validate(c psCall) ([]any, error) {
	if s.byGuid(c) == nil {
		return nil, errors.New("no such connector")
	}
	return s.results, s.validateFails
}

func (s *service) set(c psCall) ([]any, error) {
	o := s.byGuid(c)
	if o == nil {
		return nil, errors.New("no such connector")
	}
	for name, v := range c.args {
		if !slices.Contains([]string{"Identity", "Confirm", "ErrorAction"}, name) {
			switch name {
			case "ValidationRecipients":
				o.set(name, v)
			case "LastValidationTimestamp":
				if _, isText := v.(string); isText { // it is of a type that takes texts
					v, c.args[name] = psMoment{}, psMoment{}
				}
				o.set(name, v)
			default:
				o.set(name, stored(name, v))
			}
		}
	}
	return nil, nil
}
