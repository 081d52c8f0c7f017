package recording

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
)

// ErrNotACapture says that a file is neither pcap nor pcapng.
var ErrNotACapture = errors.New("it is not a pcap or pcapng capture")

// IsCapture says whether a file that begins with these bytes (four or more) is a
// capture, gzip included.
func IsCapture(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	switch binary.BigEndian.Uint32(head) {
	case 0x0a0d0d0a, 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1:
		return true
	}
	return head[0] == 0x1f && head[1] == 0x8b
}

// packets yields the packets of a capture. The data are valid until the next call.
type packets interface {
	next() (data []byte, at time.Time, link layers.LinkType, whole bool, err error)
}

// open reads the head of a capture.
func open(r io.Reader) (packets, error) {
	b := bufio.NewReaderSize(r, 1<<20)
	head, err := b.Peek(4)
	if err != nil {
		return nil, ErrNotACapture
	}
	if head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("reading the gzip header: %w", err)
		}
		b = bufio.NewReaderSize(z, 1<<20)
		if head, err = b.Peek(4); err != nil {
			return nil, ErrNotACapture
		}
	}
	if !IsCapture(head) {
		return nil, ErrNotACapture
	}
	o := &onePacket{b, maxPacket}
	if binary.BigEndian.Uint32(head) == 0x0a0d0d0a {
		ng, err := pcapgo.NewNgReader(o, pcapgo.NgReaderOptions{WantMixedLinkType: true, SkipUnknownVersion: true})
		if err != nil {
			return nil, err
		}
		return pcapng{ng, o}, nil
	}
	p, err := pcapgo.NewReader(o)
	if err != nil {
		return nil, err
	}
	return pcap{p, o}, nil
}

// maxPacket bounds one packet or block of a capture, in bytes: the library reads what the
// file announces, whatever that is.
const maxPacket = 16 << 20

// onePacket hands out no more than one packet may have.
type onePacket struct {
	r    io.Reader
	left int
}

func (o *onePacket) Read(p []byte) (int, error) {
	if o.left <= 0 {
		return 0, fmt.Errorf("a packet of more than %d MB", maxPacket>>20)
	}
	n, err := o.r.Read(p[:min(len(p), o.left)])
	o.left -= n
	return n, err
}

type pcap struct {
	r *pcapgo.Reader
	b *onePacket
}

func (p pcap) next() ([]byte, time.Time, layers.LinkType, bool, error) {
	p.b.left = maxPacket
	data, ci, err := p.r.ZeroCopyReadPacketData()
	return data, ci.Timestamp.UTC(), p.r.LinkType(), ci.CaptureLength >= ci.Length, err
}

type pcapng struct {
	r *pcapgo.NgReader
	b *onePacket
}

func (p pcapng) next() ([]byte, time.Time, layers.LinkType, bool, error) {
	p.b.left = maxPacket
	data, ci, err := p.r.ZeroCopyReadPacketData()
	if err != nil {
		return nil, time.Time{}, 0, false, err
	}
	return data, p.at(ci), linkOf(ci), ci.CaptureLength >= ci.Length, nil
}

// at is the time of a packet. Of a clock that divides the second by a power of two the
// library rounds the unit to whole nanoseconds, which is made good here.
func (p pcapng) at(ci gopacket.CaptureInfo) time.Time {
	const second = uint64(time.Second)
	at := ci.Timestamp.UTC()
	i, err := p.r.Interface(ci.InterfaceIndex)
	e := i.TimestampResolution.Exponent()
	if err != nil || !i.TimestampResolution.Binary() || e == 0 || e > 62 {
		return at
	}
	unit := float64(second / (1 << e)) // as the library has it, in nanoseconds
	if unit == 0 {
		unit = 1 / float64((1<<e)/second)
	}
	units := float64(at.Nanosecond()) / unit
	return at.Truncate(time.Second).Add(time.Duration(math.Round(units / float64(uint64(1)<<e) * float64(second))))
}

func linkOf(ci gopacket.CaptureInfo) layers.LinkType {
	if len(ci.AncillaryData) > 0 {
		if l, ok := ci.AncillaryData[0].(layers.LinkType); ok {
			return l
		}
	}
	return layers.LinkTypeEthernet
}
