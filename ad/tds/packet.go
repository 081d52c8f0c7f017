package tds

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

// Types of packets (MS-TDS 2.2.3.1.1).
const (
	Answer   = 0x04
	Login    = 0x10
	PreLogin = 0x12
)

// PacketSize is the size of a whole packet in bytes, as it is before one is agreed.
const PacketSize = 4096

const (
	header     = 8
	maxMessage = 256 << 10 // bytes; a login and its answer are a few thousand
)

// ErrPacket says that what came is no packet of the kind that is due, or too much.
var ErrPacket = errors.New("not an answer of SQL Server")

// Write sends a message in packets.
func Write(w io.Writer, kind byte, body []byte) error {
	var out []byte
	for number := byte(1); ; number++ {
		part := body[:min(len(body), PacketSize-header)]
		body = body[len(part):]
		last := byte(0)
		if len(body) == 0 {
			last = 1
		}
		out = append(out, kind, last)
		out = binary.BigEndian.AppendUint16(out, uint16(header+len(part)))
		out = append(append(out, 0, 0, number, 0), part...)
		if last == 1 {
			_, err := w.Write(out)
			return err
		}
	}
}

// Read takes a whole message of one of the kinds. The error is ErrPacket, or what the
// reader says.
func Read(r io.Reader, kinds ...byte) ([]byte, error) {
	var out []byte
	for {
		var head [header]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, err
		}
		n := int(binary.BigEndian.Uint16(head[2:])) - header
		if !slices.Contains(kinds, head[0]) || n < 0 || len(out)+n > maxMessage {
			return nil, ErrPacket
		}
		part := make([]byte, n)
		if _, err := io.ReadFull(r, part); err != nil {
			return nil, err
		}
		if out = append(out, part...); head[1]&1 == 1 {
			return out, nil
		}
	}
}
