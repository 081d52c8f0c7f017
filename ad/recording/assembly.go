package recording

import (
	"bytes"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/reassembly"
)

// A client uses a port again before the capture has shown the end of the connection that
// had it. Each turn of a pair of ports has an assembler of its own, round about.
const turns = 4

// maxPairs bounds the pairs of ports that are remembered.
const maxPairs = 50_000

// assembly puts TCP streams together.
type assembly struct {
	each  [turns]*reassembly.Assembler
	pairs map[pair]*turn
	whole []byte // of a packet that is cut
}

// pair is the two ends of a connection, the lower one first.
type pair struct {
	a, b   [16]byte
	pa, pb layers.TCPPort
}

// turn says which assembler has a pair's connection, and how that began.
type turn struct {
	n     int
	first uint32 // sequence number of the SYN
	at    time.Time
}

func newAssembly(f reassembly.StreamFactory) *assembly {
	a := &assembly{pairs: map[pair]*turn{}}
	for i := range a.each {
		a.each[i] = reassembly.NewAssembler(reassembly.NewStreamPool(f))
		a.each[i].MaxBufferedPagesTotal = maxPages / turns
		a.each[i].MaxBufferedPagesPerConnection = maxPagesEach
	}
	return a
}

// add takes the next packet, of which so many bytes are missing in the capture. One that
// only acknowledges is left out: it carries nothing, and the last one of a connection would
// begin another.
func (a *assembly) add(flow gopacket.Flow, tcp *layers.TCP, at time.Time, missing int) {
	if missing > 0 {
		a.whole = append(append(a.whole[:0], tcp.Payload...), make([]byte, missing)...)
		tcp.Payload = a.whole
	}
	if len(tcp.Payload) == 0 && !tcp.SYN && !tcp.FIN && !tcp.RST {
		return
	}
	a.each[a.turnOf(flow, tcp, at)].AssembleWithContext(flow, tcp, moment{at, missing})
}

func (a *assembly) turnOf(flow gopacket.Flow, tcp *layers.TCP, at time.Time) int {
	key := pair{pa: tcp.SrcPort, pb: tcp.DstPort}
	copy(key.a[:], flow.Src().Raw())
	copy(key.b[:], flow.Dst().Raw())
	if c := bytes.Compare(key.a[:], key.b[:]); c > 0 || c == 0 && key.pa > key.pb {
		key.a, key.b, key.pa, key.pb = key.b, key.a, key.pb, key.pa
	}
	t := a.pairs[key]
	switch {
	case t != nil && tcp.SYN && !tcp.ACK && t.first != tcp.Seq: // the same number is the same SYN, sent again
		t.n, t.first = (t.n+1)%turns, tcp.Seq
	case t == nil && tcp.SYN && !tcp.ACK && len(a.pairs) < maxPairs:
		t = &turn{first: tcp.Seq}
		a.pairs[key] = t
	case t == nil:
		return 0
	}
	t.at = at
	return t.n
}

// forget ends connections on which nothing came since a time.
func (a *assembly) forget(before time.Time) {
	for _, one := range a.each {
		one.FlushCloseOlderThan(before)
	}
	for key, t := range a.pairs {
		if t.at.Before(before) {
			delete(a.pairs, key)
		}
	}
}

// end ends all connections.
func (a *assembly) end() {
	for _, one := range a.each {
		one.FlushAll()
	}
}
