package probe

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"

	"github.com/miekg/dns"
)

// asking is a resolver for a zone.
func asking(t *testing.T, z *probetest.Zone) *resolver {
	t.Helper()
	opts := Options{Resolver: z.Address()}.settled()
	return &resolver{
		client:    dnsClient{dial: opts.Dial, servers: nameservers(t.Context(), opts.Resolver), attempt: 2 * time.Second},
		run:       t.Context(),
		questions: map[question]*reply{},
	}
}

func TestHost(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t,
		"plain.com. 600 IN A 20.0.0.1", "plain.com. 600 IN AAAA 2a01::1",
		"alias.com. 60 IN CNAME middle.com.", "middle.com. 30 IN CNAME plain.com.",
		"round.com. 60 IN CNAME about.com.", "about.com. 60 IN CNAME round.com.",
		"dangling.com. 60 IN CNAME nowhere.com.",
		"empty.com. 60 IN TXT \"x\"", "six.com. 60 IN AAAA 2a01::2",
		"mapped.com. 60 IN AAAA ::ffff:10.0.0.1",
	)
	z.RCodes["broken.com"] = dns.RcodeServerFailure
	z.RCodes["refused.com"] = dns.RcodeRefused
	z.Mute["mute.com"] = true
	r := asking(t, z)
	r.client.attempt = 300 * time.Millisecond
	for _, test := range []struct {
		name   string
		answer seen.Answer
		end    string // aliases
		first  string
		says   string
	}{
		{"plain.com", seen.Found, "", "20.0.0.1", ""},
		{"Plain.COM.", seen.Found, "", "20.0.0.1", ""},
		{"alias.com", seen.Found, "middle.com plain.com", "20.0.0.1", ""},
		{"six.com", seen.Found, "", "2a01::2", ""},
		{"mapped.com", seen.Found, "", "10.0.0.1", ""},
		{"round.com", seen.NoData, "about.com round.com", "", ""},
		{"dangling.com", seen.NoName, "nowhere.com", "", ""},
		{"empty.com", seen.NoData, "", "", ""},
		{"nothing.com", seen.NoName, "", "", ""},
		{"broken.com", seen.Unknown, "", "", "SERVFAIL"},
		{"refused.com", seen.Unknown, "", "", "REFUSED"},
		{"mute.com", seen.Unknown, "", "", "no answer in time"},
		{strings.Repeat("x", 64) + ".com", seen.NoName, "", "", ""},
		{"", seen.NoName, "", "", ""},
	} {
		host, err := r.host(t.Context(), test.name)
		if host.Answer != test.answer || strings.Join(host.Aliases, " ") != test.end {
			t.Errorf("%q: %+v, %v", test.name, host, err)
		}
		if (err != nil) != (test.answer == seen.Unknown) || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%q: error %v, want %q", test.name, err, test.says)
		}
		if test.first != "" && host.Addresses[0] != netip.MustParseAddr(test.first) {
			t.Errorf("%q: %v", test.name, host.Addresses)
		}
	}
}

func TestAQuestionIsAskedOnce(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, "a.com. 60 IN TXT \"x\"")
	r := asking(t, z)
	for _, name := range []string{"a.com", "A.com.", "a.com"} {
		if txt, err := r.text(t.Context(), name); err != nil || len(txt.Values) != 1 {
			t.Errorf("%q: %+v, %v", name, txt, err)
		}
	}
	if n := z.Asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestTruncatedAnswersComeByTCP(t *testing.T) {
	t.Parallel()
	var records []string
	for i := range 60 {
		records = append(records, fmt.Sprintf("big.com. 60 IN TXT \"%02d%s\" \"-\\009\\\"\\255\"", i, strings.Repeat("x", 250)))
	}
	z := probetest.ServeZone(t, records...)
	txt, err := asking(t, z).text(t.Context(), "big.com")
	if err != nil || len(txt.Values) != 60 || z.TCP.Load() != 1 {
		t.Fatalf("%d values by %d TCP connections, %v", len(txt.Values), z.TCP.Load(), err)
	}
	if want := "00" + strings.Repeat("x", 250) + `-\u{0009}"\x{FF}`; txt.Values[0] != want {
		t.Errorf("%q, want %q", txt.Values[0], want)
	}
}

func TestServersWithoutEDNS(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, "a.com. 60 IN TXT \"x\"")
	z.NoEDNS = true
	if txt, err := asking(t, z).text(t.Context(), "a.com"); err != nil || txt.Answer != seen.Found {
		t.Errorf("%+v, %v", txt, err)
	}
}

func TestStrayAnswersAreNotTaken(t *testing.T) {
	t.Parallel()
	question := new(dns.Msg)
	question.SetQuestion("a.com.", dns.TypeA)
	answer := func(change func(*dns.Msg)) *dns.Msg {
		m := new(dns.Msg)
		m.SetReply(question)
		change(m)
		return m
	}
	if !answers(answer(func(*dns.Msg) {}), question) {
		t.Error("the answer is not taken")
	}
	for name, m := range map[string]*dns.Msg{
		"another ID":       answer(func(m *dns.Msg) { m.Id++ }),
		"a question":       answer(func(m *dns.Msg) { m.Response = false }),
		"another name":     answer(func(m *dns.Msg) { m.Question[0].Name = "b.com." }),
		"another type":     answer(func(m *dns.Msg) { m.Question[0].Qtype = dns.TypeAAAA }),
		"without question": answer(func(m *dns.Msg) { m.Question = nil }),
	} {
		if answers(m, question) {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestNameservers(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"192.0.2.1": "192.0.2.1:53", "192.0.2.1:5353": "192.0.2.1:5353", "dns.example": "dns.example:53",
		"2001:db8::1": "[2001:db8::1]:53", "[2001:db8::1]": "[2001:db8::1]:53", "[2001:db8::1]:54": "[2001:db8::1]:54",
	} {
		if got := nameservers(context.Background(), given); len(got) != 1 || got[0] != want {
			t.Errorf("%q gives %q, want %q", given, got, want)
		}
	}
	if len(systemNameservers(context.Background())) == 0 {
		t.Error("the system has no DNS servers")
	}
}

func TestReservedAddresses(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{
		"127.0.0.1": "loopback address", "10.1.2.3": "private address", "172.31.0.1": "private address", "192.168.1.1": "private address",
		"169.254.1.1": "link-local address", "100.64.0.1": "private address of a provider's network", "0.0.0.0": "reserved address",
		"224.0.0.1": "multicast or reserved address", "255.255.255.255": "multicast or reserved address", "203.0.113.5": "address for documentation",
		"::1": "loopback address", "fd00::1": "private address", "fe80::1%eth0": "link-local address", "::ffff:10.0.0.1": "private address",
		"64:ff9b::a00:1": "reserved address", "2002:a00:1::": "tunnel address", "::": "reserved address",
		"40.92.0.1": "", "172.32.0.1": "", "2a01:111:f400::1": "", "::ffff:40.92.0.1": "",
	} {
		if got := reserved(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s is %q, want %q", addr, got, want)
		}
	}
}

func TestServersThatReferElsewhere(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, "a.com. 60 IN TXT \"x\"")
	z.Lame = true
	if host, err := asking(t, z).host(t.Context(), "a.com"); host.Answer != seen.Unknown || err == nil {
		t.Errorf("%+v, %v", host, err)
	}
}
