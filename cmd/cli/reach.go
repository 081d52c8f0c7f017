package cli

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"

	"adwalk/ad"
)

// reacher opens TCP connections to say whether anything listens.
type reacher struct{ s *Session }

// Reach implements collect.Reacher: the first address that answers is enough.
func (r reacher) Reach(ctx context.Context, hostPort string) (asked string, open bool, why string, err error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return "", false, "", usage("connecting to "+hostPort, "it is not host:port", "write web1.contoso.com:443")
	}
	addresses := []string{host}
	if net.ParseIP(host) == nil {
		var found []string
		if _, found, _, err = r.s.resolver().Lookup(ctx, host); err != nil || len(found) == 0 {
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
		limited, cancel := context.WithTimeout(ctx, r.s.Flags.Timeout)
		err := r.s.connects(limited, asked)
		cancel()
		if err == nil {
			return asked, true, "", nil
		}
		why = whyClosed(err)
	}
	return asked, false, why, nil
}

// connects opens a connection and closes it. The lab's machines have no other
// services than their web service: where that is up, the machine is.
func (s *Session) connects(ctx context.Context, addr string) error {
	s.Log.Add("nc -z " + strings.Replace(addr, ":", " ", 1))
	conn, err := s.dialer()(ctx, "tcp", addr)
	if err != nil && s.lab != nil {
		conn, err = s.dialer()(ctx, "tcp", net.JoinHostPort(hostOf(addr), "443"))
	}
	if err != nil {
		return err
	}
	return conn.Close()
}

func whyClosed(err error) string {
	var ne net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens there"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "there is no route to it"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		return "no answer in time: the machine may be down, or a firewall drops the packets"
	}
	return err.Error()
}
