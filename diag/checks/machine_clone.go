package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

// machineClone finds a keytab that was written on another host than the one whose
// account it has: a clone, or a host that was renamed. A host/ name that is an SPN of
// the account or its user principal name is the account's own.
var machineClone = diag.Check{
	Code: "machine-clone", Area: "account", Severity: diag.Error,
	Needs: []string{"machine", "account", "keytab"}, DependsOn: []string{"account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachMachine(r, o, func(host string, f diag.Fact[ad.Account]) {
			a := f.Value
			for _, k := range facts.Keytab.All(r) {
				if !k.Known() {
					o.Unknown(a.Label(), k.Problem)
					continue
				}
				own := slices.ContainsFunc(k.Value.Entries, func(e keytabs.Entry) bool { return strings.EqualFold(cutAt(e.Principal), a.Name) })
				hosts := hostsIn(k.Value)
				i := slices.IndexFunc(hosts, func(h string) bool {
					return !strings.EqualFold(h, a.DNSHostName) && !strings.EqualFold(h, host) && !strings.EqualFold("host/"+h, cutAt(a.UPN)) && !slices.ContainsFunc(a.SPNs, func(s string) bool { return strings.EqualFold(s, "host/"+h) })
				})
				ev := diag.Seen(k.Source, "%s has keys for %s", k.Value.File, strings.Join(append(slices.Compact(hosts), a.Name), ", "))
				switch hidden := lacks(f, "dNSHostName", "servicePrincipalName", "userPrincipalName"); {
				case own && i >= 0 && hidden != nil:
					o.Unknown(a.Label(), hidden, ev)
				case own && i >= 0:
					o.Hit(a.Label(), diag.Duplicate, map[string]string{"other": hosts[i], "file": k.Value.File, "host": host}, ev, diag.Seen(f.Source, "dNSHostName %q", a.DNSHostName))
				case len(hosts) > 0:
					o.Pass(a.Label(), "", k.Proof().And(f.Proof("dNSHostName", "servicePrincipalName")), ev)
				}
			}
		})
	},
}

// cutAt is a principal without its realm.
func cutAt(principal string) string {
	name, _, _ := strings.Cut(principal, "@")
	return name
}
