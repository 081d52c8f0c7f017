package krb5conf

import (
	"strconv"
	"strings"
	"time"
)

// config turns the tree into what the program uses.
func (l *loader) config() *Config {
	c := Default()
	lib := l.root.section("libdefaults")
	c.DefaultRealm = first(lib, "default_realm")
	c.CCacheName = first(lib, "default_ccache_name")
	c.KeytabName = first(lib, "default_keytab_name")
	c.KCMSocket = first(lib, "kcm_socket")
	c.DNSLookupKDC = l.boolean(lib, "dns_lookup_kdc", l.boolean(lib, "dns_fallback", true))
	c.Canonicalize = l.boolean(lib, "canonicalize", false)
	c.DNSCanonicalize = "false"
	if strings.EqualFold(first(lib, "dns_canonicalize_hostname"), "fallback") {
		c.DNSCanonicalize = "fallback"
	} else if l.boolean(lib, "dns_canonicalize_hostname", true) {
		c.DNSCanonicalize = "true"
	}
	c.ReverseDNS = l.boolean(lib, "rdns", true)
	if set := lib.find("qualify_shortname"); len(set) > 0 { // the first one counts
		if c.QualifyShortname = set[0].value; set[0].value == "" || set[0].value == `""` {
			c.QualifyShortname, c.NoQualify = "", true
		}
	}
	c.Forwardable = l.boolean(lib, "forwardable", false)
	if v := first(lib, "udp_preference_limit"); v != "" {
		if n, err := strconv.Atoi(v); err == nil && n >= 0 {
			c.UDPLimit = min(n, 32700) // MIT's own upper bound
		} else {
			l.note("udp_preference_limit is no number: " + v)
		}
	}
	if v := first(lib, "clockskew"); v != "" {
		if d, ok := duration(v); ok && d > 0 {
			c.ClockSkew = d
		} else {
			l.note("clockskew is no length of time: " + v)
		}
	}
	c.InitialETypes = l.etypes(lib, "default_tkt_enctypes")
	c.ServiceETypes = l.etypes(lib, "default_tgs_enctypes")
	c.Permitted = l.etypes(lib, "permitted_enctypes")
	for _, r := range l.root.section("realms").children {
		if !r.group {
			l.passOver("[realms] " + r.name + " has no brace at the end of its line, so that nothing of it counts")
			continue
		}
		realm := c.Realms[r.name]
		for _, k := range r.find("kdc") {
			if !k.group && k.value != "" {
				realm.KDCs = append(realm.KDCs, k.value)
			}
		}
		c.Realms[r.name] = realm
	}
	for _, d := range l.root.section("domain_realm").children {
		key := d.name
		if key != strings.ToLower(key) {
			l.passOver("[domain_realm] " + key + " has capital letters: hosts are looked up in small ones, so that it never matches")
		}
		if _, have := c.DomainRealm[key]; !have && !d.group {
			c.DomainRealm[key] = d.value
		}
	}
	for _, s := range l.root.children {
		switch s.name {
		case "libdefaults", "realms", "domain_realm", "appdefaults", "capaths", "logging", "plugins", "dbmodules", "dbdefaults", "kdcdefaults", "login":
		default:
			l.note("section [" + s.name + "] is not known, skipped")
		}
	}
	for name, r := range c.Realms {
		for _, k := range r.KDCs {
			if strings.HasPrefix(strings.ToLower(k), "https://") {
				l.note("the KDC of " + name + " is a KDC proxy (" + k + "), which is not spoken here: name a KDC with --kdc")
			}
		}
	}
	c.Files, c.Notes, c.Invalid, c.Passed, c.Skipped = l.files, l.notes, l.invalid, l.passed, l.skipped
	return c
}

// first returns the first value of a relation: that is the one which counts.
func first(n *node, name string) string {
	for _, c := range n.find(name) {
		if !c.group {
			return c.value
		}
	}
	return ""
}

func (l *loader) boolean(n *node, name string, otherwise bool) bool {
	v := first(n, name)
	switch strings.ToLower(v) {
	case "":
		return otherwise
	case "y", "yes", "true", "t", "1", "on":
		return true
	case "n", "no", "false", "nil", "0", "off":
		return false
	}
	l.note(name + " is neither yes nor no: " + v)
	return otherwise
}

// duration reads MIT's forms: seconds, "1d2h3m4s", "h:m" and "h:m:s".
func duration(s string) (time.Duration, bool) {
	if n, err := strconv.ParseInt(s, 10, 32); err == nil {
		return time.Duration(n) * time.Second, true
	}
	if parts := strings.Split(s, ":"); len(parts) == 2 || len(parts) == 3 {
		var d time.Duration
		unit := time.Hour
		for _, p := range parts {
			n, err := strconv.ParseUint(p, 10, 31)
			if err != nil || n > 1e6 {
				return 0, false
			}
			d += time.Duration(n) * unit
			unit /= 60
		}
		return d, true
	}
	var d time.Duration
	for s = strings.ReplaceAll(s, " ", ""); s != ""; {
		i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if i < 1 {
			return 0, false
		}
		n, err := strconv.ParseUint(s[:i], 10, 31)
		unit, ok := map[byte]time.Duration{'d': 24 * time.Hour, 'h': time.Hour, 'm': time.Minute, 's': time.Second}[s[i]]
		if err != nil || !ok || n > 1e6 {
			return 0, false
		}
		d += time.Duration(n) * unit
		s = s[i+1:]
	}
	return d, true
}
