package cli

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/fault"
	"adwalk/cmd/app"
	"adwalk/cmd/engine"
	"adwalk/cmd/walks"
	"adwalk/diag"
	"adwalk/diag/guide/library"
	"adwalk/diag/walk"
)

// verdicts is what one walk over one state of the lab said.
type verdicts struct {
	findings []diag.Finding
	blocked  map[string]bool   // codes with a blocked outcome, and the codes that block
	status   map[string]string // of each check that ran
	problem  string
}

// diagnose walks one guide over one state of the lab, as adwalk walk would.
func diagnose(t testing.TB, scenario, id string) verdicts {
	t.Helper()
	var out bytes.Buffer
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: &out, Err: &out},
		Flags: app.Flags{Lab: true, Scenario: scenario, Parallel: 8, Timeout: 10 * time.Second}}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatalf("%s: %v", scenario, err)
	}
	g, ok := library.ByID(id)
	if !ok {
		t.Fatalf("no guide %s", id)
	}
	base := diag.NewSnapshot()
	walked := walk.New(g, walk.Parts{Engine: engine.New(t.Context(), s), Facts: base.Clone})
	if err := walks.Inputs(t.Context(), s, g, walked, base, walks.Options{}); err != nil {
		t.Fatalf("%s, %s: %v", scenario, id, err)
	}
	w := walked.Run(t.Context(), nil)
	if again := walked.Judge(nil); !slices.EqualFunc(w.Findings, again.Findings, func(a, b diag.Finding) bool { return a.Code == b.Code && a.Subject == b.Subject }) {
		t.Errorf("%s, %s: judged again, the same facts give other findings: %v, then %v", scenario, id, w.Findings, again.Findings)
	}
	v := verdicts{findings: w.Findings, blocked: map[string]bool{}, status: map[string]string{}}
	if w.Problem != nil {
		v.problem = w.Problem.Error()
	}
	for _, st := range w.Steps {
		for _, r := range st.Results {
			v.status[r.Code] = string(r.Status)
			for _, o := range r.Outcomes {
				if o.Status == diag.Blocked || o.Status == diag.Unknown {
					v.blocked[r.Code] = true
				}
			}
		}
	}
	return v
}

// names says whether a walk reported the fault with its code and verdict about
// its subject.
func (v verdicts) names(x fault.Fault) bool {
	return slices.ContainsFunc(v.findings, func(f diag.Finding) bool {
		return f.Code == x.Code && string(f.Verdict) == x.Verdict && ad.FoldSPN(f.Subject) == ad.FoldSPN(x.Subject)
	})
}

// extra lists findings that none of the faults explains.
func (v verdicts) extra(faults ...fault.Fault) []string {
	var out []string
	for _, f := range v.findings {
		explained := slices.ContainsFunc(faults, func(x fault.Fault) bool {
			return f.Code == x.Code && ad.FoldSPN(f.Subject) == ad.FoldSPN(x.Subject) || slices.Contains(x.Also, f.Code)
		})
		if !explained {
			out = append(out, fmt.Sprintf("%s %s %q", f.Code, f.Verdict, f.Subject))
		}
	}
	return out
}

func (v verdicts) String() string {
	var said []string
	for _, f := range v.findings {
		said = append(said, fmt.Sprintf("%s %s %q", f.Code, f.Verdict, f.Subject))
	}
	if v.problem != "" {
		said = append(said, "stopped: "+v.problem)
	}
	if len(said) == 0 {
		return "nothing"
	}
	return strings.Join(said, "; ")
}

// score counts one part of the report.
type score struct {
	name      string
	all, good int
	falseSaid int
}

func (s score) String() string {
	return fmt.Sprintf("%-28s %3d of %3d right, %d false alarms", s.name, s.good, s.all, s.falseSaid)
}

// watched is all of a part of the corpus, every tenth of it while the race
// detector watches, and every twentieth in the short lane: every walk is the
// same code, and .ci/diagnosis takes the whole corpus.
func watched[T any](all []T) []T {
	step := 1
	switch {
	case testing.Short():
		step = 20
	case racing:
		step = 10
	}
	var some []T
	for i := 0; i < len(all); i += step {
		some = append(some, all[i])
	}
	return some
}

// TestDiagnosis holds the walks against the corpus: every single fault, every
// healthy variant, and, when ADWALK_PAIRS says how many, pairs of faults.
// .ci/diagnosis runs it with all of them.
func TestDiagnosis(t *testing.T) {
	pairs := 0
	if v := os.Getenv("ADWALK_PAIRS"); v != "" {
		if _, err := fmt.Sscan(v, &pairs); err != nil {
			t.Fatal(err)
		}
	}
	report := []score{singles(t), variants(t)}
	if pairs > 0 {
		report = append(report, pairsOf(t, pairs))
	}
	for _, s := range report {
		t.Log(s)
	}
}

// ofGuide is all faults, or those of the guide in ADWALK_GUIDE, for whoever works on
// one.
func ofGuide(all []fault.Fault) []fault.Fault {
	id := os.Getenv("ADWALK_GUIDE")
	return slices.DeleteFunc(slices.Clone(all), func(x fault.Fault) bool { return id != "" && x.Guide != id })
}

func singles(t *testing.T) score {
	s := score{name: "single faults"}
	for _, x := range ofGuide(watched(fault.All())) {
		s.all++
		v := diagnose(t, "healthy+"+x.Name, x.Guide)
		if v.names(x) {
			s.good++
		} else {
			t.Errorf("missed: %s (%s): want %s %s %q; said: %s", x.Name, x.Guide, x.Code, x.Verdict, x.Subject, v)
		}
		if e := v.extra(x); len(e) > 0 {
			s.falseSaid += len(e)
			t.Errorf("false alarm beside %s (%s): %s", x.Name, x.Guide, strings.Join(e, "; "))
		}
	}
	return s
}

func variants(t *testing.T) score {
	s := score{name: "healthy variants"}
	for _, v := range watched(append([]fault.Variant{{Name: ""}}, fault.Variants()...)) {
		scenario := "healthy"
		if v.Name != "" {
			scenario = "variant:" + v.Name
		}
		guides := v.Guides
		if len(guides) == 0 {
			for _, g := range library.All() {
				if id := os.Getenv("ADWALK_GUIDE"); id == "" || id == g.ID {
					guides = append(guides, g.ID)
				}
			}
		}
		s.all++
		quiet := true
		for _, id := range guides {
			if got := diagnose(t, scenario, id); len(got.findings) > 0 {
				quiet = false
				s.falseSaid += len(got.findings)
				t.Errorf("false alarm on %s (%s): %s", scenario, id, got)
			}
		}
		if quiet {
			s.good++
		}
	}
	return s
}

// pairsOf checks that both causes are named, or that the one that hides the
// other is named and the hidden one is marked, never ok.
func pairsOf(t *testing.T, limit int) score {
	s := score{name: "pairs of faults"}
	for _, p := range fault.Pairs(limit) {
		s.all++
		v := diagnose(t, "healthy+"+p[0].Name+"+"+p[1].Name, p[0].Guide)
		good := true
		for i, x := range p {
			other := p[1-i]
			hidden := slices.Contains(other.Hides, x.Code) && v.names(other) && (v.blocked[x.Code] || v.status[x.Code] != string(diag.Pass))
			if !v.names(x) && !hidden {
				good = false
				t.Errorf("missed in a pair: %s beside %s (%s): want %s %s %q (%s now); said: %s", x.Name, other.Name, x.Guide, x.Code, x.Verdict, x.Subject, v.status[x.Code], v)
			}
		}
		if e := v.extra(p[0], p[1]); len(e) > 0 {
			s.falseSaid += len(e)
			t.Errorf("false alarm beside %s and %s: %s", p[0].Name, p[1].Name, strings.Join(e, "; "))
		}
		if good {
			s.good++
		}
	}
	return s
}
