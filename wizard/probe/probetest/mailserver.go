package probetest

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// Listen serves each connection with talk and gives the port.
func Listen(t *testing.T, talk func(net.Conn)) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		open.Wait() // a prober that leaves a connection open would hang here
	})
	open.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer conn.Close()
				conn.SetDeadline(time.Now().Add(10 * time.Second))
				talk(conn)
			})
		}
	})
	return listener.Addr().(*net.TCPAddr).Port
}

// ClosedPort is a port that refuses connections.
func ClosedPort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// MailServer is an SMTP server that knows as much as a prober may ask.
type MailServer struct {
	Banner     string // "" is a usual one
	Extensions []string
	STARTTLS   string // the answer; "" is 220
	Config     *tls.Config

	talking sync.WaitGroup
	mu      sync.Mutex
	got     []string // every line, TLS or not
}

// WithCertificate offers STARTTLS.
func WithCertificate(c tls.Certificate) *MailServer {
	return &MailServer{Extensions: []string{"PIPELINING", "STARTTLS"}, Config: &tls.Config{Certificates: []tls.Certificate{c}}}
}

// Lines are the commands it was given, once nobody talks to it any more.
func (s *MailServer) Lines() []string {
	s.talking.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.got...)
}

// Talk serves one connection, for Listen.
func (s *MailServer) Talk(conn net.Conn) {
	s.talking.Add(1)
	defer s.talking.Done()
	banner := s.Banner
	if banner == "" {
		banner = "220 mail.example ESMTP"
	}
	fmt.Fprintf(conn, "%s\r\n", banner)
	in := bufio.NewReader(conn)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		s.mu.Lock()
		s.got = append(s.got, line)
		s.mu.Unlock()
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch verb {
		case "EHLO":
			lines := append([]string{"mail.example greets you"}, s.Extensions...)
			for i, l := range lines {
				sign := "-"
				if i == len(lines)-1 {
					sign = " "
				}
				fmt.Fprintf(conn, "250%s%s\r\n", sign, l)
			}
		case "STARTTLS":
			if s.STARTTLS != "" {
				fmt.Fprintf(conn, "%s\r\n", s.STARTTLS)
				continue
			}
			io.WriteString(conn, "220 go ahead\r\n")
			secured := tls.Server(conn, s.Config)
			if secured.Handshake() != nil {
				return
			}
			conn, in = secured, bufio.NewReader(secured)
		case "QUIT":
			io.WriteString(conn, "221 bye\r\n")
			return
		default:
			io.WriteString(conn, "502 no\r\n")
		}
	}
}
