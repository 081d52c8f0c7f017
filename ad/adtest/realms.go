package adtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Realms are MIT realms on one machine, each with a KDC of its own.
type Realms struct {
	Client // of the first realm
	KDCs   map[string]*KDC
}

// KDC is one MIT realm.
type KDC struct {
	Realm string
	Addr  string // address:88

	place  *place
	server *server
	t      testing.TB
}

// MITRealms starts a KDC for each realm for one test. Names in the DNS domain
// of a realm (web.b.test for B.TEST) belong to it, which the KDCs know too: a
// client that asks its own for such a name is referred on. The realms stand in
// a row: the way from the first to the third leads through the second, where
// Trust has made keys for it.
func MITRealms(t testing.TB, names ...string) *Realms {
	t.Helper()
	NeedRoot(t)
	Need(t, "krb5kdc", "kdb5_util", "kadmin.local", "kinit", "kvno", "klist")
	r := &Realms{KDCs: map[string]*KDC{}}
	var section, domains strings.Builder
	section.WriteString("[realms]\n")
	domains.WriteString("[domain_realm]\n")
	for _, name := range names {
		p, err := claim(88)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.release)
		r.KDCs[name] = &KDC{Realm: name, Addr: p.addr + ":88", place: p, t: t}
		fmt.Fprintf(&section, "\t%s = {\n\t\tkdc = %s:88\n\t}\n", name, p.addr)
		fmt.Fprintf(&domains, "\t%[1]s = %[2]s\n\t.%[1]s = %[2]s\n", strings.ToLower(name), name)
	}
	krb5 := section.String() + domains.String() + chain(names)
	for i, name := range names {
		k := r.KDCs[name]
		client, err := newClient(k.place.dir, name, k.place.addr, krb5, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.start(); err != nil {
			t.Fatalf("start the KDC of %s: %v", name, err)
		}
		if i == 0 {
			r.Client = *client
			r.Client.t = t
		}
	}
	return r
}

// start makes the database and runs the KDC.
func (k *KDC) start() error {
	conf := fmt.Sprintf(`[kdcdefaults]
	kdc_listen = %[1]s
	kdc_tcp_listen = %[1]s
[realms]
	%[2]s = {
		database_name = %[3]s/principal
		key_stash_file = %[3]s/stash
		acl_file = %[3]s/acl
		max_life = 10h
		max_renewable_life = 7d
		host_based_services = *
		supported_enctypes = aes256-cts:normal aes128-cts:normal
	}
[logging]
	kdc = FILE:%[3]s/kdc.log
	default = FILE:%[3]s/kdc.log
`, k.Addr, k.Realm, k.place.dir)
	if err := os.WriteFile(k.place.path("kdc.conf"), []byte(conf), 0o644); err != nil {
		return err
	}
	if err := k.run("kdb5_util", "create", "-s", "-r", k.Realm, "-P", "master-1"); err != nil {
		return err
	}
	var err error
	if k.server, err = start("krb5kdc", k.place.path("output.log"), k.env(), "krb5kdc", "-n", "-r", k.Realm, "-P", k.place.path("pid")); err != nil {
		return err
	}
	k.t.Cleanup(k.server.stop)
	return k.server.ready(k.Addr)
}

func (k *KDC) env() []string {
	return []string{"KRB5_KDC_PROFILE=" + k.place.path("kdc.conf"), "KRB5_CONFIG=" + k.place.path("krb5.conf"), "LC_ALL=C"}
}

func (k *KDC) run(program string, args ...string) error {
	path, err := lookup(program)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), k.env()...)
	out, err := cmd.CombinedOutput()
	// kadmin.local ends with 0 also when a query failed.
	if err == nil && program == "kadmin.local" && bytes.Contains(out, []byte(" while ")) {
		err = errors.New("failed")
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", program, strings.Join(args, " "), err, out)
	}
	return nil
}

// Admin runs a kadmin query in the realm.
func (k *KDC) Admin(query string) {
	k.t.Helper()
	if err := k.run("kadmin.local", "-r", k.Realm, "-q", query); err != nil {
		k.t.Fatal(err)
	}
}

// AddPrincipal makes a principal of the realm; without a password it gets a
// random key.
func (k *KDC) AddPrincipal(name, password string) {
	k.t.Helper()
	if password == "" {
		k.Admin("addprinc -randkey " + name + "@" + k.Realm)
		return
	}
	k.Admin("addprinc -pw " + password + " " + name + "@" + k.Realm)
}

// Keytab writes a principal's current keys into a keytab and gives its path.
func (k *KDC) Keytab(name string) string {
	k.t.Helper()
	path := filepath.Join(k.t.TempDir(), "keytab")
	k.Admin("ktadd -norandkey -k " + path + " " + name + "@" + k.Realm)
	return path
}

// Trust lets the principals of one realm into another: both get the key of
// krbtgt/to@from.
func (r *Realms) Trust(from, to string) {
	r.t.Helper()
	name := "krbtgt/" + to + "@" + from
	for _, realm := range []string{from, to} {
		r.KDCs[realm].Admin("addprinc -pw cross-" + from + "-" + to + " " + name)
	}
}

// chain is a capaths section for realms in a row: whoever wants to get from one
// to another passes through those in between.
func chain(names []string) string {
	var b strings.Builder
	b.WriteString("[capaths]\n")
	for i, from := range names {
		fmt.Fprintf(&b, "\t%s = {\n", from)
		for j, to := range names {
			switch {
			case j == i+1 || j == i-1:
				fmt.Fprintf(&b, "\t\t%s = .\n", to)
			case j > i:
				for _, hop := range names[i+1 : j] {
					fmt.Fprintf(&b, "\t\t%s = %s\n", to, hop)
				}
			case j < i:
				for k := i - 1; k > j; k-- {
					fmt.Fprintf(&b, "\t\t%s = %s\n", to, names[k])
				}
			}
		}
		b.WriteString("\t}\n")
	}
	return b.String()
}
