package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
	"adwalk/diag"
)

// maxSkew is the difference of clocks that Kerberos allows.
const maxSkew = 5 * time.Minute

type controllersOptions struct {
	json      bool
	account   string
	attribute string
}

// controllerRow is one domain controller, and its JSON.
type controllerRow struct {
	Host       string               `json:"host"`
	Site       string               `json:"site,omitempty"`
	Domain     string               `json:"domain,omitempty"`
	GC         bool                 `json:"global_catalog"`
	ReadOnly   bool                 `json:"read_only,omitempty"`
	InDNS      bool                 `json:"in_dns"`
	Asked      bool                 `json:"asked"` // controllers of other domains are listed only
	OffsetMS   int64                `json:"clock_offset_ms"`
	RTTMS      float64              `json:"rtt_ms"`
	HighestUSN int64                `json:"highest_usn"`
	Present    bool                 `json:"present"`
	Values     []string             `json:"values"`
	Changed    *ad.AttributeVersion `json:"changed,omitempty"`
	Stale      bool                 `json:"stale,omitempty"`
	Problem    *ad.Problem          `json:"problem,omitempty"`
}

// controllersAnswer is the command's JSON.
type controllersAnswer struct {
	DN          string          `json:"dn"`
	Attribute   string          `json:"attribute,omitempty"`
	Verdict     diag.Verdict    `json:"verdict"`
	Why         string          `json:"why"`
	Controllers []controllerRow `json:"controllers"`
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
	own, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	info, err := own.Info(ctx)
	if err != nil {
		return err
	}
	known, err := own.Controllers(ctx)
	if err != nil {
		return err
	}
	// Without an account the domain itself is read, by what never changes.
	dn, attribute := info.Domain, "objectSid"
	if o.account != "" {
		if dn, err = s.findAnywhere(ctx, own, known, info.Domain, o.account); err != nil {
			return err
		}
		attribute = o.attribute
	}
	set := ad.ReplicaSet{DN: dn, Attribute: attribute, Replicas: s.askReplicas(ctx, ofDomain(known, info.Domain), dn, attribute)}
	if err := ctx.Err(); err != nil {
		return err
	}
	answer := judgeControllers(set, known, o.account != "")
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

// ofDomain keeps the controllers that hold the domain.
func ofDomain(known []ad.Controller, domain string) []ad.Controller {
	return slices.DeleteFunc(slices.Clone(known), func(k ad.Controller) bool { return !strings.EqualFold(k.Domain, domain) })
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

// judgeControllers compares what the controllers have.
func judgeControllers(set ad.ReplicaSet, known []ad.Controller, compare bool) controllersAnswer {
	a := controllersAnswer{DN: set.DN, Verdict: diag.OK}
	if compare {
		a.Attribute = set.Attribute
	}
	stale := map[string]bool{}
	var behind []string
	if compare {
		for _, r := range set.Stale() {
			stale[r.Controller.Host] = true
			behind = append(behind, r.Controller.Host)
		}
	}
	asked := map[string]ad.Replica{}
	for _, r := range set.Replicas {
		asked[r.Controller.Host] = r
	}
	var silent, wrongClock []string
	for _, k := range known {
		row := controllerRow{Host: k.Host, Site: k.Site, Domain: k.Domain, GC: k.GlobalCatalog, ReadOnly: k.ReadOnly, InDNS: k.InDNS, Values: []string{}}
		if r, ok := asked[k.Host]; ok {
			row.Asked, row.Problem, row.Present, row.Stale = true, r.Problem, r.Present, stale[k.Host]
			row.OffsetMS, row.RTTMS, row.HighestUSN = r.Offset.Milliseconds(), milliseconds(r.RTT), r.HighestUSN
			if compare {
				row.Changed = r.Changed
				row.Values = append(row.Values, r.Values...)
			}
			switch {
			case r.Problem != nil:
				silent = append(silent, k.Host)
			case r.Offset.Abs() > maxSkew:
				wrongClock = append(wrongClock, k.Host)
			}
		}
		a.Controllers = append(a.Controllers, row)
	}
	switch newest, known := set.Newest(); {
	case len(behind) > 0 && known:
		a.Verdict, a.Why = diag.StaleReplica, fmt.Sprintf("%s has not got the change that %s has: wait for replication, or start it (repadmin /replicate)", strings.Join(behind, ", "), newest.Controller.Host)
	case len(behind) > 0:
		a.Verdict, a.Why = diag.StaleReplica, "the controllers differ, and none says which is newer: wait for replication, or start it"
	case len(wrongClock) > 0:
		a.Verdict, a.Why = diag.NotChecked, strings.Join(wrongClock, ", ")+": the clock differs by more than the five minutes that Kerberos allows"
	case len(silent) > 0:
		a.Verdict, a.Why = diag.NotChecked, strings.Join(silent, ", ")+" could not be asked; the others agree"
	case compare:
		a.Why = "every domain controller has the same"
	default:
		a.Why = "every domain controller answers"
	}
	return a
}

func controllersCode(a controllersAnswer) int {
	worst := ExitOK
	if a.Verdict == diag.StaleReplica {
		worst = ExitFound
	}
	for _, c := range a.Controllers {
		switch {
		case c.Problem != nil:
			worst = worseExit(worst, ExitUnknown)
		case time.Duration(c.OffsetMS)*time.Millisecond > maxSkew, time.Duration(-c.OffsetMS)*time.Millisecond > maxSkew:
			worst = worseExit(worst, ExitFound)
		}
	}
	return worst
}
