package recording_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag/timeline"
	"adwalk/ui/uitest"
)

func read(d *uitest.Driver) {
	d.Press("R")
	d.Type("/tmp/trace.txt")
	d.Press("enter")
}

// The timeline is filtered down to an SPN, sorted, and its rows are told from top to
// bottom; a row without a finding says so.
func TestTheTimeline(t *testing.T) {
	d, _ := console(t, nil)
	read(d)
	d.Press("tab")
	d.Sees("timeline", "asks for HTTP/mail.contoso.lab", "✗ falls back to NTLM", "At     2026-03-02 08:12:00.000000Z, line 1", "Client alice@CONTOSO.LAB")
	d.Press("enter")
	d.Sees("no finding belongs to this row")
	d.Press("down", "down")
	d.Sees("7 KDC_ERR_S_PRINCIPAL_UNKNOWN")
	d.Press("/")
	d.Type("lb9")
	d.Lacks("issues a ticket")
	d.Press("esc")
	d.Sees("issues a ticket")
	d.Press("y", "esc")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "HTTP/lb9.contoso.lab") {
		t.Errorf("copied %q", d.Copied)
	}
}

// A file that cannot be read says why, and nothing of an earlier one is left.
func TestAFileThatCannotBeRead(t *testing.T) {
	d, own := console(t, nil)
	read(d)
	d.Sees("2 findings")
	own.Problem = &ad.Problem{Kind: ad.ProblemUsage, What: "reading /tmp/trace.txt", Why: "there is nothing in it that is known", Do: "give a capture"}
	d.Press("esc", "R")
	d.Type("/tmp/other.txt")
	d.Press("enter")
	d.Sees("there is nothing in it that is known", "give a capture")
	d.Lacks("No account has the SPN")
}

// A recording without findings is not called good where nothing was in it.
func TestARecordingWithNothingInIt(t *testing.T) {
	d, _ := console(t, func(_ *uitest.Backend, own *uitest.Own) {
		own.Recording = timeline.Answer{File: "/tmp/trace.txt", Story: timeline.Story{Source: "KRB5_TRACE", Events: []timeline.Event{}, Findings: []timeline.Finding{}, Notes: []string{"no Kerberos and no NTLM message was found"}}}
	})
	read(d)
	d.Sees("? nothing was recorded that could be judged", "no Kerberos and no NTLM message was found")
	d.Lacks("✓")
}
