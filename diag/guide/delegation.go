package guide

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

var delegationChecks = []string{"delegation-unconstrained", "delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain", "delegation-trustee-unknown"}

// delegation is the walk through everybody who may act for others.
func delegation() Guide {
	return Guide{
		ID:      "delegation",
		Symptom: "Who may delegate to whom?",
		Applies: "forest",
		Intro: "Some accounts may act for the users that come to them: towards anything, towards a list, or towards those who allow it themselves. " +
			"This walk draws who may act to whom, and finds entries that lead nowhere or to the wrong place.",
		Steps: []Step{
			{ID: "accounts", Title: "Who may delegate", Why: "Flags, lists and permissions say it in three places.", Requests: delegationRequests, Checks: append(slices.Clone(environmentChecks), "delegation-unconstrained"),
				Story: delegationAccountStory, Again: append(slices.Clone(environmentKinds), "delegation.accounts")},
			{ID: "targets", Title: "Where the lists lead", Why: "Nothing checks an entry when it is written.", Requests: delegationTargetRequests,
				Checks: []string{"delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"}, Story: plainStory, Again: []string{"spn.owners"}},
			{ID: "resources", Title: "Who lets others act", Why: "Resources name those who may act towards them; the named can be long gone.", Requests: delegationRequests, Checks: []string{"delegation-trustee-unknown"}, Story: plainStory},
			{ID: "users", Title: "Who may not be acted for", Kind: Advice, Why: "Sensitive accounts and Protected Users are left out by design.", Requests: delegationRequests, Story: delegationUserStory},
			{ID: "picture", Title: "Who may act to whom", Kind: Advice, Why: "The whole at a glance.", Requests: delegationTargetRequests, Story: delegationPicture},
			{ID: "fix", Title: "The fix", Kind: Fix, Why: "Entries go one value at a time.", Requests: delegationTargetRequests, Checks: delegationChecks, Story: planStory},
			{ID: "verify", Title: "Verification", Kind: Verify, Why: "Read again.", Requests: delegationTargetRequests, Checks: delegationChecks,
				Story: func(_ *diag.Reader, results []diag.Result) []Line { return lines(failed(results)) }, Again: []string{"delegation.accounts", "spn.owners"}},
		},
	}
}

func delegationRequests(r *diag.Reader) []diag.Request {
	return append(environment(r), facts.Delegation.For(""))
}

func delegationTargetRequests(r *diag.Reader) []diag.Request {
	reqs := delegationRequests(r)
	if f, ok := facts.Delegation.Get(r, ""); ok && f.Known() {
		for _, a := range f.Value.Accounts {
			if !a.Disabled() {
				reqs = append(reqs, requestsFor(facts.Owners, a.DelegatesTo)...)
			}
		}
	}
	return reqs
}

// delegationKind says how an account may delegate, "" when it may not.
func delegationKind(a ad.Account) string {
	switch {
	case a.UAC.Has(ad.UACTrustedDelegation) && a.UAC.Has(ad.UACServer):
		return "anything (domain controller)"
	case a.UAC.Has(ad.UACTrustedDelegation):
		return "anything"
	case len(a.DelegatesTo) > 0 && a.UAC.Has(ad.UACTrustedToAuth):
		return "a list, for any logon (protocol transition)"
	case len(a.DelegatesTo) > 0:
		return "a list, for Kerberos logons"
	case a.UAC.Has(ad.UACTrustedToAuth):
		return "nothing yet (protocol transition without a list)"
	}
	return ""
}

func delegationAccountStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(failed(results))
	f, ok := facts.Delegation.Get(r, "")
	if !ok || !f.Known() {
		return append(out, note(diag.Unknown, "The accounts could not be read."))
	}
	for _, a := range f.Value.Accounts {
		kind := delegationKind(a)
		if kind == "" {
			continue
		}
		state := ""
		if a.Disabled() {
			state = ", disabled"
		}
		out = append(out, say("%s (%s%s): %s", a.Label(), a.Kind(), state, kind))
	}
	if len(out) == 0 {
		out = append(out, note(diag.Pass, "Nobody may delegate."))
	}
	return out
}

func delegationUserStory(r *diag.Reader, _ []diag.Result) []Line {
	f, ok := facts.Delegation.Get(r, "")
	if !ok || !f.Known() {
		return []Line{note(diag.Unknown, "The accounts could not be read.")}
	}
	var out []Line
	for _, a := range f.Value.Sensitive {
		out = append(out, say("%s: marked as sensitive", a.Label()))
	}
	for _, dn := range f.Value.Protected {
		out = append(out, say("%s: member of Protected Users", dn))
	}
	if len(out) == 0 {
		out = append(out, say("Nobody is marked as sensitive or in Protected Users: administrators' tickets can be passed on like everybody's."))
	}
	return out
}

// delegationPicture draws an arrow for every permission.
func delegationPicture(r *diag.Reader, _ []diag.Result) []Line {
	f, ok := facts.Delegation.Get(r, "")
	if !ok || !f.Known() {
		return []Line{note(diag.Unknown, "The accounts could not be read.")}
	}
	var out []Line
	for _, a := range f.Value.Accounts {
		switch {
		case a.Disabled():
			continue
		case a.UAC.Has(ad.UACTrustedDelegation):
			out = append(out, say("%s ==> everything", a.Label()))
		}
		for _, t := range a.DelegatesTo {
			arrow := "-->"
			if a.UAC.Has(ad.UACTrustedToAuth) {
				arrow = "~~>"
			}
			out = append(out, say("%s %s %s  (%s)", a.Label(), arrow, t, targetOwner(r, t)))
		}
	}
	for _, a := range f.Value.Accounts {
		for _, sid := range a.ActOnBehalf {
			who := f.Value.Names[sid]
			if who == "" {
				who = sid
			}
			out = append(out, say("%s ..> %s", who, a.Label()))
		}
	}
	if len(out) == 0 {
		return []Line{say("There is nothing to draw.")}
	}
	return append(out, say("==> unconstrained   --> list, Kerberos only   ~~> list, any logon   ..> allowed by the resource"))
}

func targetOwner(r *diag.Reader, spn string) string {
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() {
		return "owner not known"
	}
	list := f.Value.Owners
	if len(list) == 0 {
		list = f.Value.AliasHeld
	}
	if len(list) == 0 {
		return "nobody"
	}
	var names []string
	for _, a := range list {
		names = append(names, a.Label())
	}
	return strings.Join(names, " and ")
}
