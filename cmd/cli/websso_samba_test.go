package cli

import (
	"fmt"
	"strings"
	"testing"

	"adwalk/ad/adtest"
)

// The guide for web servers on Linux, against a real apache: silent while the keytab
// is right; after a change of the password it names the keytab, and apache's own
// refusal is explained by it.
func TestAWebServersKeytabIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba and apache")
	}
	dc := adtest.Samba(t)
	operator := dc.AddUser(adtest.Name("op"), "Wonder-land-1")
	svc := dc.AddUser(adtest.Name("shop"), "Service-1")
	dc.SetAttr(svc.DN, "msDS-SupportedEncryptionTypes", "24")
	svc = dc.SetPassword(svc, "Service-2")
	host := svc.Name + "." + strings.ToLower(dc.Realm)
	dc.AddSPN(svc.DN, "HTTP/"+host)
	file := writeKeytab(t, keysOf(t, dc, svc.Name, "HTTP/"+host)...)
	web := adtest.Apache(t, &dc.Client, adtest.WebOptions{Keytab: file, Names: []string{host}})
	dc.AddDNS(svc.Name, web.Addr)
	walk := func() string {
		args := append([]string{"walk", "web-sso-linux", "--set", fmt.Sprintf("service=https://%s:%d/", host, web.TLS), "--set", "keytab=" + file, "--set", "user=" + operator.Name}, on(dc, operator)...)
		_, out, errs := command(t, args...)
		return out + errs
	}
	for _, want := range []string{"decrypts a fresh ticket", "accepted the ticket", "apache accepts 8190"} {
		if out := walk(); !strings.Contains(out, want) || strings.Contains(out, "✗") {
			t.Errorf("healthy, want %q:\n%s", want, out)
		}
	}
	dc.SetPassword(svc, "Service-3")
	if out := walk(); !strings.Contains(out, "the password was changed after the keytab was made") || !strings.Contains(out, "explained by keytab-kvno-behind") {
		t.Errorf("an old keytab:\n%s", out)
	}
}
