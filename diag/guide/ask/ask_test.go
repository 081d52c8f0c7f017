package ask

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func put(list ...func(*diag.Snapshot)) *diag.Snapshot {
	s := diag.NewSnapshot()
	for _, f := range list {
		f(s)
	}
	return s
}

func seen[T any](k diag.Kind[T], subject string, v T) func(*diag.Snapshot) {
	return func(s *diag.Snapshot) { k.Put(s, diag.Fact[T]{Subject: subject, Value: v}) }
}

func asked(reqs []diag.Request) string {
	var out []string
	for _, r := range reqs {
		out = append(out, strings.TrimSpace(r.Kind+" "+r.Subject))
	}
	return strings.Join(out, ", ")
}

// What a walk asks for grows with what it knows: without a directory no domain controller
// is asked, and without their list none by its name.
func TestTheEnvironment(t *testing.T) {
	directory := seen(facts.Directory, "", ad.DirectoryInfo{Server: "dc1.contoso.lab", Realm: "CONTOSO.LAB"})
	controllers := seen(facts.Controllers, "", facts.ControllersValue{Hosts: []string{"dc1.contoso.lab", "dc2.contoso.lab"}})
	for _, c := range []struct {
		s    *diag.Snapshot
		want string
	}{
		{put(), "client.krb5conf, directory.info, kdc.login"},
		{put(directory), "client.krb5conf, directory.info, kdc.login, clock dc1.contoso.lab, directory.controllers"},
		{put(directory, controllers), "client.krb5conf, directory.info, kdc.login, clock dc1.contoso.lab, directory.controllers, clock dc1.contoso.lab, clock dc2.contoso.lab"},
	} {
		if got := asked(Environment(c.s.Reader())); got != c.want {
			t.Errorf("asks for %s, want %s", got, c.want)
		}
	}
	r := put(directory, controllers).Reader()
	if got := asked(AtControllers(r, "http/a")); got != "ticket.controller http/a at dc1.contoso.lab, ticket.controller http/a at dc2.contoso.lab" {
		t.Errorf("each controller's ticket: %s", got)
	}
	if AtControllers(r, "") != nil || AtControllers(put().Reader(), "http/a") != nil {
		t.Error("a ticket of nothing, or of controllers that nobody knows")
	}
	if got := asked(Names(r, "app.contoso.lab")); got != "dns.name app.contoso.lab, dns.name contoso.lab" {
		t.Errorf("the domain's own name is looked up as well: %s", got)
	}
	if Names(r) != nil {
		t.Error("no name, and something is asked")
	}
}

func TestReferrals(t *testing.T) {
	list := seen(facts.Trusts, "", []ad.Trust{{Partner: "a.lab", Type: ad.TrustTypeAD, Direction: ad.TrustInbound}, {Partner: "b.lab", Type: ad.TrustTypeAD, Direction: ad.TrustOutbound}, {Partner: "nt4", Type: 1, Direction: 3}, {Partner: "c.lab", Type: ad.TrustTypeRealm, Unread: []string{"trustDirection"}}})
	if got := asked(Referrals(put(list).Reader())); got != "trust.referral a.lab, trust.referral c.lab" {
		t.Errorf("asks for %s", got)
	}
	if Referrals(put().Reader()) != nil {
		t.Error("trusts that nobody knows are asked for")
	}
}

func TestInputsThatAreChecked(t *testing.T) {
	for value, ok := range map[string]bool{"app.contoso.lab": true, "app": true, "": false, "a b": false, "app.contoso.lab:80": false, strings.Repeat("x", 300): false} {
		if got := CheckHost(value) == nil; got != ok {
			t.Errorf("host %.20q: %v", value, got)
		}
	}
	for value, ok := range map[string]bool{"svc app": true, "ARRAY=ASA$": true, "ARRAY=": false, " ": false, strings.Repeat("x", 601): false, `CONTOSO\x`: true} {
		if got := CheckAccount(value) == nil; got != ok {
			t.Errorf("account %.20q: %v", value, got)
		}
	}
	for value, ok := range map[string]bool{"yes": true, "NO": true, "": false, "ja": false} {
		if got := CheckYesNo(value) == nil; got != ok {
			t.Errorf("answer %q: %v", value, got)
		}
	}
	if got := Quoted(strings.Repeat("ä", 100)); len(got) > 90 || !strings.HasSuffix(got, `…"`) || strings.Contains(got, `\x`) {
		t.Errorf("a long value is cut between letters: %s", got)
	}
}

func TestNamesOfHostsAndAccounts(t *testing.T) {
	org := seen(facts.Exchange, "", facts.ExchangeValue{Servers: []facts.ExchangeServer{{Name: "CAS1", FQDN: "cas1.contoso.lab"}, {Name: "CAS2"}}})
	r := put(org, seen(facts.Account, "svc", ad.Account{Name: "svc-app"})).Reader()
	for name, want := range map[string]string{"cas1": "cas1.contoso.lab", "CAS2": "CAS2", "x.y": "x.y", "other": "other"} {
		if got := MemberHost(r, name); got != want {
			t.Errorf("the host of %s is %s", name, got)
		}
	}
	for name, want := range map[string]string{"web1.contoso.lab": "web1$", "WEB1$": "WEB1$", "web1": "web1$"} {
		if got := Account(name); got != want {
			t.Errorf("the account of %s is %s", name, got)
		}
	}
	for name, want := range map[string]string{"svc": "svc-app", `CONTOSO\other`: "other"} {
		if got := SAM(r, name); got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
	if Bare(`CONTOSO\WEB1$`) != "WEB1" || !Contains([]string{"A"}, "a") || !ContainsHost([]string{"web1.contoso.lab"}, "WEB1") || ContainsHost([]string{"web10"}, "web1") {
		t.Error("names that are the same, or not")
	}
}

// An SPN is expected on its only owner, and on nobody's where there are two or none.
func TestTheOnlyOwner(t *testing.T) {
	a, b := ad.Account{DN: "CN=a"}, ad.Account{DN: "CN=b"}
	owners := func(v facts.OwnersValue) *diag.Snapshot { return put(seen(facts.Owners, "http/x", v)) }
	for name, c := range map[string]struct {
		s    *diag.Snapshot
		want string
	}{
		"one": {owners(facts.OwnersValue{Owners: []ad.Account{a}}), "CN=a"}, "by HOST": {owners(facts.OwnersValue{AliasHeld: []ad.Account{b}}), "CN=b"},
		"two": {owners(facts.OwnersValue{Owners: []ad.Account{a, b}}), ""}, "none": {owners(facts.OwnersValue{}), ""}, "not known": {put(), ""},
	} {
		if got := OnOnlyOwner(c.s.Reader(), "http/x", facts.ExpectedValue{}); got.Owner != c.want || got.OwnerFrom != facts.OwnerGuessed {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := OnOnlyOwner(owners(facts.OwnersValue{Owners: []ad.Account{a}}).Reader(), "http/x", facts.ExpectedValue{Owner: "named", OwnerFrom: facts.OwnerSaid}); got.Owner != "named" || got.OwnerFrom != facts.OwnerSaid {
		t.Errorf("an account that was named stays: %+v", got)
	}
	for kind, want := range map[string]facts.OwnerFrom{"operator": facts.OwnerSaid, "paste": facts.OwnerPasted, "derived": facts.OwnerGuessed} {
		s := diag.NewSnapshot()
		facts.Input.Put(s, diag.Fact[string]{Subject: "asa", Value: "X$", Source: ad.Source{Kind: kind}})
		if got := OwnerFrom(s.Reader(), "asa"); got != want {
			t.Errorf("an account of the %s is %q", kind, got)
		}
	}
}
