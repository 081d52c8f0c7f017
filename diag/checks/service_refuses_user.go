package checks

import (
	"cmp"
	"fmt"
	"strconv"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// serviceRefusesUser finds web sites that accept the ticket and then refuse whom it is
// for, or fail: the keys fit, and single sign-on does not work all the same.
var serviceRefusesUser = diag.Check{
	Code: "service-refuses-user", Area: "ticket", Severity: diag.Error,
	Needs:     []string{"service.answer"},
	DependsOn: []string{"service-refuses-ticket", "service-no-negotiate"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.ServiceAnswer.All(r) {
			if !f.Known() || !f.Value.Accepted && len(f.Value.Addresses) == 0 {
				continue // no ticket was accepted: service-refuses-ticket says why
			}
			var accepted bool
			var bad, open *facts.ServiceAnswerValue
			for _, v := range f.Value.Each() {
				accepted = accepted || v.Accepted
				switch refused, unclear := v.TurnedDown(); {
				case refused && bad == nil:
					bad = &v
				case unclear && open == nil:
					open = &v
				}
			}
			switch {
			case bad != nil:
				o.Hit(f.Subject, diag.Refused, map[string]string{"spn": facts.ServiceOf(f.Subject).SPN, "where": cmp.Or(bad.Address, bad.URL), "status": strconv.Itoa(bad.Status)}, answerEvidence(f)...)
			case open != nil:
				o.Unknown(f.Subject, turnedDownProblem(*open), answerEvidence(f)...)
			case accepted:
				o.Pass(f.Subject, "", f.Proof(), answerEvidence(f)...)
			}
		}
	},
}

// turnedDownProblem says what a status after the login leaves open.
func turnedDownProblem(v facts.ServiceAnswerValue) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemNotFound, What: "whether users get in", Why: fmt.Sprintf("%s accepted the ticket and answers %d at %s: it may refuse this user, or this page alone", cmp.Or(v.Address, v.URL), v.Status, v.URL),
		Do: "give the URL of a page that the user may open, or look up the rule in the site's log"}
}
