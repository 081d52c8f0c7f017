package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A namespace passes with a server online. What was not read is not known, and a host
// that is no domain is no namespace of a domain.
func TestDFSNamespaces(t *testing.T) {
	const path = `\\acme.test\public`
	put := func(w world, change func(n *ad.DFSNamespace)) {
		n := ad.DFSNamespace{Name: "public", Domain: "acme.test", Version: 2, Roots: []ad.DFSTarget{{Server: "fs1"}}}
		change(&n)
		facts.DFS.Put(w.Snapshot, diag.Fact[ad.DFSNamespace]{Subject: path, Value: n, Source: ldap})
	}
	judge(t, dfsNoTarget,
		kase{"a server", func(w world) { put(w, func(*ad.DFSNamespace) {}) }, []string{"pass ok " + path}},
		kase{"offline", func(w world) { put(w, func(n *ad.DFSNamespace) { n.Roots[0].Offline = true }) }, []string{"fail missing " + path}},
		kase{"removed", func(w world) { put(w, func(n *ad.DFSNamespace) { n.Version, n.Roots = 0, nil }) }, []string{"fail missing " + path}},
		kase{"links hidden", func(w world) { put(w, func(n *ad.DFSNamespace) { n.Unread = "not returned" }) }, []string{"unknown not-checked " + path}},
		kase{"a file server", func(w world) { put(w, func(n *ad.DFSNamespace) { n.Domain = "" }) }, nil},
		kase{"hidden", func(w world) { w.unread(facts.DFS.For(path), ad.ProblemNoRight) }, []string{"unknown not-checked " + path}})
}
