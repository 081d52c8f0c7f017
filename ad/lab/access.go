package lab

import (
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strings"
)

// LDAPURL is the first controller's plain LDAP port, for StartTLS.
func (l *Lab) LDAPURL() string { return "ldap://" + l.dcs[0].ldap }

// LDAPSURL is the first controller's LDAP port under TLS.
func (l *Lab) LDAPSURL() string { return "ldaps://" + l.dcs[0].ldaps }

// GCURL is the global catalogue's plain port, for StartTLS.
func (l *Lab) GCURL() string { return "ldap://" + l.dcs[0].gc }

// GCSURL is the global catalogue's port under TLS.
func (l *Lab) GCSURL() string { return "ldaps://" + l.dcs[0].gcs }

// KDCAddr is the first controller's KDC, host:port, UDP and TCP.
func (l *Lab) KDCAddr() string { return l.dcs[0].kdc }

// ControllerAddress says where a domain controller listens for one of its usual
// ports, host name and port in one; "" where it does not. An address on which one
// listens is itself. False is for anything that is no domain controller's.
func (l *Lab) ControllerAddress(hostPort string) (string, bool) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return "", false
	}
	for _, d := range l.dcs {
		if slices.Contains([]string{d.ldap, d.ldaps, d.gc, d.gcs, d.kdc}, hostPort) {
			return hostPort, true
		}
		if strings.EqualFold(d.host, host) {
			return d.port(port, l.addrs.dns), true
		}
	}
	return "", false
}

// SecondLDAPSURL and SecondKDCAddr are those of the second controller, "" when
// there is none. One without a certificate is reached without TLS.
func (l *Lab) SecondLDAPSURL() string {
	switch {
	case len(l.dcs) < 2:
		return ""
	case l.dcs[1].ldaps == "":
		return "ldap://" + l.dcs[1].ldap
	}
	return "ldaps://" + l.dcs[1].ldaps
}

// SecondLDAPURL is the second controller's address without TLS.
func (l *Lab) SecondLDAPURL() string {
	if len(l.dcs) < 2 {
		return ""
	}
	return "ldap://" + l.dcs[1].ldap
}

// SecondKDCAddr is the second controller's KDC.
func (l *Lab) SecondKDCAddr() string {
	if len(l.dcs) < 2 {
		return ""
	}
	return l.dcs[1].kdc
}

// Partner is the second forest as a client sees it, nil when the lab has none.
func (l *Lab) Partner() *Partner {
	if l.partner == nil {
		return nil
	}
	p := &Partner{Realm: l.Forest.Partner.Realm(), KDC: l.partner.kdc, LDAPS: "ldaps://" + l.partner.ldaps, GCS: "ldaps://" + l.partner.gcs}
	for _, a := range l.Forest.Partner.Access {
		p.Accounts = append(p.Accounts, Account(a))
	}
	return p
}

// Partner is the forest at the other end of the trust.
type Partner struct {
	Realm, KDC, LDAPS, GCS string
	Accounts               []Account
}

// DNSAddr is the lab's DNS server, host:port, UDP and TCP.
func (l *Lab) DNSAddr() string { return l.addrs.dns }

// WebPort is the port on which every member of the array serves HTTPS, each at
// its own address.
func (l *Lab) WebPort() string { return l.addrs.web }

// WebURL is the address of a host name's web service, for a client that
// resolves names through the lab's DNS.
func (l *Lab) WebURL(host string) string { return "https://" + host + ":" + l.addrs.web + "/" }

// PlainPort is the port of the web services that answer without TLS, "" when
// none does.
func (l *Lab) PlainPort() string { return l.addrs.plain }

// Inputs is what the walkthroughs cannot find by themselves and a person would
// type, by name: "service" an SPN, "host" its host.
func (l *Lab) Inputs() map[string]string { return maps.Clone(l.Forest.Inputs) }

// CAFile is a file with the lab's CA certificate; it goes with the lab.
func (l *Lab) CAFile() string { return filepath.Join(l.caDir, "ca.pem") }

// CAPEM is the lab's CA certificate.
func (l *Lab) CAPEM() []byte { return l.ca.pem }

// Realm is the Kerberos realm, "CONTOSO.LAB".
func (l *Lab) Realm() string { return l.Forest.Realm() }

// Scenario names the scenario that runs.
func (l *Lab) Scenario() string { return l.opts.Scenario }

// Accounts lists who may log in.
func (l *Lab) Accounts() []Account {
	var out []Account
	for _, a := range l.Forest.Access {
		out = append(out, Account(a))
	}
	return out
}

// Pastes holds what a person would paste from the forest's servers, by name,
// as things stand now.
func (l *Lab) Pastes() map[string]string {
	out := map[string]string{}
	for name, make := range l.Forest.Notes {
		out[name] = make(l.Forest)
	}
	return out
}

// Faults lists what was put in to be found.
func (l *Lab) Faults() []Fault {
	var out []Fault
	for _, s := range l.Forest.Seeded {
		out = append(out, Fault(s))
	}
	return out
}

// Krb5Conf is a complete krb5.conf for the lab.
func (l *Lab) Krb5Conf() string {
	conf := "[libdefaults]\n\tdefault_realm = " + l.Realm() + "\n\tdns_lookup_realm = false\n\tdns_lookup_kdc = false\n" +
		"\trdns = false\n\tdns_canonicalize_hostname = false\n\tudp_preference_limit = 1\n\tforwardable = true\n" +
		"\trenew_lifetime = 7d\n\tallow_weak_crypto = true\n\n[realms]\n"
	conf += "\t" + l.Realm() + " = {\n"
	for _, d := range l.dcs {
		conf += "\t\tkdc = " + d.kdc + "\n"
	}
	conf += "\t}\n"
	if l.partner != nil {
		conf += "\t" + l.Forest.Partner.Realm() + " = {\n\t\tkdc = " + l.partner.kdc + "\n\t}\n"
	}
	return conf + "\n[domain_realm]\n\t." + l.Forest.Domain + " = " + l.Realm() + "\n\t" + l.Forest.Domain + " = " + l.Realm() + "\n"
}
