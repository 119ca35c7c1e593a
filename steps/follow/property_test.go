package follow_test

import (
	"net/netip"
	"reflect"
	"testing"
	"unicode"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/every"
	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

// sound fails on a journey that has no end, goes on for too long, differs the second time, or has a finding that says
// nothing.
func sound(t *testing.T, says func() string, d mailflow.Draft, m follow.Message) {
	t.Helper()
	j := follow.Follow(d, m)
	if j.End.Kind == "" || j.End.Says == "" || len(j.Hops) == 0 || len(j.Hops) > 20 {
		t.Fatalf("%s: %d hops, ends %+v, for %+v", says(), len(j.Hops), j.End, m)
	}
	if last := j.Hops[len(j.Hops)-1]; j.End.At != last.Place {
		t.Errorf("%s: ends at %s, and the last hop is at %s", says(), j.End.At, last.Place)
	}
	if (j.End.Kind == follow.Rejected || j.End.Kind == follow.Looping) && j.End.Code == "" {
		t.Errorf("%s: %s without a code", says(), j.End.Kind)
	}
	for _, h := range j.Hops {
		for _, f := range h.Findings {
			if f.Says == "" || f.Sure == "" || f.Topic == "" {
				t.Errorf("%s: an empty finding %+v at %s", says(), f, h.Place)
			}
		}
	}
	if again := follow.Follow(d, m); !reflect.DeepEqual(j, again) {
		t.Errorf("%s: the second time differs", says())
	}
	for _, step := range []int{0, len(j.Hops) / 2, len(j.Hops) + 1} {
		drawn := follow.Draw(d, j, step)
		for _, text := range []string{drawn.Text(follow.Look{ASCII: true, Width: 60}), drawn.Text(follow.Look{})} {
			for _, r := range text {
				if unicode.IsControl(r) && r != '\n' {
					t.Fatalf("%s: the drawing holds %q", says(), r)
				}
			}
		}
	}
}

// variants are the messages to try in a draft.
func variants(d mailflow.Draft) (out []follow.Message) {
	for _, from := range follow.Origins() {
		for _, stage := range follow.Stages() {
			for _, at := range []follow.Whereabouts{follow.InTheCloud, follow.OnOwnServer, follow.NotAnywhere} {
				m := follow.Default(d, from)
				m.Stage, m.RecipientAt = stage, at
				home := follow.Default(d, follow.Internet).Recipient
				bounce := m
				bounce.MailFrom, bounce.Redirected, bounce.NoTLS = mailflow.EmailAddress{}, true, true
				inward := m
				inward.Recipient, inward.Address = home, netip.Addr{}
				out = append(out, m, bounce, inward)
			}
		}
	}
	return append(out, follow.Message{}, follow.Message{From: "nobody", Stage: 9, RecipientAt: "moon"})
}

// TestEveryDraft follows messages through every draft that the questions can lead to, whole or not.
func TestEveryDraft(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		t.Run(sc.ID, func(t *testing.T) {
			t.Parallel()
			file, err := answers.Sample(sc.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen, turn := 0, 0
			visit := func(s *steps.Settled) {
				d, _ := s.Build()
				all := variants(d)
				for range 2 { // each draft with a few of them, so that all come round
					turn++
					m := all[turn%len(all)]
					sound(t, func() string { return every.Says(s) }, d, m)
				}
				if seen++; seen%50 == 0 {
					for _, e := range follow.Examples(d) {
						sound(t, func() string { return every.Says(s) + " " + e.ID }, e.Draft, e.Message)
					}
				}
			}
			for _, m := range variants(sample(t, sc.ID)) {
				sound(t, func() string { return "the sample" }, sample(t, sc.ID), m)
			}
			base := file.Settled.Said()
			for _, part := range sc.Parts() {
				every.InPart(sc, part.ID, base, visit)
			}
			every.Walks(sc, 1, 200, visit)
			if !testing.Short() {
				every.Pairs(sc, base, visit)
			}
			t.Logf("%d drafts", seen)
		})
	}
}

// FuzzFollow gives it messages of any kind, in each sample.
func FuzzFollow(f *testing.F) {
	f.Add(uint8(0), "internet", uint8(0), "sender@proseware.com", "user@contoso.com", "mx1.contosomailfilter.com", []byte{203, 0, 113, 7}, "X-Header", "true", "cloud", uint8(0))
	f.Add(uint8(1), "mailbox", uint8(1), "", "nobody", "*.vendor.com", []byte("0123456789abcdef"), "SignatureContoso", "x-true1 true", "nowhere", uint8(255))
	var drafts []mailflow.Draft
	for _, sc := range steps.Scenarios() {
		drafts = append(drafts, sample(f, sc.ID))
	}
	f.Fuzz(func(t *testing.T, which uint8, from string, stage uint8, mailFrom, to, certificate string, address []byte, header, value, at string, flags uint8) {
		d := drafts[int(which)%len(drafts)]
		m := follow.Message{From: follow.Origin(from), Stage: follow.Stage(stage), RecipientAt: follow.Whereabouts(at)}
		if int(stage) < len(follow.Origins()) {
			m.From = follow.Origins()[stage]
		}
		m.MailFrom, _ = mailflow.ParseEmailAddress(mailFrom)
		m.Recipient, _ = mailflow.ParseEmailAddress(to)
		m.Certificate, _ = mailflow.ParseCertificateDomain(certificate)
		m.Next.Certificate = m.Certificate
		m.Address, _ = netip.AddrFromSlice(address)
		if name, err := mailflow.ParseHeaderName(header); err == nil {
			m.Headers, m.Stamps = []follow.Header{{Name: name, Value: value}}, follow.Header{Name: name, Value: value}
		}
		m.NoTLS, m.Direct, m.Internal, m.Redirected = flags&1 > 0, flags&2 > 0, flags&4 > 0, flags&8 > 0
		m.Next.NoTLS, m.Next.Untrusted = flags&16 > 0, flags&32 > 0
		sound(t, func() string { return d.Scenario }, d, m)
		text := follow.Follow(d, m).Text(follow.Look{})
		for _, r := range text {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Fatalf("the text holds %q", r)
			}
		}
	})
}
