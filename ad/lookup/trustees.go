package lookup

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"adwalk/ad"
)

// trusteeMask is the access mask that Set-ADComputer and samba-tool write for a
// trustee of msDS-AllowedToActOnBehalfOfOtherIdentity: CCDCLCSWRPWPDTLOCRSDRCWDWO.
const trusteeMask = 0xf01ff

// administrators owns a descriptor that is made anew, as those of Set-ADComputer are.
const administrators = "S-1-5-32-544"

// Trustees lists the entries of a descriptor that let somebody act on behalf of
// users, one value an entry: the SID, and behind it "/0xMASK/0xFLAGS" where the
// entry is not of the usual form. Entries of other kinds are not listed.
func Trustees(raw []byte) ([]string, error) {
	sd, err := DecodeSecurityDescriptor(raw)
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, a := range sd.DACL {
		if a.Type == 0 {
			out = append(out, trustee(a))
		}
	}
	return out, nil
}

func trustee(a ACE) string {
	if a.Mask == trusteeMask && a.Flags == 0 {
		return a.SID
	}
	return fmt.Sprintf("%s/0x%x/0x%x", a.SID, a.Mask, a.Flags)
}

// TrusteeSID is the SID of a value of Trustees.
func TrusteeSID(value string) string {
	sid, _, _ := strings.Cut(value, "/")
	return sid
}

// AddTrustee returns the descriptor with one more entry, a value of Trustees.
// Everything else stays byte for byte; without a descriptor (nil) a new one is made.
func AddTrustee(raw []byte, value string) ([]byte, error) {
	entry, err := encodeTrustee(value)
	if err != nil {
		return nil, err
	}
	if len(raw) == 0 {
		owner, err := ad.EncodeSID(administrators)
		if err != nil {
			return nil, err
		}
		return joinDescriptor([4]byte{1, 0, 0x04, 0x80}, owner, nil, nil, acl(2, [][]byte{entry})), nil
	}
	return editDACL(raw, func(aces [][]byte) [][]byte { return append(aces, entry) })
}

// RemoveTrustee returns the descriptor without the entries of a value of Trustees;
// nil when no entry is left, so that the attribute goes.
func RemoveTrustee(raw []byte, value string) ([]byte, error) {
	left := 0
	out, err := editDACL(raw, func(aces [][]byte) [][]byte {
		var keep [][]byte
		for _, b := range aces {
			if a, err := decodeACE(b); err == nil && a.Type == 0 && strings.EqualFold(trustee(a), value) {
				continue
			}
			keep = append(keep, b)
		}
		left = len(keep)
		return keep
	})
	if err != nil || left == 0 {
		return nil, err
	}
	return out, nil
}

// encodeTrustee makes an ACCESS_ALLOWED_ACE (MS-DTYP 2.4.4.2).
func encodeTrustee(value string) ([]byte, error) {
	sid, rest, odd := strings.Cut(value, "/")
	raw, err := ad.EncodeSID(sid)
	if err != nil {
		return nil, err
	}
	mask, flags := uint64(trusteeMask), uint64(0)
	if odd {
		m, f, _ := strings.Cut(rest, "/")
		if mask, err = strconv.ParseUint(m, 0, 32); err == nil {
			flags, err = strconv.ParseUint(f, 0, 8)
		}
		if err != nil {
			return nil, fmt.Errorf("%q is no entry of a descriptor", value)
		}
	}
	b := []byte{0, byte(flags), 0, 0}
	b = binary.LittleEndian.AppendUint32(b, uint32(mask))
	b = append(b, raw...)
	binary.LittleEndian.PutUint16(b[2:], uint16(len(b)))
	return b, nil
}

var (
	errNoDACL = errors.New("the descriptor has no access list, which lets everybody in")
	errFull   = errors.New("the access list is full")
)

// editDACL puts other entries into the access list of a self-relative descriptor
// (MS-DTYP 2.4.6). Owner, group, the audit list and the control bits stay.
func editDACL(raw []byte, edit func([][]byte) [][]byte) ([]byte, error) {
	sd, err := DecodeSecurityDescriptor(raw) // holds every offset and size against the bytes
	if err != nil {
		return nil, err
	}
	if !sd.HasDACL {
		return nil, errNoDACL
	}
	part := func(field int) uint32 { return binary.LittleEndian.Uint32(raw[field:]) }
	sid := func(at uint32) []byte {
		if at == 0 {
			return nil
		}
		return raw[at:][:8+4*int(raw[at+1])]
	}
	var sacl []byte
	if at := part(12); at != 0 && sd.Control&0x10 != 0 {
		if _, err := aclAt(raw, at); err != nil {
			return nil, err
		}
		sacl = raw[at:][:binary.LittleEndian.Uint16(raw[at+2:])]
	}
	list := raw[part(16):]
	revision, size, n := list[0], binary.LittleEndian.Uint16(list[2:]), int(binary.LittleEndian.Uint16(list[4:]))
	list = list[8:size]
	var aces [][]byte
	for range n {
		length := binary.LittleEndian.Uint16(list[2:])
		aces, list = append(aces, list[:length]), list[length:]
	}
	aces = edit(aces)
	if len(bytes.Join(aces, nil)) > 0xffff-8 || len(aces) > maxACEs {
		return nil, errFull
	}
	return joinDescriptor([4]byte(raw[:4]), sid(part(4)), sid(part(8)), sacl, acl(revision, aces)), nil
}

// acl makes an access list (MS-DTYP 2.4.5).
func acl(revision byte, aces [][]byte) []byte {
	b := []byte{revision, 0, 0, 0, 0, 0, 0, 0}
	for _, a := range aces {
		b = append(b, a...)
	}
	binary.LittleEndian.PutUint16(b[2:], uint16(len(b)))
	binary.LittleEndian.PutUint16(b[4:], uint16(len(aces)))
	return b
}

// joinDescriptor puts a self-relative descriptor together; a part that is nil has
// the offset 0.
func joinDescriptor(head [4]byte, owner, group, sacl, dacl []byte) []byte {
	b := append(head[:], make([]byte, 16)...)
	for i, part := range [][]byte{owner, group, sacl, dacl} {
		if part == nil {
			continue
		}
		binary.LittleEndian.PutUint32(b[4+4*i:], uint32(len(b)))
		b = append(b, part...)
	}
	return b
}
