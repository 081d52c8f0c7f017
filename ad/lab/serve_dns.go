package lab

import (
	"context"
	"strings"

	"adwalk/ad/lab/dnsd"
	"adwalk/ad/lab/forest"
)

func (l *Lab) serveDNS(ctx context.Context) error {
	tcp, udp, err := both(ctx, l.opts.Host)
	if err != nil {
		return err
	}
	l.addrs.dns = tcp.Addr().String()
	domains := []string{l.Forest.Domain}
	if l.partner != nil {
		domains = append(domains, l.Forest.Partner.Domain)
	}
	srv := dnsd.New(dnsd.Config{Resolve: l.resolve, Services: l.services, Domains: domains})
	srv.Serve(ctx, udp, tcp)
	l.waits = append(l.waits, srv.Wait)
	return nil
}

// resolve looks a name up in both forests.
func (l *Lab) resolve(host string) (forest.Record, bool) {
	if r, ok := l.Forest.Resolve(host); ok || l.partner == nil {
		return r, ok
	}
	return l.Forest.Partner.Resolve(host)
}

// services answers the questions by which clients find domain controllers.
func (l *Lab) services(name string) []dnsd.SRV {
	if out := records(name, l.Forest.Domain, l.dcs); len(out) > 0 || l.partner == nil {
		return out
	}
	return records(name, l.Forest.Partner.Domain, []*controller{l.partner})
}

// records are the SRV records of one domain (MS-ADTS 6.3.2.3). The names for
// the one site are the same as those for the domain.
func records(name, domain string, dcs []*controller) []dnsd.SRV {
	service, ok := strings.CutSuffix(name, "."+domain)
	if !ok {
		return nil
	}
	service = strings.Replace(service, ".default-first-site-name._sites", "", 1)
	var out []dnsd.SRV
	for _, d := range dcs {
		address := ""
		switch service {
		case "_ldap._tcp.dc._msdcs", "_ldap._tcp":
			address = d.ldap
		case "_kerberos._tcp", "_kerberos._udp", "_kerberos._tcp.dc._msdcs":
			address = d.kdc
		case "_gc._tcp", "_ldap._tcp.gc._msdcs":
			address = d.gc
		}
		if address != "" {
			out = append(out, dnsd.SRV{Target: d.host, Port: portOf(address), Weight: 100})
		}
	}
	return out
}
