package wizard

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// Prober looks at live DNS and at servers from where the program runs, and tells of each task as it ends. It never sends
// mail. It returns at once when its context ends, and what was not looked at then is not checked.
type Prober func(ctx context.Context, plan seen.Plan, ended func(seen.Task)) seen.Report

// validation is one look from here: at one connector's smart hosts, or at all there is.
type validation struct {
	what    string      // what was looked at, in full: where the answers say other hosts now, it is out of date
	tasks   []seen.Task // in the order of the plan; those that have not ended have no verdict
	running bool
	stopped bool
	began   time.Time
	took    time.Duration // so far
	cancel  context.CancelFunc
	news    chan tea.Msg
}

// everything is what a validation of no single part is kept under.
const everything = ""

// lookout is what has been looked at during a walk. It is kept beside the walk and not in its draft: what was seen then
// says little about tomorrow.
type lookout struct {
	world World
	kept  map[string]*validation // by part
	facts []seen.Facts           // the newest first
}

// planOf is what there is to look at for a part; for everything together with DNS.
func planOf(s *steps.Settled, part string) seen.Plan {
	draft, _ := s.Build()
	if part == everything {
		return seen.PlanFor(draft)
	}
	for _, c := range draft.Connectors {
		if out, ok := c.(mailflow.Outbound); ok && out.Part() == part {
			return seen.Plan{SmartHosts: seen.HostsOf(out)}
		}
	}
	return seen.Plan{}
}

// says is a plan as text, so that two can be compared.
func says(p seen.Plan) string { return fmt.Sprintf("%+v", p) }

// validates is the part whose connector the page validates.
func validates(p steps.Page) (part string, ok bool) {
	for _, k := range p.Keys() {
		if k.Field() == "validation-addresses" {
			return k.Part(), true
		}
	}
	return everything, p.Kind == steps.ReviewPage
}

// of is the last look at a part; nil before the first.
func (o *lookout) of(part string) *validation { return o.kept[part] }

// outdated reports that the answers have changed what would be looked at.
func (v *validation) outdated(s *steps.Settled, part string) bool {
	return v.what != says(planOf(s, part))
}

// failed are the tasks that say that something is wrong.
func (v *validation) failed() []seen.Task {
	return slices.DeleteFunc(slices.Clone(v.tasks), func(t seen.Task) bool { return t.Verdict != seen.Failed })
}

func (v *validation) count(verdict seen.Verdict) (n int) {
	for _, t := range v.tasks {
		if t.Verdict == verdict {
			n++
		}
	}
	return n
}

// cannot says why nothing can be looked at for a part, or "".
func (o *lookout) cannot(s *steps.Settled, part string) string {
	switch plan := planOf(s, part); {
	case o.world.Probe == nil:
		return "This wizard runs without a network, so it cannot look from here."
	case part != everything && len(plan.SmartHosts) == 0 && s.At(steps.MakeKey(part, "routing")).Value.Text() == "mx-record":
		return "Mail goes where the MX record of the recipient's domain leads, so there is no smart host to look at."
	case part != everything && len(plan.SmartHosts) == 0:
		return "There is no smart host to look at yet."
	case len(o.world.ProbeTasks(plan)) == 0:
		return "There is nothing to look at: no smart host and no domain is named."
	}
	return ""
}

// The look tells of itself with these.
type (
	taskMsg struct {
		v    *validation
		task seen.Task
	}
	lookedMsg struct {
		v      *validation
		report seen.Report
	}
	tickMsg struct{ v *validation }
)

// begin looks at a part. Nothing is looked up before the person asks for it here.
func (o *lookout) begin(s *steps.Settled, part string, now time.Time) (*validation, tea.Cmd) {
	plan := planOf(s, part)
	ctx, cancel := context.WithCancel(context.Background())
	v := &validation{what: says(plan), tasks: o.world.ProbeTasks(plan), running: true, began: now, cancel: cancel}
	v.news = make(chan tea.Msg, 2*len(v.tasks)+1)
	o.kept[part] = v
	look := o.world.Probe
	return v, tea.Batch(guarded(func() tea.Msg {
		defer cancel()
		report := look(ctx, plan, func(t seen.Task) {
			select {
			case v.news <- taskMsg{v, t}:
			default: // a task that ends twice; it was told of
			}
		})
		v.news <- lookedMsg{v, report} // behind the tasks, so that they come in their order
		return nil
	}), v.next())
}

// next waits for the next task to end, or for the whole look.
func (v *validation) next() tea.Cmd { return func() tea.Msg { return <-v.news } }

// end takes over what was found.
func (o *lookout) end(v *validation, report seen.Report) {
	v.running, v.tasks = false, report.Tasks
	o.facts = append([]seen.Facts{report.Facts}, o.facts...)
}

// heard takes one task over.
func (v *validation) heard(task seen.Task) {
	if i := slices.IndexFunc(v.tasks, func(t seen.Task) bool { return t.ID == task.ID }); i >= 0 && v.running {
		v.tasks[i] = task
	}
}

// known is all that was seen, what was seen last before what was seen earlier.
func (o *lookout) known() *seen.Facts {
	var all seen.Facts
	for _, f := range o.facts {
		all.SmartHosts = append(all.SmartHosts, f.SmartHosts...)
		all.Domains = append(all.Domains, f.Domains...)
		all.TenantHosts = append(all.TenantHosts, f.TenantHosts...)
		all.Proofs = append(all.Proofs, f.Proofs...)
	}
	return &all
}

// stop ends a look early. What has not been looked at is then not checked.
func (v *validation) stop() {
	v.stopped = true
	v.cancel()
}

// forget stops every look, and knows nothing any more: another walk begins, or the wizard ends.
func (o *lookout) forget() {
	for _, v := range o.kept {
		v.cancel()
	}
	o.kept, o.facts = map[string]*validation{}, nil
}

// validate begins a look at what the page is about.
func (m *Model) validate() tea.Cmd {
	part, _ := validates(m.page.def)
	v, cmd := m.looks.begin(m.flow.Settled(), part, m.now())
	m.page.sync()
	return tea.Batch(cmd, m.tick(v))
}

// stopLook ends the look that is under way on the page.
func (m *Model) stopLook() {
	if v := m.page.look(); v != nil && v.running {
		v.stop()
	}
}

// tick keeps the time of a look going while none of its tasks ends.
func (m *Model) tick(v *validation) tea.Cmd {
	if m.second == nil {
		return nil
	}
	return m.second(tickMsg{v})
}

func inASecond(msg tickMsg) tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return msg })
}

// looked takes what a look tells of itself.
func (m *Model) looked(msg tea.Msg) tea.Cmd {
	var next tea.Cmd
	var v *validation
	switch msg := msg.(type) {
	case taskMsg:
		v, next = msg.v, msg.v.next()
		v.heard(msg.task)
	case tickMsg:
		v = msg.v
		if v.running {
			next = m.tick(v)
		}
	case lookedMsg:
		v = msg.v
		if !slices.Contains(m.looks.all(), v) {
			return nil // of a walk that is over
		}
		v.took = m.now().Sub(v.began)
		m.looks.end(v, msg.report)
		m.checks.learn(m.looks.known())
		m.page.sync()
		return nil
	}
	if v.running {
		v.took = m.now().Sub(v.began)
	}
	return next
}

func (o *lookout) all() (out []*validation) {
	for _, v := range o.kept {
		out = append(out, v)
	}
	return out
}
