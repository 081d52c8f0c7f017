package checks

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/codes"
	"adwalk/diag/facts"
)

// eachAnswer visits what services themselves answered. A service that cannot be
// reached from here says nothing about its clients: not known, with the reason. So is
// one that nothing here can ask, unless its keytab has opened a ticket.
func eachAnswer(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[facts.ServiceAnswerValue], spn string)) {
	for _, f := range facts.ServiceAnswer.All(r) {
		if !f.Known() {
			if f.Problem.Kind == ad.ProblemNoWay && facts.KeyProved(r, facts.ServiceOf(f.Subject).SPN) {
				continue
			}
			if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown(f.Subject, f.Problem, diag.Seen(f.Source, "%s", f.Problem.Error()))
			}
			continue
		}
		visit(f, facts.ServiceOf(f.Subject).SPN)
	}
}

// answerEvidence is a line for each address that was asked.
func answerEvidence(f diag.Fact[facts.ServiceAnswerValue]) []diag.Evidence {
	var ev []diag.Evidence
	for _, v := range f.Value.Each() {
		ev = append(ev, diag.Seen(f.Source, "%s: %s", cmp.Or(v.Address, v.URL), serviceText(v)))
	}
	return ev
}

func serviceText(v facts.ServiceAnswerValue) string {
	text := ""
	switch {
	case v.Accepted:
		text = "accepted the ticket"
	case v.Error != nil:
		text = v.Error.Error()
	case v.Tried:
		text = "the ticket was not accepted, and no reason was given"
	case v.Untried() != nil:
		return v.Untried().Why
	default:
		text = "offers " + cmp.Or(strings.Join(v.Offered, ", "), "nothing")
	}
	if v.KVNO > 0 {
		text += fmt.Sprintf(", ticket with key version %d", v.KVNO)
	}
	if v.Status > 0 {
		text += fmt.Sprintf(" (status %d)", v.Status)
	}
	return text
}

// refusesTicket says whether the answer is a refusal of the ticket itself, and
// whether the service's key is the reason. Where a web site gives no reason, the
// key may be wrong or a proxy took the ticket away; other protocols have no such
// proxies.
func refusesTicket(v facts.ServiceAnswerValue) (refused, wrongKey bool) {
	if !v.Tried || v.Accepted {
		return false, false
	}
	if v.Error == nil {
		return true, !strings.HasPrefix(v.URL, "http")
	}
	return true, v.Error.Code == ad.ErrNotUs || codes.KDC(v.Error.Code, codes.AP).Verdict == diag.WrongKey
}

// noKerberos says whether a service asks for a login and offers no Kerberos.
func noKerberos(v facts.ServiceAnswerValue) bool {
	if v.Tried || v.Accepted || v.Untried() != nil {
		return false
	}
	return (len(v.Offered) > 0 || v.Status == 401) && !slices.ContainsFunc(v.Offered, func(s string) bool { return strings.EqualFold(s, "negotiate") })
}
