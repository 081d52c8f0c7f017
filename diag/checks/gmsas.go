package checks

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// managed is the group-managed account of a walk with its hosts; what is not known is
// reported.
func managed(r *diag.Reader, o *diag.Out) (use facts.GMSAUseValue, f diag.Fact[facts.GMSAValue], ok bool) {
	u, asked := facts.GMSAUse.Get(r, "")
	if !asked || !u.Known() {
		return use, f, false
	}
	f, _ = facts.GMSA.Get(r, u.Value.Account)
	if !f.Known() {
		o.Unknown(u.Value.Account, f.Problem)
		return use, f, false
	}
	return u.Value, f, true
}

// allowedNames lists who may fetch the password, for a sentence.
func allowedNames(v facts.GMSAValue) string {
	var out []string
	for _, p := range v.Allowed {
		name := p.Name
		if name == "" {
			name = p.SID
		}
		out = append(out, name)
	}
	slices.Sort(out)
	if len(out) == 0 {
		return "no account"
	}
	return strings.Join(out, ", ")
}

// domainOfSID is a SID without its last part.
func domainOfSID(sid string) string { return sid[:max(0, strings.LastIndexByte(sid, '-'))] }
