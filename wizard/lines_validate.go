package wizard

import (
	"context"
	"fmt"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/seen"
)

// validateWord is what is typed at the question for validation addresses to look from here. It can be no address.
const validateWord = "v"

// offerValidation says at that question what can be looked at from here.
func (t *lineTalk) offerValidation(k steps.Key) {
	if k.Field() == "validation-addresses" && t.looks.cannot(t.flow.Settled(), k.Part()) == "" {
		t.say("%s validates from here. %s", validateWord, notMicrosofts)
	}
}

// validated runs a validation where the line asks for one. It reports false for any other line.
func (t *lineTalk) validated(k steps.Key, line string) bool {
	if k.Field() != "validation-addresses" || !strings.EqualFold(line, validateWord) {
		return false
	}
	part := k.Part()
	if why := t.looks.cannot(t.flow.Settled(), part); why != "" {
		t.say("%s", why)
		return true
	}
	plan := planOf(t.flow.Settled(), part)
	v := &validation{what: says(plan), tasks: t.looks.world.ProbeTasks(plan), running: true, cancel: func() {}}
	t.looks.kept[part] = v
	t.say("Validation in progress: %d tasks.", len(v.tasks))
	n := 0
	report := t.looks.world.Probe(context.Background(), plan, func(task seen.Task) {
		n++
		t.item("   ", fmt.Sprintf("%s: %s, %s", ordinal(n, len(v.tasks)), task.Title(), strings.ToLower(task.Verdict.Words())))
	})
	t.looks.end(v, report)
	t.checks.learn(t.looks.known())
	t.say("Validation result: %d succeeded, %d failed, %d not checked.", v.count(seen.Succeeded), v.count(seen.Failed), v.count(seen.NotChecked))
	for _, task := range v.tasks {
		t.item("   ", task.Verdict.Words()+": "+task.Title()+". "+task.Says)
		for _, e := range task.Evidence {
			t.item("      ", strings.TrimSpace(e))
		}
	}
	t.say("%s", notFromThere)
	t.sayNewFindings(k)
	return true
}

// proceeds asks whether to go on where the validation on this page failed.
func (t *lineTalk) proceeds() (bool, error) {
	part, _ := validates(t.flow.Page())
	v := t.looks.of(part)
	if v == nil || v.outdated(t.flow.Settled(), part) || len(v.failed()) == 0 {
		return true, nil
	}
	in, err := t.ask("Validation failed. Are you sure? [y/N]:", "the page was left")
	if err != nil {
		return false, err
	}
	yes, _ := lineYes(in.text)
	return yes, nil
}
