package walk_test

import (
	"fmt"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/story"
	"adwalk/ui/uitest"
)

// walked is a walk through one step whose check says what is given.
func walked(t *testing.T, w, h int, run func(o *diag.Out)) *uitest.Driver {
	t.Helper()
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Engine.Checks["sample-check"] = diag.Check{Code: "sample-check", Severity: diag.Error, Needs: []string{facts.Owners.Name}, Run: func(_ *diag.Reader, o *diag.Out) { run(o) }}
	b.Guides = []guide.Guide{{ID: "small", Symptom: "A small walk", Applies: "tests", Steps: []guide.Step{
		{ID: "names", Title: "Names", Why: "Because the KDC needs them.", Checks: []string{"sample-check"}, Story: story.Plain},
		{ID: "last", Title: "Another step", Checks: []string{"sample-check"}, Story: story.Plain},
	}}}
	d := uitest.New(t, b, clock, w, h)
	d.Press("enter")
	for range 3 {
		d.Press("left")
	}
	return d
}

func seen(text string) diag.Evidence {
	return diag.Seen(ad.Source{Kind: "ldap", Name: "dc1"}, "%s", text)
}

// Seven findings of one kind are one group with their count, not seven paragraphs.
func TestFindingsOfOneKindAreOneGroup(t *testing.T) {
	d := walked(t, 80, 24, func(o *diag.Out) {
		for i := range 7 {
			o.Hit(fmt.Sprintf("DLL%d", i), diag.Missing, nil, seen("the file is too old"))
		}
	})
	if n := strings.Count(d.View(), "✗ Names"); n == 0 {
		t.Fatalf("the step is not wrong:\n%s", d.View())
	}
	d.Sees("Why", "Because the KDC needs them.", "7 ×", "DLL0", "3 more")
	if n := strings.Count(d.View(), "the file is too old"); n > 2 {
		t.Errorf("the same is said %d times:\n%s", n, d.View())
	}
	d.Press("enter")
	d.Sees("DLL0", "the file is too old")
	d.Press("end")
	d.Sees("DLL6")
}

// The badge of a step counts what its rows show: two of three.
func TestTheBadgeCountsWhatIsShown(t *testing.T) {
	d := walked(t, 80, 24, func(o *diag.Out) {
		o.Hit("http/a", diag.Missing, nil, seen("no owner"))
		o.Hit("http/b", diag.Missing, nil, seen("no owner"))
		o.Unknown("http/c", &ad.Problem{Kind: ad.ProblemNoRight, What: "reading http/c", Why: "no right"})
	})
	d.Sees("0/3", "http/a", "http/b", "http/c")
}

// The story has one order, why, wrong, seen; n goes to the next problem; a key leads to
// the page of the finding, and copying takes the step.
func TestAStoryIsReadAndFollowed(t *testing.T) {
	d := walked(t, 100, 30, func(o *diag.Out) {
		o.Hit("http/a", diag.Missing, nil, seen("no owner"))
		o.Unknown("http/c", &ad.Problem{Kind: ad.ProblemNoRight, What: "reading http/c", Why: "no right to read it"})
	})
	v := d.View()
	why, wrong, said := strings.Index(v, "Why "), strings.Index(v, "Wrong "), strings.Index(v, "Seen ")
	if why < 0 || wrong < why || said < wrong {
		t.Errorf("why at %d, wrong at %d, seen at %d:\n%s", why, wrong, said, v)
	}
	d.Sees("no right to read it")
	d.Press("n")
	d.Sees("step 2 of 2")
	d.Press("P")
	d.Sees("sample-check", "how it was checked")
	d.Press("esc", "y")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "no owner") {
		t.Errorf("copied %q", d.Copied)
	}
}

// What to do stands last and once, however many lines of the story advise it.
func TestAStoryEndsWithWhatToDo(t *testing.T) {
	d := walked(t, 100, 30, func(o *diag.Out) {
		for _, spn := range []string{"http/a", "http/b"} {
			o.Unknown(spn, &ad.Problem{Kind: ad.ProblemNotAsked, What: "asking for " + spn, Why: "no user was named", Do: "name the user", Input: "user=NAME"})
		}
	})
	v := d.View()
	said, do := strings.Index(v, "Seen "), strings.Index(v, "Do ")
	if said < 0 || do < said || strings.Count(v, "Name the user: i › user") != 1 || strings.Contains(v, "--set") {
		t.Errorf("seen at %d, do at %d:\n%s", said, do, v)
	}
	d.Press("enter")
	d.Sees("do: name the user: i › user")
}

// Where not every check has room in the matrix, the one that failed is shown: a row of
// marks that are all ok must not stand beside a finding.
func TestTheMatrixShowsTheCheckThatFailed(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	var codes []string
	for _, name := range []string{"one", "two", "three", "four", "five", "six", "bad"} {
		code := "sample-" + name
		codes = append(codes, code)
		b.Engine.Checks[code] = diag.Check{Code: code, Severity: diag.Error, Needs: []string{facts.Owners.Name}, Run: func(r *diag.Reader, o *diag.Out) {
			for _, f := range facts.Owners.All(r) {
				if name == "bad" {
					o.Hit(f.Subject, diag.Missing, nil, seen("no owner"))
				} else {
					o.Pass(f.Subject, diag.OK, f.Proof(), seen("there"))
				}
			}
		}}
	}
	steps := uitest.Guide().Steps[:1]
	steps[0].Checks = codes
	b.Guides = []guide.Guide{{ID: "small", Symptom: "A small walk", Applies: "tests", Steps: steps}}
	d := uitest.New(t, b, clock, 140, 40)
	d.Press("enter")
	d.Sees("Subject")
	for l := range strings.SplitSeq(d.View(), "\n") {
		if strings.Contains(l, "Subject") && !strings.Contains(l, "bad") {
			t.Errorf("the check that failed has no column: %q", l)
		}
	}
}

// The evidence of a problem is read with the walk's keys: the next problem is one key
// away, and no key opens another screen than it does in the walk.
func TestTheWalksKeysWorkOnItsPages(t *testing.T) {
	d := walked(t, 80, 24, func(o *diag.Out) { o.Hit("http/a.contoso.lab", diag.Missing, nil, seen("0 objects")) })
	d.Press("home", "enter")
	d.Sees("Names › evidence")
	d.Press("?")
	d.Sees("On the screen that this page belongs to", "the next step that is wrong")
	d.Press("esc", "n")
	d.Sees("▸✗ Another step", "step 2 of 2")
	d.Lacks("evidence ›", "Which SPN each client asks for")
}

// The matrix keeps its columns apart, and shortens each name once.
func TestTheMatrixIsReadable(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	var checks []string
	for _, code := range []string{"sample-with-a-very-long-name", "other-with-a-long-name-too"} {
		checks = append(checks, code)
		b.Engine.Checks[code] = diag.Check{Code: code, Severity: diag.Error, Needs: []string{facts.Owners.Name}, Run: func(_ *diag.Reader, o *diag.Out) {
			o.Hit("http/a-host-with-a-name-of-some-length.contoso.lab at cas1.contoso.lab", diag.Missing, nil, seen("0 objects"))
		}}
	}
	b.Guides = []guide.Guide{{ID: "small", Symptom: "A small walk", Applies: "tests", Steps: []guide.Step{{ID: "names", Title: "Names", Checks: checks, Story: story.Plain}}}}
	d := uitest.New(t, b, clock, 160, 40)
	d.Press("enter")
	d.Sees("Subject ", "with-a-very… ", "…toso.lab ")
	d.Lacks("……")
}
