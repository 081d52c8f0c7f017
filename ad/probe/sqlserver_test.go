package probe_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/types"

	"adwalk/ad"
	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/forest"
	"adwalk/ad/lab/sqld"
	"adwalk/ad/probe"
)

// The ticket of a SQL Server's client is judged by the server, whichever part of the
// conversation is encrypted.
func TestSQLServerJudgesTheTicket(t *testing.T) {
	l, client := labLogin(t, "healthy")
	spn := "MSSQLSvc/sql.contoso.lab:1433"
	l.Forest.AddUser(forest.User{Name: "svc-sql", Password: "sql-word", ETypes: 24, SPNs: []string{spn}})
	holder := &forest.Member{Latest: forest.Credential{Account: "svc-sql", Password: "sql-word"}}
	keys := accept.Acceptor{Now: l.Forest.Now, Keys: func(etype int32) []types.EncryptionKey { return l.Forest.Keys(holder, etype) }}
	other := sqld.Judge(&accept.Acceptor{Now: l.Forest.Now, Keys: func(int32) []types.EncryptionKey { return nil }})
	web := httptest.NewTLSServer(nil)
	web.Close()
	cert := web.TLS.Certificates[0]
	for _, c := range []struct {
		name       string
		encryption sqld.Encryption
		answer     func([]byte) []byte
		outcome    ad.ProbeOutcome
		text       string
	}{
		{"login encrypted", sqld.EncryptLogin, nil, ad.ProbeAccepted, ""},
		{"all encrypted", sqld.EncryptAll, nil, ad.ProbeAccepted, ""},
		{"encryption demanded", sqld.EncryptMust, nil, ad.ProbeAccepted, ""},
		{"nothing encrypted", sqld.EncryptNone, nil, ad.ProbeAccepted, ""},
		{"speaks NTLM", sqld.EncryptLogin, func([]byte) []byte {
			return sqld.SSPI([]byte("NTLMSSP\x00\x02\x00\x00\x00"))
		}, ad.ProbeNTLMOnly, ""},
		{"has another key", sqld.EncryptLogin, other, ad.ProbeRejected, "untrusted"},
		{"cannot read it", sqld.EncryptLogin, func([]byte) []byte { return sqld.Error(18452, "Login failed. The login is from an untrusted domain.") }, ad.ProbeRejected, "untrusted"},
		{"does not know the person", sqld.EncryptAll, func([]byte) []byte { return sqld.Error(18456, "Login failed for user 'CONTOSO\\alice'.") }, ad.ProbeOther, "18456"},
		{"says nothing of the kind", sqld.EncryptNone, func([]byte) []byte { return []byte("HTTP/1.1 400 Bad Request") }, ad.ProbeGarbage, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer listener.Close()
			s := new(sqld.Server)
			if c.answer == nil {
				c.answer = sqld.Judge(&keys)
			}
			ctx, stop := context.WithCancel(t.Context())
			defer s.Wait()
			defer stop()
			s.Serve(ctx, listener, sqld.Config{Encryption: c.encryption, TLS: &tls.Config{Certificates: []tls.Certificate{cert}}, Login: c.answer})
			got := probe.New(probe.Options{Tickets: client, Timeout: 10 * time.Second}).Probe(t.Context(), ad.ProbeRequest{Target: "tcp:sql.contoso.lab,1433", Addresses: []string{listener.Addr().String()}})[0]
			if got.Outcome != c.outcome || !strings.Contains(got.Text, c.text) || got.SPN != spn || got.Web() {
				t.Errorf("%+v (error %v, problem %v)", got, got.Error, got.Problem)
			}
			if encrypted := c.encryption != sqld.EncryptNone; encrypted != strings.HasSuffix(got.TLS, "not verified") {
				t.Errorf("protection %q", got.TLS)
			}
		})
	}
}
