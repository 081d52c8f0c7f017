package recording

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/gopacket/gopacket/ip4defrag"
	"github.com/gopacket/gopacket/layers"
)

// The memory that TCP in the wrong order may take: pages of about 1,900 bytes.
const (
	maxPages     = 16 << 10
	maxPagesEach = 512
	maxConns     = 20_000
	quietFor     = 2 * time.Minute // of the capture's time, after which a silent connection is forgotten
	lookEvery    = 4096            // packets between two looks at the context and at silent connections
)

// Reader walks through one capture.
type Reader struct {
	sum   Summary
	give  func(Message) error
	err   error // of give
	frame int
	at    time.Time

	layers    decoder
	fragments *ip4defrag.IPv4Defragmenter
	assembler *assembly
	conns     int
}

// Read reads a capture to its end and gives every message to f, in the order in
// which they were complete. It stops when ctx is cancelled or f returns an error,
// and returns that. A damaged capture is no error: the summary says where it
// became unreadable. ErrNotACapture (or another error about the head) is returned
// for a file that cannot be read at all.
func Read(ctx context.Context, in io.Reader, f func(Message) error) (sum Summary, err error) {
	src, err := open(in)
	if err != nil {
		return Summary{}, err
	}
	r := &Reader{give: f, fragments: ip4defrag.NewIPv4Defragmenter(), layers: decoder{parts6: fragments6{}}}
	r.assembler = newAssembly(factory{r})
	defer func() {
		// The decoders below are others' code on hostile bytes.
		if p := recover(); p != nil {
			r.sum.Damaged = fmt.Sprintf("packet %d could not be decoded", r.frame)
			sum, err = r.sum, nil
		}
	}()
	for r.err == nil {
		if r.frame%lookEvery == 0 {
			if err := ctx.Err(); err != nil {
				r.sum.Ended = "stopped"
				return r.sum, err
			}
			r.assembler.forget(r.at.Add(-quietFor))
			r.fragments.DiscardOlderThan(r.at.Add(-quietFor))
			r.layers.parts6.discard(r.at.Add(-quietFor))
		}
		data, at, link, whole, err := src.next()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			r.sum.Damaged = fmt.Sprintf("after packet %d: %v", r.frame, err)
			break
		}
		r.frame++
		r.packet(data, at, link, whole)
	}
	r.assembler.end()
	return r.sum, r.err
}

func (r *Reader) packet(data []byte, at time.Time, link layers.LinkType, whole bool) {
	r.at = at
	r.sum.Packets++
	if r.sum.First.IsZero() || at.Before(r.sum.First) {
		r.sum.First = at
	}
	if at.After(r.sum.Last) {
		r.sum.Last = at
	}
	if !whole {
		r.sum.Cut++
	}
	if !r.layers.decode(data, link, at) {
		r.sum.NotIP++
		if !r.layers.knownLink {
			r.sum.Link = link.String()
		}
		return
	}
	switch {
	case r.layers.fragment() && !whole && r.layers.ip4.FragOffset == 0:
		// The rest will never be whole: its beginning is read as it is.
		if !r.layers.payload(r.layers.ip4.Protocol, r.layers.ip4.Payload) {
			return
		}
	case r.layers.fragment():
		v4 := r.layers.ip4
		v4.Payload = bytes.Clone(v4.Payload) // it is kept until the rest arrives, past the next packet
		out, err := r.fragments.DefragIPv4WithTimestamp(&v4, at)
		if err != nil || out == nil || !r.layers.payload(out.Protocol, out.Payload) {
			return
		}
	}
	switch {
	case r.layers.isUDP:
		r.datagram(whole)
	case r.layers.isTCP:
		r.assembler.add(r.layers.flow(), &r.layers.tcp, at, r.layers.missing)
	}
}

// datagram reads Kerberos on UDP (RFC 4120 7.2.1) and the password protocol.
func (r *Reader) datagram(whole bool) {
	u := &r.layers.udp
	b := u.Payload
	var found []Message
	carrier := "KDC/UDP"
	switch {
	case u.SrcPort == 88 || u.DstPort == 88:
		if m, ok := kerberos(b); ok {
			found = []Message{m}
		}
	case u.SrcPort == 464 || u.DstPort == 464:
		found, carrier = kpasswd(b), carrierNames[kpasswdCarrier]
	}
	for _, m := range found {
		m.Carrier, m.Cut = carrier, m.Cut || !whole
		m.From, m.To = r.layers.place(uint16(u.SrcPort), true), r.layers.place(uint16(u.DstPort), false)
		r.emit(m)
	}
}

func (r *Reader) emit(m Message) {
	if r.err != nil {
		return
	}
	m.Frame, m.At = r.frame, r.at
	r.sum.Messages++
	r.err = r.give(m)
}
