package interactive

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/ui"
	"adwalk/ui/screen"
)

// moveTo connects to another domain controller: with the operator's ticket where
// it opens the door, else without a login, so that one can follow. A certificate
// that nobody known signed is shown for a decision; one that was accepted before
// holds for this run. What fails leaves the session as it was.
func moveTo(ctx context.Context, s *app.Session, server, fingerprint string) (ui.Status, *ad.Problem) {
	what := "connecting to " + server
	if s.Flags.Restricted {
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "this session is restricted", Do: "use the server that it was started with"}
	}
	cfg := s.Live().Config()
	cfg.Servers, cfg.Realm, cfg.KDCs, cfg.User, cfg.Keytab, cfg.Password = []string{server}, "", nil, "", "", nil
	if fingerprint != "" {
		cfg.Accepted = append(append([]string(nil), cfg.Accepted...), fingerprint)
	}
	next := session.New(cfg, session.Environment{})
	if _, err := next.Current().Conn(ctx); err == nil {
		s.Replace(next, nil, "")
		return ConnectConsole(ctx, s)
	}
	next.Close()
	if err := ctx.Err(); err != nil {
		return ui.Status{}, ad.AsProblem(err, ad.ProblemCancelled, what)
	}
	info, err := introduced(ctx, s, cfg, server)
	if err != nil {
		p := *ad.AsProblem(err, ad.ProblemUnreachable, what)
		if top := directory.Untrusted(err); top != nil {
			p.Err = &screen.Untrusted{Server: server, Subject: top.Subject.String(), Fingerprint: directory.Fingerprint(top), Until: top.NotAfter.UTC().Format("2006-01-02")}
		}
		return ui.Status{}, &p
	}
	cfg.Realm = info.Realm
	s.Replace(session.New(cfg, session.Environment{}), nil, "")
	st := consoleStatus(s)
	st.Server, st.Realm, st.Protection = info.Server, info.Realm, info.Protection
	return st, nil
}

// introduced reads what a domain controller says of itself to anybody. TLS comes
// first, since a password may follow; without a certificate the connection of a
// later login is sealed with Kerberos.
func introduced(ctx context.Context, s *app.Session, cfg session.Config, server string) (ad.DirectoryInfo, error) {
	o := directory.Options{Server: server, CAFile: cfg.CAFile, Accepted: cfg.Accepted, InsecureSkipVerify: cfg.SkipVerify, Timeout: cfg.Timeout, Trace: cfg.Trace}
	o.StartTLS = !strings.HasPrefix(strings.ToLower(server), "ldaps://")
	conn, err := directory.Dial(ctx, o)
	if p := ad.AsProblem(err, ad.ProblemUnreachable, ""); err != nil && o.StartTLS && directory.Untrusted(err) == nil && p.Kind == ad.ProblemProtocol {
		o.StartTLS = false
		conn, err = directory.Dial(ctx, o)
	}
	if err != nil {
		return ad.DirectoryInfo{}, err
	}
	defer conn.Close()
	return conn.Info(ctx)
}

// moveLab puts the faults of another scenario into the lab: a new forest in place
// of the old one.
func moveLab(ctx context.Context, s *app.Session, scenario string) (ui.Status, *ad.Problem) {
	const what = "starting the lab"
	if !s.Flags.Lab {
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: "this session is not in the lab", Do: "start adwalk --lab"}
	}
	flags := s.Flags
	// The lab outlives the question that started it; Close ends it.
	l, cfg, env, err := app.NewLab(context.WithoutCancel(ctx), scenario, s.Config(flags))
	if err != nil {
		return ui.Status{}, ad.AsProblem(err, ad.ProblemUsage, what)
	}
	s.Replace(session.New(cfg, env), l, scenario)
	return ConnectConsole(ctx, s)
}
