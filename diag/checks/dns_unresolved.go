package checks

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// dnsUnresolved finds names that do not exist in the domain's DNS. This
// machine's resolver need not be the clients': only one that knows the domain
// itself can say that a name below it does not exist.
var dnsUnresolved = diag.Check{
	Code: "dns-unresolved", Area: "dns", Severity: diag.Error,
	Needs: []string{"dns.name", "directory.info"},
	Run: func(r *diag.Reader, o *diag.Out) {
		dir, ok := facts.Directory.Get(r, "")
		if !ok || !dir.Known() || dir.Value.Realm == "" {
			return
		}
		domain := strings.ToLower(dir.Value.Realm)
		apex, ok := facts.DNSName.Get(r, domain)
		if !ok || !apex.Known() || len(apex.Value.Addresses) == 0 {
			return
		}
		for _, f := range facts.DNSName.All(r) {
			name := strings.ToLower(strings.TrimSuffix(f.Subject, "."))
			switch {
			case !f.Known() || !strings.HasSuffix(name, "."+domain):
			case len(f.Value.Addresses) > 0:
				o.OK(f.Subject, "", diag.Seen(f.Source, "address record: %s", strings.Join(f.Value.Addresses, ", ")))
			default:
				o.Hit(f.Subject, diag.Missing, map[string]string{"domain": domain}, diag.Seen(f.Source, "no address%s", askedWhom(f.Value.Asked)),
					diag.Seen(apex.Source, "the same resolver knows %s: %s", domain, strings.Join(apex.Value.Addresses, ", ")))
			}
		}
	},
}
