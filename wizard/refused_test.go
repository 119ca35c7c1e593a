package wizard

import (
	"errors"
	"strings"
	"testing"

	"eacwizard/render"
)

// manyDocuments are more than fit the menu, one of which cannot be made.
func manyDocuments() (docs []Document) {
	for _, title := range []string{
		"Summary", "Runbook", "Commands to paste", "JSON", "Answer file", "Script", "Verify", "Rollback", "DNS records", "Zone file",
		"Windows DNS", "Azure DNS", "Amazon Route 53", "Graph",
	} {
		id := strings.ToLower(strings.Fields(title)[0])
		if title == "Commands to paste" {
			id = "paste"
		}
		d := Document{Format: render.Format{ID: id, Title: title, File: id + ".txt", Says: "for " + title}, Body: []byte("body of " + title + "\n")}
		if title == "Amazon Route 53" {
			d.Body, d.Refused = nil, errors.New("the other TXT values at contoso.com are not known; list them, or say that there are none")
		}
		docs = append(docs, d)
	}
	return docs
}

// A document that cannot be made says why in its place, and is in nobody's way; the menu scrolls where it is long.
func TestADocumentThatCanNotBeMade(t *testing.T) {
	for name, s := range map[string]size{"many-documents-80x24": at80, "many-documents-60x20": {60, 20}} {
		w := startWalk(t, s, plainLook(), onPage(t, addOnOut(), "review"))
		w.next().sees("Documents ready")
		w.tm.Send(documentsMsg(manyDocuments()))
		w.snap("top").keys("down*9", "down").snap("refused").keys("c").sees("Error: Amazon Route 53 cannot be made")
		if s == at80 {
			w.keys("s", "enter").eventually("13 documents saved").keys("tab*3").snap("deeds")
		}
		w.finish(name)
	}
}

// documentsMsg puts documents on the last screen.
type documentsMsg []Document

func TestLinesOfADocumentThatCanNotBeMade(t *testing.T) {
	var said strings.Builder
	talk := &lineTalk{lineMouth: &lineMouth{to: &said}}
	docs := manyDocuments()
	if !talk.refuses(docs[len(docs)-2]) || talk.refuses(docs[0]) || !strings.Contains(flat(said.String()), "Error: amazon cannot be made: the other TXT values at contoso.com are not known") {
		t.Error(said.String())
	}
	if n := len(made(docs)); n != len(docs)-1 {
		t.Error(n)
	}
}
