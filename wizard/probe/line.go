package probe

import (
	"bufio"
	"io"
	"net"
	"time"
)

// line is a connection to an SMTP server. Its time is bounded by closing.
type line struct {
	net.Conn
	in       *bufio.Reader
	farewell time.Duration // how long the answer to QUIT is waited for
}

func newLine(conn net.Conn, farewell time.Duration) line {
	return line{conn, replyReader(conn), farewell}
}

// Read reads what the reader of replies has taken from the connection first.
func (l line) Read(p []byte) (int, error) { return l.in.Read(p) }

func (l line) command(text string) (smtpReply, error) {
	if _, err := io.WriteString(l.Conn, text+"\r\n"); err != nil {
		return smtpReply{}, err
	}
	return readReply(l.in)
}

// quit takes leave. A server that closes first, or never answers, is as good as one that does.
func (l line) quit() {
	_ = l.SetDeadline(time.Now().Add(l.farewell))
	_, _ = l.command("QUIT")
}
