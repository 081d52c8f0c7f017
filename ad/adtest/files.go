package adtest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
)

// files are the configuration files that a program sees which runs against a
// test domain: /etc/krb5.conf, /etc/hosts and /etc/resolv.conf of its own.
type files struct {
	krb5, hosts, resolv string

	mu    *sync.Mutex
	known map[string]string // host name to address
}

func writeFiles(p *place, realm string, hosts map[string]string) (files, error) {
	f := files{krb5: p.path("krb5.conf"), hosts: p.path("hosts"), resolv: p.path("resolv.conf"), mu: new(sync.Mutex), known: maps.Clone(hosts)}
	lower := strings.ToLower(realm)
	krb5 := fmt.Sprintf(`[libdefaults]
	default_realm = %[1]s
	dns_lookup_kdc = false
	dns_lookup_realm = false
	dns_canonicalize_hostname = false
	rdns = false
	forwardable = true
	default_ccache_name = FILE:%[3]s
[realms]
	%[1]s = {
		kdc = %[2]s
		kpasswd_server = %[2]s
	}
[domain_realm]
	%[4]s = %[1]s
	.%[4]s = %[1]s
`, realm, p.addr, p.path("no-cache"), lower)
	if err := os.WriteFile(f.krb5, []byte(krb5), 0o644); err != nil {
		return files{}, err
	}
	if err := os.WriteFile(f.resolv, []byte("search "+lower+"\nnameserver "+p.addr+"\n"), 0o644); err != nil {
		return files{}, err
	}
	return f, f.write()
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

// AddHost makes a name known to the programs that Command runs.
func (d *DC) AddHost(name, addr string) {
	d.t.Helper()
	d.files.mu.Lock()
	defer d.files.mu.Unlock()
	d.files.known[strings.ToLower(name)] = addr
	if err := d.files.write(); err != nil {
		d.t.Fatal(err)
	}
}
