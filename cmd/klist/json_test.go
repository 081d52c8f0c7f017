package klist

import (
	"encoding/json"
	"strings"
	"testing"

	"adwalk/ad"
)

func TestKlistNamesEnctypesAndFlags(t *testing.T) {
	caches := []ad.CredCache{{Name: "FILE:/c", Principal: "alice@A", Tickets: []ad.CachedTicket{{Server: "krbtgt/A@A", TicketEType: 18, SessionEType: 23, Flags: ad.FlagForwardable | ad.FlagInitial}}}, {Name: "FILE:/d"}}
	b, err := json.Marshal(cacheAnswers(caches))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"ticket_etype":"aes256-cts-hmac-sha1-96"`, `"session_etype":"arcfour-hmac"`, `"flags":"FI"`, `"server":"krbtgt/A@A"`, `"principal":"alice@A"`, `"tickets":[]`} {
		if strings.Count(string(b), want) != 1 {
			t.Errorf("no %s in %s", want, b)
		}
	}
}
