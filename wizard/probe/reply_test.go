package probe

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestReadReply(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sent  string
		code  int
		lines []string
		fails error
	}{
		{"220 mail.example ESMTP\r\n", 220, []string{"mail.example ESMTP"}, nil},
		{"250-one\r\n250-two\r\n250 three\r\n", 250, []string{"one", "two", "three"}, nil},
		{"250\r\n", 250, []string{""}, nil},
		{"220 no carriage return\n", 220, []string{"no carriage return"}, nil},
		{"250-one\r\n251 two\r\n", 0, nil, errNotSMTP},
		{"hello\r\n", 0, nil, errNotSMTP},
		{"2200 x\r\n", 0, nil, errNotSMTP},
		{"120 x\r\n", 0, nil, errNotSMTP},
		{"\r\n", 0, nil, errNotSMTP},
		{strings.Repeat("x", 2000), 0, nil, errNotSMTP},
		{strings.Repeat("250-x\r\n", 101), 0, nil, errNotSMTP},
		{"\x16\x03\x01", 0, nil, errNotSMTP},
		{"22", 0, nil, io.EOF},
		{"", 0, nil, io.EOF},
	} {
		reply, err := readReply(replyReader(strings.NewReader(test.sent)))
		if !errors.Is(err, test.fails) {
			t.Errorf("%.40q: %v, want %v", test.sent, err, test.fails)
		}
		if err == nil && (reply.code != test.code || !slices.Equal(reply.lines, test.lines)) {
			t.Errorf("%.40q: %+v", test.sent, reply)
		}
	}
}
