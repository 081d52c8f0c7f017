package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

// eachMachine visits the joined host of a walk with its account. An account that does
// not exist is account-missing's business.
func eachMachine(r *diag.Reader, o *diag.Out, visit func(host string, f diag.Fact[ad.Account])) {
	m, ok := facts.Machine.Get(r, "")
	if !ok || !m.Known() {
		return
	}
	f, _ := facts.Account.Get(r, m.Value.Account)
	switch {
	case f.Known():
		visit(m.Value.Host, f)
	case f.Problem.Kind != ad.ProblemNotFound:
		o.Unknown(m.Value.Account, f.Problem)
	}
}

// provedKeytab says whether a key of the host's keytab decrypts a fresh ticket.
func provedKeytab(r *diag.Reader) (f diag.Fact[keytabs.Facts], ok bool) {
	for _, f := range facts.Keytab.All(r) {
		if f.Known() && keytabs.Judge(f.Value).Proved {
			return f, true
		}
	}
	return f, false
}

// hostsIn are the full host names under which the host's own keys stand in a keytab.
func hostsIn(f keytabs.Facts) []string {
	var out []string
	for _, e := range f.Entries {
		name, _, _ := strings.Cut(e.Principal, "@")
		class, host, ok := strings.Cut(name, "/")
		if ok && strings.EqualFold(class, "host") && strings.Contains(host, ".") {
			out = append(out, host)
		}
	}
	return out
}
