package walk

import (
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen/page"
	"adwalk/ui/widget"
)

// A command among the evidence runs as it is selected with the mouse: it is broken only
// where the shell goes on.
func TestACommandAmongTheEvidenceRuns(t *testing.T) {
	const command = "Set-ADObject -Identity 'CN=CASARRAY-ASA,CN=Computers,DC=contoso,DC=lab' -Replace @{'msDS-SupportedEncryptionTypes'=28}"
	for _, l := range []guide.Line{
		{Status: diag.Fail, Text: "no types are listed", Copy: command},
		{Status: diag.Manual, Text: "types are listed", Copy: command, Detail: []string{"on the domain controller: " + command, "should show: nothing"}},
	} {
		text, _ := (&Screen{}).evidenceOf(guide.Step{}, guide.StepResult{Lines: []guide.Line{l}})
		for where, lines := range map[string][]widget.Line{"evidence": page.Layout(text, 78), "story": storyLine(l, 70, false, false)} {
			shown := ""
			for _, r := range lines {
				row := ""
				for _, s := range r.Spans {
					row += s.Text
				}
				shown += strings.TrimSpace(row) + "\n"
			}
			if !strings.Contains("\n"+strings.ReplaceAll(shown, " `\n", " "), "\n"+command+"\n") {
				t.Errorf("in the %s the shell reads\n%s", where, shown)
			}
		}
	}
}
