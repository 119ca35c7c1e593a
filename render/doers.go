package render

import "eacwizard/steps/mailflow"

// doer is how a doer is called.
type doer struct {
	id   string // in setup.json
	says string // in a document for people
}

var doers = [...]doer{
	mailflow.ByExchangeOnline: {"exchange-online", "Exchange Online PowerShell"},
	mailflow.ByAdminCenter:    {"admin-center", "by hand, in the admin center"},
	mailflow.ByDNS:            {"dns", "whoever keeps the DNS zone"},
	mailflow.ByService:        {"service", "the service, or you in its portal"},
	mailflow.ByOnPremises:     {"on-premises", "Exchange Management Shell on your own server"},
	mailflow.ByMail:           {"mail", "by hand, with test messages"},
	mailflow.ByWaiting:        {"waiting", "nobody: wait"},
}
