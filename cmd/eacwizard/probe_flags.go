package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"eacwizard/wizard/probe"
)

// probeFlags are the flags of probe, as they were typed: they are read here and not by cobra, to say what is wrong with
// one and what to give instead.
type probeFlags struct {
	answers, sample                     string
	resolver, smtpPort, caFile, timeout string
	json, allowPrivate                  bool
}

// longestProbe is far more than a patient person waits.
const longestProbe = time.Hour

func (f *probeFlags) declare(c *cobra.Command) {
	c.Flags().BoolVar(&f.json, "json", false, "print JSON, one entry for each task")
	c.Flags().StringVar(&f.resolver, "resolver", "", "ask the DNS server at `HOST:PORT` instead of this computer's")
	c.Flags().StringVar(&f.smtpPort, "smtp-port", "25", "connect to smart hosts at port `N`, for labs; Exchange Online always takes 25")
	c.Flags().StringVar(&f.caFile, "ca-file", "", "trust the certificate authorities in `FILE` (PEM) instead of this computer's")
	c.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "connect to private and loopback addresses too, for labs")
	c.Flags().StringVar(&f.timeout, "timeout", "1m", "stop after `D` altogether, as 30s or 2m")
	for name, shown := range map[string]string{"smtp-port": "25", "timeout": "1m"} {
		flag := c.Flags().Lookup(name)
		flag.Usage += " (default " + shown + ")"
		flag.DefValue = "" // pflag would put it in quotes
	}
	c.MarkFlagFilename("ca-file", "pem", "crt", "cer")
	for _, name := range []string{"resolver", "smtp-port", "timeout"} {
		c.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
}

// options are the flags as the prober takes them.
func (f probeFlags) options() (opts probe.Options, err error) {
	opts.AllowPrivate = f.allowPrivate
	if opts.Timeout, err = readTimeout(f.timeout); err != nil {
		return opts, err
	}
	if opts.SMTPPort, err = probe.ParsePort(f.smtpPort); err != nil {
		return opts, refuse("leave it out for 25, the only port that Exchange Online takes", "--smtp-port %q %v", f.smtpPort, err)
	}
	if f.resolver != "" {
		opts.Resolver, err = readResolver(f.resolver)
	}
	if f.caFile != "" && err == nil {
		err = trust(f.caFile, &opts)
	}
	return opts, err
}

func readResolver(text string) (string, error) {
	address, err := probe.ParseResolver(text)
	switch {
	case errors.Is(err, probe.ErrNoPort):
		return "", refuse("DNS servers usually have port 53: --resolver 192.0.2.53:53, or --resolver [2001:db8::53]:53", "--resolver %q %v", text, err)
	case err != nil:
		return "", refuse("give the DNS server's host and port, as 192.0.2.53:53", "--resolver %q %v", text, err)
	}
	return address, nil
}

func readTimeout(text string) (time.Duration, error) {
	const give = "give a number with a unit, as 30s or 2m"
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return 0, refuse(give, "--timeout %q is no time", text)
	case d <= 0:
		return 0, refuse(give, "--timeout %q leaves no time to look", text)
	case d > longestProbe:
		return 0, refuse(give, "--timeout %q is longer than an hour", text)
	}
	return d, nil
}

// trust reads the file of --ca-file.
func trust(name string, opts *probe.Options) error {
	file, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("opening %s: %w", name, cause(err))
	}
	if opts.Roots, err = probe.ReadRoots(file); err != nil {
		return refuse("give the certificate authorities as PEM: -----BEGIN CERTIFICATE----- ...", "--ca-file %q cannot be used: %v", name, err)
	}
	return nil
}
