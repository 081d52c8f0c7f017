package walks

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
)

func texts(lines []guide.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text+" "+strings.Join(l.Told(ad.Option).Detail, " "))
	}
	return strings.Join(out, "\n")
}

// What an earlier step told is counted, not told again; advice that neighbours share
// stands once, behind the last.
func TestAWalkTellsEachFindingOnce(t *testing.T) {
	bad := func(spn, do string) guide.Line {
		return guide.Line{Code: "spn-missing", Subject: spn, Status: diag.Fail, Text: "nobody has " + spn, Detail: []string{"seen"}, Do: []ad.Advice{{Text: do}}}
	}
	told := told{}
	first := texts(told.fresh([]guide.Line{bad("http/a", "register it"), bad("http/b", "register it"), bad("http/c", "delete it")}))
	if first != "nobody has http/a seen\nnobody has http/b seen do: register it\nnobody has http/c seen do: delete it" {
		t.Errorf("%s", first)
	}
	again := texts(told.fresh([]guide.Line{bad("http/a", "register it"), bad("http/d", "register it"), bad("http/c", "delete it"), {Text: "a note"}}))
	if !strings.HasPrefix(again, "2 findings that are listed above") || !strings.Contains(again, "http/d seen do: register it") || strings.Contains(again, "http/c") || !strings.Contains(again, "a note") {
		t.Errorf("%s", again)
	}
	if explains([]guide.Line{{Text: "a note"}, {Status: diag.Skipped, Text: "not asked"}}) || explains(nil) || !explains([]guide.Line{{Text: "a note"}}) {
		t.Error("what was not asked is no information")
	}
}
