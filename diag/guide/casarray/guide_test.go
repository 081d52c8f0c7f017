package casarray

import (
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const array = "outlook.contoso.lab"

func account(spns ...string) ad.Account { return guidetest.Computer("CASARRAY-ASA", "1101", spns...) }

func typed(more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("array", array), guidetest.Typed("short", "no"), guidetest.Typed("asa", "CASARRAY-ASA$"), guidetest.Account(account()), guidetest.All(more...))
}

// expected lists what the walk expects, an account behind each name, "?" for one that
// nobody knows and a dot behind a name that nobody misses.
func expected(f guidetest.Fact) string {
	s := guidetest.Snapshot(f)
	expect(s.Reader(), s)
	var out []string
	for _, e := range facts.Expected.All(s.Reader()) {
		text := e.Subject
		if e.Value.Optional {
			text += "."
		}
		switch {
		case e.Value.OwnerUnknown:
			text += "=?"
		case e.Value.Owner != "":
			text += "=" + e.Value.Owner
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestExpectedNames(t *testing.T) {
	const full = "exchangeAB/outlook.contoso.lab=A$ exchangeMDB/outlook.contoso.lab=A$ exchangeRFR/outlook.contoso.lab=A$ http/outlook.contoso.lab.=A$"
	in := guidetest.Typed
	base := guidetest.All(in("array", array), in("short", "no"), in("asa", "A$"))
	for _, c := range []struct {
		name  string
		facts guidetest.Fact
		want  string
	}{
		{"the array's classes, and http where somebody has it", base, full},
		{"its first label as well", guidetest.All(base, in("short", "yes"), in("strike", "exchangeAB/outlook.contoso.lab\nexchangeMDB/outlook.contoso.lab\nexchangeRFR/outlook.contoso.lab")),
			"exchangeAB/outlook=A$ exchangeMDB/outlook=A$ exchangeRFR/outlook=A$ http/outlook.contoso.lab.=A$"},
		{"another short name", guidetest.All(base, in("short", "CAS")), "exchangeAB/CAS=A$ " + strings.NewReplacer(" exchangeMDB/o", " exchangeMDB/CAS=A$ exchangeMDB/o", " exchangeRFR/o", " exchangeRFR/CAS=A$ exchangeRFR/o").Replace(full)},
		{"a web name", guidetest.All(base, in("web", "mail.contoso.lab")), strings.Replace(full, "http/outlook", "http/mail.contoso.lab=A$ http/outlook", 1)},
		{"a web name that is the array's is required", guidetest.All(base, in("web", array)), strings.Replace(full, ".=A$", "=A$", 1)},
		{"a name more and one less", guidetest.All(base, in("add", "http/x.contoso.lab"), in("strike", "HTTP/outlook.contoso.lab\nexchangeab/outlook.contoso.lab")),
			"exchangeMDB/outlook.contoso.lab=A$ exchangeRFR/outlook.contoso.lab=A$ http/x.contoso.lab=A$"},
		{"no account", guidetest.All(in("array", array), in("short", "no")), strings.ReplaceAll(full, "=A$", "=?")},
		{"an account for each array", guidetest.All(in("array", array), in("short", "no"), in("asa", "other.contoso.lab=B$\noutlook.contoso.lab=A$")), full},
	} {
		if got := expected(c.facts); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.ReplaceAll(got, " ", "\n"), strings.ReplaceAll(c.want, " ", "\n"))
		}
	}
}

// A web name that two versions of Exchange share may be on either version's account.
func TestNamesOfTwoVersions(t *testing.T) {
	org := func(versions ...int) guidetest.Fact {
		v := facts.ExchangeValue{}
		for i, version := range versions {
			name := []string{"CAS1", "EX1"}[i]
			v.Servers = append(v.Servers, facts.ExchangeServer{Name: name, Version: version})
			v.WebNames = append(v.WebNames, facts.ExchangeWeb{Server: name, Host: "mail.contoso.lab"})
		}
		return guidetest.Seen(facts.Exchange, "", v)
	}
	for _, c := range []struct {
		versions []int
		shared   bool
	}{{[]int{14, 15}, true}, {[]int{14, 14}, false}, {[]int{15, 15}, false}, {nil, false}} {
		r := guidetest.Snapshot(org(c.versions...)).Reader()
		if got := SharedByVersions(r, "MAIL.contoso.lab"); got != c.shared {
			t.Errorf("%v: shared %v", c.versions, got)
		}
	}
	if SharedByVersions(guidetest.Snapshot(org(14, 15)).Reader(), "other.contoso.lab") {
		t.Error("a host that neither names is not shared")
	}
}

// The account is the one that holds most names and is no server; a tie is no answer.
func TestWhichAccountHasTheNames(t *testing.T) {
	names := []string{"http/a.contoso.lab", "http/b.contoso.lab", "http/c.contoso.lab", "http/d.contoso.lab"}
	first, second, server := account(), guidetest.Computer("SECOND", "1102"), guidetest.Computer("CAS1", "1103")
	joined := guidetest.Computer("WEB1", "1104")
	joined.DNSHostName = "web1.contoso.lab"
	held := func(by ...ad.Account) guidetest.Fact {
		var list []guidetest.Fact
		for i, a := range by {
			list = append(list, guidetest.Seen(facts.Expected, names[i], facts.ExpectedValue{}))
			if a.DN != "" {
				list = append(list, guidetest.OwnedBy(names[i], a))
			}
		}
		return guidetest.All(guidetest.All(list...), guidetest.Typed("members", "CAS1"))
	}
	status := guidetest.Seen(facts.ASAStatus, "", []facts.ASAMember{{Server: "CAS1", Latest: facts.ASACredential{Account: `CONTOSO\PASTED$`}}})
	none := ad.Account{}
	both := guidetest.All(guidetest.OwnedBy(names[0], first, second), guidetest.OwnedBy(names[1], first, second), guidetest.OwnedBy(names[2], first, second))
	for _, c := range []struct {
		name  string
		facts guidetest.Fact
		want  string
	}{
		{"all on one", held(first, first, first), "CASARRAY-ASA$"},
		{"most on one", held(first, first, second), "CASARRAY-ASA$"},
		{"most outranks a paste", guidetest.All(held(first, first, second), status), "CASARRAY-ASA$"},
		{"a paste outranks few", guidetest.All(held(first, none, none), status), "PASTED$"},
		{"few on one", held(first, none, none), "CASARRAY-ASA$"},
		{"a tie", held(first, second, none), ""},
		{"a member's own account is none", held(server, server, server), ""},
		{"a joined machine is none", held(joined, joined, joined), ""},
		{"half is not most", guidetest.All(held(first, first, none, none), status), "PASTED$"},
		{"two with all of them", guidetest.All(held(first, first, first), both), ""},
		{"nobody", held(none, none, none), ""},
	} {
		if got := strings.Join(discoverASA(guidetest.Snapshot(c.facts).Reader()), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestInputs(t *testing.T) {
	guidetest.Shape(t, Guide(), "namespace expected asa prerequisites credential script owners tickets members token fix verify client back-out", "array", "short web members asa strike add version domain zone tolerance asa-status addressbook-log user server-kind header-limit")
	for _, c := range []struct{ key, typed, want string }{
		{"array", "outlook.contoso.lab,outlook2.contoso.lab", "outlook.contoso.lab\noutlook2.contoso.lab"},
		{"asa", "outlook.contoso.lab=svc one,CONTOSO\\ASA2$", "outlook.contoso.lab=svc one\nCONTOSO\\ASA2$"},
		{"zone", "+25:00", "refused"}, {"zone", "+01:00", "+01:00"},
		{"tolerance", "60", "60"}, {"tolerance", "-1", "refused"}, {"tolerance", "527041", "refused"}, {"tolerance", "527040", "527040"},
		{"add", "http/x.contoso.lab", "http/x.contoso.lab"}, {"add", "nonsense", "refused"}, {"strike", "http/", "refused"},
		{"asa-status", "dir\n Volume in drive C has no label.", "refused"},
		{"addressbook-log", "hello\nworld\n", "refused"},
	} {
		got := guidetest.Answer(t, Guide(), c.key, c.typed)
		if refused := strings.HasPrefix(got, "refused: "); got != c.want && !(refused && c.want == "refused") {
			t.Errorf("%s=%q: %q, want %q", c.key, c.typed, got, c.want)
		}
	}
	s := guidetest.Snapshot(guidetest.Seen(facts.Exchange, "", facts.ExchangeValue{
		Arrays:       []facts.ExchangeArray{{FQDN: array, Members: []string{"CAS1", "CAS2"}}, {FQDN: "OUTLOOK.contoso.lab", Members: []string{"cas1"}}},
		Servers:      []facts.ExchangeServer{{Name: "CAS1", FQDN: "cas1.contoso.lab", Version: 14}, {Name: "OLD", Version: 6}, {Name: "ODD", Version: 99}},
		WebNames:     []facts.ExchangeWeb{{Server: "CAS1", Host: "mail.contoso.lab"}, {Server: "CAS1", Host: "cas1.contoso.lab"}, {Server: "ELSEWHERE", Host: "branch.contoso.lab"}, {Server: "CAS1", Host: "bad host"}},
		Autodiscover: []facts.ExchangeWeb{{DN: "CN=CAS2,CN=Autodiscover", Host: "autodiscover.contoso.lab"}}}),
		guidetest.Seen(facts.Directory, "", ad.DirectoryInfo{NetBIOS: "CONTOSO"}))
	if err := (&guide.Engine{}).Inputs(t.Context(), Guide(), s, nil); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"array": array, "members": "CAS1\nCAS2", "web": "mail.contoso.lab\nautodiscover.contoso.lab", "version": "2003 and 2010", "domain": "CONTOSO", "short": "yes", "tolerance": "60"} {
		if got := guide.Value(s.Reader(), key); got != want {
			t.Errorf("%s is found as %q, want %q", key, got, want)
		}
	}
}

func TestStories(t *testing.T) {
	const spn = "http/mail.contoso.lab"
	gmsa := account(spn)
	gmsa.Classes = append(gmsa.Classes, "msDS-GroupManagedServiceAccount")
	user := account(spn)
	user.Classes = []string{"top", "person", "user"}
	never := account()
	never.PasswordSet, never.KVNO = time.Time{}, 0
	seen := func(v ...facts.ASAMember) guidetest.Fact { return guidetest.Seen(facts.ASAStatus, "", v) }
	log := facts.AuthLogValue{Lines: 9, ByAuth: map[string]int{"Kerberos": 8, "Ntlm": 1}, ByClient: map[string]map[string]int{"pc1": {"Kerberos": 8}, "pc2": {"Ntlm": 1}}}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "what the walk is about", Step: "namespace", Facts: typed(guidetest.Typed("web", "mail.contoso.lab"), guidetest.Typed("version", "2010"), guidetest.Seen(facts.Exchange, "", facts.ExchangeValue{})), Status: diag.Pass,
			Says: []string{"The array's name: outlook.contoso.lab", "Internal web host names: mail.contoso.lab", "The Exchange version: 2010", "There is no Exchange organisation in this directory"}, Asks: []string{"dns.name outlook.contoso.lab", "dns.name mail.contoso.lab"}},
		{Name: "an alias", Step: "namespace", Facts: typed(guidetest.Seen(facts.DNSName, array, facts.DNSValue{Canonical: "vip.contoso.lab", Addresses: []string{"10.0.0.9"}})), Status: diag.Fail, Finds: []string{"dns-cname " + array}},
		{Name: "who asks for each", Step: "expected", Facts: typed(), Status: diag.Skipped, Says: []string{"exchangeMDB/outlook.contoso.lab\n  asked for by Outlook, for the mailbox (RPC Client Access)", "checked, not required: web clients", "No internal web host is known", "--set web=", "--set strike=SPN", "--set add=SPN"}},
		{Name: "a user account", Step: "asa", Facts: typed(guidetest.Account(user)), Status: diag.Pass, Says: []string{"CASARRAY-ASA$ is a user", "1 SPN registered", "A user account works."}},
		{Name: "a group-managed account", Step: "asa", Facts: typed(guidetest.Account(gmsa)), Status: diag.Pass, Says: []string{"is a gMSA", "the roll script does not apply"}},
		{Name: "a password that was never set", Step: "asa", Facts: typed(guidetest.Account(never)), Status: diag.Pass, Says: []string{"password set never, kvno not known, 0 SPNs registered"}},
		{Name: "beside later versions", Step: "asa", Facts: typed(guidetest.Typed("version", "2010 and 2013+")), Status: diag.Pass, Says: []string{"must not share one account"}},
		{Name: "a person's part", Step: "prerequisites", Status: diag.Manual, Says: []string{"update rollup 3 or later", "MSExchangeServiceHost", "ConvertOABVDir.ps1"}},
		{Name: "nobody pasted it", Step: "credential", Facts: typed(), Status: diag.Skipped, Says: []string{"manual: The credential of each member can only be read on a server.", "Get-ClientAccessServer -IncludeAlternateServiceAccountCredentialStatus"}},
		{Name: "whose it should be is not known", Step: "credential", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("array", array), seen(facts.ASAMember{Server: "CAS1"})), Status: diag.Unknown, Says: []string{"the account that it should show is not known"}},
		{Name: "a member without one", Step: "credential", Facts: typed(guidetest.Typed("members", "CAS1"), seen(facts.ASAMember{Server: "CAS1"})), Status: diag.Fail, Finds: []string{"asa-missing-on-member CAS1"}},
		{Name: "how to deploy it", Step: "script", Facts: typed(), Status: diag.Manual, Says: []string{`-ToArrayMembers outlook -GenerateNewPasswordFor "CONTOSO\CASARRAY-ASA$" -Verbose`, "-ToEntireForest", "-CopyFrom SERVER-THAT-HAS-IT", "THE SCRIPT HAS SUCCEEDED"}},
		{Name: "how to deploy a group-managed account", Step: "script", Facts: typed(guidetest.Account(gmsa)), Status: diag.Manual, Says: []string{`New-Object PSCredential "CONTOSO\CASARRAY-ASA$"`}, Silent: []string{"RollAlternate"}},
		{Name: "no member was asked", Step: "members", Facts: typed(), Status: diag.Skipped, Says: []string{"No member's web service could be asked"}},
		{Name: "a log", Step: "client", Facts: typed(guidetest.Seen(facts.AuthLog, "", log)), Status: diag.Fail, Finds: []string{"auth-log-ntlm authentication log"}, Says: []string{"pc1: Kerberos 8", "pc2: Ntlm 1"}},
		{Name: "no log", Step: "client", Facts: typed(), Status: diag.Manual, Says: []string{"An AddressBook Service log shows how clients log on"}},
		{Name: "backing out", Step: "back-out", Facts: typed(guidetest.Typed("members", "CAS1"), guidetest.Account(account(spn)), guidetest.OwnedBy(spn, account(spn)), guidetest.Seen(facts.Expected, spn, facts.ExpectedValue{Owner: "CASARRAY-ASA$"})), Status: diag.Manual,
			Says: []string{"setspn -D " + spn, "Set-ClientAccessServer CAS1 -RemoveAlternateServiceAccountCredentials"}, Silent: []string{"CAS1SERVER", "Set-ClientAccessServer SERVER"}},
	})
}
