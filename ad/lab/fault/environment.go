package fault

import (
	"time"

	"adwalk/ad/lab/forest"
)

// environment are faults of the domain controllers.
func environment() []Fault {
	stale := "exchangeMDB/" + forest.ArrayFQDN
	return []Fault{
		{Name: "clock-ahead", Area: "clock", Guide: "service-unreachable", Code: "clock-skew", Subject: "dc1.contoso.lab", Verdict: "clock-skew",
			Words: "the domain controller's clock is twelve minutes ahead", Touches: "clock", Also: []string{"ticket-refused", "login-missing"},
			Hides: []string{"ticket-refused", "etype-none-common", "service-refuses-ticket"},
			Apply: func(f *forest.Forest) { f.SetClock(12 * time.Minute) }},
		{Name: "clock-behind", Area: "clock", Guide: "service-unreachable", Code: "clock-skew", Subject: "dc1.contoso.lab", Verdict: "clock-skew",
			Words: "the domain controller's clock is nine minutes behind", Touches: "clock", Also: []string{"ticket-refused", "login-missing"},
			Hides: []string{"ticket-refused", "etype-none-common", "service-refuses-ticket"},
			Apply: func(f *forest.Forest) { f.SetClock(-9 * time.Minute) }},
		{Name: "replica-lags", Area: "spn", Guide: "cas-array", Code: "replica-differs", Subject: forest.ASA, Verdict: "stale-replica",
			Words: "the SPN has not replicated to the second domain controller", Touches: "asa," + stale, Replica: true, Also: []string{"auth-log-ntlm"},
			Apply: func(f *forest.Forest) {
				f.DropSPN(forest.ASA, stale)
				f.Freeze()
				f.AddSPN(forest.ASA, stale)
			}},
	}
}
