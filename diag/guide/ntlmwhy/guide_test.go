package ntlmwhy

import (
	"fmt"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const spn = "cifs/files1.contoso.lab"

func events(rows ...facts.NTLMRow) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.NTLMUse, "", facts.NTLMUseValue{Events: 100, Kerberos: 7, Rows: rows}))
}

func to(target string) facts.NTLMRow { return facts.NTLMRow{Target: target, Count: 3} }

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "environment events owners tickets fix verify", "ntlm-events", "")
	e := guide.Engine{}
	p := ad.AsProblem(e.Inputs(t.Context(), g, diag.NewSnapshot(), nil), "", "")
	if p != nil {
		t.Errorf("a paste is asked for by its step, not before the walk: %v", p)
	}
}

func TestExports(t *testing.T) {
	const event = `<Events><Event><System><EventID>8001</EventID><Computer>pc7.contoso.lab</Computer></System><EventData><Data Name="TargetName">` + spn + `</Data></EventData></Event></Events>`
	s := diag.NewSnapshot()
	if err := guide.Set(Guide(), s, "ntlm-events", event, ad.Source{}); err != nil {
		t.Fatal(err)
	}
	f, _ := facts.NTLMUse.Get(s.Reader(), "")
	if len(f.Value.Rows) != 1 || f.Value.Rows[0].Target != spn || f.Source.Kind != "paste" {
		t.Errorf("read as %+v", f)
	}
	got := guidetest.Answer(t, Guide(), "ntlm-events", "dir\n Volume in drive C has no label.\n")
	if !strings.Contains(got, "there are no Windows events in it") || !strings.Contains(got, "wevtutil") {
		t.Errorf("another text: %s", got)
	}
}

func TestWhatTheEventsSay(t *testing.T) {
	program := facts.NTLMRow{Target: spn, Count: 1, Process: `C:\app.exe`, Reason: "no SPN was found"}
	address := to("cifs/10.0.0.7")
	direct := facts.NTLMRow{Target: spn, Count: 2, Direct: true}
	var many []facts.NTLMRow
	for i := range 70 {
		many = append(many, to(fmt.Sprintf("http/w%02d.contoso.lab", i)))
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "nothing was given", Step: "events", Status: diag.Skipped, Says: []string{"manual: Paste an export of the NTLM log: wevtutil qe"}},
		{Name: "Kerberos alone", Step: "events", Facts: events(), Status: diag.Pass, Says: []string{"100 events read: 7 logons with Kerberos; NTLM to 0 targets."}},
		{Name: "a program and a reason", Step: "events", Facts: events(program), Status: diag.Skipped, Says: []string{spn + ` (1 logon), C:\app.exe: no SPN was found`, "NTLM to 1 target."}},
		{Name: "an address", Step: "events", Facts: events(address), Status: diag.Fail, Finds: []string{"ntlm-by-address cifs/10.0.0.7"}},
		{Name: "a program that calls NTLM", Step: "events", Facts: events(direct), Status: diag.Fail, Finds: []string{"ntlm-direct " + spn}},
		{Name: "more than a screen", Step: "events", Facts: events(many...), Status: diag.Skipped, Says: []string{"http/w19.contoso.lab (3 logons)", "and 50 more targets", "The 50 most frequent SPNs of 70 are looked up."}, Silent: []string{"http/w20."}},
	})
}

// Only an SPN can be looked up: an address, a program that calls NTLM, a server without a
// target and a damaged name can not.
func TestWhichTargetsAreLookedUp(t *testing.T) {
	rows := []facts.NTLMRow{to(spn), to("CIFS/FILES1.contoso.lab"), to("cifs/10.0.0.7"), {Server: "files2", Count: 1}, {Target: "http/direct.contoso.lab", Direct: true}, to(`http\odd`), to("http/web1.contoso.lab")}
	got := targets(guidetest.Snapshot(events(rows...)).Reader())
	if strings.Join(got, " ") != spn+" http/web1.contoso.lab" {
		t.Errorf("looks up %q", got)
	}
	svc := guidetest.Computer("FILES1", "1101", spn)
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "an SPN that nobody has", Step: "owners", Facts: guidetest.All(events(to(spn)), guidetest.OwnedBy(spn)), Status: diag.Fail, Finds: []string{"spn-missing " + spn}, Says: []string{"SPNs on the right account and on no other: 0 of 1"}, Asks: []string{"spn.owners " + spn}},
		{Name: "an SPN that one account has", Step: "owners", Facts: guidetest.All(events(to(spn)), guidetest.OwnedBy(spn, svc)), Status: diag.Pass, Says: []string{"SPNs on the right account and on no other: 1 of 1"}, Asks: []string{"account " + svc.DN}},
		{Name: "owners that could not be read", Step: "owners", Facts: guidetest.All(events(to(spn)), guidetest.Unknown(facts.Owners, spn, ad.ProblemUnreachable, "no answer")), Status: diag.Unknown},
		{Name: "a ticket all the same", Step: "tickets", Facts: guidetest.All(events(to(spn)), guidetest.OwnedBy(spn, svc), guidetest.Ticketed(spn, ad.ETypeAES256)), Status: diag.Fail, Finds: []string{"ntlm-fallback " + spn}, Says: []string{"Tickets issued: 1 of 1"}, Asks: []string{"ticket " + spn}},
		{Name: "refused", Step: "tickets", Facts: guidetest.All(events(to(spn)), guidetest.OwnedBy(spn, svc), guidetest.Refused(spn, ad.ErrServiceUnknown)), Status: diag.Fail, Finds: []string{"ticket-refused " + spn}, Says: []string{"Tickets issued: 0 of 1"}},
		{Name: "probes are off", Step: "tickets", Facts: guidetest.All(events(to(spn)), guidetest.OwnedBy(spn, svc), guidetest.Unknown(facts.Ticket, spn, ad.ProblemNotAsked, "--no-probes")), Status: diag.Unknown, Says: []string{"No ticket was asked for: probes are switched off."}},
		{Name: "no SPN among the targets", Step: "tickets", Facts: events(to("cifs/10.0.0.7")), Status: diag.Skipped, Says: []string{"No SPN is expected, so no ticket was requested."}},
		{Name: "what is left to do by hand", Step: "fix", Facts: guidetest.All(events(to("cifs/10.0.0.7"), to(spn)), guidetest.OwnedBy(spn, svc), guidetest.Ticketed(spn, ad.ETypeAES256)), Status: diag.Manual, Finds: []string{"ntlm-by-address cifs/10.0.0.7", "ntlm-fallback " + spn}, Says: []string{"cifs/10.0.0.7"}, Silent: []string{"Nothing to change"}},
	})
}
