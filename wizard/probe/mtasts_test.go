package probe

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"
)

// servePolicy serves a policy host by HTTPS and gives its port.
func servePolicy(t *testing.T, certificate tls.Certificate, handle http.HandlerFunc) int {
	t.Helper()
	server := httptest.NewUnstartedServer(handle)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.Listener.Addr().(*net.TCPAddr).Port
}

// toPort dials a loopback port in place of 443.
func toPort(port int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasSuffix(address, ":443") {
			address = net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
}

func TestMTASTS(t *testing.T) {
	t.Parallel()
	policy := func(mode string, mx ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Host != "mta-sts.contoso.com" || r.URL.Path != "/.well-known/mta-sts.txt" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			fmt.Fprintf(w, "version: STSv1\r\nmode: %s\r\nmax_age: 604800\r\n", mode)
			for _, m := range mx {
				fmt.Fprintf(w, "mx: %s\r\n", m)
			}
		}
	}
	good := probetest.CA().Issue(90, "mta-sts.contoso.com")
	for _, test := range []struct {
		name        string
		certificate tls.Certificate
		handle      http.HandlerFunc
		verdict     seen.Verdict
		rule, says  string
	}{
		{"covers", good, policy("enforce", "*.mail.protection.outlook.com", "*.vendor.com"), seen.Succeeded, "", "covers the planned MX"},
		{"covers by name", good, policy("enforce", "MX1.vendor.com"), seen.Succeeded, "", "mx mx1.vendor.com"},
		{"enforced", good, policy("enforce", "*.mail.protection.outlook.com"), seen.Failed, "MF511", "does not list the planned MX mx1.vendor.com"},
		{"too deep", good, policy("enforce", "*.com"), seen.Failed, "MF511", "does not list"},
		{"testing", good, policy("testing", "*.mail.protection.outlook.com"), seen.Succeeded, "MF511", "in mode testing"},
		{"none", good, policy("none"), seen.Succeeded, "", "mode none"},
		{"another name's certificate", probetest.CA().Issue(90, "contoso.com"), policy("none"), seen.Failed, "MF511", "certificate"},
		{"self-signed", probetest.Authority{}.Issue(90, "mta-sts.contoso.com"), policy("none"), seen.Failed, "MF511", "certificate"},
		{"missing", good, http.NotFound, seen.Failed, "MF511", "answers 404"},
		{"redirect", good, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://10.0.0.1/", http.StatusFound)
		}, seen.Failed, "MF511", "redirects"},
		{"web page", good, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<html>") }, seen.Failed, "MF511", "text/html"},
		{"huge", good, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			for range 1000 {
				if _, err := io.WriteString(w, strings.Repeat("mx: x\n", 1000)); err != nil {
					return
				}
			}
		}, seen.Failed, "MF511", "larger than 64 KiB"},
		{"garbage", good, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			io.WriteString(w, "\x1b[2J\x00: no policy")
		}, seen.Failed, "MF511", "does not say version"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			z := probetest.ServeZone(t, "_mta-sts.contoso.com. 60 IN TXT \"v=STSv1; id=20260101;\"", "mta-sts.contoso.com. 60 IN A 127.0.0.1")
			report := look(t, Plan{Domains: []Domain{{Name: "contoso.com", MTASTS: true, PlannedMX: []MX{{Preference: 10, Host: "mx1.vendor.com"}}}}},
				Options{Resolver: z.Address(), Dial: toPort(servePolicy(t, test.certificate, test.handle))})
			wants(t, report, "mta-sts contoso.com", test.verdict, test.rule, test.says)
			if d, _ := report.Facts.Domain("contoso.com"); d.MTASTS.ID != "20260101" || test.name == "testing" && (d.MTASTS.Mode != "testing" || d.MTASTS.MaxAge != 7*24*time.Hour) {
				t.Errorf("facts: %+v", d.MTASTS)
			}
		})
	}
}

func TestMTASTSWithoutPolicy(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t,
		"_mta-sts.lost.com. 60 IN TXT \"v=STSv1; id=1\"",
		"_mta-sts.twice.com. 60 IN TXT \"v=STSv1; id=1\"", "_mta-sts.twice.com. 60 IN TXT \"v=STSv1; id=2\"",
		"_mta-sts.away.com. 60 IN TXT \"v=STSv1; id=1\"", "mta-sts.away.com. 60 IN A 127.0.0.1",
		"_mta-sts.slow.com. 60 IN TXT \"v=STSv1; id=1\"", "mta-sts.slow.com. 60 IN A 127.0.0.2",
	)
	silent := probetest.Listen(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	closed := probetest.ClosedPort(t)
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "127.0.0.2:") {
			return toPort(silent)(ctx, network, address)
		}
		return toPort(closed)(ctx, network, address)
	}
	var plan Plan
	for _, name := range []string{"none.com", "lost.com", "twice.com", "away.com", "slow.com"} {
		plan.Domains = append(plan.Domains, Domain{Name: name, MTASTS: true})
	}
	report := look(t, plan, Options{Resolver: z.Address(), Dial: dial, TaskTimeout: 1600 * time.Millisecond})
	wants(t, report, "mta-sts none.com", seen.Succeeded, "", "no MTA-STS policy")
	wants(t, report, "mta-sts lost.com", seen.Failed, "MF511", "there is no host mta-sts.lost.com")
	wants(t, report, "mta-sts twice.com", seen.Failed, "MF511", "2 MTA-STS records")
	wants(t, report, "mta-sts away.com", seen.NotChecked, "", "refused")
	wants(t, report, "mta-sts slow.com", seen.NotChecked, "", "no answer in time")
}
