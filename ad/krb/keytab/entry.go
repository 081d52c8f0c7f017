package keytab

import (
	"encoding/binary"
	"errors"
	"time"
)

var errShort = errors.New("it ends too early")

// cursor reads an entry's fields; the first failure sticks.
type cursor struct {
	b     []byte
	order binary.ByteOrder
	err   error
}

func (c *cursor) take(n int) []byte {
	if c.err != nil || n > len(c.b) {
		c.err = errShort
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

func (c *cursor) u16() uint16 {
	if b := c.take(2); b != nil {
		return c.order.Uint16(b)
	}
	return 0
}

func (c *cursor) u32() uint32 {
	if b := c.take(4); b != nil {
		return c.order.Uint32(b)
	}
	return 0
}

func parseEntry(b []byte, version int, order binary.ByteOrder) (Entry, error) {
	c := &cursor{b: b, order: order}
	n := int(c.u16())
	if version == 1 { // version 1 counts the realm in
		n--
	}
	if n < 0 || n > len(b)/2 {
		return Entry{}, errors.New("it announces more name parts than it can hold")
	}
	e := Entry{Realm: string(c.take(int(c.u16())))}
	for i := 0; i < n && c.err == nil; i++ {
		e.Components = append(e.Components, string(c.take(int(c.u16()))))
	}
	if version != 1 {
		e.NameType = int32(c.u32())
	}
	if t := c.u32(); t != 0 {
		e.Written = time.Unix(int64(t), 0).UTC()
	}
	if v := c.take(1); v != nil {
		e.KVNO = uint32(v[0])
	}
	e.EType = int32(int16(c.u16()))
	e.key = c.take(int(c.u16()))
	if c.err != nil {
		return Entry{}, c.err
	}
	if len(c.b) >= 4 { // the wide version number, where a byte is not enough
		if v := c.u32(); v != 0 {
			e.KVNO = v
		}
	}
	return e, nil
}

// Find returns the entries of a principal, matched without regard to case and
// name type, as Active Directory does: newest version first.
func (k *Keytab) Find(components []string, realm string) []Entry {
	var out []Entry
	for _, e := range k.Entries {
		if foldEqual(e.Realm, realm) && len(e.Components) == len(components) {
			same := true
			for i := range components {
				same = same && foldEqual(e.Components[i], components[i])
			}
			if same {
				out = append(out, e)
			}
		}
	}
	newestFirst(out)
	return out
}
