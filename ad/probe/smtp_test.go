package probe_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// A mail server with MIT's acceptor: the ticket is taken on a connection that
// STARTTLS has protected, and refused when the key is another.
func TestMailServerJudgesTheTicket(t *testing.T) {
	dc := adtest.Samba(t)
	p := prober(t, dc, 20*time.Second)
	for _, c := range []struct {
		name    string
		keytab  func(host string) string
		outcome ad.ProbeOutcome
	}{
		{"key of the account", func(host string) string { return dc.ExportKeytab("smtp/" + host) }, ad.ProbeAccepted},
		{"another key", func(host string) string { return adtest.Keytab(t, "smtp/"+host, dc.Realm, "guessed", 2) }, ad.ProbeRejected},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, host := service(t, dc)
			dc.AddSPN(a.DN, "smtp/"+host)
			mail := adtest.Postfix(t, &dc.Client, host, c.keytab(host))
			got := p.Probe(t.Context(), ad.ProbeRequest{Target: fmt.Sprintf("smtp://%s:%d", host, mail.Port), SPN: "smtp/" + host, Addresses: []string{mail.Addr}})[0]
			if got.Outcome != c.outcome || got.TLS == "" || got.PasswordInClear {
				log, _ := os.ReadFile(mail.Log)
				t.Errorf("%+v (error %v, problem %v)\n%s", got, got.Error, got.Problem, log)
			}
		})
	}
}
