package plan_test

import (
	"strings"
	"testing"
	"time"

	"adwalk/ui/uitest"
)

func planned(t *testing.T) (*uitest.Driver, *uitest.Forest) {
	t.Helper()
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := uitest.New(t, uitest.Console(f), clock, 100, 30)
	d.Press("enter", "f")
	d.Sees("3 changes, nothing written")
	return d, f
}

// A change that was left out is neither in the commands nor written.
func TestAChangeThatIsLeftOutIsNotWritten(t *testing.T) {
	d, f := planned(t)
	d.Press("x", "down", "space", "enter")
	d.Press("tab", "y")
	if len(d.Copied) != 1 || strings.Contains(d.Copied[0], "exchangeRFR/outlook") || !strings.Contains(d.Copied[0], "exchangeMDB/outlook.contoso.lab") {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("enter")
	d.Clock.Pass(time.Second)
	d.Type("yes")
	d.Press("enter")
	if len(f.Writes) != 1 || f.Writes[0].Value != "exchangeMDB/outlook.contoso.lab" {
		t.Errorf("written: %v", f.Writes)
	}
}

// The commands are the same plan in each tool's form; esc writes nothing.
func TestThePlanAsCommands(t *testing.T) {
	d, f := planned(t)
	d.Press("tab")
	d.Sees("setspn -D exchangeRFR/outlook.contoso.lab", "setspn -S exchangeRFR/outlook.contoso.lab")
	d.Press("tab")
	d.Sees("changetype: modify", "delete: servicePrincipalName")
	d.Press("esc", "esc")
	if len(f.Writes) != 0 {
		t.Errorf("written: %v", f.Writes)
	}
}
