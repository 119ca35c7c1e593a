package mailflow

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vendorPage is how the page of a vendor comes out of a browser: cells with tabs between them, words, footnotes.
const vendorPage = "IP addresses and host names of Fabrikam Mail Guard\r\n" +
	"Last updated: 14.10.2026 · Version 3.2\r\n" +
	"\r\n" +
	"Our servers use TLS 1.2 or higher. Add all of the following addresses to your allow list; see\r\n" +
	"https://docs.fabrikam.example/mail-guard/ips.html for the latest list.\r\n" +
	"\r\n" +
	"Region\tInbound host\tIPv4\tIPv6\tSince\r\n" +
	"Europe\tmx1.eu.fabrikam.example\t198.51.100.0/24\t2001:db8:10::/48\t01.02.2024\r\n" +
	"Europe\tmx2.eu.fabrikam.example\t203.0.113.16\u00a0– 203.0.113.31\t–\t01.02.2024\r\n" +
	"Americas\tmx1.us.fabrikam.example\t192.0.2.10, 192.0.2.11¹\t2001:db8:20::25\t15.06.2025\r\n" +
	"Asia\tmx1.ap.fabrikam.example.\t10.20.0.0/22\t\t2026\r\n" +
	"\r\n" +
	"¹ From 1.1.2027 also 192.0.2.12 (standby)\r\n" +
	"\r\n" +
	"Need help? E-mail support@fabrikam.example or call +1 425.555.0100.\r\n" +
	"© 2026 Fabrikam, Inc. All rights reserved.\r\n"

func TestListingVendorPage(t *testing.T) {
	for name, want := range map[string][]Found{
		"senders": {
			kept("198.51.100.0/24"),
			rejected("2001:db8:10::/48", noV6),
			changed("203.0.113.16 – 203.0.113.31", "with its range as one entry", "203.0.113.16/28"),
			kept("192.0.2.10"),
			kept("192.0.2.11"),
			rejected("2001:db8:20::25", noV6),
			changed("10.20.0.0/22", "split into 4 blocks of /24", "10.20.0.0/24", "10.20.1.0/24", "10.20.2.0/24", "10.20.3.0/24"),
			kept("192.0.2.12"),
		},
		"emails": {kept("support@fabrikam.example")},
		"domains": {
			changed("https://docs.fabrikam.example/mail-guard/ips.html", "only the host of the URL", "docs.fabrikam.example"),
			kept("mx1.eu.fabrikam.example"),
			rejected("198.51.100.0/24", noDomainIP),
			rejected("2001:db8:10::/48", noDomainIP),
			kept("mx2.eu.fabrikam.example"),
			rejected("203.0.113.16 – 203.0.113.31", noDomainIP),
			kept("mx1.us.fabrikam.example"),
			rejected("192.0.2.10", noDomainIP),
			rejected("192.0.2.11", noDomainIP),
			rejected("2001:db8:20::25", noDomainIP),
			changed("mx1.ap.fabrikam.example.", "without the dot at its end", "mx1.ap.fabrikam.example"),
			rejected("10.20.0.0/22", noDomainIP),
			rejected("192.0.2.12", noDomainIP),
			rejected("support@fabrikam.example", noDomainMail),
		},
	} {
		if diff := cmp.Diff(want, listers[name].list(vendorPage, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		listingProperties(t, listers[name], vendorPage, nil)
	}
}

// mailReply is an answer by e-mail, above the question.
const mailReply = `Hi Kim,

here is what you need. Please add *all* of these:

  1) smtp-out1[.]fabrikam[.]example (198[.]51[.]100[.]21)
  2) smtp-out2[.]fabrikam[.]example (198[.]51[.]100[.]22)
  3) the block 203.0.113.0 / 24, i.e. what you called "203.0.113.1-254"

Remove 192.0.2.99, please.

Regards
Sam Doe
Fabrikam Support | +49 (30) 555-0100 | www.fabrikam.example

On Sat, Nov 21, 2026 at 10:12 AM Kim Roe <kim@contoso.com> wrote:

> Hello Sam,
>
> we have these at the moment:
> - 192.0.2.99
> - 198.51.100.21
> > smarthost: [smtp-in.fabrikam.example]:587 # old
>
> Are 203.0.113.1-254 still right? Sender domains are contoso.com; *.contoso.com.
>
> Kim
`

func TestListingMailReply(t *testing.T) {
	for name, want := range map[string][]Found{
		"senders": {
			changed("198[.]51[.]100[.]21", "with plain dots", "198.51.100.21"),
			changed("198[.]51[.]100[.]22", "with plain dots", "198.51.100.22"),
			changed("203.0.113.0 / 24", "with its mask joined on", "203.0.113.0/24"),
			repeated("203.0.113.1-254", "is part of 203.0.113.0/24, which is in the paste"),
			kept("192.0.2.99"),
			repeated("192.0.2.99", "is in the paste already"),
			repeated("198.51.100.21", "is in the paste already"),
			repeated("203.0.113.1-254", "is part of 203.0.113.0/24, which is in the paste"),
		},
		"hosts": {
			changed("smtp-out1[.]fabrikam[.]example", "with plain dots", "smtp-out1.fabrikam.example"),
			changed("198[.]51[.]100[.]21", "with plain dots", "198.51.100.21"),
			changed("smtp-out2[.]fabrikam[.]example", "with plain dots", "smtp-out2.fabrikam.example"),
			changed("198[.]51[.]100[.]22", "with plain dots", "198.51.100.22"),
			changed("203.0.113.0 / 24", "with its mask joined on", "203.0.113.0/24"),
			repeated("203.0.113.1-254", "is part of 203.0.113.0/24, which is in the paste"),
			kept("192.0.2.99"),
			rejected("Regards", "is not a full name: it has no dot"),
			kept("www.fabrikam.example"),
			rejected("kim@contoso.com", noHostMail),
			repeated("192.0.2.99", "is in the paste already"),
			repeated("198.51.100.21", "is in the paste already"),
			changed("[smtp-in.fabrikam.example]:587", "without port 587 (a connector always uses port 25)", "smtp-in.fabrikam.example"),
			repeated("203.0.113.1-254", "is part of 203.0.113.0/24, which is in the paste"),
			kept("contoso.com"),
			rejected("*.contoso.com.", "has a wildcard in it, and a smart host is one server"),
			rejected("Kim", "is not a full name: it has no dot"),
		},
		"emails": {kept("kim@contoso.com")},
	} {
		if diff := cmp.Diff(want, listers[name].list(mailReply, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		listingProperties(t, listers[name], mailReply, nil)
	}
}
