package directory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"adwalk/ad"
	"adwalk/ad/directory/sasl"
	"adwalk/ad/directory/wire"
)

func cancelled(what string, err error) *ad.Problem {
	if errors.Is(err, context.DeadlineExceeded) {
		return &ad.Problem{Kind: ad.ProblemUnreachable, What: what + " took too long", Why: "the time given for it is over", Do: "allow more time", Err: err}
	}
	return &ad.Problem{Kind: ad.ProblemCancelled, What: what + " was stopped", Err: err}
}

// Explain turns any failure of an exchange with a server into a *ad.Problem:
// a refusal by result code, a lost or silent connection, a context that ended.
// op is what was being done ("search", "bind", "modify"), as is who is bound.
func Explain(ctx context.Context, op, server, as string, err error) error {
	var p *ad.Problem
	var refused *wire.ResultError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &p):
		return p
	case ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, os.ErrDeadlineExceeded)):
		return cancelled(doing(op, server), ctx.Err())
	case errors.Is(err, wire.ErrNotice): // no answer to the request, whatever its code
		return Unreachable(doing(op, server), server, err)
	case errors.As(err, &refused):
		return Refusal(op, server, as, refused.Result)
	}
	return Unreachable(doing(op, server), server, err)
}

func doing(op, server string) string {
	switch op {
	case "bind":
		return "logging in to " + server
	case "search":
		return "searching " + server
	case "modify":
		return "writing to " + server
	}
	return op
}

// Unreachable explains why a server could not be talked to.
func Unreachable(what, server string, err error) error {
	p := &ad.Problem{Kind: ad.ProblemUnreachable, What: what + " failed", Err: err}
	var dns *net.DNSError
	var op *net.OpError
	var tampered *sasl.TokenError
	switch {
	case errors.As(err, &dns):
		p.Why = fmt.Sprintf("the name %q has no address in DNS", dns.Name)
		if !dns.IsNotFound {
			p.Why = fmt.Sprintf("DNS did not answer for %q", dns.Name)
		}
		p.Do = "check the spelling and which DNS servers this machine asks, or give the address"
	case errors.Is(err, syscall.ECONNREFUSED):
		p.Why = server + " refuses connections: nothing listens on that port"
		p.Do = "check the port, and that the directory service is running"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		p.Why = "there is no route to " + server
		p.Do = "check the network or the VPN"
	case errors.Is(err, wire.ErrIdle), errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		p.Why = server + " did not answer in time"
		p.Do = "a firewall may drop the packets; try another domain controller or a longer timeout"
	case errors.As(err, &tampered):
		p.Kind = ad.ProblemProtocol
		p.Why = clean(tampered.Error())
		p.Do = "something between here and " + server + " changes the traffic; try again from another network"
	case errors.Is(err, wire.ErrBER):
		p.Kind = ad.ProblemProtocol
		p.Why = server + " answered with something that is not LDAP"
		p.Do = "check the port: 389 and 3268 are plain, 636 and 3269 are TLS"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed):
		p.Why = server + " closed the connection"
		p.Do = "try again or another domain controller; on port 389 a server may want TLS first"
	case errors.As(err, &op):
		p.Why = op.Err.Error()
	default:
		p.Why = clean(err.Error())
	}
	return p
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// clean keeps foreign text on one line and short.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if ad.Invisible(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	s = strings.TrimSpace(s)
	if len(s) > 400 {
		s = strings.ToValidUTF8(s[:400], "") + "…"
	}
	return s
}
