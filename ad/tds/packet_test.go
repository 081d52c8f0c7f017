package tds

import (
	"bytes"
	"errors"
	"testing"
)

// A message comes back whole, however many packets it took, and one of another kind is
// refused.
func TestMessagesComeBack(t *testing.T) {
	for _, n := range []int{0, 1, PacketSize - header, PacketSize - header + 1, 3 * PacketSize} {
		body := bytes.Repeat([]byte{7}, n)
		var wire bytes.Buffer
		if err := Write(&wire, Login, body); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(bytes.NewReader(wire.Bytes()), Answer, PreLogin); !errors.Is(err, ErrPacket) {
			t.Errorf("%d bytes of another kind: %v", n, err)
		}
		if got, err := Read(&wire, Login); err != nil || !bytes.Equal(got, body) || wire.Len() != 0 {
			t.Errorf("%d bytes: %d came, %v", n, len(got), err)
		}
	}
}

// What never ends is cut off.
func TestEndlessMessageIsRefused(t *testing.T) {
	packet := append([]byte{Answer, 0, 0x10, 0, 0, 0, 1, 0}, make([]byte, 0x1000-header)...)
	if _, err := Read(bytes.NewReader(bytes.Repeat(packet, 100)), Answer); !errors.Is(err, ErrPacket) {
		t.Errorf("%v", err)
	}
}
