package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/codes"
)

// TicketVerdict judges the KDC's answer for a name by who holds it; known says
// whether the directory could be asked for that.
func TicketVerdict(r ad.TicketResult, found lookup.OwnerSet, known bool) diag.Verdict {
	switch {
	case r.Problem != nil:
		return diag.NotChecked
	case known && (len(found.Owners) > 1 || len(found.Owners) == 0 && len(found.AliasHeld) > 1):
		return diag.Duplicate // of the name itself, or of the HOST name that covers it
	case known && len(found.Owners) == 1 && out(found.Owners[0], found), known && found.CoveredByHost() && !slices.ContainsFunc(found.AliasHeld, func(a ad.Account) bool { return !out(a, found) }):
		return diag.OwnerDisabled
	case r.Reply != nil && known && (OwnerDoubt(found) != nil || OwnerUnseen(r, found) != nil):
		return diag.NotChecked
	case r.Reply != nil && known && found.CoveredByHost():
		return diag.CoveredByHost
	case r.Reply != nil:
		return diag.OK
	case r.Error == nil:
		return diag.NotChecked
	}
	v := codes.KDC(r.Error.Code, codes.TGS).Verdict
	if v == diag.Missing && known && len(found.Owners) > 0 {
		return diag.Contradicted // a replica that is behind, or a second owner that the reader may not see
	}
	return v
}

// OwnerDoubt is why the state of the accounts that answer for a name is not known,
// nil where it is.
func OwnerDoubt(found lookup.OwnerSet) *ad.Problem {
	for _, a := range slices.Concat(found.Owners, found.AliasHeld) {
		for _, attribute := range []string{"userAccountControl", "accountExpires"} {
			if known, why := a.Knows(attribute); !known && !out(a, found) {
				if why == "" {
					why = "every account has it, and it did not come: the reader has no right to it"
				}
				return &ad.Problem{Kind: ad.ProblemNoRight, What: "whether " + a.Label() + " is enabled is not known", Why: attribute + " could not be read: " + why,
					Do: "read with an account that may see " + a.DN}
			}
		}
	}
	return nil
}

// OwnerUnseen is why nothing is known of the account whose key made a ticket,
// although the directory of the realm that issued it was asked; nil where an owner
// was seen, or the ticket is another realm's.
func OwnerUnseen(r ad.TicketResult, found lookup.OwnerSet) *ad.Problem {
	if r.Reply == nil || len(found.Owners)+len(found.AliasHeld) > 0 || found.Realm == "" || !strings.EqualFold(r.Reply.Realm, found.Realm) {
		return nil
	}
	if class, _, _ := strings.Cut(r.SPN, "/"); strings.EqualFold(class, "krbtgt") {
		return nil // the ticket-granting service has its name from the realm
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: "who owns " + r.SPN + " is not known", Why: "the KDC issues a ticket for it, and the directory shows no owner: hidden from this login, or not yet replicated",
		Do: "read with an account that sees all SPNs, and compare the domain controllers: adwalk controllers"}
}

// OwnerOut says why the KDC makes no ticket for the accounts that answer for a name, or
// will not for long: disabled, expired or locked out; "" where none of them is. Of a
// lock-out the KDC's own refusal is the proof: how long one lasts is its policy's business.
func OwnerOut(r ad.TicketResult, found lookup.OwnerSet) string {
	refused := r.Error != nil && r.Error.Code == ad.ErrServiceRevoked
	for _, a := range slices.Concat(found.Owners, found.AliasHeld) {
		switch {
		case strings.HasSuffix(a.SID, "-502"): // krbtgt is always disabled
		case a.Disabled():
			return a.Label() + " is disabled"
		case a.Expired(found.Coverage.Source.At):
			return a.Label() + " expired on " + day(a.Expires)
		case refused && !a.Locked.IsZero():
			return a.Label() + " is locked out since " + a.Locked.UTC().Format("2006-01-02 15:04:05Z")
		case refused:
			return a.Label() + " is neither disabled nor expired here: it is locked out, or this domain controller is behind the KDC"
		}
	}
	return ""
}

// out says that an account is disabled or expired and should not be. The domain's
// own krbtgt, which holds kadmin/changepw, is always disabled.
func out(a ad.Account, found lookup.OwnerSet) bool {
	return (a.Disabled() || a.Expired(found.Coverage.Source.At)) && !strings.HasSuffix(a.SID, "-502")
}
