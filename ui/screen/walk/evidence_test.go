package walk

import (
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen/page"
)

// A command among the evidence runs as it is selected with the mouse: it is broken only
// where the shell goes on.
func TestACommandAmongTheEvidenceRuns(t *testing.T) {
	const command = "Set-ADObject -Identity 'CN=CASARRAY-ASA,CN=Computers,DC=contoso,DC=lab' -Replace @{'msDS-SupportedEncryptionTypes'=28}"
	text, _ := (&Screen{}).evidenceOf(guide.Step{}, guide.StepResult{Lines: []guide.Line{{Status: diag.Fail, Text: "no types are listed", Copy: command}}})
	var rows []string
	for _, l := range page.Layout(text, 78) {
		row := ""
		for _, s := range l.Spans {
			row += s.Text
		}
		if strings.Contains(row, "-Identity") || len(rows) > 0 {
			rows = append(rows, strings.TrimSpace(row))
		}
	}
	got := strings.TrimSpace(strings.ReplaceAll(strings.Join(rows, "\n"), " `\n", " "))
	if got != command {
		t.Errorf("the shell reads\n%s", got)
	}
}
