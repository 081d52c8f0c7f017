package keytabs

import (
	"fmt"
	"strings"
)

// gssdOrder is how rpc.gssd chooses the entry of a host that mounts with sec=krb5
// (rpc.gssd(8), machine credentials): the first that is there.
func gssdOrder(host, realm string) []string {
	short, _, _ := strings.Cut(host, ".")
	out := []string{strings.ToUpper(short) + "$"}
	for _, class := range []string{"root", "nfs", "host"} {
		out = append(out, class+"/"+strings.ToLower(host))
	}
	for i := range out {
		out[i] += "@" + realm
	}
	return out
}

// gssdNote says of an NFS host's keytab with which entry the host would mount itself,
// "" for other services. It proves nothing: the key of that entry was not tried.
func (f Facts) gssdNote() string {
	class, host, _ := strings.Cut(f.Service, "/")
	if !strings.EqualFold(class, "nfs") || host == "" || f.Realm == "" {
		return ""
	}
	order := gssdOrder(host, f.Realm)
	for _, want := range order {
		for _, e := range f.Entries {
			if e.Principal == want {
				return fmt.Sprintf("where %s mounts with sec=krb5 itself, rpc.gssd logs in as %s", host, want)
			}
		}
	}
	return fmt.Sprintf("where %s mounts with sec=krb5 itself, rpc.gssd finds no entry here: it looks for %s", host, strings.Join(order, ", "))
}
