package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/checks"
)

// maxSkew is the difference of clocks that Kerberos allows.
const maxSkew = checks.MaxSkew

type controllersOptions struct {
	json      bool
	account   string
	attribute string
}

func controllersCommand(s *Session) *cobra.Command {
	var o controllersOptions
	cmd := &cobra.Command{
		Use:   "controllers",
		Short: "Ask every domain controller, side by side: clock, USN, and one attribute of an account",
		Long: `Ask every domain controller of the domain, side by side: the offset of its clock,
the time of one round trip, its highest committed USN and, with --account, one
attribute of that account with who wrote it last and when. A controller that has not
caught up is named, with what it has and what the newest one has.

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

func runControllers(ctx context.Context, s *Session, o controllersOptions) error {
	answer, err := s.compareControllers(ctx, o.account, o.attribute)
	if err != nil {
		return err
	}
	if o.json {
		if err := writeJSON(s.Out, answer); err != nil {
			return err
		}
	} else {
		printControllers(s, answer)
	}
	if c := controllersCode(answer); c != ExitOK {
		return exit{c}
	}
	return nil
}

// compareControllers asks every controller of the domain; without an account
// it compares no attribute.
func (s *Session) compareControllers(ctx context.Context, account, attribute string) (checks.Controllers, error) {
	own, info, known, err := s.known(ctx)
	if err != nil {
		return checks.Controllers{}, err
	}
	// Without an account the domain itself is read, by what never changes.
	dn := info.Domain
	if account == "" {
		attribute = "objectSid"
	} else if dn, err = s.findAnywhere(ctx, own, known, info.Domain, account); err != nil {
		return checks.Controllers{}, err
	}
	set := ad.ReplicaSet{DN: dn, Attribute: attribute, Replicas: s.askReplicas(ctx, ofDomain(known, info.Domain), dn, attribute)}
	return checks.CompareControllers(set, known, account != ""), ctx.Err()
}

// known is the connected controller, what it says of itself, and all controllers
// of the forest that it knows.
func (s *Session) known(ctx context.Context) (own *directory.Conn, info ad.DirectoryInfo, all []ad.Controller, err error) {
	if own, err = s.Directory(ctx); err != nil {
		return nil, info, nil, err
	}
	if info, err = own.Info(ctx); err != nil {
		return nil, info, nil, err
	}
	all, err = own.Controllers(ctx)
	return own, info, all, err
}

// ofDomain keeps the controllers that hold the domain.
func ofDomain(known []ad.Controller, domain string) []ad.Controller {
	return slices.DeleteFunc(slices.Clone(known), func(k ad.Controller) bool { return !strings.EqualFold(k.Domain, domain) })
}

// othersThan leaves out the controller that is connected.
func othersThan(own ad.DirectoryInfo, list []ad.Controller) []ad.Controller {
	return slices.DeleteFunc(slices.Clone(list), func(k ad.Controller) bool { return strings.EqualFold(k.Host, own.Server) })
}

// findAnywhere finds the account's DN on the connected controller, else on any
// other: an account that is new may not have come here yet.
func (s *Session) findAnywhere(ctx context.Context, own *directory.Conn, known []ad.Controller, domain, account string) (string, error) {
	a, err := lookup.Resolve(ctx, own, account)
	var p *ad.Problem
	if err == nil || !errors.As(err, &p) || p.Kind != ad.ProblemNotFound {
		return a.DN, err
	}
	for _, k := range ofDomain(known, domain) {
		conn, cerr := s.controller(ctx, k.Host)
		if cerr != nil {
			continue
		}
		if a, rerr := lookup.Resolve(ctx, conn, account); rerr == nil {
			return a.DN, nil
		}
	}
	return "", err
}

// askReplicas reads the attribute on each controller, all at once.
func (s *Session) askReplicas(ctx context.Context, list []ad.Controller, dn, attribute string) []ad.Replica {
	out := make([]ad.Replica, len(list))
	var all sync.WaitGroup
	for i, k := range list {
		all.Go(func() {
			conn, err := s.controller(ctx, k.Host)
			if err != nil {
				out[i] = ad.Replica{Controller: k, At: time.Now().UTC(), Problem: ad.AsProblem(err, ad.ProblemUnreachable, "asking "+k.Host)}
				return
			}
			out[i] = conn.Replica(ctx, k, dn, attribute)
		})
	}
	all.Wait()
	return out
}

func controllersCode(a checks.Controllers) int {
	worst := ExitOK
	if a.Verdict == diag.StaleReplica {
		worst = ExitFound
	}
	for _, c := range a.Controllers {
		switch {
		case c.Problem != nil:
			worst = worseExit(worst, ExitUnknown)
		case c.Offset().Abs() > maxSkew:
			worst = worseExit(worst, ExitFound)
		}
	}
	return worst
}
