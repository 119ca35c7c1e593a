package render

import (
	"regexp"
	"strings"
)

// The helpers are written once, as scriptblocks in variables, which leave nothing behind in a console. In a script file
// the same text stands as functions.
var functionNames = withReaders(map[string]string{
	"valueOf":      "Get-PropertyValue",
	"shown":        "Format-PropertyValue",
	"normalize":    "ConvertTo-ComparableText",
	"compare":      "Compare-WantedProperty",
	"compareLists": "Compare-ListedKind",
	"with":         "Merge-WantedProperty",
	"examine":      "Find-WantedObject",
	"readBack":     "Wait-WantedObject",
})

// withReaders adds the reader of each kind.
func withReaders(names map[string]string) map[string]string {
	for _, o := range kinds {
		names["read"+o.Short] = "Read-" + o.Noun
	}
	return names
}

var (
	functionMade = regexp.MustCompile(`(?m)^function [\w-]+ \{\n +(?:param\()?`)
	helperMade   = regexp.MustCompile(`(?m)^\$(\w+) = \{$`)
	helperCalled = regexp.MustCompile(`& \$(\w+)`)
	helperPassed = regexp.MustCompile(`= \$(read\w+)`)
)

// dressed is a text of helpers as a script file has it. Every function takes its parameters as a cmdlet does: a name that
// is none of them is an error.
func dressed(text string) string {
	named := func(re *regexp.Regexp, with func(name string) string) {
		text = re.ReplaceAllStringFunc(text, func(match string) string {
			if name := functionNames[re.FindStringSubmatch(match)[1]]; name != "" {
				return with(name)
			}
			return match
		})
	}
	named(helperMade, func(name string) string { return "function " + name + " {" })
	text = functionMade.ReplaceAllStringFunc(text, func(head string) string {
		opened, rest, _ := strings.Cut(head, "\n")
		if !strings.HasSuffix(rest, "param(") {
			rest = indent + "param()\n" + rest
		}
		return opened + "\n" + indent + "[CmdletBinding()]\n" + rest
	})
	named(helperCalled, func(name string) string { return name })
	named(helperPassed, func(name string) string { return "= '" + name + "'" })
	return strings.NewReplacer("paste again", "run the script again", "stops the block", "stops the script").Replace(text)
}
