package report

import (
	"bytes"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/walk"
)

// aRun is a run of one guide in the domain DC=a,DC=b.
func aRun(s Section) Document {
	s.Guide = "rc4-readiness"
	return Document{Schema: Schema, Header: walk.Header{Domain: "DC=a,DC=b"}, Sections: []Section{s}}
}

func found(source, subject string) diag.Finding {
	return diag.Finding{Code: "etype-rc4-only", Subject: subject, Evidence: []diag.Evidence{{Source: source, Text: "RC4"}}}
}

func right(source, subject string) walk.Passed {
	return walk.Passed{Code: "etype-rc4-only", Subject: subject, Evidence: []diag.Evidence{{Source: source, Text: "AES"}}}
}

// Only a subject that the later run saw to be right is fixed. One that it could not
// read, did not look at, or knows by weaker proof is not.
func TestWhatBecameOfAFinding(t *testing.T) {
	before := aRun(Section{Findings: []diag.Finding{found("ldap dc1", "svc")}})
	for name, x := range map[string]struct {
		before, after Document
		became        Became
	}{
		"seen to be right":                        {before, aRun(Section{Passed: []walk.Passed{right("ldap dc1", "SVC")}}), Fixed},
		"still found":                             {before, aRun(Section{Findings: []diag.Finding{found("ldap dc1", "svc")}}), Unchanged},
		"not looked at":                           {before, aRun(Section{}), NotKnown},
		"not readable":                            {before, aRun(Section{Unknown: []walk.NotKnown{{Code: "etype-rc4-only", Subject: "svc", Problem: &ad.Problem{What: "not read"}}}}), NotKnown},
		"not readable, another named":             {before, aRun(Section{Unknown: []walk.NotKnown{{Code: "etype-rc4-only", Subject: "other", Problem: &ad.Problem{What: "not read"}}}}), NotKnown},
		"right in one step, not known in another": {before, aRun(Section{Passed: []walk.Passed{right("ldap dc1", "svc")}, doubts: map[string]string{keyOf("etype-rc4-only", "svc"): "blocked by kdc-unreachable"}}), NotKnown},
		"right elsewhere":                         {before, aRun(Section{Passed: []walk.Passed{right("ldap dc1", "other")}}), NotKnown},
		"the KDC showed it, and only the directory is asked": {aRun(Section{Findings: []diag.Finding{found("kdc dc1:88", "svc")}}), aRun(Section{Passed: []walk.Passed{right("ldap dc1", "svc")}}), NotKnown},
		"the KDC showed it, and shows that it is right":      {aRun(Section{Findings: []diag.Finding{found("kdc dc1:88", "svc")}}), aRun(Section{Passed: []walk.Passed{right("kdc dc2:88", "svc")}}), Fixed},
		"new": {aRun(Section{Passed: []walk.Passed{right("ldap dc1", "svc")}}), before, Fresh},
	} {
		got := Compare(x.before, x.after)
		if len(got.Changes) != 1 || got.Changes[0].Became != x.became || got.Changes[0].Why == "" {
			t.Errorf("%s: %+v", name, got.Changes)
		}
	}
}

// Runs that are not about the same are refused: everything would look fixed or new.
func TestRunsThatCannotBeCompared(t *testing.T) {
	a := aRun(Section{})
	other, masked, guide := aRun(Section{}), aRun(Section{}), aRun(Section{})
	other.Header.Domain = "DC=c,DC=d"
	masked.Redacted = true
	guide.Sections[0].Guide = "trust"
	for want, old := range map[string]Document{"domain": other, "masked": masked, "guide": guide} {
		if err := Comparable(old, a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := Comparable(a, a); err != nil {
		t.Error(err)
	}
}

// The output of a walk is a saved run, too; another file is not.
func TestAWalkIsASavedRun(t *testing.T) {
	d, err := Load(strings.NewReader(`{"header":{"domain":"DC=a,DC=b"},"guide":"rc4-readiness","findings":[{"code":"etype-rc4-only","subject":"svc"}]}`))
	if err != nil || d.Header.Domain != "DC=a,DC=b" || len(d.Sections) != 1 || len(d.Sections[0].Findings) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
	for _, bad := range []string{`{}`, `{"guide":"x"}`, `[]`, `{"schema":"other/1"}`, `x`} {
		if _, err := Load(strings.NewReader(bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// A reader of the report sees what became of each finding.
func TestAReportShowsWhatChanged(t *testing.T) {
	d := aRun(Section{Passed: []walk.Passed{right("ldap dc1", "svc")}})
	c := Compare(aRun(Section{Findings: []diag.Finding{found("ldap dc1", "svc"), found("ldap dc1", "hidden\x1b[2J")}}), d)
	d.Since = &c
	for _, form := range []func(*bytes.Buffer) error{func(b *bytes.Buffer) error { return HTML(b, d) }, func(b *bytes.Buffer) error { return Markdown(b, d) }} {
		var b bytes.Buffer
		if err := form(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"1 fixed, 0 new, 0 unchanged, 1 not known now", "fixed", "not known"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%q is missing in %s", want, b.String())
			}
		}
		if strings.Contains(b.String(), "\x1b") {
			t.Error("a control character reaches the reader")
		}
	}
}
