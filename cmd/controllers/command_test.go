package controllers

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag"
	"adwalk/diag/checks"
)

func TestControllers(t *testing.T) {
	lab := func(scenario string) func(*testing.T) *app.Session {
		return func(t *testing.T) *app.Session { return apptest.LabSession(t, scenario) }
	}
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "clocks and USNs", Out: []string{"controller", "USN", "dc1.contoso.lab", "Default-First-Site-Name", "✓ ok   every domain controller answers"}},
		{Name: "an account's SPNs", Args: []string{"--account", "svc-app"}, Out: []string{"servicePrincipalName of CN=svc-app,OU=Servers,DC=contoso,DC=lab", "http/app.contoso.lab", "✓ ok"}},
		{Name: "another attribute", Args: []string{"--account", "svc-app", "--attr", "sAMAccountName"}, Out: []string{"sAMAccountName of CN=svc-app", "svc-app"}},
		{Name: "no such account", Args: []string{"--account", "nobody"}, Code: app.ExitUnknown, Err: []string{"nobody"}},
		{Name: "a word too many", Args: []string{"dc1"}, Code: app.ExitUsage},
	})
	apptest.Cases(t, lab("healthy+replica-lags"), Command, []apptest.Case{
		{Name: "one that has not caught up", Args: []string{"--account", "CASARRAY-ASA$"}, Code: app.ExitFound, Out: []string{"← behind", "stale-replica", "not on "}},
	})
	apptest.Cases(t, lab("healthy+clock-ahead"), Command, []apptest.Case{
		{Name: "one whose clock is ahead", Code: app.ExitFound, Out: []string{"+12m"}},
	})
	var a checks.Controllers
	got := apptest.Run(t, apptest.LabSession(t, "healthy"), Command, "--json", "--account", "svc-app")
	if got.JSON(t, &a); got.Code != app.ExitOK || len(a.Controllers) == 0 || a.Attribute != "servicePrincipalName" || a.Verdict != diag.OK {
		t.Errorf("%d %+v", got.Code, a)
	}
}

// What could not be found out never makes the answer good; what was found wins.
func TestExitCodes(t *testing.T) {
	fine := checks.Controller{}
	ahead := checks.Controller{OffsetMS: (checks.MaxSkew + time.Second).Milliseconds()}
	behind := checks.Controller{OffsetMS: -(checks.MaxSkew + time.Second).Milliseconds()}
	silent := checks.Controller{Problem: &ad.Problem{Kind: ad.ProblemUnreachable}}
	for _, c := range []struct {
		name string
		a    checks.Controllers
		want int
	}{
		{"all answer", checks.Controllers{Verdict: diag.OK, Controllers: []checks.Controller{fine, fine}}, app.ExitOK},
		{"a stale one", checks.Controllers{Verdict: diag.StaleReplica, Controllers: []checks.Controller{fine}}, app.ExitFound},
		{"not compared", checks.Controllers{Verdict: diag.NotChecked}, app.ExitUnknown},
		{"one is silent", checks.Controllers{Verdict: diag.OK, Controllers: []checks.Controller{fine, silent}}, app.ExitUnknown},
		{"a clock is ahead", checks.Controllers{Verdict: diag.OK, Controllers: []checks.Controller{ahead}}, app.ExitFound},
		{"a clock is behind", checks.Controllers{Verdict: diag.OK, Controllers: []checks.Controller{behind}}, app.ExitFound},
		{"a clock is behind and another silent", checks.Controllers{Verdict: diag.NotChecked, Controllers: []checks.Controller{silent, behind}}, app.ExitFound},
	} {
		if got := controllersCode(c.a); got != c.want {
			t.Errorf("%s: exit code %d, want %d", c.name, got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	printControllers(&app.Session{Streams: app.Streams{Out: &b}}, checks.Controllers{Verdict: diag.NotChecked, Why: "dc2 is silent", Controllers: []checks.Controller{
		{Host: "dc1", Asked: true, ReadOnly: true, OffsetMS: -1500, RTTMS: 2.5, HighestUSN: 12},
		{Host: "dc2", Asked: true, Problem: &ad.Problem{What: "asking dc2", Why: "connection refused\x1b[2J"}},
		{Host: "dc3", Domain: "child.contoso.lab"},
	}})
	for _, want := range []string{"dc1 (read-only)", "-1.5s", "2.5 ms", "? asking dc2: connection refused", "of child.contoso.lab, not asked", "? not-checked   dc2 is silent"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q:\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "\x1b") {
		t.Error("what a server said reaches the terminal as it came")
	}
}
