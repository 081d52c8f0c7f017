package spnscan

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// right says which holder of a duplicate should keep the name and how we know,
// "" when the directory does not tell.
func right(g facts.SPNGroup) (dn, why string) {
	var enabled []ad.Account
	for _, h := range g.Holders {
		if !h.Account.Disabled() {
			enabled = append(enabled, h.Account)
		}
	}
	if len(enabled) == 1 {
		return enabled[0].DN, "every other holder is disabled"
	}
	spn, err := ad.ParseSPN(g.SPN)
	if err != nil {
		return "", ""
	}
	var own []ad.Account
	for _, a := range enabled {
		if a.Kind() == "computer" && named(a, spn.Host) {
			own = append(own, a)
		}
	}
	if len(own) == 1 && machineClass(spn.Class) {
		return own[0].DN, "it is the machine that the SPN names, and this service runs as the machine"
	}
	return "", ""
}

func named(a ad.Account, host string) bool {
	return strings.EqualFold(a.DNSHostName, host) || strings.EqualFold(strings.TrimSuffix(a.Name, "$"), host)
}

// machineClass says whether a service of this class runs as the machine itself.
func machineClass(class string) bool {
	switch strings.ToLower(class) {
	case "host", "cifs", "rpc", "rpcss", "dns", "ldap", "gc", "termsrv", "wsman", "restrictedkrbhost", "netlogon", "smtpsvc", "smtp":
		return true
	}
	return false
}
