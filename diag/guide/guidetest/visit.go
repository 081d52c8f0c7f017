package guidetest

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/guide"
	"adwalk/diag/pages"
)

// Case is one visit to a step.
type Case struct {
	Name   string
	Step   string
	Facts  Fact        // all that is known; nil is nothing
	Status diag.Status // of the step
	Finds  []string    // its findings, "code subject", in any order
	Says   []string    // parts of its text
	Silent []string    // what its text must not say
	Asks   []string    // requests that it has once it knows Facts, "kind subject"
	Never  []string    // requests that it must not have then
}

// Visit runs the cases against a guide.
func Visit(t *testing.T, g guide.Guide, cases []Case) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.Step+"/"+c.Name, func(t *testing.T) {
			t.Helper()
			i := slices.IndexFunc(g.Steps, func(st guide.Step) bool { return st.ID == c.Step })
			if i < 0 {
				t.Fatalf("the guide %s has no step %s", g.ID, c.Step)
			}
			s := diag.NewSnapshot()
			if c.Facts != nil {
				c.Facts(s)
			}
			e := guide.Engine{Checks: checks.ByCode(), Texts: pages.Catalogue()}
			res := e.RunStep(t.Context(), g.Steps[i], s, nil)
			text := Text(g, res.Lines)
			if res.Status != c.Status {
				t.Errorf("status %s, want %s", res.Status, c.Status)
			}
			if got := found(res.Results); !slices.Equal(got, slices.Sorted(slices.Values(c.Finds))) {
				t.Errorf("finds %q, want %q", got, c.Finds)
			}
			asked := asks(g.Steps[i], s)
			says := func(part string) bool { return strings.Contains(text, part) }
			asksFor := func(request string) bool { return slices.Contains(asked, request) }
			each(t, c.Says, says, true, "does not say %q")
			each(t, c.Silent, says, false, "says %q")
			each(t, c.Asks, asksFor, true, "does not ask for %q")
			each(t, c.Never, asksFor, false, "asks for %q")
			if t.Failed() {
				t.Logf("it says\n%s\nand asks for\n%s", text, strings.Join(asked, "\n"))
			}
		})
	}
}

// found lists findings as "code subject", sorted. A check that crashed is one as well.
func found(results []diag.Result) []string {
	var out []string
	for _, r := range results {
		if r.Crash != "" {
			out = append(out, r.Code+" crashed: "+r.Crash)
		}
		for _, o := range r.Outcomes {
			if o.Status == diag.Fail {
				out = append(out, strings.TrimSpace(r.Code+" "+o.Subject))
			}
		}
	}
	slices.Sort(out)
	return out
}

func asks(st guide.Step, s *diag.Snapshot) []string {
	if st.Requests == nil {
		return nil
	}
	var out []string
	for _, r := range st.Requests(s.Reader()) {
		out = append(out, strings.TrimSpace(r.Kind+" "+r.Subject))
	}
	return out
}

// Text is a story as a person reads it: a line each with its status in front, what is
// below it indented.
func Text(g guide.Guide, lines []guide.Line) string {
	var b strings.Builder
	for _, l := range lines {
		l = l.Told(g.Option)
		if l.Status != "" {
			b.WriteString(string(l.Status) + ": ")
		}
		b.WriteString(l.Text + "\n")
		for _, d := range l.Detail {
			b.WriteString("  " + d + "\n")
		}
	}
	return b.String()
}

// each holds that something is so, or is not, for every text of a list.
func each(t *testing.T, list []string, is func(string) bool, want bool, complaint string) {
	t.Helper()
	for _, text := range list {
		if is(text) != want {
			t.Errorf(complaint, text)
		}
	}
}

// Shape holds a guide's steps in order, the inputs that it does not start without, and the
// others, each parted by blanks.
func Shape(t *testing.T, g guide.Guide, steps, required, other string) {
	t.Helper()
	var got, must, may []string
	for _, st := range g.Steps {
		got = append(got, st.ID)
	}
	for _, in := range g.Inputs {
		if in.Required {
			must = append(must, in.Key)
		} else {
			may = append(may, in.Key)
		}
	}
	for _, c := range []struct {
		what string
		got  []string
		want string
	}{{"steps", got, steps}, {"must have", must, required}, {"may have", may, other}} {
		if list := strings.Join(c.got, " "); list != c.want {
			t.Errorf("%s %q, want %q", c.what, list, c.want)
		}
	}
}

// Answer says what the guide makes of a typed value: the input as it keeps it, or the
// refusal.
func Answer(t *testing.T, g guide.Guide, key, value string) string {
	t.Helper()
	s := diag.NewSnapshot()
	err := guide.Set(g, s, key, value, ad.Source{Kind: "operator"})
	if err == nil {
		return guide.Value(s.Reader(), key)
	}
	p := ad.AsProblem(err, "", "")
	if p.Kind != ad.ProblemUsage || p.What == "" || p.Why == "" || p.Do == "" {
		t.Errorf("%s=%s: the refusal lacks what, why or what to do: %+v", key, value, p)
	}
	return "refused: " + p.Error()
}

// Unmended lists the codes that a guide's steps judge and its fix does not, sorted: findings
// that its plan says nothing about.
func Unmended(g guide.Guide) []string {
	var judged, fixed []string
	for _, st := range g.Steps {
		if st.Kind == guide.Fix {
			fixed = append(fixed, st.Checks...)
		} else {
			judged = append(judged, st.Checks...)
		}
	}
	slices.Sort(judged)
	return slices.DeleteFunc(slices.Compact(judged), func(code string) bool { return slices.Contains(fixed, code) })
}
