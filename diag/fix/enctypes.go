package fix

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// aesOnly is the decision for AES without RC4.
const aesOnly = "aes"

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
	both, aes := a.ETypes.WithAES(), a.ETypes.WithAES()&^ad.SupportsRC4
	list, choice := both, b.decided(f.Subject)
	if choice == aesOnly {
		list = aes
	}
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: "Which encryption types does " + a.Label() + " list?",
		Candidates: []Candidate{
			{Value: "aes+rc4", Label: fmt.Sprintf("AES and RC4 (%d)", both), Known: []string{"clients without AES go on; RC4 can go later"}, Now: choice != aesOnly},
			{Value: aesOnly, Label: fmt.Sprintf("AES only (%d)", aes), Known: []string{"needs a password that was set when the domain had AES keys"}, Now: choice == aesOnly},
		}})
	for _, c := range etypes(a, list) {
		c = b.serving(f, c)
		if c.Change.Op == ad.DeleteValue {
			c.Proof = "the new value keeps its other bits"
		} else {
			c.Effect = fmt.Sprintf("tickets for the SPNs of %s are made with AES, whatever a domain controller's default is", a.Label())
			if choice != aesOnly { // the other has the risk of a list without RC4
				c.Risk = "a keytab without AES keys cannot read AES tickets; the KDC still issues RC4 tickets to whoever asks for one"
			}
		}
		b.etypes = append(b.etypes, c)
	}
}
