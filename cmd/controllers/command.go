package controllers

import (
	"context"

	"github.com/spf13/cobra"

	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/checks"
)

type controllersOptions struct {
	json      bool
	account   string
	attribute string
}

// Command is adwalk controllers.
func Command(s *app.Session) *cobra.Command {
	var o controllersOptions
	cmd := &cobra.Command{
		Use:   "controllers",
		Short: "Ask every domain controller, side by side: clock, USN, and one attribute of an account",
		Long: `Ask every domain controller of the domain, side by side: the offset of its clock,
the time of one round trip, its highest committed USN and, with --account, one
attribute of that account with who wrote it last and when. A controller that has not
caught up is named, with what it has and what the newest one has, and one whose KDC does
not answer.

A controller whose name does not resolve here can be named by its address with
another --server.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runControllers(cmd.Context(), s, o) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.account, "account", "", "compare an attribute of this account")
	f.StringVar(&o.attribute, "attr", "servicePrincipalName", "the attribute to compare")
	return cmd
}

func runControllers(ctx context.Context, s *app.Session, o controllersOptions) error {
	answer, err := CompareControllers(ctx, s, o.account, o.attribute)
	if err != nil {
		return err
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answer); err != nil {
			return err
		}
	} else {
		printControllers(s, answer)
	}
	if c := controllersCode(answer); c != app.ExitOK {
		return app.Exit{Code: c}
	}
	return nil
}

// CompareControllers asks every controller of the domain; without an account
// it compares no attribute.
func CompareControllers(ctx context.Context, s *app.Session, account, attribute string) (checks.Controllers, error) {
	e, err := s.Epoch(ctx)
	if err != nil {
		return checks.Controllers{}, err
	}
	_, info, known, err := e.Known(ctx)
	if err != nil {
		return checks.Controllers{}, err
	}
	domain := session.OfDomain(known, info.Domain)
	// Without an account the domain itself is read, by what never changes.
	dn := info.Domain
	if account == "" {
		attribute = "objectSid"
	} else if dn, err = e.FindAnywhere(ctx, domain, account); err != nil {
		return checks.Controllers{}, err
	}
	a := checks.CompareControllers(e.Attribute(ctx, domain, dn, attribute), known, account != "").Incomplete(info.Server)
	if !s.Flags.NoProbes {
		var hosts []string
		for _, c := range a.Controllers {
			if c.Answered() {
				hosts = append(hosts, c.Host)
			}
		}
		a = a.WithKDCs(session.Replicas{Epoch: e}.SilentKDCs(ctx, hosts))
	}
	return a, ctx.Err()
}

func controllersCode(a checks.Controllers) int {
	worst := app.ExitOK
	switch a.Verdict {
	case diag.StaleReplica:
		worst = app.ExitFound
	case diag.NotChecked: // or something found, below
		worst = app.ExitUnknown
	}
	for _, c := range a.Controllers {
		switch {
		case c.Problem != nil:
			worst = app.WorseExit(worst, app.ExitUnknown)
		case c.Offset().Abs() > checks.MaxSkew:
			worst = app.WorseExit(worst, app.ExitFound)
		}
	}
	return worst
}
