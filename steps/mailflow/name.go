package mailflow

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"eacwizard/steps/pattern"
)

// ConnectorName is the name of a connector: one line of any characters, quotation marks, dollars and emoji included,
// at most 64 long. Length is counted in UTF-16 code units as .NET counts it, so most emoji count as two or more.
type ConnectorName struct{ value }

// ParseConnectorName reads a connector's name. An empty or too long one is MF001; a control character, a line or
// paragraph separator and damaged text are MF703.
func ParseConnectorName(s string) (ConnectorName, error) { return parse(s, readConnectorName) }

func readConnectorName(t string) (ConnectorName, *slip) {
	wrong := wrongName(t, "connector", "MF001")
	if wrong != nil {
		return ConnectorName{}, wrong
	}
	return ConnectorName{value{t, t}}, nil
}

const longestName = 64

// wrongName says why t cannot be the name of a connector or rule, whichever what is.
func wrongName(t, what, rule string) *slip {
	if wrong := unusable(t); wrong != nil {
		return wrong
	}
	nothing := func(r rune) bool { return invisible(r) || unicode.IsSpace(r) }
	if strings.TrimFunc(t, nothing) == "" {
		return &slip{rule: rule, why: "is empty", fix: fmt.Sprintf("give the %s a name", what)}
	}
	if units(t) <= longestName {
		return nil
	}
	return tooLong(t, longestName, fmt.Sprintf("a %s's name can have", what), rule)
}

// tooLong refuses a text of more characters than most in the count of .NET. The limit is spoken of as "the 64 …".
func tooLong(t string, most int, limit, rule string) *slip {
	n := units(t)
	if n <= most {
		return nil
	}
	return &slip{
		rule: rule,
		why:  fmt.Sprintf("is %d characters long%s, %d more than the %d %s", n, counting(t), n-most, most, limit),
		fix:  fmt.Sprintf("shorten it by %d", n-most),
	}
}

// units is the length of t as .NET counts it.
func units(t string) int {
	n := 0
	for _, r := range t {
		n += utf16.RuneLen(r)
	}
	return n
}

// counting explains a length that is not the number of characters a person counts.
func counting(t string) string {
	for _, r := range t {
		if utf16.RuneLen(r) > 1 {
			return " in the service's count, where an emoji is two or more"
		}
	}
	return ""
}

// Text is one line of free text, such as a connector's description. An empty one is the zero Text.
type Text struct{ value }

// ParseText reads one line of any length. A control character, a line or paragraph separator and damaged text are
// MF703.
func ParseText(s string) (Text, error) { return parse(s, readText) }

func readText(t string) (Text, *slip) {
	if wrong := unusable(t); wrong != nil {
		return Text{}, wrong
	}
	return Text{value{t, t}}, nil
}

// TenantID is the GUID of an organization in Microsoft Entra. Exchange gives it in lower case without braces.
type TenantID struct{ value }

// ParseTenantID reads a GUID in the form 8-4-4-4-12, in braces or not, in any letter case. The GUID of nothing but
// zeros is no tenant's. An invisible character is MF703; another form breaks no rule of the catalogue.
func ParseTenantID(s string) (TenantID, error) { return parse(s, readTenantID) }

const tenantIDFix = "copy the tenant ID from the overview page of the Microsoft Entra admin center"

// guid is a GUID with its hyphens or without.
var guid = pattern.Lazy(`^([0-9A-Fa-f]{8})-?([0-9A-Fa-f]{4})-?([0-9A-Fa-f]{4})-?([0-9A-Fa-f]{4})-?([0-9A-Fa-f]{12})$`)

func readTenantID(t string) (TenantID, *slip) {
	if wrong := unusable(t); wrong != nil {
		return TenantID{}, wrong
	}
	if wrong := hidden(t); wrong != nil {
		return TenantID{}, wrong
	}
	if t == "" {
		return TenantID{}, &slip{why: "is empty", fix: tenantIDFix}
	}
	id := t
	if strings.HasPrefix(t, "{") && strings.HasSuffix(t, "}") {
		id = t[1 : len(t)-1]
	}
	groups := guid().FindStringSubmatch(strings.Trim(id, wrappers))
	if groups == nil {
		return TenantID{}, &slip{why: "is not a GUID", fix: tenantIDFix}
	}
	switch whole := strings.Join(groups[1:], "-"); {
	case id != whole:
		return TenantID{}, &slip{why: "is not a GUID in its usual form", fix: tenantIDFix, offers: []offer{{values: []string{whole}}}}
	case strings.Trim(id, "0-") == "":
		return TenantID{}, &slip{why: "is the empty GUID, which is no tenant's", fix: tenantIDFix}
	}
	return TenantID{value{t, strings.ToLower(id)}}, nil
}
