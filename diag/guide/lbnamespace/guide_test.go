package lbnamespace

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const spn = "http/mail.contoso.lab"

func asa(spns ...string) ad.Account { return guidetest.Computer("EXCHANGE-ASA", "1101", spns...) }

// exchange2016 is one shared name behind two servers.
func exchange2016(more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), organisation(15), guidetest.Typed("namespace", "mail.contoso.lab"), guidetest.Typed("members", "EX1\nEX2"), guidetest.Typed("asa", "EXCHANGE-ASA$"),
		guidetest.Account(asa(spn)), guidetest.OwnedBy(spn, asa(spn)), guidetest.All(more...))
}

func organisation(versions ...int) guidetest.Fact {
	v := facts.ExchangeValue{Organisation: "CN=Contoso", WebNames: []facts.ExchangeWeb{{Server: "EX1", Host: "mail.contoso.lab"}, {Server: "EX1", Host: "ex1.contoso.lab"}, {Server: "OLD1", Host: "old.contoso.lab"}},
		Autodiscover: []facts.ExchangeWeb{{DN: "CN=EX1,CN=Autodiscover", Host: "autodiscover.contoso.lab"}}}
	for i, version := range versions {
		name := []string{"EX1", "OLD1"}[i]
		v.Servers = append(v.Servers, facts.ExchangeServer{Name: name, FQDN: strings.ToLower(name) + ".contoso.lab", Version: version})
	}
	return guidetest.Seen(facts.Exchange, "", v)
}

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "namespace expected asa credential owners tickets offered token fix verify client back-out", "", "namespace members asa strike add domain zone tolerance asa-status httpproxy-log user server-kind header-limit")
}

// The names are those of Exchange 2013 and later, without the servers' own.
func TestDiscovery(t *testing.T) {
	for _, c := range []struct {
		name      string
		exchange  guidetest.Fact
		namespace string
		members   string
		needed    bool // the walk asks for the names
	}{
		{"2016 beside 2010", organisation(15, 14), "mail.contoso.lab autodiscover.contoso.lab", "EX1", false},
		{"2010 alone has nothing to look at", organisation(14), "", "", false},
		{"no Exchange at all", guidetest.Seen(facts.Exchange, "", facts.ExchangeValue{}), "", "", true},
		{"a directory that does not answer", guidetest.Unknown(facts.Exchange, "", ad.ProblemUnreachable, "no answer"), "", "", true},
	} {
		s := guidetest.Snapshot(c.exchange)
		err := (&guide.Engine{}).Inputs(t.Context(), Guide(), s, nil)
		got, members := strings.Join(guide.Values(s.Reader(), "namespace"), " "), strings.Join(guide.Values(s.Reader(), "members"), " ")
		if got != c.namespace || members != c.members || (err != nil) != c.needed {
			t.Errorf("%s: names %q, servers %q, %v", c.name, got, members, err)
		}
	}
}

func TestNamesAndAccount(t *testing.T) {
	hidden := asa()
	hidden.Unread = []string{"servicePrincipalName", "pwdLastSet"}
	off := asa(spn)
	off.UAC |= ad.UACDisabled
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "names and servers", Step: "namespace", Facts: exchange2016(guidetest.Seen(facts.DNSName, "mail.contoso.lab", facts.DNSValue{Addresses: []string{"10.0.0.9"}})), Status: diag.Pass, Says: []string{"Shared host names: mail.contoso.lab", "Servers: EX1, EX2"}, Asks: []string{"dns.name mail.contoso.lab"}},
		{Name: "nothing to check", Step: "namespace", Facts: guidetest.Healthy(), Status: diag.Pass, Says: []string{"There is no Exchange 2013 or later in this organisation"}},
		{Name: "http with the full name alone", Step: "expected", Facts: exchange2016(), Status: diag.Skipped, Says: []string{spn, "asked for by Outlook and every other client, over HTTP"}, Asks: []string{"spn.owners " + spn, "account EXCHANGE-ASA$"}},
		{Name: "one left out, one added", Step: "expected", Facts: exchange2016(guidetest.Typed("strike", "HTTP/MAIL.contoso.lab"), guidetest.Typed("add", "http/extra.contoso.lab")), Status: diag.Skipped, Says: []string{"http/extra.contoso.lab", "asked for by it was added by hand"}, Silent: []string{spn}},
		{Name: "the account", Step: "asa", Facts: exchange2016(), Status: diag.Pass, Says: []string{"EXCHANGE-ASA$ is a computer, password set 2026-03-23 09:12:00Z, kvno 2, 1 SPN registered"}, Asks: []string{"replica.account EXCHANGE-ASA$"}},
		{Name: "a disabled account", Step: "asa", Facts: exchange2016(guidetest.Account(off)), Status: diag.Fail, Finds: []string{"account-disabled EXCHANGE-ASA$"}},
		{Name: "what of the account is hidden is not counted", Step: "asa", Facts: exchange2016(guidetest.Account(hidden)), Status: diag.Pass, Silent: []string{"0 SPNs registered", "password set never"}},
		{Name: "an account that nobody knows", Step: "asa", Facts: guidetest.All(guidetest.Healthy(), organisation(15), guidetest.Typed("namespace", "mail.contoso.lab")), Status: diag.Skipped, Says: []string{"manual: The account that should have the SPNs is not known", "New-ADComputer -Name EXCHANGE-ASA", "--set asa=NAME$"}},
		{Name: "its SPNs", Step: "owners", Facts: exchange2016(), Status: diag.Pass, Says: []string{"SPNs on the right account and on no other: 1 of 1"}},
		{Name: "an SPN that it lacks", Step: "owners", Facts: exchange2016(guidetest.Account(asa()), guidetest.OwnedBy(spn)), Status: diag.Fail, Finds: []string{"spn-missing " + spn}},
		{Name: "its tickets", Step: "tickets", Facts: exchange2016(guidetest.Ticketed(spn, ad.ETypeAES256)), Status: diag.Pass, Says: []string{"Tickets issued: 1 of 1"}, Asks: []string{"ticket " + spn}},
	})
}

func TestServers(t *testing.T) {
	status := func(server, account string) guidetest.Fact {
		return guidetest.Seen(facts.ASAStatus, "", []facts.ASAMember{{Server: server, Latest: facts.ASACredential{Account: account, Time: guidetest.Now}}})
	}
	ex1 := facts.ServiceSubject(spn, "ex1.contoso.lab")
	answered := func(v facts.ServiceAnswerValue) guidetest.Fact {
		v.URL = "https://mail.contoso.lab/"
		return exchange2016(guidetest.Ticketed(spn, ad.ETypeAES256), guidetest.Seen(facts.ServiceAnswer, ex1, v))
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a status that nobody pasted", Step: "credential", Facts: exchange2016(), Status: diag.Skipped, Says: []string{"manual: The credential of each server can only be read on a server.", "Get-ClientAccessService -IncludeAlternateServiceAccountCredentialStatus"}},
		{Name: "the right account", Step: "credential", Facts: exchange2016(guidetest.Typed("members", "EX1"), status("EX1", `CONTOSO\EXCHANGE-ASA$`)), Status: diag.Pass},
		{Name: "another account", Step: "credential", Facts: exchange2016(guidetest.Typed("members", "EX1"), status("EX1", `CONTOSO\OTHER$`)), Status: diag.Fail, Finds: []string{"asa-other-account EX1"}},
		{Name: "a server that the status does not name", Step: "credential", Facts: exchange2016(status("EX1", `CONTOSO\EXCHANGE-ASA$`)), Status: diag.Unknown},
		{Name: "Exchange 2010 beside it", Step: "credential", Facts: exchange2016(organisation(15, 14), guidetest.Typed("members", "EX1"), status("EX1", `CONTOSO\EXCHANGE-ASA$`)), Status: diag.Pass, Says: []string{"There is Exchange 2010 beside it: it needs an account of its own"}},
		{Name: "a server accepts", Step: "offered", Facts: answered(facts.ServiceAnswerValue{Outcome: ad.ProbeAccepted, Offered: []string{"Negotiate"}, Tried: true, Accepted: true, Status: 200}), Status: diag.Manual, Says: []string{"manual: Outlook Anywhere asks internal clients for Negotiate"}, Asks: []string{"service.answer " + ex1}},
		{Name: "a server offers NTLM alone", Step: "offered", Facts: answered(facts.ServiceAnswerValue{Outcome: ad.ProbeNoNegotiate, Offered: []string{"NTLM"}, Status: 401}), Status: diag.Fail, Finds: []string{"service-no-negotiate " + ex1}},
		{Name: "a log that nobody pasted", Step: "client", Facts: exchange2016(), Status: diag.Manual, Says: []string{`An HttpProxy log shows how clients log on: %ExchangeInstallPath%\Logging\HttpProxy`}},
		{Name: "a log with Negotiate proves nothing", Step: "client", Facts: exchange2016(guidetest.Seen(facts.AuthLog, "", facts.AuthLogValue{Lines: 3, ByAuth: map[string]int{"Negotiate": 3}})), Status: diag.Manual, Says: []string{"The log counts: Negotiate 3. Negotiate is consistent with Kerberos; only a ticket on a client proves it."}},
		{Name: "backing out", Step: "back-out", Facts: exchange2016(guidetest.Seen(facts.Expected, spn, facts.ExpectedValue{Owner: "EXCHANGE-ASA$"})), Status: diag.Manual, Says: []string{"First the SPNs", "setspn -D " + spn, "Set-ClientAccessService EX1 -RemoveAlternateServiceAccountCredentials"}},
		{Name: "backing out of servers without names", Step: "back-out", Status: diag.Manual, Says: []string{"Set-ClientAccessService SERVER -RemoveAlternateServiceAccountCredentials"}, Silent: []string{"setspn"}},
	})
}
