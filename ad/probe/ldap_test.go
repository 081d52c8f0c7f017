package probe_test

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// A domain controller takes a ticket for itself, sealed or under TLS, and no
// other.
func TestDirectoryJudgesTheTicket(t *testing.T) {
	dc := adtest.Samba(t)
	_, host := service(t, dc)
	p := prober(t, dc, 20*time.Second)
	for _, c := range []struct {
		target, spn string
		outcome     ad.ProbeOutcome
	}{
		{"ldap://" + dc.Host, "", ad.ProbeAccepted},
		{"ldaps://" + dc.Host, "", ad.ProbeAccepted},
		{"ldap://" + dc.Host, "http/" + host, ad.ProbeRejected},
	} {
		got := p.Probe(t.Context(), ad.ProbeRequest{Target: c.target, SPN: c.spn, Addresses: []string{dc.Addr}})[0]
		if got.Outcome != c.outcome {
			t.Errorf("%s for %q: %+v (error %v, problem %v), want %s", c.target, c.spn, got, got.Error, got.Problem, c.outcome)
		}
	}
}
