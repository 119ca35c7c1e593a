package render_test

import (
	"bytes"
	"slices"
	"testing"

	"eacwizard/render"
)

// TestMakerLeavesNoTrace: what a Maker made before, longer or shorter, shows in no later document.
func TestMakerLeavesNoTrace(t *testing.T) {
	var maker render.Maker
	names := cases(t)
	for _, name := range slices.Concat(names, names[:3]) {
		s := settled(t, name)
		want, err := new(render.Maker).All(s)
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := maker.All(s)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %d documents, want %d; %v", name, len(got), len(want), err)
		}
		for i, d := range got {
			if d.Format != want[i].Format || !bytes.Equal(d.Body, want[i].Body) || (d.Refused == nil) != (want[i].Refused == nil) {
				t.Errorf("%s: %s is not what it is from a new Maker", name, d.File)
			}
		}
	}
}

// TestAllOwnsItsDocuments: what All made stays as it is, whatever is made afterwards.
func TestAllOwnsItsDocuments(t *testing.T) {
	names := cases(t)
	docs, err := render.All(settled(t, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	var before [][]byte
	for _, d := range docs {
		before = append(before, bytes.Clone(d.Body))
	}
	for _, name := range names[1:] {
		if _, err := render.All(settled(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	for i, d := range docs {
		if !bytes.Equal(d.Body, before[i]) {
			t.Errorf("%s changed after it was made", d.File)
		}
	}
}
