package checks

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// dnsCNAME finds shared names that are aliases: a client may then ask for a
// ticket to the name that the alias points to.
var dnsCNAME = diag.Check{
	Code: "dns-cname", Area: "dns", Severity: diag.Warning,
	Needs: []string{"dns.name", "directory.info"}, DependsOn: []string{"dns-unresolved"},
	Run: func(r *diag.Reader, o *diag.Out) {
		dir, _ := facts.Directory.Get(r, "")
		for _, f := range facts.DNSName.All(r) {
			v := f.Value
			switch {
			case dir.Value.Realm != "" && strings.EqualFold(f.Subject, dir.Value.Realm): // asked for dns-unresolved's sake
			case !f.Known():
				o.Unknown(f.Subject, f.Problem)
			case v.Canonical != "" && !strings.EqualFold(strings.TrimSuffix(v.Canonical, "."), strings.TrimSuffix(f.Subject, ".")):
				o.Hit(f.Subject, diag.AliasConflict, map[string]string{"target": strings.TrimSuffix(v.Canonical, ".")},
					diag.Seen(f.Source, "CNAME to %s", v.Canonical))
			case len(v.Addresses) == 0:
				// No Problem: nothing failed. This machine's resolver need not
				// be the clients', so its silence proves nothing.
				o.Unknown(f.Subject, nil, diag.Seen(f.Source, "no resolver of this machine knows the name%s; on a client: nslookup %s", askedWhom(v.Asked), f.Subject))
			default:
				o.Pass(f.Subject, "", f.Proof(), diag.Seen(f.Source, "address record: %s", strings.Join(v.Addresses, ", ")))
			}
		}
	},
}

func askedWhom(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return " (asked " + strings.Join(list, ", ") + ")"
}
