package probe

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"
)

// briefly is for servers that use up whatever time they are given.
const briefly = 600 * time.Millisecond

// until reads a client's lines up to one that begins with prefix.
func until(in *bufio.Reader, prefix string) {
	for {
		line, err := in.ReadString('\n')
		if err != nil || strings.HasPrefix(line, prefix) {
			return
		}
	}
}

func TestServersThatMisbehave(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name       string
		talk       func(net.Conn)
		smtp       seen.Verdict
		rule, says string
		tls        seen.Verdict
		brief      bool
	}{
		{name: "silent", brief: true, talk: func(c net.Conn) { io.Copy(io.Discard, c) },
			smtp: seen.NotChecked, says: "said nothing whole within the time", tls: seen.NotChecked},
		{name: "slow bytes", brief: true, talk: func(c net.Conn) {
			for _, b := range "220 " + strings.Repeat("x", 200) {
				if _, err := io.WriteString(c, string(b)); err != nil {
					return
				}
				// The pace of the server is what is tested.
				c.SetReadDeadline(time.Now().Add(150 * time.Millisecond))
				if _, err := c.Read(make([]byte, 1)); err == io.EOF {
					return
				}
			}
		}, smtp: seen.NotChecked, says: "said nothing whole", tls: seen.NotChecked},
		{name: "slow reply", brief: true, talk: func(c net.Conn) {
			for i := range 200 {
				if _, err := fmt.Fprintf(c, "220-%d\r\n", i); err != nil {
					return
				}
				c.SetReadDeadline(time.Now().Add(150 * time.Millisecond))
				if _, err := c.Read(make([]byte, 1)); err == io.EOF {
					return
				}
			}
		}, smtp: seen.NotChecked, says: "within the time", tls: seen.NotChecked},
		{name: "endless line", talk: func(c net.Conn) {
			for {
				if _, err := io.WriteString(c, strings.Repeat("x", 4096)); err != nil {
					return
				}
			}
		}, smtp: seen.Failed, rule: "MF007", says: "longer than", tls: seen.NotChecked},
		{name: "endless reply", talk: func(c net.Conn) {
			for {
				if _, err := io.WriteString(c, "220-and so on\r\n"); err != nil {
					return
				}
			}
		}, smtp: seen.Failed, rule: "MF007", says: "more than 100 lines", tls: seen.NotChecked},
		{name: "garbage", talk: func(c net.Conn) { io.WriteString(c, "\x1b]0;owned\x07\x00\xff\r\n") },
			smtp: seen.Failed, rule: "MF007", says: "does not speak SMTP", tls: seen.NotChecked},
		{name: "web server", talk: func(c net.Conn) { io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n") },
			smtp: seen.Failed, rule: "MF007", says: "HTTP/1.1 400", tls: seen.NotChecked},
		{name: "closes at once", talk: func(c net.Conn) {},
			smtp: seen.NotChecked, says: "closed it", tls: seen.NotChecked},
		{name: "busy", talk: (&probetest.MailServer{Banner: "421 4.3.2 Service not available"}).Talk,
			smtp: seen.Failed, rule: "MF007", says: "421 4.3.2 Service not available", tls: seen.NotChecked},
		{name: "turns us away", talk: (&probetest.MailServer{Banner: "554 5.7.1 Your host is on the Spamhaus list"}).Talk,
			smtp: seen.NotChecked, says: "turns this computer away", tls: seen.NotChecked},
		{name: "speaks no ESMTP", talk: func(c net.Conn) {
			io.WriteString(c, "220 old\r\n")
			until(bufio.NewReader(c), "EHLO")
			io.WriteString(c, "502 no EHLO here\r\n")
		}, smtp: seen.Failed, rule: "MF007", says: "502 no EHLO here", tls: seen.NotChecked},
		{name: "does not take our name", talk: func(c net.Conn) {
			io.WriteString(c, "220 picky\r\n")
			until(bufio.NewReader(c), "EHLO")
			io.WriteString(c, "501 5.5.4 invalid domain name\r\n")
		}, smtp: seen.NotChecked, says: "501 5.5.4 invalid domain name", tls: seen.NotChecked},
		{name: "colours in the banner", talk: (&probetest.MailServer{Banner: "220 \x1b[31mred\u202e\x9b", Extensions: []string{"\x1b[2JSIZE"}}).Talk,
			smtp: seen.Succeeded, says: `\u{001B}[31mred\u{202E}\x{9B}`, tls: seen.Failed},
		{name: "no TLS behind STARTTLS", talk: func(c net.Conn) {
			in := bufio.NewReader(c)
			io.WriteString(c, "220 x\r\n")
			until(in, "EHLO")
			io.WriteString(c, "250-x\r\n250 STARTTLS\r\n")
			until(in, "STARTTLS")
			io.WriteString(c, "220 go\r\n")
			io.ReadFull(in, make([]byte, 5))
			io.WriteString(c, "this is no handshake at all")
		}, smtp: seen.Succeeded, tls: seen.Failed},
		{name: "goes on in the clear", talk: func(c net.Conn) {
			in := bufio.NewReader(c)
			io.WriteString(c, "220 x\r\n")
			until(in, "EHLO")
			io.WriteString(c, "250-x\r\n250 STARTTLS\r\n")
			until(in, "STARTTLS")
			io.WriteString(c, "220 go\r\n250 injected\r\n")
			io.Copy(io.Discard, in)
		}, smtp: seen.Succeeded, tls: seen.Failed},
		{name: "hangs in the handshake", brief: true, talk: func(c net.Conn) {
			in := bufio.NewReader(c)
			io.WriteString(c, "220 x\r\n")
			until(in, "EHLO")
			io.WriteString(c, "250-x\r\n250 STARTTLS\r\n")
			until(in, "STARTTLS")
			io.WriteString(c, "220 go\r\n")
			io.Copy(io.Discard, in)
		}, smtp: seen.Succeeded, tls: seen.NotChecked},
		{name: "never takes QUIT", talk: func(c net.Conn) {
			in := bufio.NewReader(c)
			io.WriteString(c, "220 x\r\n")
			until(in, "EHLO")
			io.WriteString(c, "250 x\r\n")
			io.Copy(io.Discard, in)
		}, smtp: seen.Succeeded, tls: seen.Failed},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			const host = "20.0.0.1" // an address: no look-up takes from the time
			opts := Options{Dial: mappedTo(map[string]any{host: probetest.Listen(t, test.talk)})}
			if test.brief {
				opts.TaskTimeout = briefly
			}
			report := look(t, onlyHost(t, host, mailflow.TLSEncryptionOnly, ""), opts)
			wants(t, report, "smart-host-smtp "+host, test.smtp, test.rule, test.says)
			rule := ""
			if test.tls == seen.Failed {
				rule = "MF603"
			}
			wants(t, report, "smart-host-tls "+host, test.tls, rule)
		})
	}
}

func FuzzReadReply(f *testing.F) {
	f.Add("220 mail.example ESMTP\r\n")
	f.Add("250-a\r\n250-b\r\n250 c\r\n")
	f.Add("250-a\n999 b\n")
	f.Add("220\n")
	f.Add(strings.Repeat("250-x\r\n", 200))
	f.Add(strings.Repeat("2", 5000))
	f.Fuzz(func(t *testing.T, sent string) {
		counting := &countingReader{Reader: strings.NewReader(sent)}
		reply, err := readReply(replyReader(counting))
		if counting.n > (mostReplyLines+1)*mostReplyLine {
			t.Errorf("it read %d octets", counting.n)
		}
		if len(reply.lines) > mostReplyLines {
			t.Errorf("%d lines", len(reply.lines))
		}
		for _, line := range reply.lines {
			if len(line) > mostReplyLine || strings.Contains(line, "\n") {
				t.Errorf("a line of %d octets: %q", len(line), line)
			}
		}
		if err == nil && (reply.code < 200 || reply.code > 599 || len(reply.lines) == 0) {
			t.Errorf("took %q as %+v", sent, reply)
		}
	})
}

type countingReader struct {
	io.Reader
	n int
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}

func TestDialerThatNeverConnectsIsCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	dialling := make(chan struct{}, 100)
	opts := Options{Resolver: "192.0.2.53", AllowPrivate: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		dialling <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	go func() {
		<-dialling
		cancel()
	}()
	began := time.Now()
	report := run(t, ctx, fullPlan(t), opts)
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	for _, task := range report.Tasks {
		if task.Verdict != seen.NotChecked || !strings.Contains(task.Says, "stopped") {
			t.Errorf("%s: %s, %s", task.ID, task.Verdict, task.Says)
		}
	}
}

func TestStopEndsAConversationAtOnce(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	port := probetest.Listen(t, func(c net.Conn) {
		in := bufio.NewReader(c)
		io.WriteString(c, "220 x\r\n")
		until(in, "EHLO")
		cancel()
		io.Copy(io.Discard, in)
	})
	began := time.Now()
	report := run(t, ctx, onlyHost(t, vendor, mailflow.TLSEncryptionOnly, ""), Options{Resolver: vendorZone(t).Address(), SMTPPort: port, AllowPrivate: true})
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %s", took)
	}
	wants(t, report, "smart-host-smtp "+vendor, seen.NotChecked, "", "it was stopped")
	wants(t, report, "smart-host-tls "+vendor, seen.NotChecked, "", "it was stopped")
}
