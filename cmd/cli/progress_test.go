package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/diag/report"
)

// An operator saves a run before the work and asks after it what became of each finding.
// Where the KDC is not asked the second time, what it showed is not called fixed.
func TestProgressBetweenTwoRuns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "before.json")
	if code, out, errs := command(t, "report", "rc4-readiness", "--lab", "--output", file); code != app.ExitFound {
		t.Fatalf("status %d: %s%s", code, out, errs)
	}
	since := func(args ...string) (s report.Since) {
		t.Helper()
		_, out, errs := command(t, append([]string{"walk", "rc4-readiness", "--lab", "--since", file, "--json"}, args...)...)
		var a struct{ Since *report.Since }
		if err := json.Unmarshal([]byte(out), &a); err != nil || a.Since == nil {
			t.Fatalf("%v: %s%s", err, out, errs)
		}
		return *a.Since
	}
	same := since("--scenario", "rc4-readiness")
	if same.Same == 0 || same.Count(report.Unchanged) != len(same.Changes) {
		t.Errorf("the same forest again: %s", same.Text())
	}
	healthy := since("--scenario", "healthy")
	if healthy.Count(report.Fixed) == 0 || healthy.Same+healthy.Count(report.Fresh) > 0 {
		t.Errorf("a healthy forest: %+v", healthy)
	}
	for _, c := range since("--scenario", "healthy", "--no-probes").Changes {
		if c.Became == report.Fixed && (c.Code == "etype-no-aes-key" || c.Code == "etype-none-common") {
			t.Errorf("no ticket was asked for, and %s of %s is called fixed: %s", c.Code, c.Subject, c.Why)
		}
	}
	if code, _, errs := command(t, "walk", "trust", "--lab", "--since", file); code != app.ExitUsage || !strings.Contains(errs, "no run of the same guide") {
		t.Errorf("another guide: status %d: %s", code, errs)
	}
	if code, out, _ := command(t, "walk", "rc4-readiness", "--lab", "--scenario", "healthy", "--since", file); code != app.ExitOK || !strings.Contains(out, "0 new, 0 unchanged") || !strings.Contains(out, "✓ fixed") {
		t.Errorf("status %d: %s", code, out)
	}
}
