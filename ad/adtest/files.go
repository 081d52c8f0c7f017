package adtest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// files are the configuration files that a program sees which runs against a
// test domain: /etc/krb5.conf, /etc/hosts and /etc/resolv.conf of its own.
type files struct {
	hosts, resolv string
	noCache       string // a path where nothing is

	known map[string]string // host name to address
}

// newClient writes the files of a realm's machines into dir. The realm's
// section of krb5.conf is given; dns is the name server.
func newClient(dir, realm, dns, krb5 string, hosts map[string]string) (*Client, error) {
	at := func(name string) string { return filepath.Join(dir, name) }
	c := &Client{Realm: realm, Krb5Conf: at("krb5.conf"), CAFile: at("ca.pem"), files: files{
		hosts: at("hosts"), resolv: at("resolv.conf"), noCache: at("no-cache"), known: maps.Clone(hosts)}}
	authority, err := ca()
	if err != nil {
		return nil, err
	}
	krb5 = fmt.Sprintf(`[libdefaults]
	default_realm = %s
	dns_lookup_kdc = false
	dns_lookup_realm = false
	dns_canonicalize_hostname = false
	rdns = false
	forwardable = true
	default_ccache_name = FILE:%s
%s`, realm, c.files.noCache, krb5)
	for path, content := range map[string]string{
		c.Krb5Conf: krb5, c.CAFile: string(authority.pem),
		c.files.resolv: "search " + strings.ToLower(realm) + "\nnameserver " + dns + "\n",
	} {
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			return nil, err
		}
	}
	return c, c.files.write()
}

// realmSection is a realm as krb5.conf has it.
func realmSection(realm, kdc string) string {
	return fmt.Sprintf(`[realms]
	%[1]s = {
		kdc = %[2]s
		kpasswd_server = %[2]s
	}
[domain_realm]
	%[3]s = %[1]s
	.%[3]s = %[1]s
`, realm, kdc, strings.ToLower(realm))
}

// write renders the hosts file, in place: it may be mounted somewhere.
func (f files) write() error {
	var b strings.Builder
	b.WriteString("127.0.0.1 localhost\n")
	for _, name := range slices.Sorted(maps.Keys(f.known)) {
		short, _, _ := strings.Cut(name, ".")
		fmt.Fprintf(&b, "%s %s %s\n", f.known[name], name, short)
	}
	return os.WriteFile(f.hosts, []byte(b.String()), 0o644)
}
