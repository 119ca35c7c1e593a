package main

import (
	"slices"

	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

var placeWords = []string{string(follow.InTheCloud), string(follow.OnOwnServer), string(follow.NotAnywhere)}

func originWords() (words []string) {
	for _, o := range follow.Origins() {
		words = append(words, string(o))
	}
	return words
}

func stageWords() (words []string) {
	for _, s := range follow.Stages() {
		words = append(words, s.String())
	}
	return words
}

// noCertificate is said of a server that shows none.
const noCertificate = "none"

// message is what the flags describe; the rest is as the set-up has it.
func (f followFlags) message(d mailflow.Draft) (m follow.Message, err error) {
	if err := known("from", f.from, originWords()); err != nil {
		return m, err
	}
	if err := known("stage", f.stage, stageWords()); err != nil {
		return m, err
	}
	if err := known("recipient-at", f.at, placeWords); err != nil {
		return m, err
	}
	m = follow.Default(d, follow.Origin(f.from))
	for _, s := range follow.Stages() {
		if s.String() == f.stage {
			m.Stage = s
		}
	}
	m.RecipientAt = follow.Whereabouts(f.at)
	m.Direct, m.NoTLS, m.Redirected = f.direct, f.noTLS, f.redirects
	m.Next.Untrusted, m.Next.NoTLS = f.nextUntrusted, f.nextNoTLS
	if f.given["internal-headers"] {
		m.Internal = f.internal
	}
	r := reader{}
	if f.certificate == noCertificate {
		m.Certificate = mailflow.CertificateDomain{}
	} else {
		read(&r, "certificate", f.certificate, mailflow.ParseCertificateDomain, &m.Certificate)
	}
	read(&r, "source-ip", f.address, follow.ParseAddress, &m.Address)
	read(&r, "original-ip", f.original, follow.ParseAddress, &m.Original)
	if f.mailFrom == "<>" {
		m.MailFrom = mailflow.EmailAddress{}
	} else {
		read(&r, "mail-from", f.mailFrom, mailflow.ParseEmailAddress, &m.MailFrom)
	}
	read(&r, "header-from", f.headerFrom, mailflow.ParseEmailAddress, &m.HeaderFrom)
	read(&r, "recipient", f.to, mailflow.ParseEmailAddress, &m.Recipient)
	read(&r, "next-certificate", f.nextName, mailflow.ParseCertificateDomain, &m.Next.Certificate)
	read(&r, "stamps", f.stamps, follow.ParseHeader, &m.Stamps)
	if f.given["header"] {
		m.Headers = nil
	}
	for _, text := range f.headers {
		var h follow.Header
		read(&r, "header", text, follow.ParseHeader, &h)
		m.Headers = append(m.Headers, h)
	}
	for _, text := range f.own {
		var own mailflow.Domain
		read(&r, "accepted-domain", text, mailflow.ParseDomain, &own)
		m.Own = append(m.Own, own)
	}
	return m, r.refusal()
}

// known refuses a word that a flag does not take.
func known(flag, word string, words []string) error {
	if word == "" || slices.Contains(words, word) {
		return nil
	}
	return refuse(didYouMean(word, words), "--%s %q is not known", flag, word)
}

// reader collects what is wrong with values, so that all of it is told at once.
type reader struct{ wrong []string }

// read parses a flag's value into a place; an empty one leaves what is there.
func read[T any](r *reader, flag, text string, parse func(string) (T, error), into *T) {
	if text == "" {
		return
	}
	v, err := parse(text)
	if err != nil {
		r.wrong = append(r.wrong, "--"+flag+" "+err.Error())
		return
	}
	*into = v
}

func (r reader) refusal() error {
	switch len(r.wrong) {
	case 0:
		return nil
	case 1:
		return refuse("", "%s", r.wrong[0])
	}
	return &refusal{says: "the message cannot be used", details: r.wrong}
}
