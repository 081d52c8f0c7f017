package probe

import (
	"context"
	"net"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
	"adwalk/ad/krb"
	"adwalk/ad/trace"
)

// LDAP result codes that a bind can end with (RFC 4511 A.1).
const (
	ldapNoSuchMethod = 7
	ldapInProgress   = 14
)

func directoryServices() []service {
	takes := []string{"ldap", "gc"}
	return []service{{scheme: "ldap", port: "389", class: "ldap", takes: takes, protocol: "LDAP", ask: (*attempt).ldap},
		{scheme: "ldaps", port: "636", class: "ldap", takes: takes, protocol: "LDAP", secure: true, ask: (*attempt).ldap}}
}

// ldap begins a SASL GSSAPI bind (RFC 4752) and stops as soon as the directory
// has judged the ticket.
func (a *attempt) ldap(ctx context.Context) {
	x := a.begin(trace.LDAP, "SASL bind with a ticket for "+a.result.SPN, "ldapwhoami -Y GSSAPI -H "+ad.ShellQuote(a.target.scheme+"://"+net.JoinHostPort(a.target.host, a.target.port)))
	defer func() { a.end(x) }()
	a.bind(ctx)
}

// bind is the exchange itself.
func (a *attempt) bind(ctx context.Context) {
	conn, err := a.dial(ctx)
	if err != nil {
		a.broken(err)
		return
	}
	defer conn.Close()
	defer closeWith(ctx, conn)()
	flags := krb.GSSMutual | krb.GSSReplay | krb.GSSSequence | krb.GSSConf | krb.GSSIntegrity
	var x *krb.APExchange
	if a.target.kind.secure {
		secure, err := a.protect(ctx, conn)
		if err != nil {
			a.broken(err)
			return
		}
		state := secure.ConnectionState()
		conn, flags = secure, krb.GSSMutual // no layer of its own under TLS
		x = a.apReq(ctx, flags, &state)
	} else {
		x = a.apReq(ctx, flags, nil)
	}
	if x == nil {
		return
	}
	bind := wire.AppendMessage(nil, 1, wire.AppendSASLBind(nil, "GSSAPI", x.GSSToken()), nil)
	if _, err := conn.Write(bind); err != nil {
		a.broken(err)
		return
	}
	m, err := wire.ReadExact(conn)
	if err == nil && m.Op != wire.OpBindResponse {
		err = wire.ErrBER
	}
	var r wire.Result
	if err == nil {
		r, err = wire.ParseResult(m)
	}
	if err != nil {
		a.broken(late(ctx, err))
		return
	}
	a.result.Status, a.result.Text = r.Code, clip(r.Diagnostic)
	if r.Code == ldapNoSuchMethod {
		a.result.Outcome = ad.ProbeNoNegotiate
		return
	}
	a.judge(x, r.SASL, r.Code == 0 || r.Code == ldapInProgress)
}

// closeWith makes reads and writes of a connection end with the context.
func closeWith(ctx context.Context, conn net.Conn) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
}

// late is the context's own error where the context ended a read.
func late(ctx context.Context, err error) error {
	if ctx.Err() != nil && !cut(err) {
		return ctx.Err()
	}
	return err
}
