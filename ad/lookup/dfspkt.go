package lookup

import (
	"encoding/binary"
	"strings"

	"adwalk/ad"
)

// pkt reads the value pKT of a namespace of version 1 (MS-DFSNM 2.3.3.1): numbers with
// the low byte first, and text in UTF-16 behind its length in bytes. It never fails;
// bad says that it came to the end of the value.
type pkt struct {
	b   []byte
	bad bool
}

func (p *pkt) take(n int) []byte {
	if n < 0 || n > len(p.b) {
		p.b, p.bad = nil, true
		return make([]byte, max(0, min(n, 8)))
	}
	out := p.b[:n]
	p.b = p.b[n:]
	return out
}

func (p *pkt) short() int   { return int(binary.LittleEndian.Uint16(p.take(2))) }
func (p *pkt) long() int    { return int(binary.LittleEndian.Uint32(p.take(4))) }
func (p *pkt) text() string { return little(p.take(p.short())) }

// readPKT lists the links; false where a part of the value was not understood: a value of
// another layout is not one without links. The root is always a part of it.
func readPKT(b []byte) ([]ad.DFSLink, bool) {
	p := &pkt{b: b}
	p.long() // version
	var out []ad.DFSLink
	count, root := p.long(), false
	if count > maxTargets {
		return nil, false
	}
	for range count {
		name := p.text()
		data := &pkt{b: p.take(p.long())}
		if p.bad {
			return out, false
		}
		switch name := strings.Trim(strings.ToLower(name), `\`); {
		case name == "siteroot": // the table of sites
			continue
		case name != "domainroot" && !strings.HasPrefix(name, `domainroot\`):
			return out, false
		}
		link, ok := readLink(data)
		if !ok {
			return out, false
		}
		if link.Path == "" {
			root = true
		} else {
			out = append(out, link)
		}
	}
	return out, root && !p.bad && len(p.b) == 0
}

// The states of a target (MS-DFSNM 2.2.2.5): clients are not sent to one that is offline.
const (
	offlineTarget = 1
	onlineTarget  = 2
)

// readLink reads one root or link with its targets (MS-DFSNM 2.3.3.1.1).
func readLink(p *pkt) (ad.DFSLink, bool) {
	p.take(16) // GUID
	prefix := strings.Trim(strings.ReplaceAll(p.text(), `\`, "/"), "/")
	p.text()   // the same in 8.3 form
	p.take(8)  // type, state
	p.text()   // comment
	p.take(24) // three times
	p.take(4)  // version
	p.long()   // length of the targets
	l := ad.DFSLink{}
	parts := strings.SplitN(prefix, "/", 3) // domain, namespace, link
	if len(parts) < 2 || p.bad {
		return l, false
	}
	if len(parts) == 3 {
		l.Path = parts[2]
	}
	count := p.long()
	if count > maxTargets {
		return l, false
	}
	for range count {
		t := &pkt{b: p.take(p.long())}
		t.take(8) // time
		state := t.long()
		t.long() // type
		x := ad.DFSTarget{Server: strings.ToLower(t.text()), Share: t.text(), Offline: state&onlineTarget == 0}
		if t.bad || p.bad || x.Server == "" || state&(offlineTarget|onlineTarget) == 0 {
			return l, false
		}
		l.Targets = append(l.Targets, x)
	}
	return l, !p.bad
}
