package ccache

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"
)

// sample writes a cache with one ticket, one configuration entry and one
// removed entry in a version of the format.
func sample(version int, order binary.AppendByteOrder) []byte {
	b := []byte{5, byte(version)}
	u16 := func(v uint16) { b = order.AppendUint16(b, v) }
	u32 := func(v uint32) { b = order.AppendUint32(b, v) }
	data := func(s string) { u32(uint32(len(s))); b = append(b, s...) }
	principal := func(realm string, parts ...string) {
		n := uint32(len(parts))
		if version == 1 {
			n++
		} else {
			u32(1)
		}
		u32(n)
		data(realm)
		for _, p := range parts {
			data(p)
		}
	}
	entry := func(realm string, auth, end uint32, ticket string, server ...string) {
		principal("R", "alice")
		principal(realm, server...)
		u16(18)
		if version == 3 {
			u16(18)
		}
		data(strings.Repeat("k", 32))
		u32(auth)
		u32(auth)
		u32(end)
		u32(0)
		b = append(b, 0)
		u32(0x40e10000)
		u32(1)
		u16(2)
		data("\x7f\x00\x00\x01")
		u32(1)
		u16(1)
		data("ad")
		data(ticket)
		data("")
	}
	if version == 4 {
		u16(12)
		u16(1)
		u16(8)
		u32(0xFFFFFFFE) // two seconds behind
		u32(0)
	}
	principal("R", "alice")
	entry("R", 1000, 4000000000, "ticket", "krbtgt", "R")
	entry(configRealm, 0, 0, "yes", "krb5_ccache_conf_data", "fast_avail", "krbtgt/R@R")
	entry("R", 0xFFFFFFFF, 0, "x", "http", "gone")
	return b
}

func TestVersions(t *testing.T) {
	for version := 1; version <= 4; version++ {
		orders := []binary.AppendByteOrder{binary.BigEndian}
		if version < 3 {
			orders = append(orders, binary.LittleEndian)
		}
		for _, order := range orders {
			c, err := Parse(sample(version, order))
			if err != nil {
				t.Errorf("version %d %s: %v", version, order, err)
				continue
			}
			d := Describe(c)
			if d.Principal != "alice@R" || len(d.Tickets) != 3 {
				t.Fatalf("version %d: %+v", version, d)
			}
			tk := d.Tickets[0]
			if tk.Server != "krbtgt/R@R" || tk.Flags.Letters() != "FRIA" || tk.SessionEType != 18 || !tk.End.Equal(time.Unix(4000000000, 0)) ||
				tk.Addresses[0] != "127.0.0.1" {
				t.Errorf("version %d %s: %+v", version, order, tk)
			}
			if d.Tickets[1].Config != "fast_avail(krbtgt/R@R)" || d.Tickets[1].ConfigValue != "yes" || !d.Tickets[2].Removed {
				t.Errorf("version %d: %+v", version, d.Tickets[1:])
			}
			if version == 4 && c.Offset != -2*time.Second {
				t.Errorf("offset %s", c.Offset)
			}
			for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
				if s := fmt.Sprintf(verb, c); strings.Contains(s, "kkkk") || strings.Contains(s, "107, 107") || strings.Contains(s, "0x6b, 0x6b") {
					t.Errorf("%s shows the key: %s", verb, s)
				}
			}
		}
	}
}

// A cache that is cut off anywhere gives what was whole and says so.
func TestTruncated(t *testing.T) {
	whole := sample(4, binary.BigEndian)
	full, _ := Parse(whole)
	for n := range whole {
		c, err := Parse(whole[:n])
		switch {
		case err == nil && (c == nil || len(c.Credentials) >= len(full.Credentials)):
			t.Errorf("%d of %d bytes: no error and everything there", n, len(whole))
		case err != nil && strings.Contains(err.Error(), "kkkk"):
			t.Errorf("%d bytes: the error shows a key", n)
		}
	}
	// One flipped length byte must not make anybody ask for gigabytes.
	for i := range whole {
		b := append([]byte(nil), whole...)
		b[i] = 0xff
		Parse(b)
	}
}

func FuzzParse(f *testing.F) {
	for v := 1; v <= 4; v++ {
		f.Add(sample(v, binary.BigEndian))
		f.Add(sample(v, binary.LittleEndian))
	}
	f.Add([]byte{5, 4})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Parse(b)
		if c == nil && err == nil {
			t.Error("neither a cache nor an error")
		}
		Describe(c)
	})
}

func TestDriveLettersAreNoCacheType(t *testing.T) {
	for name, want := range map[string]string{`Z:\tickets\cc`: `FILE Z:\tickets\cc`, "FILE:C:/cc": "FILE C:/cc", "kcm:0": "KCM 0", "/tmp/cc:1": "FILE /tmp/cc:1", ":x": "FILE :x"} {
		if kind, residual := split(name); kind+" "+residual != want {
			t.Errorf("%q is read as %s %s", name, kind, residual)
		}
	}
}
