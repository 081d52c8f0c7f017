package machineaccount

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const host = "linux1.contoso.lab"

func computerOf(name, dnsName string) ad.Account {
	a := guidetest.Computer(name, "1101", "HOST/"+dnsName)
	a.DNSHostName = dnsName
	return a
}

func joined(a ad.Account, more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("service", host), guidetest.OwnedBy("host/"+host, a), guidetest.All(more...))
}

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "name dns owner account etypes ticket keytab machine host fix verify", "service", "account keytab run-as")
}

// The account is named after the host, as join programs do: 15 characters at most.
func TestTheAccountThatAJoinMakes(t *testing.T) {
	for typed, want := range map[string]string{
		"linux1.contoso.lab":                        "LINUX1$",
		"ssh://linux1.contoso.lab":                  "LINUX1$",
		"a-very-long-host-name.contoso.lab":         "A-VERY-LONG-HOS$",
		"host/linux1.contoso.lab":                   "LINUX1$",
		"http://":                                   "",
		"https://single/with/a/path?and=parameters": "SINGLE$",
	} {
		s := guidetest.Snapshot(guidetest.Typed("service", typed))
		got := ""
		for _, in := range Guide().Inputs {
			if in.Key == "account" {
				for _, v := range in.Discover(s.Reader()) {
					got += v
				}
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

func TestTheHostAgainstItsAccount(t *testing.T) {
	old := computerOf("LINUX1", host)
	old.PasswordSet = guidetest.Now.AddDate(-2, 0, 0)
	hidden := computerOf("LINUX1", host)
	hidden.Unread = []string{"pwdLastSet", "dNSHostName"}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a joined host", Step: "machine", Facts: joined(computerOf("LINUX1", host)), Status: diag.Pass},
		{Name: "a password of two years", Step: "machine", Facts: joined(old), Status: diag.Fail, Finds: []string{"machine-password-old LINUX1$"}},
		{Name: "an account of another host", Step: "machine", Facts: joined(computerOf("LINUX1", "clone.contoso.lab"), guidetest.Typed("account", "LINUX1$")), Status: diag.Fail, Finds: []string{"machine-dns-differs LINUX1$"}},
		{Name: "hidden attributes", Step: "machine", Facts: joined(hidden, guidetest.Typed("account", "LINUX1$")), Status: diag.Unknown, Says: []string{"pwdLastSet"}},
		{Name: "on the host nobody looked", Step: "host", Status: diag.Manual, Says: []string{"kinit -k", "sssctl domain-status DOMAIN", "chronyc tracking"}},
	})
}

// A name that was made from the host's gives way to the account that has the host's own
// name; a name that the operator gave stays.
func TestWhoseAccountItIs(t *testing.T) {
	s := guidetest.Snapshot(joined(computerOf("L-1101", host)))
	g := Guide()
	e := guide.Engine{Checks: map[string]diag.Check{}}
	if err := e.Inputs(t.Context(), g, s, nil); err != nil {
		t.Fatal(err)
	}
	for _, st := range g.Steps {
		if st.ID == "machine" {
			st.Derive(s.Reader(), s)
		}
	}
	if f, _ := facts.Machine.Get(s.Reader(), ""); f.Value.Account != computerOf("L-1101", host).DN || f.Value.Host != host {
		t.Errorf("found by the host's own name: %+v", f.Value)
	}
	s = guidetest.Snapshot(joined(computerOf("L-1101", host), guidetest.Typed("account", "LINUX9$")))
	for _, st := range g.Steps {
		if st.ID == "machine" {
			st.Derive(s.Reader(), s)
		}
	}
	if f, _ := facts.Machine.Get(s.Reader(), ""); f.Value.Account != "LINUX9$" {
		t.Errorf("the operator named LINUX9$, and it is held against %s", f.Value.Account)
	}
}
