package diag_test

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
)

var certain = diag.Define[bool]("test.certain", "a fact that is known", diag.Exact)

// pass lets a subject pass by a fact that is known.
func pass(o *diag.Out, subject string) {
	s := diag.NewSnapshot()
	certain.Put(s, diag.Fact[bool]{Value: true})
	f, _ := certain.Get(s.Reader(), "")
	o.Pass(subject, "", f.Proof())
}

// says makes a check that says the same every time.
func says(code string, run func(o *diag.Out), dependsOn ...string) diag.Check {
	return diag.Check{Code: code, Severity: diag.Warning, DependsOn: dependsOn, Run: func(_ *diag.Reader, o *diag.Out) { run(o) }}
}

// hits makes a check that finds something about each subject.
func hits(code string, subjects []string, dependsOn ...string) diag.Check {
	return says(code, func(o *diag.Out) {
		for _, s := range subjects {
			o.Hit(s, diag.Missing, nil)
		}
	}, dependsOn...)
}

// told renders results as "code subject status by".
func told(results []diag.Result) []string {
	var out []string
	for _, r := range results {
		for _, o := range r.Outcomes {
			out = append(out, strings.TrimSpace(strings.Join([]string{r.Code, o.Subject, string(o.Status), o.By}, " ")))
		}
	}
	return out
}

func TestACauseHidesItsConsequences(t *testing.T) {
	unknown := func(o *diag.Out) { o.Unknown("http/a", &ad.Problem{What: "reading"}) }
	for name, c := range map[string]struct {
		checks []diag.Check
		want   []string
	}{
		"of the same subject, in any case of the letters, whatever the order of the checks": {
			[]diag.Check{hits("late", []string{"http/a", "http/b"}, "early"), hits("early", []string{"HTTP/A"})},
			[]string{"early HTTP/A fail", "late http/a blocked early", "late http/b fail"}},
		"of every subject": {
			[]diag.Check{hits("early", []string{""}), hits("late", []string{"http/a"}, "early")},
			[]string{"early  fail", "late http/a blocked early"}},
		"of the subjects that it names": {
			[]diag.Check{says("early", func(o *diag.Out) { o.Hit("svc", diag.OwnerDisabled, nil).Hides = []string{"http/a"} }), hits("late", []string{"http/a", "http/b"}, "early")},
			[]string{"early svc fail", "late http/a blocked early", "late http/b fail"}},
		"also where the answer is not known": {
			[]diag.Check{hits("early", []string{"http/a"}), says("late", unknown, "early")},
			[]string{"early http/a fail", "late http/a blocked early"}},
		"but nothing that is right": {
			[]diag.Check{hits("early", []string{"http/a"}), says("late", func(o *diag.Out) { pass(o, "http/a") }, "early")},
			[]string{"early http/a fail", "late http/a pass"}},
		"and what is not known hides nothing": {
			[]diag.Check{says("early", unknown), hits("late", []string{"http/a"}, "early", "elsewhere")},
			[]string{"early http/a unknown", "late http/a fail"}},
	} {
		if got := told(diag.Run(c.checks, diag.NewSnapshot())); !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, c.want)
		}
	}
}

func TestTheWorstSumsUpACheck(t *testing.T) {
	for _, c := range []struct {
		name string
		run  func(o *diag.Out)
		want diag.Status
	}{
		{"nothing to look at", func(*diag.Out) {}, diag.Skipped},
		{"all right", func(o *diag.Out) { pass(o, "a") }, diag.Pass},
		{"one not known", func(o *diag.Out) { pass(o, "a"); o.Unknown("b", nil) }, diag.Unknown},
		{"one wrong", func(o *diag.Out) { o.Unknown("b", nil); o.Hit("c", diag.Missing, nil); pass(o, "a") }, diag.Fail},
		{"a check that breaks", func(o *diag.Out) { pass(o, "a"); panic("no such thing") }, diag.Crashed},
	} {
		res := diag.Run([]diag.Check{says("x", c.run)}, diag.NewSnapshot())[0]
		if res.Status != c.want || (res.Crash != "") != (c.want == diag.Crashed) {
			t.Errorf("%s: %s %q, want %s", c.name, res.Status, res.Crash, c.want)
		}
	}
}
