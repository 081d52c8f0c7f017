package websso

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
	"adwalk/diag/names"
)

const spn = "http/www.contoso.lab"

func site(more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "https://www.contoso.lab/"), guidetest.OwnedBy(spn, guidetest.User("svc-www", "1201", spn)), guidetest.All(more...))
}

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "name dns owner account etypes ticket keytab service token browser fix verify", "service", "account keytab run-as user server-kind header-limit")
	s := diag.NewSnapshot()
	facts.Input.Put(s, diag.Fact[string]{Subject: "service", Value: "https://www.contoso.lab/", Source: ad.Source{Kind: "operator"}})
	e := guide.Engine{}
	if err := e.Inputs(t.Context(), g, s, nil); err != nil || guide.Value(s.Reader(), "server-kind") != "apache" {
		t.Errorf("apache is meant unless another server is named, not %q (%v)", guide.Value(s.Reader(), "server-kind"), err)
	}
}

func TestBrowsers(t *testing.T) {
	asks := func(who, name string) names.Client {
		return names.Client{Client: who, Names: []names.Name{{SPN: name}}}
	}
	clients := func(list ...names.Client) guidetest.Fact {
		return guidetest.Seen(facts.ClientNames, "https://www.contoso.lab/", facts.ClientNamesValue{Clients: list})
	}
	const other = "http/web7.contoso.lab"
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "all ask for one SPN", Step: "name", Facts: site(clients(asks("Firefox", spn), asks("Chrome", spn))), Status: diag.Pass, Says: []string{"Every kind of client asks for this SPN.\n  Firefox\n  Chrome\n"}},
		{Name: "one follows the alias to an SPN that nobody has", Step: "name", Facts: site(clients(asks("Firefox", spn), asks("Chrome", other)), guidetest.OwnedBy(other)), Status: diag.Fail,
			Finds: []string{"client-name-differs " + other}, Says: []string{"Firefox", "Chrome"}, Asks: []string{"spn.owners " + other}},
		{Name: "one follows the alias to an SPN of the same account", Step: "name", Facts: site(clients(asks("Firefox", spn), asks("Chrome", other)), guidetest.OwnedBy(other, guidetest.User("svc-www", "1201", spn, other))), Status: diag.Pass},
		{Name: "its settings are a person's to see", Step: "browser", Status: diag.Manual, Says: []string{"AuthServerAllowlist", `"Negotiate TlRM" is NTLM`}},
	})
}
