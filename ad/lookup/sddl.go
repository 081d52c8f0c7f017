package lookup

import (
	"fmt"
	"strings"
)

var aceTypes = map[byte]string{0: "A", 1: "D", 2: "AU", 3: "AL", 5: "OA", 6: "OD", 7: "OU", 8: "OL", 9: "XA", 10: "XD"}

var rights = []struct {
	bit  uint32
	name string
}{
	{0x1, "CC"}, {0x2, "DC"}, {0x4, "LC"}, {0x8, "SW"}, {0x10, "RP"}, {0x20, "WP"}, {0x40, "DT"}, {0x80, "LO"}, {0x100, "CR"},
	{0x10000, "SD"}, {0x20000, "RC"}, {0x40000, "WD"}, {0x80000, "WO"},
	{0x10000000, "GA"}, {0x20000000, "GX"}, {0x40000000, "GW"}, {0x80000000, "GR"},
}

var aceFlags = []struct {
	bit  byte
	name string
}{{0x1, "OI"}, {0x2, "CI"}, {0x4, "NP"}, {0x8, "IO"}, {0x10, "ID"}, {0x40, "SA"}, {0x80, "FA"}}

// String renders the entry in the style of SDDL (MS-DTYP 2.5.1).
func (a ACE) String() string {
	kind, ok := aceTypes[a.Type]
	if !ok {
		return fmt.Sprintf("(type %d)", a.Type)
	}
	var flags, mask string
	for _, f := range aceFlags {
		if a.Flags&f.bit != 0 {
			flags += f.name
		}
	}
	rest := a.Mask
	for _, r := range rights {
		if a.Mask&r.bit != 0 {
			mask += r.name
			rest &^= r.bit
		}
	}
	if rest != 0 {
		mask = fmt.Sprintf("0x%x", a.Mask)
	}
	return fmt.Sprintf("(%s;%s;%s;%s;%s;%s)", kind, flags, mask, a.Object, a.Child, a.SID)
}

// Summary renders the descriptor in the style of SDDL, with at most the given
// number of entries and a note on the rest.
func (sd SecurityDescriptor) Summary(limit int) string {
	var b strings.Builder
	if sd.Owner != "" {
		b.WriteString("O:" + sd.Owner)
	}
	if sd.Group != "" {
		b.WriteString("G:" + sd.Group)
	}
	if sd.HasDACL {
		b.WriteString("D:")
		for _, f := range []struct {
			bit  uint16
			name string
		}{{0x1000, "P"}, {0x0100, "AR"}, {0x0400, "AI"}} { // MS-DTYP 2.5.1.1
			if sd.Control&f.bit != 0 {
				b.WriteString(f.name)
			}
		}
		for i, a := range sd.DACL {
			if i == limit {
				fmt.Fprintf(&b, " … %d more", len(sd.DACL)-limit)
				break
			}
			b.WriteString(a.String())
		}
	}
	return b.String()
}
