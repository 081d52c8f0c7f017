package clientnames

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/names"
)

// Options are those of adwalk names.
type Options struct {
	json  bool
	canon string
	rdns  string
}

// Command is adwalk names.
func Command(s *app.Session) *cobra.Command {
	var o Options
	cmd := &cobra.Command{
		Use:   "names TARGET…",
		Short: "Say which SPN each client of a service asks for",
		Long: `Say which service principal names the clients of a service ask for, in the order in
which they try them, why, and by which rule. TARGET is what people have: a URL, a host,
host:port, a UNC path, sql1\INST, tcp:sql1,1433, a JDBC, ADO.NET, ODBC or libpq
connection string (a password in it is dropped), an SPN, a client's command, a line or
section of its settings, a line of an Ansible inventory.

DNS is asked for the target's canonical name, addresses and their reverse names, and
krb5.conf is read as MIT's clients read it. For an instance without a port SQL Server
Browser is asked for it (UDP 1434). With --server or --lab the owner of each SPN is
looked up, and the KDC is asked for a ticket for each. --no-probes asks neither the
Browser nor the KDC.

Exit codes: 0 each client finds one owner, 1 one does not, 2 the target cannot be read,
3 an owner could not be looked up, or an instance's port is not known. Without --server
and --lab owners are not looked for, and 0 says nothing of them.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runNames(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.canon, "dns-canonicalize-hostname", "", "true, false or fallback, in place of krb5.conf's value")
	f.StringVar(&o.rdns, "rdns", "", "true or false, in place of krb5.conf's value")
	return cmd
}

func runNames(ctx context.Context, s *app.Session, o Options, args []string) error {
	if err := s.Start(ctx); err != nil {
		return err
	}
	var answers []names.Answer
	for _, arg := range args {
		a, err := Answer(ctx, s, o, arg)
		if err != nil {
			return err
		}
		answers = append(answers, a)
	}
	var unasked error
	if len(s.Flags.Servers) > 0 || s.Flags.Lab {
		unasked = LookUpOwners(ctx, s, answers)
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answers); err != nil {
			return err
		}
	} else {
		for i, a := range answers {
			if i > 0 {
				fmt.Fprintln(s.Out)
			}
			printNames(s.Out, a)
		}
	}
	if unasked != nil {
		return unasked
	}
	if slices.ContainsFunc(answers, func(a names.Answer) bool { return a.Krb5.Problem != "" }) {
		return app.Exit{Code: app.ExitUnknown}
	}
	looked := len(s.Flags.Servers) > 0 || s.Flags.Lab // else only the names were asked for
	worst := app.ExitOK
	for _, a := range answers {
		worst = app.WorseExit(worst, codeOf(a, looked))
	}
	if worst != app.ExitOK {
		return app.Exit{Code: worst}
	}
	return nil
}

// Answer says what the clients of one target ask for, from krb5.conf and DNS. Owners
// and tickets are not asked for: LookUpOwners does that.
func Answer(ctx context.Context, s *app.Session, o Options, target string) (names.Answer, error) {
	t, err := ad.ParseServiceTarget(target)
	if err != nil {
		return names.Answer{}, err
	}
	a := names.Answer{Target: t}
	if a.Krb5, err = Krb5Names(s, o, t); err != nil {
		return names.Answer{}, err
	}
	a.DNS = LookUp(ctx, s, t)
	a.Browser = Browser(ctx, s, t, a.DNS)
	a.Clients = names.Clients(names.Input{Target: t, DNS: a.DNS, Krb5: a.Krb5, Browser: a.Browser})
	if why := a.Krb5.Problem; why != "" {
		a.Notes = append(a.Notes, "krb5.conf is not known: "+why+". What MIT's clients ask for follows what was read, or the defaults.")
	}
	a.Conclude()
	return a, nil
}

// codeOf is 1 where the first name of a client has no owner or several, 3 where an
// owner is not known. Where owners were not looked up, an instance's port decides alone.
func codeOf(a names.Answer, owners bool) int {
	worst := app.ExitOK
	switch b := a.Browser; {
	case b == nil, b.Told == ad.TellsPort, b.Told == ad.TellsNoTCP:
	case b.Told == ad.TellsNoInstance:
		worst = app.ExitFound // a client stops there
	default:
		worst = app.ExitUnknown // nor is the SPN that clients over TCP ask for
	}
	for _, c := range a.Clients {
		if !owners || len(c.Names) == 0 || c.Setting {
			continue
		}
		one, known := false, true
		for _, n := range c.Names {
			o := a.Owners[strings.ToLower(n.SPN)]
			known = known && o.Known
			one = one || len(o.Owners) == 1
		}
		switch {
		case one:
		case !known:
			worst = app.WorseExit(worst, app.ExitUnknown)
		default:
			worst = app.WorseExit(worst, app.ExitFound)
		}
	}
	return worst
}
