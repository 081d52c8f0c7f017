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
	case known && len(found.Owners) > 1:
		return diag.Duplicate
	case known && len(found.Owners) == 1 && out(found.Owners[0]), known && found.CoveredByHost() && !slices.ContainsFunc(found.AliasHeld, in):
		return diag.OwnerDisabled
	case r.Reply != nil && known && found.CoveredByHost():
		return diag.CoveredByHost
	case r.Reply != nil:
		return diag.OK
	case r.Error == nil:
		return diag.NotChecked
	}
	v := codes.KDC(r.Error.Code, codes.TGS).Verdict
	if v == diag.Missing && known && len(found.Owners) > 0 {
		return diag.StaleReplica // the directory that was read knows it, the KDC does not
	}
	return v
}

// out says that an account is disabled and should not be. The domain's own
// krbtgt, which holds kadmin/changepw, is always disabled.
func out(a ad.Account) bool { return a.Disabled() && !strings.HasSuffix(a.SID, "-502") }

func in(a ad.Account) bool { return !out(a) }
