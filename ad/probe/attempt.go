package probe

import (
	"context"
	"crypto/tls"
	"net"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/trace"
)

// attempt is one probe of one address.
type attempt struct {
	opts    Options
	target  target
	result  ad.ProbeResult
	tickets func(context.Context) issued
}

// fail sets an outcome that has a problem to tell.
func (a *attempt) fail(o ad.ProbeOutcome, p *ad.Problem) {
	a.result.Outcome, a.result.Problem = o, p
}

// where names the service in messages.
func (a *attempt) where() string { return a.target.host + " at " + a.result.Address }

// begin records a question to the service; command asks the same.
func (a *attempt) begin(p trace.Protocol, what, command string) *trace.Exchange {
	protection := "none"
	if a.target.kind.secure {
		protection = "TLS"
	}
	return a.opts.Trace.Begin(trace.Event{Protocol: p, Kind: trace.Probe, Asked: what, Server: a.result.Address, Protection: protection, Command: command})
}

// end records the outcome of the whole attempt.
func (a *attempt) end(x *trace.Exchange) {
	if a.result.TLS != "" {
		x.At("", "TLS")
	}
	switch r := a.result; {
	case r.Outcome == ad.ProbeAccepted, r.Outcome == ad.ProbeOpen:
		x.End(nil)
	case r.Error != nil:
		x.EndAs(string(r.Outcome) + ": " + trace.KDCOutcome(r.Error))
	default:
		x.EndAs(string(r.Outcome))
	}
}

// dial connects; closing follows the context, so that a silent server cannot
// hold a probe.
func (a *attempt) dial(ctx context.Context) (net.Conn, error) {
	conn, err := a.opts.Dial(ctx, "tcp", a.result.Address)
	if err != nil {
		return nil, &dialError{err}
	}
	return conn, nil
}

// converse connects and talks until the ticket is judged, or something breaks. x is
// the record of it.
func (a *attempt) converse(ctx context.Context, x *trace.Exchange, talk func(context.Context, net.Conn) error) {
	defer func() { a.end(x) }()
	conn, err := a.dial(ctx)
	if err != nil {
		a.broken(err)
		return
	}
	defer conn.Close()
	defer closeWith(ctx, conn)()
	if err := talk(ctx, conn); err != nil {
		a.broken(late(ctx, err))
	}
}

// protect makes the connection a TLS one that is verified for the target's
// name, and records how.
func (a *attempt) protect(ctx context.Context, conn net.Conn) (*tls.Conn, error) {
	config := a.opts.TLS.Clone()
	config.ServerName = a.target.host
	config.NextProtos = nil // HTTP/2 has no Negotiate
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, &tlsError{err}
	}
	a.result.TLS = describe(secure.ConnectionState())
	return secure, nil
}

// describe names the protocol version and the certificate's first name.
func describe(state tls.ConnectionState) string {
	s := tls.VersionName(state.Version)
	if len(state.PeerCertificates) == 0 {
		return s
	}
	cert := state.PeerCertificates[0]
	if len(cert.DNSNames) > 0 {
		return s + ", " + cert.DNSNames[0]
	}
	return s + ", " + cert.Subject.CommonName
}

// bindings ties the ticket to a TLS connection (RFC 5929), as services with
// extended protection demand.
func bindings(state *tls.ConnectionState) (none [16]byte) {
	if state == nil || len(state.PeerCertificates) == 0 {
		return none
	}
	return krb.ChannelBindings(state.PeerCertificates[0])
}

// apReq gets the ticket and proves that we hold it. It returns nil when there
// is no ticket; the outcome is then set.
func (a *attempt) apReq(ctx context.Context, flags krb.GSSFlags, state *tls.ConnectionState) *krb.APExchange {
	if a.opts.Tickets == nil {
		a.fail(ad.ProbeNoTicket, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no ticket was shown to " + a.where(),
			Why: "there is no login to get one for", Do: "log in, or give a credential cache"})
		return nil
	}
	got := a.tickets(ctx)
	a.result.KDC = got.result.KDC
	if got.ticket == nil {
		a.result.Error = got.result.Error
		a.fail(ad.ProbeNoTicket, got.result.Problem)
		return nil
	}
	reply := got.ticket.Reply()
	a.result.Ticket = &reply
	x, err := got.ticket.APReq(krb.APOptions{Flags: flags, Bindings: bindings(state)})
	if err != nil {
		a.fail(ad.ProbeNoTicket, ad.AsProblem(err, ad.ProblemProtocol, "making a proof from the ticket"))
		return nil
	}
	return x
}

// judge reads the service's token. in says whether the service let us in as
// far as its own protocol goes.
func (a *attempt) judge(x *krb.APExchange, token []byte, in bool) {
	if len(token) == 0 {
		a.result.Outcome = ad.ProbeRejected
		if in {
			a.unproved("it answered without any proof")
		}
		return
	}
	reply, err := krb.ParseReply(token)
	switch {
	case err != nil:
		a.fail(ad.ProbeGarbage, &ad.Problem{Kind: ad.ProblemProtocol, What: a.where() + " answered with a token that makes no sense",
			Why: err.Error(), Do: "check what stands between here and the service", Err: err})
	case reply.Error != nil:
		a.result.Outcome, a.result.Error = ad.ProbeRefused, reply.Error
	case reply.NTLM || reply.Mech == "ntlm":
		a.result.Outcome = ad.ProbeNTLMOnly
	case len(reply.APRep) > 0:
		if _, err := x.VerifyAPRep(reply.APRep); err != nil {
			a.unproved(err.Error())
			return
		}
		a.result.Outcome = ad.ProbeAccepted
	case in && reply.State != krb.NegRejected:
		a.unproved("it answered without any proof")
	default:
		a.result.Outcome = ad.ProbeRejected
	}
}

func (a *attempt) unproved(why string) {
	a.fail(ad.ProbeUnproved, &ad.Problem{Kind: ad.ProblemProtocol, What: a.where() + " let the ticket in but did not prove that it could read it",
		Why: why, Do: "make sure that this is the service and not something in front of it"})
}
