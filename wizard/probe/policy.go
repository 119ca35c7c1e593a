package probe

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"eacwizard/steps/seen"
)

const (
	mostPolicy     = 64 << 10 // octets, as RFC 8461, section 3.2 advises
	mostPolicyMX   = 100
	mostPolicyHead = 16 << 10
	longestMaxAge  = 31557600 // seconds; RFC 8461, section 3.2
)

// stsPolicy is an MTA-STS policy file.
type stsPolicy struct {
	mode   string // enforce, testing or none
	mx     []string
	maxAge time.Duration
}

// policyProblem says why there is no policy: it could not be looked at from here, or it is broken for everybody.
type policyProblem struct{ unseen, broken string }

var errRedirect = errors.New("it redirects, which senders do not follow")

// fetchPolicy fetches a policy as senders do: by HTTPS with a certificate for its host, no redirect, a bounded size.
func (p *prober) fetchPolicy(ctx context.Context, domain string) (stsPolicy, policyProblem) {
	name := "mta-sts." + domain
	host, err := p.names.host(ctx, name)
	switch {
	case host.Answer == seen.Unknown:
		return stsPolicy{}, policyProblem{unseen: name + " could not be looked up: " + short(err)}
	case host.Answer != seen.Found:
		return stsPolicy{}, policyProblem{broken: nameProblem(name, host)}
	}
	addr := host.Addresses[0]
	if kind := reserved(addr); kind != "" && !p.opts.AllowPrivate {
		return stsPolicy{}, policyProblem{unseen: name + " has " + addr.String() + ", " + withArticle(kind) + ", and those are left alone unless they are allowed"}
	}
	if p.roots.roots == nil {
		return stsPolicy{}, policyProblem{unseen: "this computer has no list of trusted certificate authorities"}
	}
	return p.download(ctx, name, addr)
}

func nameProblem(name string, host seen.Host) string {
	if len(host.Addresses) == 0 && !host.Looping && len(host.Aliases) == 0 {
		return "there is no host " + name
	}
	return nameTrouble(name, host, nil)
}

func (p *prober) download(ctx context.Context, name string, addr netip.Addr) (stsPolicy, policyProblem) {
	conn, err := p.connect(ctx, addr, 443)
	if err != nil {
		return stsPolicy{}, policyProblem{unseen: short(err)}
	}
	defer closing(ctx, conn)()
	transport := &http.Transport{
		DialContext:            func(context.Context, string, string) (net.Conn, error) { return conn, nil },
		TLSClientConfig:        &tls.Config{ServerName: name, RootCAs: p.roots.roots, MinVersion: tls.VersionTLS12},
		DisableKeepAlives:      true,
		DisableCompression:     true, // a small file could unfold into a huge one
		MaxResponseHeaderBytes: mostPolicyHead,
	}
	defer transport.CloseIdleConnections()
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return errRedirect }}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+name+"/.well-known/mta-sts.txt", nil)
	if err != nil {
		return stsPolicy{}, policyProblem{broken: err.Error()}
	}
	request.Header.Set("User-Agent", "eacwizard")
	response, err := client.Do(request)
	switch {
	case errors.Is(err, errRedirect):
		return stsPolicy{}, policyProblem{broken: errRedirect.Error()}
	case err != nil && timedOut(ctx, err):
		return stsPolicy{}, policyProblem{unseen: short(err)}
	case err != nil:
		return stsPolicy{}, policyProblem{broken: short(err)}
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return stsPolicy{}, policyProblem{broken: "the web server answers " + strconv.Itoa(response.StatusCode)}
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, mostPolicy+1))
	switch {
	case err != nil && timedOut(ctx, err):
		return stsPolicy{}, policyProblem{unseen: short(err)}
	case err != nil:
		return stsPolicy{}, policyProblem{broken: short(err)}
	case len(body) > mostPolicy:
		return stsPolicy{}, policyProblem{broken: "it is larger than 64 KiB"}
	}
	if kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); kind != "text/plain" {
		return stsPolicy{}, policyProblem{broken: "it is sent as " + cmp.Or(kind, "no type at all") + " and not as text/plain"}
	}
	policy, wrong := readPolicy(string(body))
	return policy, policyProblem{broken: wrong}
}

// readPolicy reads a policy file (RFC 8461, section 3.2). It gives what is wrong with it, or "".
func readPolicy(text string) (stsPolicy, string) {
	var policy stsPolicy
	version, age := "", ""
	for line := range strings.SplitSeq(text, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case key == "version" && version == "":
			version = value
		case key == "mode" && policy.mode == "":
			policy.mode = value
		case key == "max_age" && age == "":
			age = value
		case key == "mx" && len(policy.mx) < mostPolicyMX:
			policy.mx = append(policy.mx, seen.Value(canonical(value)))
		}
	}
	seconds, err := strconv.Atoi(age)
	switch {
	case version != "STSv1":
		return policy, "it does not say version: STSv1"
	case policy.mode != "enforce" && policy.mode != "testing" && policy.mode != "none":
		return policy, "its mode is none of enforce, testing and none"
	case err != nil || seconds < 0:
		return policy, "its max_age is not a number of seconds"
	case len(policy.mx) == 0 && policy.mode != "none":
		return policy, "it lists no mx"
	}
	policy.maxAge = time.Duration(min(seconds, longestMaxAge)) * time.Second
	return policy, ""
}
