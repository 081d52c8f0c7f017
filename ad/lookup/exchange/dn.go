package exchange

import (
	"strings"

	"adwalk/ad"
)

// firstValue takes the leading value out of a DN: "CAS1" of "CN=CAS1,CN=…".
func firstValue(dn string) string {
	parts := ad.SplitDN(dn)
	if len(parts) == 0 {
		return ""
	}
	_, v, ok := strings.Cut(parts[0], "=")
	if !ok {
		return dn
	}
	return strings.ReplaceAll(v, `\`, "")
}

// above names the object right below the given container on the way up from
// a DN: the server in "…,CN=Protocols,CN=CAS1,CN=Servers,…".
func above(dn, container string) string {
	parts := ad.SplitDN(dn)
	for i := 1; i < len(parts); i++ {
		if strings.EqualFold(parts[i], container) {
			return firstValue(parts[i-1])
		}
	}
	return ""
}
