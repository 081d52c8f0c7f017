package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/session"
	"adwalk/ui"
)

// loginConsole logs in with a password, or with a key when a keytab is named,
// into memory only. The password is sent once and wiped; when it is refused the
// earlier login stays.
func (s *Session) loginConsole(ctx context.Context, principal string, password []byte, keytab string) (ui.Status, *ad.Problem) {
	if keytab != "" && s.Flags.Restricted {
		clear(password)
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemRefused, What: "logging in with a keytab", Why: "this session is restricted", Do: "log in with a password"}
	}
	as := session.Identity{User: principal, Keytab: keytab, Held: "logged in here with a password; held in memory only and gone when adwalk ends"}
	if keytab != "" {
		clear(password)
		as.Held = "logged in here with the keytab " + keytab + "; held in memory only and gone when adwalk ends"
	} else {
		as.Password = password
	}
	return s.become(ctx, as, "logging in")
}

// useCache makes a credential cache of the operator's the one that this session
// logs in with.
func (s *Session) useCache(ctx context.Context, name string) (ui.Status, *ad.Problem) {
	return s.become(ctx, session.Identity{Cache: name}, "using the cache "+name)
}

// become takes on another identity. What fails leaves the old one as it was.
func (s *Session) become(ctx context.Context, as session.Identity, what string) (ui.Status, *ad.Problem) {
	if _, err := s.session().Login(ctx, as); err != nil {
		return ui.Status{}, ad.AsProblem(err, ad.ProblemLogin, what)
	}
	return s.connectConsole(ctx)
}

// renewConsole renews the ticket-granting ticket in memory.
func (s *Session) renewConsole(ctx context.Context) (ui.Status, *ad.Problem) {
	if _, err := s.session().Renew(ctx); err != nil {
		return ui.Status{}, ad.AsProblem(err, ad.ProblemLogin, "renewing the ticket")
	}
	return s.connectConsole(ctx)
}
