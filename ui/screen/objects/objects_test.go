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
