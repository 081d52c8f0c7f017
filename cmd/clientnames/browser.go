package clientnames

import (
	"context"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/names"
)

// Browser asks SQL Server Browser for the port of an instance, at the addresses that DNS
// has for its host. It is nil for a target whose clients need none.
func Browser(ctx context.Context, s *app.Session, t ad.ServiceTarget, d names.DNS) *ad.SQLInstance {
	if !t.NeedsBrowser() {
		return nil
	}
	unasked := func(kind ad.ProblemKind, why, do string) *ad.SQLInstance {
		return &ad.SQLInstance{Instance: t.Instance, Told: ad.TellsUnasked, Problem: &ad.Problem{Kind: kind, What: "the port of " + t.SQLServer() + " is not known", Why: why, Do: do}}
	}
	switch {
	case s.Flags.NoProbes:
		return unasked(ad.ProblemNotAsked, "--no-probes was given", "leave out --no-probes, or give the port: tcp:"+t.Host+",PORT")
	case len(d.Addresses) == 0 && d.Problem != "":
		return unasked(ad.ProblemUnreachable, "its host could not be looked up", "give the port: tcp:"+t.Host+",PORT")
	case len(d.Addresses) == 0:
		return unasked(ad.ProblemNotFound, "its host has no address in DNS", "check the spelling")
	}
	if s.Flags.Restricted {
		if err := s.HostNamed(ctx, ad.ProbeRequest{Target: t.Dial()}); err != nil {
			return unasked(ad.ProblemRefused, ad.AsProblem(err, ad.ProblemRefused, "").Why, "")
		}
	}
	told := s.Live().SQLInstance(ctx, t.Dial(), t.Instance, d.Addresses)
	return &told
}
