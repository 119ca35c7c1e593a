package probe

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// authority is a certificate authority of the tests.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority() authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test CA"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-1000 * 24 * time.Hour), NotAfter: time.Now().Add(1000 * 24 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return authority{certificate, key}
}

func (a authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// issue gives a certificate for names, valid for days from now or, if negative, until that many days ago. The authority
// that is zero issues self-signed ones.
func (a authority) issue(days int, names ...string) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names,
		NotBefore: time.Now().Add(-500 * 24 * time.Hour), NotAfter: time.Now().Add(time.Duration(days)*24*time.Hour + time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	parent, signer := template, key
	if a.certificate != nil {
		parent, signer = a.certificate, a.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

var testCA = sync.OnceValue(newAuthority)

// listen serves each connection with talk and gives the port.
func listen(t *testing.T, talk func(net.Conn)) int {
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

// closedPort is a port that refuses connections.
func closedPort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// mailServer is an SMTP server that knows as much as a prober may ask.
type mailServer struct {
	banner     string // "" is a usual one
	extensions []string
	starttls   string // the answer; "" is 220
	config     *tls.Config

	talking sync.WaitGroup
	mu      sync.Mutex
	got     []string // every line, TLS or not
}

func withCertificate(c tls.Certificate) *mailServer {
	return &mailServer{extensions: []string{"PIPELINING", "STARTTLS"}, config: &tls.Config{Certificates: []tls.Certificate{c}}}
}

func (s *mailServer) lines() []string {
	s.talking.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.got...)
}

func (s *mailServer) talk(conn net.Conn) {
	s.talking.Add(1)
	defer s.talking.Done()
	banner := s.banner
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
			lines := append([]string{"mail.example greets you"}, s.extensions...)
			for i, l := range lines {
				sign := "-"
				if i == len(lines)-1 {
					sign = " "
				}
				fmt.Fprintf(conn, "250%s%s\r\n", sign, l)
			}
		case "STARTTLS":
			if s.starttls != "" {
				fmt.Fprintf(conn, "%s\r\n", s.starttls)
				continue
			}
			io.WriteString(conn, "220 go ahead\r\n")
			secured := tls.Server(conn, s.config)
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
