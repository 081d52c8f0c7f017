package walk

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
)

// Only an outcome that was seen is called fixed; where something is still open the
// sentence says what, and what worked before comes first.
func TestTheSentenceOfAVerdict(t *testing.T) {
	found := []diag.Finding{{Code: "spn-missing"}}
	for _, c := range []struct {
		v    Verdict
		want string
	}{
		{Verdict{Outcome: Resolved}, "Fixed. Nothing is wrong any more."},
		{Verdict{Outcome: Fixed, Left: found}, "Fixed. 1 other finding still needs you."},
		{Verdict{Outcome: Fixed, Left: append(found, found...)}, "Fixed. 2 other findings still need you."},
		{Verdict{Outcome: Failing, Failing: found}, "Still failing: 1 finding that the plan was for."},
		{Verdict{Outcome: Worse, Broken: []string{"http/a", "http/b"}}, "Undo this first: it worked before the change and fails now: http/a; http/b."},
		{Verdict{Outcome: Unsure, Problem: &ad.Problem{What: "asking dc1"}}, "Not known whether it is fixed: asking dc1."},
		{Verdict{Outcome: Unsure}, "Not known whether it is fixed: not everything could be asked again."},
	} {
		got := c.v.Text()
		if got != c.want {
			t.Errorf("%s: %q", c.v.Outcome, got)
		}
		if seen := c.v.Outcome == Resolved || c.v.Outcome == Fixed; strings.HasPrefix(got, "Fixed") != seen {
			t.Errorf("%s is called %q", c.v.Outcome, got)
		}
	}
}

// Findings that say only that nobody could be asked are no result; one more that was
// found is.
func TestTheClassOfFindings(t *testing.T) {
	list := func(codes ...string) []diag.Finding {
		var out []diag.Finding
		for _, c := range codes {
			out = append(out, diag.Finding{Code: c})
		}
		return out
	}
	for _, c := range []struct {
		findings []diag.Finding
		want     Class
	}{
		{nil, Clean}, {list("spn-missing"), Found}, {list("directory-unreachable"), Cannot}, {list("kdc-unreachable", "login-missing"), Cannot},
		{list("directory-unreachable", "dns-missing"), Found}, {list("dns-missing", "directory-unreachable"), Found},
	} {
		if got := ClassOf(c.findings); got != c.want {
			t.Errorf("%+v: %s, want %s", c.findings, got, c.want)
		}
	}
}
