package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"

	"adwalk/ad"
)

// dialError and tlsError say at which stage a connection failed.
type (
	dialError struct{ error }
	tlsError  struct{ error }
)

func (e *dialError) Unwrap() error { return e.error }
func (e *tlsError) Unwrap() error  { return e.error }

// broken sets the outcome of a connection that did not come about or did not
// last.
func (a *attempt) broken(err error) {
	p := &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking " + a.where() + " failed", Err: err}
	var dial *dialError
	var secure *tlsError
	switch late := timedOut(err); {
	case errors.As(err, &dial):
		a.fail(ad.ProbeUnreachable, p)
		switch {
		case errors.Is(err, syscall.ECONNREFUSED):
			p.Why, p.Do = "nothing listens there", "check the port, and that the service runs on this machine"
		case late:
			p.Why, p.Do = "no connection in the time given", "the machine may be down, or a firewall drops the packets"
		default:
			p.Why, p.Do = reason(dial.error), "check the network or the VPN"
		}
	case errors.As(err, &secure) && !late && !cut(err):
		a.fail(ad.ProbeTLSFailed, p)
		p.Kind = ad.ProblemProtocol
		p.Why, p.Do = tlsReason(secure.error, a.target.host)
	case late:
		a.fail(ad.ProbeSilent, p)
		p.Why, p.Do = "it took the connection and then did not answer in time", "the service may hang; look at it on the machine itself"
	case cut(err):
		a.fail(ad.ProbeCut, p)
		p.Why, p.Do = "it closed the connection in the middle", "look for what cuts it: the service itself, a firewall, a load balancer"
	default:
		a.fail(ad.ProbeGarbage, p)
		p.Kind = ad.ProblemProtocol
		p.Why, p.Do = fmt.Sprintf("the answer is not %s: %s", a.target.kind.protocol, reason(err)), "check the port and the scheme"
	}
}

func timedOut(err error) bool {
	var ne net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &ne) && ne.Timeout()
}

func cut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed)
}

// tlsReason explains a failed handshake.
func tlsReason(err error, host string) (why, do string) {
	var name x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &name):
		return "its certificate is not for " + host, "ask it by a name in its certificate, or give it a certificate with this name"
	case errors.As(err, &unknown):
		return "its certificate is from an authority that is not trusted here", "name the authority's certificate with --ca-file"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "its certificate is outside its dates", "renew the certificate, and check the clock here"
	case errors.As(err, &record):
		return "it does not speak TLS on this port", "check the port and the scheme"
	}
	return "no TLS connection came about: " + reason(err), "check the certificate and which versions of TLS the service allows"
}

// reason is an error's text, shortened: servers can put anything into it.
func reason(err error) string {
	s := []rune(err.Error())
	if len(s) > 200 {
		return string(s[:200]) + "…"
	}
	return string(s)
}

// lookupReason explains a failed look-up of a name.
func lookupReason(err error) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "the name has no address in DNS"
	case timedOut(err):
		return "DNS did not answer in time"
	}
	return reason(err)
}
