package mech

import "bytes"

// OID is an object identifier in DER without tag and length.
type OID []byte

// The mechanisms (RFC 4121 4.1, RFC 4178 4.1, MS-NLMP 3.1.5.1.1, MS-NEGOEX 3.1).
// MSKerberos is the one that Windows 2000 used by mistake, and that Windows still
// offers first.
var (
	Kerberos   = OID("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02")
	MSKerberos = OID("\x2a\x86\x48\x82\xf7\x12\x01\x02\x02")
	User2User  = OID("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x03")
	SPNEGO     = OID("\x2b\x06\x01\x05\x05\x02")
	NTLM       = OID("\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a")
	NegoEx     = OID("\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x1e")
)

// DER returns the identifier with its tag and length.
func (o OID) DER() []byte { return append([]byte{0x06, byte(len(o))}, o...) }

// Is says whether b is this identifier, without tag and length.
func (o OID) Is(b []byte) bool { return bytes.Equal(o, b) }

// Name is the mechanism's name for people, "another" for one that is not known here.
// The identifier is given without tag and length.
func Name(oid []byte) string {
	for _, m := range []struct {
		oid  OID
		name string
	}{{Kerberos, "Kerberos"}, {MSKerberos, "MS-Kerberos"}, {User2User, "Kerberos user-to-user"}, {SPNEGO, "SPNEGO"}, {NTLM, "NTLM"}, {NegoEx, "NegoEx"}} {
		if m.oid.Is(oid) {
			return m.name
		}
	}
	return "another"
}
