package checks

import (
	"fmt"
	"slices"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
)

// doubts are the states of knowledge in which nothing may pass.
var doubts = map[diag.State]ad.ProblemKind{
	diag.StateNotReadable: ad.ProblemNoRight, diag.StateNotAsked: ad.ProblemNotAsked,
	diag.StateNotAnswered: ad.ProblemUnreachable, diag.StateContradicted: ad.ProblemContradicted,
}

// given are kinds that the operator or the guide gives: nobody reads them anywhere.
var given = []string{"input", "spn.expected"}

// asides are kinds that a check can do without, by code: what it says stands on the
// others, and these only soften, explain or add subjects of their own.
var asides = map[string][]string{
	"account-disabled":              {"spn.scan"},
	"account-expired":               {"spn.scan"},
	"account-locked":                {"spn.scan", "ticket"},
	"account-no-password":           {"account", "exchange.asa-status", "spn.owners", "spn.scan", "ticket", "ticket.aes"},
	"asa-missing-on-member":         {"account", "service.answer"},
	"asa-old-credential":            {"service.answer"},
	"asa-other-account":             {"account", "directory.info", "service.answer"},
	"cache-old-ticket":              {"ticket.renewed"},
	"clock-skew":                    {"clock", "directory.controllers", "ticket"},
	"delegation-entry-missing":      {"account.groups", "delegation.proof", "spn.owners"},
	"delegation-other-domain":       {"account", "delegation.accounts"},
	"delegation-target-disabled":    {"account", "delegation.accounts"},
	"delegation-target-duplicate":   {"account", "delegation.accounts"},
	"delegation-target-missing":     {"account", "delegation.accounts"},
	"delegation-twin-missing":       {"spn.owners"}, // a form that no account has is left out
	"delegation-transition-missing": {"account.groups", "spn.owners"},
	"delegation-unconstrained":      {"account", "delegation.accounts"},
	"dns-cname":                     {"directory.info"},
	"dns-ip-literal":                {"spn.owners", "ticket"},
	"dns-unresolved":                {"exchange.org"},
	"etype-des-only":                {"spn.scan"},
	"etype-no-aes-key":              {"account.keys", "spn.scan"},
	"etype-none-common":             {"account.keys", "spn.owners", "spn.scan", "ticket.aes"}, // owners: only the advice
	"etype-rc4-only":                {"spn.scan"},
	"etype-unset":                   {"ticket"},
	"keytab-wrong-key":              {"service.answer"}, // it contradicts, it does not prove
	"machine-password-old":          {"keytab"},         // a young password needs no other proof
	"login-missing":                 {"directory.info"},
	"replica-differs":               {"account", "replica.account", "replica.scan", "spn.owners"},
	"second-hop":                    {"account.groups"}, // of a list and of an account's own SID
	"service-no-negotiate":          {"keytab"},         // it says when no answer is wanted
	"service-refuses-ticket":        {"keytab"},
	"spn-covered-by-host":           {"account"},
	"spn-duplicate":                 {"account", "spn.owners", "spn.scan"},
	"spn-malformed":                 {"account", "spn.scan"},
	"spn-misplaced":                 {"service.answer", "account"},
	"spn-missing":                   {"account", "directory.info", "service.answer", "ticket"},
	"spn-unicode":                   {"account", "spn.scan"},
	"trust-direction":               {"ticket", "trust.referral"},
	"trust-rc4-only":                {"trust.referral"}, // where a trust lists AES
	"spn-two-realms":                {"service.answer"},
	"ticket-refused":                {"spn.owners"},
	"ticket-weak-etype":             {"service.answer", "spn.owners"},
}

// doubt replaces the facts of one kind by one that is not known. An empty name
// replaces those of every kind that is not given.
func doubt(t *testing.T, s *diag.Snapshot, kind string, p ad.ProblemKind) {
	t.Helper()
	list, err := s.Dump()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Kind == kind || kind == "" && !slices.Contains(given, f.Kind) {
			key := f.Subject
			if f.Key != "" {
				key = f.Key
			}
			s.PutProblem(diag.Request{Kind: f.Kind, Subject: key}, f.Source, &ad.Problem{Kind: p, What: "reading " + f.Kind, Why: "for this test"})
		}
	}
}

// neverPassOnDoubt runs a check on a case in which it passes, once for each kind of
// fact that it needs in each state of doubt, and fails where it still passes.
func neverPassOnDoubt(t *testing.T, c diag.Check, facts func(w world)) {
	t.Helper()
	passes := func(change func(s *diag.Snapshot)) []string {
		w := world{diag.NewSnapshot()}
		facts(w)
		change(w.Snapshot)
		var out []string
		for _, o := range diag.Run([]diag.Check{c}, w.Snapshot)[0].Outcomes {
			if o.Status == diag.Pass {
				out = append(out, o.Subject)
			}
		}
		return out
	}
	if len(passes(func(*diag.Snapshot) {})) == 0 {
		return
	}
	for state, p := range doubts {
		onlyGiven := c.Code == dnsIPLiteral.Code || // what it passes is the operator's own word
			!slices.ContainsFunc(c.Needs, func(k string) bool { return !slices.Contains(given, k) })
		if got := passes(func(s *diag.Snapshot) { doubt(t, s, "", p) }); len(got) > 0 && !onlyGiven {
			t.Errorf("%s passes %q while everything is %s", c.Code, got, state)
		}
		for _, kind := range c.Needs {
			if slices.Contains(given, kind) || slices.Contains(asides[c.Code], kind) {
				continue
			}
			if got := passes(func(s *diag.Snapshot) { doubt(t, s, kind, p) }); len(got) > 0 {
				t.Errorf("%s", fmt.Sprintf("%s passes %q while %s is %s", c.Code, got, kind, state))
			}
		}
	}
}

// An account that shows nothing but its name passes no check about its state.
func TestAnAccountThatShowsNothingPassesNothing(t *testing.T) {
	for _, c := range []diag.Check{accountDisabled, accountExpired, accountLocked, accountNoPassword, etypeDESOnly, etypeRC4Only, etypeUnset} {
		w := world{diag.NewSnapshot()}
		w.expect("CASARRAY-ASA$", "http/mail").account(asa(blind))
		for _, o := range diag.Run([]diag.Check{c}, w.Snapshot)[0].Outcomes {
			if o.Status == diag.Pass {
				t.Errorf("%s passes %s", c.Code, o.Subject)
			}
		}
	}
}
