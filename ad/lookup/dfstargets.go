package lookup

import (
	"encoding/binary"
	"encoding/xml"
	"strings"
	"unicode/utf16"

	"adwalk/ad"
)

// maxTargets bounds the targets of one namespace.
const maxTargets = 2000

// shareOf reads \\server\share.
func shareOf(s string) (ad.DFSTarget, bool) {
	host, share, _, ok := ad.UNCPath(s)
	return ad.DFSTarget{Server: host, Share: share}, ok
}

// firstDFS reads a namespace of version 1: the servers of its root from remoteServerName,
// the links from pKT.
func firstDFS(n *ad.DFSNamespace, e ad.Entry) {
	for _, v := range e.Texts("remoteServerName") {
		if t, ok := shareOf(v); ok && len(n.Roots) < maxTargets { // the last value is *
			n.Roots = append(n.Roots, t)
		}
	}
	if len(n.Roots) == 0 {
		n.Unread = "remoteServerName names no server, or the reader may not see it"
	}
	raw := e.Values("pKT")
	if len(raw) == 0 {
		n.Unread = "pKT was not returned: the links are not known"
		return
	}
	links, ok := readPKT(raw[0])
	if !ok {
		n.Unread = "pKT cannot be read: not all links are known"
	}
	n.Links = append(n.Links, links...)
}

// secondDFS reads the targets of a root or link of version 2 (MS-DFSNM 2.3.4): XML in
// UTF-16 or UTF-8 with one target an element.
func secondDFS(n *ad.DFSNamespace, e ad.Entry) []ad.DFSTarget {
	raw := e.Values("msDFS-TargetListv2")
	if len(raw) == 0 {
		n.Unread = "msDFS-TargetListv2 was not returned for " + e.DN
		return nil
	}
	var list struct {
		XMLName xml.Name `xml:"targets"`
		Targets []struct {
			State string `xml:"state,attr"`
			Path  string `xml:",chardata"`
		} `xml:"target"`
	}
	if err := xml.Unmarshal(plainXML(raw[0]), &list); err != nil {
		n.Unread = "msDFS-TargetListv2 cannot be read of " + e.DN
		return nil
	}
	var out []ad.DFSTarget
	for _, t := range list.Targets {
		x, ok := shareOf(t.Path)
		state := strings.ToLower(strings.TrimSpace(t.State))
		if !ok || len(out) >= maxTargets || state != "online" && state != "offline" {
			n.Unread = "not every target of " + e.DN + " can be read"
			continue
		}
		x.Offline = state == "offline"
		out = append(out, x)
	}
	if len(list.Targets) == 0 {
		n.Unread = "msDFS-TargetListv2 of " + e.DN + " has no target that can be read"
	}
	return out
}

// plainXML is a document in UTF-8 without its declaration, which would name the
// encoding that it had.
func plainXML(b []byte) []byte {
	text := string(b)
	if len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[1] == 0) {
		text = little(b)
	}
	text = strings.Trim(text, "\ufeff\x00 \r\n\t")
	if strings.HasPrefix(text, "<?") {
		_, text, _ = strings.Cut(text, "?>")
	}
	return []byte(text)
}

// little reads UTF-16 with the low byte first.
func little(b []byte) string {
	var u []uint16
	for ; len(b) >= 2; b = b[2:] {
		u = append(u, binary.LittleEndian.Uint16(b))
	}
	return string(utf16.Decode(u))
}
