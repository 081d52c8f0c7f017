package session

import (
	"context"
	"errors"
	"net"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb/gss"
)

// Binds tries on one domain controller which ways to log in its policy lets through.
// Tickets are used for it and a simple bind with a made-up name; the operator's
// password is not sent.
func (r Replicas) Binds(ctx context.Context, host string) (ad.BindPolicy, error) {
	e := r.Epoch
	leave, err := e.Enter()
	if err != nil {
		return ad.BindPolicy{}, err
	}
	defer leave()
	if e.session.cfg.NoProbes {
		return ad.BindPolicy{}, NotAsked("trying logins at " + host)
	}
	cfg, env := e.session.cfg, e.session.env
	test := directory.BindTest{Host: host, Plain: net.JoinHostPort(host, "389"), Secure: net.JoinHostPort(host, "636"),
		Options: directory.Options{CAFile: cfg.CAFile, Accepted: cfg.Accepted, InsecureSkipVerify: cfg.SkipVerify, Timeout: cfg.Timeout, Trace: cfg.Trace, Resolver: e.session.Names()}}
	if env.CAFile != "" {
		test.Options.CAFile = env.CAFile
	}
	if client, err := e.Tickets(ctx); err == nil {
		test.Options.Credential = gss.New(client)
	} else {
		test.NoTicket = ad.AsProblem(err, ad.ProblemLogin, "logging in to Kerberos")
	}
	named := ""
	for _, conn := range e.Named(ctx) {
		if !strings.EqualFold(nameOf(conn), host) {
			continue
		}
		var port string
		switch named, port, _ = net.SplitHostPort(conn.Server()); {
		case port == "389" || port == "636":
		case conn.Secure():
			test.Secure = conn.Server()
		default:
			test.Plain = conn.Server()
		}
	}
	test.Dial = e.session.dialController(named)
	p := test.Run(ctx)
	return p, ctx.Err()
}

// dialController reaches a domain controller by its name; where this machine cannot
// resolve it, by what the session's resolvers know, else by the address under which the
// operator named it ("" for none).
func (s *Session) dialController(named string) Dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := s.env.Dial(ctx, network, address)
		var unknown *net.DNSError
		if err == nil || !errors.As(err, &unknown) {
			return conn, err
		}
		host, port, _ := net.SplitHostPort(address)
		_, found, _, _ := s.Names().Lookup(ctx, host)
		if named != "" {
			found = append(found, named)
		}
		for _, a := range found {
			if conn, err = s.env.Dial(ctx, network, net.JoinHostPort(a, port)); err == nil {
				break
			}
		}
		return conn, err
	}
}
