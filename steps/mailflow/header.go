package mailflow

// HeaderName is the name of a message header, without the colon.
type HeaderName struct{ value }

// ParseHeaderName reads the name of a header.
func ParseHeaderName(s string) (HeaderName, error) { return parse(s, readHeaderName) }

func readHeaderName(t string) (HeaderName, *slip) { return HeaderName{value{t, t}}, nil }

// Standard reports whether the header is not the service's own: one of the standard ones, or one of Microsoft's.
func (n HeaderName) Standard() bool { return false }

// HeaderWord is a word that a header holds.
type HeaderWord struct{ value }

// ParseHeaderWord reads a word that a header holds.
func ParseHeaderWord(s string) (HeaderWord, error) { return parse(s, readHeaderWord) }

func readHeaderWord(t string) (HeaderWord, *slip) { return HeaderWord{value{t, t}}, nil }
