package checks

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachController visits the domain controllers at which logins were tried.
func eachController(r *diag.Reader, o *diag.Out, visit func(diag.Fact[ad.BindPolicy])) {
	for _, f := range facts.LDAPBinds.All(r) {
		if !f.Known() {
			o.Unknown(f.Subject, f.Problem)
			continue
		}
		visit(f)
	}
}

// tried is the evidence of some of the ways.
func tried(f diag.Fact[ad.BindPolicy], ways ...ad.BindWay) []diag.Evidence {
	var out []diag.Evidence
	for _, w := range ways {
		a := f.Value.Of(w)
		text := w.Title() + ": " + bindWords(a)
		out = append(out, diag.Seen(f.Source, "%s", text))
	}
	return out
}

// bindWords says what became of an attempt.
func bindWords(a ad.BindAttempt) string {
	text := map[ad.BindOutcome]string{ad.BindAccepted: "accepted", ad.BindExamined: "the password was examined, so the right one is accepted", ad.BindRefused: "refused by policy",
		ad.BindNoTLS: "no TLS there", ad.BindFailed: "failed", ad.BindNotTried: "not tried"}[a.Outcome]
	switch {
	case a.Code != 0 && a.Data != "" && a.Data != "0":
		text += fmt.Sprintf(" (result %d, data %s)", a.Code, a.Data)
	case a.Code != 0:
		text += fmt.Sprintf(" (result %d)", a.Code)
	case a.Problem != nil:
		text += ": " + strings.TrimSuffix(a.Problem.Error(), ".")
	}
	return text
}

// untried is why some of the ways show nothing: the problem of the first that has one.
func untried(f diag.Fact[ad.BindPolicy], what, do string, ways ...ad.BindWay) *ad.Problem {
	p := &ad.Problem{Kind: ad.ProblemNotAsked, What: what, Why: "no login of this kind was answered", Do: do}
	for _, w := range ways {
		if q := f.Value.Of(w).Problem; q != nil {
			p.Kind, p.Why, p.Err = q.Kind, q.Error(), q
			if q.Do != "" {
				p.Do = q.Do
			}
			return p
		}
	}
	return p
}

// knownBinds are the domain controllers that could be asked.
func knownBinds(r *diag.Reader) []diag.Fact[ad.BindPolicy] {
	return slices.DeleteFunc(slices.Clone(facts.LDAPBinds.All(r)), func(f diag.Fact[ad.BindPolicy]) bool { return !f.Known() })
}
