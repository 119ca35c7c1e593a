package wizard

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/charmbracelet/x/exp/golden" // registers -update
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"eacwizard/render"
	"eacwizard/steps"
)

// The goldens are whole conversations as the person sees them, and the answers they lead to.
func TestLinesConversations(t *testing.T) {
	for path, a := range lineScripts(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			w := lineWorld{}.walk(t, steps.State{}, scriptOf(t, a))
			if w.err != nil || !w.result.Finished || len(w.rest) > 0 {
				t.Fatalf("finished %v, error %v, %d lines not read; talk:\n%s", w.result.Finished, w.err, len(w.rest), w.talk)
			}
			checkWidth(t, w.said)
			settled := w.flow.Settled()
			a.Files = []txtar.File{a.Files[0], {Name: "talk", Data: []byte(w.talk)}, {Name: "answers", Data: []byte(saidWords(settled.Said(), settled))}}
			got := string(txtar.Format(a))
			if flag.Lookup("update").Value.String() == "true" {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		})
	}
}

// What a conversation answers is what setting the same answers without any conversation does.
func TestLinesAnswerLikeTheFlow(t *testing.T) {
	direct := map[string]steps.Answers{
		"office-365-to-your-organization": {
			"connector.from": {"office-365"}, "connector.to": {"your-organization"},
			"connector.name": {"Office 365 to Contoso Signature Service"},
			"connector.use":  {"transport-rule"}, "connector.smart-hosts": {"smtp.contososignatureservice.com"},
			"connector.match-subject-name": {"true"}, "connector.tls-domain": {"smtp.contososignatureservice.com"},
			"connector.validation-addresses": {"admin@fabrikam.com"}, "organization.initial-domain": {"fabrikam.onmicrosoft.com"},
		},
		"office-365-to-partner-organization": {
			"connector.from": {"office-365"}, "connector.to": {"partner-organization"}, "connector.turn-it-on": {"false"},
			"connector.name": {"Office 365 to Contoso Bank"}, "connector.description": {"Asked for by the treasury, ticket 4711"},
			"connector.use": {"these-domains"}, "connector.recipient-domains": {"contosobank.com", "*.contosobank.com", "*"},
			"connector.routing": {"smart-hosts"}, "connector.smart-hosts": {"mail.contosobank.com"}, "connector.certificate": {"any-certificate"},
		},
		"your-organization-to-office-365": {
			"connector.from": {"your-organization"}, "connector.name": {"Contoso Signature Service to Office 365"},
			"connector.identify-by": {"certificate"}, "connector.certificate-domain": {"fabrikam.com.contososignatureservice.com"},
			"organization.initial-domain": {"fabrikam.onmicrosoft.com"}, "organization.tenant-id": {"11111111-2222-3333-4444-555555555555"},
		},
		"partner-organization-to-office-365": {
			"connector.from": {"partner-organization"}, "connector.name": {"Contoso Bank to Office 365"},
			"connector.sender-domains": {"contosobank.com"}, "connector.require-certificate-name": {"true"},
			"connector.certificate-domain": {"contosobank.com"}, "connector.reject-unless-from-ip-addresses": {"true"},
			"connector.sender-ip-addresses": {"131.107.21.0/24", "131.107.22.7"},
		},
		"lock-down": {
			"connector.from": {"partner-organization"}, "connector.name": {"Filter to Office 365"},
			"connector.sender-domains": {"*"}, "connector.require-certificate-name": {"true"}, "connector.certificate-domain": {"*.contoso.com"},
			"connector.turn-it-on": {"true"}, "connector.reject-all-other-mail": {"true"}, "organization.initial-domain": {"fabrikam.onmicrosoft.com"},
		},
	}
	scripts := lineScripts(t)
	for name, answers := range direct {
		w := lineWorld{}.walk(t, steps.State{}, scriptOf(t, scripts[filepath.Join("testdata", "lines", name+".txtar")]))
		flow := lineFlow(t, steps.State{})
		for _, q := range flow.Settled().Asked {
			if v, ok := answers[q.Key]; ok {
				flow.Set(q.Key, v)
			}
		}
		if diff := cmp.Diff(flow.Settled().Said(), w.flow.Settled().Said()); diff != "" {
			t.Errorf("%s (-set +asked):\n%s", name, diff)
		}
		if problems := w.flow.Problems(); len(problems) > 0 {
			t.Errorf("%s has problems: %v", name, problems)
		}
	}
}

// Input that ends at a question is an error that names it; once everything is answered it means that nothing more is wanted.
func TestLinesEndOfInput(t *testing.T) {
	for path, a := range lineScripts(t) {
		script := scriptOf(t, a)
		for i, next := range script {
			w := lineWorld{}.walk(t, steps.State{}, script[:i])
			if next.at == "documents" {
				if w.err != nil || !w.result.Finished {
					t.Errorf("%s cut before line %d: finished %v, error %v", path, i+1, w.result.Finished, w.err)
				}
				continue
			}
			want := "input ended before " + next.at + " was answered"
			if next.at == "review" {
				want = `input ended before "Create connector" was chosen`
			}
			if !errors.Is(w.err, io.ErrUnexpectedEOF) || w.err.Error() != want || w.result.Finished {
				t.Errorf("%s cut before line %d: finished %v, error %v, want %s", path, i+1, w.result.Finished, w.err, want)
			}
		}
	}
}

// A pipe hands everything over at once, and one reader loses none of it.
func TestLinesThroughAPipe(t *testing.T) {
	for path, a := range lineScripts(t) {
		script := scriptOf(t, a)
		want := lineWorld{}.walk(t, steps.State{}, script)
		for name, text := range map[string]string{
			"at once":                     script.piped(),
			"with carriage returns":       strings.ReplaceAll(script.piped(), "\n", "\r\n"),
			"with a byte order mark":      "\ufeff" + script.piped(),
			"without the last line's end": strings.TrimSuffix(script.piped(), "\n"),
		} {
			flow := lineFlow(t, steps.State{})
			var print bytes.Buffer
			got, err := Lines(flow, LinesOptions{In: bufio.NewReader(strings.NewReader(text)), Say: io.Discard, Print: &print, World: quietWorld})
			if err != nil || !got.Finished {
				t.Fatalf("%s, %s: finished %v, error %v", path, name, got.Finished, err)
			}
			if diff := cmp.Diff(want.flow.Settled().Said(), flow.Settled().Said()); diff != "" {
				t.Errorf("%s, %s (-typed +piped):\n%s", path, name, diff)
			}
			if print.String() != want.print {
				t.Errorf("%s, %s: printed %q, want %q", path, name, print.String(), want.print)
			}
		}
	}
}

var quietWorld = World{
	Copy: func(string) (string, error) { return "copied", nil },
	Save: func(folder string, _ []Document) ([]string, error) { return []string{folder}, nil },
}

// shortWalk answers everything there is with as little as it takes.
const shortWalk = `connector.from: 2
connector.name: Server
connector.description:
connector.turn-it-on:
connector.retain-internal-headers:
connector.identify-by:
connector.certificate-domain: contoso.com
organization.initial-domain:
organization.tenant-id:
organization.cloud:
review: c
`

func TestLinesDocuments(t *testing.T) {
	docsOf := func(w lineWalk) map[string]string {
		docs, err := render.All(w.flow.Settled())
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, d := range docs {
			out[d.ID] = string(d.Body)
		}
		return out
	}

	w := walkLines(t, shortWalk+"documents: P\ndocuments: answers\ndocuments: p\ndocuments:\ndocuments: q\n")
	if want := docsOf(w)["answers"] + docsOf(w)["paste"]; w.print != want || w.err != nil {
		t.Errorf("printed %q, error %v, want %q", w.print, w.err, want)
	}

	w = walkLines(t, shortWalk+"documents: y\ndocuments:\ndocuments: q\n")
	if want := []string{docsOf(w)["paste"]}; !cmp.Equal(w.copied, want) || w.print != "" {
		t.Errorf("copied %q, printed %q", w.copied, w.print)
	}

	w = walkLines(t, shortWalk+"documents: v\ndocuments: ANSWERS\n")
	if want := docsOf(w)["answers"]; !strings.Contains(w.said, "\n\n"+want+"\nYour choice:") || w.print != "" {
		t.Errorf("the document is not shown as it is:\n%s\nwant\n%s", w.said, want)
	}

	w = walkLines(t, shortWalk+"documents: s\ndocuments: ?\ndocuments: a\x1bb\ndocuments:\ndocuments: s\ndocuments: else where\ndocuments: q\n")
	if want := []string{"eacwizard-server", "else where"}; !cmp.Equal(w.folder, want) {
		t.Errorf("saved in %q", w.folder)
	}
	if want := []string{"eacwizard-server/one", "eacwizard-server/two", "else where/one", "else where/two"}; !cmp.Equal(w.result.Saved, want) {
		t.Errorf("the result has %q as saved", w.result.Saved)
	}
}

// What fails outside is said and can be tried again, and does not count as kept.
func TestLinesFailures(t *testing.T) {
	script := readScript(t, shortWalk+"documents: y\ndocuments:\ndocuments: s\ndocuments:\ndocuments: other\ndocuments: <\ndocuments: q\ndocuments:\ndocuments: q\n")
	w := lineWorld{fail: errors.New("no room\x1b[2J")}.walk(t, steps.State{}, script)
	w.says(t,
		`Error: paste was not copied: no room\u{1B}[2J.`,
		`Error: nothing was saved: no room\u{1B}[2J. Type another folder,`,
		"Nothing has been printed, saved or copied. Leave all the same? [y/N]:",
	)
	if w.err != nil || len(w.rest) > 0 || len(w.result.Saved) > 0 || !w.result.Finished {
		t.Errorf("error %v, not read %v, result %+v", w.err, w.rest, w.result)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestLinesBrokenWriters(t *testing.T) {
	for name, opt := range map[string]LinesOptions{
		"nobody hears":     {Say: brokenWriter{}, Print: io.Discard},
		"nothing is taken": {Say: io.Discard, Print: brokenWriter{}},
	} {
		opt.In = bufio.NewReader(strings.NewReader(readScript(t, shortWalk+"documents: p\ndocuments:\n").piped()))
		opt.World = quietWorld
		if _, err := Lines(lineFlow(t, steps.State{}), opt); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestLinesSigns(t *testing.T) {
	for line, want := range map[string]lineInput{
		"":            {"", ""},
		" < ":         {"<", "<"},
		"?":           {"?", "?"},
		"??":          {"??", "??"},
		"???":         {"???", ""},
		"-":           {"-", "-"},
		"-12":         {"-12", "-12"},
		"-1a":         {"-1a", ""},
		`\<`:          {"<", ""},
		`\-2`:         {"-2", ""},
		`\\=`:         {`\=`, ""},
		`\\\?`:        {`\\?`, ""},
		`\\server\in`: {`\\server\in`, ""},
		`\`:           {`\`, ""},
		"<b>":         {"<b>", ""},
		"\ufeffyes\r": {"yes", ""},
	} {
		if got := newLineInput(line); got != want {
			t.Errorf("%q is understood as %+v, want %+v", line, got, want)
		}
	}
	for _, text := range []string{"<", "?", "??", "-", "=", "-2", `\<`} {
		w := walkLines(t, "connector.from: 2\nconnector.name: \\"+text+"\n")
		if got := w.flow.Settled().At("connector.name").Value.Text(); got != text {
			t.Errorf(`\%s makes %q`, text, got)
		}
	}
}

func TestLinesProposal(t *testing.T) {
	const untilDomain = `connector.from: 1
connector.to: 1
connector.name: a
connector.description:
connector.turn-it-on:
connector.retain-internal-headers:
connector.use:
connector.smart-hosts: mx.contoso.com, mail.contoso.com
connector.smart-hosts:
connector.always-use-tls:
connector.certificate:
connector.match-subject-name: y
connector.tls-domain: =
connector.tls-domain: contoso.com
connector.validation-addresses: <
`
	w := walkLines(t, untilDomain+"connector.tls-domain: =\nconnector.tls-domain:\n")
	w.says(t,
		"What is shown is what is proposed: mx.contoso.com",
		"= returns to what is proposed: mx.contoso.com Domain name on the certificate, for example contoso.com or *.contoso.com [contoso.com]:",
		"Back to what is proposed: mx.contoso.com",
	)
	if q := w.flow.Settled().At("connector.tls-domain"); q.Said || q.Value.Text() != "mx.contoso.com" {
		t.Errorf("the answer is %v, said %v", q.Value, q.Said)
	}

	// what follows from a change is said wherever it was settled before
	w = walkLines(t, strings.Replace(untilDomain, "connector.tls-domain: contoso.com", "connector.tls-domain:", 1)+`connector.tls-domain: <
connector.match-subject-name: <
connector.certificate: <
connector.always-use-tls: <
connector.smart-hosts: -1
connector.smart-hosts:
connector.always-use-tls: <
connector.smart-hosts: -1
connector.smart-hosts: 131.107.22.7
connector.smart-hosts:
`)
	w.says(t, `"Domain name on the certificate" follows that. It is now: mail.contoso.com`, `"Domain name on the certificate" has to be answered again.`)
}

// A walk that was kept goes on where it stood, with the text that was typed and not added.
func TestLinesResumed(t *testing.T) {
	first := walkLines(t, "connector.from: 1\nconnector.to: 1\nconnector.name: a\nconnector.description:\nconnector.turn-it-on:\nconnector.retain-internal-headers:\nconnector.use:\n")
	st := first.result.State
	if st.Page != "connector.routing" || st.Focus != "connector.smart-hosts" {
		t.Fatalf("the walk was left at %s, %s", st.Page, st.Focus)
	}
	st.Pending = map[steps.Key]string{"connector.smart-hosts": "mail.contoso.com, *.contoso.com"}
	w := lineWorld{}.walk(t, st, readScript(t, "connector.smart-hosts:\nconnector.always-use-tls: n\n"))
	if got := w.flow.Settled().At("connector.smart-hosts").Value; !cmp.Equal(got, steps.Value{"mail.contoso.com"}) {
		t.Errorf("the list is %q", got)
	}
	if len(w.flow.PendingTexts()) > 0 {
		t.Errorf("still pending: %q", w.flow.PendingTexts())
	}
	w.says(t, `Typed before, and not added yet: mail.contoso.com, *.contoso.com Error: "*.contoso.com" has a wildcard`)
	if strings.Contains(w.said, "You need a connector for this") {
		t.Errorf("a note of an earlier page is said again:\n%s", w.said)
	}
}

// A walk that is resumed at the review, with answers missing, is led to each of them before anything is created.
func TestLinesReviewOfHalfAnswers(t *testing.T) {
	w := lineWorld{}.walk(t, steps.State{Page: "review", Answers: steps.Answers{
		"connector.from": {"partner-organization"}, "connector.sender-domains": {"*"}, "connector.reject-unless-from-ip-addresses": {"true"},
	}}, readScript(t, `connector.turn-it-on: <
organization.cloud:
connector.turn-it-on:
connector.reject-all-other-mail:
review: ??
review: C
connector.name: Filter
connector.description:
connector.turn-it-on:
connector.from:
connector.identify-by:
connector.sender-domains:
connector.reject-all-other-mail:
connector.reject-unless-tls:
connector.require-certificate-name:
connector.reject-unless-from-ip-addresses:
connector.sender-ip-addresses: 131.107.21.0/24
connector.sender-ip-addresses:
connector.turn-it-on:
connector.reject-all-other-mail:
review: <
connector.reject-all-other-mail: <
connector.turn-it-on: <
organization.cloud:
review: c
documents: ??
documents: q
documents: y
`))
	if w.err != nil || !w.result.Finished || len(w.rest) > 0 {
		t.Errorf("finished %v, error %v, not read %v; said:\n%s", w.result.Finished, w.err, w.rest, w.said)
	}
	w.says(t, `Error, at "Name": give the connector a name.`, `Error, at "IP addresses": add at least one IP address or range.`)
}

// Answers that came from elsewhere are shown safely, and none that cannot stand passes with Enter.
func TestLinesAnswersFromElsewhere(t *testing.T) {
	w := lineWorld{}.walk(t, steps.State{Answers: steps.Answers{
		"connector.from": {"office-365"}, "connector.to": {"your-organization"}, "connector.name": {"a\x1b[2Jb"},
		"connector.smart-hosts": {"mail.contoso.com", "10.0.0.0/99", "\u202ebad"},
	}}, readScript(t, `connector.from:
connector.to:
connector.name:
connector.name: fine
connector.description:
connector.turn-it-on:
connector.retain-internal-headers:
connector.use:
connector.smart-hosts:
connector.smart-hosts: -3
connector.smart-hosts: -2
connector.smart-hosts:
connector.always-use-tls:
`))
	w.says(t, `Name [a\u{1B}[2Jb]:`, "; or type -2 to take it out.", `3. \u{202E}bad`)
}

// A demand over several answers stands at one question, which is asked again.
func TestLinesDemand(t *testing.T) {
	w := walkLines(t, `connector.from: 3
connector.name: a
connector.description:
connector.turn-it-on:
connector.identify-by:
connector.sender-domains: contoso.com
connector.sender-domains:
connector.reject-unless-tls: n
connector.reject-unless-from-ip-addresses:
connector.reject-unless-tls:
connector.reject-unless-from-ip-addresses: y
connector.sender-ip-addresses: 131.107.22.7
connector.sender-ip-addresses:
organization.initial-domain:
`)
	w.says(t, "a partner connector has to restrict something; tick TLS, or the IP address range, or both.")
}

// A finding, like a note, is said once while it stands, and again when it has come back.
func TestLinesNotesOnce(t *testing.T) {
	w := walkLines(t, `connector.from: 1
connector.to: 2
connector.name: a
connector.description:
connector.turn-it-on:
connector.use:
connector.routing:
connector.always-use-tls: n
connector.validation-addresses: <
connector.always-use-tls:
connector.validation-addresses: <
connector.always-use-tls: y
connector.certificate: <
connector.always-use-tls: n
`)
	if n := strings.Count(w.said, "Warning: mail goes out unencrypted"); n != 2 {
		t.Errorf("the finding is said %d times in\n%s", n, w.said)
	}
}

// A line of any length and of any bytes is read to its end, and the next one is the next answer.
func TestLinesAnyLine(t *testing.T) {
	long := strings.Repeat("x", longestLine)
	list := strings.TrimSuffix(strings.Repeat("a1.contoso.com,", 500), ",")
	w := walkLines(t, "connector.from: 1\nconnector.to: 1\nconnector.name: x"+long+"\nconnector.name: "+long+"\nconnector.name: a\x00\x1b[A\xff\tb\nconnector.name: fine\n"+
		"connector.description: "+long+"\nconnector.turn-it-on: <\nconnector.description: -\nconnector.turn-it-on:\nconnector.retain-internal-headers:\n"+
		"connector.use:\nconnector.smart-hosts: "+list+"\nconnector.smart-hosts: b.contoso.com\nconnector.smart-hosts:\n")
	w.says(t,
		"Error: that line is longer than 1048576 bytes and was left out; type a shorter one.",
		`Error: "a\u{0}\u{1B}[A\x{FF}\u{9}b" has the control character`,
		"1 added.",
	)
	if got := w.flow.Settled().At("connector.smart-hosts").Value; !cmp.Equal(got, steps.Value{"a1.contoso.com", "b.contoso.com"}) {
		t.Errorf("the list is %q", got)
	}
}

func TestLineWrap(t *testing.T) {
	host := strings.Repeat("long.", 20) + "contoso.com"
	for _, c := range []struct{ lead, text, want string }{
		{"", "short", "short"},
		{"", "", ""},
		{"  1. ", host, "  1. " + host},
		{"", "see " + host + " there", "see\n" + host + "\nthere"},
		{"  1. ", strings.Repeat("word ", 15) + "end", "  1. " + strings.Repeat("word ", 13) + "word\n     word end"},
		{"", "two  blanks stay", "two  blanks stay"},
		{"", "a\tb\nc\u2028d\u202ee", `a\u{9}b\u{A}c\u{2028}d\u{202E}e`},
		{"", "bücher.example 工商", "bücher.example 工商"},
		{"", "\xffé", `\x{FF}é`},
	} {
		if got := lineWrap(c.lead, c.text); got != c.want {
			t.Errorf("lineWrap(%q, %q) is\n%s\nwant\n%s", c.lead, c.text, got, c.want)
		}
	}
}

// FuzzLines types anything: nothing panics, the walk ends, what is said is safe, and only what stands is created.
func FuzzLines(f *testing.F) {
	for _, a := range lineScripts(f) {
		f.Add(scriptOf(f, a).piped())
	}
	f.Add("\x1b[A\n\x00\n3\n")
	f.Add("1\n1\n" + strings.Repeat("a,;-1\n", 9) + "\xff\xfe1\n")
	f.Fuzz(func(t *testing.T, input string) {
		var script lineScript
		for line := range strings.Lines(input) {
			script = append(script, typedLine{text: strings.TrimSuffix(line, "\n")})
		}
		w := lineWorld{}.walk(t, steps.State{}, script)
		if w.err == nil != w.result.Finished {
			t.Errorf("finished %v, error %v", w.result.Finished, w.err)
		}
		if w.result.Finished && len(w.flow.Problems()) > 0 {
			t.Errorf("finished with %v", w.flow.Problems())
		}
		if !w.result.Finished && !errors.Is(w.err, io.ErrUnexpectedEOF) {
			t.Errorf("ended with %v", w.err)
		}
	})
}
