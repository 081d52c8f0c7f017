package forest

import (
	"encoding/binary"
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
	f.Plant("CN="+name+","+f.dfsContainer(), "fTDfs", map[string][]string{"remoteServerName": append(roots, "*"), "pKT": {f.oldTable(name, roots)}})
}

// oldTable is the value pKT of a namespace without links (MS-DFSNM 2.3.3.1): the root with
// its targets.
func (f *Forest) oldTable(name string, roots []string) string {
	le := binary.LittleEndian
	text := func(b []byte, s string) []byte {
		u := utf16.Encode([]rune(s))
		b = le.AppendUint16(b, uint16(2*len(u)))
		for _, c := range u {
			b = le.AppendUint16(b, c)
		}
		return b
	}
	sized := func(b, part []byte) []byte { return append(le.AppendUint32(b, uint32(len(part))), part...) }
	targets := le.AppendUint32(nil, uint32(len(roots)))
	for _, r := range roots {
		server, share, _ := strings.Cut(strings.TrimPrefix(r, `\\`), `\`)
		one := le.AppendUint32(le.AppendUint32(make([]byte, 8), 2), 2) // online
		targets = sized(targets, text(text(one, server), share))
	}
	prefix := `\` + f.NetBIOS + `\` + name
	link := text(text(make([]byte, 16), prefix), prefix)
	link = text(append(link, make([]byte, 8)...), "")
	link = sized(append(link, make([]byte, 28)...), targets)
	link = append(link, make([]byte, 8)...)
	b := text(le.AppendUint32(le.AppendUint32(nil, 3), 1), `\domainroot`)
	return string(sized(b, link))
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
