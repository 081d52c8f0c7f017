package recording

import (
	"bytes"
	"encoding/binary"
)

// splitNetBIOS cuts SMB on TCP: a zero byte and three bytes of length (MS-SMB2 2.1).
// Only the beginning of a frame can hold a token; a large read is passed over.
func splitNetBIOS(_ *half, b []byte) (total, want int) {
	if len(b) < 4 {
		return 0, 0
	}
	if b[0] != 0 && (b[0] < 0x81 || b[0] > 0x85) {
		return -1, 0
	}
	n := int(binary.BigEndian.Uint32(b)&0xffffff) + 4
	return n, min(n, maxFrame)
}

// The commands that are looked into (MS-SMB2 2.2.1.2).
const (
	smbNegotiate    = 0
	smbSessionSetup = 1
	smbRead         = 8
	smbWrite        = 9
	smbIoctl        = 11
)

// smb reads the messages of one frame; compounds follow each other by NextCommand.
func (c *conn) smb(h *half, frame []byte) {
	b := frame[4:]
	if bytes.HasPrefix(b, []byte("\xffSMB")) {
		if len(b) > 4 && b[4] == 0x73 { // SMB_COM_SESSION_SETUP_ANDX
			c.searched(h, b)
		}
		return
	}
	if bytes.HasPrefix(b, []byte("\xfdSMB")) && !c.sealed { // MS-SMB2 2.2.41
		c.sealed = true
		c.r.sum.Sealed++
	}
	for i := 0; i < 64 && len(b) >= 64 && bytes.HasPrefix(b, []byte("\xfeSMB")); i++ {
		next := int(binary.LittleEndian.Uint32(b[20:]))
		one := b
		if next >= 64 && next < len(b) {
			one, b = b[:next], b[next:]
		} else {
			b = nil
		}
		c.smb2(h, one)
	}
}

// smb2 reads one message: the tokens of a session setup, and DCE/RPC on a pipe.
func (c *conn) smb2(h *half, b []byte) {
	answer := b[16]&1 != 0
	status := binary.LittleEndian.Uint32(b[8:])
	switch cmd := binary.LittleEndian.Uint16(b[12:]); {
	case cmd == smbSessionSetup && !answer: // MS-SMB2 2.2.5
		c.tokens(h, smbPart(b, 12, 14, 2))
	case cmd == smbSessionSetup: // 2.2.6
		c.tokens(h, smbPart(b, 4, 6, 2))
		if status != 0xc0000016 { // STATUS_MORE_PROCESSING_REQUIRED
			c.emit(h, Message{Kind: SMBSessionSetup, Status: status})
		}
	case cmd == smbNegotiate && answer: // 2.2.4
		c.tokens(h, smbPart(b, 56, 58, 2))
	case cmd == smbWrite && !answer: // 2.2.21
		c.pipe(h, smbPart(b, 2, 4, 4))
	case cmd == smbRead && answer && len(b) > 66: // 2.2.20: one byte of offset
		c.pipe(h, smbSpan(b, int(b[66]), 64+4))
	case cmd == smbIoctl && !answer: // 2.2.31
		c.pipe(h, smbWide(b, 24, 28))
	case cmd == smbIoctl: // 2.2.32
		c.pipe(h, smbWide(b, 32, 36))
	}
}

// pipe reads DCE/RPC that travels in a named pipe.
func (c *conn) pipe(h *half, b []byte) {
	if len(b) >= 16 && b[0] == 5 && b[1] == 0 {
		c.rpc(h, b)
	}
}

// searched gives every token that can be found in a frame of no known layout.
func (c *conn) searched(h *half, b []byte) {
	if at := bytes.Index(b, ntlmSignature); at >= 0 {
		c.tokens(h, b[at:])
		return
	}
	for i := 0; i < 4 && len(b) > 0; i++ {
		at, ok := findToken(b)
		if !ok {
			return
		}
		c.tokens(h, b[at:])
		b = b[at+1:]
	}
}

// smbPart returns the part of a message whose offset (2 bytes) and length (2 or 4)
// stand at these places behind the header; offsets count from the header.
func smbPart(b []byte, offset, length, size int) []byte {
	if len(b) < 64+length+size || len(b) < 64+offset+2 {
		return nil
	}
	off := int(binary.LittleEndian.Uint16(b[64+offset:]))
	n := int(binary.LittleEndian.Uint16(b[64+length:]))
	if size == 4 {
		n = int(binary.LittleEndian.Uint32(b[64+length:]))
	}
	return span(b, off, n)
}

func smbSpan(b []byte, off, length int) []byte {
	if len(b) < length+4 {
		return nil
	}
	return span(b, off, int(binary.LittleEndian.Uint32(b[length:])))
}

func smbWide(b []byte, offset, length int) []byte {
	if len(b) < 64+length+4 {
		return nil
	}
	return span(b, int(binary.LittleEndian.Uint32(b[64+offset:])), int(binary.LittleEndian.Uint32(b[64+length:])))
}

// span cuts n bytes at off, as much of them as is there.
func span(b []byte, off, n int) []byte {
	if off < 64 || off > len(b) || n < 0 {
		return nil
	}
	return b[off:][:min(n, len(b)-off)]
}
