package keytabcheck

import (
	"context"

	"github.com/spf13/cobra"

	"adwalk/cmd/app"
)

type keytabOptions struct {
	json    bool
	service string
	runAs   string
	list    bool
	login   bool
	loginAs string
	yes     bool
}

// Command is adwalk keytab.
func Command(s *app.Session) *cobra.Command {
	var o keytabOptions
	cmd := &cobra.Command{
		Use:   "keytab FILE",
		Short: "Say whether a service with this keytab accepts its clients' tickets",
		Long: `Hold a keytab against the directory and a fresh ticket. Each key is tried on the ticket
in this process: one that decrypts it is the proof. Where none does, the cause is named:
another key version, encryption type, salt, account, name, realm or case. Keys are never
shown.

Without --service every service in the keytab is judged. --run-as says which user runs
the service, to check the file's mode. --list shows the entries only and sends nothing.

--login also logs in with a key of the keytab, once and after a question: a key that does
not fit counts at the KDC as a wrong password. The ticket is thrown away.

Exit codes: 0 proved, 1 the service cannot accept the tickets or the login was refused,
2 the file cannot be used, 3 nothing could be proved, or the login was not confirmed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runKeytab(cmd.Context(), s, o, args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.service, "service", "", "SPN that clients ask for, as in HTTP/web.contoso.com")
	f.StringVar(&o.runAs, "run-as", "", "user that runs the service on this machine")
	f.BoolVar(&o.list, "list", false, "show the entries and send nothing")
	f.BoolVar(&o.login, "login", false, "log in with the keytab, once; asks first")
	f.StringVar(&o.loginAs, "login-as", "", "principal to log in as; the default is the account that owns the SPN")
	f.BoolVar(&o.yes, "yes", false, "do not ask before --login")
	return cmd
}

func runKeytab(ctx context.Context, s *app.Session, o keytabOptions, file string) error {
	if s.Flags.Lab {
		if err := s.Start(ctx); err != nil {
			return err
		}
	}
	if o.login {
		if err := mayLogIn(s, o); err != nil {
			return err
		}
	}
	q := Question{Service: o.service, RunAs: o.runAs, EntriesOnly: o.list, Directory: s.OwnersFrom}
	answers, err := Look(ctx, s, file, q)
	if err != nil && o.login { // nobody else is logged in: the keytab's own login may still tell
		q.EntriesOnly = true
		if entries, unread := Look(ctx, s, file, q); unread == nil {
			entries[0].Unknown = err.Error()
			answers, err = entries, nil
		}
	}
	if err != nil {
		return err
	}
	var unasked error
	if o.login {
		unasked = askedLogin(ctx, s, o, file, answers)
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answers); err != nil {
			return err
		}
	} else {
		printKeytabAnswers(s.Out, answers, o.list)
	}
	worst := app.ExitOK
	for _, a := range answers {
		switch {
		case o.list || a.Proved:
		case a.Finding != nil:
			worst = app.WorseExit(worst, app.ExitFound)
		default:
			worst = app.WorseExit(worst, app.ExitUnknown)
		}
	}
	if l := answers[len(answers)-1].Login; l != nil && !l.Accepted {
		worst = app.WorseExit(worst, loginExit(*l))
	}
	if unasked != nil {
		return unasked
	}
	if worst != app.ExitOK {
		return app.Exit{Code: worst}
	}
	return nil
}
