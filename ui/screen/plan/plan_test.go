package plan_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/uitest"
)

func planned(t *testing.T) (*uitest.Driver, *uitest.Forest) {
	t.Helper()
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := uitest.New(t, uitest.Console(f), clock, 100, 30)
	d.Press("enter", "f")
	d.Sees("3 changes planned")
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
	d.Sees("you left 2 changes out")
}

// What is typed while the plan's objects are read is for no screen: the question comes
// with an empty field, and nothing was copied, chosen or written.
func TestKeysWhileTheGateReadsAreSwallowed(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	read := make(chan struct{})
	b.Gate = func(ctx context.Context, p fix.Plan) (fix.Demand, error) {
		<-read
		return fix.Gate(ctx, nil, p, false)
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("enter", "f")
	d.Sees("3 changes planned")
	d.Key("enter")
	for _, k := range []string{"y", "e", "s", "enter", "x", "space", "tab", "u", "enter", "q", ":", "?"} {
		d.Key(k)
	}
	close(read)
	d.Settle()
	d.Sees("Write 3 changes?", "and press enter")
	d.Type("yes") // within the moment that nobody can have read it
	d.Press("enter")
	d.Lacks("is not")
	if len(f.Writes) != 0 || len(d.Copied) != 0 || d.Quit {
		t.Errorf("written %v, copied %q, quit %v", f.Writes, d.Copied, d.Quit)
	}
	d.Clock.Pass(time.Second)
	d.Press("esc")
	d.Sees("3 changes planned")
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

// A plan that takes SPNs off two accounts asks for both names, one after the other,
// and writes after the second.
func TestBothAccountsThatLoseAreAskedFor(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	f.Add("CN=OLD,CN=Computers,"+uitest.Domain, "computer", "OLD$", "http/old.contoso.lab")
	b := uitest.Console(f)
	b.Plan = func(found []diag.Finding, r *diag.Reader) fix.Plan {
		p := uitest.Plan(found, r)
		p.Changes = append(p.Changes, fix.Planned{Change: ad.Change{DN: "CN=OLD,CN=Computers," + uitest.Domain, Account: "OLD$", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "http/old.contoso.lab"}})
		return p
	}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("enter", "f")
	d.Sees("4 changes planned")
	d.Press("enter")
	d.Clock.Pass(time.Second)
	d.Sees("these 2 accounts may lose Kerberos", "CAS1$ (1", "OLD$ (1", "Type CAS1$", "(1 of 2)", "enter next account")
	d.Type("CAS1$")
	d.Press("enter")
	d.Sees("Type OLD$", "(2 of 2)")
	if len(f.Writes) > 0 {
		t.Fatalf("written after one name of two: %v", f.Writes)
	}
	d.Type("CAS1$")
	d.Press("enter")
	d.Sees("“CAS1$” is not “OLD$”")
	d.Type("OLD$")
	d.Press("enter")
	d.Sees("4 changes written")
}

// Every look-alike and invisible character of a value is marked in the plan, the
// Cyrillic letter as well as the blank that has no width.
func TestLookAlikesAreMarkedInThePlan(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Plan = func([]diag.Finding, *diag.Reader) fix.Plan {
		del := func(value string) fix.Planned {
			return fix.Planned{Change: ad.Change{DN: "CN=OLD,CN=Computers," + uitest.Domain, Account: "OLD$", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: value}}
		}
		return fix.Plan{Title: "unusable SPNs", Changes: []fix.Planned{del("http/m\u0430il.contoso.lab"), del("http/web\u200b.contoso.lab")}}
	}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("enter", "f")
	d.Sees("U+0430", "U+200B")
	d.Lacks("m\u0430il.contoso")
}

// What is left to do by hand may be two commands: each has a row of its own.
func TestTwoCommandsLeftAreTwoRows(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Plan = func(found []diag.Finding, r *diag.Reader) fix.Plan {
		return fix.Plan{Title: "by hand", Left: []fix.Left{{Finding: found[0], Do: "Move it.", Command: "setspn -D http/x CAS1$\nsetspn -S http/x ASA$"}}}
	}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("enter", "f")
	d.Sees("   setspn -D http/x CAS1$ ", "   setspn -S http/x ASA$ ")
	d.Lacks("␊")
}

// An object of which two attributes change stands once above both, also where changes
// of another object come between them.
func TestAnObjectStandsOnceInThePlan(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	one, other := "CN=SVC1,OU=Services,DC=contoso,DC=lab", "CN=SVC2,OU=Services,DC=contoso,DC=lab"
	change := func(dn, attribute string, op ad.ChangeOp, value string) fix.Planned {
		return fix.Planned{Change: ad.Change{DN: dn, GUID: "7c1e0000-0000-0000-0000-000000000001", Account: dn[3:7], Attribute: attribute, Op: op, Value: value}}
	}
	b.Plan = func([]diag.Finding, *diag.Reader) fix.Plan {
		return fix.Plan{Title: "two attributes", Changes: []fix.Planned{
			change(one, "servicePrincipalName", ad.AddValue, "http/a"), change(other, "servicePrincipalName", ad.DeleteValue, "http/b"),
			change(one, "msDS-AllowedToDelegateTo", ad.AddValue, "cifs/c"), change(one, "servicePrincipalName", ad.AddValue, "http/d")}}
	}
	d := uitest.New(t, b, clock, 100, 40)
	d.Press("enter", "f")
	view := d.View()
	for text, times := range map[string]int{one: 1, other: 1, "   servicePrincipalName": 2, "   msDS-AllowedToDelegateTo": 1} {
		if got := strings.Count(view, text); got != times {
			t.Errorf("%q stands %d times, want %d:\n%s", text, got, times, view)
		}
	}
	if a, c, b := strings.Index(view, "http/d"), strings.Index(view, "cifs/c"), strings.Index(view, other); a > c || c > b {
		t.Errorf("what belongs to an object is not together:\n%s", view)
	}
}
