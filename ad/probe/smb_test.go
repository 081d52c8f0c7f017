package probe_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// A real file server takes a ticket that its key opens and proves it, refuses one that
// was made with another key, and is not said to have a wrong key where it only does not
// know the person.
func TestFileServerJudgesTheTicket(t *testing.T) {
	dc := adtest.Samba(t)
	p := prober(t, dc, 20*time.Second)
	a, host := service(t, dc)
	spn := "cifs/" + host
	dc.AddSPN(a.DN, spn)
	dc.SetAttr(a.DN, "userAccountControl", "33620480") // no PAC in its tickets: a server outside a domain takes none
	right, wrong := dc.ExportKeytab(spn), adtest.Keytab(t, spn, dc.Realm, "guessed", 3)
	for _, c := range []struct {
		name, keytab, spn string
		settings          []string
		outcome           ad.ProbeOutcome
	}{
		{"key of the account", right, spn, nil, ad.ProbeAccepted},
		{"another key", wrong, spn, nil, ad.ProbeRejected},
		{"a person whom the server does not know", right, spn, []string{"map to guest = never"}, ad.ProbeOther},
		{"a name that nobody has", right, "cifs/nobody.corp.test", nil, ad.ProbeNoTicket},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := adtest.FileServer(t, &dc.Client, c.keytab, c.settings...)
			got := p.Probe(t.Context(), ad.ProbeRequest{Target: `\\` + host + `\share`, SPN: c.spn, Addresses: []string{fmt.Sprintf("%s:%d", files.Addr, files.Port)}})[0]
			if got.Outcome != c.outcome || len(got.Offered) == 0 || got.Web() {
				log, _ := os.ReadFile(files.Log)
				t.Errorf("%+v (error %v, problem %v)\n%.3000s", got, got.Error, got.Problem, log)
			}
		})
	}
}
