package cli

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/netip"
	"net/url"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/probe"
)

// prober asks services, with the given tickets or, without, for what they
// offer. Names that this machine cannot resolve are looked up at the domain
// controllers.
func (s *Session) prober(tickets probe.Tickets) (ad.Prober, error) {
	config, err := s.serviceTLS()
	if err != nil {
		return nil, err
	}
	opts := probe.Options{Tickets: tickets, TLS: config, Timeout: s.Flags.Timeout, Parallel: s.Flags.Parallel, Dial: s.dialer(), Logf: s.Log.Add}
	if s.lab != nil {
		opts.Resolver = dnsAt(s.lab.DNSAddr())
	}
	asking := resolving{probe.New(opts), s.resolver()}
	if s.Flags.Restricted {
		return named{asking, s}, nil
	}
	return asking, nil
}

// serviceTLS trusts this machine's roots and the CA that was given.
func (s *Session) serviceTLS() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: s.Flags.SkipVerify}
	var pem []byte
	switch {
	case s.lab != nil:
		pem = s.lab.CAPEM()
	case s.Flags.CAFile != "":
		b, err := directory.ReadCA(s.Flags.CAFile)
		if err != nil {
			return nil, err
		}
		pem = b
	default:
		return config, nil
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, usage("reading "+s.Flags.CAFile, "it holds no certificate", "name a PEM file with --ca-file")
	}
	config.RootCAs = roots
	return config, nil
}

// resolving gives a prober the addresses that the session's resolver knows.
type resolving struct {
	ad.Prober
	names *resolvers
}

func (r resolving) Probe(ctx context.Context, req ad.ProbeRequest) []ad.ProbeResult {
	if len(req.Addresses) == 0 {
		if host := targetHost(req.Target); host != "" {
			if _, found, _, err := r.names.Lookup(ctx, host); err == nil {
				req.Addresses = found
			}
		}
	}
	return r.Prober.Probe(ctx, req)
}

// targetHost is the host name in a target, "" for an address or nonsense, which
// the prober explains itself.
func targetHost(target string) string {
	if !strings.Contains(target, "://") {
		target = "https://" + target
	}
	u, err := url.Parse(target)
	if err != nil {
		return ""
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return ""
	}
	return u.Hostname()
}
