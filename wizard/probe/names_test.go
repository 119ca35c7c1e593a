package probe

import "testing"

func TestCertificateNamesCover(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		certificate, asked string
		want               bool
	}{
		{"smtp.contoso.com", "smtp.contoso.com", true},
		{"SMTP.Contoso.com", "smtp.contoso.com", true},
		{"*.contoso.com", "smtp.contoso.com", true},
		{"*.contoso.com", "*.contoso.com", true},
		{"smtp.contoso.com", "*.contoso.com", true},
		{"*.contoso.com", "a.smtp.contoso.com", false},
		{"*.contoso.com", "contoso.com", false},
		{"a.smtp.contoso.com", "*.contoso.com", false},
		{"contoso.com", "*.contoso.com", false},
		{"*.smtp.contoso.com", "*.contoso.com", false},
		{"s*.contoso.com", "smtp.contoso.com", false},
		{"smtp.*.com", "smtp.contoso.com", false},
		{"*.com", "contoso.com", false},
		{"*", "contoso.com", false},
		{"", "contoso.com", false},
		{"", "", false},
	} {
		if got := covers(test.certificate, test.asked); got != test.want {
			t.Errorf("covers(%q, %q) = %t", test.certificate, test.asked, got)
		}
	}
}

func TestMicrosoftsHosts(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"contoso-com.mail.protection.outlook.com": true, "Contoso-com.Mail.Protection.Outlook.com.": true, "contoso-com.k-v1.mx.microsoft": true,
		"mx1.vendor.com": false, "mail.protection.outlook.com.vendor.com": false, "notmx.microsoft": false,
	} {
		if got := isMicrosofts(host); got != want {
			t.Errorf("isMicrosofts(%q) = %t", host, got)
		}
	}
}
