package recording

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/iana/errorcode"
	"github.com/jcmturner/gokrb5/v8/iana/nametype"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"

	"adwalk/ad/adtest"
)

// blocks writes pcapng in one byte order.
type blocks struct {
	bytes.Buffer
	order binary.AppendByteOrder
}

// block writes one block with its lengths (draft-ietf-opsawg-pcapng 3.1).
func (b *blocks) block(typ uint32, body []byte) {
	for len(body)%4 != 0 {
		body = append(body, 0)
	}
	n := uint32(12 + len(body))
	out := b.order.AppendUint32(b.order.AppendUint32(nil, typ), n)
	b.Write(b.order.AppendUint32(append(out, body...), n))
}

func (b *blocks) section() {
	body := b.order.AppendUint32(nil, 0x1a2b3c4d)
	body = b.order.AppendUint16(b.order.AppendUint16(body, 1), 0)
	b.block(0x0a0d0d0a, b.order.AppendUint64(body, math.MaxUint64))
}

// network describes an interface: its link, how much is kept of a packet, and the option
// if_tsresol, 0 for none.
func (b *blocks) network(link uint16, keep uint32, resolution byte) {
	body := b.order.AppendUint32(b.order.AppendUint16(b.order.AppendUint16(nil, link), 0), keep)
	if resolution != 0 {
		body = append(b.order.AppendUint16(b.order.AppendUint16(body, 9), 1), resolution, 0, 0, 0)
		body = b.order.AppendUint32(body, 0)
	}
	b.block(1, body)
}

// packet writes an enhanced packet block: of an interface, at a time in its units.
func (b *blocks) packet(network uint32, at uint64, data []byte, size int) {
	body := b.order.AppendUint32(nil, network)
	body = b.order.AppendUint32(b.order.AppendUint32(body, uint32(at>>32)), uint32(at))
	body = b.order.AppendUint32(b.order.AppendUint32(body, uint32(len(data))), uint32(size))
	b.block(6, append(body, data...))
}

// refusal is a whole KRB-ERROR.
func refusal() []byte {
	e := messages.NewKRBError(types.NewPrincipalName(nametype.KRB_NT_SRV_INST, "http/web.example.test"), "EXAMPLE.TEST", errorcode.KDC_ERR_S_PRINCIPAL_UNKNOWN, "")
	b, err := e.Marshal()
	if err != nil {
		panic(err)
	}
	return b
}

// severalNetworks is a recording of three interfaces of other links and clocks, with
// blocks between them that are no packets, and a packet that is cut.
func severalNetworks(order binary.AppendByteOrder) []byte {
	b := &blocks{order: order}
	req := refusal()
	udp := cat(u16(40000), u16(88), u16(8+len(req)), u16(0), req)
	ip := outer(17, udp)
	const at = 1_700_000_000
	b.section()
	b.network(1, 262144, 0)                // microseconds
	b.network(101, 0, 9)                   // nanoseconds
	b.network(113, 262144, 0x80|20)        // 2^-20 seconds
	b.block(4, order.AppendUint32(nil, 0)) // names of hosts
	b.packet(0, at*1_000_000+5, ethernet(0x800, ip), 14+len(ip))
	b.packet(1, at*1_000_000_000+1_500_000_007, ip, len(ip))
	b.block(5, order.AppendUint32(order.AppendUint64(nil, 0), 1)) // counters of an interface
	b.packet(2, (at+3)<<20|1<<19, cat(u16(0), u16(1), u16(6), make([]byte, 8), u16(0x800), ip), 16+len(ip))
	b.block(0x80000001, []byte("of a program of one's own"))
	b.packet(1, (at+4)*1_000_000_000, ip[:60], len(ip))
	b.section() // a second section, whose interfaces begin anew
	b.network(101, 262144, 3)
	b.packet(0, (at+5)*1000+250, ip, len(ip))
	return b.Bytes()
}

// classic is the same packet in the older format: in either order, with micro- and
// nanoseconds.
func classic(order binary.AppendByteOrder, magic uint32) []byte {
	ip := outer(17, func() []byte {
		req := refusal()
		return cat(u16(40000), u16(88), u16(8+len(req)), u16(0), req)
	}())
	out := order.AppendUint32(nil, magic)
	out = order.AppendUint16(order.AppendUint16(out, 2), 4)
	for _, v := range []int{0, 0, 65535, 101} {
		out = order.AppendUint32(out, uint32(v))
	}
	for i := range 2 {
		for _, v := range []int{1_700_000_000 + i, 999_999, len(ip), len(ip)} {
			out = order.AppendUint32(out, uint32(v))
		}
		out = append(out, ip...)
	}
	return out
}

// Recordings in every container that programs write hold the same messages, at the same
// times, as tshark finds in them, also where the end of the file is missing.
func TestEveryContainerIsReadAsTsharkReadsIt(t *testing.T) {
	adtest.Need(t, "tshark")
	files := map[string][]byte{
		"pcapng":                                 severalNetworks(binary.LittleEndian),
		"pcapng, the other order":                severalNetworks(binary.BigEndian),
		"pcap":                                   classic(binary.LittleEndian, 0xa1b2c3d4),
		"pcap, the other order":                  classic(binary.BigEndian, 0xa1b2c3d4),
		"pcap with nanoseconds":                  classic(binary.LittleEndian, 0xa1b23c4d),
		"pcap with nanoseconds, the other order": classic(binary.BigEndian, 0xa1b23c4d),
	}
	for name, content := range files {
		if strings.HasPrefix(name, "pcapng") {
			files[name+", the last block cut"] = content[:len(content)-30]
			files[name+", cut behind the last block's head"] = content[:len(content)-300]
		} else {
			files[name+", the last packet cut"] = content[:len(content)-30]
		}
	}
	for name, content := range files {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		theirs := theirsOf(t, path)
		for _, d := range lacking(oursOf(t, path), theirs) {
			t.Errorf("%s: %s", name, d)
		}
		if ours, want := timesOf(t, content), tsharkTimes(path); len(theirs) == 0 || ours != want {
			t.Errorf("%s: at\n%s, tshark has\n%s", name, ours, want)
		}
	}
}

// timesOf are the messages' packets and times, one a line.
func timesOf(t *testing.T, content []byte) string {
	t.Helper()
	var out strings.Builder
	if _, err := Read(context.Background(), bytes.NewReader(content), func(m Message) error {
		fmt.Fprintf(&out, "%d %s\n", m.Frame, m.At.UTC().Format(time.RFC3339Nano))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func tsharkTimes(path string) string {
	b, _ := exec.Command("tshark", "-r", path, "-Y", "kerberos.msg_type", "-T", "fields", "-e", "frame.number", "-e", "frame.time_epoch").Output()
	var out strings.Builder
	for line := range strings.Lines(string(b)) {
		frame, epoch, _ := strings.Cut(strings.TrimSpace(line), "\t")
		sec, frac, _ := strings.Cut(epoch, ".")
		s, _ := strconv.ParseInt(sec, 10, 64)
		n, _ := strconv.ParseInt(frac, 10, 64)
		fmt.Fprintf(&out, "%s %s\n", frame, time.Unix(s, n).UTC().Format(time.RFC3339Nano))
	}
	return out.String()
}
