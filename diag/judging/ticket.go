package judging

import (
	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
)

// Ticket judges the KDC's answer for a name by who holds it; known says
// whether the directory could be asked for that.
func Ticket(r ad.TicketResult, found lookup.OwnerSet, known bool) diag.Verdict {
	switch {
	case r.Problem != nil:
		return diag.NotChecked
	case known && len(found.Owners) > 1:
		return diag.Duplicate
	case known && len(found.Owners) == 1 && found.Owners[0].Disabled():
		return diag.OwnerDisabled
	case r.Reply != nil && known && found.CoveredByHost():
		return diag.CoveredByHost
	case r.Reply != nil:
		return diag.OK
	case r.Error == nil:
		return diag.NotChecked
	}
	switch r.Error.Code {
	case ad.ErrServiceUnknown:
		if known && len(found.Owners) > 0 {
			return diag.StaleReplica
		}
		return diag.Missing
	case ad.ErrNotUnique:
		return diag.Duplicate
	case ad.ErrETypeNoSupp, ad.ErrNullKey:
		return diag.NoCommonEType
	case ad.ErrServiceRevoked:
		return diag.OwnerDisabled
	}
	return diag.NotChecked
}
