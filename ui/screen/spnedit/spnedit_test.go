package spnedit_test

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

func console(t *testing.T) (*uitest.Driver, *uitest.Forest) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	return uitest.New(t, uitest.Console(f), clock, 100, 30), f
}

func confirm(d *uitest.Driver, word string) {
	d.Press("enter")
	d.Clock.Pass(time.Second)
	d.Type(word)
	d.Press("enter")
}

// An SPN is added where SPNs are shown, through a plan that is confirmed,
// written and verified.
func TestAnSPNIsAddedWhereItIsShown(t *testing.T) {
	d, f := console(t)
	d.Press("s")
	d.Type("mail")
	d.Press("enter", "A")
	d.Type("http/new.contoso.lab")
	d.Press("enter")
	d.Type("CASARRAY-ASA$")
	d.Press("enter")
	d.Sees("Fix › add http/new.contoso.lab", "+ http/new.contoso.lab", "planned")
	if len(f.Writes) != 0 {
		t.Fatal("written before it was confirmed")
	}
	confirm(d, "yes")
	d.Sees("CASARRAY-ASA$ is the one owner of http/new.contoso.lab")
	if len(f.Writes) != 1 || f.Writes[0].Op != ad.AddValue {
		t.Errorf("%+v", f.Writes)
	}
}

// A second owner is not planned: the SPN's owner is named, and the move offered.
func TestADuplicateIsNotPlanned(t *testing.T) {
	d, f := console(t)
	d.Press("s")
	d.Type("mail")
	d.Press("enter", "A")
	d.Type("http/mail.contoso.lab")
	d.Press("enter")
	d.Type("CAS1$")
	d.Press("enter")
	d.Sees("would be a duplicate", "move it instead")
	if len(f.Writes) != 0 {
		t.Errorf("%+v", f.Writes)
	}
}

// A move is both halves, confirmed with an account's name; the list is read
// again when one comes back to it.
func TestAnSPNIsMoved(t *testing.T) {
	d, f := console(t)
	d.Press("s")
	d.Type("exchangeRFR")
	d.Press("enter")
	d.Sees("CAS1$")
	d.Press("M")
	d.Type("CASARRAY-ASA$")
	d.Press("enter")
	d.Sees("moves to CASARRAY-ASA$", "comes from CAS1$")
	confirm(d, "CAS1$")
	d.Sees("CAS1$ no longer has")
	if len(f.Writes) != 2 {
		t.Errorf("%+v", f.Writes)
	}
	d.Press("esc")
	d.Sees("SPNs", "CASARRAY-ASA$")
	d.Lacks(" CAS1$")
}

// On the object's own screen the SPN under the cursor is deleted, with the risk
// said.
func TestAnSPNIsDeletedOnItsObject(t *testing.T) {
	d, f := console(t)
	d.Press("o", "/")
	d.Type("CASARRAY")
	d.Press("enter", "tab", "down", "down", "down", "down", "down")
	d.Sees("▸servicePrincipalName")
	d.Press("X")
	d.Sees("- http/mail.contoso.lab", "lose Kerberos")
	confirm(d, "CASARRAY-ASA$")
	d.Sees("CASARRAY-ASA$ no longer has http/mail.contoso.lab")
	if len(f.Writes) != 1 || f.Writes[0].Op != ad.DeleteValue {
		t.Errorf("%+v", f.Writes)
	}
}

// A read-only console says why it plans nothing.
func TestReadOnlyPlansNothing(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Editor, b.WhyReadOnly = nil, "--read-only was given"
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("s")
	d.Type("mail")
	d.Press("enter", "X")
	d.Sees("--read-only was given")
}
