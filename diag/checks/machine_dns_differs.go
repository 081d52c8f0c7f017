package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// machineDNSDiffers finds hosts whose account has another host name.
var machineDNSDiffers = diag.Check{
	Code: "machine-dns-differs", Area: "account", Severity: diag.Error,
	Needs: []string{"machine", "account"}, DependsOn: []string{"account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachMachine(r, o, func(host string, f diag.Fact[ad.Account]) {
			a := f.Value
			proof := f.Proof("dNSHostName")
			ev := diag.Seen(f.Source, "dNSHostName %q", a.DNSHostName)
			switch {
			case !strings.Contains(host, "."):
			case proof.Missing() != nil:
				o.Unknown(a.Label(), proof.Missing())
			case !strings.EqualFold(strings.TrimSuffix(a.DNSHostName, "."), host):
				is := a.DNSHostName
				if is == "" {
					is = "none"
				}
				o.Hit(a.Label(), diag.Outdated, map[string]string{"host": host, "is": is}, ev)
			default:
				o.Pass(a.Label(), "", proof, ev)
			}
		})
	},
}
