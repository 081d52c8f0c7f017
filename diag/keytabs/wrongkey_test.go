package keytabs

import (
	"strings"
	"testing"

	"adwalk/ad"
)

// The key that does not decrypt is told with the entry that has it, not with the first
// entry of the service.
func TestTheWrongKeyIsNamedByItsOwnEntry(t *testing.T) {
	entry := func(principal string, kvno int) Entry {
		return Entry{Principal: principal, KVNO: kvno, EType: ad.ETypeAES256, Tried: true}
	}
	f := Facts{Service: "HTTP/old", Realm: "A.LAB", Account: &ad.Account{Name: "SVC$"}, Ticket: &Ticket{EType: ad.ETypeAES256, KVNO: 4},
		Entries: []Entry{entry("HTTP/old@A.LAB", 2), entry("SVC$@A.LAB", 4)}}
	v := Judge(f)
	if v.Finding == nil || v.Finding.Code != OtherKey || !strings.HasPrefix(v.Finding.What, "The keytab has version 4 of aes256-cts-hmac-sha1-96 for SVC$@A.LAB, but") {
		t.Errorf("%+v", v.Finding)
	}
}
