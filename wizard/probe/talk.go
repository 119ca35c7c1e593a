package probe

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"eacwizard/steps/pattern"
	"eacwizard/steps/seen"
)

// greetingName is what the prober calls itself. It is reserved (RFC 2606), and tells nothing about the computer.
const greetingName = "eacwizard.invalid"

// conversation is what one address let us see, and how long its two halves took.
type conversation struct {
	seen.Endpoint
	smtp, tls time.Duration
}

// talk connects to one address, goes as far as the TLS handshake and says QUIT. It never names a sender and never
// signs in. The name is for the handshake; an address has none.
func (p *prober) talk(ctx context.Context, addr netip.Addr, name string) conversation {
	began := time.Now()
	c := conversation{Endpoint: seen.Endpoint{Address: addr}}
	if kind := reserved(addr); kind != "" && !p.opts.AllowPrivate {
		c.stop(seen.NotPublic, withArticle(kind))
		return c
	}
	conn, err := p.connect(ctx, addr, p.opts.SMTPPort)
	if err != nil {
		c.stop(dialTrouble(ctx, err), short(err))
		c.smtp = time.Since(began)
		return c
	}
	defer closing(ctx, conn)()
	c.Connected = true
	server := newLine(conn, p.opts.farewell())
	ready := c.greet(ctx, server)
	c.smtp = time.Since(began)
	if !ready {
		return c
	}
	began = time.Now()
	p.secure(ctx, server, name, &c)
	c.tls = time.Since(began)
	return c
}

func (p *prober) connect(ctx context.Context, addr netip.Addr, port int) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, p.opts.connecting())
	defer cancel()
	return p.opts.Dial(ctx, "tcp", net.JoinHostPort(addr.String(), strconv.Itoa(port)))
}

func (c *conversation) stop(trouble seen.Trouble, detail string) {
	c.Trouble, c.Detail = trouble, seen.Line(detail)
}

// greet reads the banner, says EHLO and asks for STARTTLS. It reports whether the server is ready for the handshake.
func (c *conversation) greet(ctx context.Context, server line) bool {
	banner, err := readReply(server.in)
	if err != nil {
		c.stop(talkTrouble(ctx, err), short(err))
		return false
	}
	c.Banner = seen.Line(banner.text())
	if banner.code != 220 {
		c.stop(refusal(banner), banner.text())
		server.quit()
		return false
	}
	hello, err := server.command("EHLO " + greetingName)
	switch {
	case err != nil:
		c.stop(talkTrouble(ctx, err), short(err))
		return false
	case hello.code != 250:
		c.stop(helloRefusal(hello), hello.text())
		server.quit()
		return false
	}
	c.Greeted = true
	for _, line := range hello.lines[1:] {
		c.Extensions = append(c.Extensions, seen.Line(line))
	}
	c.STARTTLS = slices.ContainsFunc(hello.lines[1:], func(line string) bool {
		return strings.EqualFold(strings.TrimSpace(line), "STARTTLS")
	})
	switch {
	case c.STARTTLS:
		return c.startTLS(ctx, server)
	case rewritten(banner, hello):
		c.stop(seen.Rewritten, "a firewall on the way overwrites parts of the conversation")
	default:
		c.stop(seen.NoSTARTTLS, "the server does not offer STARTTLS")
	}
	server.quit()
	return false
}

func (c *conversation) startTLS(ctx context.Context, server line) bool {
	ready, err := server.command("STARTTLS")
	switch {
	case err != nil:
		c.stop(talkTrouble(ctx, err), "after STARTTLS: "+short(err))
		return false
	case ready.code != 220:
		c.stop(seen.NoSTARTTLS, "the server offers STARTTLS, and answers it with "+ready.text())
		server.quit()
		return false
	case server.in.Buffered() > 0: // whoever sits in between could have put it there
		c.stop(seen.BrokenTLS, "the server goes on in the clear after it agreed to TLS")
		return false
	}
	return true
}

// secure does the handshake and reads the certificate. The handshake takes any certificate: what the connector would
// make of it is judged afterwards, and nothing is sent over the connection but QUIT.
func (p *prober) secure(ctx context.Context, server line, name string, c *conversation) {
	secured := tls.Client(server, &tls.Config{
		ServerName:         name,
		InsecureSkipVerify: true,
		MinVersion:         tls.VersionTLS10, // what is too old for Exchange Online is to be named, not just to fail
		CipherSuites:       everySuite(),
	})
	if err := secured.HandshakeContext(ctx); err != nil {
		trouble := seen.BrokenTLS
		if timedOut(ctx, err) {
			trouble = talkTrouble(ctx, err)
		}
		c.stop(trouble, short(err))
		return
	}
	state := secured.ConnectionState()
	c.TLSVersion = tls.VersionName(state.Version)
	c.CipherSuite = tls.CipherSuiteName(state.CipherSuite)
	if len(state.PeerCertificates) == 0 {
		c.stop(seen.NotIdentified, "the server shows no certificate")
		return
	}
	certificate := inspect(state.PeerCertificates, p.roots, p.now)
	c.Certificate = &certificate
	newLine(secured, p.opts.farewell()).quit()
}

// everySuite has also those that no program should use: the connection only looks.
func everySuite() []uint16 {
	var all []uint16
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		all = append(all, s.ID)
	}
	return all
}

// ourFault matches replies that are about the client: the enhanced codes for policy (RFC 3463, x.7.x), and the words
// of block lists.
var ourFault = pattern.Lazy(`(?i)\b[45]\.7\.\d|block|black ?list|deny ?list|denied|reject|spamhaus|dnsbl|\brbl\b|reputation|grey ?list|policy|not (allowed|authorized|permitted)|reverse dns|\bptr\b|your (ip|address|host)|client host|too many|helo|ehlo`)

// refusal tells a server that refuses this computer from one that takes no mail.
func refusal(r smtpReply) seen.Trouble {
	switch {
	case ourFault().MatchString(strings.Join(r.lines, " ")):
		return seen.TurnedAway
	case r.code >= 400 && r.code < 600:
		return seen.Unavailable
	}
	return seen.NotSMTP
}

// helloRefusal is refusal for the answer to EHLO. A server that knows the command and does not take it, does not take our
// name.
func helloRefusal(r smtpReply) seen.Trouble {
	switch {
	case r.code == 500 || r.code == 502:
		return seen.Unavailable
	case r.code >= 500:
		return seen.TurnedAway
	}
	return refusal(r)
}

// maskedWord is what a firewall's mail inspection leaves of a keyword.
var maskedWord = pattern.Lazy(`^X{4,}[A-Z]?\b`)

// rewritten recognizes a firewall's mail inspection by the stars and X that it writes over banner and keywords.
func rewritten(banner, hello smtpReply) bool {
	if strings.Count(strings.Join(banner.lines, ""), "*") > 8 {
		return true
	}
	return slices.ContainsFunc(hello.lines[1:], maskedWord().MatchString)
}

// dialTrouble says why no connection came about.
func dialTrouble(ctx context.Context, err error) seen.Trouble {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return seen.Stopped
	case refused(err):
		return seen.Refused
	}
	return seen.Unreachable
}

// talkTrouble says why a server that took the connection was not understood.
func talkTrouble(ctx context.Context, err error) seen.Trouble {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return seen.Stopped
	case errors.Is(err, errNotSMTP):
		return seen.NotSMTP
	case timedOut(ctx, err):
		return seen.Silent
	}
	return seen.Closed
}

// timedOut also takes a connection that closing closed at the end of its context.
func timedOut(ctx context.Context, err error) bool {
	var timeout net.Error
	return ctx.Err() != nil || errors.As(err, &timeout) && timeout.Timeout()
}

// plural is "1 address", "2 addresses".
func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
