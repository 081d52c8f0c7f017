package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/diag/guide/library"
)

// exchangeLine is a line of a log file: the time, the equivalent command, the outcome.
var exchangeLine = regexp.MustCompile(`^\S+ (.*?)  # `)

// A walk sends no search twice to a domain controller and no name twice to a DNS
// server, and it gets no ticket twice for the sake of asking one more address.
func TestAWalkAsksNothingTwice(t *testing.T) {
	if racing {
		t.Skip("the agreement test walks every guide under the race detector; .ci/diagnosis counts the questions")
	}
	for _, g := range library.All() {
		log := filepath.Join(t.TempDir(), "log")
		if code, _, errs := command(t, "walk", g.ID, "--lab", "--scenario", g.ID, "--log-file", log); code != app.ExitFound && code != app.ExitUnknown {
			t.Errorf("%s: exit %d: %s", g.ID, code, errs)
			continue
		}
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		times := map[string]int{}
		searches := 0
		for line := range strings.Lines(string(text)) {
			m := exchangeLine.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			if what := m[1]; strings.HasPrefix(what, "ldapsearch ") || strings.HasPrefix(what, "dig ") {
				searches++
				if times[what]++; times[what] == 2 && !strings.Contains(what, " dnsHostName ldapServiceName ") { // of each connection
					t.Errorf("%s asks twice: %s", g.ID, what)
				}
			}
			if what := m[1]; strings.HasPrefix(what, "kvno ") {
				if times[what]++; times[what] == 3 { // the KDC's answer is one step, a service's another
					t.Errorf("%s asks three times: %s", g.ID, what)
				}
			}
		}
		if searches == 0 {
			t.Errorf("%s: no search is in the log", g.ID)
		}
	}
}
