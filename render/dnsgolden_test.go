package render_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"eacwizard/render"
	"eacwizard/steps/mailflow"
)

// dnsFormats are the DNS documents, by the name of their file.
var dnsFormats = []struct {
	file string
	make func([]mailflow.RecordSet, render.DNSHead) ([]byte, error)
}{
	{"dns.txt", render.DNSTable},
	{"zone", render.ZoneFile},
	{"windows-dns.ps1", render.WindowsDNS},
	{"azure-dns.sh", render.AzureDNS},
	{"route53.json", render.Route53},
}

func domain(name string) mailflow.Domain {
	d, err := mailflow.ParseDomain(name)
	if err != nil {
		panic(err)
	}
	return d
}

func txt(texts ...string) (out []mailflow.RecordData) {
	for _, t := range texts {
		out = append(out, mailflow.RecordData{Text: t})
	}
	return out
}

func mx(preference uint16, host string) mailflow.RecordData {
	return mailflow.RecordData{Preference: preference, Host: host}
}

const sourceSPF = "v=spf1 ip4:10.10.10.1 ip4:131.107.21.231 include:spf.protection.outlook.com -all"

// longSPF is more than one string of a TXT record.
var longSPF = "v=spf1 " + strings.Repeat("ip4:131.107.21.0/24 ip4:131.107.22.0/24 ", 7) + "include:spf.protection.outlook.com -all"

// movedMX is the cut-over of a domain to a filter.
func movedMX(name, host string) mailflow.RecordSet {
	return mailflow.RecordSet{
		Zone: domain(name), Name: domain(name), Type: mailflow.RecordMX, TTL: 3600,
		Old: []mailflow.RecordData{mx(0, host)},
		New: []mailflow.RecordData{mx(10, "mx1.filter.example"), mx(20, "mx2.filter.example")},
		Why: "Mail from the internet goes to the filter first.",
	}
}

// proof is the record of a service's own zone.
var proof = mailflow.RecordSet{
	Zone: domain("contososignatureservice.com"), Name: domain("S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com"),
	Type: mailflow.RecordTXT, TTL: 3600, New: txt("MS=ms51944068"), Foreign: true,
	Why: "Microsoft looks for it before the domain can be verified.",
}

// dnsCases are record sets made by hand, and what the documents say beside them.
var dnsCases = map[string]struct {
	sets []mailflow.RecordSet
	head render.DNSHead
}{
	"filter": {
		sets: []mailflow.RecordSet{
			movedMX("contoso.com", "contoso-com.mail.protection.outlook.com"),
			{
				Zone: domain("contoso.com"), Name: domain("contoso.com"), Type: mailflow.RecordTXT, TTL: 3600,
				Old: txt("v=spf1 include:spf.protection.outlook.com -all"), New: txt(sourceSPF),
				Kept: txt("google-site-verification=abc;d", `say "hi" \o/`), KeptKnown: true,
				Why: "The filter and the servers on premises send to the internet too.",
			},
		},
		head: render.DNSHead{Title: "DNS records for third-party-filter", Notices: []string{"SAMPLE: made from the sample answers of third-party-filter, for nobody's real zones."}, Short: []string{"SAMPLE: made from the sample answers of third-party-filter, for nobody's real zones."}},
	},
	"two-zones": {
		sets: []mailflow.RecordSet{
			movedMX("contoso.com", "contoso-com.mail.protection.outlook.com"),
			movedMX("fabrikam.com", "fabrikam-com.mail.protection.outlook.com"),
			{
				Zone: domain("fabrikam.com"), Name: domain("news.fabrikam.com"), Type: mailflow.RecordTXT, TTL: 300,
				New: txt("v=spf1 include:spf.protection.outlook.com -all"), KeptKnown: true,
				Why: "There was no SPF record.",
			},
			{ // as it should be
				Zone: domain("fabrikam.com"), Name: domain("fabrikam.com"), Type: mailflow.RecordTXT, TTL: 3600,
				Old: txt(sourceSPF), New: txt(sourceSPF), KeptKnown: true,
			},
			{Zone: domain("contoso.com"), Name: domain("contoso.com"), Type: mailflow.RecordTXT, KeptKnown: true}, // nothing was said
		},
		head: render.DNSHead{Title: "DNS records"},
	},
	"long-spf": {
		sets: []mailflow.RecordSet{{
			Zone: domain("contoso.com"), Name: domain("contoso.com"), Type: mailflow.RecordTXT, TTL: 3600,
			Old: txt("v=spf1 include:spf.protection.outlook.com -all"), New: txt(longSPF), KeptKnown: true,
		}},
		head: render.DNSHead{Title: "DNS records"},
	},
	"unknown-others": {
		sets: []mailflow.RecordSet{{
			Zone: domain("contoso.com"), Name: domain("contoso.com"), Type: mailflow.RecordTXT, TTL: 3600,
			Old: txt("v=spf1 include:spf.protection.outlook.com -all"), New: txt(sourceSPF),
		}},
		head: render.DNSHead{Title: "DNS records"},
	},
	"foreign": {
		sets: []mailflow.RecordSet{proof},
		head: render.DNSHead{Title: "DNS records for add-on-service", Service: "Contoso Signature Service"},
	},
	"nothing": {head: render.DNSHead{Title: "DNS records"}},
}

func TestDNSDocuments(t *testing.T) {
	for name, c := range dnsCases {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "dns", name+".txtar")
			got := &txtar.Archive{}
			for _, f := range dnsFormats {
				doc, err := f.make(c.sets, c.head)
				if err != nil {
					doc = []byte("refused: " + err.Error() + "\n")
				}
				again, _ := f.make(c.sets, c.head)
				if err == nil && !bytes.Equal(doc, again) {
					t.Errorf("%s: two runs give two documents", f.file)
				}
				shown := strings.ReplaceAll(strings.TrimPrefix(string(doc), "\ufeff"), "\r\n", "\n")
				got.Files = append(got.Files, txtar.File{Name: f.file, Data: []byte(shown)})
			}
			if updating() {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(txtar.Format(got))); diff != "" {
				t.Errorf("documents differ (-update rewrites them):\n%s", diff)
			}
		})
	}
}
