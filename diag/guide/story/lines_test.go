package story_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
	"adwalk/diag/guide/story"
)

func result(code string, list ...diag.Outcome) diag.Result {
	r := diag.Result{Code: code, Status: diag.Skipped, Outcomes: list}
	for _, o := range list {
		r.Status = diag.Worse(r.Status, o.Status)
	}
	return r
}

func text(lines []guide.Line) string { return guidetest.Text(guide.Guide{}, lines) }

// Findings come first, then what is not known with its reason, then what is right; a
// subject that anything is wrong with is not praised.
func TestAStoryInOrder(t *testing.T) {
	why := &ad.Problem{Kind: ad.ProblemNoRight, What: "reading b", Why: "access denied", Do: "use another account"}
	got := text(story.Lines([]diag.Result{
		result("spn-missing", diag.Outcome{Subject: "http/good", Status: diag.Pass, Verdict: diag.OK, Evidence: []diag.Evidence{{Text: "one owner", Source: "ldap dc1"}}}, diag.Outcome{Subject: "http/bad", Status: diag.Pass}, diag.Outcome{Subject: "http/b", Status: diag.Unknown, Problem: why}),
		result("spn-duplicate", diag.Outcome{Subject: "http/bad", Status: diag.Fail, Args: map[string]string{"count": "2", "owners": "A$ and B$"}}, diag.Outcome{Subject: "http/good", Status: diag.Pass, Evidence: []diag.Evidence{{Text: "one owner", Source: "ldap dc1"}}},
			diag.Outcome{Subject: "http/c", Status: diag.Blocked, By: "account-disabled"}, diag.Outcome{Status: diag.Blocked, By: "login-missing"}),
		{Code: "odd-check", Crash: "index out of range"},
	}))
	last := -1
	for _, want := range []string{"fail: http/bad", "unknown: http/b: access denied\n  do: use another account", "blocked: http/c: explained by account-disabled", "blocked: Not judged: explained by login-missing", "crashed: the check odd-check failed: index out of range", "pass: http/good\n  one owner  [ldap dc1]\n"} {
		at := strings.Index(got, want)
		if at < last || at < 0 {
			t.Errorf("%q is missing or out of order in\n%s", want, got)
		}
		last = at
	}
	if strings.Contains(got, "pass: http/bad") || strings.Count(got, "one owner") != 1 {
		t.Errorf("praised beside a finding, or told twice:\n%s", got)
	}
	if got := text(story.Plain(nil, nil)); got != "skipped: Nothing to check here.\n" {
		t.Errorf("nothing: %q", got)
	}
}

// What is kept of results: what is wrong; what is not right, that is not known as well.
func TestWhatIsKept(t *testing.T) {
	all := []diag.Result{result("x", diag.Outcome{Subject: "a", Status: diag.Pass}, diag.Outcome{Subject: "b", Status: diag.Unknown}, diag.Outcome{Subject: "c", Status: diag.Fail}, diag.Outcome{Subject: "d", Status: diag.Blocked}), {Code: "y", Crash: "oops"}}
	kept := func(list []diag.Result) string {
		var out []string
		for _, r := range list {
			for _, o := range r.Outcomes {
				out = append(out, o.Subject)
			}
			if r.Crash != "" {
				out = append(out, r.Crash)
			}
		}
		return strings.Join(out, " ")
	}
	if got := kept(story.Failed(all)); got != "c d oops" {
		t.Errorf("failed: %s", got)
	}
	if got := kept(story.NotRight(all)); got != "b c d oops" {
		t.Errorf("not right: %s", got)
	}
	if len(all[0].Outcomes) != 4 {
		t.Error("the results themselves were changed")
	}
}

// A ticket whose line says why nothing is known of it is not told twice; what is not known
// for another reason is.
func TestTicketsAreToldOnce(t *testing.T) {
	s := guidetest.Snapshot(guidetest.Unknown(facts.Ticket, "http/a", ad.ProblemUnreachable, "no KDC answers"), guidetest.Ticketed("http/b", ad.ETypeAES256))
	no := &ad.Problem{What: "x", Why: "no KDC answers"}
	got := text(story.TellTickets(s.Reader(), []diag.Result{result("ticket-refused", diag.Outcome{Subject: "http/a", Status: diag.Unknown, Problem: no}, diag.Outcome{Subject: "http/b", Status: diag.Pass}, diag.Outcome{Subject: "ASA$", Status: diag.Unknown, Problem: &ad.Problem{Why: "hidden"}})}))
	if strings.Count(got, "no KDC answers") != 1 || !strings.Contains(got, "unknown: ASA$: hidden") || !strings.Contains(got, "pass: http/b  AES256, kvno 2") {
		t.Errorf("%s", got)
	}
}

// A plan that was not possible to judge is not "nothing to change".
func TestNothingToChange(t *testing.T) {
	s := diag.NewSnapshot()
	contradicted := &ad.Problem{Kind: ad.ProblemContradicted, Why: "contradicted: the service accepts it"}
	for name, c := range map[string]struct {
		results []diag.Result
		want    string
	}{
		"all right":          {[]diag.Result{result("x", diag.Outcome{Subject: "a", Status: diag.Pass})}, "pass: Nothing to change.\n"},
		"nothing was judged": {[]diag.Result{result("x")}, "skipped: Nothing could be judged, so no change is planned.\n"},
		"a part is unknown":  {[]diag.Result{result("x", diag.Outcome{Subject: "a", Status: diag.Pass}, diag.Outcome{Subject: "b", Status: diag.Unknown})}, "unknown: No change is planned, and not everything could be judged.\n"},
		"hidden":             {[]diag.Result{result("x", diag.Outcome{Subject: "b", Status: diag.Blocked})}, "unknown: No change is planned, and not everything could be judged.\n"},
		"contradicted":       {[]diag.Result{result("x", diag.Outcome{Subject: "b", Status: diag.Unknown, Problem: contradicted})}, "unknown: Nothing to move: the service accepts it\n"},
	} {
		if got := text(story.Plan(s.Reader(), c.results)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestUnaskedIsToldOnceForEachReason(t *testing.T) {
	s := guidetest.Snapshot(guidetest.Unknown(facts.Reach, "a:80", ad.ProblemNotAsked, "--no-probes"), guidetest.Unknown(facts.Reach, "b:80", ad.ProblemNotAsked, "--no-probes"), guidetest.Unknown(facts.Reach, "c:80", ad.ProblemUnreachable, "silent"), guidetest.Seen(facts.Reach, "d:80", facts.ReachValue{Open: true}))
	if got := text(story.Unasked(s.Reader(), facts.Reach)); got != "skipped: Not asked: reading net.reach: --no-probes\n" {
		t.Errorf("%q", got)
	}
}
