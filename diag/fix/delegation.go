package fix

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

const attrDelegation = "msDS-AllowedToDelegateTo"

// entry adds what a delegation list lacks: both forms of a back end's name, or
// the one that is missing.
func (b *builder) entry(f diag.Finding) {
	front, ok := b.delegating(f)
	if !ok {
		b.leave(f, "")
		return
	}
	if b.refused(f, front, attrDelegation) {
		return
	}
	values := []string{f.Args["target"]}
	// HOST covers HTTP in both forms; of other classes only what is registered helps.
	class, _, _ := strings.Cut(f.Args["target"], "/")
	if short := f.Args["back_end"]; short != "" && strings.EqualFold(class, "HTTP") && !strings.EqualFold("HTTP/"+short, f.Args["target"]) {
		values = append(values, "HTTP/"+short)
	}
	for _, v := range values {
		b.adds = append(b.adds, Planned{Change: b.change(front, attrDelegation, ad.AddValue, v), Code: f.Code, Subject: f.Subject,
			Effect:   front.Label() + " may impersonate users to " + v,
			Risk:     "whoever controls " + front.Label() + " can act as any unprotected user towards this service",
			Writable: writable(front, attrDelegation), Kept: len(front.DelegatesTo)})
	}
}

// delegating finds the account whose delegation list a finding is about.
func (b *builder) delegating(f diag.Finding) (ad.Account, bool) {
	for _, a := range facts.Account.All(b.r) {
		if a.Known() && strings.EqualFold(a.Value.DN, f.Args["dn"]) {
			return a.Value, true
		}
	}
	if d, ok := facts.Delegation.Get(b.r, ""); ok && d.Known() {
		for _, a := range d.Value.Accounts {
			if strings.EqualFold(a.DN, f.Args["dn"]) {
				return a, true
			}
		}
	}
	return ad.Account{}, false
}

// The ways to decide about a stale entry of a delegation list.
const (
	dropEntry = "delete"
	keepEntry = "keep"
)

// staleEntry deletes an entry that leads to no account, once the operator has
// said so: the service may be of another forest, or about to come.
func (b *builder) staleEntry(f diag.Finding) {
	front, ok := b.delegating(f)
	value := ""
	for _, v := range front.DelegatesTo {
		if strings.EqualFold(v, f.Args["target"]) {
			value = v
		}
	}
	if !ok || value == "" {
		b.leave(f, "")
		return
	}
	choice := b.decided(f.Subject)
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: "Does the entry " + value + " of " + front.Label() + " go?",
		Candidates: []Candidate{
			{Value: dropEntry, Label: "Delete the entry", Known: []string{"no account in the forest has this SPN"}, Now: choice == dropEntry},
			{Value: keepEntry, Label: "Keep it", Known: []string{"right for a service outside the forest, or one that is about to come"}, Now: choice == keepEntry},
		}})
	del := Planned{Change: b.change(front, attrDelegation, ad.DeleteValue, value), Code: f.Code, Subject: f.Subject,
		Effect:   front.Label() + " may no longer impersonate users to " + value,
		Risk:     "an application that uses this entry loses access to " + value,
		Proof:    "you said that the entry goes; no account in the forest has this SPN",
		Writable: writable(front, attrDelegation), Kept: max(0, len(front.DelegatesTo)-1)}
	switch {
	case choice == keepEntry:
		b.leaveAs(f, "Nothing to change: you said that the entry stays.", "")
	case choice != dropEntry:
		b.byHand(f, "No account has this SPN. Say whether the entry goes, or delete it by hand.", del)
	case b.refused(f, front, attrDelegation):
	default:
		b.deletes = append(b.deletes, del)
	}
}
