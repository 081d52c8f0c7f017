package delegation

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
)

var checks = []string{"delegation-unconstrained", "delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain", "delegation-trustee-unknown", "delegation-open-resource"}

// Guide is the walk through everybody who may act for others.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      "delegation",
		Symptom: "Who may delegate to whom?",
		Applies: "forest",
		Intro: "Some accounts may impersonate their users: to any service, to a list of services, or to services that allow it themselves. " +
			"This walk draws who may act to whom, and finds entries that lead nowhere or to the wrong place.",
		Steps: []guide.Step{
			{ID: "accounts", Title: "Who may delegate", Short: "Who may delegate", Why: "Flags, lists and permissions say it in three places.", Requests: requests, Checks: append(slices.Clone(ask.EnvironmentChecks), "delegation-unconstrained"),
				Story: accountStory, Again: append(slices.Clone(ask.EnvironmentKinds), "delegation.accounts")},
			{ID: "targets", Title: "Delegation targets", Short: "List targets", Why: "Nothing checks an entry when it is written.", Requests: targetRequests,
				Checks: []string{"delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"}, Story: story.Plain, Again: []string{"spn.owners"}},
			{ID: "resources", Title: "Resource-based delegation", Short: "Resource-based", Why: "Resources name those who may act towards them; the named can be long gone.", Requests: requests, Checks: []string{"delegation-trustee-unknown", "delegation-open-resource"}, Story: story.Plain},
			{ID: "users", Title: "Users protected from delegation", Short: "Protected users", Kind: guide.Advice, Why: "Sensitive accounts and Protected Users are left out by design.", Requests: requests, Story: userStory},
			{ID: "picture", Title: "Who may impersonate users to what", Short: "Delegation map", Kind: guide.Advice, Why: "The whole at a glance.", Requests: targetRequests, Story: picture},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "Entries go one value at a time.", Requests: targetRequests, Checks: checks, Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Read again.", Requests: targetRequests, Checks: checks,
				Story: func(_ *diag.Reader, results []diag.Result) []guide.Line { return story.Lines(story.NotRight(results)) }, Again: []string{"delegation.accounts", "spn.owners"}},
		},
	}
}

func requests(r *diag.Reader) []diag.Request {
	return append(ask.Environment(r), facts.Delegation.For(""))
}

func targetRequests(r *diag.Reader) []diag.Request {
	reqs := requests(r)
	if f, ok := facts.Delegation.Get(r, ""); ok && f.Known() {
		for _, a := range f.Value.Accounts {
			if !a.Disabled() {
				reqs = append(reqs, ask.Each(facts.Owners, a.DelegatesTo)...)
			}
		}
	}
	return reqs
}

// kind says how an account may delegate, "" when it may not.
func kind(a ad.Account) string {
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

func accountStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(story.NotRight(results))
	f, ok := facts.Delegation.Get(r, "")
	if !ok || !f.Known() {
		return append(out, story.Note(diag.Unknown, "The accounts could not be read."))
	}
	for _, a := range f.Value.Accounts {
		kind := kind(a)
		if kind == "" {
			continue
		}
		state := ""
		if a.Disabled() {
			state = ", disabled"
		}
		out = append(out, story.Say("%s (%s%s): %s", a.Label(), a.Kind(), state, kind))
	}
	if len(out) == 0 && len(f.Value.Hidden) == 0 {
		out = append(out, story.Note(diag.Pass, "No account may delegate."))
	}
	if note := f.Value.Coverage.Note; note != "" {
		out = append(out, story.Say("%s", note))
	}
	return out
}

func userStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	f, ok := facts.Delegation.Get(r, "")
	if !ok || !f.Known() {
		return []guide.Line{story.Note(diag.Unknown, "The accounts could not be read.")}
	}
	var out []guide.Line
	for _, a := range f.Value.Sensitive {
		out = append(out, story.Say("%s: marked as sensitive", a.Label()))
	}
	for _, dn := range f.Value.Protected {
		out = append(out, story.Say("%s: member of Protected Users", dn))
	}
	if len(out) == 0 {
		out = append(out, story.Say("No account is marked as sensitive or in Protected Users: administrators' tickets can be delegated like anyone's."))
	}
	return out
}

// picture draws an arrow for every permission.
func picture(r *diag.Reader, _ []diag.Result) []guide.Line {
	f, ok := facts.Delegation.Get(r, "")
	if !ok || !f.Known() {
		return []guide.Line{story.Note(diag.Unknown, "The accounts could not be read.")}
	}
	var out []guide.Line
	for _, a := range f.Value.Accounts {
		switch {
		case a.Disabled():
			continue
		case a.UAC.Has(ad.UACTrustedDelegation):
			out = append(out, story.Say("%s ==> everything", a.Label()))
		}
		for _, t := range a.DelegatesTo {
			arrow := "-->"
			if a.UAC.Has(ad.UACTrustedToAuth) {
				arrow = "~~>"
			}
			out = append(out, story.Say("%s %s %s  (%s)", a.Label(), arrow, t, targetOwner(r, t)))
		}
	}
	for _, a := range f.Value.Accounts {
		for _, sid := range a.ActOnBehalf {
			who := f.Value.Names[sid]
			switch sid {
			case "S-1-1-0":
				who = "Everyone"
			case "S-1-5-11":
				who = "Authenticated Users"
			}
			if who == "" {
				who = sid
			}
			if len(a.ActDenied) > 0 {
				out = append(out, story.Say("%s ..> %s, except members of %s, which it denies", who, a.Label(), strings.Join(a.ActDenied, ", ")))
				continue
			}
			out = append(out, story.Say("%s ..> %s", who, a.Label()))
		}
	}
	if len(out) == 0 {
		return []guide.Line{story.Say("There is nothing to draw.")}
	}
	return append(out, story.Say("==> unconstrained   --> list, Kerberos only   ~~> list, any logon   ..> allowed by the resource"))
}

func targetOwner(r *diag.Reader, spn string) string {
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() {
		return "owner not known"
	}
	list := f.Value.Answering()
	if len(list) == 0 {
		return "no account"
	}
	var names []string
	for _, a := range list {
		names = append(names, a.Label())
	}
	return strings.Join(names, " and ")
}
