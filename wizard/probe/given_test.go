package probe

import (
	"bytes"
	"errors"
	"testing"

	"eacwizard/wizard/probe/probetest"
)

func TestParseResolver(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, want string
		err        error
	}{
		{"192.0.2.53:53", "192.0.2.53:53", nil},
		{"[2001:db8::53]:5353", "[2001:db8::53]:5353", nil},
		{"dns.contoso.com:53", "dns.contoso.com:53", nil},
		{"192.0.2.53", "", ErrNoPort},
		{"2001:db8::53", "", ErrNoPort},
		{"[2001:db8::53]", "", ErrNoPort},
		{"dns.contoso.com", "", ErrNoPort},
		{"", "", ErrNoPort},
		{"192.0.2.53:", "", ErrBadPort},
		{"192.0.2.53:0", "", ErrBadPort},
		{"192.0.2.53:65536", "", ErrBadPort},
		{"192.0.2.53:dns", "", ErrBadPort},
		{"192.0.2.53:+53", "", ErrBadPort},
		{":53", "", ErrNoHost},
		{"https://dns:53", "", ErrNoPort},
		{"a b:53", "", ErrNoHost},
		{"\x1b[31m:53", "", ErrNoPort},
		{"-x:53", "", ErrNoHost},
	} {
		if got, err := ParseResolver(test.text); got != test.want || !errors.Is(err, test.err) {
			t.Errorf("ParseResolver(%q) = %q, %v, want %q, %v", test.text, got, err, test.want, test.err)
		}
	}
}

func TestReadRoots(t *testing.T) {
	t.Parallel()
	one, other := probetest.CA().PEM(), probetest.NewAuthority().PEM()
	both := bytes.Join([][]byte{[]byte("# two of them\n"), one, other}, nil)
	if pool, err := ReadRoots(both); err != nil || pool.Equal(probetest.CA().Pool()) {
		t.Errorf("two certificates: %v", err)
	}
	if pool, err := ReadRoots(one); err != nil || !pool.Equal(probetest.CA().Pool()) {
		t.Errorf("one certificate: %v", err)
	}
	broken := bytes.Replace(both, other[30:60], []byte("MIIB"), 1)
	for _, file := range [][]byte{nil, []byte("no PEM"), []byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), broken} {
		if _, err := ReadRoots(file); err == nil {
			t.Errorf("taken: %q", file)
		}
	}
}
