//go:build !auditor

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
	"adwalk/ad/trace"
	"adwalk/cmd/app"
	"adwalk/cmd/engine"
	"adwalk/cmd/interactive"
	"adwalk/cmd/setspn"
	"adwalk/diag"
	"adwalk/diag/guide/library"
	"adwalk/diag/walk"
)

// Somebody logs in while a walk is under way: the walk ends and says why, nothing
// that it knows was answered to the new login, and walking again works as the new
// one.
func TestLoginInTheMiddleOfAWalk(t *testing.T) {
	l := runningLab(t)
	s := sessionOn(l, app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
	defer s.Close()
	g, _ := library.ByID("duplicates")
	w := walk.New(g, walk.Parts{Engine: engine.With(engine.NewEpochCollector(s)), Facts: diag.NewSnapshot, Epoch: s.EpochName})
	login, done := make(chan struct{}), make(chan struct{})
	begin := sync.OnceFunc(func() { close(login) })
	s.Log.Hear(func(e trace.Event) {
		if e.Kind == trace.Search && e.Phase == trace.Done && strings.Contains(e.Asked, "servicePrincipalName") {
			begin()
			<-done // the walk is in the middle of a question until then
		}
	})
	go func() {
		defer close(done)
		<-login
		if _, p := interactive.LoginConsole(t.Context(), s, "bob", []byte(inlab.Password(l.Lab, "bob")), ""); p != nil {
			t.Error(p)
		}
	}()
	st := w.Run(t.Context(), nil)
	begin()
	<-done
	if !st.Over || st.Problem == nil || !strings.Contains(st.Problem.Error(), "login changed") || st.Epoch != "1" {
		t.Errorf("over %v, epoch %q, %v", st.Over, st.Epoch, st.Problem)
	}
	for _, r := range st.Steps {
		if r.Status == diag.Pass {
			t.Errorf("step %s passed although the walk broke off", r.ID)
		}
	}
	again := walk.New(g, walk.Parts{Engine: engine.With(engine.NewEpochCollector(s)), Facts: diag.NewSnapshot, Epoch: s.EpochName})
	if st := again.Run(t.Context(), nil); st.Problem != nil || st.Epoch != "2" || st.Over || st.Class() != walk.Clean {
		t.Errorf("as the new login: epoch %q, %v, %v", st.Epoch, st.Class(), st.Problem)
	}
}

// slowEditor changes the login in the middle of a write and goes on using the
// connection.
type slowEditor struct {
	ad.Editor
	during func()
	read   func() error
}

func (e slowEditor) Apply(_ context.Context, c ad.Change) ad.ChangeOutcome {
	e.during()
	err := e.read()
	return ad.ChangeOutcome{Change: c, Done: err == nil, Problem: ad.AsProblem(err, ad.ProblemUnreachable, "writing")}
}

// A write that is under way when somebody logs in is finished on its connection.
// The next one is refused before anything is sent.
func TestLoginInTheMiddleOfAWrite(t *testing.T) {
	l := runningLab(t)
	s := sessionOn(l, app.Streams{})
	defer s.Close()
	e := s.Live().Current()
	conn, err := e.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	editor := app.EpochEditor{Epoch: e, Editor: slowEditor{
		during: func() {
			if _, p := interactive.LoginConsole(t.Context(), s, "bob", []byte(inlab.Password(l.Lab, "bob")), ""); p != nil {
				t.Error(p)
			}
		},
		read: func() error {
			_, err := conn.Refresh(t.Context())
			return err
		},
	}}
	if out := editor.Apply(t.Context(), ad.Change{}); !out.Done {
		t.Errorf("%+v", out.Problem)
	}
	if out := editor.Apply(t.Context(), ad.Change{}); out.Result != ad.ResultNotSent || out.Problem == nil || !strings.Contains(out.Problem.Error(), "login changed") {
		t.Errorf("%+v", out)
	}
	if out := editor.Undo(t.Context(), "1"); out.Result != ad.ResultNotSent {
		t.Errorf("%+v", out)
	}
}

// Work on several domain controllers that is under way is not cut off by a login,
// and further work of the earlier login is refused.
func TestLoginWhileControllersAreCompared(t *testing.T) {
	l := runningLab(t)
	s := sessionOn(l, app.Streams{})
	defer s.Close()
	old := s.Live().Current()
	login := sync.OnceFunc(func() {
		if _, p := interactive.LoginConsole(t.Context(), s, "bob", []byte(inlab.Password(l.Lab, "bob")), ""); p != nil {
			t.Error(p)
		}
	})
	var once sync.Mutex
	own := false
	s.Log.Hear(func(e trace.Event) {
		once.Lock()
		first := !own && e.Kind == trace.Search && e.Phase == trace.Begun && strings.Contains(e.Asked, "msDS-AllowedToDelegateTo")
		own = own || first
		once.Unlock()
		if first {
			login()
		}
	})
	v, err := session.Replicas{Epoch: old}.Compare(t.Context())
	if err != nil || len(v.Servers) != 2 || v.Accounts == 0 {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := (session.Replicas{Epoch: old}).Compare(t.Context()); err == nil || !strings.Contains(err.Error(), "login changed") {
		t.Errorf("a further comparison: %v", err)
	}
}

// Two consoles of the same user write at the same time, and each keeps its
// session: the journal has every write once and whole, and what is kept is one of
// the two.
func TestTwoConsolesOfOneUser(t *testing.T) {
	l := runningLab(t)
	const writes = 6
	var all sync.WaitGroup
	for console := range 2 {
		all.Go(func() {
			s := sessionOn(l, app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
			defer s.Close()
			for i := range writes {
				var out, errs bytes.Buffer
				root := rootCommand(s)
				root.SetArgs(setspn.Args([]string{"setspn", "-S", fmt.Sprintf("http/two-%d-%d.contoso.lab", console, i), "CASARRAY-ASA", "--yes", "--lab"}))
				root.SetOut(&out)
				root.SetErr(&errs)
				s.Out, s.Err = &out, &errs
				if err := root.ExecuteContext(t.Context()); err != nil {
					t.Errorf("console %d: %v %s%s", console, err, out.String(), errs.String())
				}
				kept, _ := json.Marshal(map[string]string{"console": strings.Repeat(fmt.Sprint(console), 50_000)})
				if p := interactive.KeepSession("contoso.lab", kept); p != nil {
					t.Error(p)
				}
				var back map[string]string
				if err := json.Unmarshal(interactive.KeptSession("contoso.lab"), &back); err != nil || len(back["console"]) != 50_000 || strings.Trim(back["console"], back["console"][:1]) != "" {
					t.Errorf("console %d: what is kept is mixed: %v", console, err)
				}
			}
		})
	}
	all.Wait()
	entries, damaged, err := journal.Read("")
	if err != nil || len(damaged) != 0 {
		t.Fatal(damaged, err)
	}
	seen := map[string]int{}
	for _, e := range entries {
		if e.Phase != journal.Planned && e.Result == journal.Done {
			seen[e.Change.Value]++
		}
	}
	if len(seen) != 2*writes {
		t.Errorf("%d writes in the journal: %v", len(seen), seen)
	}
	for value, n := range seen {
		if n != 1 {
			t.Errorf("%s is there %d times", value, n)
		}
	}
}
