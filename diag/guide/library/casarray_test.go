package library_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
)

var arraySPNs = []string{
	"exchangeMDB/outlook.contoso.lab", "exchangeRFR/outlook.contoso.lab", "exchangeAB/outlook.contoso.lab",
	"exchangeMDB/outlook", "exchangeRFR/outlook", "exchangeAB/outlook", "http/mail.contoso.lab", "http/autodiscover.contoso.lab",
}

// exchange2010 is a healthy organisation with one array.
func exchange2010() *forest {
	return &forest{
		accounts: []*ad.Account{computer("CASARRAY-ASA", "1104", arraySPNs...), computer("CAS1", "1105", "HOST/cas1"), computer("CAS2", "1106", "HOST/cas2")},
		exchange: facts.ExchangeValue{
			Organisation: "CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=lab",
			Arrays:       []facts.ExchangeArray{{Name: "outlook", FQDN: "outlook.contoso.lab", Members: []string{"CAS1", "CAS2"}}},
			Servers:      []facts.ExchangeServer{{Name: "CAS1", FQDN: "cas1.contoso.lab", Version: 14, Roles: 4}, {Name: "CAS2", FQDN: "cas2.contoso.lab", Version: 14, Roles: 4}},
			WebNames: []facts.ExchangeWeb{{Server: "CAS1", Host: "mail.contoso.lab"}, {Server: "CAS2", Host: "mail.contoso.lab"},
				{Server: "CAS1", Host: "cas1.contoso.lab"}, {Server: "OTHERSITE1", Host: "mail.branch.contoso.lab"}},
			Autodiscover: []facts.ExchangeWeb{{Server: "CAS1", Host: "autodiscover.contoso.lab"}},
		},
	}
}

func status(cas1, cas2 time.Time) string {
	line := func(name string, t time.Time) string {
		return "Name                                 : " + name + "\r\nAlternateServiceAccountConfiguration : Latest: " +
			t.Format("1/2/2006 3:04:05 PM") + ", CONTOSO\\CASARRAY-ASA$\r\n                                       Previous: <Not set>\r\n"
	}
	return line("CAS1", cas1) + line("CAS2", cas2)
}

func TestHealthyArrayHasNothingToFind(t *testing.T) {
	f := exchange2010()
	set := f.find("CASARRAY-ASA").PasswordSet
	w, got := f.walk(t, "cas-array", map[string]string{
		"asa-status": status(set.Add(-31*time.Second), set.Add(-12*time.Second)), "addressbook-log": logLine("Kerberos")})
	if len(got) > 0 {
		t.Errorf("found %q", got)
	}
	want := map[string]diag.Status{"namespace": diag.Pass, "asa": diag.Pass, "credential": diag.Pass, "owners": diag.Pass,
		"tickets": diag.Pass, "fix": diag.Skipped, "verify": diag.Pass, "prerequisites": diag.Manual}
	for id, st := range want {
		if got := stepStatus(w, id); got != st {
			t.Errorf("%s: %s, want %s", id, got, st)
		}
	}
	asked := map[diag.Request]int{}
	for _, r := range f.asked {
		if asked[r]++; asked[r] > 1 {
			t.Errorf("%v was asked for more than once in one walk", r)
		}
	}
}

func logLine(auth string) string {
	return "2011-03-11T20:00:12.000Z,9,0,/o=C/ou=E/cn=Recipients/cn=alice,,,cas1,ncacn_ip_tcp,Bind,,6,,," + auth + ",\n"
}

// broken takes most names away, puts one on a member and doubles another.
func broken() *forest {
	f := exchange2010()
	a := f.find("CASARRAY-ASA")
	a.SPNs = []string{"http/mail.contoso.lab", "http/autodiscover.contoso.lab"}
	a.ETypes = 0
	f.find("CAS1").SPNs = append(f.find("CAS1").SPNs, "exchangeRFR/OUTLOOK.contoso.lab")
	f.accounts = append(f.accounts, computer("OLDWEB", "1200", "http/mail.contoso.lab"))
	return f
}

func TestBrokenArrayIsNamedMendedAndProved(t *testing.T) {
	f := broken()
	set := f.find("CASARRAY-ASA").PasswordSet
	paste := map[string]string{"asa-status": status(set.Add(-20*time.Second), set.Add(-50*24*time.Hour)), "addressbook-log": logLine("Ntlm")}
	w, got := f.walk(t, "cas-array", paste)
	want := []string{
		"asa-old-credential CAS2", "etype-unset CASARRAY-ASA$",
		"spn-duplicate http/mail.contoso.lab", "spn-misplaced exchangeRFR/outlook.contoso.lab",
		"spn-missing exchangeAB/outlook", "spn-missing exchangeAB/outlook.contoso.lab",
		"spn-missing exchangeMDB/outlook", "spn-missing exchangeMDB/outlook.contoso.lab", "spn-missing exchangeRFR/outlook",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if st := stepStatus(w, "client"); st != diag.Blocked {
		t.Errorf("the log's NTLM is a consequence, and the step says %s", st)
	}
	plan := fix.Build(w.Findings, w.Facts.Reader())
	if w := plan.ConfirmWords(); !slices.Equal(w, plan.Losers()) || !slices.Contains(w, "CAS1$") {
		t.Errorf("moves are confirmed by the names of the accounts that lose an SPN, not by %q", w)
	}
	f.apply(t, plan)
	paste["asa-status"] = status(set.Add(-20*time.Second), set.Add(time.Hour))
	paste["addressbook-log"] = logLine("Kerberos")
	if w, got = f.walk(t, "cas-array", paste); len(got) > 0 || stepStatus(w, "verify") != diag.Pass {
		t.Errorf("after the fix: %q, verify %s", got, stepStatus(w, "verify"))
	}
}

// A forest without Exchange: only what was typed is known.
func TestArrayWithoutExchange(t *testing.T) {
	f := &forest{accounts: []*ad.Account{computer("CASARRAY-ASA", "1104", "exchangeMDB/outlook.x"), computer("FILES1", "1105", "HOST/files1", "exchangeAB/outlook.x")},
		dns: map[string]facts.DNSValue{"outlook.x": {Asked: []string{"10.9.9.9"}}, "mail.x": {Asked: []string{"10.9.9.9"}}}}
	set := map[string]string{"array": "outlook.x", "asa": "CASARRAY-ASA$", "web": "mail.x", "short": "no"}
	w, got := f.walk(t, "cas-array", set)
	want := []string{"spn-misplaced exchangeAB/outlook.x", "spn-missing exchangeRFR/outlook.x", "spn-missing http/mail.x"}
	if !slices.Equal(got, want) {
		t.Fatalf("found %q", got)
	}
	if st := stepStatus(w, "namespace"); st != diag.Unknown {
		t.Errorf("a name that the local resolver does not know: %s", st)
	}
	if st := stepStatus(w, "credential"); st != diag.Skipped {
		t.Errorf("credential without a paste: %s", st)
	}
	plan := fix.Build(w.Findings, w.Facts.Reader())
	f.apply(t, plan)
	if _, got = f.walk(t, "cas-array", set); len(got) > 0 {
		t.Errorf("after the fix: %q", got)
	}
}

func TestArrayWithAnUnknownAccount(t *testing.T) {
	f := exchange2010()
	f.accounts = f.accounts[1:]
	w, got := f.walk(t, "cas-array", nil)
	if len(got) != len(arraySPNs) || !strings.HasPrefix(got[0], "spn-missing") {
		t.Errorf("no account at all: %q", got)
	}
	p := fix.Build(w.Findings, w.Facts.Reader())
	if !p.Empty() || len(p.Left) != len(arraySPNs) {
		t.Errorf("without an account nothing can be planned: %+v", p.Changes)
	}
	if _, got = f.walk(t, "cas-array", map[string]string{"asa": "NOSUCH$"}); !slices.Equal(got, []string{"account-missing NOSUCH$"}) {
		t.Errorf("an account that does not exist hides what it should hold: %q", got)
	}
}

// A tie between two holders is no answer, and never an ok.
func TestArrayWithoutAClearAccount(t *testing.T) {
	f := exchange2010()
	f.accounts = append(f.accounts, computer("SECOND", "1300", arraySPNs[:4]...))
	f.find("CASARRAY-ASA").SPNs = arraySPNs[4:]
	w, got := f.walk(t, "cas-array", nil)
	if len(got) != 0 || stepStatus(w, "owners") != diag.Unknown {
		t.Errorf("owners: %s, %q", stepStatus(w, "owners"), got)
	}
}

func TestTwoArraysWithAnAccountEach(t *testing.T) {
	f := exchange2010()
	second := computer("ASA2", "1400", "exchangeMDB/outlook2.contoso.lab", "exchangeRFR/outlook2.contoso.lab", "exchangeAB/outlook2.contoso.lab",
		"exchangeMDB/outlook2", "exchangeRFR/outlook2", "exchangeAB/outlook2", "http/mail2.contoso.lab")
	f.accounts = append(f.accounts, second)
	f.exchange.Arrays = append(f.exchange.Arrays, facts.ExchangeArray{FQDN: "outlook2.contoso.lab", Members: []string{"CAS3"}})
	f.exchange.WebNames = append(f.exchange.WebNames, facts.ExchangeWeb{Server: "CAS3", Host: "mail2.contoso.lab"})
	_, got := f.walk(t, "cas-array", map[string]string{"asa": "outlook.contoso.lab=CASARRAY-ASA$,outlook2.contoso.lab=ASA2$"})
	if len(got) > 0 {
		t.Errorf("found %q", got)
	}
	f.find("ASA2").SPNs = append(f.find("ASA2").SPNs[1:], arraySPNs[0])
	f.find("CASARRAY-ASA").SPNs = append(slices.Clone(arraySPNs[1:]), "exchangeMDB/outlook2.contoso.lab")
	_, got = f.walk(t, "cas-array", map[string]string{"asa": "outlook.contoso.lab=CASARRAY-ASA$,outlook2.contoso.lab=ASA2$"})
	if !slices.Equal(got, []string{"spn-misplaced exchangeMDB/outlook.contoso.lab", "spn-misplaced exchangeMDB/outlook2.contoso.lab"}) {
		t.Errorf("names of one array on the other's account: %q", got)
	}
}

func TestWhatCannotBeReadIsNeverOK(t *testing.T) {
	f := exchange2010()
	f.noRead = true
	w, got := f.walk(t, "cas-array", map[string]string{"asa": "CASARRAY-ASA$"})
	if len(got) > 0 || stepStatus(w, "asa") != diag.Unknown {
		t.Errorf("hidden account: %s %q", stepStatus(w, "asa"), got)
	}
	f = exchange2010()
	f.noProbes = true
	if w, got = f.walk(t, "cas-array", nil); len(got) > 0 || stepStatus(w, "tickets") != diag.Skipped && stepStatus(w, "tickets") != diag.Pass {
		t.Errorf("probes off: %s %q", stepStatus(w, "tickets"), got)
	}
	f = exchange2010()
	f.down = true
	w, got = f.walk(t, "cas-array", map[string]string{"array": "outlook.contoso.lab", "asa": "CASARRAY-ASA$"})
	for _, id := range []string{"asa", "owners", "tickets", "verify"} {
		if st := stepStatus(w, id); st == diag.Pass || st == diag.Skipped {
			t.Errorf("nothing answers, and %s says %s (%q)", id, st, got)
		}
	}
}

func TestWrongPasteSaysWhatIsWanted(t *testing.T) {
	g, _ := library.ByID("cas-array")
	s := diag.NewSnapshot()
	for _, key := range []string{"asa-status", "addressbook-log"} {
		err := guide.Set(g, s, key, "dir\n Volume in drive C has no label.\n", ad.Source{})
		if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemUsage || p.Do == "" {
			t.Errorf("%s: %v", key, err)
		}
	}
	for key, value := range map[string]string{"array": "http://x", "add": `http\x`, "tolerance": "soon", "zone": "+99", "nonsense": "x"} {
		if err := guide.Set(g, s, key, value, ad.Source{}); err == nil {
			t.Errorf("%s=%s was taken", key, value)
		}
	}
}

// Every guide names checks that exist, and steps with unique names.
func TestGuidesAreWhole(t *testing.T) {
	all := checks.ByCode()
	for _, g := range library.All() {
		seen := map[string]bool{}
		for _, st := range g.Steps {
			if seen[st.ID] || st.Title == "" || st.Why == "" || st.Story == nil {
				t.Errorf("%s: step %q is twice there or lacks words", g.ID, st.ID)
			}
			seen[st.ID] = true
			for _, c := range st.Checks {
				if _, ok := all[c]; !ok {
					t.Errorf("%s %s names the check %s", g.ID, st.ID, c)
				}
				if _, ok := pages.ByCode(c); !ok {
					t.Errorf("%s has no page", c)
				}
			}
		}
		for _, in := range g.Inputs {
			if in.Title == "" || in.Paste && in.Parse == nil {
				t.Errorf("%s: input %s", g.ID, in.Key)
			}
		}
	}
}

// A check that no guide runs would never be seen by whoever follows a symptom.
func TestEveryCheckIsInAGuide(t *testing.T) {
	run := map[string]bool{}
	for _, g := range library.All() {
		for _, st := range g.Steps {
			for _, code := range st.Checks {
				run[code] = true
			}
		}
	}
	for _, c := range checks.All() {
		if !run[c.Code] {
			t.Errorf("no guide runs %s", c.Code)
		}
	}
}
