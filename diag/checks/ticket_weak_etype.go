package checks

import (
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
			if own, ok := listsAES(r, f.Subject); ok && !reply.SessionEType.Weak() {
				owner := own.Value.Answering()[0]
				args["do"] = "Set the password of " + owner.Label() + " and deploy it to the service, then ask for a fresh ticket: the account lists AES already and this KDC knows AES, so its AES keys are missing, and a new password creates them."
				ev = append(ev, diag.Seen(own.Source, "%s lists AES (%s), and the session key is %s: the account has no AES key", owner.Label(), owner.ETypes, reply.SessionEType))
			}
			o.Hit(f.Subject, diag.NoCommonEType, args, ev...)
		}
	},
}

// acceptedByDefault says whether the service accepted the ticket, and its owner
// leaves the encryption type to the KDC: then the service works as it was set up.
func acceptedByDefault(r *diag.Reader, spn string) (diag.Fact[facts.ServiceAnswerValue], bool) {
	own, looked := facts.Owners.Get(r, spn)
	answer, asked := facts.ServiceAnswer.Get(r, spn)
	if !looked || !asked || !own.Known() || !answer.Known() || !answer.Value.Accepted || len(own.Value.Answering()) != 1 {
		return answer, false
	}
	return answer, listsNothing(own.Value.Answering()[0])
}

// listsAES says whether the one account that answers for an SPN was seen to list AES.
func listsAES(r *diag.Reader, spn string) (diag.Fact[facts.OwnersValue], bool) {
	own, ok := facts.Owners.Get(r, spn)
	if !ok || !own.Known() || len(own.Value.Answering()) != 1 {
		return own, false
	}
	listed, _ := own.Value.Answering()[0].Knows("msDS-SupportedEncryptionTypes")
	return own, listed && own.Value.Answering()[0].ETypes.AES()
}
