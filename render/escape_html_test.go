package render

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestAppendHTML(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"Contoso Bank to Office 365":        "Contoso Bank to Office 365",
		"</pre><script>alert(1)</script>":   "&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
		`" onclick='x' &amp; ]]> <!--`:      `&#34; onclick=&#39;x&#39; &amp;amp; ]]&gt; &lt;!--`,
		"\u202eleft\x00\n":                  "&lt;U+202E&gt;left&lt;U+0000&gt;&lt;U+000A&gt;",
		"family \U0001F469\u200D\U0001F467": "family \U0001F469\u200D\U0001F467",
		"\xff":                              "\uFFFD",
	} {
		if got := string(appendHTML(nil, text)); got != want {
			t.Errorf("appendHTML(%q) = %q, want %q", text, got, want)
		}
	}
	if got := string(appendHTMLLines([]byte("x"), "a<b\r\n\n\tc&\u2028\nd")); got != "xa&lt;b\n\n&lt;U+0009&gt;c&amp;&lt;U+2028&gt;\nd" {
		t.Errorf("lines are %q", got)
	}
}

// FuzzAppendHTML reads what is escaped with a parser of somebody else's: as the content of elements of several kinds, and
// as an attribute.
func FuzzAppendHTML(f *testing.F) {
	f.Add("plain")
	f.Add("</p></code></pre></svg></title><script>alert(1)</script>")
	f.Add("\" onclick=\"x\" ' &quot; &#60; &lt &notit; ]]> <!-- -->")
	f.Add("\r\n\t\x00\xff\u202e\ufeff\u2028<\U0001F469\u200D\U0001F467")
	f.Fuzz(func(t *testing.T, s string) {
		got := string(appendHTML(nil, s))
		if strings.ContainsAny(got, "<>\"'") {
			t.Fatalf("%q is written as %q", s, got)
		}
		var lines []string
		for line := range strings.Lines(s) {
			text, ended := strings.CutSuffix(line, "\n")
			if ended {
				text = strings.TrimSuffix(text, "\r")
			}
			lines = append(lines, string(appendHTML(nil, text))+line[len(strings.TrimSuffix(line, "\n")):])
		}
		code := string(appendHTMLLines(nil, s))
		if strings.ContainsAny(code, "<>") || html.UnescapeString(code) != html.UnescapeString(strings.Join(lines, "")) || code != string(appendHTMLLines(nil, []byte(s))) {
			t.Fatalf("the lines of %q are written as %q", s, code)
		}
		if doc, err := html.Parse(strings.NewReader("<!DOCTYPE html><body><pre><code>" + code + "</code></pre>")); err != nil {
			t.Fatal(err)
		} else {
			inside := ""
			for n := range doc.Descendants() {
				if n.Type == html.TextNode {
					inside += n.Data
				}
			}
			if want := html.UnescapeString(strings.Join(lines, "")); inside != want {
				t.Fatalf("the lines of %q are read as %q, want %q", s, inside, want)
			}
		}
		for _, around := range []string{"p", "code", "th", "svg"} {
			open, end := "<"+around+` title="`+got+`">`, "</"+around+">"
			text := got
			switch around {
			case "th":
				open, end = "<table><tr>"+open, end+"</tr></table>"
			case "svg":
				text = "<text>" + got + "</text>"
			}
			doc, err := html.Parse(strings.NewReader("<!DOCTYPE html><body>" + open + text + end + "<p>after</p>"))
			if err != nil {
				t.Fatal(err)
			}
			var inside, attribute string
			elements := 0
			for n := range doc.Descendants() {
				switch {
				case n.Type == html.ElementNode:
					elements++
					for _, a := range n.Attr {
						attribute += a.Val
					}
				case n.Type == html.TextNode:
					inside += n.Data
				}
			}
			want := map[string]int{"p": 5, "code": 5, "th": 8, "svg": 6}[around]
			if inside != visible(s)+"after" || attribute != visible(s) || elements != want {
				t.Errorf("%q in %s is read as %q and %q, with %d elements", s, around, inside, attribute, elements)
			}
		}
	})
}
