package answers

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// says is a value in quotes and what is wrong with it, shortened and on one line however the value looks.
func says(value, why string) string {
	return (&mailflow.Fault{Value: value, Why: why}).Error()
}

// brief is value as YAML writes it, or otherwise where it is too long for a sentence.
func brief(value, otherwise string) string {
	if utf8.RuneCountInString(value) > 60 {
		return otherwise
	}
	return scalar(value)
}

// oneOf lists what can be chosen: "a", "a or b", "a, b or c".
func oneOf(items []string) string {
	last := len(items) - 1
	if last <= 0 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], ", ") + " or " + items[last]
}

// values are the options' values, each once.
func values(options []steps.Option) (out []string) {
	for _, o := range options {
		if !slices.Contains(out, o.Value) {
			out = append(out, o.Value)
		}
	}
	return out
}

// oneLine makes a file's name fit for a message.
func oneLine(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, name)
}
