package services_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

// Each address has a row of its own; the pane under them follows the cursor, and says what
// each answer means and what to do.
func TestEachAddressIsExplained(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Prober = uitest.Array(clock)
	d := uitest.New(t, b, clock, 110, 30)
	d.Press("v")
	d.Type("https://mail.contoso.lab/")
	d.Press("enter")
	d.Sees("▸ 10.0.0.2:443  refused: 44 KRB_AP_ERR_BADKEYVER", "✗ wrong-key", "Means  the service has no key of version 4", "401 Unauthorized") // the worst is in front of the eye
	d.Press("up")
	d.Sees("▸ 10.0.0.1:443  accepted", "✓ ok", "200 OK")
	d.Lacks("401 Unauthorized")
	d.Press("down", "down")
	d.Sees("▸ 10.0.0.3:443  ntlm-only", "Offers NTLM")
	d.Press("/")
	d.Type("accepted")
	d.Lacks("10.0.0.2")
	d.Press("esc", "y", "esc")
	d.Sees("10.0.0.2")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "10.0.0.2:443") {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("esc")
	d.Sees("Walk me through")
}

// Probes that are switched off and a service that does not answer are two things, and
// neither is ok.
func TestServicesThatAreNotKnown(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	d := uitest.New(t, b, clock, 110, 30)
	d.Press("v")
	d.Type("https://mail.contoso.lab/")
	d.Press("enter")
	d.Lacks("accepted", "✓ ok")

	b = uitest.Console(uitest.NewForest(clock))
	b.Prober = &uitest.Answering{Results: []ad.ProbeResult{{SPN: "http/mail.contoso.lab", Address: "10.0.0.1:443", Outcome: ad.ProbeUnreachable, Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "connecting", Why: "connection refused", Do: "start the service"}}}}
	d = uitest.New(t, b, clock, 110, 30)
	d.Press("v")
	d.Type("https://mail.contoso.lab/")
	d.Press("enter")
	d.Sees("unreachable", "connection refused")
	d.Lacks("✓ ok")
}
