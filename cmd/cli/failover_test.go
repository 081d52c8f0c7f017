//go:build !auditor

package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
	"adwalk/ad/trace"
	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/cmd/walks"
	"adwalk/ui"
	"adwalk/ui/uitest"
)

// twoControllers is a session of two domain controllers with the faults of a
// scenario; the first one can vanish.
func twoControllers(t *testing.T, scenario string, out, errs *bytes.Buffer) (*app.Session, *adtest.Relay) {
	t.Helper()
	l, err := lab.Start(t.Context(), lab.Options{Scenario: scenario, SecondDC: true})
	if err != nil {
		t.Fatal(err)
	}
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: out, Err: errs}, Flags: app.Flags{Lab: true, Scenario: scenario, Timeout: 5e9, Parallel: 4}}
	cfg, env := inlab.Configure(l, s.Config(s.Flags))
	r := adtest.NewRelay(t, strings.TrimPrefix(cfg.Servers[0], "ldaps://"))
	cfg.Servers[0] = "ldaps://" + r.Addr()
	s.Replace(session.New(cfg, env), l, scenario)
	return s, r
}

// A domain controller that vanishes in the middle of a walk: the walk goes on with
// the next one, says so, finds the same, and leaves nothing unknown that the other
// can tell.
func TestDomainControllerVanishesDuringAWalk(t *testing.T) {
	walked := func(after int) (findings []string, changes int, errs string) {
		var out, err bytes.Buffer
		s, r := twoControllers(t, "cas-array", &out, &err)
		var mu sync.Mutex
		searches := 0
		s.Log.Hear(func(e trace.Event) {
			mu.Lock()
			defer mu.Unlock()
			if e.Kind != trace.Search || e.Phase != trace.Done {
				return
			}
			if searches++; searches == after {
				r.Vanish()
			}
		})
		if got := app.Code(walks.Run(t.Context(), s, walks.Options{JSON: true}, "cas-array")); got != app.ExitFound {
			t.Errorf("vanishing after %d searches: exit %d", after, got)
		}
		s.Close()
		var a struct {
			Findings []struct{ Code, Subject, Verdict, Severity string }
			Plan     plans.Answer
		}
		if err := json.Unmarshal(out.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Findings {
			if f.Severity == "error" {
				findings = append(findings, f.Code+" "+f.Subject+" "+f.Verdict)
			}
		}
		slices.Sort(findings)
		return findings, len(a.Plan.Changes), err.String()
	}
	want, changes, errs := walked(0)
	if strings.Contains(errs, "stopped answering") || len(want) == 0 || changes == 0 {
		t.Fatalf("%v, %d changes, %s", want, changes, errs)
	}
	for _, after := range []int{3, 20} {
		got, n, errs := walked(after)
		if !slices.Equal(got, want) || n != changes {
			t.Errorf("after %d searches: %d changes instead of %d, found\n%s\ninstead of\n%s", after, n, changes, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if strings.Count(errs, "stopped answering") != 1 {
			t.Errorf("after %d searches it says: %s", after, errs)
		}
	}
}

// The console shows in its header and on the screen that another domain controller
// is asked.
func TestConsoleSaysThatTheDomainControllerChanged(t *testing.T) {
	b := uitest.Console(uitest.NewForest(uitest.NewClock()))
	moves := make(chan ui.Moved, 1)
	b.Setup.Moves = moves
	d := uitest.Start(t, b, uitest.NewClock(), 80, 24)
	moves <- ui.Moved{Server: "dc2.contoso.lab", Text: "dc1.contoso.lab stopped answering; continuing with dc2.contoso.lab"}
	d.Until("stopped answering")
	d.Sees("dc2.contoso.lab")
}
