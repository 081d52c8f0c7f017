package spnscan

import (
	"bytes"
	"slices"

	"adwalk/diag/facts"
)

// webClasses are the host aliases whose service may run as an account of its own
// (a web application, a name server with its own keytab); the
// others run as the machine, and a name of theirs on another account breaks them.
var webClasses = []string{"http", "www", "w3svc", "iisadmin", "msdtc", "dns"}

// aliasConflicts finds names that HOST covers, such as cifs/files1, on another account
// than the HOST name they belong to: those of services that run as the machine, and
// apart those of services that may run as another account.
func (x *Index) aliasConflicts() (conflicts, apart []facts.SPNGroup) {
	var class, host []byte
	for i := range x.store.count {
		x.store.spns(i, func(value []byte) {
			slash := bytes.IndexByte(value, '/')
			if slash < 0 {
				return
			}
			class = lower(class[:0], value[:slash])
			machine, web := x.aliases[string(class)], x.web[string(class)]
			list := &conflicts
			if web {
				list = &apart
			} else if !machine {
				return
			}
			if x.enough(len(*list)) {
				return
			}
			host = append(append(host[:0], "host/"...), value[slash+1:]...)
			key := x.names.keyOf(host)
			first, ok := x.names.first(key)
			if !ok {
				return // the usual case: nobody
			}
			if account, _ := x.owner(first); account == i && len(x.names.further(key)) == 0 {
				return // or the account itself
			}
			if g, ok := x.aliasConflict(string(value), string(host), machine); ok {
				*list = append(*list, g)
			}
		})
	}
	return conflicts, apart
}

// aliasConflict groups a name with the HOST name of its host, where one account each
// holds them and not the same. The service runs as the machine or may not.
func (x *Index) aliasConflict(value, host string, machine bool) (facts.SPNGroup, bool) {
	if x.names.crowded(x.names.key(value)) || x.names.crowded(x.names.key(host)) {
		return facts.SPNGroup{}, false // many of either: exact duplicates
	}
	list, hosts := x.at(value), x.at(host)
	if len(hosts) == 0 || len(list) != 1 || len(hosts) != 1 || list[0].account == hosts[0].account {
		return facts.SPNGroup{}, false // several owners of either are exact duplicates
	}
	g, ok := x.group(facts.AliasConflict, append(slices.Clone(list), hosts...))
	g.SPN = list[0].value
	if machine {
		g.Right, g.Why = x.account(hosts[0].account).DN, "this service runs as the machine, which holds "+hosts[0].value
	}
	return g, ok
}
