package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// dnsIPLiteral finds services that clients reach by an address that nobody
// registered: they build no SPN from it, so they never try Kerberos. A ticket
// that the KDC issues for such an SPN, or an account that holds it, says otherwise.
var dnsIPLiteral = diag.Check{
	Code: "dns-ip-literal", Area: "dns", Severity: diag.Error,
	Needs: []string{"spn.expected", "spn.owners", "ticket"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, e := range facts.Expected.All(r) {
			t, err := ad.ParseServiceTarget(e.Subject)
			addr, address := t.Address()
			if err != nil || !address {
				o.Pass(e.Subject, "", e.Proof(), diag.Seen(e.Source, "the host is a name, not an IP address"))
				continue
			}
			ticket, asked := facts.Ticket.Get(r, e.Subject)
			own, looked := facts.Owners.Get(r, e.Subject)
			switch {
			case asked && ticket.Known() && ticket.Value.Reply != nil:
				o.Pass(e.Subject, "", ticket.Proof(), ticketEvidence(ticket), diag.Seen(ticket.Source, "Windows asks for an SPN with an address only where TryIPSPN is set"))
			case looked && own.Known() && len(own.Value.Owners)+len(own.Value.AliasHeld) > 0:
				o.Pass(e.Subject, "", own.Proof(), ownersEvidence(own), diag.Seen(own.Source, "Windows asks for an SPN with an address only where TryIPSPN is set"))
			default:
				o.Hit(e.Subject, diag.Malformed, map[string]string{"address": addr.String()}, diag.Seen(e.Source, "%s", fmt.Sprintf("the host of %s is an address", e.Subject)))
			}
		}
	},
}
