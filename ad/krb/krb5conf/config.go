package krb5conf

import (
	"strings"
	"time"
)

// Config is what this program uses of krb5.conf.
type Config struct {
	DefaultRealm     string
	DNSLookupKDC     bool          // ask SRV records where no kdc is named; true by default
	UDPLimit         int           // udp_preference_limit in bytes; -1 when not set
	Canonicalize     bool          // ask for the client's canonical name
	DNSCanonicalize  string        // dns_canonicalize_hostname: "true" (the default), "false" or "fallback"
	ReverseDNS       bool          // rdns, true by default
	QualifyShortname string        // qualify_shortname; "" where none is set or it is set to nothing
	NoQualify        bool          // qualify_shortname is set to nothing: single labels stay as they are
	Forwardable      bool          // ask for forwardable initial tickets
	ClockSkew        time.Duration // 5 minutes by default
	CCacheName       string        // default_ccache_name, with its variables
	KeytabName       string        // default_keytab_name
	KCMSocket        string        // kcm_socket; "" for the usual place
	InitialETypes    []int32       // default_tkt_enctypes; nil when not set, empty when it names nothing that is known
	ServiceETypes    []int32       // default_tgs_enctypes; the same
	Permitted        []int32       // permitted_enctypes; the same
	Realms           map[string]Realm
	DomainRealm      map[string]string // host or ".domain" to realm, as written: MIT looks hosts up in small letters
	Files            []string          // what was read, in order
	Notes            []string          // what was skipped, and why
	Skipped          []string          // files that are too large to be read; other programs do read them
	// Invalid says where and why MIT's library refuses the files, so that every
	// program that uses it stops; "" when it takes them.
	Invalid string
	// Passed says where and why the library takes the files and passes over a part that
	// was meant to count; "" where it does not.
	Passed string
}

// Stops is why no program that uses MIT's library gets a ticket with this
// configuration; "" where nothing here keeps it from one.
func (c *Config) Stops() string {
	if c.Invalid != "" {
		return c.Invalid
	}
	for _, list := range []struct {
		relation string
		types    []int32
	}{{"permitted_enctypes", c.Permitted}, {"default_tkt_enctypes", c.InitialETypes}, {"default_tgs_enctypes", c.ServiceETypes}} {
		if list.types != nil && len(list.types) == 0 {
			return list.relation + " names no encryption type that is known"
		}
	}
	return ""
}

// Realm is one entry of [realms].
type Realm struct {
	KDCs []string // as written: host, host:port, tcp/host, udp/host:port
}

// Default is the configuration of a machine without any file.
func Default() *Config {
	return &Config{DNSLookupKDC: true, DNSCanonicalize: "true", ReverseDNS: true, UDPLimit: -1, ClockSkew: 5 * time.Minute,
		Realms: map[string]Realm{}, DomainRealm: map[string]string{}}
}

// KDCs returns the kdc relations of a realm. Active Directory realms are the
// same in any case, so a realm that differs in case only is found too.
func (c *Config) KDCs(realm string) []string {
	if r, ok := c.Realms[realm]; ok {
		return r.KDCs
	}
	for name, r := range c.Realms {
		if strings.EqualFold(name, realm) {
			return r.KDCs
		}
	}
	return nil
}

// RealmOf returns the realm that [domain_realm] gives for a host: its own
// line, then ".domain" and "domain" of every parent; "" when none is there.
func (c *Config) RealmOf(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if r, ok := c.DomainRealm[host]; ok {
		return r
	}
	for rest := host; ; {
		dot := strings.IndexByte(rest, '.')
		if dot < 0 {
			return ""
		}
		if r, ok := c.DomainRealm[rest[dot:]]; ok {
			return r
		}
		rest = rest[dot+1:]
		if r, ok := c.DomainRealm[rest]; ok {
			return r
		}
	}
}
