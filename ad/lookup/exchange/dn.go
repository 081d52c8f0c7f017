package exchange

import "strings"

// firstValue takes the leading value out of a DN: "CAS1" of "CN=CAS1,CN=…".
// Names of Exchange objects hold no escaped commas.
func firstValue(dn string) string {
	head, _, _ := strings.Cut(dn, ",")
	_, v, ok := strings.Cut(head, "=")
	if !ok {
		return dn
	}
	return v
}

// above names the object right below the given container on the way up from
// a DN: the server in "…,CN=Protocols,CN=CAS1,CN=Servers,…".
func above(dn, container string) string {
	parts := strings.Split(dn, ",")
	for i := 1; i < len(parts); i++ {
		if strings.EqualFold(parts[i], container) {
			return firstValue(parts[i-1])
		}
	}
	return ""
}
