package drafts

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"eacwizard/steps"
)

// fit makes a state of what a file holds: what the scenario has a question for. The rest it names, with its text.
// No text of the state holds a control character.
func fit(sc *steps.Scenario, l layout) (st steps.State, left []string) {
	st = steps.State{Answers: steps.Answers{}, Fixing: l.Fixing, Page: clean(l.Page), EAC: l.EAC, Sample: l.Sample}
	for _, k := range slices.Sorted(maps.Keys(l.Answers)) {
		v := value(l.Answers[k])
		if why := misfit(sc, k, v); why != "" {
			left = append(left, fmt.Sprintf("The answer to %s is not taken over, because %s: %s.", name(k), why, quoted(v)))
			continue
		}
		st.Answers[k] = v
	}
	for _, k := range slices.Sorted(maps.Keys(l.Pending)) {
		text := clean(l.Pending[k])
		if f, ok := sc.Field(k); !ok || f.Kind != steps.List {
			left = append(left, fmt.Sprintf("What was typed for %s and not added is not taken over, because there is no such list: %s.", name(k), quoted(steps.Value{text})))
			continue
		}
		if st.Pending == nil {
			st.Pending = map[steps.Key]string{}
		}
		st.Pending[k] = text
	}
	for k, texts := range l.Shown {
		if _, ok := sc.Field(k); !ok {
			continue // nobody typed it: it is what a question proposed that is gone
		}
		if st.Shown == nil {
			st.Shown = steps.Answers{}
		}
		st.Shown[k] = value(texts)
	}
	for _, page := range l.Seen {
		st.Seen = append(st.Seen, clean(page))
	}
	if _, ok := sc.Field(l.Focus); ok {
		st.Focus = l.Focus
	}
	if st.EAC != "" && !slices.Contains(steps.EACs(), st.EAC) {
		left = append(left, fmt.Sprintf("There is no EAC %q, so the pages are the new one's.", shorten(clean(string(st.EAC)))))
		st.EAC = ""
	}
	settled := sc.Settle(st.Answers)
	settled.EAC, settled.Sample = st.EAC, st.Sample
	if !slices.ContainsFunc(settled.Pages(), func(p steps.Page) bool { return p.ID == st.Page }) && st.Page != "" {
		left = append(left, fmt.Sprintf("There is no page %q, so the draft begins at the first one.", shorten(st.Page)))
		st.Page, st.Focus, st.Fixing = "", "", false
	}
	return st, left
}

// misfit is why an answer has no place in the scenario, or "". Whether it can stand is for the pages to say.
func misfit(sc *steps.Scenario, k steps.Key, v steps.Value) string {
	f, ok := sc.Field(k)
	switch {
	case k == steps.AcceptKey:
		for _, item := range v {
			if _, ok := steps.ParseAccepted(item); !ok {
				return "it is not a list of findings that are accepted, each with its reason"
			}
		}
		return ""
	case !ok:
		return "there is no such question"
	case f.Kind == steps.List || v.Empty():
		return ""
	case len(v) > 1:
		return "it takes a single text"
	case f.Kind == steps.Toggle && v[0] != "true" && v[0] != "false":
		return "it is either true or false"
	case f.Kind == steps.Choice && !slices.ContainsFunc(f.Options, func(o steps.Option) bool { return o.Value == v[0] }):
		return "it is none of its options"
	}
	return ""
}

// value is an answer with its texts clean.
func value(texts []string) steps.Value {
	v := make(steps.Value, len(texts))
	for i, text := range texts {
		v[i] = clean(text)
	}
	return v
}

// clean drops control characters: what is in a file must not reach the terminal as a command to it.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

func name(k steps.Key) string { return shorten(clean(string(k))) }

func quoted(v steps.Value) string {
	if v.Empty() {
		return "nothing"
	}
	items := make([]string, len(v))
	for i, item := range v {
		items[i] = strconv.Quote(item)
	}
	return shorten(strings.Join(items, ", "))
}

// shorten keeps a sentence readable whatever it quotes.
func shorten(s string) string {
	const most = 200
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// few keeps a hostile file from filling the screen.
func few(sentences []string) []string {
	const most = 50
	if len(sentences) <= most {
		return sentences
	}
	return append(sentences[:most:most], fmt.Sprintf("And %d more of the kind.", len(sentences)-most))
}
