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
	spn, where := b.weakAccepted(a)
	doubt := where != "" && choice == "" && len(b.deployed(a)) == 0
	if choice == aesOnly {
		list = aes
	}
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: "Which encryption types does " + a.Label() + " list?",
		Candidates: []Candidate{
			{Value: "aes+rc4", Label: fmt.Sprintf("AES and RC4 (%d)", both), Known: []string{"clients without AES go on; RC4 can go later"}, Now: choice != aesOnly && !doubt},
			{Value: aesOnly, Label: fmt.Sprintf("AES only (%d)", aes), Known: []string{"needs a password that was set when the domain had AES keys"}, Now: choice == aesOnly},
		}})
	if doubt {
		b.leave(f, fmt.Sprintf("The service accepts a ticket for %s of a weak type (%s), and nothing shows that it has AES keys too: look into its keytab, or set the account's password anew on both sides, then decide.", spn, where))
		return
	}
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

// weakAccepted is an SPN of the account for which the KDC issued a ticket of a weak
// type that the service accepted, and where; "" for none. With AES listed the KDC
// would encrypt with a key that the service may not have.
func (b *builder) weakAccepted(a ad.Account) (spn, where string) {
	for _, t := range facts.Ticket.All(b.r) {
		if !t.Known() || t.Value.Reply == nil || !t.Value.Reply.TicketEType.Weak() {
			continue
		}
		owners := b.owners(t.Subject)
		if len(owners) != 1 || !owners[0].Same(a) {
			continue
		}
		if at := facts.AcceptedAt(b.r, t.Subject); at != "" {
			return t.Subject, at
		}
	}
	return "", ""
}
