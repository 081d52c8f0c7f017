package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// secondHop finds a machine that is not allowed to impersonate users to the service that its
// users want to reach from it.
var secondHop = diag.Check{
	Code: "second-hop", Area: "delegation", Severity: diag.Error,
	Needs:     []string{"second.hop", "account", "account.groups", "spn.owners"},
	DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		h, ok := facts.SecondHop.Get(r, "")
		if !ok {
			return
		}
		if !h.Known() { // the guide is about the second hop: without one nothing is fine
			o.Unknown("", h.Problem)
			return
		}
		front, _ := facts.Account.Get(r, h.Value.From)
		if !front.Known() {
			o.Unknown(h.Value.SPN, front.Problem)
			return
		}
		own, _ := facts.Owners.Get(r, h.Value.SPN)
		if !own.Known() {
			o.Unknown(h.Value.SPN, own.Problem)
			return
		}
		a, d := front.Value, delegatorOf(front)
		subject := targetSubject(d, h.Value.SPN)
		holders := own.Value.Answering()
		list := diag.Seen(front.Source, "msDS-AllowedToDelegateTo of %s has %s", a.Label(), diag.Count(len(a.DelegatesTo), "value"))
		switch {
		case len(holders) != 1:
			o.Unknown(subject, &ad.Problem{Kind: ad.ProblemNotFound, What: "who runs " + h.Value.SPN, Why: h.Value.SPN + " has " + diag.Count(len(holders), "owner") + ", so no ticket is issued or one with the wrong key",
				Do: "walk service-unreachable with it first"}, ownersEvidence(own))
			return
		case lists(a.DelegatesTo, h.Value.SPN):
			o.Pass(subject, "", d.proof("msDS-AllowedToDelegateTo"), list)
			return
		case a.UAC.Has(ad.UACTrustedDelegation):
			o.Pass(subject, "", d.proof("userAccountControl"), diag.Seen(front.Source, "%s is trusted for delegation to any service: users whose TGT is forwarded get through, and an attacker on it gets that TGT", a.Label()))
			return
		}
		back, _ := facts.Account.Get(r, holders[0].DN)
		allowed := back.Proof("msDS-AllowedToActOnBehalfOfOtherIdentity")
		var in bool
		var how diag.Evidence
		var unclear *ad.Problem
		if back.Known() && a.SID != "" {
			in, how, unclear = admits(r, d, back.Value, back.Source)
		}
		switch {
		case in:
			o.Pass(subject, "", front.Proof().And(allowed), how)
		case d.proof("msDS-AllowedToDelegateTo", "userAccountControl").Missing() != nil:
			o.Unknown(subject, d.proof("msDS-AllowedToDelegateTo", "userAccountControl").Missing(), list)
		case allowed.Missing() != nil:
			o.Unknown(subject, allowed.Missing(), list)
		case unclear != nil:
			o.Unknown(subject, unclear, list)
		default:
			if how.Text == "" {
				how = diag.Seen(back.Source, "%s lets %s impersonate users", holders[0].Label(), diag.Count(len(back.Value.ActOnBehalf), "account"))
			}
			o.Hit(subject, diag.NotAllowed, map[string]string{"front": a.Label(), "spn": h.Value.SPN, "back": holders[0].Label()}, list, how)
		}
	},
}
