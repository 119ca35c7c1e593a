package probe

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	mostReplyLine  = 1024 // octets; RFC 5321 allows 512
	mostReplyLines = 100
)

// errNotSMTP is what readReply gives for anything but a reply of bounded size.
var errNotSMTP = errors.New("no SMTP reply")

// smtpReply is a server's answer to a command.
type smtpReply struct {
	code  int
	lines []string // without code and line end
}

// text is the reply on one line.
func (r smtpReply) text() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", r.code, strings.Join(r.lines, " / ")))
}

// replyReader reads replies with a bound on their size. The bound on their time is closing's.
func replyReader(conn io.Reader) *bufio.Reader { return bufio.NewReaderSize(conn, mostReplyLine) }

// readReply reads one reply of one or several lines. It reads at most mostReplyLines lines of mostReplyLine octets.
func readReply(in *bufio.Reader) (smtpReply, error) {
	var reply smtpReply
	for range mostReplyLines {
		line, err := in.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return reply, fmt.Errorf("%w: a line is longer than %d octets", errNotSMTP, mostReplyLine)
		case err != nil && len(line) > 0 && !looksLikeCode(line):
			return reply, fmt.Errorf("%w: %q", errNotSMTP, line[:min(len(line), 60)])
		case err != nil:
			return reply, err
		}
		code, more, text, ok := replyLine(strings.TrimRight(string(line), "\r\n"))
		switch {
		case !ok, len(reply.lines) > 0 && code != reply.code:
			return reply, fmt.Errorf("%w: %q", errNotSMTP, line[:min(len(line), 60)])
		}
		reply.code = code
		reply.lines = append(reply.lines, text)
		if !more {
			return reply, nil
		}
	}
	return reply, fmt.Errorf("%w: more than %d lines", errNotSMTP, mostReplyLines)
}

// replyLine takes "250-text", "250 text" and "250" apart.
func replyLine(line string) (code int, more bool, text string, ok bool) {
	if len(line) < 3 || !looksLikeCode([]byte(line)) {
		return 0, false, "", false
	}
	for _, digit := range line[:3] {
		code = code*10 + int(digit-'0')
	}
	if len(line) > 3 {
		more, text = line[3] == '-', line[4:]
	}
	return code, more, text, true
}

// looksLikeCode reports whether a line, or the beginning of one, starts as a reply does.
func looksLikeCode(line []byte) bool {
	for i, c := range line[:min(len(line), 4)] {
		switch {
		case i == 0 && (c < '2' || c > '5'):
			return false
		case i < 3 && (c < '0' || c > '9'):
			return false
		case i == 3 && c != ' ' && c != '-' && c != '\r' && c != '\n':
			return false
		}
	}
	return true
}
