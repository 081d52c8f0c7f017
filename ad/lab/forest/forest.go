package forest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"adwalk/ad/lab/store"
)

// Forest is one forest of the lab with a single domain.
type Forest struct {
	Domain  string // "contoso.lab"
	NetBIOS string // "CONTOSO"
	Base    string // "DC=contoso,DC=lab"
	Config  string
	SID     string // of the domain

	Tree    *store.Tree // of the first domain controller
	Replica *store.Tree // of the second, nil when there is none
	Lagging bool        // the second controller no longer receives changes
	Partner *Forest     // the forest at the other end of the trust, nil for none

	// DefaultETypes is what the domain controllers assume for an account
	// without msDS-SupportedEncryptionTypes (DefaultDomainSupportedEncTypes).
	DefaultETypes int
	// clockOffset moves the clock that the controllers go by, in nanoseconds.
	clockOffset atomic.Int64

	Zone     map[string]*Record // by lower-case name
	Members  []*Member          // of the client access array
	Hosts    []*Member          // other servers with a web service
	Exchange *Exchange
	Trusts   []Trust
	admitted [][2]string                     // accounts, and the trusted domains whose users may authenticate to them
	LogNTLM  bool                            // the logs show NTLM although nothing is wrong with the names
	Notes    map[string]func(*Forest) string // pastes, by name
	Logons   []Logon                         // what exported events tell of
	Inputs   map[string]string               // what a walkthrough cannot find by itself
	Keytabs  map[string]*Keytab              // of servers, by file name
	policies map[string]LDAPPolicy           // of domain controllers, by name in lower case
	binds    []Bind                          // what their events tell of
	Access   []Account
	Seeded   []Seeded

	now     func() time.Time
	nextRID int
	err     error
	mu      sync.RWMutex // Zone and the members' credentials, once servers run
}

// Account is someone who may log in to the lab, with what it is good for.
type Account struct {
	Name     string // sAMAccountName
	Password string
	Role     string // operator, auditor, user, service
	May      string // in words, for the person who connects
}

// Seeded is one thing that a right diagnosis must name.
type Seeded struct {
	Subject string // an SPN, an account, a host or a member
	Verdict string // a verdict of the house
	Words   string // what was done, for a person
	Area    string // spn, account, etype, ticket, delegation, exchange, dns, kdc, clock
	Code    string // of the finding, as the catalogue of checks has it
}

// Record is what the lab's DNS knows of a name.
type Record struct {
	Addresses []string // IPv4
	CNAME     string
}

// Trust joins two forests: their KDCs share a key.
type Trust struct {
	Domain, NetBIOS, SID string
	Password             string
	Selective            bool // its users need a right on every account that they want a ticket for
}

// Options choose a forest.
type Options struct {
	Domain, NetBIOS string
	Now             func() time.Time
}

// New makes a forest with the objects that every domain has: containers,
// configuration, schema, the first domain controller, the built-in accounts.
func New(o Options) (*Forest, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	f := &Forest{Domain: o.Domain, NetBIOS: o.NetBIOS, DefaultETypes: 0x27, Zone: map[string]*Record{},
		Notes: map[string]func(*Forest) string{}, Inputs: map[string]string{}, Keytabs: map[string]*Keytab{}, now: o.Now, nextRID: 1103}
	f.Base = "DC=" + strings.ReplaceAll(o.Domain, ".", ",DC=")
	f.Config = "CN=Configuration," + f.Base
	f.SID = fmt.Sprintf("S-1-5-21-1004336348-%d-725345543", 1177238915+len(o.Domain)*7919)
	f.Tree = store.NewTree(store.Contexts{Domain: f.Base, Configuration: f.Config, Schema: "CN=Schema," + f.Config, Root: f.Base},
		f.ServerDN("DC1", true), func() time.Time { return o.Now().Add(time.Duration(f.clockOffset.Load())) })
	f.addBase()
	f.addSchema()
	return f, f.err
}

// Realm is the domain in upper case.
func (f *Forest) Realm() string { return strings.ToUpper(f.Domain) }

// Now reads the forest's clock without the offset of its controllers.
func (f *Forest) Now() time.Time { return f.now().UTC() }

// SetClock moves the controllers' clock away from everyone else's.
func (f *Forest) SetClock(offset time.Duration) { f.clockOffset.Store(int64(offset)) }

// Err returns the first error of the builders. Builders keep going after one,
// so that scenarios read as lists.
func (f *Forest) Err() error { return f.err }

func (f *Forest) fail(err error) {
	if err != nil && f.err == nil {
		f.err = err
	}
}

// Plant puts an object into the directory.
func (f *Forest) Plant(dn, class string, values map[string][]string) {
	_, err := f.Tree.Plant(store.Object{DN: dn, Class: class, Values: values})
	f.fail(err)
}

// Set replaces an attribute past all checks; no values removes it.
func (f *Forest) Set(dn, attribute string, values ...string) {
	f.fail(f.Tree.Alter(dn, attribute, values...))
}

// AddValue plants one more value past all checks.
func (f *Forest) AddValue(dn, attribute, value string) {
	e := f.Tree.Find(dn)
	if e == nil {
		f.fail(fmt.Errorf("add value: no object %s", dn))
		return
	}
	have := e.Texts(attribute)
	if !slices.ContainsFunc(have, func(h string) bool { return h == value }) {
		f.Set(dn, attribute, append(slices.Clone(have), value)...)
	}
}

// DropValue takes one value away, in any case.
func (f *Forest) DropValue(dn, attribute, value string) {
	e := f.Tree.Find(dn)
	if e == nil {
		f.fail(fmt.Errorf("drop value: no object %s", dn))
		return
	}
	have := slices.DeleteFunc(e.Texts(attribute), func(h string) bool { return strings.EqualFold(h, value) })
	f.Set(dn, attribute, have...)
}

// DN returns the name of an account by its sAMAccountName, with or without the
// dollar sign. A name that nobody has is an error of the scenario.
func (f *Forest) DN(account string) string {
	if e := f.Tree.Account(account); e != nil {
		return e.DN
	}
	f.fail(fmt.Errorf("no account %s", account))
	return ""
}

// AddSPN and DropSPN change an account's names past all checks.
func (f *Forest) AddSPN(account, spn string) {
	f.AddValue(f.DN(account), "servicePrincipalName", spn)
}

// DropSPN takes a name away.
func (f *Forest) DropSPN(account, spn string) {
	f.DropValue(f.DN(account), "servicePrincipalName", spn)
}

// Seed records what a right diagnosis must name.
func (f *Forest) Seed(code, subject, verdict, words string) {
	area, _, _ := strings.Cut(code, "-")
	if area == "asa" || area == "auth" || area == "smtp" || area == "kcd" || area == "mapi" {
		area = map[string]string{"kcd": "delegation"}[area]
		if area == "" {
			area = "exchange"
		}
	}
	f.Seeded = append(f.Seeded, Seeded{Subject: subject, Verdict: verdict, Words: words, Area: area, Code: code})
}

// Name puts addresses behind a host name.
func (f *Forest) Name(host string, addresses ...string) {
	f.record(host, &Record{Addresses: addresses})
}

// Alias makes a host name a CNAME.
func (f *Forest) Alias(host, target string) { f.record(host, &Record{CNAME: target}) }

// Unname takes a host name out of the DNS.
func (f *Forest) Unname(host string) { f.record(host, nil) }

func (f *Forest) record(host string, r *Record) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r == nil {
		delete(f.Zone, strings.ToLower(host))
		return
	}
	f.Zone[strings.ToLower(host)] = r
}

// Resolve returns what the DNS knows of a name, without following a CNAME.
func (f *Forest) Resolve(host string) (Record, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	r := f.Zone[strings.ToLower(strings.TrimSuffix(host, "."))]
	if r == nil {
		return Record{}, false
	}
	return *r, true
}

// ServerDN names a domain controller's object in the configuration, or its
// NTDS settings.
func (f *Forest) ServerDN(dc string, settings bool) string {
	dn := "CN=" + dc + ",CN=Servers,CN=Default-First-Site-Name,CN=Sites," + f.Config
	if settings {
		return "CN=NTDS Settings," + dn
	}
	return dn
}

// SIDBytes is a SID as attributes hold it.
func SIDBytes(sid string) string { return sidBytes(sid) }

func sidBytes(sid string) string { return string(store.SIDBytes(sid)) }

func rdn(dn string) (attribute, value string) { return store.RDN(dn) }
