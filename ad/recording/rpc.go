package recording

import "encoding/binary"

// The types of DCE/RPC packets that carry a login (C706 12.6.4, MS-RPCE 2.2.2.1).
const (
	rpcBind     = 11
	rpcBindAck  = 12
	rpcAlter    = 14
	rpcAlterAck = 15
	rpcAuth3    = 16
)

// splitRPC cuts connection-oriented DCE/RPC by its fragments.
func splitRPC(_ *half, b []byte) (total, want int) {
	if len(b) < 16 {
		return 0, 0
	}
	n := rpcLength(b, 8)
	if b[0] != 5 || n < 16 {
		return -1, 0
	}
	return n, n
}

// rpcLength reads a length in the byte order that the packet names.
func rpcLength(b []byte, at int) int {
	if b[4]&0x10 != 0 {
		return int(binary.LittleEndian.Uint16(b[at:]))
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

// rpc reads the token behind a bind, its answer or their continuation.
func (c *conn) rpc(h *half, b []byte) {
	switch b[2] {
	case rpcBind, rpcBindAck, rpcAlter, rpcAlterAck, rpcAuth3:
	default:
		return
	}
	n, auth := rpcLength(b, 8), rpcLength(b, 10)
	if n > len(b) || auth == 0 || auth > n-16 {
		return
	}
	for _, m := range token(b[n-auth : n]) {
		m.Carrier = carrierNames[rpcCarrier]
		c.emit(h, m)
	}
}
