package probe

import "strings"

// microsofts are the names under which Exchange Online takes mail, in all clouds, and the names it once had.
var microsofts = []string{
	"mail.protection.outlook.com", "mx.microsoft", "protection.outlook.com", "smtp.office365.com", "mail.protection.office365.us",
	"protection.office365.us", "mail.protection.partner.outlook.cn", "protection.partner.outlook.cn",
	"mail.eo.outlook.com", "mail.messaging.microsoft.com", "mail.global.frontbridge.com",
}

// retired are names that Exchange Online no longer takes mail for organizations under, or never did (rule MF513).
var retired = []string{
	"mail.eo.outlook.com", "mail.messaging.microsoft.com", "mail.global.frontbridge.com", "smtp.office365.com", "outlook.office365.com",
}

func isMicrosofts(host string) bool { return underAny(host, microsofts) }
func isRetired(host string) bool    { return underAny(host, retired) }

func underAny(host string, domains []string) bool {
	host = canonical(host)
	for _, d := range domains {
		if host == d || strings.HasSuffix(host, "."+d) {
			return true
		}
	}
	return false
}
