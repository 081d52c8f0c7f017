package checks

import (
	"net/netip"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// dnsIPLiteral finds services that clients reach by an address: they build no
// SPN from it, so they never try Kerberos.
var dnsIPLiteral = diag.Check{
	Code: "dns-ip-literal", Area: "dns", Severity: diag.Error,
	Needs: []string{"spn.expected"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, e := range facts.Expected.All(r) {
			_, host, _ := strings.Cut(e.Subject, "/")
			addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
			if err != nil {
				if s, perr := ad.ParseSPN(e.Subject); perr == nil {
					addr, err = netip.ParseAddr(s.Host)
				}
			}
			if err != nil {
				o.Pass(e.Subject, "", e.Proof(), diag.Seen(e.Source, "the host is a name"))
				continue
			}
			o.Hit(e.Subject, diag.Malformed, map[string]string{"address": addr.String()}, diag.Seen(e.Source, "the host of %s is an address", e.Subject))
		}
	},
}
