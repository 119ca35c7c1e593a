package mailflow

import (
	"fmt"
	"strings"

	"eacwizard/steps/pattern"
)

// HeaderName is the name of a message header, without the colon behind it: X-Signature. Letter case makes no difference
// to mail, and is kept.
type HeaderName struct{ value }

// ParseHeaderName reads the name of a header (RFC 5322): 1 to 64 printable ASCII characters without a space and a colon.
// Anything else is MF402; an invisible character is MF703. Whether the header is a good choice is not looked at.
func ParseHeaderName(s string) (HeaderName, error) { return parse(s, readHeaderName) }

const longestHeaderName = 64

var headerNames = kind{rule: "MF402", give: "give the name of the header that the service sets, such as X-Signature"}

var (
	// headerLine is a header as a message has it.
	headerLine = pattern.Lazy(`^([^: ]+) *: *(.*)$`)
	asciiDash  = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-")
)

func readHeaderName(t string) (HeaderName, *slip) {
	if t == "" {
		return HeaderName{}, headerNames.slip("is empty")
	}
	if wrong := unusable(t); wrong != nil {
		return HeaderName{}, wrong
	}
	if wrong := hidden(t); wrong != nil {
		return HeaderName{}, wrong
	}
	if found := headerLine().FindStringSubmatch(t); found != nil {
		name := offer{values: []string{found[1]}}
		if found[2] == "" {
			return HeaderName{}, headerNames.slip("has the colon behind the name", name)
		}
		return HeaderName{}, headerNames.slip("has more than the name in it", name)
	}
	if inner := strings.Trim(t, wrappers+" "); inner != t {
		return HeaderName{}, headerNames.slip("has brackets or quotation marks around it", offer{values: []string{inner}})
	}
	for _, r := range t {
		switch {
		case r == ' ':
			return HeaderName{}, headerNames.slip("has a space in it")
		case r == ':' || r > '~':
			return HeaderName{}, headerNames.slip(
				fmt.Sprintf("has the character %s in it, and a header's name has ASCII characters without a colon only", shown(string(r))),
				offer{values: []string{asciiDash.Replace(t)}})
		}
	}
	if wrong := tooLong(t, longestHeaderName, "a header's name can have", "MF402"); wrong != nil {
		return HeaderName{}, wrong
	}
	return HeaderName{value{t, t}}, nil
}

// Standard reports whether the header is one that messages have anyway, as Received, so that it tells nothing of the
// service.
func (n HeaderName) Standard() bool { return standardHeaders[strings.ToLower(n.exchange)] }

// Microsofts reports whether the header is one that Exchange sets and removes by itself, as X-MS-Exchange-….
func (n HeaderName) Microsofts() bool {
	for _, prefix := range []string{"x-ms-exchange-", "x-microsoft-", "x-forefront-"} {
		if strings.HasPrefix(strings.ToLower(n.exchange), prefix) {
			return true
		}
	}
	return false
}

var standardHeaders = func() map[string]bool {
	known := map[string]bool{}
	for _, name := range strings.Fields(`
		from to cc bcc subject date sender reply-to received return-path message-id in-reply-to references comments keywords
		resent-from resent-to resent-cc resent-bcc resent-date resent-sender resent-message-id mime-version content-type
		content-transfer-encoding content-id content-description content-disposition content-language dkim-signature
		authentication-results received-spf arc-seal arc-message-signature arc-authentication-results delivered-to
		auto-submitted importance priority sensitivity list-id list-unsubscribe list-unsubscribe-post
		thread-topic thread-index accept-language x-mailer x-priority x-originating-ip`) {
		known[name] = true
	}
	return known
}()

// HeaderWord is a word, or several with spaces between, that a header has to hold for a rule to apply. A rule finds it
// as a whole word, whatever its letter case.
type HeaderWord struct{ value }

// ParseHeaderWord reads a word of a header. An empty one, and one in quotation marks, which would be looked for as a
// part of it, are MF402; a control character and an invisible one are MF703. No limit of its length is documented.
func ParseHeaderWord(s string) (HeaderWord, error) { return parse(s, readHeaderWord) }

var headerWords = kind{rule: "MF402", give: "give the word that the service puts into the header, such as true"}

func readHeaderWord(t string) (HeaderWord, *slip) {
	if t == "" {
		return HeaderWord{}, headerWords.slip("is empty")
	}
	if wrong := unusable(t); wrong != nil {
		return HeaderWord{}, wrong
	}
	if wrong := hidden(t); wrong != nil {
		return HeaderWord{}, wrong
	}
	const marks = `"“”„«»`
	if inner := strings.Trim(t, marks); inner != t && !strings.ContainsAny(inner, marks) {
		return HeaderWord{}, headerWords.slip("has quotation marks around it, which would be a part of the word",
			offer{values: []string{strings.TrimSpace(inner)}})
	}
	return HeaderWord{value{t, t}}, nil
}

// Wildcard reports whether there is a * in the word. Rules take it for a * and nothing else.
func (w HeaderWord) Wildcard() bool { return strings.Contains(w.exchange, "*") }
