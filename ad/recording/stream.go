package recording

import (
	"net"
	"strconv"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/reassembly"
)

// moment is the context of a packet for the assembler.
type moment struct {
	at      time.Time
	missing int // bytes at the end of the payload that stand for what the capture left out
}

func (m moment) GetCaptureInfo() gopacket.CaptureInfo { return gopacket.CaptureInfo{Timestamp: m.at} }

type factory struct{ r *Reader }

// New begins a connection with its first packet.
func (f factory) New(netFlow, tcpFlow gopacket.Flow, tcp *layers.TCP, _ reassembly.AssemblerContext) reassembly.Stream {
	src, dst := place(netFlow.Src(), tcp.SrcPort), place(netFlow.Dst(), tcp.DstPort)
	c := &conn{r: f.r, client: src, server: dst, port: uint16(tcp.DstPort)}
	s := &stream{c: c}
	if fromServer(tcp) {
		c.client, c.server, c.port = dst, src, uint16(tcp.SrcPort)
		s.turned = true
	}
	c.init()
	if f.r.conns++; f.r.conns > maxConns {
		c.up.deaf, c.down.deaf = true, true
		f.r.sum.Ended = "more connections at one time than are followed; some were passed over"
	}
	return s
}

func place(e gopacket.Endpoint, port layers.TCPPort) string {
	return net.JoinHostPort(net.IP(e.Raw()).String(), strconv.Itoa(int(port)))
}

// fromServer says whether the first packet that was seen of a connection came from
// its server: by the handshake, and where that is not there by the ports.
func fromServer(tcp *layers.TCP) bool {
	if tcp.SYN {
		return tcp.ACK
	}
	known := func(p layers.TCPPort) bool {
		switch p {
		case 25, 80, 88, 110, 135, 139, 143, 389, 443, 445, 464, 587, 1433, 3268, 5985, 8080:
			return true
		}
		return false
	}
	if s, d := known(tcp.SrcPort), known(tcp.DstPort); s != d {
		return s
	}
	return tcp.SrcPort < tcp.DstPort
}

// stream is a connection as the assembler sees it.
type stream struct {
	c      *conn
	turned bool // the first packet came from the server
}

// half is the one that a direction means.
func (s *stream) half(dir reassembly.TCPFlowDirection) *half {
	if (dir == reassembly.TCPDirServerToClient) != s.turned {
		return &s.c.down
	}
	return &s.c.up
}

// Accept takes every packet and begins in the middle where the capture does.
func (s *stream) Accept(tcp *layers.TCP, _ gopacket.CaptureInfo, dir reassembly.TCPFlowDirection, _ reassembly.Sequence, start *bool, of reassembly.AssemblerContext) bool {
	*start = true
	h, seq := s.half(dir), tcp.Seq
	if tcp.SYN {
		seq++
	}
	if !h.placed {
		h.placed, h.at = true, seq
	}
	if m, ok := of.(moment); ok && m.missing > 0 {
		h.hole(seq+uint32(len(tcp.Payload)-m.missing), m.missing)
	}
	return true
}

// ReassembledSG takes the next bytes in order.
func (s *stream) ReassembledSG(sg reassembly.ScatterGather, _ reassembly.AssemblerContext) {
	dir, _, _, skip := sg.Info()
	n, _ := sg.Lengths()
	h := s.half(dir)
	if skip > 0 {
		s.c.r.sum.Gaps++
		h.at += uint32(skip)
		h.gap(skip)
	}
	if n == 0 || h.deaf {
		return
	}
	h.take(sg.Fetch(n))
}

// ReassemblyComplete ends the connection.
func (s *stream) ReassemblyComplete(reassembly.AssemblerContext) bool {
	s.c.r.conns--
	return true
}
