package ldapd

import (
	"bytes"
	"testing"
)

func FuzzReadMessage(f *testing.F) {
	f.Add([]byte{0x30, 0x0c, 0x02, 0x01, 0x01, 0x60, 0x07, 0x02, 0x01, 0x03, 0x04, 0x00, 0x80, 0x00})
	f.Add([]byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff})
	f.Add(bytes.Repeat([]byte{0x30, 0x80}, 300))
	f.Fuzz(func(_ *testing.T, b []byte) {
		m, err := readMessage(bytes.NewReader(b))
		if err != nil || len(m.Children) < 2 {
			return
		}
		_, _ = parseSearch(m.Children[1])
		_, _, _ = parseModify(m.Children[1])
		if len(m.Children) > 2 {
			_, _, _ = paged(parseControls(m.Children[2]))
		}
	})
}

func TestDeepMessagesAreRefusedBeforeTheyAreDecoded(t *testing.T) {
	const levels, header = 40_000, 5
	deep := []byte{}
	for level := levels - 1; level >= 0; level-- { // from the outside in
		n := level * header
		deep = append(deep, 0x30, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	if _, err := readMessage(bytes.NewReader(deep)); err == nil {
		t.Error("forty thousand levels were accepted")
	}
}
