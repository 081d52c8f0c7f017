package walk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

const spn = "http/app.contoso.lab"

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// site is a directory, a KDC and a service that know one SPN.
type site struct {
	mu      sync.Mutex
	owner   string // who has the SPN, "" for nobody
	key     string // whose key the service has
	asked   []string
	onAsk   func(diag.Request)
	refuses bool // the directory takes no change
}

func account(name string) ad.Account {
	return ad.Account{Name: name, DN: "CN=" + name + ",DC=contoso,DC=lab"}
}

func (f *site) Collect(_ context.Context, reqs []diag.Request, s *diag.Snapshot, progress guide.Progress) {
	f.mu.Lock()
	defer f.mu.Unlock()
	src := ad.Source{Kind: "ldap", Name: "dc1", At: noon}
	for i, r := range reqs {
		f.asked = append(f.asked, r.Kind)
		if f.onAsk != nil {
			f.onAsk(r)
		}
		switch r.Kind {
		case facts.Owners.Name:
			v := facts.OwnersValue{}
			if f.owner != "" {
				v.Owners = []ad.Account{account(f.owner)}
			}
			facts.Owners.Put(s, diag.Fact[facts.OwnersValue]{Subject: r.Subject, Value: v, Source: src})
		case facts.Ticket.Name:
			t := ad.TicketResult{SPN: r.Subject, Reply: &ad.TicketReply{SPN: r.Subject}}
			if f.owner == "" {
				t = ad.TicketResult{SPN: r.Subject, Error: &ad.KDCError{Code: 7}}
			}
			facts.Ticket.Put(s, diag.Fact[ad.TicketResult]{Subject: r.Subject, Value: t, Source: src})
		case facts.ServiceAnswer.Name:
			ok := f.owner != "" && f.owner == f.key
			facts.ServiceAnswer.Put(s, diag.Fact[facts.ServiceAnswerValue]{Subject: r.Subject, Value: facts.ServiceAnswerValue{Tried: f.owner != "", Accepted: ok}, Source: src})
		}
		progress(i+1, len(reqs), r.Subject)
	}
}

func (f *site) Apply(_ context.Context, c ad.Change) ad.ChangeOutcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuses {
		return ad.ChangeOutcome{Change: c, Problem: &ad.Problem{Kind: ad.ProblemRefused, What: "no"}}
	}
	if f.owner = c.Account; c.Op == ad.DeleteValue {
		f.owner = ""
	}
	return ad.ChangeOutcome{Change: c, Done: true, ID: fmt.Sprintf("%s-%s", c.Op, c.Account)}
}

func (f *site) Undo(context.Context, string) ad.ChangeOutcome { return ad.ChangeOutcome{Done: true} }

type texts struct{}

func (texts) Title(code string) string                        { return code }
func (texts) Summary(code string, a map[string]string) string { return code + " " + a["subject"] }

// onAccount finds the SPN on another account than the input says.
func onAccount() diag.Check {
	return diag.Check{Code: "wrong-owner", Severity: diag.Error, Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Owners.Get(r, spn)
		if !ok {
			return
		}
		if len(f.Value.Owners) == 1 && f.Value.Owners[0].Name == guide.Value(r, "account") {
			o.Pass(spn, diag.OK, f.Proof(), diag.Seen(f.Source, "on %s", f.Value.Owners[0].Name))
			return
		}
		o.Hit(spn, diag.Misplaced, nil)
	}}
}

func sample() guide.Guide {
	ask := func(kinds ...string) func(*diag.Reader) []diag.Request {
		return func(*diag.Reader) []diag.Request {
			var out []diag.Request
			for _, k := range kinds {
				out = append(out, diag.Request{Kind: k, Subject: spn})
			}
			return out
		}
	}
	return guide.Guide{ID: "sample", Symptom: "a sample",
		Inputs: []guide.Input{{Key: "account", Title: "the account", Required: true, Discover: func(*diag.Reader) []string { return []string{"svc"} }}},
		Steps: []guide.Step{
			{ID: "owner", Title: "Owner", Requests: ask(facts.Owners.Name), Checks: []string{"wrong-owner"}, Again: []string{facts.Owners.Name}},
			{ID: "look", Title: "Look", Kind: guide.Person, Items: []guide.Item{{ID: "runs", Title: "It runs", Command: "sc query app"}}},
			{ID: "ticket", Title: "Ticket", Requests: ask(facts.Owners.Name, facts.Ticket.Name, facts.ServiceAnswer.Name), Again: []string{facts.Ticket.Name, facts.ServiceAnswer.Name}},
			{ID: "verify", Title: "Verify", Kind: guide.Verify, Requests: ask(facts.Owners.Name), Checks: []string{"wrong-owner"}, Again: []string{facts.Owners.Name}},
		}}
}

// give moves the SPN to the account of the input.
func give(found []diag.Finding, r *diag.Reader) fix.Plan {
	var p fix.Plan
	for _, f := range found {
		p.Changes = append(p.Changes, fix.Planned{Code: f.Code, Subject: f.Subject,
			Change: ad.Change{Account: guide.Value(r, "account"), Attribute: "servicePrincipalName", Op: ad.AddValue, Value: spn}})
	}
	return p
}

func parts(f *site) walk.Parts {
	return walk.Parts{Engine: &guide.Engine{Checks: map[string]diag.Check{"wrong-owner": onAccount()}, Texts: texts{}, Collector: f}, Plan: give, Now: func() time.Time { return noon }}
}

func status(s walk.State) string {
	var out []string
	for _, st := range s.Steps {
		out = append(out, string(st.Status))
	}
	return strings.Join(out, " ")
}

// What a walk emits adds up to what it is: for one who hears it, and for one who
// reads it from a file later.
func TestEventsAddUpToTheState(t *testing.T) {
	f := &site{owner: "old", key: "svc"}
	w := walk.New(sample(), parts(f))
	yes := true
	w.Say("runs", &yes, ad.Source{Kind: "operator"})
	var heard []walk.Event
	hear := func(e walk.Event) {
		if e.Kind != walk.Progressed {
			heard = append(heard, e)
		}
	}
	w.Run(t.Context(), hear)
	st := w.Apply(t.Context(), w.State().Plan, walk.Writer{Editor: f}, hear)
	if st.Verdict == nil || st.Verdict.Outcome != walk.Resolved || status(st) != "pass pass skipped pass" || st.Class() != walk.Clean {
		t.Fatalf("%s, %+v", status(st), st.Verdict)
	}
	for i, e := range heard {
		if i > 0 && e.Seq != heard[i-1].Seq+1 {
			t.Fatalf("event %d follows %d", e.Seq, heard[i-1].Seq)
		}
	}
	var file bytes.Buffer
	if err := w.Save(&file); err != nil {
		t.Fatal(err)
	}
	saved, err := walk.Load(&file)
	if err != nil || saved.Guide != "sample" {
		t.Fatal(saved.Guide, err)
	}
	asJSON := func(s walk.State) string {
		s.Guide = guide.Guide{}
		//lint:ignore SA1026 the functions were cleared above
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := asJSON(st)
	if got := asJSON(walk.Replay(sample(), saved.Events)); got != want {
		t.Errorf("replayed from a file:\n%s\nwant\n%s", got, want)
	}
	again := walk.Resume(sample(), parts(f), saved.Events, saved.Facts)
	if got := asJSON(again.State()); got != want {
		t.Errorf("resumed:\n%s\nwant\n%s", got, want)
	}
	if !reflect.DeepEqual(walk.Replay(sample(), w.Events()).Findings, st.Findings) {
		t.Error("the events of the walk itself add up to something else")
	}
}

// A walk asks once for what several steps look at.
func TestAWalkAsksOnce(t *testing.T) {
	f := &site{owner: "svc", key: "svc"}
	w := walk.New(sample(), parts(f))
	w.Run(t.Context(), nil)
	if want := []string{facts.Owners.Name, facts.Ticket.Name, facts.ServiceAnswer.Name}; !slices.Equal(f.asked, want) {
		t.Errorf("asked %q", f.asked)
	}
	f.asked, f.owner = nil, ""
	st := w.Again(t.Context(), "owner", nil)
	if !slices.Equal(f.asked, []string{facts.Owners.Name}) || status(st) != "fail manual skipped fail" {
		t.Errorf("asked %q again: %s", f.asked, status(st))
	}
}

// A walk that was stopped goes on where it stopped, also from its events.
func TestAStoppedWalkGoesOn(t *testing.T) {
	f := &site{owner: "old"}
	ctx, cancel := context.WithCancel(t.Context())
	f.onAsk = func(r diag.Request) {
		if r.Kind == facts.Ticket.Name {
			cancel()
		}
	}
	w := walk.New(sample(), parts(f))
	st := w.Run(ctx, nil)
	if st.Problem == nil || st.Problem.Kind != ad.ProblemCancelled || st.Complete || st.Phase != walk.Idle {
		t.Fatalf("%+v %s", st.Problem, status(st))
	}
	f.onAsk, f.asked = nil, nil
	again := walk.Resume(sample(), parts(f), w.Events(), w.Snapshot())
	st = again.Continue(t.Context(), nil)
	if !st.Complete || st.Problem != nil || slices.Contains(f.asked, facts.Owners.Name) || status(st) != "fail manual skipped fail" {
		t.Errorf("asked %q: %s, %+v", f.asked, status(st), st.Problem)
	}
}

// A walk never mixes the answers to two identities.
func TestALoginEndsAWalk(t *testing.T) {
	f := &site{owner: "old"}
	epoch := "alice 1"
	p := parts(f)
	p.Epoch = func() string { return epoch }
	f.onAsk = func(r diag.Request) {
		if r.Kind == facts.Ticket.Name {
			epoch = "bob 2"
		}
	}
	w := walk.New(sample(), p)
	st := w.Run(t.Context(), nil)
	if !st.Over || st.Complete || !strings.Contains(st.Problem.Error(), "login changed") || st.Steps[2].Status != diag.Pending {
		t.Errorf("%+v: %s", st.Problem, status(st))
	}
	f.onAsk = nil
	for name, do := range map[string]func() walk.State{
		"continue": func() walk.State { return w.Continue(t.Context(), nil) },
		"again":    func() walk.State { return w.Again(t.Context(), "owner", nil) },
		"write":    func() walk.State { return w.Apply(t.Context(), st.Plan, walk.Writer{Editor: f}, nil) },
		"verify":   func() walk.State { return w.Verify(t.Context(), st.Plan, nil) },
	} {
		if st := do(); !st.Over || f.owner != "old" {
			t.Errorf("%s went on as somebody else", name)
		}
	}
	if st := w.Run(t.Context(), nil); st.Over || !st.Complete || st.Epoch != "bob 2" {
		t.Errorf("a new walk: %+v", st.Problem)
	}
}

// The verdict says what became of a write: also that it broke what had worked.
func TestVerdicts(t *testing.T) {
	for name, tc := range map[string]struct {
		site  *site
		want  walk.Outcome
		class walk.Class
	}{
		"what was wrong is right":    {&site{owner: "old", key: "svc"}, walk.Resolved, walk.Clean},
		"the service loses its key":  {&site{owner: "old", key: "old"}, walk.Worse, walk.Found},
		"the directory takes no":     {&site{owner: "old", key: "svc", refuses: true}, walk.Failing, walk.Found},
		"nobody had it, now one has": {&site{key: "svc"}, walk.Resolved, walk.Clean},
	} {
		f := tc.site
		w := walk.New(sample(), parts(f))
		yes := true
		w.Say("runs", &yes, ad.Source{Kind: "operator"})
		st := w.Run(t.Context(), nil)
		st = w.Apply(t.Context(), st.Plan, walk.Writer{Editor: f}, nil)
		if st.Verdict == nil || st.Verdict.Outcome != tc.want || st.Class() != tc.class {
			t.Errorf("%s: %+v, %s", name, st.Verdict, st.Class())
			continue
		}
		if tc.want == walk.Worse {
			if ids := st.Standing(); len(st.Verdict.Broken) != 1 || len(ids) != 1 || !strings.HasPrefix(st.Verdict.Text(), "Undo this first") {
				t.Errorf("%s: %+v, undo %q", name, st.Verdict, ids)
			}
			if st := w.Undo(t.Context(), f, nil); len(st.Standing()) != 0 {
				t.Errorf("%s: still to undo: %q", name, st.Standing())
			}
		}
	}
}

// What is left to do by hand is the same for everybody who asks.
func TestTodos(t *testing.T) {
	w := walk.New(sample(), parts(&site{owner: "svc"}))
	st := w.Run(t.Context(), nil)
	if got := st.Todos(); len(got) != 1 || got[0].Text != "It runs" || got[0].Command != "sc query app" {
		t.Errorf("%+v", got)
	}
	yes := true
	w.Say("runs", &yes, ad.Source{Kind: "operator"})
	if st := w.Judge(nil); len(st.Todos()) != 0 || status(st) != "pass pass skipped pass" {
		t.Errorf("%+v, %s", st.Todos(), status(st))
	}
}

// A saved walk is foreign text: it is refused or read, never a panic.
func FuzzLoad(f *testing.F) {
	w := walk.New(sample(), parts(&site{owner: "old"}))
	w.Run(f.Context(), nil)
	var file bytes.Buffer
	if err := w.Save(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte(`{"format":"adwalk walk","version":1,"guide":"sample"}{"event":{"kind":"given"}}`))
	f.Add([]byte(`{"format":"adwalk walk","version":1,"guide":"sample"}{"event":{"kind":"step-ended","step":"owner"}}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(_ *testing.T, data []byte) {
		saved, err := walk.Load(bytes.NewReader(data))
		if err != nil {
			return
		}
		st := walk.Replay(sample(), saved.Events)
		_, _, _, _ = st.Todos(), st.Class(), st.Standing(), st.Passed()
		walk.Resume(sample(), walk.Parts{}, saved.Events, saved.Facts)
	})
}
