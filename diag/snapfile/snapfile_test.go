package snapfile

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/facts"
)

var at = time.Date(2026, 5, 4, 9, 12, 0, 123456789, time.UTC)

// sample is a snapshot with names in every place where they occur.
func sample() *diag.Snapshot {
	s := diag.NewSnapshot()
	src := ad.Source{Kind: "ldap", Name: "dc1.fabrikam.example", At: at}
	a := ad.Account{DN: "CN=ZEBRA-ASA,OU=Secret Plans,DC=fabrikam,DC=example", GUID: "7c1e2f3a-0000-1111-2222-333344445555", SID: "S-1-5-21-111-222-333-1104",
		Name: "ZEBRA-ASA$", UPN: "zebra@fabrikam.example", SPNs: []string{"exchangeMDB/mercury.fabrikam.example", "http/\u200bmercury"}, UAC: ad.UACWorkstation, PasswordSet: at, KVNO: 7}
	facts.Account.Put(s, diag.Fact[ad.Account]{Subject: "ZEBRA-ASA$", Value: a, Source: src})
	facts.Directory.Put(s, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Server: "dc1.fabrikam.example", Realm: "FABRIKAM.EXAMPLE", Domain: "DC=fabrikam,DC=example", HighestUSN: 9007199254740993, Time: at}, Source: src})
	facts.Input.Put(s, diag.Fact[string]{Subject: "array", Value: "mercury.fabrikam.example", Source: src})
	facts.Input.Put(s, diag.Fact[string]{Subject: "provider", Value: "outlook", Source: src})
	facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: "exchangeMDB/mercury.fabrikam.example", Value: facts.ExpectedValue{Owner: "ZEBRA-ASA$"}})
	facts.Owners.Put(s, diag.Fact[facts.OwnersValue]{Subject: "exchangeMDB/mercury.fabrikam.example", Source: src, Value: facts.OwnersValue{Owners: []ad.Account{a}, Coverage: ad.Coverage{Forest: true, Source: src}}})
	facts.Ticket.Put(s, diag.Fact[ad.TicketResult]{Subject: "exchangeMDB/mercury.fabrikam.example", Source: src,
		Value: ad.TicketResult{SPN: "exchangeMDB/mercury.fabrikam.example", KDC: "10.20.30.40:88", Error: &ad.KDCError{Code: 7, Realm: "FABRIKAM.EXAMPLE", EData: []byte("secret")}}})
	facts.Delegation.Put(s, diag.Fact[facts.DelegationValue]{Value: facts.DelegationValue{Accounts: []ad.Account{a}, Names: map[string]string{"S-1-5-21-111-222-333-1200": "GIRAFFE$"}}, Source: src})
	facts.AuthLog.Put(s, diag.Fact[facts.AuthLogValue]{Value: facts.AuthLogValue{ByAuth: map[string]int{"Kerberos": 3}, ByClient: map[string]map[string]int{"Wanda": {"Kerberos": 3}}}, Source: src})
	s.PutProblem(facts.Clock.For("dc2.fabrikam.example"), src, &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc2.fabrikam.example", Why: "10.20.30.41 is silent"})
	return s
}

func TestSaveAndLoad(t *testing.T) {
	var b bytes.Buffer
	if err := Save(&b, sample()); err != nil {
		t.Fatal(err)
	}
	got, err := Load(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	want, _ := sample().Dump()
	have, _ := got.Dump()
	x, _ := json.Marshal(want)
	y, _ := json.Marshal(have)
	if !bytes.Equal(x, y) {
		t.Errorf("a snapshot changes on its way through a file:\n%s\n%s", x, y)
	}
}

func TestRedactedNamesNobody(t *testing.T) {
	var b bytes.Buffer
	counts, err := SaveRedacted(&b, sample())
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ToLower(b.String())
	for _, name := range []string{"fabrikam", "example", "zebra", "mercury", "secret", "wanda", "giraffe", "10.20.30", "111-222", "7c1e2f3a", "dc1", "dc2", "c2vjcmv0"} {
		if strings.Contains(text, name) {
			t.Errorf("%q is still there", name)
		}
	}
	if counts.Hosts == 0 || counts.Accounts == 0 || counts.Domains == 0 || counts.Addresses == 0 || counts.SIDs == 0 || counts.GUIDs == 0 || counts.Dropped == 0 {
		t.Errorf("not everything was counted: %+v", counts)
	}
	if !strings.Contains(text, "exchangemdb/") || !strings.Contains(text, "outlook") {
		t.Error("service classes and choices should stay")
	}
}

// A redacted file tells the same story: the same checks say the same.
func TestRedactedJudgesAlike(t *testing.T) {
	var b bytes.Buffer
	if _, err := SaveRedacted(&b, sample()); err != nil {
		t.Fatal(err)
	}
	masked, err := Load(&b)
	if err != nil {
		t.Fatal(err)
	}
	say := func(s *diag.Snapshot) []string {
		var out []string
		for _, r := range diag.Run(checks.All(), s) {
			for _, o := range r.Outcomes {
				out = append(out, r.Code+" "+string(o.Status)+" "+string(o.Verdict))
			}
		}
		slices.Sort(out)
		return out
	}
	if a, c := say(sample()), say(masked); !slices.Equal(a, c) {
		t.Errorf("before\n%q\nafter\n%q", a, c)
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":        "",
		"other JSON":     `{"a":1}`,
		"later version":  `{"format":"adwalk facts","version":99,"facts":[]}`,
		"unknown kind":   `{"format":"adwalk facts","version":1,"facts":[{"kind":"weather"}]}`,
		"another shape":  `{"format":"adwalk facts","version":1,"facts":[{"kind":"account","value":"x"}]}`,
		"not JSON":       "hello",
		"cut in the way": `{"format":"adwalk facts","version":1,"facts":[{"kind":`,
	} {
		_, err := Load(strings.NewReader(in))
		if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemUsage || p.Do == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	var b bytes.Buffer
	_ = Save(&b, sample())
	f.Add(b.Bytes())
	f.Add([]byte(`{"format":"adwalk facts","version":1,"facts":[{"kind":"spn.owners","value":{"owners":null}}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		s, err := Load(bytes.NewReader(in))
		if err != nil {
			return
		}
		for _, r := range diag.Run(checks.All(), s) {
			if r.Crash != "" {
				t.Errorf("%s: %s", r.Code, r.Crash)
			}
		}
		if _, err := SaveRedacted(&bytes.Buffer{}, s); err != nil {
			t.Errorf("redacting what was loaded: %v", err)
		}
	})
}
