package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
)

func TestTicketsOfDisabledOwners(t *testing.T) {
	account := func(name, rid string, uac ad.UAC) ad.Account {
		return ad.Account{Name: name, SID: "S-1-5-21-1-2-3-" + rid, UAC: uac}
	}
	on, off := account("web", "1101", 0), account("old", "1102", ad.UACDisabled)
	krbtgt := account("krbtgt", "502", ad.UACDisabled)
	issued := ad.TicketResult{SPN: "http/web", Reply: &ad.TicketReply{Realm: "CONTOSO.LAB"}}
	for _, tc := range []struct {
		what string
		set  lookup.OwnerSet
		want diag.Verdict
	}{
		{"an owner", lookup.OwnerSet{Owners: []ad.Account{on}}, diag.OK},
		{"a disabled one", lookup.OwnerSet{Owners: []ad.Account{off}}, diag.OwnerDisabled},
		{"the domain's own key", lookup.OwnerSet{Owners: []ad.Account{krbtgt}}, diag.OK},
		{"a host name", lookup.OwnerSet{AliasHeld: []ad.Account{on}}, diag.CoveredByHost},
		{"nobody who could be seen in the realm that issued it", lookup.OwnerSet{Realm: "contoso.lab"}, diag.NotChecked},
		{"nobody here, issued by another realm", lookup.OwnerSet{Realm: "fabrikam.lab"}, diag.OK},
		{"the host name of a disabled computer", lookup.OwnerSet{AliasHeld: []ad.Account{off}}, diag.OwnerDisabled},
	} {
		if got := TicketVerdict(issued, tc.set, true); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.what, got, tc.want)
		}
	}
}
