package probetest

import (
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/miekg/dns"
)

// Zone is a DNS server on loopback, over UDP and TCP.
type Zone struct {
	records []dns.RR
	RCodes  map[string]int  // names that are answered with nothing but this
	Mute    map[string]bool // names that are never answered
	Lame    bool            // a server that only refers to others
	NoEDNS  bool            // an old server
	Grows   string          // a domain below which every name has an SPF record that includes ten more
	Asked   atomic.Int64    // questions
	TCP     atomic.Int64    // those among them that came over TCP

	t     *testing.T
	start sync.Once
	at    string
}

// ServeZone is a server of records in the form of a zone file's lines.
func ServeZone(t *testing.T, records ...string) *Zone {
	t.Helper()
	z := &Zone{t: t, RCodes: map[string]int{}, Mute: map[string]bool{}}
	for _, line := range records {
		rr, err := dns.NewRR(line)
		if err != nil || rr == nil {
			t.Fatalf("record %q: %v", line, err)
		}
		z.records = append(z.records, rr)
	}
	return z
}

// Address is where the zone is served from now on. What it is to do is set before.
func (z *Zone) Address() string {
	z.start.Do(func() { z.serve(z.t) })
	return z.at
}

func (z *Zone) serve(t *testing.T) {
	for range 20 { // the port that UDP is given may be taken for TCP
		packets, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		stream, err := net.Listen("tcp", packets.LocalAddr().String())
		if err != nil {
			packets.Close()
			continue
		}
		z.at = packets.LocalAddr().String()
		udp := &dns.Server{PacketConn: packets, Handler: dns.HandlerFunc(z.answer)}
		tcp := &dns.Server{Listener: stream, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
			z.TCP.Add(1)
			z.answer(w, q)
		})}
		for _, s := range []*dns.Server{udp, tcp} {
			ready := make(chan struct{})
			s.NotifyStartedFunc = func() { close(ready) }
			go s.ActivateAndServe()
			<-ready
			t.Cleanup(func() { s.Shutdown() })
		}
		return
	}
	t.Fatal("no port is free for UDP and TCP")
}

func (z *Zone) answer(w dns.ResponseWriter, q *dns.Msg) {
	z.Asked.Add(1)
	name, kind := folded(q.Question[0].Name), q.Question[0].Qtype
	if z.Mute[name] {
		return
	}
	m := new(dns.Msg)
	m.SetReply(q)
	m.RecursionAvailable = !z.Lame
	if z.NoEDNS && q.IsEdns0() != nil {
		m.Rcode = dns.RcodeFormatError
		w.WriteMsg(m)
		return
	}
	if code, ok := z.RCodes[name]; ok {
		m.Rcode = code
		w.WriteMsg(m)
		return
	}
	if z.Grows != "" && strings.HasSuffix(name, z.Grows) && kind == dns.TypeTXT {
		text := "v=spf1"
		for i := range 10 {
			text += fmt.Sprintf(" include:%d.%s", i, name)
		}
		m.Answer = append(m.Answer, &dns.TXT{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: kind, Class: dns.ClassINET, Ttl: 1}, Txt: pieces(text)})
		w.WriteMsg(m)
		return
	}
	exists := false
	for _, rr := range z.records {
		owner := folded(rr.Header().Name)
		exists = exists || owner == name || strings.HasSuffix(owner, "."+name)
		if owner == name && (rr.Header().Rrtype == kind || rr.Header().Rrtype == dns.TypeCNAME) {
			m.Answer = append(m.Answer, dns.Copy(rr)) // packing writes into it
		}
	}
	if !exists {
		m.Rcode = dns.RcodeNameError
	}
	if w.LocalAddr().Network() == "udp" {
		size := 512
		if o := q.IsEdns0(); o != nil {
			size = int(o.UDPSize())
		}
		m.Truncate(size)
	}
	w.WriteMsg(m)
}

// pieces splits a text as a TXT record holds it.
func pieces(text string) []string {
	var all []string
	for len(text) > 255 {
		all = append(all, text[:255])
		text = text[255:]
	}
	return append(all, text)
}

// folded is a name as DNS compares it.
func folded(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }
