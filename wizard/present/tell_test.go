package present

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// Slides at the head of the file come first, the others before the step that follows them; what is answered without a
// step has one of its own, and the last slides and messages come after the review.
func TestTheOrderOfALesson(t *testing.T) {
	src := strings.Replace(whole, whole[strings.Index(whole, "steps:"):], `steps:
  - slide: First
  - slide: Before the domains
  - at: connector.sender-domains
  - message: partner
  - at: connector.description
    notes: As proposed.
  - at: review
  - slide: Last
`, 1)
	l, err := Read("my.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	stops, _ := tell(l, steps.NewEAC)
	var got []string
	for _, s := range stops {
		got = append(got, s.called())
	}
	want := []string{
		"A partner", "First", "Before the domains",
		"New connector: Connection from", "New connector: Connection to", "Name",
		"From the partner, as it shall be",
		"Name: Description",
		"Authenticating sent email: How Office 365 identifies the sender", "Authenticating sent email: Sender domains",
		"Security restrictions: Reject email messages if they aren't sent over TLS",
		"Review connector", "Last", "Documents",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, s := range stops {
		if s.At == "connector.description" && (s.given || len(beatsOf([]stop{s})) != 1) {
			t.Error("a question that is not answered is more than shown")
		}
	}
}

// In the Classic EAC a lesson has that EAC's pages and words.
func TestALessonInTheClassicEAC(t *testing.T) {
	k := start(t, lesson(t, "connector"), 80, 24, wizard.Options{}, Options{EAC: steps.ClassicEAC})
	k.toStop("connector.from").keys("space", "space", "space").sees("In the admin center From: Office 365")
}

// A lesson that asks nobody ends with the documents, and starts again from there.
func TestALessonWithoutQuestions(t *testing.T) {
	l, err := Read("my.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	k := start(t, l, 80, 24, wizard.Options{}, Options{})
	k.toStop("documents").sees("r start again", "Documents ready").keys("space").sees("Documents ready").keys("r").sees("A partner", "1 of")
	k.lacks("Documents ready")
}
