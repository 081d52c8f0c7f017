package session

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

// Prober asks services, with the given tickets or, without, for what they
// offer. Host names that this machine cannot resolve are looked up at the domain
// controllers. The error, an *ad.Problem, is for a CA file that cannot be used.
func (s *Session) Prober(tickets probe.Tickets) (ad.Prober, error) {
	config, err := s.serviceTLS()
	if err != nil {
		return nil, err
	}
	asking := resolving{probe.New(probe.Options{Tickets: tickets, TLS: config, Timeout: s.cfg.Timeout, Parallel: s.cfg.Parallel,
		Dial: s.env.Dial, Resolver: s.env.DNS, Trace: s.cfg.Trace}), s.Names()}
	if s.cfg.Guard != nil {
		return s.cfg.Guard(asking), nil
	}
	return asking, nil
}

// SQLInstance asks the SQL Server Browser of a host for the port of an instance.
func (s *Session) SQLInstance(ctx context.Context, host, instance string, addresses []string) ad.SQLInstance {
	return probe.New(probe.Options{Timeout: s.cfg.Timeout, Dial: s.env.Dial, Resolver: s.env.DNS, Trace: s.cfg.Trace}).Instance(ctx, host, instance, addresses)
}

// serviceTLS trusts this machine's roots and the CA that was given.
func (s *Session) serviceTLS() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: s.cfg.SkipVerify}
	pem := s.env.CA
	if pem == nil && s.cfg.CAFile != "" {
		b, err := directory.ReadCA(s.cfg.CAFile)
		if err != nil {
			return nil, err
		}
		pem = b
	}
	if pem == nil {
		return config, nil
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "reading " + s.cfg.CAFile, Why: "it holds no certificate", Do: "name a PEM file with --ca-file"}
	}
	config.RootCAs = roots
	return config, nil
}

// resolving gives a prober the addresses that the session's resolver knows.
type resolving struct {
	ad.Prober
	names *Names
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
