package session

import (
	"context"
	"errors"
	"net"
	"syscall"

	"adwalk/ad"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/trace"
)

// Names returns the resolver of this session.
func (s *Session) Names() *Names { return &Names{s.env.Resolvers, s.cfg.Trace, s.cfg.Timeout} }

// KerberosConfig is the krb5.conf of the environment.
func (s *Session) KerberosConfig() *krb5conf.Config { return s.env.Kerberos }

// Reach says whether anything listens at host:port; the first address that
// answers is enough. asked is the address that was tried last. The error, an
// *ad.Problem, is for a host without an address.
func (s *Session) Reach(ctx context.Context, hostPort string) (asked string, open bool, why string, err error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return "", false, "", &ad.Problem{Kind: ad.ProblemUsage, What: "connecting to " + hostPort, Why: "it is not host:port", Do: "write web1.contoso.com:443"}
	}
	addresses := []string{host}
	if net.ParseIP(host) == nil {
		var found []string
		if _, found, _, err = s.Names().Lookup(ctx, host); err != nil || len(found) == 0 {
			p := &ad.Problem{Kind: ad.ProblemUnreachable, What: "resolving " + host, Why: "no name server knows it", Do: "check the spelling and the name servers", Err: err}
			if err != nil {
				p.Why = err.Error()
			}
			return "", false, "", p
		}
		addresses = found
	}
	for _, a := range addresses {
		asked = net.JoinHostPort(a, port)
		limited, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
		x := s.cfg.Trace.Begin(trace.Event{Protocol: trace.TCP, Kind: trace.Probe, Asked: "does anything listen", Server: asked,
			Command: "nc -z " + ad.ShellQuote(a) + " " + ad.ShellQuote(port)})
		err := s.env.Reach(limited, asked)
		x.End(err)
		cancel()
		if err == nil {
			return asked, true, "", nil
		}
		why = whyClosed(err)
	}
	return asked, false, why, nil
}

func whyClosed(err error) string {
	var ne net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens there"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "there is no route to it"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		return "timed out: the machine may be down, or a firewall drops the packets"
	}
	return err.Error()
}
