package inlab_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
	"adwalk/ad/trace"
)

// throughRelay is a session of two domain controllers, the first of which can
// vanish.
func throughRelay(t *testing.T, heard func(session.Move), both bool) (*adtest.Relay, *session.Session, *trace.Log) {
	t.Helper()
	l, err := lab.Start(t.Context(), lab.Options{SecondDC: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	log := &trace.Log{}
	cfg, env := inlab.Configure(l, session.Config{Timeout: 5 * time.Second, Parallel: 4, Trace: log, Moved: heard})
	r := adtest.NewRelay(t, strings.TrimPrefix(cfg.Servers[0], "ldaps://"))
	cfg.Servers[0] = "ldaps://" + r.Addr()
	if !both {
		cfg.Servers = cfg.Servers[:1]
	}
	s := session.New(cfg, env)
	t.Cleanup(s.Close)
	return r, s, log
}

// A domain controller that vanishes in the middle of an answer: the next one gives
// the rest, nothing comes twice, nothing is missing, and it is said once.
func TestDomainControllerVanishesWhileItAnswers(t *testing.T) {
	var mu sync.Mutex
	var moves []session.Move
	r, s, log := throughRelay(t, func(m session.Move) {
		mu.Lock()
		defer mu.Unlock()
		moves = append(moves, m)
	}, true)
	all := ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=*)", Attributes: []string{"cn", "servicePrincipalName"}}
	reader := session.Reader{Epoch: s.Current()}
	whole := map[string]bool{}
	if _, err := reader.Search(t.Context(), all, func(e ad.Entry) error { whole[e.DN] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	r.VanishAfter(8 << 10) // some objects of the next answers arrive
	var users sync.WaitGroup
	for range 4 {
		users.Go(func() {
			seen := map[string]int{}
			cov, err := reader.Search(t.Context(), all, func(e ad.Entry) error { seen[e.DN]++; return nil })
			if err != nil || len(seen) != len(whole) {
				t.Errorf("%d of %d objects, %v", len(seen), len(whole), err)
			}
			for dn, n := range seen {
				if n != 1 {
					t.Errorf("%s came %d times", dn, n)
				}
			}
			if cov.Source.Name == "" {
				t.Errorf("%+v", cov)
			}
		})
	}
	users.Wait()
	if len(moves) != 1 || moves[0].To == moves[0].From || !strings.Contains(moves[0].String(), "stopped answering") {
		t.Errorf("%v", moves)
	}
	logins := 0
	for _, e := range log.Events() {
		if e.Kind == trace.Login && e.Protocol == trace.LDAP && !e.Failed() {
			logins++
		}
	}
	if logins != 2 {
		t.Errorf("%d logins to domain controllers", logins)
	}
	if _, _, known, err := s.Current().Known(t.Context()); err != nil || len(known) < 2 {
		t.Errorf("what follows asks the new one: %v, %v", known, err)
	}
}

// Where no other domain controller was named, or none answers, the reason stands,
// and nobody is asked without end.
func TestNoDomainControllerIsLeft(t *testing.T) {
	r, s, log := throughRelay(t, func(m session.Move) { t.Errorf("moved: %v", m) }, false)
	reader := session.Reader{Epoch: s.Current()}
	if _, err := reader.Info(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.Vanish()
	for range 3 {
		_, err := reader.Search(t.Context(), everyone, func(ad.Entry) error { return nil })
		if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemUnreachable {
			t.Errorf("%v", err)
		}
	}
	if n := len(log.Events()); n > 20 {
		t.Errorf("%d exchanges: %s", n, fmt.Sprint(log.Events()))
	}
}
