package guide

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// environment asks for what every walk stands on: the directory, the login, and
// the clocks of both.
func environment(r *diag.Reader) []diag.Request {
	reqs := []diag.Request{facts.Directory.For(""), facts.Login.For("")}
	if f, ok := facts.Directory.Get(r, ""); ok && f.Known() && f.Value.Server != "" {
		reqs = append(reqs, facts.Clock.For(f.Value.Server))
	}
	return reqs
}

// namesRequests asks how host names resolve, and the domain's own name with them:
// a resolver that knows the domain can say that a name does not exist.
func namesRequests(r *diag.Reader, hosts ...string) []diag.Request {
	reqs := requestsFor(facts.DNSName, hosts)
	if f, ok := facts.Directory.Get(r, ""); ok && f.Known() && f.Value.Realm != "" && len(hosts) > 0 {
		reqs = append(reqs, facts.DNSName.For(strings.ToLower(f.Value.Realm)))
	}
	return reqs
}

// environmentChecks judge it.
var environmentChecks = []string{"directory-unreachable", "kdc-unreachable", "login-missing", "clock-skew"}

// environmentKinds are collected anew on every visit.
var environmentKinds = []string{"directory.info", "kdc.login", "clock"}
