package services_test

import (
	"testing"

	"adwalk/ui/uitest"
)

// The same service is asked under another SPN and again, and the tickets that are
// shown are for the SPN that was named.
func TestAServiceIsAskedByAnotherName(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	array := uitest.Array(clock)
	b.Prober = array
	d := uitest.New(t, b, clock, 110, 30)
	d.Press("v", "a")
	d.Type("https://mail.contoso.lab/")
	d.Press("enter")
	d.Sees("10.0.0.1", "10.0.0.2", "10.0.0.3")
	d.Press("n", "ctrl+u")
	d.Type("http/web.contoso.lab")
	d.Press("enter", "r")
	if len(array.Asked) != 3 || array.Asked[1].SPN != "http/web.contoso.lab" || array.Asked[2].SPN != "http/web.contoso.lab" || array.Asked[0].SPN == "http/web.contoso.lab" {
		t.Errorf("%+v", array.Asked)
	}
	d.Press("y")
	if len(d.Copied) != 1 {
		t.Errorf("copied %q", d.Copied)
	}
}

// Nothing is asked for a target that was not given.
func TestNoServiceIsAskedUntilOneIsNamed(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	array := uitest.Array(clock)
	b.Prober = array
	d := uitest.New(t, b, clock, 110, 30)
	d.Press("v", "a", "esc", "r", "n", "esc")
	if len(array.Asked) != 0 {
		t.Errorf("%+v", array.Asked)
	}
}
