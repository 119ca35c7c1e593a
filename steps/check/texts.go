package check

import (
	"fmt"
	"strings"
	"unicode"

	"eacwizard/steps"
	"eacwizard/steps/pattern"
)

// textRules are on what texts do in a PowerShell document.
var textRules = []Rule{
	{
		ID: "MF701", Name: "Typographic quotes and dashes", Severity: Warning, Group: Texts, Needs: []Need{Plan},
		Why:    "PowerShell takes curly quotes for quotation marks and long dashes for hyphens. The documents write them so that nothing comes of it; in a name they still make the next person search for the wrong character.",
		Fix:    "write plain quotes and hyphens",
		Source: "PowerShell: CharTraits.cs; about_Quoting_Rules",
		Upheld: "the documents write such characters as expressions",
		find:   typographic,
	},
	{
		ID: "MF702", Name: "Dollar, backtick or quote in a double-quoted value", Severity: Error, Group: Texts, Needs: []Need{Plan},
		Why:    "In double quotes a dollar begins a variable or runs code, and a backtick swallows what follows.",
		Fix:    "single quotes",
		Source: "PowerShell: about_Quoting_Rules",
		Upheld: "the documents put every value in single quotes",
	},
	{
		ID: "MF703", Name: "Control or invisible character", Severity: Error, Group: Texts, Needs: []Need{Plan}, Parser: true,
		Why:    "A line break ends a command, and the rest of the value would become one. Characters that cannot be seen make two names that look the same. They come along when text is copied from pages and PDFs.",
		Fix:    "remove it",
		Source: "PowerShell: CharTraits.cs; Microsoft: New-TransportRule",
		find:   invisibleCharacters,
	},
	{
		ID: "MF704", Name: "Script that an older PowerShell misreads", Severity: Error, Group: Texts, Needs: []Need{Plan},
		Why:    "Windows PowerShell reads a file without a byte order mark by the ANSI code page, where the second byte of some letters is a quotation mark.",
		Fix:    "UTF-8 with a byte order mark",
		Source: "PSScriptAnalyzer: UseBOMForUnicodeEncodedFile",
		Upheld: "the documents are ASCII to paste, and scripts have a byte order mark",
	},
	{
		ID: "MF705", Name: "Wrong kind of literal", Severity: Error, Group: Texts, Needs: []Need{Plan},
		Why:    "Text is no boolean, one text with commas is no list, and unquoted signs end a command or change it.",
		Fix:    "write each value as what it is",
		Source: "PowerShell: about_Parsing, about_Quoting_Rules; Microsoft: New-InboundConnector, New-TransportRule",
		Upheld: "the documents write every parameter by its type",
	},
	{
		ID: "MF706", Name: "Placeholder left in", Severity: Error, Group: Texts, Needs: []Need{Plan},
		Why:    "Commands of articles are often pasted as they are. Names and addresses of samples belong to Microsoft or to nobody, and mail for them goes astray.",
		Fix:    "give your own value",
		Source: "Microsoft: the sample commands of the articles that this wizard follows",
		find:   placeholders,
	},
}

// typed visits what somebody typed and no parser refuses: each text and item that is no proposal.
func (v *view) typed(visit func(q *steps.Asked, item int, text string)) {
	for i := range v.Asked {
		q := &v.Asked[i]
		if !q.Open || !q.Said || q.Kind == steps.Choice || q.Kind == steps.Toggle {
			continue
		}
		for i, text := range q.Value {
			if q.Kind != steps.List {
				i = -1
			}
			visit(q, i, text)
		}
	}
}

// stands reports a text that a parser takes. It is asked only of a text that there is something to say of.
func stands(q *steps.Asked, text string) bool { return q.Fault(text) == nil }

// inPlaceOf puts a text in the place of another; nil where it could not stand there.
func inPlaceOf(q *steps.Asked, item int, text string) *Change {
	switch {
	case strings.TrimSpace(text) == "" || !stands(q, text):
		return nil
	case item >= 0:
		return inList(*q, item, text)
	}
	return set(q.Key, text)
}

var plainSigns = strings.NewReplacer("‘", "'", "’", "'", "‚", "'", "‛", "'", "“", `"`, "”", `"`, "„", `"`, "–", "-", "—", "-", "―", "-")

func typographic(v *view) (out []Finding) {
	v.typed(func(q *steps.Asked, item int, text string) {
		if isASCII(text) {
			return
		}
		i := strings.IndexAny(text, "‘’‚‛“”„–—―")
		if i < 0 || !stands(q, text) {
			return
		}
		sign := []rune(text[i:])[0]
		out = append(out, about(q.Key, text, fmt.Sprintf("has the typographic character %c in it", sign), "write it with plain quotes and hyphens").
			inItem(item).with(inPlaceOf(q, item, plainSigns.Replace(text))))
	})
	return out
}

// invisibleNames are characters that cannot be seen and that no script needs.
var invisibleNames = map[rune]string{
	0x00A0: "no-break space", 0x200B: "zero width space", 0x200C: "zero width non-joiner", 0x200D: "zero width joiner", 0x2060: "word joiner", 0xFEFF: "byte order mark",
	0x202A: "left-to-right embedding", 0x202B: "right-to-left embedding", 0x202C: "pop directional formatting", 0x202D: "left-to-right override", 0x202E: "right-to-left override",
	0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "pop directional isolate",
}

// unseen is the first character of a text that cannot be seen, or 0, and the text without them. Joiners between
// letters of other scripts and in emoji are spelling.
func unseen(text string) (first rune, clean string) {
	if isASCII(text) {
		return 0, text
	}
	before := ' '
	clean = strings.Map(func(r rune) rune {
		was := before
		before = r
		if invisibleNames[r] == "" || (r == 0x200C || r == 0x200D) && was > unicode.MaxLatin1 {
			return r
		}
		if first == 0 {
			first = r
		}
		if r == 0x00A0 {
			return ' '
		}
		return -1
	}, text)
	return first, clean
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

func invisibleCharacters(v *view) (out []Finding) {
	v.typed(func(q *steps.Asked, item int, text string) {
		r, clean := unseen(text)
		if r == 0 || !stands(q, text) {
			return
		}
		out = append(out, about(q.Key, text, fmt.Sprintf("has the invisible character U+%04X (%s) in it", r, invisibleNames[r]), "remove it").
			inItem(item).as(Warning).with(inPlaceOf(q, item, clean)))
	})
	return out
}

var bracketed = pattern.Lazy(`<#|<[\pL ][^<>]*>|^\s*<[^<>]+>\s*$`)

// unfinished reports a text that stands for another one: in angle brackets, or left out with dots.
func unfinished(text string) bool {
	return strings.Contains(text, "...") || strings.Contains(text, "…") || strings.Contains(text, "<") && bracketed().MatchString(text)
}

// remarks are questions whose text is for people: everything may stand in them.
func remark(q *steps.Asked) bool {
	return q.Name == "description" || q.Name == "comments" || q.Name == "other-txt"
}

func placeholders(v *view) (out []Finding) {
	v.typed(func(q *steps.Asked, item int, text string) {
		if remark(q) {
			return
		}
		switch {
		case unfinished(text) && stands(q, text):
			out = append(out, about(q.Key, text, "is a placeholder", "put the real value in its place").inItem(item))
		case isSample(text) && stands(q, text):
			out = append(out, about(q.Key, text, "is a sample of Microsoft's articles, or is kept for examples", "give your own").inItem(item).as(Warning))
		}
	})
	return out
}

// sampleLabels are the labels of names in Microsoft's articles.
var sampleLabels = map[string]bool{
	"contoso": true, "fabrikam": true, "tailspintoys": true, "contoso-com": true, "fabrikam-com": true, "contososignatureservice": true,
	"myhpstcontoso": true, "hubstream-mx": true, "s5hg3dcg14h8s1r2303rzhm4rx": true, "third_party_cloud_service": true, "example": true,
}

var sampleTexts = map[string]bool{"131.107.21.231": true, "10.10.10.1": true, "signaturecontoso": true}

// isSample reports a value from a sample: a name with one of those labels, or one of those texts. Names that only hold
// such a word, as of a connector, are people's own.
func isSample(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	if sampleTexts[strings.TrimPrefix(text, "ip4:")] || strings.Contains(text, "(third-party service name)") {
		return true
	}
	if !strings.Contains(text, ".") || !strings.ContainsAny(text, "abcdefghijklmnopqrstuvwxyz") {
		return false
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ':' || r == '@' || r == '/' || r == '=' }) {
		if !strings.Contains(part, ".") {
			continue
		}
		for label := range strings.SplitSeq(part, ".") {
			if sampleLabels[label] {
				return true
			}
		}
	}
	return false
}
