package walk_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

func sample(t *testing.T, change func(*uitest.Backend, *uitest.Forest)) *uitest.Driver {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	if change != nil {
		change(b, f)
	}
	d := uitest.New(t, b, clock, 110, 30)
	d.Press("enter")
	return d
}

// The steps are gone through one by one and problem by problem, and each names itself.
func TestFromStepToStep(t *testing.T) {
	d := sample(t, nil)
	d.Sees("step 1 of 5", "▸✗ SPN owners")
	d.Press("right")
	d.Sees("step 2 of 5", "▸✗ Tickets for the SPNs")
	d.Press("left")
	d.Sees("step 1 of 5")
	d.Press("n", "n")
	d.Sees("step 3 of 5", "▸! What only you can see")
	d.Press("N")
	d.Sees("step 2 of 5")
	d.Press("tab", "tab", "tab")
	d.Sees("step 5 of 5", "Verify")
	d.Press("right")
	d.Sees("step 5 of 5")
}

// The evidence of a step names each subject, what was seen, of whom and when; it is copied
// as it stands.
func TestEvidence(t *testing.T) {
	d := sample(t, nil)
	d.Press("right", "enter")
	d.Sees("Tickets for the SPNs › evidence", "Check ticket-refused", "✗ exchangeMDB/outlook.contoso.lab", "7 KDC_ERR_S_PRINCIPAL_UNKNOWN  (kdc dc1.contoso.lab 2026-03-02 09:12:00Z)", "✓ http/mail.contoso.lab")
	d.Press("y", "esc")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "7 KDC_ERR_S_PRINCIPAL_UNKNOWN") {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("esc")
	d.Sees("step 2 of 5")
}

// Keys lead on from a finding: its page, its ticket, its commands, its inputs; each comes
// back to the same step.
func TestFromAFinding(t *testing.T) {
	for key, says := range map[string]string{"P": "What it means, and how it was checked.", "t": "Tickets", "c": "setspn", "i": "outlook.contoso.lab", "f": "3 changes planned"} {
		d := sample(t, nil)
		d.Press(key)
		d.Sees(says)
		d.Press("esc")
		d.Sees("SPN owners")
	}
}

// A directory that does not answer leaves no step right, and says why.
func TestADirectoryThatDoesNotAnswer(t *testing.T) {
	d := sample(t, func(b *uitest.Backend, _ *uitest.Forest) {
		b.Engine.Collector = nil
	})
	d.Lacks("✓ SPN owners", "✓ Tickets for the SPNs", "all right")
}

// After the fix was made by somebody else, asking again shows the step to be right.
func TestAskingAgainSeesTheFix(t *testing.T) {
	var forest *uitest.Forest
	d := sample(t, func(_ *uitest.Backend, f *uitest.Forest) { forest = f })
	d.Sees("✗ SPN owners")
	const asa, cas1, rfr = "CN=CASARRAY-ASA,CN=Computers," + uitest.Domain, "CN=CAS1,OU=Exchange," + uitest.Domain, "exchangeRFR/outlook.contoso.lab"
	for _, c := range []ad.Change{{DN: cas1, Op: ad.DeleteValue, Value: rfr}, {DN: asa, Op: ad.AddValue, Value: rfr}, {DN: asa, Op: ad.AddValue, Value: "exchangeMDB/outlook.contoso.lab"}} {
		c.Attribute = "servicePrincipalName"
		if out := forest.Apply(t.Context(), c); !out.Done {
			t.Fatalf("%+v", out)
		}
	}
	d.Sees("✗ SPN owners")
	d.Press("r")
	d.Sees("✓ SPN owners")
	d.Press("R")
	d.Sees("✓ Tickets for the SPNs")
}
