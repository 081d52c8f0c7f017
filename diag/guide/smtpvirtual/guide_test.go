package smtpvirtual

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const spn = "SMTPSVC/smtp2.contoso.lab"

func server(spns ...string) ad.Account { return guidetest.Computer("BE1", "1101", spns...) }

func virtual(more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("virtual", "BE1=smtp2.contoso.lab"), guidetest.Account(server(spn)), guidetest.OwnedBy(spn, server(spn)), guidetest.All(more...))
}

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "environment expected events accounts owners tickets loopback fix verify", "virtual", "same-machine events")
	for _, c := range []struct{ key, typed, want string }{
		{"virtual", "BE1=smtp2.contoso.lab, BE2=smtp3.contoso.lab", "BE1=smtp2.contoso.lab\nBE2=smtp3.contoso.lab"},
		{"virtual", "smtp2.contoso.lab", "refused: a virtual server cannot be read from smtp2.contoso.lab: it has no server in front of = (write SERVER=name.of.virtual.server)"},
		{"virtual", "=smtp2.contoso.lab", "refused: a virtual server cannot be read from =smtp2.contoso.lab: it has no server in front of = (write SERVER=name.of.virtual.server)"},
		{"virtual", "BE1=smtp 2", `refused: a virtual server cannot be read from 2: it has no server in front of = (write SERVER=name.of.virtual.server)`},
		{"same-machine", "maybe", "refused: maybe is no answer here: the question is answered by yes or no (write yes or no)"},
	} {
		if got := guidetest.Answer(t, g, c.key, c.typed); got != c.want {
			t.Errorf("%s=%s: %q, want %q", c.key, c.typed, got, c.want)
		}
	}
}

func TestDiscovery(t *testing.T) {
	s := guidetest.Snapshot(guidetest.Seen(facts.Exchange, "", facts.ExchangeValue{SMTP: []facts.ExchangeSMTP{{Server: "BE1", FQDN: "smtp2.contoso.lab"}, {Server: "be1", FQDN: "SMTP2.contoso.lab"}, {Server: "BE2"}, {FQDN: "x.contoso.lab"}}}))
	if got := strings.Join(discoverVirtual(s.Reader()), " "); got != "BE1=smtp2.contoso.lab" {
		t.Errorf("found %q", got)
	}
}

func TestWhatServersAskFor(t *testing.T) {
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "the virtual server's name", Step: "expected", Facts: virtual(), Status: diag.Skipped, Says: []string{"BE1 runs the virtual server smtp2.contoso.lab: " + spn + " belongs on BE1$", "--set virtual=CLUSTERNAME=HOST"}, Asks: []string{"spn.owners " + spn, "account BE1$", "spn.owners SMTP/BE1"}},
		{Name: "on its machine", Step: "owners", Facts: virtual(), Status: diag.Pass, Says: []string{"SPNs on the right account and on no other: 1 of 1"}},
		{Name: "on another machine", Step: "owners", Facts: virtual(guidetest.OwnedBy(spn, guidetest.Computer("BE2", "1102", spn))), Status: diag.Fail, Finds: []string{"spn-misplaced " + spn}, Says: []string{"0 of 1"}},
		{Name: "on none", Step: "owners", Facts: virtual(guidetest.Account(server()), guidetest.OwnedBy(spn)), Status: diag.Fail, Finds: []string{"spn-missing " + spn}},
		{Name: "the machine's own name on another", Step: "owners", Facts: virtual(guidetest.OwnedBy("SMTPSVC/BE1", guidetest.Computer("BE2", "1102"))), Status: diag.Fail, Finds: []string{"spn-misplaced SMTPSVC/BE1"}, Says: []string{"1 of 2"}},
		{Name: "a ticket for it", Step: "tickets", Facts: virtual(guidetest.Ticketed(spn, ad.ETypeAES256)), Status: diag.Pass, Says: []string{"Tickets issued: 1 of 1"}, Asks: []string{"ticket " + spn}},
		{Name: "no ticket for it", Step: "tickets", Facts: virtual(guidetest.Refused(spn, ad.ErrServiceUnknown)), Status: diag.Fail, Finds: []string{"ticket-refused " + spn}},
		{Name: "a refused ticket is left to do", Step: "fix", Facts: virtual(guidetest.Refused(spn, ad.ErrServiceUnknown)), Status: diag.Manual, Finds: []string{"ticket-refused " + spn}, Silent: []string{"Nothing to change"}},
		{Name: "a machine without an account", Step: "accounts", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("virtual", "GONE=smtp2.contoso.lab"), guidetest.Unknown(facts.Account, "GONE$", ad.ProblemNotFound, "no such account")), Status: diag.Fail, Finds: []string{"account-missing GONE$"}},
	})
}

func TestEventsAndLoopback(t *testing.T) {
	events := func(v facts.SMTPEventsValue) guidetest.Fact { return virtual(guidetest.Seen(facts.SMTPEvents, "", v)) }
	denied := facts.SMTPEventsValue{Events: map[string]int{"537": 2}, Codes: map[string]int{"0xc000006d": 2}}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "nothing was pasted", Step: "events", Facts: virtual(), Status: diag.Skipped, Says: []string{"manual: Paste what the servers reported: events 1706"}},
		{Name: "each event with its meaning", Step: "events", Facts: events(denied), Status: diag.Pass, Says: []string{"537 (2×): a logon failed for an unexpected reason", "0xc000006d (2×): the logon was denied"}, Silent: []string{"1706"}},
		{Name: "nobody said where both ends are", Step: "loopback", Facts: virtual(), Status: diag.Skipped, Says: []string{"manual: Are the sending and the receiving virtual server on one machine?", "--set same-machine=yes|no"}},
		{Name: "a denied logon, and nobody said where both ends are", Step: "loopback", Facts: events(denied), Status: diag.Unknown, Says: []string{"it was not said whether client and server are the same machine"}, Silent: []string{"pass: "}},
		{Name: "a denied logon between two machines", Step: "loopback", Facts: guidetest.All(events(denied), guidetest.Typed("same-machine", "no")), Status: diag.Pass},
		{Name: "two machines", Step: "loopback", Facts: virtual(guidetest.Typed("same-machine", "no")), Status: diag.Skipped, Says: []string{"the loopback check has no part in it"}, Silent: []string{"reg add"}},
		{Name: "one machine", Step: "loopback", Facts: guidetest.All(events(denied), guidetest.Typed("same-machine", "YES")), Status: diag.Fail, Finds: []string{"smtp-loopback authentication log"}, Says: []string{`BackConnectionHostNames /t REG_MULTI_SZ /d "smtp2.contoso.lab"`, "Windows Registry Editor Version 5.00"}},
	})
	s := diag.NewSnapshot()
	if err := guide.Set(Guide(), s, "events", "Event ID: 1706 error code 0x8009030c", ad.Source{}); err != nil {
		t.Fatal(err)
	}
	if f, _ := facts.SMTPEvents.Get(s.Reader(), ""); f.Value.Events["1706"] != 1 || f.Value.Codes["0x8009030c"] != 1 {
		t.Errorf("read as %+v", f.Value)
	}
	if got := guidetest.Answer(t, Guide(), "events", "hello"); !strings.HasPrefix(got, "refused: ") {
		t.Errorf("another text was taken as %q", got)
	}
}

// Registry files hold UTF-16, each name ended by a zero and the list by another.
func TestRegistryFile(t *testing.T) {
	if got := regFile([]string{"a", "b."}); !strings.HasSuffix(got, "=hex(7):61,00,00,00,62,00,2e,00,00,00,00,00\n") {
		t.Errorf("%s", got)
	}
}
