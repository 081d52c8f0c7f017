package forest

import (
	"strings"
	"unicode/utf16"
)

// AddNamespace plants a DFS namespace in Windows Server 2008 mode (MS-DFSNM 2.3.4): the
// shares of its root, and of each link by the path below it. A share with a minus sign in
// front is offline.
func (f *Forest) AddNamespace(name string, roots []string, links map[string][]string) {
	container := f.dfsContainer()
	f.Plant("CN="+name+","+container, "msDFS-NamespaceAnchor", nil)
	root := "CN=" + name + ",CN=" + name + "," + container
	f.Plant(root, "msDFS-Namespacev2", map[string][]string{"msDFS-TargetListv2": {targetList(roots)}})
	for path, shares := range links {
		f.Plant("CN=link-"+strings.ReplaceAll(path, "/", "-")+","+root, "msDFS-Linkv2", map[string][]string{"msDFS-LinkPathv2": {"/" + path}, "msDFS-TargetListv2": {targetList(shares)}})
	}
}

// AddOldNamespace plants one in Windows 2000 mode, without links.
func (f *Forest) AddOldNamespace(name string, roots ...string) {
	f.Plant("CN="+name+","+f.dfsContainer(), "fTDfs", map[string][]string{"remoteServerName": append(roots, "*"), "pKT": {string(make([]byte, 8))}})
}

func (f *Forest) dfsContainer() string {
	dn := "CN=Dfs-Configuration,CN=System," + f.Base
	if f.Tree.Find(dn) == nil {
		f.Plant(dn, "container", nil)
	}
	return dn
}

// targetList is the document of a root or link: UTF-16 with the low byte first.
func targetList(shares []string) string {
	text := `<?xml version="1.0" encoding="utf-16"?><targets totalNumberOfTargets="1" xmlns="http://schemas.microsoft.com/dfs/2007/03">`
	for _, s := range shares {
		share, offline := strings.CutPrefix(s, "-")
		state := "online"
		if offline {
			state = "offline"
		}
		text += `<target priorityRank="0" priorityClass="siteCostNormal" state="` + state + `">` + share + "</target>"
	}
	var b strings.Builder
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(text+"</targets>"))...) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}
