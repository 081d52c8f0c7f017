package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/ad/lab"
	"adwalk/cmd/app"
)

// Caches in the kernel's keyring are read as MIT's klist reads them, byte for
// byte, and serve as a login.
func TestKlistReadsKeyrings(t *testing.T) {
	adtest.Need(t, "kinit", "klist", "kvno", "kdestroy")
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "healthy"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	conf := filepath.Join(t.TempDir(), "krb5.conf")
	if err := os.WriteFile(conf, []byte(l.Krb5Conf()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("KRB5_CONFIG", conf)
	t.Setenv("LC_ALL", "C")
	account := l.Accounts()[0]
	name := fmt.Sprintf("adwalk-test-%d", os.Getpid())
	caches := []string{"KEYRING:session:" + name, "KEYRING:user:" + name, "KEYRING:" + name}
	if os.Getenv("CI") == "true" { // elsewhere it may hold somebody's own tickets
		caches = append(caches, fmt.Sprintf("KEYRING:persistent:%d", os.Geteuid()))
	}
	for _, cache := range caches {
		t.Setenv("KRB5CCNAME", cache)
		kinit := exec.Command("kinit", account.Name+"@"+l.Realm())
		kinit.Stdin = strings.NewReader(account.Password + "\n")
		if out, err := kinit.CombinedOutput(); err != nil {
			t.Skipf("this kernel or container lets nobody use %s: %s", cache, out)
		}
		defer func() { _ = exec.Command("kdestroy", "-c", cache).Run() }()
		if out, err := exec.Command("kvno", "-q", "ldap/dc1.contoso.lab").CombinedOutput(); err != nil {
			t.Fatalf("%s", out)
		}
		for _, switches := range []string{"", "-e -f", "-C", "-l", "-A"} {
			want, _ := exec.Command("klist", strings.Fields(switches)...).Output()
			if code, got, errs := command(t, append([]string{"klist"}, strings.Fields(switches)...)...); got != string(want) || code != app.ExitOK {
				t.Errorf("%s klist %s: exit %d\n%q\nis not\n%q\n%s", cache, switches, code, got, want, errs)
			}
		}
		if code, out, errs := command(t, "ticket", "--realm", l.Realm(), "ldap/dc1.contoso.lab"); code != app.ExitOK {
			t.Errorf("a ticket with %s: exit %d %s%s", cache, code, out, errs)
		}
	}
	t.Setenv("KRB5CCNAME", "KEYRING:session:"+name+"-gone")
	if code, _, errs := command(t, "klist"); code == app.ExitOK || !strings.Contains(errs, "no such cache") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// The words of Windows' klist: tgt shows the ticket-granting ticket alone, get asks
// for a ticket, and purge deletes the named cache only after it was confirmed.
func TestKlistWords(t *testing.T) {
	withConfig(t, "")
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, flags: 0x50e10000, start: -3600e9, end: 3600e9}
	web := tgt
	web.server = "HTTP/web1.example.test@EXAMPLE.TEST"
	path := writeCache(t, anna, web, tgt)
	t.Setenv("KRB5CCNAME", "FILE:"+path)
	code, out, errs := command(t, "klist", "tgt")
	if code != app.ExitOK || !strings.Contains(out, "DomainName         : EXAMPLE.TEST") || strings.Contains(out, "web1") {
		t.Errorf("tgt: exit %d\n%s%s", code, out, errs)
	}
	if code, _, errs := command(t, "klist", "get"); code != app.ExitUsage || !strings.Contains(errs, "no SPN") {
		t.Errorf("get without an SPN: exit %d %s", code, errs)
	}
	for args, want := range map[string]int{"--read-only klist purge": app.ExitRefused, "klist purge": app.ExitRefused, "klist purge KEYRING:session:x": app.ExitUsage, "klist purge FILE:" + path: app.ExitRefused} {
		if code, _, errs := command(t, strings.Fields(args)...); code != want {
			t.Errorf("%s: exit %d, not %d: %s", args, code, want, errs)
		}
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("%s deleted the cache without a confirmation", args)
		}
	}
	empty := writeCache(t, anna, web)
	t.Setenv("KRB5CCNAME", "FILE:"+empty)
	if code, _, errs := command(t, "klist", "tgt"); code != app.ExitUnknown {
		t.Errorf("tgt of a cache without one: exit %d %s", code, errs)
	}
	if testing.Short() {
		return
	}
	if code, out, errs := command(t, "--lab", "klist", "get", "ldap/dc1.contoso.lab"); code != app.ExitOK || !strings.Contains(out, "ldap/dc1.contoso.lab") {
		t.Errorf("get: exit %d %s%s", code, out, errs)
	}
}
