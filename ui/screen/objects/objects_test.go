package objects_test

import (
	"testing"

	"adwalk/ui/uitest"
)

// The right pane and the title follow the cursor.
func TestThePaneFollowsTheCursor(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := uitest.New(t, uitest.Console(f), clock, 120, 30)
	d.Press(":")
	d.Type("objects CN=CAS1,OU=Exchange," + uitest.Domain)
	d.Press("enter")
	d.Sees("Objects › CN=CAS1,OU=Exchange", "exchangeRFR/outlook.contoso.lab")
	d.Press("esc", "o", "/")
	d.Type("alice")
	d.Press("enter")
	d.Sees("Objects › CN=alice,CN=Users")
	d.Lacks("exchangeRFR/outlook.contoso.lab")
	d.Press("down")
	d.Lacks("Objects › CN=alice")
	d.Press("up")
	d.Sees("Objects › CN=alice,CN=Users")
}

// An object that is opened by name is under the cursor. While the cursor moves its
// attributes stand; once they are gone they do not come back beside another row.
func TestThePaneDoesNotComeBackBesideAnotherRow(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 120, 30)
	d.Press(":")
	d.Type("objects CN=CAS1,OU=Exchange," + uitest.Domain)
	d.Press("enter")
	d.Sees("Objects › CN=CAS1,OU=Exchange", "▸  ▹ CAS1", "exchangeRFR/outlook.contoso.lab")
	d.Key("down")
	d.Sees("exchangeRFR/outlook.contoso.lab") // no frame is sent to clear it
	d.Settle()
	d.Lacks("exchangeRFR/outlook.contoso.lab") // that row could not be read
	d.Key("down")
	d.Lacks("exchangeRFR/outlook.contoso.lab")
	d.Settle()
}
