package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachAnswer visits what services themselves answered. A service that cannot be
// reached from here says nothing about its clients: not known, without a problem.
func eachAnswer(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[facts.ServiceAnswerValue], spn string)) {
	for _, f := range facts.ServiceAnswer.All(r) {
		if !f.Known() {
			if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown(f.Subject, nil, diag.Seen(f.Source, "%s", f.Problem.Error()))
			}
			continue
		}
		spn, _, _ := strings.Cut(f.Subject, "|")
		visit(f, spn)
	}
}
