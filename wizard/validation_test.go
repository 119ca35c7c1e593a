package wizard

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
	"eacwizard/steps/seen"
)

// fakeProber looks at nothing: each task ends when the test says how, and a run when it says so or stops it.
type fakeProber struct {
	ends chan seen.Task // closed: the run is over
	runs chan seen.Plan
}

func newFakeProber() *fakeProber {
	return &fakeProber{ends: make(chan seen.Task), runs: make(chan seen.Plan, 9)}
}

func fakeTasks(plan seen.Plan) (out []seen.Task) {
	for _, h := range plan.SmartHosts {
		for _, k := range []seen.Kind{seen.SmartHostName, seen.SmartHostSMTP, seen.SmartHostTLS} {
			out = append(out, seen.Task{ID: string(k) + " " + h.Host.Exchange(), Kind: k, Target: h.Host.Exchange()})
		}
	}
	return out
}

func (f *fakeProber) run(ctx context.Context, plan seen.Plan, ended func(seen.Task)) seen.Report {
	f.runs <- plan
	report := seen.Report{Tasks: fakeTasks(plan)}
	for n := range report.Tasks {
		t := &report.Tasks[n]
		select {
		case how, more := <-f.ends:
			if !more {
				return report
			}
			t.Verdict, t.Says, t.Evidence, t.Took = how.Verdict, how.Says, how.Evidence, 40*time.Millisecond
		case <-ctx.Done():
			t.Verdict, t.Says = seen.NotChecked, "Not looked at: it was stopped before."
		}
		ended(*t)
	}
	return report
}

func (f *fakeProber) world(w World) World {
	w.Probe, w.ProbeTasks = f.run, fakeTasks
	return w
}

func ending(v seen.Verdict, says string, evidence ...string) seen.Task {
	return seen.Task{Verdict: v, Says: says, Evidence: evidence}
}

// startValidation is a walk on the page that validates, with a prober that the test leads.
func startValidation(t *testing.T, a steps.Answers, eac steps.EAC) (*walker, *fakeProber) {
	t.Helper()
	st := onPage(t, a, "connector.validation")
	if st.EAC = eac; eac == steps.ClassicEAC {
		st.Seen = append(st.Seen, "review")
	}
	f := newFakeProber()
	return startIn(t, at80, plainLook(), steps.NewFlow(connector(t), st), f.world), f
}

func validatable() steps.Answers {
	a := addOnOut()
	a["connector.smart-hosts"] = steps.Value{"mail.litware.co"}
	return a
}

func TestValidationRunsAndSucceeds(t *testing.T) {
	w, f := startValidation(t, validatable(), steps.NewEAC)
	w.keys("tab").sees("❯ [ Validate ]", "it is not Microsoft's own validation").snap("before").keys("enter")
	if plan := <-f.runs; len(plan.SmartHosts) != 1 || plan.SmartHosts[0].Host.Exchange() != "mail.litware.co" {
		t.Error(plan)
	}
	w.sees("Validation in progress... 0 of 3", "Now: Name of the smart host mail.litware.co", "[ Stop ]").snap("running")
	f.ends <- ending(seen.Succeeded, "It has an address.", "192.0.2.1")
	w.eventually("1 of 3").sees("Now: Connection to mail.litware.co").snap("one-of-three")
	f.ends <- ending(seen.NotChecked, "Port 25 is not let out from here.")
	f.ends <- ending(seen.Succeeded, "The certificate is right.", "issuer \x1b[2J evil")
	w.eventually("Validation result").sees("2 succeeded, 0 failed, 1 not checked", "Port 25 is not let out from here.", "❯ [ Validate ]").lacks("in progress").snap("succeeded")
	w.keys("ctrl+t").sees("Details", "192.0.2.1", "40 ms").lacks("\x1b").snap("details").keys("esc").next().sees("Organization")
	w.keys("esc").sees("Validation result").finish("validation-succeeds")
}

func TestAValidationThatFailedIsAskedAbout(t *testing.T) {
	w, f := startValidation(t, validatable(), steps.NewEAC)
	w.keys("tab", "enter")
	<-f.runs
	f.ends <- ending(seen.Succeeded, "It has an address.")
	f.ends <- ending(seen.Failed, "The host says that it takes no mail.")
	f.ends <- ending(seen.NotChecked, "Not looked at.")
	w.eventually("1 failed").snap("failed").next().sees("Are you sure?", "[ Enter: Yes, proceed ]", "takes no mail").snap("asked")
	w.keys("esc").sees("Validation email").next().sees("Are you sure?").keys("enter").sees("Organization")
	w.keys("esc", "esc", "esc").sees("Routing").typed("b.litware.co").keys("enter").next().next()
	w.keys("tab").sees("Out of date: the answers have changed since.").snap("out-of-date").next().sees("Organization").finish("validation-fails")
}

func TestAValidationIsStopped(t *testing.T) {
	for name, stop := range map[string][]string{"key": {"ctrl+x"}, "button": {"enter"}} {
		w, f := startValidation(t, validatable(), steps.NewEAC)
		w.keys("tab", "enter")
		<-f.runs
		f.ends <- ending(seen.Succeeded, "It has an address.")
		w.eventually("1 of 3").sees("❯ [ Stop ]").keys(stop...).eventually("It was stopped before its end.").sees("1 succeeded, 0 failed, 2 not checked")
		golden := ""
		if w.snap("stopped"); name == "key" {
			golden = "validation-stopped"
		}
		w.finish(golden)
	}
}

func TestClassicValidates(t *testing.T) {
	w, f := startValidation(t, validatable(), steps.ClassicEAC)
	w.sees("Validate this connector").keys("tab").sees("❯ [ Validate ]").keys("enter")
	<-f.runs
	for range 3 {
		f.ends <- ending(seen.Failed, "No.")
	}
	w.eventually("Validation result").snap("result").next().sees("Are you sure?").keys("enter").sees("Documents ready").finish("validation-classic")
}

// Without a press of the button nothing is looked up, on no page and in no mode.
func TestNothingIsLookedUpUnasked(t *testing.T) {
	never := World{ProbeTasks: fakeTasks, Probe: func(context.Context, seen.Plan, func(seen.Task)) seen.Report {
		t.Error("looked without being asked")
		return seen.Report{}
	}}
	for _, sc := range steps.Scenarios() {
		for _, eac := range steps.EACs() {
			_, st := sampleState(t, sc.ID, eac)
			m := New(steps.NewFlow(sc, st), plainLook(), never, "")
			m.now = unhurried()
			for range 60 {
				for range len(m.page.stops) {
					if m.page.current().kind != onNext {
						press(m, tea.KeyMsg{Type: tea.KeyTab})
					}
				}
				press(m, tea.KeyMsg{Type: tea.KeyEnter})
				if m.over == confirming {
					press(m, tea.KeyMsg{Type: tea.KeyEnter})
				}
			}
			if m.screen != showing {
				t.Errorf("%s %s did not come to its end:\n%s", sc.ID, eac, m.View())
			}
			flow := steps.NewFlow(sc, steps.State{EAC: eac})
			typed := strings.NewReader(strings.Join(typedLines(sc, eac, st.Answers), "\n"))
			linesOver(t, flow, typed, never)
		}
	}
}

func TestTheReviewLooksAtEverything(t *testing.T) {
	f := newFakeProber()
	m := newModelAt(t, onPage(t, validatable(), "review"), f.world(World{}))
	press(m, tea.KeyMsg{Type: tea.KeyShiftTab})
	if !strings.Contains(m.View(), "[ Look at DNS and TLS now ]") || m.page.current().kind != onValidate {
		t.Fatal(m.View())
	}
}

func TestNoNetworkIsSaid(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, validatable(), "connector.validation"))
	w.sees("[ Validate ]", "it cannot look from here").keys("tab").sees("❯[ Next ]").finish("")
}

func TestLinesValidate(t *testing.T) {
	world := World{ProbeTasks: fakeTasks, Probe: func(_ context.Context, plan seen.Plan, ended func(seen.Task)) seen.Report {
		r := seen.Report{Tasks: fakeTasks(plan)}
		for i := range r.Tasks {
			r.Tasks[i].Verdict, r.Tasks[i].Says = seen.Failed, "It is not there."
			ended(r.Tasks[i])
		}
		return r
	}}
	flow := steps.NewFlow(connector(t), onPage(t, validatable(), "connector.validation"))
	said := linesOver(t, flow, strings.NewReader("v\n\n\n\ny\n"), world)
	for _, want := range []string{
		"v validates from here.", "Validation in progress: 3 tasks.", "1 of 3: Name of the smart host mail.litware.co, failed",
		"Validation result: 0 succeeded, 3 failed, 0 not checked.", "Failed: TLS of mail.litware.co. It is not there.", "Validation failed. Are you sure? [y/N]:", ": Organization",
	} {
		if !strings.Contains(flat(said), want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
}

// What was seen makes the rules live that need it.
func TestWhatWasSeenFeedsTheChecks(t *testing.T) {
	f := newFakeProber()
	m := newModelAt(t, onPage(t, validatable(), "connector.validation"), f.world(World{}))
	before := len(m.checks.on(m.flow.Settled()))
	v, _ := m.looks.begin(m.flow.Settled(), "connector", time.Unix(0, 0))
	gone := seen.SmartHost{Name: "mail.litware.co", Host: seen.Host{Name: "mail.litware.co", Answer: seen.NoName}}
	m.Update(lookedMsg{v, seen.Report{Facts: seen.Facts{SmartHosts: []seen.SmartHost{gone}}}})
	if m.checks.facts == nil || len(m.checks.facts.SmartHosts) != 1 {
		t.Error("the checks know nothing of what was seen")
	}
	if after := m.checks.on(m.flow.Settled()); len(after) != before+1 || len(m.checks.at(m.flow.Settled(), "connector.smart-hosts")) == 0 {
		t.Error(after)
	}
	m.forget()
	if m.checks.facts != nil || m.looks.of("connector") != nil {
		t.Error("another walk knows what was seen for this one")
	}
}
