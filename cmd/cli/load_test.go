//go:build !auditor

package cli

import (
	"io"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/interactive"
	"adwalk/ui/uitest"
)

// TestADayOfRefreshes keeps a console open and reads its screens again and again: every
// two minutes of a day, compressed. Goroutines, connections and memory stay what they are.
func TestADayOfRefreshes(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some hundred times")
	}
	rounds := 120
	switch {
	case full():
		rounds = 720
	case racing:
		rounds = 6
	}
	w := watch(t, "cas-array")
	flag := func(name string) string { return w.through[slices.Index(w.through, name)+1] }
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: app.Flags{Servers: []string{flag("--server")}, Realm: flag("--realm"), KDCs: []string{flag("--kdc")}, CAFile: flag("--ca-file"), User: flag("--user"), PasswordFile: flag("--password-file"), Timeout: 5 * time.Second, Parallel: 4}}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b := interactive.Backend{Session: s}
	d := uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect, OnJournal: b.Journal, OnLogin: b.Login, OnLog: b.Log}, uitest.NewClock(), 100, 30)
	type use struct {
		goroutines, sockets int
		heap                uint64
	}
	measured := func() use {
		var m runtime.MemStats
		for range 3 { // what was weakly held goes with the second
			runtime.GC()
		}
		runtime.ReadMemStats(&m)
		return use{runtime.NumGoroutine(), openSockets(), m.HeapAlloc >> 20}
	}
	for _, screen := range []string{"spns cas1", "objects CN=CAS1,OU=Exchange,DC=contoso,DC=lab", "controllers", "tickets http/mail.contoso.lab", "walk cas-array"} {
		d.Press(":")
		d.Type(screen)
		d.Press("enter")
		again := func(n int) {
			for range n {
				d.Clock.Pass(2 * time.Minute)
				d.Press("r")
				d.Settle()
			}
		}
		again(3)
		before, asked := measured(), w.ldap.Seen()["search"]
		again(rounds)
		after := measured()
		if n := w.ldap.Seen()["search"] - asked; n < rounds && !strings.HasPrefix(screen, "tickets") {
			t.Errorf("%s asks %d times only", screen, n)
		}
		t.Logf("%-30s %d times, %d searches: goroutines %d, then %d; connections %d, then %d; %d MB, then %d MB", screen, rounds, w.ldap.Seen()["search"]-asked,
			before.goroutines, after.goroutines, before.sockets, after.sockets, before.heap, after.heap)
		if after.goroutines > before.goroutines+4 || after.sockets > before.sockets+2 || after.heap > before.heap+8 {
			t.Errorf("%s grows: %+v, then %+v", screen, before, after)
		}
		d.Press("esc", "esc")
	}
}

// TestADirectoryUnderLoad asks a domain controller that drops every tenth connection, is
// busy, stops at its limits or takes its time. The answer is the whole one, or says what
// it lacks; nothing is asked much more often than it fails.
func TestADirectoryUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("runs many commands")
	}
	f := newLabForest(t, "cas-array", "operator")
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	proxy := adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile())
	through := slices.Clone(f.connect)
	through[slices.Index(through, "--server")+1], through[slices.Index(through, "--ca-file")+1] = proxy.URL, proxy.CAFile
	commands := [][]string{{"setspn", "-X"}, {"setspn", "-Q", "*/cas1*"}, {"show", "CASARRAY-ASA$"}, {"delegation", "show", "FE1$"}, {"check", "spn"}, {"walk", "cas-array"}}
	type answer struct {
		code, asked int
		out, errs   string
	}
	stamp := regexp.MustCompile(`(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\dZ`)
	ask := func(args []string) answer {
		code, out, errs := command(t, slices.Concat(args, through, []string{"--timeout", "2s", "--no-probes"})...)
		return answer{code, proxy.Seen()["search"], stamp.ReplaceAllString(differs.ReplaceAllString(out, ""), ""), errs}
	}
	loads := []struct {
		name  string
		fault adtest.LDAPFault
	}{{"every tenth is cut", adtest.LDAPFault{Cut: true}}, {"every tenth is lost", adtest.LDAPFault{Drop: true, Cut: true}}, {"every tenth is refused: busy", adtest.LDAPFault{Drop: true, Code: 51}}, {"unavailable", adtest.LDAPFault{Drop: true, Code: 52}},
		{"time limit", adtest.LDAPFault{Drop: true, Code: 3}}, {"size limit", adtest.LDAPFault{Drop: true, Code: 4}}, {"administrative limit", adtest.LDAPFault{Drop: true, Code: 11}}, {"slow", adtest.LDAPFault{}}}
	cells, whole := 0, 0
	every := 5
	if racing {
		every = 29
	}
	for i, args := range commands {
		proxy.Set(func(string, int) adtest.LDAPFault { return adtest.LDAPFault{} })
		want := ask(args)
		for k, load := range loads {
			for _, first := range []int{1, 3, 9} {
				if !full() && (len(loads)*i+k+first)%every != 0 {
					continue
				}
				struck := 0
				proxy.Set(func(op string, n int) adtest.LDAPFault {
					switch {
					case op != "search":
					case load.name == "slow":
						<-time.After(5 * time.Millisecond)
					case n >= first && (n-first)%10 == 0:
						struck++
						return load.fault
					}
					return adtest.LDAPFault{}
				})
				got := ask(args)
				cells++
				same := got.code == want.code && got.out == want.out
				if same {
					whole++
				}
				said := got.code == app.ExitUnknown || strings.Contains(got.out+got.errs, "not known") || strings.Contains(got.out+got.errs, "not readable") || strings.Contains(got.errs, "limit") || got.code == app.ExitRefused && strings.Contains(got.errs, "no more objects")
				if !same && !said || got.code == app.ExitOK && want.code != app.ExitOK || strings.Contains(got.errs, "internal error") {
					t.Errorf("%s from %d: %q ended with %d instead of %d: %s\n%s\ninstead of\n%s", load.name, first, args, got.code, want.code, got.errs, other(got.out, want.out), other(want.out, got.out))
				}
				if got.asked > want.asked*5/4+8*struck {
					t.Errorf("%s from %d: %q asked %d times instead of %d, %d failed", load.name, first, args, got.asked, want.asked, struck)
				}
			}
		}
	}
	t.Logf("%d cells, %d with the whole answer, the others say what they lack", cells, whole)
}

// other is the lines of a text that another one lacks.
func other(text, than string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.Contains(than, l) }), "\n")
}
