package lookup

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

// made writes a value of pKT as MS-DFSNM 2.3.3.1 lays it out.
type made []byte

func (m *made) long(n int)   { *m = binary.LittleEndian.AppendUint32(*m, uint32(n)) }
func (m *made) zero(n int)   { *m = append(*m, make([]byte, n)...) }
func (m *made) sized(b made) { m.long(len(b)); *m = append(*m, b...) }
func (m *made) text(s string) {
	u := utf16.Encode([]rune(s))
	*m = binary.LittleEndian.AppendUint16(*m, uint16(2*len(u)))
	for _, c := range u {
		*m = binary.LittleEndian.AppendUint16(*m, c)
	}
}

func madeLink(prefix string, state int, server, share string) made {
	var target, targets, link made
	target.zero(8)
	target.long(state)
	target.long(2)
	target.text(server)
	target.text(share)
	targets.long(1)
	targets.sized(target)
	link.zero(16)
	link.text(prefix)
	link.text(prefix)
	link.zero(8)
	link.text("a comment")
	link.zero(28)
	link.sized(targets)
	link.long(0)
	link.long(1800)
	return link
}

func madePKT() made {
	var b made
	b.long(3)
	b.long(3)
	b.text(`\domainroot`)
	b.sized(madeLink(`\acme\public`, 2, "ROOT1", "public"))
	b.text(`\domainroot\d1`)
	b.sized(madeLink(`\acme\public\dept\it`, 1, "FS7", "it"))
	b.text(`\siteroot`)
	b.sized(made{1, 2, 3, 4})
	return b
}

// MadeRoot is a value of pKT with a root and no links.
func MadeRoot(prefix, server, share string) string {
	var b made
	b.long(3)
	b.long(1)
	b.text(`\domainroot`)
	b.sized(madeLink(prefix, onlineTarget, server, share))
	return string(b)
}

func TestLinksOfAnOldNamespaceAreRead(t *testing.T) {
	links, ok := readPKT(madePKT())
	if !ok || len(links) != 1 || links[0].Path != "dept/it" || len(links[0].Targets) != 1 || links[0].Targets[0].Server != "fs7" || !links[0].Targets[0].Offline {
		t.Errorf("%v %+v", ok, links)
	}
	whole := madePKT()
	for n := range whole {
		if links, ok := readPKT(whole[:n]); ok && n > 8 && len(links) == 0 {
			t.Errorf("%d bytes of %d are taken for the whole value", n, len(whole))
		}
	}
}

// A value of another layout is not read; it is never a namespace without links.
func TestAnotherLayoutOfPKTIsNotRead(t *testing.T) {
	root := func() made { return madeLink(`\acme\public`, 2, "ROOT1", "public") }
	table := func(count int, fill func(b *made)) made {
		var b made
		b.long(3)
		b.long(count)
		fill(&b)
		return b
	}
	for name, b := range map[string]made{
		"empty":                 nil,
		"nothing but zeros":     make(made, 8),
		"more zeros":            make(made, 64),
		"no root":               table(1, func(b *made) { b.text(`\siteroot`); b.sized(made{1}) }),
		"an element of another": table(2, func(b *made) { b.text(`\domainroot`); b.sized(root()); b.text(`\other`); b.sized(made{1}) }),
		"something behind it":   append(table(1, func(b *made) { b.text(`\domainroot`); b.sized(root()) }), 1, 2, 3),
		"more than it has":      table(2, func(b *made) { b.text(`\domainroot`); b.sized(root()) }),
		"a state of another":    table(1, func(b *made) { b.text(`\domainroot`); b.sized(madeLink(`\acme\public`, 0, "ROOT1", "public")) }),
		"no server":             table(1, func(b *made) { b.text(`\domainroot`); b.sized(madeLink(`\acme\public`, 2, "", "public")) }),
		"no namespace":          table(1, func(b *made) { b.text(`\domainroot`); b.sized(madeLink("", 2, "ROOT1", "public")) }),
		"XML":                   made(`<?xml version="1.0"?><targets/>`),
	} {
		if links, ok := readPKT(b); ok {
			t.Errorf("%s: read as %+v", name, links)
		}
	}
	if links, ok := readPKT(table(1, func(b *made) { b.text(`\domainroot`); b.sized(root()) })); !ok || len(links) != 0 {
		t.Errorf("a root without links: %v %+v", ok, links)
	}
}

// Hostile values end, and are said not to be understood or hold nothing.
func FuzzReadPKT(f *testing.F) {
	f.Add([]byte(madePKT()))
	f.Add([]byte{1, 0, 0, 0, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		if links, _ := readPKT(b); len(links) > maxTargets {
			t.Error(len(links))
		}
	})
}
