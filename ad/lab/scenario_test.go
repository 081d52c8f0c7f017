package lab

import (
	"context"
	"errors"
	"strings"
	"testing"

	"adwalk/ad"
)

func TestEveryScenarioStartsAndSaysWhatToFind(t *testing.T) {
	for _, s := range Scenarios() {
		l := start(t, Options{Scenario: s.Name})
		if got := len(l.Faults()); (got == 0) != (s.Name == "healthy") {
			t.Errorf("%s seeds %d faults", s.Name, got)
		}
		for name, text := range l.Pastes() {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: the paste %s is empty", s.Name, name)
			}
		}
	}
}

func TestTheArraysStatusFollowsTheForest(t *testing.T) {
	l := start(t, Options{Scenario: "cas-array"})
	status := l.Pastes()["asa-status"]
	if !strings.Contains(status, `CONTOSO\CASARRAY-ASA$`) || !strings.Contains(status, "Previous: <Not set>") {
		t.Errorf("not what the servers would show:\n%s", status)
	}
	if log := l.Pastes()["addressbook-log"]; strings.Count(log, ",Ntlm,") < 15 {
		t.Errorf("clients of a broken array use NTLM:\n%s", log)
	}
	if log := start(t, Options{}).Pastes()["addressbook-log"]; strings.Contains(log, ",Ntlm,") {
		t.Error("clients of a healthy array use Kerberos")
	}
}

func TestUnknownNamesAreUsageProblems(t *testing.T) {
	for _, o := range []Options{{Scenario: "nonesuch"}, {Faults: []string{"nonesuch"}}, {Variant: "nonesuch"}} {
		_, err := Start(context.Background(), o)
		var p *ad.Problem
		if !errors.As(err, &p) || p.Kind != ad.ProblemUsage || p.Do == "" {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestAScenarioMayBeComposed(t *testing.T) {
	l := start(t, Options{Scenario: "healthy+asa-disabled+member-old-CAS2"})
	if got := l.Faults(); len(got) != 2 || got[0].Code != "account-disabled" || got[1].Subject != "CAS2" {
		t.Errorf("%+v", got)
	}
	if l := start(t, Options{Scenario: "variant:exchange-2016"}); l.Forest.Tree.Account("CAS1$") != nil || len(l.Faults()) != 0 {
		t.Error("the variant was not built")
	}
}
