package keytab

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// sample writes two entries around a deleted slot.
func sample(version int, order binary.AppendByteOrder) []byte {
	b := []byte{5, byte(version)}
	entry := func(kvno byte, wide uint32, etype uint16) {
		var e []byte
		n := uint16(2)
		if version == 1 {
			n = 3
		}
		e = order.AppendUint16(e, n)
		for _, s := range []string{"CORP.TEST", "HTTP", "web.corp.test"} {
			e = order.AppendUint16(e, uint16(len(s)))
			e = append(e, s...)
		}
		if version != 1 {
			e = order.AppendUint32(e, 1)
		}
		e = order.AppendUint32(e, 1700000000)
		e = append(e, kvno)
		e = order.AppendUint16(e, etype)
		e = order.AppendUint16(e, 16)
		e = append(e, strings.Repeat("k", 16)...)
		if wide != 0 {
			e = order.AppendUint32(e, wide)
		}
		b = order.AppendUint32(b, uint32(len(e)))
		b = append(b, e...)
	}
	entry(3, 0, 17)
	b = order.AppendUint32(b, ^uint32(8-1)) // a hole of eight bytes
	b = append(b, 1, 2, 3, 4, 5, 6, 7, 8)
	entry(2, 258, 23)
	return b
}

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		version int
		order   binary.AppendByteOrder
	}{{2, binary.BigEndian}, {1, binary.BigEndian}, {1, binary.LittleEndian}} {
		k, err := Parse(sample(tc.version, tc.order))
		if err != nil || len(k.Entries) != 2 || k.Deleted != 1 {
			t.Fatalf("version %d: %+v, %v", tc.version, k, err)
		}
		found := k.Find([]string{"http", "WEB.corp.test"}, "corp.test")
		if len(found) != 2 || found[0].KVNO != 258 || found[0].EType != 23 || found[1].KVNO != 3 || found[1].Principal() != "HTTP/web.corp.test@CORP.TEST" {
			t.Errorf("version %d: found %v", tc.version, found)
		}
		if s := fmt.Sprintf("%v %+v %#v", k, found, k.Entries[0]); strings.Contains(s, "kkkk") || strings.Contains(s, "107") {
			t.Errorf("a key is printed: %s", s)
		}
	}
}

func TestDamaged(t *testing.T) {
	whole := sample(2, binary.BigEndian)
	for n := range whole {
		if k, err := Parse(whole[:n]); err == nil && len(k.Entries) > 1 {
			t.Errorf("%d of %d bytes are taken for whole", n, len(whole))
		}
	}
	for in, want := range map[string]string{"": "empty", "hello": "does not begin", "\x05\x02\x7f\xff\xff\xff": "announces",
		"\x05\x02\x80\x00\x00\x00": "announces", "\x05\x02\x00\x00": "middle"} {
		if _, err := Parse([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample(2, binary.BigEndian))
	f.Add(sample(1, binary.LittleEndian))
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, err := Parse(b); k == nil && err == nil {
			t.Error("neither a keytab nor an error")
		}
	})
}
