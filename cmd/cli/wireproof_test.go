package cli

import (
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/interactive"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
	"adwalk/ui/screen/start"
	"adwalk/ui/uitest"
)

// reads are the operations that change nothing. Of extended operations these are
// StartTLS and "Who am I?" (RFC 4511 4.14, RFC 4532).
var reads = []string{"bind", "unbind", "search", "abandon", "extended 1.3.6.1.4.1.1466.20037", "extended 1.3.6.1.4.1.4203.1.11.3"}

// wiretap is a lab behind proxies that count every operation.
type wiretap struct {
	labForest
	ldap    *adtest.LDAPProxy
	kdc     *adtest.KDCProxy
	through []string
}

func watch(t *testing.T, scenario string) wiretap {
	t.Helper()
	w := wiretap{labForest: newLabForest(t, scenario, "operator")}
	w.ldap, w.kdc = adtest.NewLDAPProxy(t, w.LDAPSURL(), w.CAFile()), adtest.NewKDCProxy(t, w.KDCAddr())
	w.through = slices.Clone(w.connect)
	for name, value := range map[string]string{"--server": w.ldap.URL, "--ca-file": w.ldap.CAFile, "--kdc": w.kdc.Addr} {
		w.through[slices.Index(w.through, name)+1] = value
	}
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	return w
}

// proved fails when anything but a read was seen.
func (w wiretap) proved(t *testing.T, what string, asked bool) {
	t.Helper()
	ops, kdc := w.ldap.Seen(), w.kdc.Seen()
	writes := 0
	for op, n := range ops {
		if !slices.Contains(reads, op) {
			t.Errorf("%s: %d × %s", what, n, op)
			writes += n
		}
	}
	for kind, n := range kdc {
		if kind != "AS-REQ" && kind != "TGS-REQ" || !asked {
			t.Errorf("%s: the KDC was asked %d × %s", what, n, kind)
		}
	}
	if ops["search"] == 0 {
		t.Errorf("%s: nothing was asked: %v", what, ops)
	}
	t.Logf("%s: LDAP %v, KDC %v, writes %d", what, ops, kdc, writes)
}

// commands is every command that talks to a directory or a KDC; those that would write
// are among them, and confirmed.
func (w wiretap) commands(t *testing.T, more ...string) int {
	t.Helper()
	dir := t.TempDir()
	list := [][]string{
		{"ticket", "http/mail.contoso.lab"}, {"klist"}, {"show", "CAS1$"}, {"show", "rootDSE"}, {"show", "--filter", "(servicePrincipalName=http/*)"},
		{"setspn", "-L", "CAS1$"}, {"setspn", "-Q", "*/cas1*"}, {"setspn", "-X"}, {"setspn", "-X", "-F"},
		{"setspn", "-S", "http/x.contoso.lab", "CAS1$", "--yes"}, {"setspn", "-D", "SMTP/CAS1", "CAS1$", "--yes"}, {"setspn", "-R", "CAS1$", "--yes"}, {"setspn", "--move", "SMTP/CAS1", "CAS2$", "--yes"},
		{"setspn", "-S", "http/x.contoso.lab", "CAS1$", "--dry-run"}, {"setspn", "--move", "SMTP/CAS1", "CAS2$", "--output", dir + "/plan.json"}, {"apply", dir + "/plan.json", "--yes"}, {"apply", dir + "/plan.json", "--dry-run"},
		{"delegation", "show", "FE1$"}, {"delegation", "add-service", "FE1$", "http/x.contoso.lab", "--yes"}, {"delegation", "for-any-protocol", "FE1$", "off", "--yes"}, {"delegation", "add-principal", "BE1$", "FE1$", "--yes"},
		{"enctypes", "list", "CAS1$"}, {"enctypes", "set", "CAS1$", "24", "--yes"}, {"enctypes", "delete", "CAS1$", "--yes"},
		{"journal"}, {"journal", "--settle"}, {"journal", "--since", "1h", "--yes"}, {"probe", "cas1.contoso.lab"}, {"controllers"}, {"check"}, {"names", "mail.contoso.lab"}, {"report", "--output", dir + "/r.html"},
	}
	for _, g := range library.All() {
		walk := []string{g.ID}
		for key, value := range w.Inputs() {
			if slices.ContainsFunc(g.Inputs, func(in guide.Input) bool { return in.Key == key }) {
				walk = append(walk, "--set", key+"="+value)
			}
		}
		list = append(list, append([]string{"walk"}, walk...), append([]string{"walk", "--apply", "--yes"}, walk...), append([]string{"plan", "--output", dir + "/" + g.ID}, walk...))
	}
	for _, args := range list {
		all := append(append(slices.Clone(args), w.through...), "--read-only", "--timeout", "200ms")
		command(t, append(all, more...)...)
	}
	return len(list)
}

// keys are what a random operator presses.
var keys = strings.Fields("a b c d e f g h i j k l m n o p r s t u v w x y z A D F L M R S U X 0 1 2 5 9 enter enter enter esc esc esc esc tab up down down left right pgup pgdown home end space / : ? backspace")

// press presses random keys in a read-only console and returns how many.
func (w wiretap) press(t *testing.T, n int) int {
	t.Helper()
	flag := func(name string) string { return w.through[slices.Index(w.through, name)+1] }
	f := app.Flags{Servers: []string{flag("--server")}, Realm: flag("--realm"), KDCs: []string{flag("--kdc")}, CAFile: flag("--ca-file"), User: flag("--user"), PasswordFile: flag("--password-file"), ReadOnly: true, Timeout: 200 * time.Millisecond, Parallel: 4}
	random := rand.New(rand.NewPCG(11, uint64(n)))
	pressed := 0
	for pressed < n {
		s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: f}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		b := interactive.Backend{Session: s}
		d := uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect, OnJournal: b.Journal, OnLogin: b.Login, OnLog: b.Log}, uitest.NewClock(), 100, 30)
		if pressed == 0 { // every screen, once
			for _, k := range start.Keys() {
				d.Press(k[0])
				d.Press("esc", "esc", ":")
				d.Type("start")
				d.Press("enter")
				pressed += 9
			}
		}
		for pressed < n && !d.Quit {
			d.Clock.Pass(300 * time.Millisecond)
			d.Press(keys[random.IntN(len(keys))])
			pressed++
		}
		s.Close()
	}
	return pressed
}

// TestReadOnlyOnTheWire decodes what goes over the wire while random keys, every screen,
// every guide and every command run read-only. ADWALK_FULL=1 presses 20,000 keys.
func TestReadOnlyOnTheWire(t *testing.T) {
	if testing.Short() {
		t.Skip("presses thousands of keys")
	}
	count := 800
	switch {
	case full():
		count = 20000
	case racing:
		count = 300
	}
	w := watch(t, "cas-array")
	n := w.press(t, count)
	m := w.commands(t)
	t.Logf("%d keys, %d commands", n, m)
	w.proved(t, "read-only", true)

	quiet := watch(t, "cas-array")
	quiet.commands(t, "--no-probes")
	quiet.proved(t, "read-only, --no-probes", false)
}
