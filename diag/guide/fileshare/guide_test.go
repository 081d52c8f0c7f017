package fileshare

import (
	"fmt"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

const (
	namespacePath = `\\contoso.lab\public`
	spn           = "cifs/files1.contoso.lab"
)

func share(path string, more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("service", path), guidetest.All(more...))
}

func dfs(v ad.DFSNamespace) guidetest.Fact { return guidetest.Seen(facts.DFS, namespacePath, v) }

// public is a namespace with two root servers and a link.
func public() ad.DFSNamespace {
	return ad.DFSNamespace{Domain: "contoso.lab", Name: "public", Version: 2,
		Roots: []ad.DFSTarget{{Server: "files1.contoso.lab", Share: "public"}, {Server: "files2.contoso.lab", Share: "public"}},
		Links: []ad.DFSLink{{Path: "team", Targets: []ad.DFSTarget{{Server: "files3.contoso.lab", Share: "team"}, {Server: "files4.contoso.lab", Share: "team", Offline: true}}}}}
}

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "name dns dfs owner account etypes ticket service keytab client fix verify", "service", "account dfs-targets keytab run-as")
	for _, c := range []struct{ key, typed, want string }{
		{"service", "files1.contoso.lab", "smb://files1.contoso.lab"},
		{"service", `\\files1.contoso.lab\data`, `\\files1.contoso.lab\data`},
		{"dfs-targets", "files1.contoso.lab, files2.contoso.lab", "files1.contoso.lab\nfiles2.contoso.lab"},
		{"dfs-targets", `\\files1\data`, `refused: "\\\\files1\\data" is not a host name: it holds a character that host names do not have (write it like outlook.contoso.com)`},
	} {
		if got := guidetest.Answer(t, g, c.key, c.typed); got != c.want {
			t.Errorf("%s=%s: %q, want %q", c.key, c.typed, got, c.want)
		}
	}
}

func TestNamespaces(t *testing.T) {
	offline := public()
	for i := range offline.Roots {
		offline.Roots[i].Offline = true
	}
	many := public()
	for i := range 60 {
		many.Links = append(many.Links, ad.DFSLink{Path: fmt.Sprintf("l%d", i), Targets: []ad.DFSTarget{{Server: "files3.contoso.lab", Share: "x"}}})
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "lists its servers", Step: "dfs", Facts: share(namespacePath, dfs(public())), Status: diag.Pass,
			Says: []string{namespacePath + ` leads to \\files1.contoso.lab\public`, namespacePath + ` leads to \\files2.contoso.lab\public`, `team: \\files3.contoso.lab\team`,
				`\\files4.contoso.lab\team, offline: clients are not sent there`, "Clients ask for a ticket to each of these servers"}, Asks: []string{"dfs.namespace " + namespacePath}},
		{Name: "long lists are cut and counted", Step: "dfs", Facts: share(namespacePath, dfs(many)), Status: diag.Pass, Says: []string{"21 more links."}},
		{Name: "every server offline", Step: "dfs", Facts: share(namespacePath, dfs(offline)), Status: diag.Fail, Finds: []string{"dfs-no-target " + namespacePath}},
		{Name: "no namespace", Step: "dfs", Facts: share(`\\files1.contoso.lab\data`, guidetest.Seen(facts.DFS, `\\files1.contoso.lab\data`, ad.DFSNamespace{})), Status: diag.Skipped,
			Says: []string{"Not checked: whether this is a DFS root of the server", "--set dfs-targets=HOST,HOST", "dfsutil cache referral"}},
		{Name: "servers that were typed", Step: "dfs", Facts: share(`\\files.contoso.lab\data`, guidetest.Typed("dfs-targets", "files1.contoso.lab\nfiles2.contoso.lab")), Status: diag.Skipped,
			Says: []string{"Given: files1.contoso.lab, files2.contoso.lab. Each is checked like the server in the path."}, Silent: []string{"dfsutil"}},
		{Name: "no namespace of this name", Step: "dfs", Facts: share(namespacePath, dfs(ad.DFSNamespace{Domain: "contoso.lab", Name: "public"})), Status: diag.Fail, Finds: []string{"dfs-no-target " + namespacePath}},
		{Name: "servers that may not be read", Step: "dfs", Facts: share(namespacePath, dfs(ad.DFSNamespace{Domain: "contoso.lab", Name: "public", Version: 2, Unread: "no right to msDFS-TargetListv2"})), Status: diag.Unknown, Says: []string{"no right to msDFS-TargetListv2"}},
		{Name: "a namespace that may not be read", Step: "dfs", Facts: share(namespacePath, guidetest.Unknown(facts.DFS, namespacePath, ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"access denied"}},
	})
}

// A domain's name is no file server: the walk is about the servers that its path leads to.
func TestWhoseTicketsCount(t *testing.T) {
	files1, files2, files3 := guidetest.Computer("FILES1", "1101"), guidetest.Computer("FILES2", "1102"), guidetest.Computer("FILES3", "1103")
	covered := func(host string, a ad.Account) guidetest.Fact {
		return guidetest.CoveredBy("cifs/"+host+".contoso.lab", "host/"+host+".contoso.lab", a)
	}
	both := guidetest.All(dfs(public()), covered("files1", files1), covered("files2", files2), covered("files3", files3))
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "of the root's servers", Step: "owner", Facts: share(namespacePath, both), Status: diag.Pass, Says: []string{spn, "cifs/files2.contoso.lab"}, Asks: []string{"spn.owners " + spn, "spn.owners cifs/files2.contoso.lab", "spn.owners host/files2.contoso.lab"}, Silent: []string{"cifs/contoso.lab"}},
		{Name: "of the link's servers that are online", Step: "owner", Facts: share(namespacePath+`\team\plan.txt`, both), Status: diag.Pass, Says: []string{spn, "cifs/files3.contoso.lab"}, Silent: []string{"files4"}, Never: []string{"spn.owners cifs/files4.contoso.lab"}},
		{Name: "not of a link that the path does not lead through", Step: "owner", Facts: share(namespacePath+`\other`, both), Status: diag.Pass, Says: []string{spn}, Silent: []string{"cifs/files3"}},
		{Name: "one of them is missing", Step: "owner", Facts: share(namespacePath, both, guidetest.OwnedBy("cifs/files2.contoso.lab"), guidetest.OwnedBy("host/files2.contoso.lab")), Status: diag.Fail, Finds: []string{"spn-missing cifs/files2.contoso.lab"}},
		{Name: "nobody's while the namespace is not known", Step: "owner", Facts: share(namespacePath, guidetest.Unknown(facts.DFS, namespacePath, ad.ProblemNoRight, "access denied")), Status: diag.Skipped, Silent: []string{"cifs/contoso.lab"}, Never: []string{"spn.owners cifs/contoso.lab"}},
		{Name: "of a server that was typed", Step: "owner", Facts: share(`\\files1.contoso.lab\data`, guidetest.Seen(facts.DFS, `\\files1.contoso.lab\data`, ad.DFSNamespace{}), guidetest.Typed("dfs-targets", "files2.contoso.lab"), covered("files1", files1), covered("files2", files2)), Status: diag.Pass, Says: []string{spn, "cifs/files2.contoso.lab"}},
		{Name: "of a server outside of any domain", Step: "owner", Facts: share(`\\files1.contoso.lab\data`, guidetest.Unknown(facts.DFS, `\\files1.contoso.lab\data`, ad.ProblemNoRight, "access denied"), covered("files1", files1)), Status: diag.Pass, Says: []string{spn}},
	})
}

func TestWhatAClientShows(t *testing.T) {
	seen := func(id string, yes bool) guidetest.Fact {
		return guidetest.Seen(facts.Answer, id, facts.AnswerValue{Yes: yes})
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "not looked at", Step: "client", Status: diag.Manual, Says: []string{"manual: The client holds a cifs ticket", "klist get cifs/HOST", "should show: "}},
		{Name: "one of two", Step: "client", Facts: seen("smb-klist", true), Status: diag.Manual, Says: []string{"pass: The client holds a cifs ticket", "manual: gssd finds a machine credential"}},
		{Name: "both right", Step: "client", Facts: guidetest.All(seen("smb-klist", true), seen("nfs-gssd", true)), Status: diag.Pass},
		{Name: "one wrong", Step: "client", Facts: guidetest.All(seen("smb-klist", false), seen("nfs-gssd", true)), Status: diag.Fail, Says: []string{"fail: The client holds a cifs ticket"}},
	})
}
