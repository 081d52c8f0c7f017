package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// trustKeyDiffers finds trusts whose two sides do not share a key: the KDC of one realm
// issues a referral, and the KDC of the next cannot decrypt it (RFC 4120 3.2.3 and
// 3.3.3.2).
var trustKeyDiffers = diag.Check{
	Code: "trust-key-differs", Area: "kdc", Severity: diag.Error,
	Needs: []string{"ticket"}, DependsOn: []string{"directory-unreachable", "kdc-unreachable", "login-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, x := range crossings(r) {
			subject := strings.ToLower(x.to)
			switch {
			case len(x.refused) > 0 && len(x.accepted) > 0:
				o.Contradicted(subject, "whether both sides of the trust between "+x.from+" and "+x.to+" have the same key is not known",
					"one KDC of "+x.to+" accepts the referral and another refuses it", "wait until a new password of the trust is replicated, then ask again", ticketEvidence(x.accepted[0]), ticketEvidence(x.refused[0]))
			case len(x.refused) > 0:
				f := x.refused[0]
				verdict := diag.WrongKey
				if c := f.Value.Error.Code; c == ad.ErrNotUs || c == ad.ErrServiceUnknown {
					verdict = diag.NotFound
				}
				hit := o.Hit(subject, verdict, map[string]string{"from": strings.ToLower(x.from), "realm": subject, "kdc": f.Value.KDC, "error": f.Value.Error.Error()}, ticketEvidence(f))
				for _, f := range x.refused {
					hit.Hides = append(hit.Hides, f.Subject)
				}
			case len(x.accepted) > 0:
				o.Pass(subject, "", x.accepted[0].Proof(), ticketEvidence(x.accepted[0]))
			case len(x.unclear) > 0:
				f := x.unclear[0]
				o.Unknown(subject, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether both sides of the trust between " + x.from + " and " + x.to + " have the same key is not known",
					Why: "the KDC " + f.Value.KDC + " refuses the request and does not say why: " + f.Value.Error.Error(), Do: "verify the trust on both sides: netdom trust " + ad.ShellQuote(x.to) + " /domain:" + ad.ShellQuote(x.from) + " /verify"}, ticketEvidence(f))
			}
		}
	},
}

// ticketUnread says that a KDC could not decrypt the ticket-granting ticket it was shown,
// so that it says nothing of the service. 31 is what the RFC, MIT and Heimdal have, 41
// what Windows sends, 44 and 45 say that there is no key of that version or type, and 35
// that the KDC knows nobody who issues such tickets. MIT's says for the last that it does
// not know the service; its text names the stage at which it gave up.
func ticketUnread(e *ad.KDCError) bool {
	switch e.Code {
	case ad.ErrBadIntegrity, ad.ErrModified, ad.ErrBadKeyVersion, ad.ErrNoKey, ad.ErrNotUs:
		return true
	}
	return e.Code == ad.ErrServiceUnknown && e.Text == "PROCESS_TGS"
}

// crossing is a step from one realm to another in the requests for tickets, and how
// the KDC there took the referral.
type crossing struct {
	from, to                   string
	accepted, refused, unclear []diag.Fact[ad.TicketResult]
}

// crossings are the steps between realms in all requests, each once.
func crossings(r *diag.Reader) []*crossing {
	var list []*crossing
	at := map[string]*crossing{}
	for _, f := range facts.Ticket.All(r) {
		if !f.Known() {
			continue
		}
		trace := f.Value.Trace
		for i := 1; i < len(trace); i++ {
			from, to := trace[i-1].Realm, trace[i].Realm
			key := strings.ToLower(from + "\x00" + to)
			x := at[key]
			if x == nil {
				x = &crossing{from: from, to: to}
				at[key], list = x, append(list, x)
			}
			switch last := i == len(trace)-1; {
			case !last, f.Value.Reply != nil:
				x.accepted = append(x.accepted, f)
			case f.Value.Error == nil:
			case ticketUnread(f.Value.Error):
				x.refused = append(x.refused, f)
			case f.Value.Error.Code == ad.ErrGeneric:
				x.unclear = append(x.unclear, f)
			}
		}
	}
	return list
}
