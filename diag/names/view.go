package names

import (
	"strings"

	"adwalk/ad"
)

// DNS is what DNS says of the host that was typed.
type DNS struct {
	Name      string            `json:"name"`                // that was looked up
	Canonical string            `json:"canonical,omitempty"` // at the end of the CNAMEs, "" when it is the name itself
	Addresses []string          `json:"addresses,omitempty"`
	Reverse   map[string]string `json:"reverse,omitempty"`  // address to the name of its PTR, "" where there is none
	Search    []string          `json:"search,omitempty"`   // suffixes of the local resolver, in its order
	Problem   string            `json:"problem,omitempty"`  // why there is no answer
	Unasked   bool              `json:"unasked,omitempty"`  // nobody was asked
	NotFound  bool              `json:"notfound,omitempty"` // the name does not exist
}

// FullName is the name that a host has in DNS, behind CNAMEs and with the suffix that it
// was found with; the host itself where DNS knows none.
func (d DNS) FullName(host string) string { return d.canonical(host) }

// canonical is the name behind the CNAMEs, the host itself where there is none.
func (d DNS) canonical(host string) string {
	if d.Canonical != "" {
		return strings.ToLower(strings.TrimSuffix(d.Canonical, "."))
	}
	if d.Name != "" && len(d.Addresses) > 0 {
		return strings.ToLower(strings.TrimSuffix(d.Name, "."))
	}
	return strings.ToLower(host)
}

// reverse is the name of the first address' PTR record, "" where there is none.
func (d DNS) reverse() string {
	if len(d.Addresses) == 0 {
		return ""
	}
	return strings.ToLower(strings.TrimSuffix(d.Reverse[d.Addresses[0]], "."))
}

// Canonicalise is the setting dns_canonicalize_hostname of MIT's krb5.conf.
type Canonicalise string

// Its values.
const (
	CanonTrue     Canonicalise = "true"
	CanonFalse    Canonicalise = "false"
	CanonFallback Canonicalise = "fallback"
)

// Krb5 is what the client's krb5.conf says about names.
type Krb5 struct {
	Canonicalise     Canonicalise `json:"dns_canonicalize_hostname"`
	ReverseDNS       bool         `json:"rdns"`
	QualifyShortname string       `json:"qualify_shortname,omitempty"` // the suffix that a single label gets
	NoQualify        bool         `json:"-"`                           // qualify_shortname = "": none
	Realm            string       `json:"realm,omitempty"`             // that [domain_realm] gives for the host
	// Problem says why krb5.conf, or a part of it, is not known; "" when it is.
	Problem string `json:"problem,omitempty"`
}

// DefaultKrb5 is a machine without any setting (MIT krb5.conf(5)).
func DefaultKrb5() Krb5 { return Krb5{Canonicalise: CanonTrue, ReverseDNS: true} }

// Name is an SPN that a client asks for.
type Name struct {
	SPN string `json:"spn"`
	Why string `json:"why"` // where its host comes from
}

// Client is one kind of client and what it asks for.
type Client struct {
	Client string `json:"client"`
	Names  []Name `json:"names"` // in the order in which they are tried
	Rule   string `json:"rule"`
	Source string `json:"source"`
	// Unverified says that the rule is taken from documents and was not tried
	// against the client.
	Unverified bool `json:"unverified,omitempty"`
	// Setting says that the client does so only where a policy or setting is made.
	Setting bool `json:"setting,omitempty"`
}

// Input is everything that the rules read.
type Input struct {
	Target  ad.ServiceTarget
	DNS     DNS
	Krb5    Krb5
	Browser *ad.SQLInstance // what SQL Server Browser said of the instance; nil: nobody was asked
}

// host is what was typed, in small letters as DNS has it.
func (in Input) host() string { return in.Target.Dial() }

// spn joins a class with a host and what may follow.
func spn(class, host, suffix string) string {
	if host == "" {
		return ""
	}
	if suffix != "" {
		suffix = ":" + suffix
	}
	return class + "/" + host + suffix
}

// list makes names, leaving out empty ones and those that stand before.
func list(names ...Name) []Name {
	var out []Name
	seen := map[string]bool{}
	for _, n := range names {
		if n.SPN == "" || seen[n.SPN] {
			continue
		}
		seen[n.SPN] = true
		out = append(out, n)
	}
	return out
}
