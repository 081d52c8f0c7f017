package krb_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/krb/krb5conf"
)

// klistLines reduces MIT's klist -A -f -e to one line a cache and a ticket.
func klistLines(out string) []string {
	var lines []string
	for _, l := range strings.Split(out, "\n") {
		switch f := strings.Fields(l); {
		case strings.HasPrefix(l, "Ticket cache: "), strings.HasPrefix(l, "Default principal: "):
			lines = append(lines, l)
		case strings.Contains(l, "Flags: "):
			_, after, _ := strings.Cut(l, "Flags: ")
			lines[len(lines)-1] += " " + strings.TrimSuffix(strings.Fields(after)[0], ",")
		case len(f) == 5 && strings.Contains(f[4], "@"):
			lines = append(lines, f[4])
		}
		if _, after, ok := strings.Cut(l, "Etype (skey, tkt): "); ok {
			lines[len(lines)-1] += " " + strings.ReplaceAll(strings.TrimSpace(after), "DEPRECATED:", "")
		}
	}
	return lines
}

// ourLines renders caches in the same way.
func ourLines(caches []ad.CredCache) []string {
	var lines []string
	for _, c := range caches {
		lines = append(lines, "Ticket cache: "+c.Name, "Default principal: "+c.Principal)
		for _, t := range c.Tickets {
			if t.Config == "" && !t.Removed {
				lines = append(lines, fmt.Sprintf("%s %s %s, %s", t.Server, t.Flags.Letters(), t.SessionEType, t.TicketEType))
			}
		}
	}
	return lines
}

// A collection in a directory and one in a daemon are listed as MIT's klist
// lists them, and the primary one can be used to ask for tickets.
func TestCollectionsAsKlistShowsThem(t *testing.T) {
	dc := adtest.Samba(t)
	adtest.Need(t, "klist", "kinit", "kvno", "kswitch", "/usr/sbin/kcm")
	alice, bob := dc.AddUser(adtest.Name("alice"), "wonder-1"), dc.AddUser(adtest.Name("bob"), "wonder-2")
	svc := dc.AddUser(adtest.Name("svc"), "service-1")
	dc.AddSPN(svc.DN, "http/"+svc.Name)
	dir := t.TempDir()
	socket := startKCM(t)
	conf := filepath.Join(t.TempDir(), "krb5.conf")
	if err := os.WriteFile(conf, []byte("[libdefaults]\n kcm_socket = "+socket+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"DIR:" + dir, "KCM:"} {
		t.Run(name[:3], func(t *testing.T) {
			env := []string{"KRB5CCNAME=" + name, "KRB5_CONFIG=" + conf + ":" + dc.Krb5Conf}
			for _, a := range []adtest.Account{alice, bob} {
				if out := dc.RunWith(a.Password+"\n", env, "kinit", "-r", "2h", a.Name+"@"+dc.Realm); out.Code != 0 {
					t.Fatal(out.Stderr)
				}
			}
			dc.RunWith("", env, "kvno", "ldap/"+dc.Host, "http/"+svc.Name)
			dc.RunWith("", env, "kswitch", "-p", alice.Name+"@"+dc.Realm)
			dc.RunWith("", env, "kvno", "cifs/"+dc.Host)
			mit := dc.RunWith("", env, "klist", "-A", "-f", "-e")
			t.Setenv("KRB5CCNAME", name)
			l := &ccache.Lister{Config: krb5conf.LoadFiles(conf)}
			caches, err := l.Caches(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if want, got := klistLines(mit.Stdout), ourLines(caches); !slices.Equal(got, want) || len(got) < 7 {
				t.Errorf("got\n%s\nklist says\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if len(caches) != 2 || !caches[0].Primary || caches[1].Primary || !strings.Contains(caches[0].Why, "KRB5CCNAME") {
				t.Errorf("primary: %+v", caches)
			}
			cache, err := l.Open(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			c, err := krb.FromCache(options(dc), cache)
			if err != nil {
				t.Fatal(err)
			}
			if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "http/" + svc.Name}); r.Reply == nil || c.Client() != alice.Name+"@"+dc.Realm {
				t.Errorf("%s asked and got %+v", c.Client(), r)
			}
		})
	}
}

// startKCM runs a credential daemon. Debian's always listens in /run: it gets
// a /run of its own, which is seen from here as a directory. Where nobody may
// mount, as in some containers, it has the real one.
func startKCM(t *testing.T) string {
	t.Helper()
	adtest.NeedRoot(t)
	adtest.Need(t, "unshare", "mount")
	dir, daemon := t.TempDir(), []string{"/usr/sbin/kcm", "--no-name-constraints"}
	if exec.Command("unshare", "-m", "mount", "--bind", dir, "/run").Run() == nil {
		daemon = append([]string{"unshare", "-m", "sh", "-c", `mount --bind "$0" /run && exec "$@"`, dir}, daemon...)
	} else {
		dir = "/run"
	}
	socket := filepath.Join(dir, ".heim_org.h5l.kcm-socket")
	if listens(socket) {
		t.Fatal("a credential daemon listens at " + socket + " already")
	}
	cmd := exec.Command(daemon[0], daemon[1:]...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for deadline := time.Now().Add(10 * time.Second); !listens(socket); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the credential daemon does not listen")
		}
	}
	return socket
}

func listens(socket string) bool {
	c, err := net.Dial("unix", socket)
	if err == nil {
		c.Close()
	}
	return err == nil
}

// Every kind of cache that cannot be used is named, with a way out.
func TestCachesThatCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for name, why := range map[string]string{
		"KEYRING:persistent:0":             "keyring",
		"API:1234":                         "operating system",
		"MSLSA:":                           "Windows",
		"MEMORY:x":                         "memory",
		"FOO:bar":                          "no kind of cache",
		"FILE:" + dir + "/none":            "no such file",
		dir:                                "not a file",
		file("empty", ""):                  "empty",
		file("text", "hello"):              "does not begin",
		file("header", "\x05\x04\x00\x0c"): "ends too early",
		"DIR:" + dir:                       "no such file",
	} {
		_, err := (&ccache.Lister{Name: name}).Open(t.Context(), "")
		var p *ad.Problem
		if p = ad.AsProblem(err, "", ""); p == nil || !strings.Contains(p.Why, why) || p.Do == "" {
			t.Errorf("%s: %v, want %q", name, p, why)
		}
		list, err := (&ccache.Lister{Name: name}).Caches(t.Context())
		if err != nil || len(list) != 1 || list[0].Problem == nil {
			t.Errorf("%s: listed as %+v, %v", name, list, err)
		}
	}
}
