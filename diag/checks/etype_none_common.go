package checks

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// etypeNoneCommon finds SPNs for which the KDC found no encryption type that it,
// the client and the owner share.
var etypeNoneCommon = diag.Check{
	Code: "etype-none-common", Area: "etype", Severity: diag.Error,
	Needs: []string{"ticket"}, DependsOn: append(slices.Clone(hidesTickets), "etype-des-only", "etype-rc4-only"),
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			if !f.Known() {
				continue
			}
			switch t := f.Value; {
			case t.Error != nil && t.Error.Code == ad.ErrETypeNoSupp:
				o.Hit(f.Subject, diag.NoCommonEType, map[string]string{"kdc": t.KDC, "error": t.Error.Error()}, ticketEvidence(f))
			case t.Reply != nil:
				o.Pass(f.Subject, "", f.Proof(), ticketEvidence(f))
			}
		}
	},
}
