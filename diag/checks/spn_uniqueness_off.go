package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// spnUniquenessOff finds forests in which the directory's own protection against
// duplicate names was switched off.
var spnUniquenessOff = diag.Check{
	Code: "spn-uniqueness-off", Area: "spn", Severity: diag.Warning,
	Needs: []string{"directory.uniqueness"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.UniquenessPolicy.Get(r, "")
		switch {
		case !ok:
			return
		case !f.Known():
			if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown("dSHeuristics", f.Problem)
			}
			return
		}
		var off []string
		for _, p := range []struct {
			off  bool
			what string
		}{{f.Value.SPNOff, "SPN uniqueness"}, {f.Value.AliasOff, "alias uniqueness"}, {f.Value.UPNOff, "UPN uniqueness"}} {
			if p.off {
				off = append(off, p.what)
			}
		}
		ev := diag.Seen(f.Source, "dSHeuristics %q", f.Value.Raw)
		if f.Value.Raw == "" {
			ev = diag.Seen(f.Source, "dSHeuristics is not set")
		}
		if len(off) == 0 {
			o.Pass("dSHeuristics", "", f.Proof(), ev)
			return
		}
		o.Hit("dSHeuristics", diag.Off, map[string]string{"off": strings.Join(off, ", ")}, ev)
	},
}
