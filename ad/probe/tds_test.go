package probe

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/types"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/lab"
	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/forest"
	"adwalk/ad/lab/sqld"
	"adwalk/ad/tds"
)

// The ticket of a SQL Server's client is judged by the server, whichever part of the
// conversation is encrypted.
func TestSQLServerJudgesTheTicket(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "healthy"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	spn := "MSSQLSvc/sql.contoso.lab:1433"
	l.Forest.AddUser(forest.User{Name: "svc-sql", Password: "sql-word", ETypes: 24, SPNs: []string{spn}})
	var client *krb.Client
	for _, a := range l.Accounts() {
		if a.Name == "alice" {
			client, err = krb.LoginPassword(t.Context(), krb.Options{Realm: l.Realm(), KDCs: []string{l.KDCAddr()}, Config: krb5conf.Default()}, "alice@"+l.Realm(), []byte(a.Password))
		}
	}
	if err != nil || client == nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
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
			got := New(Options{Tickets: client, Timeout: 10 * time.Second}).Probe(t.Context(), ad.ProbeRequest{Target: "tcp:sql.contoso.lab,1433", Addresses: []string{listener.Addr().String()}})[0]
			if got.Outcome != c.outcome || !strings.Contains(got.Text, c.text) || got.SPN != spn || got.Web() {
				t.Errorf("%+v (error %v, problem %v)", got, got.Error, got.Problem)
			}
			if encrypted := c.encryption != sqld.EncryptNone; encrypted != strings.HasSuffix(got.TLS, "not verified") {
				t.Errorf("protection %q", got.TLS)
			}
		})
	}
}

// An instance's port comes from the Browser of its host.
func TestInstancePort(t *testing.T) {
	browser, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer browser.Close()
	text := "ServerName;SQL1;InstanceName;OTHER;IsClustered;No;Version;16.0.1;tcp;50001;;ServerName;SQL1;InstanceName;Pay;IsClustered;No;Version;16.0.1;np;\\\\SQL1\\pipe;tcp;50002;;"
	go func() {
		b := make([]byte, 64)
		for {
			n, from, err := browser.ReadFrom(b)
			if err != nil {
				return
			}
			if string(b[:n]) == "\x04PAY\x00" {
				_, _ = browser.WriteTo(append(binary.LittleEndian.AppendUint16([]byte{5}, uint16(len(text))), text...), from)
			}
		}
	}()
	p := New(Options{Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if network == "udp" && addr == "sql1:1434" {
			addr = browser.LocalAddr().String()
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}})
	if port, err := p.instancePort(t.Context(), "sql1", "PAY"); err != nil || port != "50002" {
		t.Errorf("port %q, %v", port, err)
	}
	got := p.Probe(t.Context(), ad.ProbeRequest{Target: `sql2\NONE`})[0]
	if got.Outcome != ad.ProbeUnreachable || got.Problem == nil || !strings.Contains(got.Problem.Do, "1434") {
		t.Errorf("%+v", got)
	}
}

func FuzzTDS(f *testing.F) {
	f.Add(sqld.Error(18456, "Login failed"))
	f.Add(sqld.SSPI([]byte("NTLMSSP\x00")))
	f.Add([]byte{5, 3, 0, 't', 'c', 'p'})
	f.Add(preLogin())
	f.Fuzz(func(t *testing.T, b []byte) {
		if a, err := parseTokens(b); err == nil && len(a.sspi) > len(b) {
			t.Error("a token out of nothing")
		}
		if port, err := browserPort(b, "x"); err == nil && (port == "" || strings.Trim(port, "0123456789") != "") {
			t.Errorf("port %q", port)
		}
		if e, err := encryptionOf(b); err == nil && e > tdsEncryptMust {
			t.Errorf("encryption %d", e)
		}
		_, _ = tds.Read(bytes.NewReader(b), tdsAnswers...)
	})
}

func FuzzSMB(f *testing.F) {
	f.Add(append([]byte{0, 0, 0, 64}, append([]byte("\xfeSMB"), make([]byte, 60)...)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := readSMB(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, at := range []int{4, 56} {
			krb.ParseOffer(smbBuffer(m, at))
		}
	})
}
