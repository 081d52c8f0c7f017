package recording

import (
	"bytes"
	"context"
	"testing"

	"github.com/gopacket/gopacket"
)

// Of a message that is cut anywhere, nothing is told that the whole one does not say: half
// a name is another name, and no code is not the code 0.
func TestHalfAValueIsNoValue(t *testing.T) {
	whole := refusal()
	for n := range whole {
		m, ok := kerberos(whole[:n])
		if !ok {
			continue
		}
		if !m.Cut || m.Error != nil && m.Error.Code != 7 || m.Service != "" && m.Service != "http/web.example.test" || m.Realm != "" && m.Realm != "EXAMPLE.TEST" {
			t.Errorf("%d of %d bytes: %+v, %+v", n, len(whole), m, m.Error)
		}
	}
}

// snapped writes a capture that keeps so many bytes of each packet.
func snapped(t *testing.T, from []byte, keep int) []byte {
	t.Helper()
	var out bytes.Buffer
	src, err := open(bytes.NewReader(from))
	if err != nil {
		t.Fatal(err)
	}
	w := newMade(&out)
	for {
		data, at, _, _, err := src.next()
		if err != nil {
			return out.Bytes()
		}
		n := min(keep, len(data))
		if err := w.w.WritePacket(gopacket.CaptureInfo{Timestamp: at, CaptureLength: n, Length: len(data)}, data[:n]); err != nil {
			t.Fatal(err)
		}
	}
}

// What the capture left out of a packet holds back nothing of what follows: each message
// is told at its own packet, in the order in which they came.
func TestACutPacketHoldsNothingBack(t *testing.T) {
	var b bytes.Buffer
	m := newMade(&b)
	long := prefixed(refusal())
	m.tcp("10.0.0.1:40000", "10.0.0.2:9000", bytes.Repeat([]byte("x"), 900)) // another protocol, cut
	m.tcp("10.0.0.2:88", "10.0.0.1:40002", append(prefixed(bytes.Repeat([]byte{1}, 700)), long...))
	m.tcp("10.0.0.2:88", "10.0.0.1:40002", long)
	m.tcp("10.0.0.2:88", "10.0.0.1:40003", long)
	var frames []int
	sum, err := Read(context.Background(), bytes.NewReader(snapped(t, b.Bytes(), 14+20+20+len(long))), func(m Message) error {
		frames = append(frames, m.Frame)
		if m.Error == nil || m.Error.Code != 7 {
			t.Errorf("%+v", m)
		}
		return nil
	})
	if err != nil || len(frames) != 2 || frames[0] != 3 || frames[1] != 4 || sum.Gaps != 0 || sum.Cut != 2 {
		t.Errorf("messages at packets %v, %+v, %v", frames, sum, err)
	}
}
