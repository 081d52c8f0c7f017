package ccache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// MaxSize bounds what is read from a file or a daemon, in bytes. A cache with
// a thousand tickets is about two megabytes.
const MaxSize = 32 << 20

// Parse reads a cache in the MIT file format, version 1 to 4. When the bytes
// end early or make no sense, it returns what was whole together with the
// error. A nil cache means that not even the principal could be read.
func Parse(b []byte) (*Cache, error) {
	switch {
	case len(b) == 0:
		return nil, errors.New("it is empty")
	case len(b) > MaxSize:
		return nil, fmt.Errorf("it is larger than %d bytes", MaxSize)
	case b[0] == 0x76: // [APPLICATION 22], RFC 4120 5.8.1
		return nil, errors.New("it is a KRB-CRED message (.kirbi), not a credential cache; convert it, for instance with impacket's ticketConverter")
	case len(b) >= 2 && b[0] == 5 && (b[1] == 1 || b[1] == 2) && looksLikeKeytab(b):
		return nil, errors.New("it is a keytab, not a credential cache; give it with --keytab")
	case len(b) < 2 || b[0] != 5 || b[1] < 1 || b[1] > 4:
		return nil, errors.New("it does not begin like a credential cache (05 01 to 05 04)")
	}
	version := int(b[1])
	if version > 2 {
		return parse(b, version, binary.BigEndian)
	}
	// Versions 1 and 2 are in the byte order of the machine that wrote them,
	// which is not recorded: the order that reads further is the right one.
	c, err := parse(b, version, binary.LittleEndian)
	if err == nil {
		return c, nil
	}
	if big, bigErr := parse(b, version, binary.BigEndian); bigErr == nil || (c == nil && big != nil) {
		return big, bigErr
	}
	return c, err
}

func parse(b []byte, version int, order binary.ByteOrder) (*Cache, error) {
	r := &reader{b: b, pos: 2, order: order}
	c := &Cache{Version: version}
	if version == 4 {
		c.Offset = r.header()
	}
	c.Principal = r.principal(version)
	if r.err != nil {
		return nil, r.err
	}
	for r.left() > 0 {
		cred := r.credential(version)
		if r.err != nil {
			return c, fmt.Errorf("entry %d: %w", len(c.Credentials)+1, r.err)
		}
		c.Credentials = append(c.Credentials, cred)
	}
	return c, nil
}

// header reads the tagged fields of version 4. Tag 1 is the clock offset.
func (r *reader) header() time.Duration {
	h := &reader{b: r.take(int(r.u16())), order: r.order}
	var offset time.Duration
	for h.left() > 0 && h.err == nil {
		tag := h.u16()
		field := h.take(int(h.u16()))
		if tag == 1 && len(field) == 8 {
			offset = time.Duration(int32(r.order.Uint32(field)))*time.Second + time.Duration(int32(r.order.Uint32(field[4:])))*time.Microsecond
		}
	}
	if r.err == nil && h.err != nil {
		r.err = fmt.Errorf("header: %w", h.err)
	}
	return offset
}

func (r *reader) principal(version int) Principal {
	var p Principal
	if version != 1 {
		p.NameType = int32(r.u32())
	}
	n := r.count(4)
	if version == 1 { // version 1 counts the realm in
		if n == 0 && r.err == nil {
			r.err = errors.New("a principal without a realm")
		}
		n--
	}
	p.Realm = string(r.data())
	for i := 0; i < n && r.err == nil; i++ {
		p.Components = append(p.Components, string(r.data()))
	}
	return p
}

func (r *reader) credential(version int) Credential {
	var c Credential
	c.Client = r.principal(version)
	c.Server = r.principal(version)
	c.KeyType = int32(int16(r.u16()))
	if version == 3 { // version 3 says it twice
		r.u16()
	}
	c.key = r.data()
	c.rawAuth = r.u32()
	c.AuthTime = stamp(c.rawAuth)
	c.Start = stamp(r.u32())
	c.rawEnd = r.u32()
	c.End = stamp(c.rawEnd)
	c.RenewTill = stamp(r.u32())
	c.SKey = r.u8() != 0
	c.Flags = r.u32()
	for i, n := 0, r.count(6); i < n && r.err == nil; i++ {
		c.Addresses = append(c.Addresses, Address{Type: int(r.u16()), Data: r.data()})
	}
	for i, n := 0, r.count(6); i < n && r.err == nil; i++ {
		c.AuthData = append(c.AuthData, int(r.u16())) // the types; nothing here uses the data
		r.data()
	}
	c.ticket = r.data()
	c.secondTicket = r.data()
	return c
}

// looksLikeKeytab tells a keytab of version 2 (05 02, then a length in big-endian
// order and the number of components) from a cache of version 2, which has the
// type of a name and a count of four bytes there.
func looksLikeKeytab(b []byte) bool {
	if len(b) < 10 || b[1] != 2 {
		return false
	}
	size := int32(binary.BigEndian.Uint32(b[2:]))
	components := binary.BigEndian.Uint16(b[6:])
	return size > 10 && int64(size) <= int64(len(b)-6) && components > 0 && components < 10 && int(binary.BigEndian.Uint16(b[8:])) > 0
}
