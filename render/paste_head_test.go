package render_test

import (
	"strings"
	"testing"
)

// TestPasteSaysWhatComesFirst: a block that is the only one says it as well, for either shell.
func TestPasteSaysWhatComesFirst(t *testing.T) {
	alone := document(t, "paste", sample(t, "add-on-service", "rule.turn-it-on: false"))
	own := document(t, "on-premises", sample(t, "third-party-filter-hybrid"))
	for _, c := range []struct {
		text string
		says []string
	}{
		{alone, []string{"BLOCK 1 OF 1: CREATE AND TEST (ACTS AT ONCE).", "Verify the certificate domain. Done when:"}},
		{own, []string{"BLOCK 1 OF 1: TURN IT ON (ACTS AT ONCE).", "Create the inbound connector from your own servers (number 1 of block 1 in paste.txt). Done when:",
			"Wait until the old MX records are forgotten. Done when:", "Wait until receivers find the new SPF record. Done when:"}},
	} {
		head, _, ok := strings.Cut(c.text, "\r\n& {\r\n")
		_, first, asks := strings.Cut(head, "# What has to be true first:\r\n")
		if !ok || !asks || !strings.HasPrefix(head, "# SAMPLE") || strings.Count(c.text, "# SAMPLE") != 1 {
			t.Errorf("no head, or not one: %s", head)
		}
		words := strings.Join(strings.Fields(strings.ReplaceAll(head, "#", "")), " ")
		for _, says := range c.says {
			if !strings.Contains(words, says) {
				t.Errorf("no %q in %s", says, words)
			}
		}
		if strings.Contains(first, "$ready") {
			t.Error("the only block waits for a line:", first)
		}
	}
	if strings.Contains(own, "Add and verify the mail domains") {
		t.Error("the server's block repeats what comes before the blocks of the other shell")
	}
}

// TestPasteRunsAsAFile types what the head of a block says before its file is run in a new window, and runs the file: the
// blocks before it find their work done, it does its own, and the one behind it stops.
func TestPasteRunsAsAFile(t *testing.T) {
	s := sample(t, "third-party-archive")
	text := document(t, "paste", s)
	blocks, _, err := readBlocks(text)
	if err != nil {
		t.Fatal(err)
	}
	at := contoso()
	for i := range blocks {
		_, body, _ := strings.Cut(text, "block "+lineID(t, text, i)+".")
		body, _, _ = strings.Cut(body, "$ErrorActionPreference")
		typed := map[string]any{}
		for _, line := range strings.Split(body, "\r\n") {
			if name, ok := strings.CutPrefix(strings.TrimSpace(line), "#     $"); ok {
				name, value, _ := strings.Cut(name, " = ")
				typed[name] = value == "$true"
			}
		}
		if len(typed) != i {
			t.Errorf("block %d asks for %v", i+1, typed)
		}
		stoppedAt := len(blocks)
		for n, block := range blocks {
			r := at.runner()
			r.scopes = []map[string]any{typed}
			thrown := r.run(block)
			if n < i && len(r.changes()) > 0 {
				t.Errorf("with what block %d says, block %d changes %v", i+1, n+1, order(r.changes()))
			}
			if n == i && (thrown != "" || len(r.changes()) == 0) {
				t.Errorf("block %d: %q, %v", i+1, thrown, order(r.changes()))
			}
			if thrown != "" {
				stoppedAt = n
				break
			}
		}
		if stoppedAt != i+1 {
			t.Errorf("with what block %d says, block %d stops", i+1, stoppedAt+1)
		}
	}
}

// lineID is the id of a block, from 0.
func lineID(t *testing.T, text string, number int) string {
	t.Helper()
	parts := strings.Split(text, "RECEIPT of block ")
	if len(parts) < number+2 {
		t.Fatalf("no block %d", number+1)
	}
	return parts[number+1][:8]
}

// TestRunbookQuotesTheReceipt: what the runbook says that the receipt has to say, it says.
func TestRunbookQuotesTheReceipt(t *testing.T) {
	s := settle(t, validated)
	_, quoted, ok := strings.Cut(document(t, "markdown", s), `it has to say "`)
	quoted, _, _ = strings.Cut(quoted, `"`)
	_, r := run(t, document(t, "paste", s), newService())
	if !ok || quoted == "" || !strings.Contains(r.receipt(), quoted) {
		t.Errorf("%q is not in the receipt: %s", quoted, r.receipt())
	}
}
