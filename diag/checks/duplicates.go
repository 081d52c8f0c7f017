package checks

import (
	"fmt"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachGroup visits the groups of one kind in the scan of the forest.
func eachGroup(r *diag.Reader, o *diag.Out, kind facts.SPNGroupKind, visit func(src diag.Fact[facts.SPNScanValue], g facts.SPNGroup)) {
	f, ok := scanned(r, o)
	if !ok {
		return
	}
	for _, g := range f.Value.Groups {
		if g.Kind == kind {
			visit(f, g)
		}
	}
	switch {
	case f.Value.Coverage.Truncated:
		o.Unknown("", truncated("the registered SPNs"))
	default:
		o.Pass(scope(f.Value.Coverage), "", f.Proof(), diag.Seen(f.Source, "%d SPNs on %d accounts compared in %s", f.Value.Values, f.Value.Accounts, scope(f.Value.Coverage)))
	}
}

// groupEvidence lists the holders of a group with what tells them apart.
func groupEvidence(f diag.Fact[facts.SPNScanValue], g facts.SPNGroup) []diag.Evidence {
	var out []diag.Evidence
	for _, h := range g.Holders {
		a := h.Account
		state := "enabled"
		if a.Disabled() {
			state = "disabled"
		}
		set := "password date not known"
		if !a.PasswordSet.IsZero() {
			set = "password set " + day(a.PasswordSet)
		}
		out = append(out, diag.Seen(f.Source, "%+q on %s (%s, %s, %s, %s)", h.Value, a.Label(), a.Kind(), a.DN, state, set))
	}
	return out
}

func groupArgs(g facts.SPNGroup) map[string]string {
	var list []string
	seen := map[string]bool{}
	owner, why := "", g.Why
	for _, h := range g.Holders {
		if n := h.Account.Label(); !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
		if h.Account.DN == g.Right {
			owner = h.Account.Label()
		}
	}
	if owner == "" {
		owner, why = "one of them", "the directory does not tell which: ask the service, or see which account it runs as"
	}
	return map[string]string{"owners": strings.Join(list, " and "), "owner": owner, "why": why, "count": fmt.Sprint(len(g.Holders))}
}
