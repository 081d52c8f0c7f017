package names

import (
	"fmt"
	"strings"
)

// What stands behind a host in an explanation.
const (
	typed     = "the host as it was typed"
	canonical = "the name that DNS gives at the end of the CNAMEs"
	reversed  = "the name that the reverse look-up of the first address gives (rdns)"
)

// mit lists the hosts that MIT's library tries for a host-based service name, in
// order (krb5_sname_to_principal; "Principal names and DNS" of its documentation).
func (in Input) mit() []Name {
	host := in.host()
	full := host
	why := typed
	if !strings.Contains(host, ".") && !in.Krb5.NoQualify && in.Krb5.Canonicalise != CanonTrue {
		suffix := in.Krb5.QualifyShortname
		if suffix == "" && len(in.DNS.Search) > 0 {
			suffix = in.DNS.Search[0]
		}
		if suffix != "" {
			full, why = host+"."+strings.Trim(suffix, "."), "the host with the first search domain behind it (qualify_shortname)"
		}
	}
	looked := Name{in.DNS.canonical(host), canonical}
	if looked.SPN == host {
		looked.Why = typed
	}
	if in.Krb5.ReverseDNS {
		if r := in.DNS.reverse(); r != "" {
			looked = Name{r, reversed}
		}
	}
	switch in.Krb5.Canonicalise {
	case CanonFalse:
		return []Name{{full, why}}
	case CanonFallback:
		return list(Name{full, why}, looked)
	}
	return []Name{looked}
}

func (in Input) mitRule() string {
	return fmt.Sprintf("MIT's library, dns_canonicalize_hostname = %s, rdns = %v", in.Krb5.Canonicalise, in.Krb5.ReverseDNS)
}

const mitSource = "MIT krb5 documentation, Principal names and DNS; krb5.conf(5)"

// java is the host that the JDK asks for: the reverse name of the address counts only
// where it is the typed name with more behind it (JDK-8210822). Of CNAMEs and search
// domains alone it makes nothing: tried with 17.
func (in Input) java() Name {
	host := in.host()
	if in.Krb5.Canonicalise == CanonFalse {
		return Name{host, typed + ", since dns_canonicalize_hostname is false"}
	}
	if r := in.DNS.reverse(); strings.HasPrefix(r, host+".") {
		return Name{r, "the typed host, made longer by the reverse look-up"}
	}
	return Name{host, typed + ": the JDK takes the reverse name only where it is a longer form of it"}
}

const javaSource = "JDK-8210822: only a longer form of the typed name is taken"

// fullName is what getfqdn of Python and getCanonicalHostName of Java give: the reverse
// name of the first address, whatever krb5.conf says; without one what was typed.
func (in Input) fullName() Name {
	if r := in.DNS.reverse(); r != "" {
		return Name{r, "the name that the reverse look-up of the first address gives, whatever rdns says"}
	}
	return Name{in.host(), typed + ": its address has no reverse name"}
}

// canonicalJava is a Java client that asks DNS itself and hands on what it finds: the
// reverse name, and where there is none the address.
func (in Input) canonicalJava(client string) Client {
	n := in.fullName()
	if in.DNS.reverse() == "" && len(in.DNS.Addresses) > 0 {
		n = Name{in.DNS.Addresses[0], "the address: it has no reverse name"}
	}
	return Client{Client: client, Names: []Name{n}, Rule: "getCanonicalHostName: the reverse name of the address, the address itself without one",
		Source: "Apache HttpClient, SPNegoSchemeFactory (useCanonicalHostname); Trino JDBC driver, KerberosUseCanonicalHostname", Unverified: true}
}

// untried marks a client whose use of the library was not tried.
func (c Client) untried() Client {
	c.Unverified = true
	return c
}

// with puts a class before hosts.
func with(class string, hosts []Name, suffix string) []Name {
	var out []Name
	for _, h := range hosts {
		out = append(out, Name{spn(class, h.SPN, suffix), h.Why})
	}
	return list(out...)
}

// gss is a client that leaves the name to MIT's library.
func (in Input) gss(client, class, rule string) Client {
	return Client{Client: client, Names: with(class, in.mit(), ""), Rule: rule + " (" + in.mitRule() + ")", Source: mitSource}
}

// heimdal is the same with Heimdal's library: as typed first, then as the name
// service has it (name_canon_rules).
func (in Input) heimdal(client, class string) Client {
	return Client{Client: client, Names: with(class, list(Name{in.host(), typed}, Name{in.DNS.canonical(in.host()), canonical}), ""),
		Rule: "Heimdal's name_canon_rules: as-is, then the name service", Source: "krb5.conf(5) of Heimdal, name_canon_rules", Unverified: true}
}

// plain is a client that asks for what was typed.
func (in Input) plain(client, class, source string) Client {
	return Client{Client: client, Names: list(Name{spn(class, in.host(), ""), typed}), Rule: "the host as it was typed, without a port", Source: source, Unverified: true}
}
