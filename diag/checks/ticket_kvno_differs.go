package checks

import (
	"fmt"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// ticketKVNODiffers finds tickets made with another version of the owner's key
// than the domain controller that was read knows.
var ticketKVNODiffers = diag.Check{
	Code: "ticket-kvno-differs", Area: "ticket", Severity: diag.Warning,
	Needs:     []string{"ticket", "account", "spn.expected", "spn.owners"},
	DependsOn: []string{"spn-misplaced", "spn-duplicate", "spn-covered-by-host", "account-missing", "replica-differs"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			want, ok := facts.Expected.Get(r, f.Subject)
			if !ok || !f.Known() || f.Value.Reply == nil {
				continue
			}
			own, ok := facts.Owners.Get(r, f.Subject)
			if !ok || !own.Known() || len(own.Value.Owners) != 1 {
				continue
			}
			acc, ok := facts.Account.Get(r, want.Value.Owner)
			if !ok || !acc.Known() || !acc.Value.Same(own.Value.Owners[0]) {
				continue
			}
			got, read := f.Value.Reply.KVNO, acc.Value.KVNO
			switch {
			case got == 0 || read == 0: // one of the two did not say
			case got == read:
				o.Pass(f.Subject, "", f.Proof().And(acc.Proof("msDS-KeyVersionNumber")), ticketEvidence(f))
			default:
				o.Hit(f.Subject, diag.StaleReplica, map[string]string{
					"kvno": fmt.Sprint(got), "read": fmt.Sprint(read), "account": acc.Value.Label(), "kdc": f.Value.KDC, "dc": acc.Source.Name,
				}, ticketEvidence(f), diag.Seen(acc.Source, "msDS-KeyVersionNumber of %s: %d", acc.Value.Label(), read))
			}
		}
	},
}
