package present

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/wizard"
)

// whole is a short lesson that can be told.
const whole = `title: A partner
scenario: connector
answers:
  connector:
    from: partner-organization
    to: office-365
    name: Contoso Bank to Office 365
    identify-by: sender-domains
    sender-domains: [contosobank.com]
    reject-unless-tls: true
steps:
  - at: connector.name
    notes: Say it aloud.
  - message: partner
`

// A broken lesson is told everything that is wrong with it at once, each with its place, what is wrong and the way out.
func TestBrokenLessons(t *testing.T) {
	broken := func(old, new string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("%q is not in the lesson", old)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for name, test := range map[string]struct {
		src  string
		want string
	}{
		"nothing at all": {"", "title: say what the lesson is called; write title: and a few words\nscenario: say what to set up; write scenario: connector, add-on-service, third-party-filter, third-party-filter-hybrid or third-party-archive"},
		"no title":       {broken("title: A partner\n", ""), "title: say what the lesson is called; write title: and a few words"},
		"no YAML":        {"title: [", "1:8: the list that begins here is not closed; add a ] at its end, or put a text that begins with [ in quotes"},
		"keys at the top": {broken("title: A partner\n", "title: A partner\naudiense: admins\n"),
			`2:1: "audiense" is none of the keys here: title, audience, intro, scenario, answers or steps; the nearest is audience`},
		"an answer that cannot stand, a step without a subject, a key that there is not": {
			strings.NewReplacer("[contosobank.com]", "[contoso bank]", "at: connector.name", "att: connector.name", "message: partner", "slide: So far\n    nots: x").Replace(whole),
			"9:22: connector.sender-domains[0]: \"contoso bank\" has a space in it; remove the space, or make each value an entry of its own\n" +
				"12:5: steps[0]: \"att\" is none of the keys here: at, slide, message, text, notes or predict; the nearest is at\n" +
				"15:5: steps[1]: \"nots\" is none of the keys here: at, slide, message, text, notes or predict; the nearest is notes"},
		"notes for a question that there is not": {broken("at: connector.name", "at: connector.nome"),
			`12:9: steps[0]: "connector.nome" is no question of this scenario; the nearest is connector.name`},
		"notes for a question that is not asked": {broken("at: connector.name", "at: connector.smart-hosts"),
			`12:9: steps[0]: "connector.smart-hosts" is not asked with these answers; it is asked only if either from is office-365 and to is your-organization, or routing is smart-hosts`},
		"two steps for one question": {broken("  - message: partner\n", "  - at: connector.name\n"),
			`14:9: steps[1]: "connector.name" has a step already; put both into one`},
		"a message that there is not": {broken("message: partner", "message: loop"),
			`14:14: steps[1]: "loop" is no message of this set-up; the nearest is partner`},
		"a step about two things": {broken("    notes: Say it aloud.\n", "    slide: A name\n"),
			"13:5: steps[0]: a step is about one thing, and this one has at and slide; make two steps of it"},
		"a question without its answer": {broken("    notes: Say it aloud.\n", "    predict: {question: Which?, choices: [one, two], right: 3, because: it is}\n"),
			`13:61: steps[0].predict.right: "3" is no choice: there are 2; write a number from 1 to 2`},
		"a question without a reason": {broken("    notes: Say it aloud.\n", "    predict: {question: Which?, choices: [one, two], right: 1}\n"),
			"13:5: steps[0].predict: does not say why that is right; add because: and the reason"},
		"one choice": {broken("    notes: Say it aloud.\n", "    predict: {question: Which?, choices: [one], right: 1, because: it is}\n"),
			"13:5: steps[0].predict: has 1 choices; give 2 to 9 under choices:, one for each key"},
		"a right one that is no number": {broken("    notes: Say it aloud.\n", "    predict: {question: Which?, choices: [a, b], right: b, because: it is}\n"),
			"13:57: steps[0].predict.right: \"b\" is no number; write a number from 1 to 9"},
		"answers that lead to no question": {broken("    reject-unless-tls: true\n", "    reject-unless-tls: true\n    smart-hosts: [mx.contoso.com]\n"),
			"11:5: connector.smart-hosts: is ignored; it is asked only if either from is office-365 and to is your-organization, or routing is smart-hosts"},
		"answers that are missing": {broken("    name: Contoso Bank to Office 365\n", ""), "connector.name: give the connector a name"},
		"steps that are no list":   {whole[:strings.Index(whole, "steps:")] + "steps: all\n", `11:8: steps: is a text where a list belongs; write each item on a line of its own, behind a dash`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("my.yaml", []byte(test.src))
			if err == nil {
				t.Fatal("it is taken")
			}
			var rejected *answers.Rejected
			if !errors.As(err, &rejected) {
				t.Fatalf("%T", err)
			}
			got := strings.ReplaceAll(strings.ReplaceAll(err.Error(), "my.yaml:", ""), "\n ", "\n")
			if diff := cmp.Diff(test.want, strings.TrimPrefix(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if _, err := Read("my.yaml", []byte(broken("  - message: partner\n", ""))); err != nil {
		t.Errorf("the lesson that the others are made from: %v", err)
	}
}

// Whatever a lesson says, it does not act on the terminal.
func TestHostileLesson(t *testing.T) {
	hostile := `\u001b[2J\u202e\u0007<x>` + "`"
	src := strings.NewReplacer("A partner", `"`+hostile+`"`, "Say it aloud.", `"`+hostile+`"`, "  - message: partner\n",
		`  - slide: "`+hostile+`"`+"\n"+`    text: "`+hostile+`"`+"\n"+`    predict: {question: "`+hostile+`", choices: ["`+hostile+`", "b"], right: 1, because: "`+hostile+`"}`+"\n").Replace(whole)
	l, err := Read("my.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	m := New(l, wizard.NewLook(wizard.Options{}), Options{})
	n := NewNotes(wizard.NewLook(wizard.Options{}), func() Found { return Found{Sheet: m.sheet(), Running: true} }, nowhen)
	for m.at < len(m.beats)-1 {
		m.Update(keyOf("l"))
		harmless(t, m.View())
		m.Update(keyOf("l"))
		m.Update(keyOf("space"))
		n.Update(lookMsg{})
		for _, text := range []string{m.View(), n.View(), m.sheet().Text()} {
			harmless(t, text)
		}
	}
}

// harmless fails where more than styles would reach a terminal.
func harmless(t *testing.T, text string) {
	t.Helper()
	for _, r := range ansi.Strip(text) {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			t.Fatalf("%U reaches the terminal:\n%q", r, text)
		}
	}
	if strings.Contains(text, "\x1b[2J") {
		t.Fatalf("the lesson clears the screen: %q", text)
	}
}

// FuzzRead: no file breaks the reader, and what it takes can be told to its end.
func FuzzRead(f *testing.F) {
	f.Add(whole)
	all, err := ReadyAll()
	if err != nil {
		f.Fatal(err)
	}
	for _, l := range all {
		src, _ := Source(l.Scenario.ID)
		f.Add(string(src))
	}
	f.Add("title: x\nscenario: connector\nsteps:\n  - {at: review, predict: {choices: [a, b], right: 2}}\n")
	f.Fuzz(func(t *testing.T, src string) {
		l, err := Read("fuzz.yaml", []byte(src))
		if err != nil {
			var rejected *answers.Rejected
			if !errors.As(err, &rejected) || len(rejected.Problems) == 0 {
				t.Fatalf("it is refused without a reason: %v", err)
			}
			return
		}
		if stops, misfits := tell(l, steps.ClassicEAC); len(stops) < 3 || len(beatsOf(stops)) < len(stops) {
			t.Errorf("what was taken has %d stops; misfits %v", len(stops), misfits)
		}
	})
}
