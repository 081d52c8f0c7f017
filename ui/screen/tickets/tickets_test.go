package tickets_test

import (
	"testing"

	"adwalk/ui/uitest"
)

// A ticket's details explain its flags, and what the KDC answered stays to be read.
func TestTicketsAreExplained(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 100, 40)
	d.Press("t")
	d.Sees("krbtgt/CONTOSO.LAB", "http/old.contoso.lab")
	d.Press("i")
	d.Sees("renewable: its end can be put off", "Key version", "2026-03-02")
	d.Press("esc", "a")
	d.Type("http/mail.contoso.lab")
	d.Press("enter")
	d.Sees("ticket issued")
	d.Press("a")
	d.Type("http/nobody.contoso.lab")
	d.Press("enter")
	d.Sees("KDC_ERR_S_PRINCIPAL_UNKNOWN")
	d.Press("i")
	d.Sees("What the KDC answered here", "http/mail.contoso.lab: ticket", "http/nobody.contoso.lab: 7")
}

// What is typed for a ticket replaces what was asked before; what is no SPN is
// refused where it is typed.
func TestAnSPNIsAskedForOnce(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 100, 40)
	d.Press("t", "a")
	d.Type("no spn")
	d.Press("enter")
	d.Lacks("ticket issued")
	d.Press("ctrl+u")
	d.Type("http/mail.contoso.lab")
	d.Press("enter")
	d.Sees("http/mail.contoso.lab  ticket issued")
	d.Press("a")
	d.Type("http/nobody.contoso.lab")
	d.Press("enter")
	d.Sees("http/nobody.contoso.lab")
	d.Lacks("http/mail.contoso.labhttp")
}
