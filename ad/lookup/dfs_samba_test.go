package lookup_test

import (
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/ad/lookup"
)

// Namespaces of both kinds are read from a real directory, by the DNS and the short name of
// the domain; a file server and a name that nobody gave are no namespace.
func TestNamespacesOfARealDirectoryAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	dc := adtest.Samba(t)
	container := "CN=Dfs-Configuration,CN=System," + dc.BaseDN
	if len(dc.Attr(container, "cn")) == 0 {
		dc.AddObject(container, map[string][]string{"objectClass": {"dfsConfiguration"}})
	}
	old, recent := adtest.Name("old"), adtest.Name("new")
	dc.AddObject("CN="+old+","+container, map[string][]string{"objectClass": {"fTDfs"}, "remoteServerName": {`\\FS1\` + old, "*"},
		"pKT": {lookup.MadeRoot(`\CORP\`+old, "FS1", old)}, "pKTGuid": {"0123456789abcdef"}})
	strange := adtest.Name("odd")
	dc.AddObject("CN="+strange+","+container, map[string][]string{"objectClass": {"fTDfs"}, "remoteServerName": {`\\FS1\` + strange, "*"},
		"pKT": {string([]byte{3, 0, 0, 0, 0, 0, 0, 0})}, "pKTGuid": {"0123456789abcdef"}})
	xml := func(share, state string) string {
		return `<?xml version="1.0" encoding="utf-8"?><targets><target state="` + state + `">` + share + `</target></targets>`
	}
	const guid = "0123456789abcdef"
	dc.AddObject("CN="+recent+","+container, map[string][]string{"objectClass": {"msDFS-NamespaceAnchor"}, "msDFS-SchemaMajorVersion": {"2"}})
	root := "CN=" + recent + ",CN=" + recent + "," + container
	common := map[string][]string{"msDFS-SchemaMajorVersion": {"2"}, "msDFS-SchemaMinorVersion": {"0"}, "msDFS-GenerationGUIDv2": {guid}, "msDFS-NamespaceIdentityGUIDv2": {guid},
		"msDFS-LastModifiedv2": {"20260101000000.0Z"}, "msDFS-Ttlv2": {"300"}, "msDFS-Propertiesv2": {"state=okay"}}
	with := func(more map[string][]string) map[string][]string {
		out := map[string][]string{}
		for k, v := range common {
			out[k] = v
		}
		if more["msDFS-LinkPathv2"] != nil { // only roots have a version of the schema
			delete(out, "msDFS-SchemaMajorVersion")
			delete(out, "msDFS-SchemaMinorVersion")
		}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	dc.AddObject(root, with(map[string][]string{"objectClass": {"msDFS-Namespacev2"}, "msDFS-TargetListv2": {xml(`\\fs1.corp.test\p`, "online")}}))
	dc.AddObject("CN=link-1,"+root, with(map[string][]string{"objectClass": {"msDFS-Linkv2"}, "msDFS-LinkIdentityGUIDv2": {guid}, "msDFS-LinkPathv2": {"/dept/it"},
		"msDFS-TargetListv2": {xml(`\\fs2.corp.test\it`, "offline")}}))
	dir := connect(t, dc)
	for _, host := range []string{dc.Domain, "corp.test"} {
		n, err := lookup.DFS(t.Context(), dir, host, recent)
		if err != nil || n.Version != 2 || n.Domain != "corp.test" || n.Unread != "" || len(n.Roots) != 1 || n.Roots[0].Server != "fs1.corp.test" ||
			len(n.Links) != 1 || n.Links[0].Path != "dept/it" || !n.Links[0].Targets[0].Offline {
			t.Errorf("%s: %+v %v", host, n, err)
		}
	}
	if n, err := lookup.DFS(t.Context(), dir, "corp.test", old); err != nil || n.Version != 1 || n.Unread != "" || len(n.Roots) != 1 || n.Roots[0].Server != "fs1" || len(n.Links) != 0 {
		t.Errorf("%+v %v", n, err)
	}
	if n, err := lookup.DFS(t.Context(), dir, "corp.test", strange); err != nil || n.Version != 1 || n.Unread == "" {
		t.Errorf("a table of another layout: %+v %v", n, err)
	}
	if n, err := lookup.DFS(t.Context(), dir, "corp.test", "SYSVOL"); err != nil || n.Version == 0 || n.Unread != "" || len(n.Roots) != 1 || !strings.EqualFold(n.Roots[0].Server, dc.Host) {
		t.Errorf("SYSVOL: %+v %v", n, err)
	}
	if n, err := lookup.DFS(t.Context(), dir, "corp.test", "nosuch"); err != nil || n.Version != 0 || n.Domain == "" {
		t.Errorf("%+v %v", n, err)
	}
	if n, err := lookup.DFS(t.Context(), dir, "fs1.corp.test", recent); err != nil || n.Domain != "" {
		t.Errorf("a file server is taken for a domain: %+v %v", n, err)
	}
}
