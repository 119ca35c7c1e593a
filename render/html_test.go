package render_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"eacwizard/render"
	"eacwizard/steps"
)

// webPage is a hand-out as a parser of somebody else's reads it.
type webPage struct {
	t    *testing.T
	root *html.Node
}

func readPage(t *testing.T, doc string) webPage {
	t.Helper()
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	return webPage{t, root}
}

// all are the elements of a name, in their order; of every name where that is "".
func (p webPage) all(name string) []*html.Node { return within(p.root, name) }

func within(n *html.Node, name string) (out []*html.Node) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (name == "" || c.Data == name) {
			out = append(out, c)
		}
	}
	return out
}

func (p webPage) byID(id string) *html.Node {
	p.t.Helper()
	for _, n := range p.all("") {
		if attribute(n, "id") == id {
			return n
		}
	}
	p.t.Fatalf("nothing has the id %s", id)
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// inside is the text of an element, a line break as a line feed.
func inside(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Data == "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// rowsOf are the cells behind the heads of a table's rows.
func rowsOf(table *html.Node) map[string]string {
	out := map[string]string{}
	for _, tr := range within(table, "tr") {
		if th, td := within(tr, "th"), within(tr, "td"); len(th) == 1 && len(td) == 1 {
			out[inside(th[0])] = inside(td[0])
		}
	}
	return out
}

// TestHandOutIsWellFormed reads every hand-out token by token: what is opened is closed, in that order.
func TestHandOutIsWellFormed(t *testing.T) {
	empty := strings.Fields("meta input br")
	for _, name := range cases(t) {
		z := html.NewTokenizer(strings.NewReader(document(t, "html", settled(t, name))))
		var open []string
	reading:
		for {
			switch z.Next() {
			case html.ErrorToken:
				if z.Err() != io.EOF {
					t.Errorf("%s: %v", name, z.Err())
				}
				break reading
			case html.StartTagToken:
				if tag := z.Token().Data; !slices.Contains(empty, tag) {
					open = append(open, tag)
				}
			case html.EndTagToken:
				tag := z.Token().Data
				if len(open) == 0 || open[len(open)-1] != tag {
					t.Fatalf("%s: </%s> closes %v", name, tag, open)
				}
				open = open[:len(open)-1]
			case html.CommentToken:
				t.Errorf("%s: a comment %q", name, z.Token())
			}
		}
		if len(open) > 0 {
			t.Errorf("%s: left open: %v", name, open)
		}
	}
}

// TestHandOutLoadsNothing looks at every element and attribute: none runs anything, none names a place outside the page,
// and the policy that says so to the browser allows the page's own style.
func TestHandOutLoadsNothing(t *testing.T) {
	elements := strings.Fields("html head meta title style body main p h1 h2 h3 small nav ol ul li a section table caption thead tbody " +
		"tr th td br code pre strong label input span div figure figcaption svg desc rect path text")
	attributes := strings.Fields("lang charset http-equiv content name role id class href scope colspan tabindex type viewBox " +
		"aria-labelledby aria-describedby x y width height rx d")
	for _, name := range cases(t) {
		p := readPage(t, document(t, "html", settled(t, name)))
		ids, targets := map[string]bool{}, map[string]bool{}
		for _, n := range p.all("") {
			if !slices.Contains(elements, n.Data) {
				t.Errorf("%s: an element %s", name, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case !slices.Contains(attributes, a.Key):
					t.Errorf("%s: %s has an attribute %s", name, n.Data, a.Key)
				case a.Key == "id" && ids[a.Val]:
					t.Errorf("%s: two have the id %s", name, a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				case a.Key == "href" && !strings.HasPrefix(a.Val, "#"):
					t.Errorf("%s: a link to %s", name, a.Val)
				case a.Key == "href":
					targets[a.Val[1:]] = true
				case strings.HasPrefix(a.Key, "aria-"):
					targets[a.Val] = true
				}
			}
		}
		for id := range targets {
			if !ids[id] {
				t.Errorf("%s: nothing has the id %s", name, id)
			}
		}
		style := inside(p.all("style")[0])
		for _, loads := range []string{"url(", "@import", "://", "expression"} {
			if strings.Contains(style, loads) {
				t.Errorf("the style has %s", loads)
			}
		}
		sum := sha256.Sum256([]byte(style))
		policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
		if got := attribute(p.all("meta")[1], "content"); got != policy {
			t.Errorf("%s: the policy is %s, want %s", name, got, policy)
		}
	}
}

// TestHandOutIsAccessible looks for what a reader needs who does not see the page.
func TestHandOutIsAccessible(t *testing.T) {
	for _, name := range cases(t) {
		p := readPage(t, document(t, "html", settled(t, name)))
		if attribute(p.all("html")[0], "lang") != "en" {
			t.Errorf("%s: no language", name)
		}
		if len(p.all("h1")) != 1 || inside(p.all("h1")[0]) != inside(p.all("title")[0]) {
			t.Errorf("%s: heading and title are %d", name, len(p.all("h1")))
		}
		level := byte('1')
		for _, n := range p.all("") {
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] <= '6' {
				if n.Data[1] > level+1 {
					t.Errorf("%s: %s %q comes behind h%c", name, n.Data, inside(n), level)
				}
				level = n.Data[1]
			}
		}
		for _, th := range p.all("th") {
			if attribute(th, "scope") == "" {
				t.Errorf("%s: the head %q has no scope", name, inside(th))
			}
		}
		drawn := p.all("svg")
		for _, svg := range drawn {
			if len(within(svg, "title")) != 1 || len(within(svg, "desc")) != 1 || len(within(svg, "rect")) < 2 {
				t.Errorf("%s: a drawing without title, description or stops", name)
			}
		}
		if len(drawn) == 0 {
			t.Errorf("%s: no path is drawn", name)
		}
		for _, input := range p.all("input") {
			if input.Parent.Data != "label" || inside(input.Parent) == "" {
				t.Errorf("%s: a box without a label", name)
			}
		}
	}
}

// TestHandOutHasTheBlocks holds the blocks against those to paste, byte for byte.
func TestHandOutHasTheBlocks(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		p := readPage(t, document(t, "html", s))
		for id, section := range map[string]string{"paste": "commands", "on-premises": "commands-on-premises"} {
			want := strings.ReplaceAll(document(t, id, s), "\r\n", "\n")
			if !slices.ContainsFunc(made(t, s), func(d render.Document) bool { return d.ID == id }) {
				continue
			}
			var blocks []string
			for _, pre := range within(p.byID(section), "pre") {
				blocks = append(blocks, inside(pre))
			}
			if got := strings.Join(blocks, ""); got != want {
				t.Errorf("%s: the blocks of %s differ: %s", name, id, cmp.Diff(want, got))
			}
		}
	}
}

// TestHandOutHasTheRecords holds the tables of records against the set-up for programs.
func TestHandOutHasTheRecords(t *testing.T) {
	seen := 0
	for _, name := range cases(t) {
		s := settled(t, name)
		var up struct {
			Records []struct {
				Name, Type string
				New, Old   []string
			}
		}
		if err := json.Unmarshal([]byte(document(t, "json", s)), &up); err != nil {
			t.Fatal(err)
		}
		if len(up.Records) == 0 {
			continue
		}
		p := readPage(t, document(t, "html", s))
		tables := map[string]map[string]string{}
		for _, table := range within(p.byID("dns"), "table") {
			tables[inside(within(table, "caption")[0])] = rowsOf(table)
		}
		if len(tables) != len(up.Records) {
			t.Errorf("%s: %d tables for %d sets of records", name, len(tables), len(up.Records))
		}
		for _, r := range up.Records {
			rows := tables[r.Type+" of "+r.Name]
			without := func(all, these []string) string {
				return strings.Join(slices.DeleteFunc(slices.Clone(all), func(d string) bool { return slices.Contains(these, d) }), "\n")
			}
			if rows["Type"] != r.Type || rows["Full name"] != r.Name || rows["Enter"] != without(r.New, r.Old) || rows["Delete"] != without(r.Old, r.New) {
				t.Errorf("%s: %+v is shown as %v", name, r, rows)
			}
			seen++
		}
	}
	if seen == 0 {
		t.Error("no case has records")
	}
}

// TestHandOutHasTheReview holds the summary against the review.
func TestHandOutHasTheReview(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		var want, got []string
		for _, section := range s.Review() {
			want = append(want, section.Title+": "+hidden.Replace(strings.Join(section.Lines, "\n")))
		}
		for _, tr := range within(readPage(t, document(t, "html", s)).byID("summary"), "tr") {
			if td := within(tr, "td"); len(td) == 1 {
				got = append(got, inside(within(tr, "th")[0])+": "+inside(td[0]))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// hidden has the marks that the hostile case turns the direction of a line with.
var hidden = strings.NewReplacer("\u202e", "<U+202E>", "\u202c", "<U+202C>")

// skeleton is a page without its texts: elements, their ids, classes and links. Drawings count as one: the lines in them
// are as many as the names are long.
func (p webPage) skeleton() (out []string) {
	inDrawing := func(n *html.Node) bool {
		for a := range n.Ancestors() {
			if a.Data == "svg" {
				return true
			}
		}
		return false
	}
	for _, n := range p.all("") {
		if inDrawing(n) && n.Data != "rect" {
			continue
		}
		out = append(out, n.Data+" #"+attribute(n, "id")+" ."+attribute(n, "class")+" "+attribute(n, "href"))
	}
	return out
}

// FuzzHostileHandOut lets a name and a description be anything: the page keeps its elements, and shows the texts.
func FuzzHostileHandOut(f *testing.F) {
	f.Add("Bob's <b>\"filter\"</b>", "</pre></code></td></table><script>alert(1)</script>")
	f.Add("]]> --> <!-- </svg></title>", "&lt;script&gt; &#60; onload=\"x\" javascript:alert(1)")
	f.Add("\u202ename\u2066", strings.Repeat("😀é\u200b", 100))
	f.Add(strings.Repeat("W", 64), "x")
	mildPage := func(t *testing.T) webPage { return readPage(t, document(t, "html", settleAnswers(t, mild()))) }
	f.Fuzz(func(t *testing.T, name, comment string) {
		a := mild()
		a["connector.name"], a["connector.description"] = steps.Value{name}, steps.Value{comment}
		s := settleAnswers(t, a)
		if len(s.Problems()) > 0 || strings.TrimSpace(comment) == "" {
			return
		}
		p, calm := readPage(t, document(t, "html", s)), mildPage(t)
		// What the checks find depends on the texts, and so do the warnings at the head.
		if n, m := strings.Count(document(t, "summary", s), " MF"), strings.Count(document(t, "summary", settleAnswers(t, mild())), " MF"); n == m {
			if diff := cmp.Diff(calm.skeleton(), p.skeleton()); diff != "" {
				t.Fatal(diff)
			}
		}
		for _, bad := range []string{"script", "iframe", "object", "b", "img"} {
			if len(p.all(bad)) > 0 {
				t.Fatalf("an element %s comes of %q", bad, name)
			}
		}
		drawn := ""
		for _, text := range within(p.all("svg")[0], "text") {
			drawn += inside(text)
		}
		squeezed := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if want := squeezed(render.Visible(strings.TrimSpace(name))); !strings.Contains(squeezed(drawn), want) {
			t.Fatalf("%q is drawn as %q", want, drawn)
		}
	})
}

// TestHandOutEndsWithTheCommands holds that what is read stays together: the commands fill many sheets of paper.
func TestHandOutEndsWithTheCommands(t *testing.T) {
	for _, name := range cases(t) {
		p, begun := readPage(t, document(t, "html", settled(t, name))), false
		for _, s := range p.all("section") {
			id := attribute(s, "id")
			if commands := strings.HasPrefix(id, "commands"); begun && !commands {
				t.Errorf("%s: %s comes after the commands", name, id)
			} else if commands {
				begun = true
			}
		}
		if !begun {
			t.Errorf("%s: no commands", name)
		}
	}
}
