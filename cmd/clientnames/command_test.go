package clientnames

import (
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag/names"
)

// What cannot be read is refused before anything is asked; the worst answer of several is
// the exit code, in whatever order they were named.
func TestNames(t *testing.T) {
	const good, gone, port = "https://app.contoso.lab/", "https://nosuch.contoso.lab/", `sql1.contoso.lab\PAYROLL`
	lab := func(scenario string, noProbes bool) func(*testing.T) *app.Session {
		return func(t *testing.T) *app.Session {
			return apptest.LabSession(t, scenario, func(f *app.Flags) { f.NoProbes = noProbes })
		}
	}
	apptest.Cases(t, lab("healthy", false), Command, []apptest.Case{
		{Name: "one owner", Args: []string{good}, Out: []string{"All clients ask for the same SPN, HTTP/app.contoso.lab, which has one owner.", "owner CN=svc-app", "kvno 4"}},
		{Name: "without an owner", Args: []string{gone}, Code: app.ExitFound, Out: []string{"no account in the forest has this SPN"}},
		{Name: "one of each", Args: []string{good, gone}, Code: app.ExitFound, Out: []string{good, gone}},
		{Name: "nothing that is a service", Args: []string{""}, Code: app.ExitUsage, Err: []string{"this is not a service", "it is empty", "write a URL"}},
		{Name: "one that is none beside a good one", Args: []string{good, "http://"}, Code: app.ExitUsage, Not: []string{"owner"}},
		{Name: "a value that is none", Args: []string{good, "--rdns", "maybe"}, Code: app.ExitUsage, Err: []string{"--rdns maybe", "give true or false"}},
		{Name: "no target", Code: app.ExitUsage},
	})
	apptest.Cases(t, lab("variant:sql-dynamic-port", true), Command, []apptest.Case{
		{Name: "found wins over not known", Args: []string{port, gone}, Code: app.ExitFound},
		{Name: "in the other order", Args: []string{gone, port}, Code: app.ExitFound},
		{Name: "not known wins over fine", Args: []string{good, port}, Code: app.ExitUnknown, Out: []string{"--no-probes was given"}},
		{Name: "in that order, too", Args: []string{port, good}, Code: app.ExitUnknown},
	})
	var answers []names.Answer
	got := apptest.Run(t, lab("healthy", false)(t), Command, "--json", good, gone)
	if got.JSON(t, &answers); got.Code != app.ExitFound || len(answers) != 2 || len(answers[0].Clients) == 0 || len(answers[0].Owners["http/app.contoso.lab"].Owners) != 1 || !answers[1].Owners["http/nosuch.contoso.lab"].Known {
		t.Errorf("%d %s", got.Code, got.Out)
	}
}

// Where owners were not looked for, only an instance without a port is not known; where
// they were, one client without a name of its own owner decides.
func TestTheExitCodeOfNames(t *testing.T) {
	client := func(spns ...string) names.Client {
		c := names.Client{Client: "one"}
		for _, s := range spns {
			c.Names = append(c.Names, names.Name{SPN: s})
		}
		return c
	}
	owned := map[string]names.Owner{"http/a": {Known: true, Owners: []string{"CN=a"}}, "http/none": {Known: true}, "http/two": {Known: true, Owners: []string{"CN=a", "CN=b"}}, "http/dark": {}}
	setting := client("http/none")
	setting.Setting = true
	silent, told := &ad.SQLInstance{Told: ad.TellsNothing}, &ad.SQLInstance{Told: ad.TellsPort}
	for name, c := range map[string]struct {
		a      names.Answer
		owners bool
		want   int
	}{
		"one owner":                           {names.Answer{Clients: []names.Client{client("http/a")}}, true, app.ExitOK},
		"no owner":                            {names.Answer{Clients: []names.Client{client("http/none")}}, true, app.ExitFound},
		"two owners":                          {names.Answer{Clients: []names.Client{client("http/two")}}, true, app.ExitFound},
		"the second name has one":             {names.Answer{Clients: []names.Client{client("http/none", "http/a")}}, true, app.ExitOK},
		"not known":                           {names.Answer{Clients: []names.Client{client("http/dark")}}, true, app.ExitUnknown},
		"one fine, one not known":             {names.Answer{Clients: []names.Client{client("http/a"), client("http/dark")}}, true, app.ExitUnknown},
		"one not known, one found":            {names.Answer{Clients: []names.Client{client("http/dark"), client("http/none")}}, true, app.ExitFound},
		"a setting does not count":            {names.Answer{Clients: []names.Client{setting}}, true, app.ExitOK},
		"owners were not looked for":          {names.Answer{Clients: []names.Client{client("http/dark")}}, false, app.ExitOK},
		"the port is not known":               {names.Answer{Browser: silent}, false, app.ExitUnknown},
		"the port is not known, and an owner": {names.Answer{Browser: silent, Clients: []names.Client{client("http/a")}}, true, app.ExitUnknown},
		"the port is known":                   {names.Answer{Browser: told, Clients: []names.Client{client("http/a")}}, true, app.ExitOK},
		"no such instance":                    {names.Answer{Browser: &ad.SQLInstance{Told: ad.TellsNoInstance}}, false, app.ExitFound},
	} {
		c.a.Owners = owned
		if got := codeOf(c.a, c.owners); got != c.want {
			t.Errorf("%s: exit code %d, want %d", name, got, c.want)
		}
	}
}
