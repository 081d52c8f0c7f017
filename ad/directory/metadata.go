package directory

import (
	"encoding/binary"
	"encoding/xml"
	"errors"
	"strings"
	"time"

	"adwalk/ad"
)

// replElement is one value of msDS-ReplAttributeMetaData (MS-ADTS
// 3.1.1.4.5: DS_REPL_ATTR_META_DATA as XML).
type replElement struct {
	Attribute  string `xml:"pszAttributeName"`
	Version    int    `xml:"dwVersion"`
	At         string `xml:"ftimeLastOriginatingChange"`
	Invocation string `xml:"uuidLastOriginatingDsaInvocationID"`
	OriginUSN  int64  `xml:"usnOriginatingChange"`
	LocalUSN   int64  `xml:"usnLocalChange"`
	Origin     string `xml:"pszLastOriginatingDsaDN"`
}

// maxMetadata bounds one value, in bytes.
const maxMetadata = 64 << 10

// parseMetadata finds an attribute among the XML values; nil when it was never
// written.
func parseMetadata(values []ad.Value, attribute string) (*ad.AttributeVersion, error) {
	for _, v := range values {
		if len(v) > maxMetadata {
			return nil, errMetadata
		}
		var e replElement
		if err := xml.Unmarshal([]byte(strings.TrimRight(string(v), "\x00\n ")), &e); err != nil {
			return nil, errMetadata
		}
		if !strings.EqualFold(e.Attribute, attribute) {
			continue
		}
		at, err := time.Parse(time.RFC3339, e.At)
		if err != nil {
			return nil, errMetadata
		}
		out := &ad.AttributeVersion{Attribute: attribute, Version: e.Version, At: at.UTC(), Origin: e.Origin, OriginUSN: e.OriginUSN, LocalUSN: e.LocalUSN}
		if out.Origin == "" {
			out.Origin = e.Invocation
		}
		return out, nil
	}
	return nil, nil
}

var errMetadata = errors.New("the replication metadata cannot be read")

// attributeIDs are the numbers under which the binary form knows the
// attributes that are asked about: the attribute's last number below the
// prefix 1.2.840.113556.1.4, which is 9 everywhere (MS-DRSR 5.14).
var attributeIDs = map[string]uint32{
	"useraccountcontrol": 0x90008, "pwdlastset": 0x90060, "unicodepwd": 0x9005a, "samaccountname": 0x900dd, "accountexpires": 0x9009f,
	"userprincipalname": 0x90290, "serviceprincipalname": 0x90303, "dnshostname": 0x9026b,
	"msds-allowedtodelegateto": 0x906fb, "msds-supportedencryptiontypes": 0x907ab, "msds-allowedtoactonbehalfofotheridentity": 0x90886,
}

// parsePropertyMetadata finds an attribute in replPropertyMetaData (MS-DRSR
// 4.1.10.2.14, version 1), the form that Samba keeps: a count, then records of
// 48 bytes.
func parsePropertyMetadata(b []byte, attribute string) (*ad.AttributeVersion, error) {
	id, known := attributeIDs[strings.ToLower(attribute)]
	if !known {
		return nil, nil
	}
	if len(b) < 16 || binary.LittleEndian.Uint32(b) != 1 {
		return nil, errMetadata
	}
	n := uint64(binary.LittleEndian.Uint32(b[8:]))
	b = b[16:]
	if n > uint64(len(b)/48) {
		return nil, errMetadata
	}
	for range n {
		r := b[:48]
		b = b[48:]
		if binary.LittleEndian.Uint32(r) != id {
			continue
		}
		seconds := binary.LittleEndian.Uint64(r[8:]) // since 1601
		if seconds > 1<<40 {
			return nil, errMetadata
		}
		origin, err := ad.DecodeGUID(r[16:32])
		if err != nil {
			return nil, err
		}
		return &ad.AttributeVersion{Attribute: attribute, Version: int(binary.LittleEndian.Uint32(r[4:])), At: ad.Filetime(int64(seconds) * 1e7),
			Origin: origin, OriginUSN: int64(binary.LittleEndian.Uint64(r[32:])), LocalUSN: int64(binary.LittleEndian.Uint64(r[40:]))}, nil
	}
	return nil, nil
}
