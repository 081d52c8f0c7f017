package ui_test

import (
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

// FuzzKept starts the console on whatever lies where a session is kept, and resumes it.
func FuzzKept(f *testing.F) {
	f.Add(`{"version":1,"place":[{"name":"walk","arg":"sample","step":1},{"name":"objects","arg":"CN=x"}],"walks":{"sample":{"given":{"name":{"value":"http/x"}},"answers":{"a":{}}}},"walked":{"sample":{}},"history":["log"],"searches":{"saved":["(cn=a)"]}}`)
	f.Add(`{"version":1,"place":[{"name":"walk","arg":"none","step":-9},{"name":"","arg":"\u001b[2J"}]}`)
	f.Add(`{"version":1,"place":[{"name":"walk","arg":"sample"}],"walks":{"sample":{"seen":{"owners":{"at":"2026-01-02T03:04:05Z","result":{"status":"\u001b[2J","lines":[{"status":"fail","text":"\u202e\u0007","copy":"a\u200b","count":{"all":-1}}],"results":[{"Code":"\u009b","Outcomes":[{"Status":"fail","Subject":"\u001b]0;x"}]}]}},"fix":{}}}}}`)
	f.Add(`{"version":1,"walks":{"sample":{"given":null,"answers":null}},"history":["\u202e"],"searches":{"recent":["",""]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		clock := uitest.NewClock()
		b := uitest.Console(uitest.NewForest(clock))
		for _, forest := range []string{"contoso.lab", "lab.contoso.lab", "lab..contoso.lab"} {
			b.Open().Keep(forest, []byte(text))
		}
		d := uitest.New(t, b, clock, 80, 24)
		for _, k := range []string{"enter", "esc", "f", "1", "esc", ":", "up", "enter", "esc"} {
			d.Press(k)
			if strings.ContainsAny(d.View(), "\a\b\x7f\u009b\u202e\u200b") {
				t.Fatalf("%q: a foreign character is drawn", text)
			}
		}
	})
}
