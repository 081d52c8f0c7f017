package lookup

import (
	"encoding/binary"
	"errors"

	"adwalk/ad"
)

// maxACEs bounds an access control list; 64 kB cannot hold more than about
// four thousand.
const maxACEs = 8192

// SecurityDescriptor is a self-relative security descriptor (MS-DTYP 2.4.6),
// without its SACL.
type SecurityDescriptor struct {
	Control uint16
	Owner   string // SID, "" when absent
	Group   string
	DACL    []ACE
	HasDACL bool
}

// ACE is one access control entry (MS-DTYP 2.4.4).
type ACE struct {
	Type   byte
	Flags  byte
	Mask   uint32
	Object string // GUID of the property, right or class, "" when not limited
	Child  string // GUID of the class that inherits it
	SID    string
}

var errDescriptor = errors.New("not a security descriptor")

// DecodeSecurityDescriptor reads a self-relative security descriptor. Offsets
// and sizes are held against the bytes that are there.
func DecodeSecurityDescriptor(b []byte) (SecurityDescriptor, error) {
	if len(b) < 20 || b[0] != 1 {
		return SecurityDescriptor{}, errDescriptor
	}
	sd := SecurityDescriptor{Control: binary.LittleEndian.Uint16(b[2:])}
	if sd.Control&0x8000 == 0 { // not self-relative: offsets would be pointers
		return SecurityDescriptor{}, errDescriptor
	}
	var err error
	if sd.Owner, err = sidAt(b, binary.LittleEndian.Uint32(b[4:])); err != nil {
		return SecurityDescriptor{}, err
	}
	if sd.Group, err = sidAt(b, binary.LittleEndian.Uint32(b[8:])); err != nil {
		return SecurityDescriptor{}, err
	}
	at := binary.LittleEndian.Uint32(b[16:])
	if sd.Control&0x4 == 0 || at == 0 {
		return sd, nil
	}
	sd.HasDACL = true
	sd.DACL, err = aclAt(b, at)
	return sd, err
}

func sidAt(b []byte, at uint32) (string, error) {
	if at == 0 {
		return "", nil
	}
	if uint64(at)+8 > uint64(len(b)) {
		return "", errDescriptor
	}
	s, _, err := leadingSID(b[at:])
	return s, err
}

// leadingSID decodes the SID that b starts with and says how long it is.
func leadingSID(b []byte) (string, int, error) {
	if len(b) < 8 {
		return "", 0, errDescriptor
	}
	n := 8 + 4*int(b[1])
	if n > len(b) {
		return "", 0, errDescriptor
	}
	s, err := ad.DecodeSID(b[:n])
	return s, n, err
}

func aclAt(b []byte, at uint32) ([]ACE, error) {
	if uint64(at)+8 > uint64(len(b)) {
		return nil, errDescriptor
	}
	acl := b[at:]
	size, n := int(binary.LittleEndian.Uint16(acl[2:])), int(binary.LittleEndian.Uint16(acl[4:]))
	if size < 8 || size > len(acl) || n > maxACEs {
		return nil, errDescriptor
	}
	acl = acl[8:size]
	out := make([]ACE, 0, min(n, len(acl)/16))
	for range n {
		if len(acl) < 4 {
			return nil, errDescriptor
		}
		length := int(binary.LittleEndian.Uint16(acl[2:]))
		if length < 4 || length > len(acl) {
			return nil, errDescriptor
		}
		ace, err := decodeACE(acl[:length])
		if err != nil {
			return nil, err
		}
		out = append(out, ace)
		acl = acl[length:]
	}
	return out, nil
}

// decodeACE reads an entry of the plain or the object form; other types keep
// their header only.
func decodeACE(b []byte) (ACE, error) {
	a := ACE{Type: b[0], Flags: b[1]}
	object := a.Type >= 5 && a.Type <= 8 || a.Type == 11 || a.Type == 12
	if !object && a.Type > 3 && a.Type != 9 && a.Type != 10 {
		return a, nil
	}
	if len(b) < 8 {
		return a, errDescriptor
	}
	a.Mask = binary.LittleEndian.Uint32(b[4:])
	rest := b[8:]
	if object {
		if len(rest) < 4 {
			return a, errDescriptor
		}
		present := binary.LittleEndian.Uint32(rest)
		rest = rest[4:]
		for i, to := range []*string{&a.Object, &a.Child} {
			if present&(1<<i) == 0 {
				continue
			}
			if len(rest) < 16 {
				return a, errDescriptor
			}
			*to, _ = ad.DecodeGUID(rest[:16])
			rest = rest[16:]
		}
	}
	var err error
	a.SID, _, err = leadingSID(rest)
	return a, err
}
