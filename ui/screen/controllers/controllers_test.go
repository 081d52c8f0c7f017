package controllers_test

import (
	"context"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag/checks"
	"adwalk/ui/uitest"
)

// What is compared is asked again with r, and copied as it is shown; an answer that
// failed leaves no old one standing as if it were new.
func TestAComparisonIsAskedAgain(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	pair, asked, broken := uitest.Pair(clock), 0, false
	b.Controllers = func(ctx context.Context, account, attribute string) (checks.Controllers, *ad.Problem) {
		asked++
		if broken {
			return checks.Controllers{}, &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking the domain controllers", Why: "nobody answers", Do: "check the network"}
		}
		return pair(ctx, account, attribute)
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("d", "c")
	d.Type("CASARRAY-ASA$")
	d.Press("enter", "enter")
	d.Sees("dc2.contoso.lab has not got the change")
	before := asked
	d.Press("y", "esc", "r")
	if asked != before+1 || len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "dc2.contoso.lab") {
		t.Errorf("asked %d more times, copied %q", asked-before, d.Copied)
	}
	broken = true
	d.Press("r")
	d.Sees("nobody answers")
	d.Lacks("has not got the change")
}

// Without anything that asks every controller the one in use is shown, and
// comparing says why it cannot be done.
func TestOneControllerIsShownByItself(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 100, 30)
	d.Press("d")
	d.Sees("dc1.contoso.lab", "20481", "GSSAPI", "ahead of ours by 2s")
}
