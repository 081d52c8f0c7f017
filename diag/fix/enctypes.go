package fix

import (
	"cmp"
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
	doubt := ""
	if choice == "" && len(b.deployed(a)) == 0 {
		doubt = b.keysInDoubt(a)
	}
	if choice == aesOnly {
		list = aes
	}
	b.plan.Choices = append(b.plan.Choices, Choice{Code: f.Code, Subject: f.Subject, Question: "Which encryption types does " + a.Label() + " list?",
		Candidates: []Candidate{
			{Value: "aes+rc4", Label: fmt.Sprintf("AES and RC4 (%d)", both), Known: []string{"clients without AES go on; RC4 can go later"}, Now: choice != aesOnly && doubt == ""},
			{Value: aesOnly, Label: fmt.Sprintf("AES only (%d)", aes), Known: []string{"needs a password that was set when the domain had AES keys"}, Now: choice == aesOnly},
		}})
	if doubt != "" {
		b.leave(f, doubt+": look into its keytab, or set the account's password anew on both sides, then decide.")
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

// keysInDoubt says why nobody knows whether the services of an account could read AES
// tickets, "" where listing AES takes nothing away that works. Once AES is listed the
// KDC encrypts with it, and a keytab without AES keys is of no use any more. Nothing is
// lost only where every service of the account refuses the weak ticket that it gets now,
// or where the KDC finds no encryption type for any SPN.
func (b *builder) keysInDoubt(a ad.Account) string {
	nothing := "Not every service of " + a.Label() + " could be asked, and nothing shows that it has AES keys"
	asked, refusing := false, map[string]bool{}
	for _, t := range facts.Ticket.All(b.r) {
		if owners := b.owners(t.Subject); !t.Known() || len(owners) != 1 || !owners[0].Same(a) {
			continue
		}
		switch reply := t.Value.Reply; {
		case reply == nil && t.Value.Error != nil && t.Value.Error.Code == ad.ErrETypeNoSupp:
		case reply == nil:
			return nothing
		default:
			accepted, refused := b.keyTried(t.Subject)
			if accepted != "" && !reply.TicketEType.Weak() {
				return "" // it has AES keys
			}
			if accepted != "" {
				return fmt.Sprintf("The service accepts a ticket for %s of a weak type (%s), and nothing shows that it has AES keys too", t.Subject, accepted)
			}
			if !refused {
				return nothing
			}
			refusing[ad.FoldSPN(t.Subject)] = true
		}
		asked = true
	}
	for _, spn := range a.SPNs { // another service of the account may be at work
		if len(refusing) > 0 && !refusing[ad.FoldSPN(spn)] {
			return nothing
		}
	}
	if !asked {
		return nothing
	}
	return ""
}

// keyTried says where a service accepts the ticket for an SPN, "" for nowhere, and
// whether it refuses it at some address and leaves none unasked.
func (b *builder) keyTried(spn string) (accepted string, refused bool) {
	refused = true
	tried := false
	for _, f := range facts.ServiceAnswer.All(b.r) {
		service := facts.ServiceOf(f.Subject)
		if ad.FoldSPN(service.SPN) != ad.FoldSPN(spn) {
			continue
		}
		for _, v := range f.Value.Each() {
			switch {
			case f.Known() && v.Accepted:
				accepted = cmp.Or(accepted, service.Address, v.Address, v.URL, spn)
			case f.Known() && v.Tried:
				tried = true
			default:
				refused = false
			}
		}
	}
	return accepted, refused && tried
}
