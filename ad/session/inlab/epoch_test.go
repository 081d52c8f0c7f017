package inlab_test

import (
	"context"
	"math/rand/v2"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
)

func start(t *testing.T, o lab.Options) (*lab.Lab, *session.Session) {
	t.Helper()
	l, err := lab.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	cfg, env := inlab.Configure(l, session.Config{Timeout: 10 * time.Second, Parallel: 4})
	s := session.New(cfg, env)
	t.Cleanup(s.Close)
	return l, s
}

var everyone = ad.Query{Scope: ad.ScopeSub, Filter: "(servicePrincipalName=*)", Attributes: []string{"cn"}}

// Somebody logs in while a search of the earlier login is under way: it ends as
// it began, the next one is refused with the reason, and the new login asks on
// connections of its own.
func TestLoginInTheMiddleOfASearch(t *testing.T) {
	l, s := start(t, lab.Options{})
	old := s.Current()
	seen, problem := 0, error(nil)
	_, err := session.Reader{Epoch: old}.Search(t.Context(), everyone, func(ad.Entry) error {
		if seen++; seen == 1 {
			_, problem = s.Login(t.Context(), session.Identity{User: "bob", Password: []byte(inlab.Password(l, "bob")), Held: "here"})
		}
		return nil
	})
	if err != nil || problem != nil || seen < 2 {
		t.Fatalf("%d objects, %v, %v", seen, err, problem)
	}
	select {
	case <-old.Done():
	default:
		t.Error("the earlier login was not ended")
	}
	_, err = session.Reader{Epoch: old}.Search(t.Context(), everyone, func(ad.Entry) error { return nil })
	if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemCancelled || !strings.Contains(p.Error(), "login changed") {
		t.Errorf("a further search of the earlier login: %v", err)
	}
	if r := old.Ask(t.Context(), ad.TicketRequest{SPN: "http/mail.contoso.lab"}); r.Problem == nil {
		t.Errorf("a further ticket of the earlier login: %+v", r)
	}
	if _, err := old.Conn(t.Context()); err == nil {
		t.Error("a connection of the earlier login")
	}
	now := s.Current()
	if info, err := (session.Reader{Epoch: now}).Info(t.Context()); err != nil || now.Number == old.Number || !strings.HasPrefix(strings.ToLower(now.As()), "bob") {
		t.Errorf("the new login: %+v, %v, %s", info, err, now.As())
	}
}

// A password that is refused leaves the login as it was.
func TestRefusedLoginChangesNothing(t *testing.T) {
	_, s := start(t, lab.Options{})
	before := s.Current()
	password := []byte("not his password")
	if _, err := s.Login(t.Context(), session.Identity{User: "bob", Password: password}); ad.AsProblem(err, "", "").Kind != ad.ProblemLogin {
		t.Errorf("%v", err)
	}
	if s.Current() != before || before.Ended() != nil || strings.Trim(string(password), "\x00") != "" {
		t.Error("the login changed, or the password was kept")
	}
}

// silent accepts connections and says nothing.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().String()
}

// Waiting for a domain controller that takes the connection and says nothing
// ends with the context, for each of its users.
func TestSlowDialIsCancelled(t *testing.T) {
	l, _ := start(t, lab.Options{})
	cfg, env := inlab.Configure(l, session.Config{Timeout: time.Minute, Parallel: 4})
	cfg.Servers = []string{"ldaps://" + silent(t)}
	s := session.New(cfg, env)
	ctx, cancel := context.WithCancel(t.Context())
	var users sync.WaitGroup
	for range 3 {
		users.Go(func() {
			if _, err := s.Current().Conn(ctx); ad.AsProblem(err, "", "").Kind != ad.ProblemCancelled {
				t.Errorf("%v", err)
			}
		})
	}
	cancel()
	users.Wait()
	s.Close() // waits for every goroutine of the session
}

// Everything that a session does is stopped at random moments: nothing panics,
// nothing is left.
func TestCancelAtRandomMoments(t *testing.T) {
	moments := 100
	if testing.Short() {
		moments = 8
	}
	l, err := lab.Start(t.Context(), lab.Options{SecondDC: true})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	before := runtime.NumGoroutine()
	for range moments {
		cfg, env := inlab.Configure(l, session.Config{Timeout: 5 * time.Second, Parallel: 4})
		s := session.New(cfg, env)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rand.IntN(60_000))*time.Microsecond)
		var all sync.WaitGroup
		for _, work := range []func(){
			func() {
				_, _ = session.Reader{Epoch: s.Current()}.Search(ctx, everyone, func(ad.Entry) error { return nil })
			},
			func() { _ = s.Current().Ask(ctx, ad.TicketRequest{SPN: "http/mail.contoso.lab"}) },
			func() { _, _ = session.Replicas{Epoch: s.Current()}.Compare(ctx) },
			func() { _, _ = session.Replicas{Epoch: s.Current()}.Holders(ctx, "http/mail.contoso.lab") },
			func() { _ = s.Current().Named(ctx) },
			func() {
				_, _ = s.Login(ctx, session.Identity{User: "bob", Password: []byte(inlab.Password(l, "bob"))})
			},
			func() { _, _ = s.Renew(ctx) },
		} {
			all.Go(work)
		}
		all.Wait()
		cancel()
		s.Close()
	}
	for deadline := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > before; {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
		runtime.Gosched()
	}
}
