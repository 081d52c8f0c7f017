package checks

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// dnsUnresolved finds names that the directory gives to clients and that do not
// exist in the domain's DNS. This machine's resolver need not be the clients':
// only one that knows the domain itself can say that a name below it does not
// exist. A name that was typed here and is not published anywhere may live in
// another DNS; the walk tells it, and does not call it a fault.
var dnsUnresolved = diag.Check{
	Code: "dns-unresolved", Area: "dns", Severity: diag.Error,
	Needs: []string{"dns.name", "directory.info", "exchange.org"},
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
				o.Pass(f.Subject, "", f.Proof(), diag.Seen(f.Source, "address record: %s", strings.Join(f.Value.Addresses, ", ")))
			case !published(r, name):
			default:
				o.Hit(f.Subject, diag.NotFound, map[string]string{"domain": domain}, diag.Seen(f.Source, "no address%s", askedWhom(f.Value.Asked)),
					diag.Seen(apex.Source, "the same resolver knows %s: %s", domain, strings.Join(apex.Value.Addresses, ", ")))
			}
		}
	},
}

// published says whether the directory tells clients to use a host name.
func published(r *diag.Reader, host string) bool {
	org, ok := facts.Exchange.Get(r, "")
	if !ok || !org.Known() {
		return false
	}
	for _, a := range org.Value.Arrays {
		if strings.EqualFold(a.FQDN, host) {
			return true
		}
	}
	for _, w := range slices.Concat(org.Value.WebNames, org.Value.Autodiscover) {
		if strings.EqualFold(w.Host, host) {
			return true
		}
	}
	return false
}
