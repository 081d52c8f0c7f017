package ldapsigning

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const dc = "dc1.contoso.lab"

// accepts is a domain controller that answers each way to log in as listed, the others
// with a refusal.
func accepts(outcomes map[ad.BindWay]ad.BindOutcome) guidetest.Fact {
	p := ad.BindPolicy{Server: dc, At: guidetest.Now}
	for _, w := range ad.BindWays() {
		o, ok := outcomes[w]
		if !ok {
			o = ad.BindRefused
		}
		p.Attempts = append(p.Attempts, ad.BindAttempt{Way: w, Outcome: o, Code: map[ad.BindOutcome]int{ad.BindRefused: 8, ad.BindExamined: 49}[o]})
	}
	return guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.LDAPBinds, dc, p))
}

func strict() guidetest.Fact {
	return accepts(map[ad.BindWay]ad.BindOutcome{ad.BindSigned: ad.BindAccepted, ad.BindTLSBound: ad.BindAccepted, ad.BindStartTLSBound: ad.BindAccepted})
}

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "environment controllers clients settings order fix verify", "", "ldap-events")
	if got := guidetest.Answer(t, g, "ldap-events", "hello"); !strings.Contains(got, "there are no Windows events in it") {
		t.Errorf("another text: %s", got)
	}
}

func TestWhatAControllerAccepts(t *testing.T) {
	a := ad.BindAccepted
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "everything is required", Step: "controllers", Facts: strict(), Status: diag.Pass, Says: []string{dc + ": signing required; channel binding: always", "refused by policy (result 8)"}, Asks: []string{"ldap.binds " + dc}},
		{Name: "a readable password would do", Step: "controllers", Facts: accepts(map[ad.BindWay]ad.BindOutcome{ad.BindSimpleClear: ad.BindExamined, ad.BindSigned: a, ad.BindTLSBound: a, ad.BindStartTLSBound: a}), Status: diag.Fail, Finds: []string{"ldap-signing-off " + dc},
			Says: []string{"signing not required", "would be accepted with the right password (result 49)"}},
		{Name: "no token is ever wanted", Step: "controllers", Facts: accepts(map[ad.BindWay]ad.BindOutcome{ad.BindSigned: a, ad.BindTLSBound: a, ad.BindTLS: a, ad.BindTLSWrong: a, ad.BindStartTLSBound: a, ad.BindStartTLS: a}), Status: diag.Fail, Finds: []string{"ldap-binding-off " + dc}, Says: []string{"channel binding: never"}},
		{Name: "a token only where the client sends one", Step: "controllers", Facts: accepts(map[ad.BindWay]ad.BindOutcome{ad.BindSigned: a, ad.BindTLSBound: a, ad.BindTLS: a, ad.BindStartTLSBound: a, ad.BindStartTLS: a}), Status: diag.Fail, Finds: []string{"ldap-binding-optional " + dc}, Says: []string{"channel binding: when supported"}},
		{Name: "Samba lets no ticket in inside TLS", Step: "controllers", Facts: accepts(map[ad.BindWay]ad.BindOutcome{ad.BindSigned: a}), Status: diag.Pass, Says: []string{"Samba's default"}},
		{Name: "no TLS", Step: "controllers", Facts: accepts(map[ad.BindWay]ad.BindOutcome{ad.BindSigned: a, ad.BindTLS: ad.BindNoTLS, ad.BindTLSBound: ad.BindNoTLS, ad.BindTLSWrong: ad.BindNoTLS, ad.BindStartTLS: ad.BindNoTLS, ad.BindStartTLSBound: ad.BindNoTLS}), Status: diag.Fail, Finds: []string{"ldap-tls-missing " + dc}, Says: []string{ad.BindTLS.Title() + ": no TLS there", "channel binding: not known"}},
		{Name: "nothing was tried", Step: "controllers", Facts: guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.LDAPBinds, dc, ad.BindPolicy{Server: dc})), Status: diag.Unknown, Says: []string{"signing not known; channel binding: not known", "not tried"}},
		{Name: "no answer", Step: "controllers", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.LDAPBinds, dc, ad.ProblemUnreachable, "connection refused")), Status: diag.Unknown, Says: []string{"connection refused"}},
		{Name: "the policy holds", Step: "verify", Facts: strict(), Status: diag.Pass},
		{Name: "a controller that does not answer is not verified", Step: "verify", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.LDAPBinds, dc, ad.ProblemUnreachable, "connection refused")), Status: diag.Unknown, Says: []string{"connection refused"}},
	})
}

func TestClients(t *testing.T) {
	events := func(v facts.LDAPClientsValue) guidetest.Fact { return guidetest.Seen(facts.LDAPClients, "", v) }
	client := func(problem string) facts.LDAPClient {
		return facts.LDAPClient{Problem: problem, Host: "10.0.0.9", User: `CONTOSO\app`, Count: 4}
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "no events", Step: "clients", Status: diag.Skipped, Says: []string{"No events were given, so no client is known.", "--from ldap-events=FILE", "wevtutil qe", "2889: one client without signing"}},
		{Name: "one of each kind", Step: "clients", Facts: events(facts.LDAPClientsValue{Events: 9, Rows: []facts.LDAPClient{client(facts.LDAPSimpleClear), client(facts.LDAPUnsigned), client(facts.LDAPNoToken)}}), Status: diag.Fail,
			Finds: []string{`ldap-client-simple CONTOSO\app from 10.0.0.9`, `ldap-client-unsigned CONTOSO\app from 10.0.0.9`, `ldap-client-no-token CONTOSO\app from 10.0.0.9`}, Says: []string{"9 events read; 3 clients would be refused."}},
		{Name: "counts alone name nobody", Step: "clients", Facts: events(facts.LDAPClientsValue{Events: 2, Counted: []facts.LDAPCount{{Event: 2887, Server: dc, Simple: 1, Unsigned: 5}, {Event: 3040, Server: dc, Unsigned: 1}}}), Status: diag.Unknown,
			Says: []string{"event 2887 of dc1.contoso.lab: 1 simple bind, 5 binds without signing", "event 3040 of dc1.contoso.lab: 1 bind without a token"}},
		{Name: "the settings of each kind of client", Step: "settings", Status: diag.Manual, Says: []string{"SASL_CBINDING tls-endpoint", "com.sun.jndi.ldap.tls.cbtype=tls-server-end-point", "ldap_sasl_minssf = 56"}},
		{Name: "the order", Step: "order", Status: diag.Manual, Says: []string{"Clients are logged", "A month without such events", "LdapEnforceChannelBinding 2"}},
	})
}

// An export that names a client is read into what the steps judge.
func TestAnExport(t *testing.T) {
	const event = `<Events><Event><System><Provider Name="Microsoft-Windows-ActiveDirectory_DomainService"/><EventID>2889</EventID><Computer>dc1.contoso.lab</Computer></System><EventData><Data>10.0.0.9:50123</Data><Data>CONTOSO\app</Data><Data>1</Data></EventData></Event></Events>`
	s := diag.NewSnapshot()
	if err := guide.Set(Guide(), s, "ldap-events", event, ad.Source{}); err != nil {
		t.Fatal(err)
	}
	f, _ := facts.LDAPClients.Get(s.Reader(), "")
	if len(f.Value.Rows) != 1 || f.Value.Rows[0].Subject() != `CONTOSO\app from 10.0.0.9` || f.Value.Rows[0].Problem != facts.LDAPSimpleClear {
		t.Errorf("read as %+v", f.Value)
	}
}
