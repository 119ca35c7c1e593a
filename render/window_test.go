package render_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// assignedIn are the variables that a block assigns, and those that its helpers take.
func assignedIn(body []psNode) map[string]bool {
	out := map[string]bool{}
	walk(body, func(n psNode) {
		switch n := n.(type) {
		case psAssign:
			if v, ok := n.target.(psVar); ok {
				out[strings.ToLower(string(v))] = true
			}
		case psForeach:
			out[strings.ToLower(n.name)] = true
		case psBlock:
			for _, p := range n.params {
				out[strings.ToLower(p)] = true
			}
		}
	})
	delete(out, "null")
	return out
}

// TestPasteLeavesTheWindowAsItIs: whatever variables the window has, a block does the same, and they stay as they are. The
// runner is always in strict mode, as the window may be, and knows no variable that nobody has set.
func TestPasteLeavesTheWindowAsItIs(t *testing.T) {
	for scenario, at := range organizations() {
		s := sample(t, scenario)
		text := document(t, "paste", s)
		blocks, _, err := readBlocks(text)
		if err != nil {
			t.Fatal(err)
		}
		other := organizations()[scenario]
		for i, body := range blocks {
			_, r := pasteBlock(t, text, blocks, i+1, at, true)
			want := r.receipt()

			mine := map[string]any{}
			for name := range assignedIn(body) {
				mine[name] = "something of the window's own"
			}
			mine["erroractionpreference"] = "SilentlyContinue"
			if lines := readyLine.FindAllStringSubmatch(text, -1); i > 0 {
				mine[lines[i-1][1]] = true
			}
			before := maps.Clone(mine)
			r = other.runner()
			r.scopes = []map[string]any{mine}
			thrown := r.run(body)
			if diff := cmp.Diff(want, r.receipt()); diff != "" || thrown != "" {
				t.Errorf("%s, block %d does not do the same: %s\n%s", scenario, i+1, thrown, diff)
			}
			if diff := cmp.Diff(before, mine); diff != "" {
				t.Errorf("%s, block %d changed the window: %s", scenario, i+1, diff)
			}
		}
	}
}

// TestReadyLineStandsAlone: the line that is typed before a later block reads no variable, which strict mode would refuse
// where nobody has set it, and opens that block alone.
func TestReadyLineStandsAlone(t *testing.T) {
	text := document(t, "paste", sample(t, "third-party-filter", "lockdown.reject-direct-send: true"))
	lines := readyLine.FindAllStringSubmatch(text, -1)
	blocks, _, err := readBlocks(text)
	if err != nil || len(lines) != 2 || len(blocks) != 3 || lines[0][1] == lines[1][1] {
		t.Fatal(err, lines, len(blocks))
	}
	for _, ready := range []map[string]any{{}, {lines[0][1]: true}, {lines[1][1]: false}, {lines[1][1]: ""}, {"ready": true}} {
		r := contoso().runner()
		r.scopes = []map[string]any{ready}
		if thrown := r.run(blocks[2]); !strings.Contains(thrown, "This block waits for a line") {
			t.Errorf("%v: %s", ready, thrown)
		}
	}
}

// TestPasteStopsUnderWhatIf: with the preference on, every command would say yes and do nothing.
func TestPasteStopsUnderWhatIf(t *testing.T) {
	for scenario, at := range organizations() {
		blocks, _, err := readBlocks(document(t, "paste", sample(t, scenario)))
		if err != nil {
			t.Fatal(err)
		}
		r := at.runner()
		r.scopes = []map[string]any{{"whatifpreference": true}}
		thrown := r.run(blocks[0])
		wants(t, thrown, r, "!$WhatIfPreference is on", "Nothing was changed.")
		if len(r.changes()) > 0 {
			t.Error(order(r.changes()))
		}
	}
}
