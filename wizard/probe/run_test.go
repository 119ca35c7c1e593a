package probe

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"

	"github.com/google/go-cmp/cmp"
)

// fullPlan has a task of every kind.
func fullPlan(t *testing.T) Plan {
	t.Helper()
	return Plan{
		SmartHosts: []SmartHost{{Host: smartHost(t, vendor), TLS: mailflow.TLSDomainValidation, TLSDomain: tlsDomain(t, vendor)}},
		Domains: []Domain{{
			Name: "contoso.com", PlannedMX: []MX{{Preference: 10, Host: "mx1.vendor.com"}}, PlannedSPF: "v=spf1 include:spf.protection.outlook.com -all",
			TenantHost: "contoso-com.mail.protection.outlook.com", DMARC: true, MTASTS: true,
		}},
		Proofs: []Proof{{Domain: "signature.contoso.com", Value: "MS=ms12345678"}},
	}
}

// noDialler fails every connection and remembers them.
type noDialler struct {
	mu     sync.Mutex
	dialed []string
	err    error
}

func (n *noDialler) dial(_ context.Context, network, address string) (net.Conn, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dialed = append(n.dialed, network+" "+address)
	return nil, n.err
}

// mappedTo dials loopback ports in place of addresses; an error stands for what it fails with.
func mappedTo(ports map[string]any) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(address)
		switch to := ports[host].(type) {
		case error:
			return nil, &net.OpError{Op: "dial", Net: network, Err: to}
		case int:
			return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", strconv.Itoa(to)))
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
}

func TestTasksOfAPlan(t *testing.T) {
	t.Parallel()
	plan := fullPlan(t)
	plan.SmartHosts = append(plan.SmartHosts,
		plan.SmartHosts[0],
		SmartHost{Host: smartHost(t, "SMTP.vendor.com"), TLS: mailflow.TLSEncryptionOnly},
		SmartHost{Host: smartHost(t, "192.0.2.1")})
	plan.Domains = append(plan.Domains, plan.Domains[0], Domain{Name: "fabrikam.com", TenantHost: plan.Domains[0].TenantHost})
	var ids []string
	titles := map[string]bool{}
	for _, task := range Tasks(plan) {
		ids = append(ids, task.ID)
		if task.Kind.Words() == "" || titles[task.Title()] {
			t.Errorf("%s has the title %q", task.ID, task.Title())
		}
		titles[task.Title()] = true
	}
	want := []string{
		"smart-host-name smtp.vendor.com", "smart-host-smtp smtp.vendor.com", "smart-host-tls smtp.vendor.com", "smart-host-tls smtp.vendor.com any-certificate",
		"smart-host-name 192.0.2.1", "smart-host-smtp 192.0.2.1", "smart-host-tls 192.0.2.1",
		"mx-now contoso.com", "mx-planned contoso.com", "tenant-host contoso-com.mail.protection.outlook.com",
		"spf-now contoso.com", "spf-planned contoso.com", "dmarc contoso.com", "mta-sts contoso.com",
		"mx-now fabrikam.com", "tenant-host contoso-com.mail.protection.outlook.com fabrikam.com", "spf-now fabrikam.com",
		"domain-proof signature.contoso.com",
	}
	if d := cmp.Diff(want, ids); d != "" {
		t.Error(d)
	}
}

func TestNoNetwork(t *testing.T) {
	t.Parallel()
	for _, err := range []error{syscall.ENETUNREACH, syscall.ECONNREFUSED, errors.New("no network in this test")} {
		none := &noDialler{err: err}
		for _, task := range run(t, context.Background(), fullPlan(t), Options{Dial: none.dial}).Tasks {
			if task.Verdict != seen.NotChecked {
				t.Errorf("%s: %s, %s", task.ID, task.Verdict, task.Says)
			}
		}
		if len(none.dialed) == 0 {
			t.Error("the system's DNS servers were not found")
		}
		for _, d := range none.dialed {
			if !strings.HasPrefix(d, "udp ") {
				t.Errorf("dialled %q", d)
			}
		}
	}
}

// TestSecludedDNS: a server that knows its own names alone answers, and says nothing about the internet's.
func TestSecludedDNS(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, "intranet.corp. 60 IN A 10.0.0.1")
	for _, task := range run(t, context.Background(), fullPlan(t), Options{Resolver: z.Address()}).Tasks {
		if task.Verdict != seen.NotChecked {
			t.Errorf("%s: %s, %s", task.ID, task.Verdict, task.Says)
		}
	}
	// A slip in the last label is still found where the internet's names are known.
	z = probetest.ServeZone(t, "contoso.com. 60 IN TXT \"x\"")
	report := run(t, context.Background(), Plan{Domains: []Domain{{Name: "contoso.comm"}}}, Options{Resolver: z.Address()})
	wants(t, report, "mx-now contoso.comm", seen.Failed, "MF508", "There is no domain contoso.comm")
}

func TestNothingIsDialledWithoutCause(t *testing.T) {
	t.Parallel()
	none := &noDialler{err: errors.New("not to be dialled")}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, look := range []struct {
		name string
		ctx  context.Context
		plan Plan
	}{
		{"an empty plan", context.Background(), Plan{}},
		{"a cancelled run", cancelled, fullPlan(t)},
		{"a private address", context.Background(), onlyHost(t, "10.1.2.3", mailflow.TLSEncryptionOnly, "")},
		{"a block", context.Background(), onlyHost(t, "203.0.113.0/28", mailflow.TLSEncryptionOnly, "")},
	} {
		report := run(t, look.ctx, look.plan, Options{Dial: none.dial})
		for _, task := range report.Tasks {
			if task.Verdict != seen.NotChecked {
				t.Errorf("%s: %s is %s", look.name, task.ID, task.Verdict)
			}
		}
	}
	Tasks(fullPlan(t))
	if len(none.dialed) > 0 {
		t.Errorf("dialled %q", none.dialed)
	}
}

func TestPrivateAddressesAreLeftAlone(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, vendor+". 60 IN A 127.0.0.1", "mta-sts.contoso.com. 60 IN A 10.0.0.1", "_mta-sts.contoso.com. 60 IN TXT \"v=STSv1; id=1\"")
	var tcp atomic.Int64
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if network == "tcp" {
			tcp.Add(1)
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	plan := onlyHost(t, vendor, mailflow.TLSEncryptionOnly, "")
	plan.Domains = []Domain{{Name: "contoso.com", MTASTS: true}}
	report := run(t, context.Background(), plan, Options{Resolver: z.Address(), Dial: dial, Roots: probetest.CA().Pool()})
	wants(t, report, "smart-host-name "+vendor, seen.NotChecked, "MF006", "127.0.0.1, a loopback address, which Exchange Online cannot reach")
	wants(t, report, "smart-host-smtp "+vendor, seen.NotChecked, "", "loopback address")
	wants(t, report, "smart-host-tls "+vendor, seen.NotChecked, "", "loopback address")
	wants(t, report, "mta-sts contoso.com", seen.NotChecked, "", "10.0.0.1, a private address")
	if n := tcp.Load(); n != 0 {
		t.Errorf("%d connections", n)
	}
}

func TestSeveralAddresses(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, vendor+". 60 IN A 20.0.0.1", vendor+". 60 IN A 20.0.0.2", vendor+". 60 IN A 20.0.0.3", vendor+". 60 IN AAAA 2a01::1")
	good := probetest.Listen(t, probetest.WithCertificate(probetest.CA().Issue(90, vendor)).Talk)
	bad := probetest.Listen(t, probetest.WithCertificate(probetest.CA().Issue(-1, vendor)).Talk)
	for _, test := range []struct {
		name      string
		ports     map[string]any
		smtp, tls seen.Verdict
		says      string
	}{
		{"all good", map[string]any{"20.0.0.1": good, "20.0.0.2": good, "20.0.0.3": good}, seen.Succeeded, seen.Succeeded, ""},
		{"one bad", map[string]any{"20.0.0.1": good, "20.0.0.2": bad, "20.0.0.3": good}, seen.Succeeded, seen.Failed, vendor + " at 20.0.0.2"},
		{"one unseen", map[string]any{"20.0.0.1": syscall.ETIMEDOUT, "20.0.0.2": good, "20.0.0.3": good}, seen.Succeeded, seen.Succeeded, ""},
		{"one refuses, others answer", map[string]any{"20.0.0.1": good, "20.0.0.2": syscall.ECONNREFUSED, "20.0.0.3": good}, seen.Failed, seen.Succeeded, ""},
		{"all refuse", map[string]any{"20.0.0.1": syscall.ECONNREFUSED, "20.0.0.2": syscall.ECONNREFUSED, "20.0.0.3": syscall.ECONNREFUSED}, seen.NotChecked, seen.NotChecked, ""},
		{"all time out", map[string]any{"20.0.0.1": syscall.ETIMEDOUT, "20.0.0.2": syscall.EHOSTUNREACH, "20.0.0.3": context.DeadlineExceeded}, seen.NotChecked, seen.NotChecked, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			report := run(t, context.Background(), onlyHost(t, vendor, mailflow.TLSCertificateValidation, ""), Options{Resolver: z.Address(), Dial: mappedTo(test.ports), Roots: probetest.CA().Pool()})
			task, _ := report.Task("smart-host-smtp " + vendor)
			if task.Verdict != test.smtp {
				t.Errorf("SMTP: %s", task.Verdict)
			}
			secure, _ := report.Task("smart-host-tls " + vendor)
			if secure.Verdict != test.tls {
				t.Errorf("TLS: %s", secure.Verdict)
			}
			wants(t, report, secure.ID, secure.Verdict, secure.Rule, test.says)
		})
	}
}

func TestRefusalCountsWhereOthersAreReached(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, "a.vendor.com. 60 IN A 20.0.0.1", "b.vendor.com. 60 IN A 20.0.0.2")
	good := probetest.Listen(t, probetest.WithCertificate(probetest.CA().Issue(90, "*.vendor.com")).Talk)
	plan := Plan{SmartHosts: []SmartHost{{Host: smartHost(t, "a.vendor.com")}, {Host: smartHost(t, "b.vendor.com")}}}
	opts := Options{Resolver: z.Address(), Dial: mappedTo(map[string]any{"20.0.0.1": syscall.ECONNREFUSED, "20.0.0.2": good})}
	report := run(t, context.Background(), plan, opts)
	wants(t, report, "smart-host-smtp a.vendor.com", seen.Failed, "MF007", "refuses the connection")
	wants(t, report, "smart-host-smtp b.vendor.com", seen.Succeeded, "")
}

func TestAClosedPortIsNotAFailure(t *testing.T) {
	t.Parallel()
	report := look(t, onlyHost(t, vendor, mailflow.TLSEncryptionOnly, ""), Options{Resolver: vendorZone(t).Address(), SMTPPort: probetest.ClosedPort(t)})
	wants(t, report, "smart-host-smtp "+vendor, seen.NotChecked, "", "the connection is refused, by the server or by a firewall")
}

func TestTotalTimeIsBounded(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t)
	for _, name := range []string{"a.com", "b.com", "c.com", "d.com"} {
		z.Mute[name] = true
	}
	var plan Plan
	for name := range z.Mute {
		plan.Domains = append(plan.Domains, Domain{Name: name})
	}
	began := time.Now()
	report := run(t, context.Background(), plan, Options{Resolver: z.Address(), Timeout: 100 * time.Millisecond, Parallel: 1})
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %s", took)
	}
	for _, task := range report.Tasks {
		wants(t, report, task.ID, seen.NotChecked, "", "the time for everything together, 100ms, is over")
	}
}

func TestParallelLimit(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t)
	var now, most atomic.Int64
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &leaving{Conn: conn, left: sync.OnceFunc(func() { now.Add(-1) })}, nil
	}
	var plan Plan
	for _, name := range []string{"a.com", "b.com", "c.com", "d.com", "e.com", "f.com"} {
		plan.Domains = append(plan.Domains, Domain{Name: name})
	}
	run(t, context.Background(), plan, Options{Resolver: z.Address(), Parallel: 2, Dial: dial})
	if n := most.Load(); n > 2 {
		t.Errorf("%d connections at a time", n)
	}
	if n := now.Load(); n != 0 {
		t.Errorf("%d connections were left open", n)
	}
}

// leaving tells when it is closed.
type leaving struct {
	net.Conn
	left func()
}

func (l *leaving) Close() error {
	l.left()
	return l.Conn.Close()
}
