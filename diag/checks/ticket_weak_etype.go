package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ticketWeakEType finds tickets that the KDC encrypts with RC4 or DES although
// the client offered AES.
var ticketWeakEType = diag.Check{
	Code: "ticket-weak-etype", Area: "ticket", Severity: diag.Warning,
	Needs:     []string{"ticket", "service.answer", "spn.owners"},
	DependsOn: []string{"etype-unset", "etype-rc4-only", "etype-des-only", "spn-misplaced", "spn-duplicate", "spn-covered-by-host"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			if !f.Known() || f.Value.Reply == nil {
				continue
			}
			reply := f.Value.Reply
			if !reply.TicketEType.Weak() {
				o.Pass(f.Subject, "", f.Proof(), ticketEvidence(f))
				continue
			}
			if answer, ok := acceptedByDefault(r, f.Subject); ok {
				o.Pass(f.Subject, "", f.Proof().And(answer.Proof()), append([]diag.Evidence{ticketEvidence(f),
					diag.Seen(answer.Source, "its owner lists no encryption types, so the KDC's default chose this one; adwalk walk rc4-readiness says what changes without RC4")}, answerEvidence(answer)...)...)
				continue
			}
			args, ev := map[string]string{"etype": reply.TicketEType.String(), "kdc": f.Value.KDC}, []diag.Evidence{ticketEvidence(f)}
			if owner, src, ok := soleOwner(r, f.Subject); ok && listsAES(owner) && !reply.SessionEType.Weak() {
				args["do"] = "Set the password of " + owner.Label() + " and deploy it to the service, then ask for a fresh ticket: the account lists AES already and this KDC knows AES, so its AES keys are missing, and a new password creates them."
				ev = append(ev, diag.Seen(src, "%s lists AES (%s), and the session key is %s: the account has no AES key", owner.Label(), owner.ETypes, reply.SessionEType))
			}
			o.Hit(f.Subject, diag.NoCommonEType, args, ev...)
		}
	},
}

// acceptedByDefault says whether the service accepted the ticket, and its owner
// leaves the encryption type to the KDC: then the service works as it was set up.
func acceptedByDefault(r *diag.Reader, spn string) (diag.Fact[facts.ServiceAnswerValue], bool) {
	owner, _, ok := soleOwner(r, spn)
	answer, asked := facts.ServiceAnswer.Get(r, spn)
	return answer, ok && asked && answer.Known() && answer.Value.Accepted && listsNothing(owner)
}

// listsAES says whether an account was seen to list AES.
func listsAES(a ad.Account) bool {
	known, _ := a.Knows("msDS-SupportedEncryptionTypes")
	return known && a.ETypes.AES()
}

// soleOwner is the one account that answers for an SPN, and where it was seen; ok is false
// where none or several do, or it is not known.
func soleOwner(r *diag.Reader, spn string) (owner ad.Account, src ad.Source, ok bool) {
	own, looked := facts.Owners.Get(r, spn)
	if !looked || !own.Known() || len(own.Value.Answering()) != 1 {
		return ad.Account{}, own.Source, false
	}
	return own.Value.Answering()[0], own.Source, true
}
