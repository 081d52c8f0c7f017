package directory

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"syscall"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/sasl"
	"adwalk/ad/directory/wire"
	"adwalk/ad/trace"
)

// BindTest tries on one domain controller which ways to log in its policy lets
// through (MS-ADTS 5.1.1.1 and 5.1.2.2). No password of anybody is sent: the simple
// bind in the clear has a made-up name and a random password, and a server that
// requires signing refuses it before it looks at either. All others use a ticket.
type BindTest struct {
	Host    string  // its host name: of the SPN and in its certificate
	Options Options // Credential, certificates, Timeout, Trace
	// Dial opens a connection; plain and secure are the addresses of LDAP and LDAPS.
	Dial          func(ctx context.Context, network, address string) (net.Conn, error)
	Plain, Secure string
	// NoTicket says why there is no Credential.
	NoTicket *ad.Problem
}

// Run tries every way, one after the other, each on a connection of its own.
func (b BindTest) Run(ctx context.Context) ad.BindPolicy {
	b.Options.fill()
	p := ad.BindPolicy{Server: b.Host, At: time.Now().UTC()}
	for _, way := range ad.BindWays() {
		a := ad.BindAttempt{Way: way, Outcome: ad.BindNotTried}
		switch {
		case ctx.Err() != nil:
			a.Problem = &ad.Problem{Kind: ad.ProblemCancelled, What: "trying a " + way.Title(), Err: ctx.Err()}
		case way != ad.BindSimpleClear && b.Options.Credential == nil:
			a.Problem = b.NoTicket
		case p.Of(ad.BindTLSBound).Outcome == ad.BindNoTLS && way.Secure():
			a.Outcome, a.Problem = ad.BindNoTLS, p.Of(ad.BindTLSBound).Problem
		default:
			a = b.one(ctx, way)
		}
		p.Attempts = append(p.Attempts, a)
	}
	return p
}

// one tries one way and records it.
func (b BindTest) one(ctx context.Context, way ad.BindWay) ad.BindAttempt {
	at := b.Plain
	if way.Secure() {
		at = b.Secure
	}
	x := b.Options.Trace.Begin(trace.Event{Protocol: trace.LDAP, Kind: trace.Login, Asked: "tries a " + way.Title(), Server: at, Command: b.command(way)})
	ctx, cancel := context.WithTimeout(ctx, 3*b.Options.Timeout)
	defer cancel()
	err := b.try(ctx, way, at)
	a := outcome(way, err)
	if a.Problem == nil && a.Outcome == ad.BindFailed {
		a.Problem = ad.AsProblem(Explain(ctx, "bind", at, "", err), ad.ProblemUnreachable, "trying a "+way.Title())
	}
	if a.Outcome == ad.BindExamined || a.Outcome == ad.BindRefused {
		err = nil // an answer
	}
	x.End(err)
	return a
}

// try returns nil for a login that was accepted.
func (b BindTest) try(ctx context.Context, way ad.BindWay, at string) error {
	raw, err := b.Dial(ctx, "tcp", at)
	if err != nil {
		return noConnection{err}
	}
	defer func() { _ = raw.Close() }()
	defer context.AfterFunc(ctx, func() { _ = raw.SetDeadline(time.Unix(1, 0)) })()
	a := address{host: b.Host, tls: way.Secure()}
	_, a.port, _ = net.SplitHostPort(at)
	o, conn := b.Options, raw
	if way.StartTLS() {
		if err := startTLS(ctx, o, a, raw); err != nil {
			return err
		}
	}
	if way.Secure() || way.StartTLS() {
		if conn, err = handshake(ctx, o, a, raw); err != nil {
			return err
		}
	}
	if way == ad.BindSimpleClear {
		return simpleClear(ctx, o, conn)
	}
	return b.ticket(ctx, way, a, conn)
}

// simpleClear asks with a name that nobody has and a random password.
func simpleClear(ctx context.Context, o Options, conn net.Conn) error {
	random := make([]byte, 16)
	_, _ = rand.Read(random) // never fails (crypto/rand)
	name := "adwalk-signing-test-" + hex.EncodeToString(random[:4])
	res, err := roundTrip(ctx, conn, o.Timeout, 1, wire.AppendSimpleBind(nil, name, []byte(hex.EncodeToString(random))))
	if err == nil && res.Code != 0 {
		err = &wire.ResultError{Result: res}
	}
	return err
}

// ticket binds with a ticket, protected and bound as the way says.
func (b BindTest) ticket(ctx context.Context, way ad.BindWay, a address, conn net.Conn) error {
	s := &session{address: a}
	_, mechanism, _, err := s.prepare(ctx, b.Options, conn)
	if err != nil {
		return err
	}
	want := sasl.LayerNone
	options := sasl.ContextOptions{Mutual: true, Integrity: mechanism == sasl.GSSAPI, SPNEGO: mechanism == sasl.SPNEGO}
	switch way {
	case ad.BindSigned:
		want, options.Integrity, options.Seal = sasl.LayerSeal, true, true
	case ad.BindTLSBound, ad.BindStartTLSBound:
		options.Certificate = certificateOf(conn)
	case ad.BindTLSWrong:
		options.Certificate = &x509.Certificate{Raw: []byte("a certificate of another connection")}
	}
	security, err := b.Options.Credential.Begin(ctx, "ldap/"+b.Host, options)
	if err != nil {
		return err
	}
	id := int32(100)
	_, _, err = sasl.Negotiate(mechanism, security, want, func(credentials []byte) ([]byte, bool, error) {
		id++
		res, err := roundTrip(ctx, conn, b.Options.Timeout, id, wire.AppendSASLBind(nil, mechanism, credentials))
		if err == nil && res.Code != 0 && res.Code != saslBindInProgress {
			err = &wire.ResultError{Result: res}
		}
		return res.SASL, res.Code == 0, err
	})
	return err
}

func certificateOf(conn net.Conn) *x509.Certificate {
	if t, ok := conn.(*tls.Conn); ok {
		if certs := t.ConnectionState().PeerCertificates; len(certs) > 0 {
			return certs[0]
		}
	}
	return nil
}

// noConnection is a connection that did not come about.
type noConnection struct{ error }

func (e noConnection) Unwrap() error { return e.error }

// badBindings is SEC_E_BAD_BINDINGS as Windows writes it into the answer.
const badBindings = "80090346"

// outcome reads what became of a way. A policy's refusal is told from that of a login
// by its result code: 8 (strongerAuthRequired), 13 (confidentialityRequired), or 49
// with SEC_E_BAD_BINDINGS.
func outcome(way ad.BindWay, err error) ad.BindAttempt {
	a := ad.BindAttempt{Way: way, Outcome: ad.BindFailed}
	var refused *wire.ResultError
	var problem *ad.Problem
	switch {
	case err == nil:
		a.Outcome = ad.BindAccepted
	case errors.Is(err, sasl.ErrLayer): // no login without a layer is offered
		a.Outcome = ad.BindRefused
	case errors.As(err, &refused):
		e := DecodeRefusal("bind", "", refused.Result)
		a.Code, a.Data = e.Code, e.Data
		switch {
		case e.Code == 8, e.Code == 13, e.Code == 49 && e.Data == badBindings:
			a.Outcome = ad.BindRefused
		case e.Code == 49 && way == ad.BindSimpleClear:
			a.Outcome = ad.BindExamined
		}
	case way.Secure() && noTLS(err), way.StartTLS() && startTLSRefused(err):
		a.Outcome = ad.BindNoTLS
	}
	if errors.As(err, &problem) && a.Outcome != ad.BindRefused {
		a.Problem = problem
	}
	if a.Outcome == ad.BindNoTLS && a.Problem == nil {
		a.Problem = &ad.Problem{Kind: ad.ProblemUnreachable, What: "no LDAPS", Why: "nothing listens there", Do: "give the domain controller a certificate for server authentication", Err: err}
	}
	return a
}

// noTLS tells a port on which nobody speaks TLS from one that does not answer: a
// domain controller without a certificate ends the connection in the handshake.
func noTLS(err error) bool {
	var no noConnection
	if errors.As(err, &no) {
		return errors.Is(err, syscall.ECONNREFUSED)
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
}

// startTLSRefused is an answer of the server, not a silence.
func startTLSRefused(err error) bool {
	var e *ad.DirectoryError
	return errors.As(err, &e) && e.Op == "starttls"
}

// command is how the way is tried with OpenLDAP's tools.
func (b BindTest) command(way ad.BindWay) string {
	plain, secure := "ldap://"+ad.ShellQuote(b.Host), "ldaps://"+ad.ShellQuote(b.Host)
	switch way {
	case ad.BindSimpleClear:
		return "ldapwhoami -x -H " + plain + " -D adwalk-signing-test -w none"
	case ad.BindUnsigned:
		return "ldapwhoami -H " + plain + " -Y GSSAPI -O maxssf=0"
	case ad.BindSigned:
		return "ldapwhoami -H " + plain + " -Y GSSAPI -O minssf=56"
	case ad.BindTLS, ad.BindTLSWrong:
		return "ldapwhoami -H " + secure + " -Y GSSAPI -O maxssf=0 -o SASL_CBINDING=none"
	case ad.BindTLSBound:
		return "ldapwhoami -H " + secure + " -Y GSSAPI -O maxssf=0 -o SASL_CBINDING=tls-endpoint"
	case ad.BindStartTLS:
		return "ldapwhoami -ZZ -H " + plain + " -Y GSSAPI -O maxssf=0 -o SASL_CBINDING=none"
	}
	return "ldapwhoami -ZZ -H " + plain + " -Y GSSAPI -O maxssf=0 -o SASL_CBINDING=tls-endpoint"
}
