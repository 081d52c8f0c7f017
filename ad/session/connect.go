package session

import (
	"context"
	"errors"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb/gss"
)

// Conn connects to the first domain controller that answers.
func (e *Epoch) Conn(ctx context.Context) (*directory.Conn, error) {
	if p := e.Ended(); p != nil {
		return nil, p
	}
	return e.directory.get(ctx, e.crew(), func(ctx context.Context) (*directory.Conn, error) { return e.dialFirst(ctx, e.session.servers(), nil) }, closeConn)
}

// servers are those that were named; "" stands for those in the realm's SRV
// records.
func (s *Session) servers() []string {
	if len(s.cfg.Servers) == 0 {
		return []string{""}
	}
	return s.cfg.Servers
}

// dialFirst connects to the servers in turn and keeps the first that works. A
// refused password ends the search: the next server would count it again. avoid
// are addresses that are passed over where DNS names them.
func (e *Epoch) dialFirst(ctx context.Context, servers, avoid []string) (*directory.Conn, error) {
	var first error
	for i, server := range servers {
		conn, err := e.dial(ctx, server, i+1 < len(servers), avoid...)
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
		var p *ad.Problem
		if ctx.Err() != nil || errors.As(err, &p) && p.Kind != ad.ProblemUnreachable {
			return nil, err
		}
	}
	return nil, first
}

// dial connects to one server; where there are others, not much time is given
// to one that is down.
func (e *Epoch) dial(ctx context.Context, server string, others bool, avoid ...string) (*directory.Conn, error) {
	cfg, env := e.session.cfg, e.session.env
	opts := directory.Options{Server: server, CAFile: cfg.CAFile, Accepted: cfg.Accepted, InsecureSkipVerify: cfg.SkipVerify, Timeout: cfg.Timeout,
		Trace: cfg.Trace, Resolver: e.session.Names(), GlobalCatalog: env.GlobalCatalog, Others: others, Avoid: avoid, Limits: cfg.Limits}
	if env.CAFile != "" {
		opts.CAFile = env.CAFile
	}
	byTicket, err := e.credential(ctx, &opts)
	if err != nil {
		return nil, err
	}
	opts.Realm = e.domain()
	if byTicket {
		conn, err := directory.Dial(ctx, opts)
		e.note(server, conn)
		return ofActiveDirectory(conn, err)
	}
	var conn *directory.Conn
	err = e.tried(ctx, func(password []byte) (err error) {
		opts.User, opts.Password = e.bindName(), password
		conn, err = directory.Dial(ctx, opts)
		return err
	})
	e.note(server, conn)
	return ofActiveDirectory(conn, err)
}

// ofActiveDirectory refuses a server that is another directory. It would answer
// searches for SPNs and accounts with nothing, as if they did not exist.
func ofActiveDirectory(conn *directory.Conn, err error) (*directory.Conn, error) {
	if err != nil {
		return nil, err
	}
	if info, read := conn.Known(); !read || info.Configuration != "" {
		return conn, nil
	}
	server := conn.Server()
	closeConn(conn)
	return nil, &ad.Problem{Kind: ad.ProblemProtocol, What: "using " + server + " as a domain controller",
		Why: "it is another kind of directory: its RootDSE has no configurationNamingContext, which every domain controller of Active Directory names (MS-ADTS 3.1.1.3.2)",
		Do:  "name a domain controller with --server"}
}

// note keeps which address a server that was named stands for.
func (e *Epoch) note(server string, conn *directory.Conn) {
	if conn != nil && server != "" {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.dialled[server] = conn.Server()
	}
}

// credential chooses how to bind. A ticket is preferred: on port 389 it seals
// the connection without any certificate. A password goes over LDAPS as it is,
// and under StartTLS where no KDC could be reached.
func (e *Epoch) credential(ctx context.Context, opts *directory.Options) (byTicket bool, err error) {
	byPassword := e.byPassword()
	if (byPassword && ldaps(opts.Server)) || e.identity.byDN() {
		return false, nil
	}
	client, err := e.client(ctx)
	if err == nil {
		opts.Credential = gss.New(client)
		return true, nil
	}
	if p := ad.AsProblem(err, ad.ProblemUnreachable, ""); !byPassword || p.Kind != ad.ProblemUnreachable || ctx.Err() != nil {
		return false, err
	}
	return false, nil
}

// ldaps says whether a server was named with TLS from the first byte.
func ldaps(server string) bool {
	return strings.HasPrefix(strings.ToLower(server), "ldaps://") || strings.HasSuffix(server, ":636") || strings.HasSuffix(server, ":3269")
}

// passOn gives the directory connection to the Epoch that follows a renewal,
// where a password made it: the password is gone by then. A connection made
// with the old ticket stays and ends with it.
func (e *Epoch) passOn(next *Epoch) bool {
	conn, ok := e.directory.have()
	if !ok || conn.ByTicket() {
		return false
	}
	e.directory.forget()
	next.directory.put(conn)
	e.mu.Lock()
	signed := e.signed
	e.mu.Unlock()
	if signed {
		next.forgetPassword()
	}
	return true
}
