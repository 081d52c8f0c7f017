package krb_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/krb5conf"
)

// mitRealms starts one MIT KDC a realm, each on its own address, with trusts
// from each to the next. Every KDC knows the hosts of the last realm and the
// way there; the client knows addresses only.
func mitRealms(t *testing.T, names ...string) map[string]string {
	t.Helper()
	adtest.NeedRoot(t)
	adtest.Need(t, "krb5kdc", "kdb5_util", "kadmin.local")
	addrs := map[string]string{}
	last := names[len(names)-1]
	for i, realm := range names {
		dir := t.TempDir()
		addr := fmt.Sprintf("127.0.21.%d:88", 11+i)
		conf := fmt.Sprintf(`[libdefaults]
 default_realm = %[1]s
 dns_lookup_kdc = false
[realms]
 %[1]s = {
  kdc = %[2]s
  database_name = %[3]s/db
  key_stash_file = %[3]s/stash
  kdc_listen = %[2]s
  kdc_tcp_listen = %[2]s
 }
[domain_realm]
 .%[4]s = %[5]s
`, realm, addr, dir, strings.ToLower(last), last)
		conf += "[capaths]\n" // who may come to the last realm, and through which
		for from := range len(names) - 2 {
			conf += fmt.Sprintf(" %s = {\n  %s = %s\n }\n", names[from], last, names[from+1])
		}
		file := filepath.Join(dir, "krb5.conf")
		if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
			t.Fatal(err)
		}
		env := append(os.Environ(), "KRB5_CONFIG="+file, "KRB5_KDC_PROFILE="+file)
		run := func(name string, args ...string) {
			cmd := exec.Command(name, args...)
			cmd.Env = env
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v: %s", name, err, out)
			}
		}
		run("kdb5_util", "create", "-s", "-P", "master", "-r", realm)
		run("kadmin.local", "-r", realm, "addprinc", "-pw", "wonder-1", "+requires_preauth", "alice")
		run("kadmin.local", "-r", realm, "addprinc", "-randkey", "http/web."+strings.ToLower(realm))
		if i > 0 {
			run("kadmin.local", "-r", realm, "addprinc", "-pw", "trust", "krbtgt/"+realm+"@"+names[i-1])
		}
		if i+1 < len(names) {
			run("kadmin.local", "-r", realm, "addprinc", "-pw", "trust", "krbtgt/"+names[i+1]+"@"+realm)
		}
		cmd := exec.Command("krb5kdc", "-n", "-r", realm)
		cmd.Env = env
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
		await(t, addr)
		addrs[realm] = addr
	}
	return addrs
}

// await waits until a server accepts connections.
func await(t *testing.T, addr string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			c.Close()
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Referrals lead from realm to realm; the trace shows each hop, and where it
// ends when a realm does not answer.
func TestReferralsAcrossTrusts(t *testing.T) {
	kdcs := mitRealms(t, "A.TEST", "B.TEST", "C.TEST")
	o := krb.Options{KDCs: []string{kdcs["A.TEST"]}, RealmKDCs: map[string][]string{"B.TEST": {kdcs["B.TEST"]}, "C.TEST": {kdcs["C.TEST"]}},
		Config: krb5conf.Default(), Timeout: 5 * time.Second}
	o.Config.DNSLookupKDC = false
	c, err := krb.LoginPassword(t.Context(), o, "alice@A.TEST", []byte("wonder-1"))
	if err != nil {
		t.Fatal(err)
	}
	for spn, hops := range map[string][]string{
		"http/web.a.test":        {"A.TEST http/web.a.test -> http/web.a.test"},
		"http/web.b.test@B.TEST": {"A.TEST krbtgt/B.TEST -> krbtgt/B.TEST", "B.TEST http/web.b.test -> http/web.b.test"},
		"http/web.c.test": {"A.TEST http/web.c.test -> krbtgt/B.TEST", "B.TEST http/web.c.test -> krbtgt/C.TEST",
			"C.TEST http/web.c.test -> http/web.c.test"},
		"http/web.c.test@C.TEST": {"A.TEST krbtgt/C.TEST -> krbtgt/B.TEST", "B.TEST krbtgt/C.TEST -> krbtgt/C.TEST",
			"C.TEST http/web.c.test -> http/web.c.test"},
		"http/none.c.test": {"A.TEST http/none.c.test -> krbtgt/B.TEST", "B.TEST http/none.c.test -> krbtgt/C.TEST",
			"C.TEST http/none.c.test -> 7 KDC_ERR_S_PRINCIPAL_UNKNOWN: LOOKING_UP_SERVER"},
	} {
		r := c.Ask(t.Context(), ad.TicketRequest{SPN: spn})
		var got []string
		for _, h := range r.Trace {
			got = append(got, h.Realm+" "+h.Asked+" -> "+h.Got)
			if h.KDC != kdcs[h.Realm] || h.Elapsed <= 0 {
				t.Errorf("%s: hop %+v", spn, h)
			}
		}
		if strings.Join(got, "\n") != strings.Join(hops, "\n") {
			t.Errorf("%s: trace\n%s\nwant\n%s\n%v %v", spn, strings.Join(got, "\n"), strings.Join(hops, "\n"), r.Error, r.Problem)
		}
		if ok := !strings.Contains(spn, "none"); ok != (r.Reply != nil) {
			t.Errorf("%s: %+v", spn, r)
		} else if ok && r.Reply.Client != "alice@A.TEST" {
			t.Errorf("%s: a ticket for %s", spn, r.Reply.Client)
		}
	}
	o.RealmKDCs = map[string][]string{"B.TEST": {kdcs["B.TEST"]}}
	if c, err = krb.LoginPassword(t.Context(), o, "alice@A.TEST", []byte("wonder-1")); err != nil {
		t.Fatal(err)
	}
	r := c.Ask(t.Context(), ad.TicketRequest{SPN: "http/web.c.test"})
	if r.Problem == nil || !strings.Contains(r.Problem.What, "C.TEST") || len(r.Trace) != 3 {
		t.Errorf("a realm without a known KDC: %+v", r)
	}
}
