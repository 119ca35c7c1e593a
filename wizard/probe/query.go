package probe

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/miekg/dns"
)

// datagram is the size of UDP answers that is asked for: what passes every network without being split.
const datagram = 1232

// dnsClient puts one question to DNS servers.
type dnsClient struct {
	dial    func(ctx context.Context, network, address string) (net.Conn, error)
	servers []string
	attempt time.Duration
}

// errNoAnswer is that no server answered at all.
var errNoAnswer = errors.New("no DNS server answered")

// ask gives the first answer that is one: records, none, or no such name. Each server is asked twice.
func (c dnsClient) ask(ctx context.Context, name string, kind uint16) (*dns.Msg, error) {
	question := new(dns.Msg)
	question.SetQuestion(dns.Fqdn(name), kind)
	question.SetEdns0(datagram, false)
	failure := fmt.Errorf("%w: this computer has none set", errNoAnswer)
	answered := false
	for range 2 {
		for _, server := range c.servers {
			answer, err := c.exchange(ctx, server, question)
			switch {
			case ctx.Err() != nil:
				return nil, fmt.Errorf("%w: %w", errNoAnswer, ctx.Err())
			case err != nil:
				if !answered {
					failure = fmt.Errorf("%w: %s: %s", errNoAnswer, server, short(err))
				}
			case refersElsewhere(answer):
				answered = true
				failure = fmt.Errorf("the DNS server %s only refers to others", server)
			case answer.Rcode == dns.RcodeSuccess, answer.Rcode == dns.RcodeNameError:
				return answer, nil
			default:
				answered = true
				failure = fmt.Errorf("the DNS server %s answers %s", server, rcode(answer.Rcode))
			}
		}
		if answered { // a server that says no says so again
			break
		}
	}
	return nil, failure
}

// refersElsewhere recognizes a server that looks nothing up for others: its empty answer is none.
func refersElsewhere(answer *dns.Msg) bool {
	return answer.Rcode == dns.RcodeSuccess && len(answer.Answer) == 0 && !answer.Authoritative && !answer.RecursionAvailable
}

func rcode(code int) string {
	if text, ok := dns.RcodeToString[code]; ok {
		return text
	}
	return fmt.Sprintf("with code %d", code)
}

// exchange asks by UDP, and by TCP where the answer does not fit a datagram. A server too old for EDNS is asked
// without.
func (c dnsClient) exchange(ctx context.Context, server string, question *dns.Msg) (*dns.Msg, error) {
	answer, err := c.over(ctx, "udp", server, question)
	if err == nil && (answer.Rcode == dns.RcodeFormatError || answer.Rcode == dns.RcodeNotImplemented) {
		question = question.Copy()
		question.Extra = nil
		answer, err = c.over(ctx, "udp", server, question)
	}
	if err == nil && answer.Truncated {
		return c.over(ctx, "tcp", server, question)
	}
	return answer, err
}

// over is one question and its answer on a connection of its own.
func (c dnsClient) over(ctx context.Context, network, server string, question *dns.Msg) (*dns.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, c.attempt)
	defer cancel()
	conn, err := c.dial(ctx, network, server)
	if err != nil {
		return nil, err
	}
	defer closing(ctx, conn)()

	question = question.Copy()
	question.Id = dns.Id() // one for each attempt, so that a late answer to the last is not taken
	packed, err := question.Pack()
	if err != nil {
		return nil, err
	}
	if network == "tcp" {
		packed = append(binary.BigEndian.AppendUint16(nil, uint16(len(packed))), packed...)
	}
	if _, err := conn.Write(packed); err != nil {
		return nil, err
	}
	buffer := make([]byte, dns.MaxMsgSize)
	for {
		n, err := receive(conn, network, buffer)
		if err != nil {
			return nil, err
		}
		answer := new(dns.Msg)
		if answer.Unpack(buffer[:n]) == nil && answers(answer, question) {
			return answer, nil
		}
		if network == "tcp" {
			return nil, errors.New("the answer cannot be read")
		}
	}
}

func receive(conn net.Conn, network string, buffer []byte) (int, error) {
	if network == "udp" {
		return conn.Read(buffer)
	}
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return 0, err
	}
	return io.ReadFull(conn, buffer[:binary.BigEndian.Uint16(size[:])])
}

// answers reports whether a message is the answer to a question, and not a stray or forged datagram.
func answers(answer, question *dns.Msg) bool {
	if !answer.Response || answer.Id != question.Id || len(answer.Question) > 1 {
		return false
	}
	if len(answer.Question) == 0 { // servers leave it out of a refusal
		return answer.Rcode != dns.RcodeSuccess && answer.Rcode != dns.RcodeNameError
	}
	got, want := answer.Question[0], question.Question[0]
	return got.Qtype == want.Qtype && got.Qclass == want.Qclass && canonical(got.Name) == canonical(want.Name)
}

// closing closes conn as soon as the context ends, and returns what closes it otherwise. It sets no deadline: that would
// end a read a moment before the context tells why.
func closing(ctx context.Context, conn net.Conn) func() {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	return func() {
		stop()
		conn.Close()
	}
}
