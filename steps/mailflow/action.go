package mailflow

// Doer is who does an action, and where.
type Doer int

const (
	ByExchangeOnline Doer = iota // Exchange Online PowerShell: the documents hold the command
	ByAdminCenter                // by hand, in an admin center
	ByDNS                        // whoever keeps the zone
	ByService                    // the service, or the admin in its portal
	ByOnPremises                 // the Exchange Management Shell on the organization's own server
	ByMail                       // a test message and a look at its trace
	ByWaiting                    // nobody: time has to pass
)

// Stage is a stretch of actions that can be done in one go. Between two stages something has to be true that no command
// of the first one makes so.
type Stage string

const (
	StagePrepare  Stage = "prepare"  // domains, mailboxes, what the service has to know
	StageCreate   Stage = "create"   // what the new way needs, before mail takes it
	StageValidate Stage = "validate" // connectors are tested
	StageDNS      Stage = "dns"      // records change, and mail begins to take its new way
	StageEnable   Stage = "enable"   // what was created disabled is turned on
	StagePilot    Stage = "pilot"    // what acted for a few acts for everybody
	StageLock     Stage = "lock"     // what does not come through the filter is refused
	StageFinish   Stage = "finish"   // Direct Send and what else comes last
	StageVerify   Stage = "verify"   // a last look
)

// Stages are all of them, in the order in which they are done.
func Stages() []Stage {
	return []Stage{StagePrepare, StageCreate, StageValidate, StageDNS, StageEnable, StagePilot, StageLock, StageFinish, StageVerify}
}

// Title is the stage in a heading.
func (s Stage) Title() string {
	switch s {
	case StagePrepare:
		return "Prepare"
	case StageCreate:
		return "Create"
	case StageValidate:
		return "Validate"
	case StageDNS:
		return "Change the DNS records"
	case StageEnable:
		return "Turn it on"
	case StagePilot:
		return "End the pilot"
	case StageLock:
		return "Lock down"
	case StageFinish:
		return "Finish"
	case StageVerify:
		return "Verify"
	}
	return ""
}

// Deed is what an action does to an object. Manual actions have none.
type Deed interface{ deed() }

type (
	// CreateConnector makes a connector as it is given here, which may be less than what it ends as.
	CreateConnector struct{ Connector Connector }
	// ChangeConnector brings a connector from one form to another; both have the same name and kind.
	ChangeConnector struct{ From, To Connector }
	// ValidateConnector has the service test it, and records success only if every test succeeded.
	ValidateConnector struct{ Connector Outbound }
	// CreateRule makes a mail flow rule, disabled.
	CreateRule struct{ Rule Rule }
	// EnableRule turns it on.
	EnableRule struct{ Rule Rule }
	// TrustSealer adds one domain to the trusted ARC sealers that are there.
	TrustSealer struct{ Sealer Domain }
	// SetDomainType makes an accepted domain InternalRelay, or Authoritative.
	SetDomainType struct {
		Domain        Domain
		InternalRelay bool
	}
	// TurnOffDANE stops protecting a domain's inbound mail with DANE.
	TurnOffDANE struct{ Domain Domain }
	// RequireAcceptedDomain only looks: the domain has to be an accepted domain.
	RequireAcceptedDomain struct{ Domain Domain }
	// CheckAcceptedDomains only looks: no accepted domain may be left that is none of these, or below onmicrosoft.com.
	CheckAcceptedDomains struct{ Known []Domain }
	// RefuseDirectSend turns on RejectDirectSend of the organization.
	RefuseDirectSend struct{}
	// CreateSendConnector is for the Exchange Management Shell.
	CreateSendConnector struct{ Connector SendConnector }
	// PublishRecords changes records; LowerTTL is the same records with a shorter time to live.
	PublishRecords struct{ Sets []RecordSet }
)

func (CreateConnector) deed()       {}
func (ChangeConnector) deed()       {}
func (ValidateConnector) deed()     {}
func (CreateRule) deed()            {}
func (EnableRule) deed()            {}
func (TrustSealer) deed()           {}
func (SetDomainType) deed()         {}
func (TurnOffDANE) deed()           {}
func (RequireAcceptedDomain) deed() {}
func (CheckAcceptedDomains) deed()  {}
func (RefuseDirectSend) deed()      {}
func (CreateSendConnector) deed()   {}
func (PublishRecords) deed()        {}

// Action is one thing that has to be done, by a command or by hand. Texts are plain sentences; the user's texts in them
// are as typed, so whoever writes a document has to escape them.
type Action struct {
	ID    string // part and deed, as "outbound.create"; unique in a plan
	Part  string // the part of the scenario that it serves, or ""
	Stage Stage
	Doer  Doer
	Deed  Deed // nil: by hand
	Title string
	How   []string // what to do, where no command says it
	// Before are the things that have to be true before, beside the actions in Needs.
	Before []string
	// Told is how many of Before, from the first, the organization itself tells: what runs the action looks them up.
	Told  int
	Needs []string // IDs of actions that have to be done before; all come earlier in the plan
	Seen  string   // how to see that it worked
	// NoReturn marks the action from which on mail takes the new way: undoing it takes as long as the old records lived.
	NoReturn bool
}
