package interactive

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/ui"
)

// LoginConsole logs in with a password, or with a key when a keytab is named,
// into memory only. The password is sent once and wiped; when it is refused the
// earlier login stays.
func LoginConsole(ctx context.Context, s *app.Session, principal string, password []byte, keytab string) (ui.Status, *ad.Problem) {
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
	return become(ctx, s, as, "logging in")
}

// UseCache makes a credential cache of the operator's the one that this session
// logs in with.
func UseCache(ctx context.Context, s *app.Session, name string) (ui.Status, *ad.Problem) {
	return become(ctx, s, session.Identity{Cache: name}, "using the cache "+name)
}

// become takes on another identity. What fails leaves the old one as it was.
func become(ctx context.Context, s *app.Session, as session.Identity, what string) (ui.Status, *ad.Problem) {
	if _, err := s.Live().Login(ctx, as); err != nil {
		return ui.Status{}, ad.AsProblem(err, ad.ProblemLogin, what)
	}
	return ConnectConsole(ctx, s)
}

// RenewConsole renews the ticket-granting ticket in memory.
func RenewConsole(ctx context.Context, s *app.Session) (ui.Status, *ad.Problem) {
	if _, err := s.Live().Renew(ctx); err != nil {
		return ui.Status{}, ad.AsProblem(err, ad.ProblemLogin, "renewing the ticket")
	}
	return ConnectConsole(ctx, s)
}
