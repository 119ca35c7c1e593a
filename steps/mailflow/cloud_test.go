package mailflow

import "testing"

func TestTenantHosts(t *testing.T) {
	for _, c := range []struct {
		domain          string
		cloud           Cloud
		tenant, initial string
	}{
		{"contoso.com", Worldwide, "contoso-com.mail.protection.outlook.com", ""},
		{"Mail.Contoso.co.uk", Worldwide, "mail-contoso-co-uk.mail.protection.outlook.com", ""},
		{"my-contoso.com", Worldwide, "", ""},
		{"bücher.de", Worldwide, "", ""},
		{"contoso.com", GCCHigh, "", ""},
		{"contoso.com", China21Vianet, "contoso-com.mail.protection.partner.outlook.cn", ""},
		{"fabrikam.onmicrosoft.com", Worldwide, "fabrikam.mail.protection.outlook.com", "fabrikam.mail.protection.outlook.com"},
		{"fabrikam.onmicrosoft.us", DoD, "fabrikam.mail.protection.office365.us", "fabrikam.mail.protection.office365.us"},
		{"fabrikam.mail.onmicrosoft.com", Worldwide, "", ""},
		{"fabrikam.partner.onmschina.cn", China21Vianet, "", ""},
	} {
		domain, err := ParseDomain(c.domain)
		if err != nil {
			t.Fatal(err)
		}
		if got := TenantHostOf(domain, c.cloud); got != c.tenant {
			t.Errorf("%s, %s: tenant host %q, want %q", c.domain, c.cloud, got, c.tenant)
		}
		if got := InitialHostOf(domain); got != c.initial {
			t.Errorf("%s: initial host %q, want %q", c.domain, got, c.initial)
		}
	}
	if TenantHostOf(Domain{}, Worldwide) != "" || InitialHostOf(Domain{}) != "" {
		t.Error("no domain has a host")
	}
}

func TestClouds(t *testing.T) {
	for _, c := range Clouds {
		for what, name := range map[string]string{"include": c.SPFInclude(), "host": c.MailHostSuffix(), "initial domain": c.InitialSuffix()} {
			if _, err := ParseDomain(name); err != nil {
				t.Errorf("%s: %s: %v", c, what, err)
			}
		}
		if (c.ConnectEnvironment() == "") != (c == Worldwide) {
			t.Errorf("%s connects to %q", c, c.ConnectEnvironment())
		}
	}
}
