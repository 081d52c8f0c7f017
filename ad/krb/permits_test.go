package krb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/krb/krb5conf"
)

// A krb5.conf that was changed after the login decides with the cache whether a client
// gets a ticket. MIT's kvno is the judge.
func TestACacheAndAKrb5ConfGiveATicketWhereKvnoGetsOne(t *testing.T) {
	r := adtest.MITRealms(t, "PERMIT.TEST")
	kdc := r.KDCs["PERMIT.TEST"]
	kdc.AddPrincipal("alice", "wonder-1")
	kdc.Admin("addprinc -randkey -e aes128-cts:normal http/web.permit.test")
	login := r.Kinit("alice", "wonder-1")
	for name, conf := range map[string]string{
		"nothing is set":                                "",
		"the session key's type is permitted":           "permitted_enctypes = aes128-cts aes256-cts",
		"a family of types":                             "permitted_enctypes = aes",
		"the session key's type is no longer permitted": "permitted_enctypes = aes128-cts",
		"types that the KDC does not have":              "permitted_enctypes = aes256-sha2",
		"types that nothing here has":                   "permitted_enctypes = camellia",
		"none of those of tickets is known here":        "default_tgs_enctypes = camellia",
		"the types of tickets leave it out":             "default_tgs_enctypes = aes128-cts",
		"the types of logins matter at the next login":  "default_tkt_enctypes = aes128-cts",
		"the realm in small letters":                    "[domain_realm]\n .permit.test = permit.test",
		"the realm as it is":                            "[domain_realm]\n web.permit.test = PERMIT.TEST",
		"another realm":                                 "[domain_realm]\n web.permit.test = ELSE.TEST",
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "krb5.conf")
			text := "[libdefaults]\n default_realm = PERMIT.TEST\n dns_lookup_kdc = false\n dns_canonicalize_hostname = false\n " + conf +
				"\n[realms]\n PERMIT.TEST = {\n  kdc = " + strings.TrimSuffix(kdc.Addr, ":88") + "\n }\n[domain_realm]\n .permit.test = PERMIT.TEST\n"
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(login)
			if err != nil {
				t.Fatal(err)
			}
			own := filepath.Join(t.TempDir(), "cc") // kvno writes into it
			if err := os.WriteFile(own, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			kvno := r.RunWith("", []string{"KRB5_CONFIG=" + file, "KRB5CCNAME=FILE:" + own}, "kvno", "-S", "http", "web.permit.test")
			cache, err := ccache.Open(t.Context(), "FILE:"+login)
			if err != nil {
				t.Fatal(err)
			}
			issued := false
			c, err := krb.FromCache(krb.Options{Config: krb5conf.LoadFiles(file)}, cache)
			if err == nil {
				_, res := c.Ticket(t.Context(), ad.TicketRequest{SPN: "http/web.permit.test"})
				issued = res.Reply != nil
			}
			if issued != (kvno.Code == 0) {
				t.Errorf("a ticket: %v (%v); kvno says %s%s", issued, err, kvno.Stdout, kvno.Stderr)
			}
		})
	}
}
