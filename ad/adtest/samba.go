package adtest

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
)

// DC is a running Samba domain controller of the domain corp.test, as one test
// sees it: its methods end that test when something goes wrong.
type DC struct {
	Domain        string // NetBIOS name, CORP
	BaseDN        string // DC=corp,DC=test
	Addr          string // loopback address; also KDC, DNS server and global catalogue
	Name          string // dc1
	Host          string // dc1.corp.test
	LDAP          string // ldap://dc1.corp.test by address
	LDAPS         string // ldaps:// by address; the certificate names it
	KDC           string // address:88
	SMBConf       string // for the -s option of Samba's tools
	PrivateDir    string // where sam.ldb is
	AdminUser     string // Administrator
	AdminPassword string

	Client
	*instance
}

// instance is what the tests of one binary share.
type instance struct {
	place  *place
	server *server

	mu    sync.Mutex
	admin *ldap.Conn
}

// Option changes how a domain controller is set up. Tests that ask for the same
// options share one.
type Option string

// Options of Samba.
const (
	// AllowSASLOverTLS lets a SASL bind without a layer in under TLS, as a
	// Windows domain controller does.
	AllowSASLOverTLS Option = "ldap server require strong auth = allow_sasl_over_tls"
	// NoStrongAuth lets simple binds and unsealed SASL in without TLS.
	NoStrongAuth Option = "ldap server require strong auth = no"
	// Audited writes every change of the directory into the log; see [DC.Changes].
	Audited Option = "log level = 1 dsdb_json_audit:5"
	// SecondAhead has the second domain controller of a pair run ten minutes ahead.
	SecondAhead Option = "ahead"
	// ManyWorkers is for measuring speed: as many processes as Samba starts by itself.
	ManyWorkers Option = "prefork children = 4"
)

var samba = struct {
	sync.Mutex
	running map[string][]*DC
	failed  map[string]error
}{running: map[string][]*DC{}, failed: map[string]error{}}

// Samba returns the binary's domain controller, and starts it for the first
// test that asks. Where Samba or the rights to run it are missing, the test is
// skipped or failed as in [Need].
func Samba(t testing.TB, options ...Option) *DC {
	t.Helper()
	needSamba(t)
	slices.Sort(options)
	return shared(t, fmt.Sprint(options), func() ([]*DC, error) {
		dc, err := startFirst(options)
		return []*DC{dc}, err
	})[0]
}

// shared gives the servers known by a key, and starts them where there are none.
func shared(t testing.TB, key string, start func() ([]*DC, error)) []*DC {
	t.Helper()
	samba.Lock()
	defer samba.Unlock()
	if err := samba.failed[key]; err != nil {
		t.Fatalf("samba did not start for an earlier test: %v", err)
	}
	if samba.running[key] == nil {
		dcs, err := start()
		if err != nil {
			samba.failed[key] = err
			t.Fatalf("start samba: %v", err)
		}
		samba.running[key] = dcs
	}
	var mine []*DC
	for _, dc := range samba.running[key] {
		own := *dc
		own.t = t
		mine = append(mine, &own)
	}
	return mine
}

func needSamba(t testing.TB) {
	t.Helper()
	NeedRoot(t)
	Need(t, "samba", "samba-tool", "samba_spnupdate", "ldbmodify", "ldapsearch", "kinit", "kvno", "klist")
}

// ports are those that must be free on a domain controller's address.
var ports = []int{53, 88, 389, 636, 3268, 3269}

// startFirst starts the domain's first domain controller from the template.
func startFirst(options []Option) (*DC, error) {
	from, err := template()
	if err != nil {
		return nil, err
	}
	p, err := claim(ports...)
	if err != nil {
		return nil, err
	}
	dc, err := launch(p, from, "dc1", options)
	if err != nil {
		return nil, err
	}
	if err := dc.moveDNS(placeholder, p.addr); err != nil {
		dc.shutdown()
		return nil, err
	}
	return dc, nil
}

// launch starts a copy of a prepared directory and waits until it answers. It
// gives the place back when that fails.
func launch(p *place, from, host string, options []Option) (_ *DC, err error) {
	defer func() {
		if err != nil {
			p.release()
		}
	}()
	authority, err := ca()
	if err != nil {
		return nil, err
	}
	fqdn := host + "." + strings.ToLower(realm)
	if out, err := exec.Command("cp", "-a", "--reflink=auto", from+"/.", p.dir).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("copy the domain: %w: %s", err, out)
	}
	client, err := newClient(p.dir, realm, p.addr, realmSection(realm, p.addr), map[string]string{fqdn: p.addr})
	if err != nil {
		return nil, err
	}
	dc := &DC{
		Client: *client, Domain: domain, BaseDN: baseDN, Addr: p.addr, Name: host, Host: fqdn,
		LDAP: "ldap://" + p.addr, LDAPS: "ldaps://" + p.addr, KDC: p.addr + ":88",
		SMBConf: p.path("smb.conf"), PrivateDir: p.path("private"),
		AdminUser: adminUser, AdminPassword: adminPassword,
		instance: &instance{place: p},
	}
	var extra []string
	program := []string{"samba"}
	for _, o := range options {
		if o != SecondAhead {
			extra = append(extra, string(o))
		} else if host != "dc1" {
			program = []string{"faketime", "-f", "+10m", "samba"}
		}
	}
	if err := writeConf(dc.SMBConf, p.dir, host, p.addr, extra); err != nil {
		return nil, err
	}
	if err := authority.issue(p.path("private/tls"), p.addr, fqdn, strings.ToLower(realm), host); err != nil {
		return nil, err
	}
	// Not as a daemon, and without a process group of its own.
	if dc.server, err = start("samba", p.path("samba.log"), []string{"KRB5_CONFIG=" + dc.Krb5Conf},
		program[0], append(program[1:], "-i", "--maximum-runtime=3600", "--debug-stdout", "-s", dc.SMBConf)...); err != nil {
		return nil, err
	}
	atExit(dc.shutdown)
	err = dc.server.ready(p.addr+":88", p.addr+":389", p.addr+":636", p.addr+":3269", p.addr+":53", p.addr+":135")
	if err == nil {
		err = dc.server.until(time.Minute, func(context.Context) error { _, err := dc.adminConn(); return err })
	}
	if err != nil {
		dc.shutdown()
		return nil, err
	}
	return dc, nil
}

// shutdown ends the server and removes what it kept.
func (d *DC) shutdown() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.admin != nil {
		d.admin.Close()
		d.admin = nil
	}
	if d.server != nil {
		d.server.stop()
		d.server = nil
		d.place.release()
	}
}
