package ad

import (
	"fmt"
	"strings"
)

// EType is a Kerberos encryption type number (RFC 3961 registry, RFC 3962,
// RFC 4757, RFC 8009).
type EType int32

// The encryption types that this program meets.
const (
	ETypeNone      EType = 0
	ETypeDESCRC    EType = 1
	ETypeDESMD5    EType = 3
	ETypeAES128    EType = 17
	ETypeAES256    EType = 18
	ETypeAES128SHA EType = 19
	ETypeAES256SHA EType = 20
	ETypeRC4       EType = 23
	ETypeRC4Exp    EType = 24
)

var etypeNames = map[EType][2]string{
	ETypeDESCRC:    {"des-cbc-crc", "DES"},
	ETypeDESMD5:    {"des-cbc-md5", "DES"},
	ETypeAES128:    {"aes128-cts-hmac-sha1-96", "AES128"},
	ETypeAES256:    {"aes256-cts-hmac-sha1-96", "AES256"},
	ETypeAES128SHA: {"aes128-cts-hmac-sha256-128", "AES128-SHA2"},
	ETypeAES256SHA: {"aes256-cts-hmac-sha384-192", "AES256-SHA2"},
	ETypeRC4:       {"arcfour-hmac", "RC4"},
	ETypeRC4Exp:    {"arcfour-hmac-exp", "RC4-EXP"},
	2:              {"des-cbc-md4", "DES"},
	8:              {"des-hmac-sha1", "DES"},
	16:             {"des3-cbc-sha1", "DES3"},
	25:             {"camellia128-cts-cmac", "CAMELLIA128"},
	26:             {"camellia256-cts-cmac", "CAMELLIA256"},
}

// String returns the krb5 name ("aes256-cts-hmac-sha1-96"), "" for none and
// "etype 99" for a number without a name.
func (e EType) String() string {
	if e == ETypeNone {
		return ""
	}
	if n, ok := etypeNames[e]; ok {
		return n[0]
	}
	return fmt.Sprintf("etype %d", int32(e))
}

// Short returns the name for a narrow column: "AES256", "RC4".
func (e EType) Short() string {
	if n, ok := etypeNames[e]; ok {
		return n[1]
	}
	return e.String()
}

// Weak tells RC4 and DES from the rest.
func (e EType) Weak() bool {
	switch e {
	case ETypeDESCRC, ETypeDESMD5, ETypeRC4, ETypeRC4Exp, 2, 8, 16:
		return true
	}
	return false
}

// SupportedETypes is the bit set of msDS-SupportedEncryptionTypes
// (MS-KILE 2.2.7). Zero means that the attribute is absent or zero: the domain
// controller's default applies.
type SupportedETypes uint32

// The bits of SupportedETypes.
const (
	SupportsDESCRC   SupportedETypes = 0x1
	SupportsDESMD5   SupportedETypes = 0x2
	SupportsRC4      SupportedETypes = 0x4
	SupportsAES128   SupportedETypes = 0x8
	SupportsAES256   SupportedETypes = 0x10
	SupportsAES256SK SupportedETypes = 0x20
	SupportsFAST     SupportedETypes = 0x10000
	SupportsCompound SupportedETypes = 0x20000
	SupportsClaims   SupportedETypes = 0x40000
	NoSIDCompression SupportedETypes = 0x80000
)

var supportedNames = []struct {
	bit  SupportedETypes
	name string
}{
	{SupportsDESCRC, "DES-CBC-CRC"}, {SupportsDESMD5, "DES-CBC-MD5"}, {SupportsRC4, "RC4"},
	{SupportsAES128, "AES128"}, {SupportsAES256, "AES256"}, {SupportsAES256SK, "AES256-SK"},
	{SupportsFAST, "FAST"}, {SupportsCompound, "compound identity"}, {SupportsClaims, "claims"},
	{NoSIDCompression, "no SID compression"},
}

// AES says whether an AES type is listed explicitly.
func (s SupportedETypes) AES() bool { return s&(SupportsAES128|SupportsAES256) != 0 }

// Unset says that no encryption type is listed, whatever the other flags say.
func (s SupportedETypes) Unset() bool { return s&0x1f == 0 }

// WithAES is the list with AES128, AES256 and RC4 beside what it has: what an account
// should list whose AES keys are not proved. AES alone would take its tickets away
// where its password, or the service's keytab, is older than AES; RC4 is taken out
// once the KDC has issued an AES ticket.
func (s SupportedETypes) WithAES() SupportedETypes {
	return s | SupportsRC4 | SupportsAES128 | SupportsAES256
}

// String names the bits: "RC4, AES128, AES256 (0x1c)", or "not set (0x0)".
func (s SupportedETypes) String() string {
	var names []string
	rest := s
	for _, n := range supportedNames {
		if s&n.bit != 0 {
			names = append(names, n.name)
			rest &^= n.bit
		}
	}
	if rest != 0 {
		names = append(names, fmt.Sprintf("unknown bits 0x%x", uint32(rest)))
	}
	if len(names) == 0 {
		names = []string{"not set"}
	}
	return fmt.Sprintf("%s (0x%x)", strings.Join(names, ", "), uint32(s))
}
