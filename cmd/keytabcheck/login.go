package keytabcheck

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/keytab"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

// mayLogIn refuses a login that the options forbid.
func mayLogIn(s *app.Session, o keytabOptions) error {
	switch {
	case o.list:
		return app.Usage("--login", "--list sends nothing", "leave one of them out")
	case s.Flags.NoProbes:
		return session.NotAsked("logging in with the keytab")
	}
	return nil
}

// askedLogin logs in once where the operator agrees; the outcome stands in the last
// answer. The error says that it was not agreed to.
func askedLogin(ctx context.Context, s *app.Session, o keytabOptions, file string, answers []keytabs.Answer) error {
	last := &answers[len(answers)-1]
	try := answers[0].LoginAs()
	if o.loginAs != "" {
		try = answers[0].LoginNamed(o.loginAs)
	}
	if try.KeysOf == "" {
		return app.Usage("--login", "the keytab holds no key", "export it again")
	}
	why := fmt.Sprintf("One login as %s with the key of %s in %s is sent to the KDC. A key that does not fit counts there as a wrong password and may lock the account. It is not repeated.", try.As, try.KeysOf, file)
	if err := s.Ask(ctx, "logging in with the keytab", "add --yes to log in without a question", o.yes, why, "login"); err != nil {
		p := *ad.AsProblem(err, ad.ProblemRefused, "logging in with the keytab")
		if p.Do == "nothing was written" {
			p.Do = "nothing was sent"
		}
		return &p
	}
	l, err := Login(ctx, s, file, try)
	if err != nil {
		return err
	}
	last.Login = &l
	return nil
}

// Login makes one attempt with a key of the keytab and throws the ticket away. The error
// is about the file; what the KDC made of the attempt is in the outcome.
func Login(ctx context.Context, s *app.Session, file string, try keytabs.Attempt) (keytabs.Login, error) {
	l := keytabs.Login{File: file, Principal: try.As}
	if try.KeysOf != try.As {
		l.KeysOf = try.KeysOf
	}
	if s.Flags.NoProbes {
		return l, session.NotAsked("logging in with the keytab")
	}
	if err := s.Start(ctx); err != nil {
		return l, err
	}
	_, kt, err := Read(s, file, "")
	if err != nil {
		return l, err
	}
	client, err := krb.LoginKeytab(ctx, s.Live().KerberosOptions(), try.As, under(kt, try))
	if err == nil {
		client.Close()
		l.Accepted, l.Means = true, "the key in the keytab is the account's present one"
		return l, nil
	}
	p := ad.AsProblem(err, ad.ProblemLogin, "logging in as "+try.As)
	switch {
	case errors.As(err, &l.Error) && l.Error.Code == ad.ErrClientUnknown && strings.Contains(try.As, "/"):
		l.Means, l.Do = "a domain controller knows accounts as clients; an SPN only where it is the account's UPN. This says nothing about the key", "name the account that owns the SPN, with --login-as ACCOUNT@REALM"
	case l.Error != nil:
		l.Means, l.Do = p.Why, p.Do
	case p.Kind == ad.ProblemUsage: // nothing was sent
		return l, p
	default:
		l.Unknown, l.Do = cmp.Or(p.Why, p.Error()), p.Do
	}
	return l, nil
}

// under gives the entries of an attempt the name that it logs in as: the keys of an SPN
// are those of the account that owns it.
func under(kt *keytab.Keytab, try keytabs.Attempt) *keytab.Keytab {
	name, realm, _ := strings.Cut(try.As, "@")
	out := &keytab.Keytab{Version: kt.Version}
	for _, e := range kt.Entries {
		if e.Principal() == try.KeysOf {
			e.Components, e.Realm = strings.Split(name, "/"), realm
			out.Entries = append(out.Entries, e)
		}
	}
	return out
}

// loginExit is 1 for a login that was refused, 3 for one of which nothing is known.
func loginExit(l keytabs.Login) int {
	if l.Error != nil {
		return app.ExitFound
	}
	return app.ExitUnknown
}
