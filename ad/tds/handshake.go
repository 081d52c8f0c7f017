package tds

import (
	"bytes"
	"net"
)

// Handshake carries TLS in packets of PRELOGIN until its handshake is over; what
// follows goes as it is (MS-TDS 3.2.5.2). It serves both sides.
type Handshake struct {
	net.Conn
	kinds []byte // of the packets that the other side sends
	over  bool
	left  bytes.Reader
}

// NewHandshake wraps a connection whose other side sends its part of the handshake in
// packets of one of the kinds.
func NewHandshake(conn net.Conn, kinds ...byte) *Handshake {
	return &Handshake{Conn: conn, kinds: kinds}
}

// Over says that the handshake has ended. It is not called while another goroutine
// reads or writes.
func (h *Handshake) Over() { h.over = true }

func (h *Handshake) Write(b []byte) (int, error) {
	if h.over {
		return h.Conn.Write(b)
	}
	if err := Write(h.Conn, PreLogin, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (h *Handshake) Read(b []byte) (int, error) {
	if h.left.Len() == 0 {
		if h.over {
			return h.Conn.Read(b)
		}
		m, err := Read(h.Conn, h.kinds...)
		if err != nil {
			return 0, err
		}
		if len(m) == 0 {
			return 0, ErrPacket
		}
		h.left.Reset(m)
	}
	return h.left.Read(b)
}
