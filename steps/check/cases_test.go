package check

import "eacwizard/steps"

const (
	catalog = "catalogue"
	own     = "own"
	quiet   = unset
	nw      = "dns.domains[northwindtraders.com]."
)

// example is a set of answers, and what a rule makes of it.
type example struct {
	rule  string
	from  string // whose case it is
	base  string
	say   say
	fires Severity // quiet: it does not
	at    steps.Key
}

var examples = []example{
	{"MF001", catalog, "hybrid", say{"to-on-premises.name": {"Office 365 to Litware"}, "service.sends-outbound": {"true"}, "through-service.name": {"office 365 to litware"}, "through-service.smart-hosts": {"out.litwarefilter.net"}}, Error, "through-service.name"},
	{"MF001", catalog, "add-on", say{"outbound.name": {"Office 365 to Litware"}, "inbound.name": {"Litware to Office 365"}}, quiet, ""},
	{"MF001", own, "to partner", say{"connector.name": {"a name that is a good deal longer than the sixty-four characters it may have"}}, Error, "connector.name"},
	{"MF001", own, "hybrid", say{"lockdown.name": {"Inbound"}, "from-on-premises.name": {"Inbound"}}, Error, "lockdown.name"},
	{"MF001", own, "add-on", say{"outbound.name": {"Litware"}, "inbound.name": {"Litware"}}, quiet, ""},

	{"MF003", catalog, "from partner", say{"connector.sender-domains": {"user@contoso.com"}}, Error, "connector.sender-domains"},
	{"MF003", catalog, "from partner", say{"connector.sender-domains": {"*"}}, quiet, ""},
	{"MF003", own, "to partner", say{"connector.recipient-domains": {"adatum.com", "mail.*.adatum.com"}}, Error, "connector.recipient-domains"},
	{"MF003", own, "filter", say{"dns.domains": {"northwindtraders.com", "https://adatum.com/"}}, Error, "dns.domains"},

	{"MF004", catalog, "from partner by address", say{"connector.sender-ip-addresses": {"203.0.113.10-203.0.113.20"}}, Error, "connector.sender-ip-addresses"},
	{"MF004", catalog, "from partner by address", say{"connector.sender-ip-addresses": {"2001:db8::/48"}}, Error, "connector.sender-ip-addresses"},
	{"MF004", catalog, "from partner by address", say{"connector.sender-ip-addresses": {"203.0.113.10", "203.0.113.16/30"}}, quiet, ""},
	{"MF004", own, "from partner by address", say{"connector.sender-ip-addresses": {"20.50.7.9/25"}}, Info, "connector.sender-ip-addresses"},
	{"MF004", own, "from partner by address", say{"connector.sender-ip-addresses": {"20.50.7.9", "20.50.7.0/24"}}, Info, "connector.sender-ip-addresses"},
	{"MF004", own, "hybrid", say{"on-premises.public-addresses": {"20.50.7.9", "20.50.7.9/32"}}, Info, "on-premises.public-addresses"},

	{"MF005", catalog, "from partner by address", say{"connector.sender-ip-addresses": {"198.51.100.0/22"}}, Error, "connector.sender-ip-addresses"},
	{"MF005", catalog, "from partner by address", say{"connector.sender-ip-addresses": {"198.51.100.0/24"}}, quiet, ""},
	{"MF005", own, "filter", say{"lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.require-certificate-name": {"false"}, "lockdown.sender-ip-addresses": {"20.50.0.0/23"}}, Error, "lockdown.sender-ip-addresses"},
	{"MF005", own, "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"20.50.0.0/20"}}, quiet, ""},

	{"MF006", catalog, "hybrid", say{"service.spf": {"ip4:10.10.10.1"}}, Error, "service.spf"},
	{"MF006", catalog, "hybrid", say{"service.spf": {"ip4:131.107.21.231"}}, quiet, ""},
	{"MF006", own, "to own", say{"connector.smart-hosts": {"192.168.3.2"}, "connector.match-subject-name": {"false"}}, Error, "connector.smart-hosts"},
	{"MF006", own, "hybrid", say{"on-premises.host": {"10.1.2.3"}, "on-premises.certificate": {"mail.northwindtraders.com"}}, Error, "on-premises.host"},
	{"MF006", own, "hybrid", say{"on-premises.public-addresses": {"100.64.1.2"}}, Error, "on-premises.public-addresses"},
	{"MF006", own, "from own by address", say{"connector.sender-ip-addresses": {"10.5.3.2"}}, Warning, "connector.sender-ip-addresses"},
	{"MF006", own, "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"192.0.2.1-192.0.2.9"}}, Error, "filtering.skip-ip-addresses"},
	{"MF006", own, "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"10.0.0.0/8"}}, Error, "filtering.skip-ip-addresses"},
	{"MF006", own, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": {"203.0.113.0/24"}}, Warning, "filtering.bypass-ip-addresses"},
	{"MF006", own, "filter", say{nw + "existing-spf": {"v=spf1 ip6:2001:db8::/32 ip4:20.50.7.9 -all"}}, Error, nw + "existing-spf"},

	{"MF007", catalog, "to own", say{"connector.smart-hosts": {"https://smtp.vendor.example:25"}}, Error, "connector.smart-hosts"},
	{"MF007", catalog, "to own", say{"connector.smart-hosts": {"smtp.contososignatureservice.com"}}, quiet, ""},
	{"MF007", own, "to own", say{"connector.smart-hosts": {"exchange.corp"}}, Error, "connector.smart-hosts"},
	{"MF007", own, "archive", say{"through-service.smart-hosts": {"out.litwarearchive.net", "*.litwarearchive.net"}}, Error, "through-service.smart-hosts"},

	{"MF008", catalog, "to own", say{"connector.smart-hosts": {"fabrikam.mail.protection.outlook.com"}}, Error, "connector.smart-hosts"},
	{"MF008", catalog, "to own", say{"connector.smart-hosts": {"smtp.contososignatureservice.com"}}, quiet, ""},
	{"MF008", own, "add-on", say{"outbound.smart-hosts": {"northwindtraders.mail.protection.outlook.com"}, "service.tenant-host": {"smtp.litwaresignatures.net"}}, Error, "outbound.smart-hosts"},
	{"MF008", own, "hybrid", say{"on-premises.host": {"northwindtraders-com.mail.protection.outlook.com"}, "on-premises.certificate": {"mail.northwindtraders.com"}}, Error, "on-premises.host"},
	{"MF008", own, "archive", say{"through-service.smart-hosts": {"Smtp.Office365.com"}}, Error, "through-service.smart-hosts"},

	{"MF009", catalog, "to own", say{"connector.smart-hosts": {"smtp.vendor.com"}, "connector.tls-domain": {"vendor.net"}}, Warning, "connector.tls-domain"},
	{"MF009", catalog, "to own", say{"connector.smart-hosts": {"smtp.vendor.com"}, "connector.tls-domain": {"smtp.vendor.com"}}, quiet, ""},
	{"MF009", own, "to own", say{"connector.smart-hosts": {"smtp.vendor.com", "smtp2.vendor.com"}}, Warning, "connector.tls-domain"},
	{"MF009", own, "to own", say{"connector.smart-hosts": {"smtp.vendor.com", "smtp2.vendor.com"}, "connector.tls-domain": {"*.vendor.com"}}, quiet, ""},
	{"MF009", own, "to own", say{"connector.smart-hosts": {"20.50.7.9"}, "connector.tls-domain": {"smtp.vendor.com"}}, quiet, ""},

	{"MF010", catalog, "to own", say{"connector.certificate": {"any-certificate"}}, Warning, "connector.certificate"},
	{"MF010", catalog, "to own", say{"connector.match-subject-name": {"false"}}, quiet, ""},
	{"MF010", own, "archive", say{"through-service.always-use-tls": {"false"}}, Warning, "through-service.always-use-tls"},

	{"MF013", catalog, "from partner", say{"connector.require-certificate-name": {"true"}, "connector.certificate-domain": {"*.vendor.com"}, "connector.reject-unless-from-ip-addresses": {"true"}, "connector.sender-ip-addresses": {"198.51.100.0/24"}}, Warning, "connector.certificate-domain"},
	{"MF013", catalog, "from partner", say{"connector.require-certificate-name": {"true"}, "connector.certificate-domain": {"*.vendor.com"}}, quiet, ""},
	{"MF013", own, "from partner by address", say{"connector.require-certificate-name": {"true"}, "connector.certificate-domain": {"mail.adatum.com"}}, Warning, "connector.certificate-domain"},
	{"MF013", own, "filter", say{"lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.sender-ip-addresses": {"20.50.7.0/24"}}, Error, "lockdown.reject-unless-from-ip-addresses"},

	{"MF014", catalog, "add-on", nil, Info, "inbound.identify-by"},
	{"MF014", catalog, "from own by address", nil, quiet, ""},
	{"MF014", own, "hybrid", nil, Info, "from-on-premises.identify-by"},
	{"MF014", own, "from partner", nil, quiet, ""},

	{"MF015", catalog, "to partner", say{"connector.recipient-domains": {"*"}}, Warning, "connector.recipient-domains"},
	{"MF015", catalog, "to own", nil, quiet, ""},
	{"MF015", own, "hybrid", say{"to-on-premises.recipient-domains": {"northwindtraders.com", "*"}}, Warning, "to-on-premises.recipient-domains"},
	{"MF015", own, "archive", nil, quiet, ""},
	{"MF015", own, "to partner", say{"connector.recipient-domains": {"*"}, "connector.turn-it-on": {"false"}}, quiet, ""},

	{"MF101", catalog, "add-on", say{"inbound.turn-it-on": {"false"}}, Error, "inbound.turn-it-on"}, // there is one, and it does as much as none
	{"MF101", catalog, "add-on", nil, quiet, ""},
	{"MF101", own, "add-on", say{"outbound.turn-it-on": {"false"}}, Error, "outbound.turn-it-on"},
	{"MF101", own, "add-on", say{"outbound.turn-it-on": {"false"}, "inbound.turn-it-on": {"false"}, "rule.turn-it-on": {"false"}}, quiet, ""},

	{"MF102", catalog, "add-on", say{"inbound.retain-internal-headers": {"false"}}, Warning, "inbound.retain-internal-headers"},
	{"MF102", catalog, "add-on", say{"outbound.retain-internal-headers": {"false"}}, quiet, ""},
	{"MF102", own, "add-on", say{"outbound.retain-internal-headers": {"false"}, "inbound.retain-internal-headers": {"true"}}, Warning, "inbound.retain-internal-headers"},

	{"MF106", catalog, "add-on", say{"inbound.certificate-domain": {"smtp.vendor.com"}}, Error, "inbound.certificate-domain"},
	{"MF106", catalog, "add-on", nil, quiet, ""},
	{"MF106", own, "add-on", say{"accepted-domain.proof": out, "accepted-domain.txt-value": out}, Info, "accepted-domain.proof"},
	{"MF106", own, "hybrid", say{"on-premises.certificate": {"mail.adatum.com"}}, Warning, "on-premises.certificate"},
	{"MF106", own, "hybrid", say{"from-on-premises.certificate-domain": {"mail.adatum.com"}}, Warning, "from-on-premises.certificate-domain"},
	{"MF106", own, "hybrid", say{"on-premises.certificate": {"northwindtraders.com"}}, quiet, ""},

	{"MF107", catalog, "add-on", say{"inbound.identify-by": {"ip-addresses"}, "inbound.sender-ip-addresses": {"20.50.7.16/28"}}, Warning, "inbound.identify-by"},
	{"MF107", catalog, "from own by address", nil, quiet, ""},
	{"MF107", own, "hybrid", say{"from-on-premises.identify-by": {"ip-addresses"}, "lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.require-certificate-name": {"false"}, "lockdown.sender-ip-addresses": {"20.50.9.0/24", "20.50.7.0/24"}}, Warning, "lockdown.sender-ip-addresses"},
	{"MF107", own, "hybrid", say{"from-on-premises.identify-by": {"ip-addresses"}}, quiet, ""},

	{"MF201", catalog, "filter", say{"lockdown.turn-it-on": {"false"}}, Warning, "service.mx-hosts"},
	{"MF201", catalog, "filter", say{"lockdown.turn-it-on": {"false"}, "service.mx-hosts": {"0 northwindtraders-com.mail.protection.outlook.com"}}, quiet, ""},
	{"MF201", own, "archive", say{"lockdown.turn-it-on": {"false"}}, Warning, "service.mx-hosts"},
	{"MF201", own, "filter", nil, quiet, ""},

	{"MF202", catalog, "filter", say{"lockdown.require-certificate-name": {"false"}}, Error, "lockdown.reject-unless-tls"}, // no restriction at all
	{"MF202", catalog, "filter", nil, quiet, ""},
	{"MF202", own, "filter", say{"lockdown.turn-it-on": {"false"}}, Error, "lockdown.turn-it-on"},
	{"MF202", own, "hybrid", say{"lockdown.reject-unless-tls": {"false"}}, Error, "lockdown.reject-unless-tls"},

	{"MF203", catalog, "filter", say{"lockdown.all-domains-moved": {"false"}}, Error, "lockdown.all-domains-moved"},
	{"MF203", catalog, "filter", nil, quiet, ""},
	{"MF203", own, "hybrid", say{"lockdown.all-domains-moved": {"false"}, "lockdown.turn-it-on": {"false"}}, quiet, ""},

	{"MF204", catalog, "filter", say{"lockdown.others-provided-for": {"false"}}, Error, "lockdown.others-provided-for"},
	{"MF204", catalog, "filter", nil, quiet, ""},
	{"MF204", own, "archive", say{"lockdown.others-provided-for": out}, Error, "lockdown.others-provided-for"},

	{"MF205", catalog, "filter", say{"dns.domains": {"contoso.com"}, "lockdown.certificate-domain": {"*.contoso.com"}}, Warning, "lockdown.certificate-domain"},
	{"MF205", catalog, "filter", nil, quiet, ""},
	{"MF205", own, "hybrid", say{"lockdown.certificate-domain": {"NorthwindTraders.com"}}, Warning, "lockdown.certificate-domain"},
	{"MF205", own, "filter", say{"lockdown.certificate-domain": {"filter.northwindtraders.com"}}, quiet, ""},

	{"MF206", catalog, "filter", say{"lockdown.reject-direct-send": {"true"}, "lockdown.turn-it-on": {"false"}, "lockdown.others-provided-for": {"false"}}, Warning, "lockdown.reject-direct-send"},
	{"MF206", catalog, "filter", say{"lockdown.reject-direct-send": {"true"}}, quiet, ""},
	{"MF206", own, "hybrid", say{"lockdown.reject-direct-send": {"true"}, "lockdown.turn-it-on": {"false"}, "lockdown.others-provided-for": out}, Warning, "lockdown.reject-direct-send"},

	{"MF301", catalog, "filter", say{"filtering.how": {"off"}}, Warning, "filtering.how"},
	{"MF301", catalog, "filter", nil, quiet, ""},
	{"MF301", own, "hybrid", say{"on-premises.centralized-mail-transport": {"true"}, "filtering.how": {"off"}}, Warning, "filtering.how"},

	{"MF304", catalog, "filter", say{"lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.require-certificate-name": {"false"}, "lockdown.sender-ip-addresses": {"20.50.7.0/24", "20.50.9.9"}, "filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"20.50.7.0/24"}}, Warning, "filtering.skip-ip-addresses"}, // the list lacks a hop
	{"MF304", catalog, "filter", nil, quiet, ""},
	{"MF304", own, "hybrid", say{"lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.require-certificate-name": {"false"}, "lockdown.sender-ip-addresses": {"20.50.7.0/24"}, "filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"20.50.7.0-20.50.7.254"}}, Warning, "filtering.skip-ip-addresses"},
	{"MF304", own, "filter", say{"lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.require-certificate-name": {"false"}, "lockdown.sender-ip-addresses": {"20.50.7.0/24"}, "filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"20.50.0.0/16"}}, quiet, ""},

	{"MF305", catalog, "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"40.107.0.0/16"}}, Error, "filtering.skip-ip-addresses"},
	{"MF305", catalog, "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"198.51.100.0/24", "203.0.113.10-203.0.113.20"}}, quiet, ""},
	{"MF305", own, "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"20.32.0.0/12"}}, Warning, "filtering.skip-ip-addresses"},

	{"MF306", catalog, "filter", say{"filtering.pilot-users": {"michelle@contoso.com"}}, Info, "filtering.pilot-users"},
	{"MF306", catalog, "filter", nil, quiet, ""},
	{"MF306", own, "archive", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": {"20.50.7.9"}, "filtering.pilot-users": {"a@northwindtraders.com", "b@northwindtraders.com"}}, Info, "filtering.pilot-users"},

	{"MF308", catalog, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": {"20.32.0.0/12"}}, Warning, "filtering.bypass-ip-addresses"}, // as good as no condition
	{"MF308", catalog, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": {"198.51.100.0/24"}}, quiet, ""},
	{"MF308", own, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": {"20.50.7.0/24"}, "lockdown.turn-it-on": {"false"}}, Info, "filtering.how"},

	{"MF310", catalog, "filter", say{"service.changes-messages": {"true"}, "service.seals-with-arc": {"true"}, "service.arc-domain": {"northwindtraders.com"}}, Warning, "service.arc-domain"},
	{"MF310", catalog, "filter", say{"service.changes-messages": {"true"}, "service.seals-with-arc": {"true"}, "service.arc-domain": {"litwarefilter.net"}}, quiet, ""},
	{"MF310", own, "archive", say{"service.changes-messages": {"true"}, "service.seals-with-arc": {"true"}, "service.arc-domain": {"mail.northwindtraders.com"}}, Warning, "service.arc-domain"},

	{"MF311", catalog, "filter", say{"service.changes-messages": {"true"}}, Warning, "service.seals-with-arc"},
	{"MF311", catalog, "filter", say{"service.changes-messages": {"true"}, "service.seals-with-arc": {"true"}, "service.arc-domain": {"vendor.com"}}, quiet, ""},
	{"MF311", own, "archive", say{"service.changes-messages": {"true"}}, Warning, "service.seals-with-arc"},

	{"MF402", catalog, "add-on", say{"rule.header-name": {"X-Signature:"}}, Error, "rule.header-name"},
	{"MF402", catalog, "add-on", say{"rule.header-words": {"tru*"}}, Warning, "rule.header-words"},
	{"MF402", catalog, "add-on", say{"rule.header-name": {"SignatureContoso"}, "rule.header-words": {"true"}}, quiet, ""},
	{"MF402", own, "add-on", say{"rule.header-name": {"X Signature"}}, Error, "rule.header-name"},
	{"MF402", own, "add-on", say{"rule.header-words": {"nw-4711", `"true"`}}, Error, "rule.header-words"},

	{"MF403", catalog, "add-on", say{"rule.header-name": {"Received"}}, Warning, "rule.header-name"},
	{"MF403", catalog, "add-on", say{"rule.header-name": {"X-VendorSignature"}}, quiet, ""},
	{"MF403", own, "add-on", say{"rule.header-name": {"X-MS-Exchange-Organization-Signed"}}, Warning, "rule.header-name"},
	{"MF403", own, "add-on", say{"rule.header-name": {"LitwareSigned"}}, Info, "rule.header-name"},

	{"MF405", catalog, "add-on", say{"rule.stop-processing-more-rules": {"false"}}, Warning, "rule.stop-processing-more-rules"},
	{"MF405", catalog, "add-on", nil, quiet, ""},
	{"MF405", own, "add-on", say{"rule.stop-processing-more-rules": {"false"}, "rule.pilot-senders": {"a@northwindtraders.com"}}, Warning, "rule.stop-processing-more-rules"},

	{"MF406", catalog, "hybrid", say{"to-on-premises.recipient-domains": {"*"}, "service.sends-outbound": {"true"}, "through-service.smart-hosts": {"out.litwarefilter.net"}}, Warning, "to-on-premises.recipient-domains"},
	{"MF406", catalog, "add-on", nil, quiet, ""},
	{"MF406", own, "hybrid", say{"on-premises.centralized-mail-transport": {"true"}, "filtering.how": {"off"}, "service.sends-outbound": {"true"}, "through-service.smart-hosts": {"out.litwarefilter.net"}}, Warning, "on-premises.centralized-mail-transport"},
	{"MF406", own, "hybrid", say{"service.sends-outbound": {"true"}, "through-service.smart-hosts": {"out.litwarefilter.net"}}, quiet, ""},

	{"MF407", catalog, "add-on", say{"rule.mode": {"test-without-policy-tips"}}, Warning, "rule.mode"},
	{"MF407", catalog, "add-on", nil, quiet, ""},
	{"MF407", own, "add-on", say{"rule.turn-it-on": {"false"}}, Warning, "rule.turn-it-on"},
	{"MF407", own, "add-on", say{"rule.activation-date": {"2027-03-01"}, "rule.expiry-date": {"2027-02-01"}}, Error, "rule.expiry-date"},

	{"MF409", catalog, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": many(400)}, Error, "filtering.bypass-ip-addresses"},
	{"MF409", catalog, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": many(8)}, quiet, ""},
	{"MF409", own, "add-on", say{"rule.name": {"a name that is a good deal longer than the sixty-four characters it may have"}}, Error, "rule.name"},
	{"MF409", own, "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": many(200)}, quiet, ""},

	{"MF410", catalog, "hybrid", say{"to-on-premises.turn-it-on": {"false"}}, Error, "to-on-premises.turn-it-on"},
	{"MF410", catalog, "filter", nil, quiet, ""},
	{"MF410", own, "hybrid", say{"to-on-premises.recipient-domains": {"adatum.com"}}, Error, "to-on-premises.recipient-domains"},
	{"MF410", own, "hybrid", say{"to-on-premises.use": {"transport-rule"}}, Error, "to-on-premises.use"},
	{"MF410", own, "hybrid", say{"to-on-premises.turn-it-on": {"false"}, nw + "type": {"authoritative"}}, quiet, ""},
	{"MF410", own, "hybrid", say{"to-on-premises.use": {"all-accepted-domains"}}, quiet, ""},

	{"MF501", catalog, "filter", say{nw + "existing-spf": {`v=spf1 include:_spf.google.com ~all v=spf1 include:spf.protection.outlook.com -all`}}, Error, nw + "existing-spf"},
	{"MF501", catalog, "filter", say{nw + "existing-spf": {`v=spf1 include:_spf.google.com include:spf.protection.outlook.com ~all`}}, quiet, ""},
	{"MF501", own, "filter", say{nw + "no-other-txt": out, nw + "other-txt": {"MS=ms1", "v=spf1 include:_spf.google.com ~all"}}, Error, nw + "other-txt"},
	{"MF501", own, "filter", say{nw + "no-other-txt": out, nw + "other-txt": {"v=spf1 include:_spf.google.com ~all"}, nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com -all"}}, Error, nw + "other-txt"},
	{"MF501", own, "filter", say{nw + "no-other-txt": out, nw + "other-txt": {"v=spf10 is no SPF record of this version"}}, quiet, ""},

	{"MF502", catalog, "filter", say{nw + "existing-spf": {"v=spf1 include:a.adatum.com include:b.adatum.com include:c.adatum.com include:d.adatum.com include:e.adatum.com include:f.adatum.com include:g.adatum.com a mx exists:h.adatum.com -all"}}, Error, nw + "existing-spf"},
	{"MF502", catalog, "hybrid", say{nw + "existing-spf": {"v=spf1 ip4:131.107.21.231 include:spf.protection.outlook.com -all"}}, quiet, ""},
	{"MF502", own, "filter", say{nw + "existing-spf": {"v=spf1 include:a.adatum.com include:b.adatum.com include:c.adatum.com include:d.adatum.com include:e.adatum.com include:f.adatum.com a mx -all"}}, Warning, nw + "existing-spf"},

	{"MF503", catalog, "filter", say{nw + "existing-spf": {"v=spf1 " + blocks(25) + "-all"}}, Warning, nw + "existing-spf"},
	{"MF503", catalog, "filter", say{nw + "existing-spf": {"v=spf1 " + blocks(5) + "-all"}}, quiet, ""},
	{"MF503", own, "filter", say{nw + "no-other-txt": out, nw + "other-txt": {long(420)}}, Warning, nw + "other-txt"},
	{"MF503", own, "filter", say{nw + "existing-spf": {"v=spf1 " + blocks(250) + "-all"}}, Error, nw + "existing-spf"},

	{"MF504", catalog, "filter", say{nw + "existing-spf": {"v=spf1 -include:spf.protection.outlook.com -all"}}, Error, nw + "existing-spf"}, // a bare domain is MF506
	{"MF504", catalog, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com -all"}}, quiet, ""},
	{"MF504", own, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlok.com -all"}}, Warning, nw + "existing-spf"},
	{"MF504", own, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.office365.us -all"}}, Info, nw + "existing-spf"},

	{"MF505", catalog, "filter", say{nw + "existing-spf": {"v=spf1 -all include:spf.protection.outlook.com"}}, Warning, nw + "existing-spf"},
	{"MF505", catalog, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com -all"}}, quiet, ""},
	{"MF505", own, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com +all"}}, Error, nw + "existing-spf"},
	{"MF505", own, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com ?all"}}, Warning, nw + "existing-spf"},
	{"MF505", own, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com"}}, Warning, nw + "existing-spf"},
	{"MF505", own, "filter", say{nw + "existing-spf": {"v=spf1 include:spf.protection.outlook.com ~all"}}, Info, nw + "existing-spf"},
	{"MF505", own, "filter", say{nw + "existing-spf": {"v=spf1 redirect=_spf.adatum.com"}}, Error, nw + "existing-spf"},
	{"MF505", own, "filter", say{nw + "existing-spf": {"v=spf1 redirect=_spf.adatum.com -all"}}, Error, nw + "existing-spf"},

	{"MF506", catalog, "filter", say{nw + "existing-spf": {"v=spf1 ip4:2001:db8::1 include: vendor.com -all"}}, Error, nw + "existing-spf"},
	{"MF506", catalog, "filter", say{nw + "existing-spf": {"v=spf1 ip6:2a01:111:f400::/48 -all"}}, quiet, ""},
	{"MF506", catalog, "filter", say{nw + "existing-spf": {"v=spf1 spf.protection.outlook.com -all"}}, Error, nw + "existing-spf"}, // MF504's
	{"MF506", own, "filter", say{nw + "existing-spf": {"v=spf1 ptr include:spf.protection.outlook.com -all"}}, Warning, nw + "existing-spf"},
	{"MF506", own, "archive", say{"service.spf": {"spf.litwarearchive.net"}}, Error, "service.spf"},

	{"MF507", catalog, "filter", say{nw + "existing-spf": {"v=spf1 include:_spf.litwarefilter.net -all"}}, Info, nw + "existing-spf"},
	{"MF507", catalog, "hybrid", say{nw + "existing-spf": {"v=spf1 ip4:20.50.7.9 include:spf.protection.outlook.com include:_spf.litwarefilter.net -all"}}, quiet, ""},
	{"MF507", own, "filter", say{nw + "existing-spf": {"v=spf1 mx include:spf.protection.outlook.com -all"}}, Warning, nw + "existing-spf"},
	{"MF507", own, "archive", say{nw + "existing-spf": {"v=spf1 ?include:spf.litwarearchive.net -all"}}, Warning, nw + "existing-spf"},
	{"MF507", own, "archive", say{nw + "existing-spf": {"v=spf1 include:spf.litwarearchive.net -all"}}, quiet, ""},

	{"MF508", catalog, "filter", say{"service.mx-hosts": {"10 mx1.vendor.com", "20 contoso-com.mail.protection.outlook.com"}}, Error, "service.mx-hosts"},
	{"MF508", catalog, "filter", say{"service.mx-hosts": {"10 mx1.vendor.com", "20 mx2.vendor.com"}}, quiet, ""},
	{"MF508", own, "hybrid", say{"service.mx-hosts": {"0 northwindtraders-com.k-v1.mx.microsoft"}}, Error, "service.mx-hosts"},

	{"MF509", catalog, "filter", say{"service.mx-hosts": {"10 203.0.113.10"}}, Error, "service.mx-hosts"},
	{"MF509", catalog, "filter", say{"service.mx-hosts": {"10 mx1.vendor.com."}}, quiet, ""},
	{"MF509", own, "filter", say{"service.mx-hosts": {"70000 mx1.vendor.com"}}, Error, "service.mx-hosts"},
	{"MF509", own, "archive", say{"service.mx-hosts": {"10 mx1.vendor.com", "20 MX1.vendor.com"}}, Warning, "service.mx-hosts"},
	{"MF509", own, "hybrid", nil, quiet, ""},

	{"MF510", catalog, "to own", say{"connector.tls-domain": {"smtp-vendor..com"}}, Error, "connector.tls-domain"},
	{"MF510", catalog, "add-on", say{"accepted-domain.name": {"s5hg3dcg14h8s1r2303rzhm4rx.smtp.contososignatureservice.com"}}, quiet, ""},
	{"MF510", own, "to own", say{"connector.smart-hosts": {"smtp_vendor.com"}}, Error, "connector.smart-hosts"},
	{"MF510", own, "to own", say{"connector.validation-addresses": {long(65) + "@adatum.com"}}, Error, "connector.validation-addresses"},

	{"MF512", catalog, "filter", say{"dns.inbound-dane": {"true"}}, Warning, "dns.inbound-dane"},
	{"MF512", catalog, "filter", nil, quiet, ""},
	{"MF512", own, "filter", say{nw + "existing-mx": {"0 northwindtraders-com.k-v1.mx.microsoft"}}, Warning, nw + "tenant-host"},
	{"MF512", own, "filter", say{nw + "existing-mx": {"0 northwindtraders-com.k-v1.mx.microsoft"}, nw + "tenant-host": {"northwindtraders-com.k-v1.mx.microsoft"}}, quiet, ""},

	{"MF513", catalog, "add-on", say{"service.tenant-host": {"smtp.office365.com"}}, Error, "service.tenant-host"},
	{"MF513", catalog, "filter", say{nw + "tenant-host": {"contoso-com.mail.protection.outlook.com"}}, quiet, ""},
	{"MF513", own, "filter", nil, Info, nw + "tenant-host"},
	{"MF513", own, "filter", say{nw + "existing-mx": {"10 northwindtraders-com.mail.protection.outlook.com"}}, quiet, ""},
	{"MF513", own, "filter", say{nw + "tenant-host": {"40.90.1.2"}}, Error, nw + "tenant-host"},
	{"MF513", own, "add-on", say{"service.tenant-host": {"smtp.litwaresignatures.net"}}, Warning, "service.tenant-host"},
	{"MF513", own, "filter", say{"organization.cloud": {"gcc-high"}, nw + "tenant-host": {"northwind.mail.protection.outlook.com"}}, Warning, nw + "tenant-host"},

	{"MF601", catalog, "from own", say{"connector.certificate-domain": {"CN=mail.contoso.com, O=Contoso"}}, Error, "connector.certificate-domain"},
	{"MF601", catalog, "from own", say{"connector.certificate-domain": {"mail.contoso.com"}}, quiet, ""},
	{"MF601", own, "filter", say{"lockdown.certificate-domain": {"A909502DD82AE41433E6F83886B00D4277A32A7B"}}, Error, "lockdown.certificate-domain"},
	{"MF601", own, "hybrid", say{"on-premises.certificate": {"*"}}, Error, "on-premises.certificate"},

	{"MF602", catalog, "from own", say{"connector.certificate-domain": {"*.contoso.com"}}, Warning, "connector.certificate-domain"},
	{"MF602", catalog, "filter", nil, quiet, ""},
	{"MF602", own, "hybrid", say{"on-premises.certificate": {"*.northwindtraders.com"}}, Warning, "on-premises.certificate"},
	{"MF602", own, "to own", say{"connector.smart-hosts": {"a.b.litware.net"}, "connector.tls-domain": {"*.litware.net"}}, Warning, "connector.tls-domain"},
	{"MF602", own, "filter", say{"lockdown.certificate-domain": {"*.co.uk"}}, Error, "lockdown.certificate-domain"},
	{"MF602", own, "add-on", say{"inbound.certificate-domain": {"*.nw4711.smtp.litwaresignatures.net"}}, Warning, "inbound.certificate-domain"},

	{"MF603", catalog, "add-on", say{"accepted-domain.name": {"S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com"}}, Warning, "accepted-domain.name"},
	{"MF603", catalog, "add-on", nil, quiet, ""},
	{"MF603", own, "from own", say{"connector.certificate-domain": {"a-very-long-first-label-of-a-name.a-very-long-second-label.northwindtraders.com"}}, Warning, "connector.certificate-domain"},

	{"MF701", catalog, "to own", say{"connector.name": {"Bob’s filter"}}, Warning, "connector.name"},
	{"MF701", catalog, "to own", say{"connector.name": {"Bob's filter"}}, quiet, ""},
	{"MF701", own, "add-on", say{"rule.comments": {"see ticket 12 – signatures"}}, Warning, "rule.comments"},
	{"MF701", own, "add-on", say{"rule.header-words": {"yes", "it’s signed"}}, Warning, "rule.header-words"},
	{"MF701", own, "to own", say{"connector.name": {"Señor Ñandú 🦤"}}, quiet, ""},

	{"MF703", catalog, "to own", say{"connector.name": {"Filter\r\nRemove-InboundConnector *"}}, Error, "connector.name"},
	{"MF703", catalog, "to own", say{"connector.name": {"Filter (Contoso)"}}, quiet, ""},
	{"MF703", own, "to own", say{"connector.name": {"Office\u00a0365 to Litware"}}, Warning, "connector.name"},
	{"MF703", own, "add-on", say{"service.name": {"Lit\u202eware"}}, Warning, "service.name"},
	{"MF703", own, "to own", say{"connector.name": {"👩‍💻 می‌خواهم"}}, quiet, ""},

	{"MF706", catalog, "to own", say{"connector.name": {"<your connector's name>"}}, Error, "connector.name"},
	{"MF706", catalog, "to own", nil, quiet, ""},
	{"MF706", own, "filter", say{"dns.domains": {"contoso.com"}}, Warning, "dns.domains"},
	{"MF706", own, "hybrid", say{"service.spf": {"ip4:131.107.21.231"}}, Warning, "service.spf"},
	{"MF706", own, "add-on", say{"rule.header-name": {"SignatureContoso"}}, Warning, "rule.header-name"},
	{"MF706", own, "to own", say{"connector.name": {"Office 365 to ..."}}, Error, "connector.name"},
	{"MF706", own, "to own", say{"connector.name": {"Office 365 -> Contoso"}, "connector.description": {"ask <bob@adatum.com> ..."}}, quiet, ""},
}
