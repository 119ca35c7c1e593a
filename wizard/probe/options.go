package probe

import (
	"cmp"
	"context"
	"crypto/x509"
	"net"
	"time"
)

// Options say how to look. The zero value looks as the computer it runs on does.
type Options struct {
	Resolver     string         // the DNS server to ask, as host:port or host; "" is the system's
	SMTPPort     int            // 0 is 25, the only one that Exchange Online uses
	Roots        *x509.CertPool // the certificates to trust, instead of the system's
	AllowPrivate bool           // also connect to private, loopback and reserved addresses
	Timeout      time.Duration  // for everything together; 0 is a minute
	TaskTimeout  time.Duration  // for each task; 0 is 20 seconds
	Parallel     int            // tasks side by side; 0 is 8. A task has at most four connections

	// Dial makes every connection there is, those to DNS servers included; nil is the system's. It must give up when
	// its context ends. The network is "udp" or "tcp"; the address holds an IP address, save where Resolver names a
	// host.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

const (
	defaultTimeout     = time.Minute
	defaultTaskTimeout = 20 * time.Second
	defaultParallel    = 8
	smtpPort           = 25
)

func (o Options) settled() Options {
	o.Timeout = cmp.Or(max(o.Timeout, 0), defaultTimeout)
	o.TaskTimeout = cmp.Or(max(o.TaskTimeout, 0), defaultTaskTimeout)
	o.Parallel = cmp.Or(max(o.Parallel, 0), defaultParallel)
	o.SMTPPort = cmp.Or(o.SMTPPort, smtpPort)
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	return o
}

// attempt is how long one datagram's answer is waited for: a task can still ask two servers twice.
func (o Options) attempt() time.Duration { return o.TaskTimeout / 8 }

// connecting is how long one address may take to accept a connection, so that time is left to talk to it.
func (o Options) connecting() time.Duration { return o.TaskTimeout / 2 }

// farewell is how long the answer to QUIT is waited for.
func (o Options) farewell() time.Duration { return o.TaskTimeout / 20 }
