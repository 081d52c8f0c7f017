package checks

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// etypeNoneCommon finds SPNs for which the KDC found no encryption type that it,
// the client and the owner share. Where AES alone was offered, the same answer may
// mean that the owner has no AES key, which etype-no-aes-key judges; here it counts
// where nothing is listed and the KDC says that there is one: its own default fails.
var etypeNoneCommon = diag.Check{
	Code: "etype-none-common", Area: "etype", Severity: diag.Error,
	Needs: []string{"ticket", "spn.owners", "ticket.aes", "account.keys", "spn.scan"}, DependsOn: append(slices.Clone(hidesTickets), "etype-des-only", "etype-rc4-only"),
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			if !f.Known() {
				continue
			}
			switch t := f.Value; {
			case t.Error != nil && t.Error.Code == ad.ErrETypeNoSupp:
				args := map[string]string{"kdc": t.KDC, "error": t.Error.Error()}
				owner, evidence := ownerListingAES(r, f.Subject)
				if owner == "" {
					o.Hit(f.Subject, diag.NoCommonEType, args, ticketEvidence(f))
					continue
				}
				args["do"] = "Set the password of " + owner + " and deploy it to the service, then ask for a fresh ticket: the account lists AES already, so its AES keys are missing, and a new password creates them."
				o.Hit(f.Subject, diag.NoCommonEType, args, ticketEvidence(f), evidence)
			case t.Reply != nil:
				o.Pass(f.Subject, "", f.Proof(), ticketEvidence(f))
			}
		}
		owners := scanOwners(r)
		for _, f := range facts.AESTicket.All(r) {
			owner := owners[ad.FoldSPN(f.Subject)]
			if owner == nil || !listsNothing(*owner) || !f.Known() || f.Value.Error == nil || f.Value.Error.Code != ad.ErrETypeNoSupp {
				continue
			}
			keys, asked := facts.AccountKeys.Get(r, facts.Principal(*owner))
			if has, why := aesKey(keys, asked, *owner, false); has == yes {
				o.Hit(f.Subject, diag.NoCommonEType, map[string]string{"kdc": f.Value.KDC, "error": f.Value.Error.Error()}, ticketEvidence(f), diag.Seen(keys.Source, "%s", why))
			}
		}
	},
}

// ownerListingAES names the one owner of an SPN where it lists AES: what is advised
// then is not to list it.
func ownerListingAES(r *diag.Reader, spn string) (string, diag.Evidence) {
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() || len(f.Value.Owners) != 1 {
		return "", diag.Evidence{}
	}
	a := f.Value.Owners[0]
	if known, _ := a.Knows("msDS-SupportedEncryptionTypes"); !known || !a.ETypes.AES() {
		return "", diag.Evidence{}
	}
	return a.Label(), diag.Seen(f.Source, "msDS-SupportedEncryptionTypes of %s: %s", a.Label(), a.ETypes)
}
