package spnscan

import (
	"strings"

	"adwalk/ad"
)

// unable lists the accounts that nothing can log on as and that clients are still
// sent to: each alone holds a name of a host that it is not itself. A computer
// that was switched off for good keeps the names of its own host, which nobody
// misses; a name that another account holds as well is a duplicate.
func (x *Index) unable(is func(*head) bool) []ad.Account {
	var out []ad.Account
	for i := range x.store.count {
		if !is(x.store.head(i)) {
			continue
		}
		if len(out) == MaxOwners || x.full() {
			break
		}
		if a := x.store.account(i); !strings.HasSuffix(a.SID, "-502") && x.missed(a) {
			out = append(out, x.account(i))
		}
	}
	return out
}

// missed says whether a name of the account leads to another host and to no
// other account. The krbtgt account (RID 502) is always disabled.
func (x *Index) missed(a ad.Account) bool {
	for _, v := range a.SPNs {
		spn, err := ad.ParseSPN(v)
		if err == nil && !itself(a, spn.Host) && !x.names.crowded(x.names.key(v)) && len(x.at(v)) == 1 {
			return true
		}
	}
	return false
}

// itself says whether a host is the account's own, by either form of its name. A user
// account is no host, however it is called, nor is a managed service account, which runs
// services of the name that it has as its host's.
func itself(a ad.Account, host string) bool {
	if kind := a.Kind(); kind == "gMSA" || kind == "sMSA" {
		return false
	}
	short, _, _ := strings.Cut(host, ".")
	return strings.EqualFold(host, a.DNSHostName) || a.Is("computer") && strings.EqualFold(short, strings.TrimSuffix(a.Name, "$"))
}

// accounts unpacks the accounts at these places.
func (x *Index) accounts(at []int) []ad.Account {
	var out []ad.Account
	for _, i := range at {
		if x.full() {
			break
		}
		out = append(out, x.account(i))
	}
	return out
}

// hidden says that the reader may not see whether the account is enabled.
func hidden(a ad.Account) bool {
	state, _ := a.Knows("userAccountControl")
	expiry, _ := a.Knows("accountExpires")
	return !state || !expiry
}
