package controllers_test

import (
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

func pair(t *testing.T) *uitest.Driver {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Controllers = uitest.Pair(clock)
	return uitest.New(t, b, clock, 110, 30)
}

// The domain controllers stand side by side; one of another domain is listed and not
// asked, and one that is behind is named with what it lacks.
func TestSideBySide(t *testing.T) {
	d := pair(t)
	d.Press("d")
	d.Sees("✓ ok  every domain controller that was asked answers", "dc1.contoso.lab    Default-First-Site-Name        +2s", "dc2.contoso.lab    Branch                         -1s", "dc9.fabrikam.lab   Branch                   not asked")
	d.Press("c")
	d.Type("CASARRAY-ASA$")
	d.Press("enter")
	d.Sees("Which attribute of CASARRAY-ASA$")
	d.Press("enter")
	d.Sees("! stale-replica", "✗ exchangeMDB/outlook.contoso.lab", "on dc1.contoso.lab, not on dc2.contoso.lab", "http/mail.contoso.lab", "behind")
	d.Press("/")
	d.Type("branch")
	d.Lacks("dc1.contoso.lab    Default")
	d.Press("esc", ">", "<")
	v := d.View()
	if strings.Index(v, "dc9.fabrikam.lab ") > strings.Index(v, "Default-First") {
		t.Errorf("not sorted by name, last first:\n%s", v)
	}
	d.Press("esc", "esc")
	d.Sees("Walk me through")
}

// An account that does not exist is refused with the reason; what was compared before is
// not taken for its answer.
func TestNoSuchAccount(t *testing.T) {
	d := pair(t)
	d.Press("d", "c")
	d.Type("ghost")
	d.Press("enter", "enter")
	d.Sees("no account has that name", "check the spelling")
	d.Lacks("stale-replica", "on all")
}
