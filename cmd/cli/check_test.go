package cli

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A name that only the operator's cache speaks of is asked for to compare the
// tickets; the checks of services must not see the answer.
func TestCachedTicketsAreNotServicesToJudge(t *testing.T) {
	s := diag.NewSnapshot()
	facts.Caches.Put(s, diag.Fact[[]ad.CredCache]{Value: []ad.CredCache{{Tickets: []ad.CachedTicket{
		{Server: "krbtgt/X@X"}, {Server: "http/mail@X"}, {Server: "cifs/gone@X", Removed: true}}}}})
	got := cachedTickets(s.Reader())
	if len(got) != 1 || got[0] != facts.RenewedTicket.For("http/mail") {
		t.Errorf("%v", got)
	}
}
