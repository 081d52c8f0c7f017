package fix

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

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
		b.adds = append(b.adds, b.serving(f, allowTarget(front, v)))
	}
}

// serving says which finding a change by hand serves.
func (b *builder) serving(f diag.Finding, c Planned) Planned {
	c.Code, c.Subject = f.Code, f.Subject
	c.Change.Domain = b.domain(ad.Account{DN: c.Change.DN})
	return c
}

// transition switches protocol transition on, once the operator has said so: where
// all users come with Kerberos it is not needed, and it gives the front end power.
func (b *builder) transition(f diag.Finding) {
	front, ok := b.delegating(f)
	if !ok {
		b.leave(f, "")
		return
	}
	choice := b.decided(f.Subject)
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: "Do users reach " + front.Label() + " without Kerberos (smart card, form, NTLM)?",
		Candidates: []Candidate{
			{Value: switchOn, Label: "Yes: switch protocol transition on", Known: []string{"it then gets tickets in any user's name"}, Now: choice == switchOn},
			{Value: keepEntry, Label: "No: leave it off", Known: []string{"right where every user comes with Kerberos"}, Now: choice == keepEntry},
		}})
	on := b.serving(f, transition(front, true))
	on.Proof = "you said that users come without Kerberos"
	switch {
	case choice == keepEntry:
		b.leaveAs(f, "Nothing to change: you said that every user comes with Kerberos.", "")
	case choice != switchOn:
		b.leave(f, "Decide whether users come without Kerberos.")
	case b.refused(f, front, attrUAC):
	default:
		b.adds = append(b.adds, on)
	}
}

// orphanTrustee deletes the entry of an account that does not exist any more from a
// resource's descriptor, once the operator has said so: the account may be of a
// forest that could not be asked.
func (b *builder) orphanTrustee(f diag.Finding) {
	resource, ok := b.delegating(f)
	sid := f.Args["sid"]
	if !ok || !letsIn(resource, sid) {
		b.leave(f, "")
		return
	}
	choice := b.stays(f, "Does the entry of "+sid+" at "+resource.Label()+" go?", "no account in the forest has this SID", "right for an account of another forest")
	p, err := ShutOut(resource, sid, []string{sid})
	if err != nil {
		b.leave(f, "")
		return
	}
	del := b.serving(f, p.Changes[0])
	del.Proof = "you said that the entry goes; no account in the forest has this SID"
	switch {
	case choice == keepEntry:
		b.leaveAs(f, "Nothing to change: you said that the entry stays.", "")
	case choice != dropEntry:
		b.leave(f, "Decide whether to delete the entry.")
	case b.refused(f, resource, attrTrustees):
	default:
		b.deletes = append(b.deletes, del)
	}
}

// stays asks whether an entry that leads to no account goes or stays, with a reason for
// each, and returns the answer, "" for none yet.
func (b *builder) stays(f diag.Finding, question, whyDrop, whyKeep string) string {
	choice := b.decided(f.Subject)
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: question,
		Candidates: []Candidate{
			{Value: dropEntry, Label: "Delete the entry", Known: []string{whyDrop}, Now: choice == dropEntry},
			{Value: keepEntry, Label: "Keep it", Known: []string{whyKeep}, Now: choice == keepEntry},
		}})
	return choice
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

// The ways to decide about an entry of a delegation list, and about a flag.
const (
	dropEntry = "delete"
	keepEntry = "keep"
	switchOn  = "on"
)

// staleEntry deletes an entry that leads to no account, once the operator has
// said so: the service may be of another forest, or about to come.
func (b *builder) staleEntry(f diag.Finding) {
	front, ok := b.delegating(f)
	value := entryOf(front, f.Args["target"])
	if !ok || value == "" {
		b.leave(f, "")
		return
	}
	choice := b.stays(f, "Does the entry "+value+" of "+front.Label()+" go?", "no account in the forest has this SPN", "right for a service outside the forest, or one that is about to come")
	del := b.serving(f, dropTarget(front, value))
	del.Proof = "you said that the entry goes; no account in the forest has this SPN"
	switch {
	case choice == keepEntry:
		b.leaveAs(f, "Nothing to change: you said that the entry stays.", "")
	case choice != dropEntry:
		b.byHand(f, "No account has this SPN. Decide whether to remove the entry, or delete it by hand.", del)
	case b.refused(f, front, attrDelegation):
	default:
		b.deletes = append(b.deletes, del)
	}
}
