package probe

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"

	"github.com/miekg/dns"
)

// rawDNS answers datagrams with whatever answer makes of the question.
func rawDNS(t *testing.T, answer func(question []byte) [][]byte) string {
	t.Helper()
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { packets.Close() })
	go func() {
		buffer := make([]byte, 4096)
		for {
			n, from, err := packets.ReadFrom(buffer)
			if err != nil {
				return
			}
			for _, a := range answer(buffer[:n]) {
				packets.WriteTo(a, from)
			}
		}
	}()
	return packets.LocalAddr().String()
}

// replyTo is a message with one TXT record, changed.
func replyTo(question []byte, change func(*dns.Msg)) []byte {
	q, m := new(dns.Msg), new(dns.Msg)
	if q.Unpack(question) != nil {
		return nil
	}
	m.SetReply(q)
	m.RecursionAvailable = true
	m.Answer = []dns.RR{&dns.TXT{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: 60}, Txt: []string{"true"}}}
	change(m)
	packed, err := m.Pack()
	if err != nil {
		panic(err)
	}
	return packed
}

func TestGarbageBeforeTheAnswerIsPassedOver(t *testing.T) {
	t.Parallel()
	forged := func(m *dns.Msg) {
		m.Id ^= 0xffff
		m.Answer[0].(*dns.TXT).Txt = []string{"forged"}
	}
	address := rawDNS(t, func(q []byte) [][]byte {
		// The pointer of the second one points at itself.
		loop := append(append([]byte{}, q[:12]...), 0xc0, 0x0c, 0, 16, 0, 1)
		return [][]byte{[]byte("\x00\x01garbage"), loop, {}, replyTo(q, forged), replyTo(q, func(*dns.Msg) {})}
	})
	r := asking(t, probetest.ServeZone(t))
	r.client.servers = []string{address}
	if txt, err := r.text(t.Context(), "a.com"); err != nil || len(txt.Values) != 1 || txt.Values[0] != "true" {
		t.Errorf("%+v, %v", txt, err)
	}
}

func TestOnlyGarbageIsNoAnswer(t *testing.T) {
	t.Parallel()
	address := rawDNS(t, func(q []byte) [][]byte { return [][]byte{[]byte(strings.Repeat("\xc0\x0c", 500))} })
	r := asking(t, probetest.ServeZone(t))
	r.client.servers, r.client.attempt = []string{address}, 50*time.Millisecond
	if txt, err := r.text(t.Context(), "a.com"); err == nil || txt.Answer != seen.Unknown {
		t.Errorf("%+v, %v", txt, err)
	}
}

func TestTCPThatStallsIsNoAnswer(t *testing.T) {
	t.Parallel()
	for name, talk := range map[string]func(net.Conn){
		"says nothing":        func(c net.Conn) { io.Copy(io.Discard, c) },
		"promises and stalls": func(c net.Conn) { c.Write([]byte{0xff, 0xff, 1, 2, 3}); io.Copy(io.Discard, c) },
		"sends garbage":       func(c net.Conn) { c.Write([]byte{0, 4, 1, 2, 3, 4}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := rawDNS(t, func(q []byte) [][]byte { return [][]byte{replyTo(q, func(m *dns.Msg) { m.Truncated = true })} })
			r := asking(t, probetest.ServeZone(t))
			host, _, _ := net.SplitHostPort(address)
			port := probetest.Listen(t, talk)
			r.client.servers, r.client.attempt = []string{address}, 80*time.Millisecond
			dial := mappedTo(map[string]any{host: port})
			plain := r.client.dial
			r.client.dial = func(ctx context.Context, network, to string) (net.Conn, error) {
				if network == "tcp" {
					return dial(ctx, network, to)
				}
				return plain(ctx, network, to)
			}
			if txt, err := r.text(t.Context(), "a.com"); err == nil || txt.Answer != seen.Unknown {
				t.Errorf("%+v, %v", txt, err)
			}
		})
	}
}
