package checks

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// MaxSkew is the difference that Kerberos allows by default (RFC 4120 10.1 asks
// for "typically five minutes"; Windows uses the same).
const MaxSkew = 5 * time.Minute

// clockSkew finds clocks that are further apart than Kerberos allows. It
// explains the tickets that were refused for that reason.
var clockSkew = diag.Check{
	Code: "clock-skew", Area: "clock", Severity: diag.Error,
	Needs: []string{"clock", "ticket", "directory.controllers"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		switch f, ok := facts.Controllers.Get(r, ""); {
		case ok && !f.Known() && f.Problem.Kind == ad.ProblemNoRight:
			o.Unknown("the domain controllers", f.Problem)
		case ok && f.Known() && f.Value.All > len(f.Value.Hosts):
			o.Pass("the domain controllers", "", f.Proof(), diag.Seen(f.Source, "the clocks of %d of %d domain controllers are compared; name others with --server", len(f.Value.Hosts), f.Value.All))
		}
		for _, f := range facts.Clock.All(r) {
			if !f.Known() {
				o.Unknown(f.Subject, f.Problem)
				continue
			}
			off := f.Value.Offset.Round(time.Second)
			ev := diag.Seen(f.Source, "its clock %s", ahead(off))
			if off.Abs() <= MaxSkew {
				o.Pass(f.Subject, "", f.Proof(), ev)
				continue
			}
			hit := o.Hit(f.Subject, diag.ClockSkew, map[string]string{"offset": ahead(off)}, ev)
			for _, t := range facts.Ticket.All(r) {
				if t.Known() && t.Value.Error != nil && t.Value.Error.Code == ad.ErrSkew {
					hit.Hides = append(hit.Hides, t.Subject)
				}
			}
		}
	},
}

func ahead(off time.Duration) string {
	switch {
	case off > 0:
		return "is " + off.String() + " ahead of the local clock"
	case off < 0:
		return "is " + (-off).String() + " behind the local clock"
	}
	return "agrees with the local clock"
}
