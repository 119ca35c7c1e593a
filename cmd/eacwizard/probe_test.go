package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"

	"eacwizard/wizard/probe/probetest"
)

// laboratory are servers on loopback for the scripts of probe.
type laboratory struct {
	zone *probetest.Zone
	env  map[string]string
}

func newLaboratory(t *testing.T) *laboratory {
	const mail, signature = "mail.contoso.com", "smtp.contososignatureservice.com"
	spf := func(name, text string) string { return fmt.Sprintf("%s. 300 IN TXT %q", name, text) }
	zone := probetest.ServeZone(t,
		mail+". 300 IN A 127.0.0.1", signature+". 300 IN CNAME eu."+signature+".", "eu."+signature+". 60 IN A 127.0.0.1",
		"contoso.com. 3600 IN MX 0 contoso-com.mail.protection.outlook.com.",
		spf("contoso.com", "v=spf1 include:spf.protection.outlook.com -all"), spf("spf.protection.outlook.com", "v=spf1 ip4:40.92.0.0/15 -all"),
		spf("_dmarc.contoso.com", "v=DMARC1; p=none"),
		"contoso-com.mail.protection.outlook.com. 10 IN A 40.92.0.1", "fabrikam.mail.protection.outlook.com. 10 IN A 40.92.0.2",
		"mx1.contosomailfilter.com. 300 IN A 20.0.0.1",
		spf("S5HG3DCG14H8S1R2303RZHM4RX."+signature, "MS=ms51944068"),
		"hostile.com. 60 IN MX 10 \\027]0\\;owned\\007.hostile.com.", spf("hostile.com", "v=spf1 include:\x1b[31m"),
	)
	zone.Mute["mute.com"] = true
	named := func(days int) *probetest.MailServer {
		return probetest.WithCertificate(probetest.CA().Issue(days, mail, signature))
	}
	hostile := named(90)
	hostile.Banner, hostile.Extensions = "220 \x1b]0;owned\x07\x1b[2J \u202eliame\u009b31m", []string{"STARTTLS", "\x1b[31mRED", "X\x00\x7f"}
	trusts := func(a probetest.Authority) string { return write(t, "ca.pem", string(a.PEM())) }
	port := func(talk func(net.Conn)) string { return strconv.Itoa(probetest.Listen(t, talk)) }
	return &laboratory{zone, map[string]string{
		"DNS": zone.Address(), "CA": trusts(probetest.CA()), "OTHERCA": trusts(probetest.NewAuthority()),
		"GOOD": port(named(89).Talk), "EXPIRED": port(named(-3).Talk), "HOSTILE": port(hostile.Talk),
		"CLOSED":  strconv.Itoa(probetest.ClosedPort(t)),
		"ENDLESS": port(func(c net.Conn) { io.Copy(c, &repeating{"220-\x1b[31m more\r\n"}) }),
	}}
}

// repeating never ends.
type repeating struct{ text string }

func (r *repeating) Read(p []byte) (int, error) {
	return copy(p, strings.Repeat(r.text, 1+len(p)/len(r.text))), nil
}

// TestProbeScripts runs probe as a shell would, against servers on loopback.
func TestProbeScripts(t *testing.T) {
	lab := newLaboratory(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/probe",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "", // rewrites what they compare with
		Setup: func(e *testscript.Env) error {
			for name, value := range lab.env {
				e.Setenv(name, value)
			}
			e.Setenv("GORACE", quickExit)
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": exitStatus,
			"inert":  inert,
			"steady": steady,
		},
	})
}

var unsteady = []struct {
	found *regexp.Regexp
	as    string
}{
	{regexp.MustCompile(`"milliseconds": \d+`), `"milliseconds": 0`},
	{regexp.MustCompile(`\b\d+ ms\b|\b\d+\.\d s\b`), "TIME"},
	{regexp.MustCompile(`\(TIME, `), "("}, // of a task that took none there is nothing
	{regexp.MustCompile(` \(TIME\)`), ""},
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b`), "DATE"},
	{regexp.MustCompile(`\bat port \d{3,}`), "at port PORT"},
	{regexp.MustCompile(`\bTLS_[A-Z0-9_]+`), "CIPHER"}, // by what the processor is good at
}

// steady is steady FROM TO: what is different each time becomes the same, and the lines that tell of tasks as they end
// are sorted.
func steady(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: steady from to")
	}
	text := ts.ReadFile(args[0])
	for _, u := range unsteady {
		text = u.found.ReplaceAllString(text, u.as)
	}
	if first, rest, ok := strings.Cut(text, "\n\n"); ok && !strings.HasPrefix(text, "[") {
		lines := strings.Split(first, "\n")
		slices.Sort(lines)
		text = strings.Join(lines, "\n") + "\n\n" + rest
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// inert fails on a character in the files named that a terminal acts on, or that cannot be seen.
func inert(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		for _, r := range ts.ReadFile(name) {
			if r != '\n' && !unicode.IsGraphic(r) {
				ts.Fatalf("%s holds %q", name, r)
			}
		}
	}
}

// TestProbeAsksNobodyInVain: what is refused is refused before the first question.
func TestProbeAsksNobodyInVain(t *testing.T) {
	zone := probetest.ServeZone(t)
	for _, test := range []struct{ name, answers, flag string }{
		{"a flag", bank, "--smtp-port=0"},
		{"an unknown answer", bank + "nmae: x\n", "--smtp-port=25"},
		{"a missing answer", "scenario: connector\nconnector: {from: office-365, to: your-organization, smart-hosts: [mail.contoso.com]}\n", "--smtp-port=25"},
	} {
		status, out, said := execute(t, test.answers, "probe", "-a", "-", "--resolver", zone.Address(), "--allow-private", test.flag)
		if status != 2 || out != "" || said == "" {
			t.Errorf("%s: status %d, printed %q, said %q", test.name, status, out, said)
		}
	}
	if n := zone.Asked.Load(); n != 0 {
		t.Errorf("%d questions were asked", n)
	}
}

// TestProbeToBrokenOutput: what did not get out is a failure, whatever was seen.
func TestProbeToBrokenOutput(t *testing.T) {
	zone := probetest.ServeZone(t)
	const answers = "scenario: connector\nconnector: {from: office-365, to: your-organization, name: A, use: transport-rule, smart-hosts: [mail.contoso.com]}\n"
	for _, more := range []string{"--json", "--json=false"} {
		var said bytes.Buffer
		status := run([]string{"probe", "-a", "-", "--resolver", zone.Address(), more}, func(string) string { return "" }, strings.NewReader(answers), full{}, &said)
		if status != 1 || !strings.HasPrefix(said.String(), "eacwizard: no space") {
			t.Errorf("%s: status %d, said %q", more, status, said.String())
		}
	}
}

// TestProgress: the line is gone while something else is printed, and at the end.
func TestProgress(t *testing.T) {
	var shown bytes.Buffer
	g := &progress{to: &shown, all: 2, limit: time.Minute, began: time.Now(), stop: make(chan struct{})}
	g.step(func() { shown.WriteString("first\n") })
	g.step(nil)
	g.end()
	const one, two = "1 of 2 done, 0 of at most 60 seconds; Ctrl+C stops", "2 of 2 done, 0 of at most 60 seconds; Ctrl+C stops"
	blank := strings.Repeat(" ", len(two))
	if want := "first\n\r" + one + "\r" + two + "\r" + blank + "\r"; shown.String() != want {
		t.Errorf("shown was %q, want %q", shown.String(), want)
	}
}
