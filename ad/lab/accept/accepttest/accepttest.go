// Package accepttest makes the tokens of clients for tests of the lab's services.
package accepttest

import (
	"net"
	"testing"
	"time"

	"adwalk/ad/lab/accept"

	"github.com/jcmturner/gokrb5/v8/iana/nametype"
	"github.com/jcmturner/gokrb5/v8/keytab"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Now is the clock of the services.
var Now = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

const (
	realm   = "CONTOSO.LAB"
	service = "HTTP/app.contoso.lab"
	etype   = 18
)

// Listen is where a service of a test listens.
func Listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Token is what a client of alice shows at a time, with a ticket that the KDC made for a
// password of the service and that ends then.
func Token(t *testing.T, password string, at, end time.Time) []byte {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	kt := keytab.New()
	must(kt.AddEntry(service, realm, password, Now, 4, etype))
	alice, sname := types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, "alice"), types.NewPrincipalName(nametype.KRB_NT_SRV_INST, service)
	ticket, session, err := messages.NewTicket(alice, realm, sname, realm, types.NewKrbFlags(), kt, etype, 4, Now, Now, end, end)
	must(err)
	auth, err := types.NewAuthenticator(realm, alice)
	must(err)
	auth.CTime = at
	ap, err := messages.NewAPReq(ticket, session, auth)
	must(err)
	b, err := ap.Marshal()
	must(err)
	token, err := accept.Token(accept.TokenAPReq, b)
	must(err)
	return token
}

// Acceptor is a service that holds the keys of a password.
func Acceptor(t *testing.T, password string) *accept.Acceptor {
	t.Helper()
	return &accept.Acceptor{Keys: Keys(t, password), Now: func() time.Time { return Now }}
}

// Keys are the keys of a password.
func Keys(t *testing.T, password string) func(int32) []types.EncryptionKey {
	t.Helper()
	kt := keytab.New()
	if err := kt.AddEntry(service, realm, password, Now, 4, etype); err != nil {
		t.Fatal(err)
	}
	return func(want int32) []types.EncryptionKey {
		if want != etype {
			return nil
		}
		return []types.EncryptionKey{kt.Entries[0].Key}
	}
}
