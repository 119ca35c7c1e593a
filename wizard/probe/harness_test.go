package probe

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"
)

// look runs a plan against loopback servers and checks what holds for every report.
func look(t *testing.T, plan Plan, opts Options) seen.Report {
	t.Helper()
	opts.AllowPrivate = true
	if opts.Roots == nil {
		opts.Roots = probetest.CA().Pool()
	}
	return run(t, context.Background(), plan, opts)
}

func run(t *testing.T, ctx context.Context, plan Plan, opts Options) seen.Report {
	t.Helper()
	var told []string
	report := Run(ctx, plan, opts, func(task seen.Task) { told = append(told, task.ID) })
	var ended []string
	for i, task := range Tasks(plan) {
		got := report.Tasks[i]
		ended = append(ended, got.ID)
		if got.ID != task.ID || got.Kind != task.Kind || got.Target != task.Target {
			t.Errorf("task %d is %q, and was announced as %q", i, got.ID, task.ID)
		}
		if got.Verdict == "" || got.Says == "" {
			t.Errorf("%s ended with verdict %q, saying %q", got.ID, got.Verdict, got.Says)
		}
	}
	slices.Sort(told)
	slices.Sort(ended)
	if !slices.Equal(told, ended) {
		t.Errorf("told of %q, ended %q", told, ended)
	}
	if len(slices.Compact(ended)) != len(report.Tasks) {
		t.Errorf("IDs are not unique: %q", ended)
	}
	everyString(reflect.ValueOf(report), func(s string) {
		if seen.Value(s) != s {
			t.Errorf("not harmless: %q", s)
		}
	})
	if t.Failed() || testing.Verbose() {
		for _, task := range report.Tasks {
			t.Logf("%s: %s (%s, %s)\n%s\n  %s", task.ID, task.Verdict, task.Rule, task.Took.Round(time.Millisecond), task.Says, strings.Join(task.Evidence, "\n  "))
		}
	}
	return report
}

func everyString(v reflect.Value, visit func(string)) {
	switch v.Kind() {
	case reflect.String:
		visit(v.String())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			everyString(v.Index(i), visit)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			everyString(v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			everyString(v.Field(i), visit)
		}
	}
}

// wants checks a task's verdict, its rule, and that each piece stands in what it says or in its evidence.
func wants(t *testing.T, report seen.Report, id string, verdict seen.Verdict, rule string, pieces ...string) {
	t.Helper()
	task, ok := report.Task(id)
	if !ok {
		t.Errorf("there is no task %q", id)
		return
	}
	all := task.Says + "\n" + strings.Join(task.Evidence, "\n")
	if task.Verdict != verdict || task.Rule != rule {
		t.Errorf("%s: %s (%q), want %s (%q); it says\n%s", id, task.Verdict, task.Rule, verdict, rule, all)
	}
	for _, piece := range pieces {
		if !strings.Contains(all, piece) {
			t.Errorf("%s does not say %q; it says\n%s", id, piece, all)
		}
	}
}

func smartHost(t *testing.T, name string) mailflow.SmartHost {
	t.Helper()
	h, err := mailflow.ParseSmartHost(name)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func tlsDomain(t *testing.T, name string) mailflow.CertificateDomain {
	t.Helper()
	d, err := mailflow.ParseCertificateDomain(name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// onlyHost is a plan for one smart host.
func onlyHost(t *testing.T, name string, demand mailflow.TLS, domain string) Plan {
	t.Helper()
	host := SmartHost{Host: smartHost(t, name), TLS: demand}
	if domain != "" {
		host.TLSDomain = tlsDomain(t, domain)
	}
	return Plan{SmartHosts: []SmartHost{host}}
}
