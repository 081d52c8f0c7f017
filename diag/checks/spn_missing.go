package checks

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// spnMissing finds expected SPNs that no account has and no host alias covers.
var spnMissing = diag.Check{
	Code: "spn-missing", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account", "ticket", "service.answer", "directory.info"},
	DependsOn: []string{"directory-unreachable", "account-missing", "replica-differs", "dns-ip-literal", "trust-key-differs", "trust-selective", "sql-instance-unknown"},
	Fix:       fix.AddMissing,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachWanted(r, o, func(w wanted) {
			v := w.owners.Value
			switch {
			case len(v.Owners) > 0, len(v.AliasHeld) > 0:
				o.Pass(w.spn, "", w.owners.Proof(), ownersEvidence(w.owners))
			case w.want.Optional:
			case ticketProves(r, o, w):
			case refusedAbroad(r, o, w):
			case hiddenOwner(r, w.want) != nil:
				o.Unknown(w.spn, hiddenOwner(r, w.want), ownersEvidence(w.owners))
			case v.Coverage.Truncated:
				o.Unknown(w.spn, truncated(w.spn), ownersEvidence(w.owners))
			default:
				hit := o.Hit(w.spn, diag.Missing, map[string]string{
					"scope": scope(v.Coverage), "owner": ownerLabel(r, w.want), "account": ownerName(r, w.want), "why": w.want.Why,
				}, append([]diag.Evidence{ownersEvidence(w.owners)}, elsewhereEvidence(w.owners)...)...)
				hit.Hides = []string{authLog}
			}
		})
	},
}

// ticketProves judges an SPN that no account visible here has and for which a KDC issued a
// ticket all the same: it is registered, in the realm that issued it or out of the
// reader's sight. To register it a second time would break it.
func ticketProves(r *diag.Reader, o *diag.Out, w wanted) bool {
	t, ok := facts.Ticket.Get(r, w.spn)
	if !ok || !t.Known() || t.Value.Reply == nil {
		return false
	}
	ev := []diag.Evidence{ticketEvidence(t), ownersEvidence(w.owners)}
	own, known := facts.Directory.Get(r, "")
	realm := t.Value.Reply.Realm
	if realm == "" || known && own.Known() && strings.EqualFold(realm, own.Value.Realm) {
		o.Contradicted(w.spn, "who owns "+w.spn+" is not known", fmt.Sprintf("the KDC %s issues a ticket for it, and the directory shows no owner in %s", t.Value.KDC, scope(w.owners.Value.Coverage)),
			"read with an account that sees all SPNs, and compare the domain controllers: adwalk controllers", ev...)
		return true
	}
	answer, asked := facts.ServiceAnswer.Get(r, w.spn)
	if asked && answer.Known() && answer.Value.Accepted {
		o.Pass(w.spn, "", t.Proof().And(answer.Proof()), append(ev, answerEvidence(answer)...)...)
		return true
	}
	o.Unknown(w.spn, &ad.Problem{Kind: ad.ProblemNotAsked, What: "who owns " + w.spn + " is not known",
		Why: "its ticket comes from the realm " + realm + ", whose directory was not asked", Do: "the SPN is registered there; look at its owner with --server of that realm"}, ev...)
	return true
}

// refusedAbroad judges an SPN that nobody has here, where the KDC of another realm, at
// the end of the referrals, refused the ticket: it belongs there, and to register it here
// would not help. Only that it does not know the SPN shows that it is missing.
func refusedAbroad(r *diag.Reader, o *diag.Out, w wanted) bool {
	t, ok := facts.Ticket.Get(r, w.spn)
	own, known := facts.Directory.Get(r, "")
	if !ok || !known || !t.Known() || !own.Known() || t.Value.Reply != nil || len(t.Value.Trace) < 2 {
		return false
	}
	realm := t.Value.Trace[len(t.Value.Trace)-1].Realm
	ev := []diag.Evidence{ticketEvidence(t), ownersEvidence(w.owners)}
	switch {
	case strings.EqualFold(realm, own.Value.Realm):
		return false
	case t.Value.Error != nil && t.Value.Error.Code == ad.ErrServiceUnknown && !ticketUnread(t.Value.Error):
		o.Hit(w.spn, diag.Missing, map[string]string{"scope": "the realm " + realm, "realm": realm, "owner": "the account that runs the service there", "account": "ACCOUNT", "why": w.want.Why}, ev...)
	default:
		why := "its KDC gave no answer"
		if e := t.Value.Error; e != nil {
			why = "its KDC refused for another reason: " + e.Error()
		}
		o.Unknown(w.spn, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether " + w.spn + " is registered is not known", Why: "clients are referred to the realm " + realm + ", and " + why, Do: "see the step about the referrals"}, ev...)
	}
	return true
}

// hiddenOwner is why it is not known whether the account that should hold a name
// holds it, nil where its names were read or it is not known.
func hiddenOwner(r *diag.Reader, want facts.ExpectedValue) *ad.Problem {
	f, _ := facts.Account.Get(r, want.Owner)
	if !f.Known() {
		return nil
	}
	return lacks(f, "servicePrincipalName")
}
