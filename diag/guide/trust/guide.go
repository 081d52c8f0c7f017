package trust

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

var checks = []string{"trust-missing", "trust-direction", "trust-selective", "trust-key-differs", "spn-two-realms", "trust-rc4-only"}

// Guide is the walk for a service of another realm.
func Guide() guide.Guide {
	w := service.Walk{ID: "trust"}
	requests := func(r *diag.Reader) []diag.Request {
		reqs := slices.Concat(w.Facts(r), []diag.Request{facts.Trusts.For("")}, ask.Referrals(r))
		if spn := w.SPN(r); spn != "" {
			reqs = append(reqs, facts.Ticket.For(spn))
		}
		return reqs
	}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "Users cannot reach a service in another domain or forest",
		Applies: "trusts",
		Intro: "The user's KDC looks for the SPN in its own forest. If it is not there, it refers the client along a trust to the KDC of the realm that the host's name belongs to. " +
			"This walk follows the referrals one by one and looks at the trust.",
		Inputs: w.Inputs("the service", "URL, SPN or UNC path, with the full host name"),
		Steps: []guide.Step{w.Names(), w.DNS(),
			{ID: "trusts", Title: "The trusts of the domain", Short: "Trusts", Why: "Without a trust in the right direction there is no referral.",
				Requests: func(r *diag.Reader) []diag.Request {
					return slices.Concat(ask.Environment(r), []diag.Request{facts.Trusts.For("")}, ask.Referrals(r))
				}, Story: trustStory, Checks: []string{"trust-rc4-only"}, Again: []string{"directory.trusts", "trust.referral"}},
			{ID: "hops", Title: "Referrals hop by hop", Short: "Referrals", Why: "Each KDC on the way sends the client on or refuses.", Derive: w.Expect, Requests: requests, Checks: checks[:len(checks)-1], Story: hopStory, Again: []string{"ticket", "spn.owners"}},
			w.Owner(), w.Answer(), w.Fix(checks...), w.Verify()},
	}
}

func trustStory(r *diag.Reader, results []diag.Result) []guide.Line {
	f, ok := facts.Trusts.Get(r, "")
	if !ok || !f.Known() {
		return story.Lines(results)
	}
	out := story.Lines(story.NotRight(results))
	for _, t := range f.Value {
		out = append(out, guide.Line{Text: t.Label() + ": " + direction(t), Detail: []string{"trustAttributes " + attributes(t) + "; encryption types: " + enctypes(t)}})
	}
	if len(f.Value) == 0 {
		out = append(out, story.Say("The domain has no trust."))
	}
	return slices.Clip(out)
}

// notRead stands where the operator may not see an attribute of a trust: a zero there is
// no value.
const notRead = "not readable"

func direction(t ad.Trust) string {
	if known, _ := t.Knows("trustDirection"); !known {
		return "direction " + notRead
	}
	switch t.Direction & (ad.TrustInbound | ad.TrustOutbound) {
	case ad.TrustInbound | ad.TrustOutbound:
		return "two-way"
	case ad.TrustInbound:
		return "one-way: users of this domain reach services there"
	case ad.TrustOutbound:
		return "one-way: its users reach services here"
	}
	return "disabled"
}

// crossOrganization is TRUST_ATTRIBUTE_CROSS_ORGANIZATION (MS-ADTS 6.1.6.7.9).
const crossOrganization = 0x10

func attributes(t ad.Trust) string {
	if known, _ := t.Knows("trustAttributes"); !known {
		return notRead
	}
	text := fmt.Sprintf("%#x", t.Flags)
	if t.Flags&crossOrganization != 0 {
		text += ", selective authentication"
	}
	return text
}

func enctypes(t ad.Trust) string {
	if known, _ := t.Knows("msDS-SupportedEncryptionTypes"); !known {
		return notRead
	}
	return t.ETypes.String()
}

func hopStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	for _, f := range facts.Ticket.All(r) {
		if !f.Known() {
			continue
		}
		for i, h := range f.Value.Trace {
			out = append(out, story.Say("%d. KDC of %s: asked for %s, answered %s", i+1, h.Realm, h.Asked, h.Got))
		}
	}
	return out
}
