package directory

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory/sasl"
	"adwalk/ad/directory/wire"
)

// saslBindInProgress is a result code of RFC 4511.
const saslBindInProgress = 14

// loginKerberos binds with a ticket. On a plain connection everything after
// the bind is sealed; under TLS there is no second layer, and the ticket is
// bound to the server's certificate instead (MS-ADTS 5.1.1.1.2 allows only one
// of the two).
func (s *session) loginKerberos(ctx context.Context, o Options, conn net.Conn) error {
	host, mechanism, own, err := s.prepare(ctx, o, conn)
	if err != nil {
		return err
	}
	want := sasl.LayerSeal
	options := sasl.ContextOptions{Mutual: true, Integrity: true, Seal: true, SPNEGO: mechanism == sasl.SPNEGO}
	if t, ok := conn.(*tls.Conn); ok {
		want, options.Seal = sasl.LayerNone, false
		options.Integrity = mechanism == sasl.GSSAPI // its own negotiation is signed
		if certs := t.ConnectionState().PeerCertificates; len(certs) > 0 {
			options.Certificate = certs[0]
		}
	}
	spn := "ldap/" + host
	security, err := o.Credential.Begin(ctx, spn, options)
	// Under the domain's own name any of its controllers answers, and none is
	// registered by that name.
	if unknown := (*ad.KDCError)(nil); errors.As(err, &unknown) && unknown.Code == ad.ErrServiceUnknown && strings.HasSuffix(own, "."+host) {
		spn = "ldap/" + own
		security, err = o.Credential.Begin(ctx, spn, options)
	}
	if err != nil {
		return Explain(ctx, "bind", s.address.String(), o.Credential.Client(), err)
	}
	id := int32(100) // the bind's own messages; the client counts from one again
	step := func(credentials []byte) ([]byte, bool, error) {
		id++
		res, err := roundTrip(ctx, conn, o.Timeout, id, wire.AppendSASLBind(nil, mechanism, credentials))
		if err == nil && res.Code != 0 && res.Code != saslBindInProgress {
			err = &wire.ResultError{Result: res}
		}
		return res.SASL, res.Code == 0, err
	}
	layer, maxSend, err := sasl.Negotiate(mechanism, security, want, step)
	if err == nil {
		conn, err = sasl.Protect(conn, security, layer, maxSend)
	}
	if err != nil {
		if p := sasl.Explain(err, spn, s.address.String()); p != nil {
			return p
		}
		return Explain(ctx, "bind", s.address.String(), o.Credential.Client(), err)
	}
	if layer != sasl.LayerNone {
		s.protection = layer.String()
	}
	s.as = o.Credential.Client()
	s.client = wire.NewClient(conn)
	return nil
}

// prepare finds out what must be known before the bind: which mechanisms there
// are, and where an address was given, the domain controller's own name.
func (s *session) prepare(ctx context.Context, o Options, conn net.Conn) (host, mechanism, own string, err error) {
	root, err := readRoot(ctx, conn, o, []string{"dnsHostName", "supportedSASLMechanisms"})
	if err != nil {
		return "", "", "", Explain(ctx, "asking "+s.address.String()+" who it is", s.address.String(), "", err)
	}
	refuse := func(kind ad.ProblemKind, why, do string, err error) (string, string, string, error) {
		return "", "", "", &ad.Problem{Kind: kind, What: "logging in to " + s.address.String() + " with a ticket", Why: why, Do: do, Err: err}
	}
	if mechanism = o.Mechanism; mechanism == "" {
		mechanism, err = sasl.Choose(root.Texts("supportedSASLMechanisms"))
	}
	if err != nil {
		return refuse(ad.ProblemLogin, err.Error(), "use a password over ldaps", err)
	}
	if own = strings.ToLower(root.Text("dnsHostName")); strings.ContainsAny(own, "/@ \\") || len(own) > 255 {
		own = ""
	}
	host = strings.ToLower(s.address.host)
	if o.ServerName != "" && net.ParseIP(o.ServerName) == nil {
		host = strings.ToLower(o.ServerName)
	}
	if net.ParseIP(host) != nil {
		if host = own; host == "" {
			return refuse(ad.ProblemProtocol, "the server does not say its name", "name the server by its host name", nil)
		}
	}
	return host, mechanism, own, nil
}

// readRoot reads the RootDSE before the bind, on a connection that nobody
// else reads yet. Every directory server shows it to everybody.
func readRoot(ctx context.Context, conn net.Conn, o Options, attributes []string) (ad.Entry, error) {
	op, err := wire.Search{Scope: ad.ScopeBase, Attributes: attributes}.Append(nil)
	if err != nil {
		return ad.Entry{}, err
	}
	var entry ad.Entry
	var d wire.EntryDecoder
	err = exchange(ctx, conn, o.Timeout, 99, op, func(m wire.Message) (done bool, err error) {
		switch m.Op {
		case wire.OpSearchEntry:
			entry, err = d.Decode(m)
			return false, err
		case wire.OpSearchDone:
			return true, success(m, wire.OpSearchDone)
		}
		return false, fmt.Errorf("%w: an answer of another kind", wire.ErrBER)
	})
	var refused *wire.ResultError
	if errors.As(err, &refused) {
		err = nil // a server that hides its RootDSE may still let us log in
	}
	return entry, err
}
