package lab

import (
	"context"
	"testing"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lab/forest"
)

// TestDelegationRefusalsCarryTheReason asks the lab's KDC in users' names, as
// the front end, and reads the status that Windows puts beside error 13.
func TestDelegationRefusalsCarryTheReason(t *testing.T) {
	l := start(t, Options{Faults: []string{"kcd-user-sensitive"}})
	f := l.Forest
	f.SetPassword("FE1$", "front end word", 0)
	f.AddServer("FE2", "OU=Exchange")
	f.SetPassword("FE2$", "other word", 0)
	f.ActOnBehalf("FS1$", "FE2$")
	f.ActOnBehalf("SQL1$", "WEB1$")
	cases := []struct {
		front, word, user, target string
		code                      int
		status                    uint32
	}{
		{"FE1$", "front end word", "alice", "HTTP/be1.contoso.lab", 0, 0},
		{"FE1$", "front end word", "alice", "HTTP/fs1.contoso.lab", ad.ErrBadOption, 0xC0000225},
		{"FE1$", "front end word", "alice", "HTTP/web1.contoso.lab", ad.ErrBadOption, 0xC0000272},
		{"FE1$", "front end word", "alice", "HTTP/nobody.contoso.lab", ad.ErrServiceUnknown, 0},
		{"FE1$", "front end word", forest.UserName, "HTTP/be1.contoso.lab", ad.ErrBadOption, 0xC0000272},
		{"FE2$", "other word", "alice", "HTTP/be1.contoso.lab", ad.ErrBadOption, 0xC00000BB},
		{"FE2$", "other word", "alice", "cifs/fs1.contoso.lab", 0, 0},
		{"FE2$", "other word", forest.UserName, "cifs/fs1.contoso.lab", ad.ErrBadOption, 0xC000006E},
	}
	for _, tc := range cases {
		ctx := context.Background()
		c, err := krb.LoginPassword(ctx, krb.Options{Realm: l.Realm(), KDCs: []string{l.KDCAddr()}}, tc.front+"@"+l.Realm(), []byte(tc.word))
		if err != nil {
			t.Fatal(err)
		}
		evidence, res := krb.S4U2Self(ctx, c, tc.user)
		if evidence == nil {
			t.Fatalf("%s: no evidence for %s: %+v", tc.front, tc.user, res)
		}
		_, res = krb.S4U2Proxy(ctx, c, evidence, tc.target)
		var code int
		var status uint32
		if res.Error != nil {
			code, status = res.Error.Code, res.Error.NTStatus
		} else if res.Reply == nil {
			t.Errorf("%s for %s to %s: %v", tc.front, tc.user, tc.target, res.Problem)
		}
		if code != tc.code || status != tc.status {
			t.Errorf("%s for %s to %s: %d %#x, want %d %#x", tc.front, tc.user, tc.target, code, status, tc.code, tc.status)
		}
	}
}
