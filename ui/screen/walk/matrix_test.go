package walk

import (
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide"
)

// Names are whole where the columns leave them room, and no column is lost for it.
func TestTheMatrixKeepsNamesWhole(t *testing.T) {
	var res guide.StepResult
	const spn = "exchangeRFR/outlook.contoso.lab"
	for _, code := range []string{"spn-missing", "spn-duplicate", "spn-misplaced", "replica-differs"} {
		res.Results = append(res.Results, diag.Result{Code: code, Outcomes: []diag.Outcome{{Subject: spn, Status: diag.Pass}}})
	}
	for _, w := range []int{40, 80} {
		shown := ""
		for _, l := range matrix(res, w) {
			for _, s := range l.Spans {
				shown += s.Text
			}
			if l.Width() > w {
				t.Errorf("%d cells, %d fit", l.Width(), w)
			}
			shown += "\n"
		}
		if w == 80 && (!strings.Contains(shown, spn) || !strings.Contains(shown, "differs") || strings.Count(shown, "✓") != 4) {
			t.Error(shown)
		}
	}
}
