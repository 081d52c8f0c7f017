package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb/gss"
)

// dial connects to the servers in turn and keeps the first that works. A
// refused password ends the search: the next server would count it again.
func (s *Session) dial(ctx context.Context) (*directory.Conn, error) {
	servers := s.Flags.Servers
	if len(servers) == 0 {
		servers = []string{""} // the realm's SRV records decide
	}
	var first error
	for i, server := range servers {
		conn, err := s.dialOne(ctx, server, i+1 < len(servers))
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

// dialOne connects to one server; where there are others, not much time is
// given to one that is down.
func (s *Session) dialOne(ctx context.Context, server string, others bool) (*directory.Conn, error) {
	opts, err := s.directoryOptions(ctx, server)
	if err != nil {
		return nil, err
	}
	opts.Others = others
	conn, err := directory.Dial(ctx, opts)
	if opts.Password != nil {
		s.remember(err)
	}
	return conn, err
}

// directoryOptions logs in to Kerberos where that is the way to bind.
func (s *Session) directoryOptions(ctx context.Context, server string) (directory.Options, error) {
	opts := directory.Options{Server: server, CAFile: s.Flags.CAFile, InsecureSkipVerify: s.Flags.SkipVerify,
		Timeout: s.Flags.Timeout, Logf: s.Log.Add, Resolver: s.resolver(), Waiting: s.stillWorking, Reading: s.reading}
	if s.lab != nil {
		s.labOptions(&opts)
	}
	err := s.credential(ctx, &opts)
	opts.Realm = s.domain()
	return opts, err
}

// domain is the realm whose domain controllers are looked up: the one that was
// named, that of the ticket in hand, that of the user, krb5.conf's own.
func (s *Session) domain() string {
	ticket := ""
	if s.tickets.value != nil {
		ticket = s.tickets.value.Realm()
	}
	return cmp.Or(s.Flags.Realm, ticket, s.realm(), s.krb5Config().DefaultRealm)
}

// realm is the realm that the command line names.
func (s *Session) realm() string {
	if s.Flags.Realm != "" {
		return s.Flags.Realm
	}
	if _, realm, ok := strings.Cut(s.Flags.User, "@"); ok {
		return realm
	}
	return ""
}

// credential chooses how to bind. A ticket is preferred: on port 389 it seals
// the connection without any certificate. A password goes over LDAPS as it is,
// and under StartTLS where no KDC could be reached.
func (s *Session) credential(ctx context.Context, opts *directory.Options) error {
	byPassword := s.Flags.User != "" && s.Flags.Keytab == ""
	if (!byPassword || !ldaps(opts.Server)) && !s.byDN() {
		client, err := s.login(ctx)
		if err == nil {
			opts.Credential = gss.New(client)
			return nil
		}
		if p := ad.AsProblem(err, ad.ProblemUnreachable, ""); !byPassword || p.Kind != ad.ProblemUnreachable || ctx.Err() != nil {
			return err
		}
	}
	if s.refused != nil {
		return s.refused
	}
	pass, err := s.password1()
	if err != nil {
		return err
	}
	opts.User, opts.Password = s.bindName(), pass
	return nil
}

// ldaps says whether a server was named with TLS from the first byte.
func ldaps(server string) bool {
	return strings.HasPrefix(strings.ToLower(server), "ldaps://") || strings.HasSuffix(server, ":636") || strings.HasSuffix(server, ":3269")
}

// byDN says that --user is a distinguished name: it can log in to a directory,
// and a KDC knows nobody of that name.
func (s *Session) byDN() bool {
	first, _, more := strings.Cut(s.Flags.User, ",")
	return more && s.Flags.Keytab == "" && strings.Contains(first, "=") && !strings.ContainsAny(first, `@/`)
}

// bindName is the user as a simple bind takes it: DN, UPN or DOMAIN\name; a
// bare name gets the realm that a Kerberos login would take it into.
func (s *Session) bindName() string {
	u := s.Flags.User
	realm := cmp.Or(s.Flags.Realm, s.krb5Config().DefaultRealm)
	if strings.ContainsAny(u, `@\=`) || realm == "" {
		return u
	}
	return u + "@" + realm
}
