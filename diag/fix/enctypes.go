package fix

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// aesOnly is the decision for AES without RC4.
const aesOnly = "aes"

// recommended is RC4, AES128 and AES256: what the vendor's own steps set, and
// what lets a service whose key is older than AES go on while it is changed.
const recommended = ad.SupportsRC4 | ad.SupportsAES128 | ad.SupportsAES256

// enctypes lists AES explicitly on an account that leaves the choice open.
func (b *builder) enctypes(f diag.Finding) {
	acc, ok := facts.Account.Get(b.r, f.Subject)
	if !ok || !acc.Known() {
		b.leave(f, "")
		return
	}
	a := acc.Value
	if b.refused(f, a, attrETypes) {
		return
	}
	list, choice := recommended, b.decided(f.Subject)
	if choice == aesOnly {
		list = ad.SupportsAES128 | ad.SupportsAES256
	}
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: "Which encryption types does " + a.Label() + " list?",
		Candidates: []Candidate{
			{Value: "aes+rc4", Label: "AES and RC4 (28)", Known: []string{"clients without AES go on; RC4 can go later"}, Now: choice != aesOnly},
			{Value: aesOnly, Label: "AES only (24)", Known: []string{"needs a password that was set when the domain had AES keys"}, Now: choice == aesOnly},
		}})
	for _, c := range etypes(a, a.ETypes&^ad.SupportsRC4|list) {
		c = b.serving(f, c)
		if c.Change.Op == ad.DeleteValue {
			c.Proof = "the new value keeps its other bits"
		} else {
			c.Effect = fmt.Sprintf("tickets for the SPNs of %s are made with AES, whatever a domain controller's default is", a.Label())
			c.Risk = "an account whose password is older than AES in this domain has no AES key until its password is changed"
		}
		b.etypes = append(b.etypes, c)
	}
}
