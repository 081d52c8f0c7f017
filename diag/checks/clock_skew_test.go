package checks

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func clock(w world, host string, off time.Duration) {
	facts.Clock.Put(w.Snapshot, diag.Fact[facts.ClockValue]{Subject: host, Value: facts.ClockValue{Offset: off}, Source: ldap})
}

func TestClockSkew(t *testing.T) {
	judge(t, clockSkew,
		kase{"exactly five minutes is allowed", func(w world) { clock(w, "dc1", 5*time.Minute); clock(w, "dc2", -5*time.Minute) }, []string{"pass ok dc1", "pass ok dc2"}},
		kase{"a second more is not", func(w world) { clock(w, "dc1", 5*time.Minute+time.Second); w.refused("http/x", ad.ErrSkew) }, []string{"fail clock-skew dc1"}},
		kase{"behind", func(w world) { clock(w, "dc1", -time.Hour) }, []string{"fail clock-skew dc1"}},
		kase{"not read", func(w world) { w.unread(facts.Clock.For("dc1"), ad.ProblemUnreachable) }, []string{"unknown not-checked dc1"}})
}
