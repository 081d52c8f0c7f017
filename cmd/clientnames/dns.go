package clientnames

import (
	"context"
	"os"
	"strings"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/names"
)

// Krb5Names reads the settings for names, from krb5.conf and the command line.
func Krb5Names(s *app.Session, o Options, t ad.ServiceTarget) (names.Krb5, error) {
	c := s.Live().KerberosConfig()
	k := names.Krb5{Canonicalise: names.Canonicalise(c.DNSCanonicalize), ReverseDNS: c.ReverseDNS, QualifyShortname: c.QualifyShortname, NoQualify: c.NoQualify, Realm: c.RealmOf(t.Dial()), Problem: c.Invalid}
	if k.Problem == "" && len(c.Skipped) > 0 {
		k.Problem = c.Skipped[0]
	}
	switch v := names.Canonicalise(strings.ToLower(o.canon)); v {
	case "":
	case names.CanonTrue, names.CanonFalse, names.CanonFallback:
		k.Canonicalise = v
	default:
		return k, app.Usage("--dns-canonicalize-hostname "+o.canon, "it is none of its values", "give true, false or fallback")
	}
	switch strings.ToLower(o.rdns) {
	case "":
	case "true", "false":
		k.ReverseDNS = strings.EqualFold(o.rdns, "true")
	default:
		return k, app.Usage("--rdns "+o.rdns, "it is none of its values", "give true or false")
	}
	return k, nil
}

// LookUp asks DNS for the target. The search domains of this machine are tried as its
// resolver would: for a single label first, for a name with dots last.
func LookUp(ctx context.Context, s *app.Session, t ad.ServiceTarget) names.DNS {
	d := names.DNS{Name: t.Dial(), Reverse: map[string]string{}}
	if d.Search = searchDomains("/etc/resolv.conf"); s.Flags.Lab {
		d.Search = []string{strings.ToLower(s.Live().KerberosConfig().DefaultRealm)}
	}
	r := s.Live().Names()
	if addr, ok := t.Address(); ok {
		d.Addresses = []string{addr.String()}
	} else {
		var candidates []string
		for _, suffix := range d.Search {
			candidates = append(candidates, d.Name+"."+suffix)
		}
		if strings.Contains(d.Name, ".") {
			candidates = append([]string{d.Name}, candidates...) // the search list is for what is no full name
		} else {
			candidates = append(candidates, d.Name)
		}
		for _, name := range candidates {
			canonical, addresses, _, err := r.Lookup(ctx, name)
			if err != nil {
				d.Problem = err.Error()
				continue
			}
			if len(addresses) > 0 {
				d.Name, d.Canonical, d.Addresses, d.Problem = name, canonical, addresses, ""
				break
			}
		}
		d.NotFound = len(d.Addresses) == 0 && d.Problem == ""
	}
	for i, a := range d.Addresses {
		if i < maxReverse {
			d.Reverse[a] = r.Reverse(ctx, a)
		}
	}
	return d
}

const maxReverse = 8 // addresses of one name that are looked up in reverse

// searchDomains reads the search list of resolv.conf(5).
func searchDomains(path string) []string {
	b, err := os.ReadFile(path)
	if err != nil || len(b) > 64<<10 {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) > 1 && (f[0] == "search" || f[0] == "domain") {
			out = f[1:] // the last line counts
		}
	}
	return out[:min(len(out), 6)]
}
