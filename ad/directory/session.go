package directory

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
	"adwalk/ad/trace"
)

// session is one connection that is bound and ready.
type session struct {
	client     *wire.Client
	address    address
	protection string
	unverified bool // of TLS: any certificate would have done
	as         string
}

// dial connects to one address, protects the connection and logs in.
func dial(ctx context.Context, o Options, a address) (*session, error) {
	kerberos, as, what := o.Credential != nil, o.User, "bind as "+o.User
	switch {
	case kerberos:
		as = o.Credential.Client()
		what = "bind as " + as
	case as == "":
		what = "connect without a login"
	}
	x := o.Trace.Begin(trace.Event{Protocol: trace.LDAP, Kind: trace.Login, Asked: what, Server: a.String(), Command: "ldapwhoami" + login(a, protectionOf(o, a), kerberos, as)})
	s, err := connect(ctx, o, a)
	if s != nil {
		x.At("", s.how())
	}
	x.End(err)
	return s, err
}

// protectionOf is how a connection will be protected below the bind.
func protectionOf(o Options, a address) string {
	switch {
	case a.tls:
		return "TLS"
	case o.StartTLS || o.Credential == nil && o.User != "":
		return "StartTLS"
	}
	return "none"
}

// how names the protection for the record; a certificate that nobody verified is
// told from one that was.
func (s *session) how() string {
	if s.unverified && strings.HasSuffix(s.protection, "TLS") {
		return s.protection + ad.NotVerified
	}
	return s.protection
}

func connect(ctx context.Context, o Options, a address) (*session, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*o.Timeout)
	defer cancel()
	raw, err := dialTCP(ctx, o, a)
	if err != nil {
		if ctx.Err() != nil {
			return nil, cancelled("connecting to "+a.String(), ctx.Err())
		}
		return nil, Unreachable("connecting to "+a.String(), a.String(), err)
	}
	// A context that ends cuts every read and write below short.
	stop := context.AfterFunc(ctx, func() { _ = raw.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	s := &session{address: a, protection: "none", unverified: o.InsecureSkipVerify}
	conn := raw
	if o.Credential == nil && o.User != "" && !a.tls {
		o.StartTLS = true // a password never travels in the clear
	}
	switch {
	case a.tls:
		conn, err = handshake(ctx, o, a, raw)
		s.protection = "TLS"
	case o.StartTLS:
		if err = startTLS(ctx, o, a, raw); err == nil {
			conn, err = handshake(ctx, o, a, raw)
		}
		s.protection = "StartTLS"
	}
	if err == nil {
		err = s.login(ctx, o, conn)
	}
	if err != nil {
		_ = raw.Close()
		return nil, err
	}
	if !stop() {
		_ = s.client.Close()
		return nil, cancelled("connecting to "+a.String(), ctx.Err())
	}
	return s, nil
}

// dialTCP tries every address of the host in turn.
func dialTCP(ctx context.Context, o Options, a address) (net.Conn, error) {
	hosts := []string{a.host}
	if net.ParseIP(a.host) == nil {
		found, err := o.Resolver.LookupHost(ctx, a.host)
		if err != nil {
			return nil, err
		}
		hosts = found
	}
	err := error(&net.DNSError{Err: "no address", Name: a.host, IsNotFound: true})
	hosts = hosts[:min(len(hosts), 8)]
	for i, h := range hosts {
		d := net.Dialer{Timeout: o.patience(o.Others || i+1 < len(hosts)), KeepAlive: 30 * time.Second}
		var c net.Conn
		if c, err = d.DialContext(ctx, "tcp", net.JoinHostPort(h, a.port)); err == nil {
			return c, nil
		}
	}
	return nil, err
}

func handshake(ctx context.Context, o Options, a address, raw net.Conn) (net.Conn, error) {
	cfg, err := tlsConfig(o, a.host)
	if err != nil {
		return nil, err
	}
	c := tls.Client(raw, cfg)
	_ = raw.SetDeadline(time.Now().Add(o.Timeout))
	if err := c.HandshakeContext(ctx); err != nil {
		return nil, explainTLS(ctx, a.String(), err)
	}
	_ = raw.SetDeadline(time.Time{})
	return c, nil
}

// startTLS asks for TLS on a plain connection (RFC 4511 4.14).
func startTLS(ctx context.Context, o Options, a address, raw net.Conn) error {
	res, err := roundTrip(ctx, raw, o.Timeout, 1, wire.AppendExtended(nil, wire.OIDStartTLS))
	if err == nil && res.Code != 0 {
		err = &wire.ResultError{Result: res}
	}
	var refused *wire.ResultError
	if errors.As(err, &refused) {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "no TLS on " + a.String(),
			Why: fmt.Sprintf("the server refuses StartTLS (%d %s)", refused.Result.Code, wire.CodeName(refused.Result.Code)),
			Do:  "a domain controller without a certificate does; use a Kerberos ticket, or ldaps on another one",
			Err: DecodeRefusal("starttls", a.String(), refused.Result)}
	}
	return Explain(ctx, "asking "+a.String()+" for TLS", a.String(), "", err)
}

// login binds on the protected connection and starts the client.
func (s *session) login(ctx context.Context, o Options, conn net.Conn) error {
	if o.Credential != nil {
		return s.loginKerberos(ctx, o, conn)
	}
	s.client = wire.NewClient(conn)
	if o.User == "" {
		return nil
	}
	if len(o.Password) == 0 { // RFC 4513 5.1.2: a server would take it as anonymous
		return &ad.Problem{Kind: ad.ProblemUsage, What: "logging in as " + o.User, Why: "no password was given", Do: "give one, or use a Kerberos ticket"}
	}
	op := wire.AppendSimpleBind(nil, o.User, o.Password)
	m, err := s.client.Do(ctx, op, nil, o.Timeout)
	clear(op)
	if err == nil {
		err = success(m, wire.OpBindResponse)
	}
	if err != nil {
		_ = s.client.Close()
		return Explain(ctx, "bind", s.address.String(), o.User, err)
	}
	s.as = o.User
	return nil
}

// success checks that a message is the expected response and says yes.
func success(m wire.Message, op byte) error {
	if m.Op != op {
		return fmt.Errorf("%w: an answer of another kind (0x%02x)", wire.ErrBER, m.Op)
	}
	res, err := wire.ParseResult(m)
	if err != nil {
		return err
	}
	if res.Code != 0 {
		return &wire.ResultError{Result: res}
	}
	return nil
}

// dead says whether the connection is gone.
func (s *session) dead() bool { return s.client.Err() != nil }
