package probe

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"

	"eacwizard/steps/pattern"
)

// Faults of a resolver's address, without the address itself.
var (
	ErrNoPort  = errors.New("has no port")
	ErrBadPort = errors.New("has no port from 1 to 65535")
	ErrNoHost  = errors.New("names no host")
)

// hostName takes what a resolver configuration may name; whether it exists is seen when it is asked.
var hostName = pattern.Lazy(`^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?$`)

// ParseResolver reads the address of a DNS server, as 192.0.2.53:53, [2001:db8::53]:53 or dns.contoso.com:53.
func ParseResolver(text string) (string, error) {
	if addr, err := netip.ParseAddr(text); err == nil && addr.Is6() {
		return "", ErrNoPort // its last group is none
	}
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", ErrNoPort
	}
	if _, err := netip.ParseAddr(host); err != nil && !hostName().MatchString(host) {
		return "", ErrNoHost
	}
	if _, err := ParsePort(port); err != nil {
		return "", ErrBadPort
	}
	return net.JoinHostPort(host, port), nil
}

// ParsePort reads the number of a port that can be connected to.
func ParsePort(text string) (int, error) {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 {
		return 0, errors.New("is no port from 1 to 65535")
	}
	return int(n), nil
}

// ReadRoots reads the certificates to trust from a file in PEM. A file of which a part cannot be read is refused
// whole, since what is missing would show as a server's fault.
func ReadRoots(file []byte) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	n := 0
	for block, rest := pem.Decode(file); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		n++
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("certificate %d in it cannot be read: %w", n, err)
		}
		pool.AddCert(certificate)
	}
	switch begun := bytes.Count(file, []byte("-----BEGIN CERTIFICATE-----")); {
	case begun > n: // passed over because it is no base64 or has no end
		return nil, errors.New("a certificate in it is damaged")
	case n == 0:
		return nil, errors.New("there is no certificate in it")
	}
	return pool, nil
}
