package ldapd

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/ad/lab/store"
)

// rootDSE is the entry that describes the controller itself (MS-ADTS 3.1.1.3.2).
func (c *conn) rootDSE() []store.Values {
	cfg := c.srv.cfg
	n := cfg.Tree.Contexts()
	server := strings.TrimPrefix(cfg.Tree.DSA(), "CN=NTDS Settings,")
	short, _, _ := strings.Cut(cfg.Host, ".")
	level := "7"
	if d := cfg.Tree.Find(n.Domain); d != nil && d.Text("msDS-Behavior-Version") != "" {
		level = d.Text("msDS-Behavior-Version")
	}
	rows := [][]string{
		{"domainFunctionality", level}, {"forestFunctionality", level}, {"domainControllerFunctionality", level},
		{"rootDomainNamingContext", n.Root},
		{"ldapServiceName", cfg.Domain + ":" + short + "$@" + strings.ToUpper(cfg.Domain)},
		{"isGlobalCatalogReady", "TRUE"}, {"isSynchronized", "TRUE"},
		{"supportedSASLMechanisms", "GSSAPI"},
		{"supportedLDAPVersion", "3", "2"},
		{"supportedLDAPPolicies", "MaxPageSize", "MaxReceiveBuffer", "MaxConnIdleTime"},
		append([]string{"supportedControl"}, controls...),
		{"supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670", "1.2.840.113556.1.4.1791",
			"1.2.840.113556.1.4.1935", "1.2.840.113556.1.4.2080", "1.2.840.113556.1.4.2237"},
		{"supportedExtension", oidStartTLS, oidWhoAmI},
		{"subschemaSubentry", "CN=Aggregate," + n.Schema},
		{"serverName", server}, {"schemaNamingContext", n.Schema},
		{"namingContexts", n.Domain, n.Configuration, n.Schema},
		{"highestCommittedUSN", strconv.FormatInt(cfg.Tree.HighestUSN(), 10)},
		{"dsServiceName", cfg.Tree.DSA()}, {"dnsHostName", cfg.Host},
		{"defaultNamingContext", n.Domain}, {"currentTime", store.FormatTime(cfg.Tree.Now())},
		{"configurationNamingContext", n.Configuration},
	}
	var out []store.Values
	for _, r := range rows {
		v := store.Values{Name: r[0]}
		for _, s := range r[1:] {
			v.Values = append(v.Values, []byte(s))
		}
		if len(v.Values) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// filterRootDSE keeps what was asked for; everything here is readable.
func filterRootDSE(all []store.Values, names []string) []store.Values {
	if len(names) == 0 {
		return all
	}
	var out []store.Values
	if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, "tokenGroups") }) { // comes by name only
		out = append(out, store.Values{Name: "tokenGroups", Values: [][]byte{
			{1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0},  // S-1-1-0, Everyone
			{1, 1, 0, 0, 0, 0, 0, 5, 11, 0, 0, 0}, // S-1-5-11, Authenticated Users
		}})
	}
	for _, v := range all {
		for _, n := range names {
			if n == "*" || n == "+" || strings.EqualFold(n, v.Name) {
				out = append(out, v)
				break
			}
		}
	}
	return out
}
