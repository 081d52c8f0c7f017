package ad

import (
	"encoding/binary"
	"encoding/xml"
	"errors"
	"strings"
	"time"
)

// maxMetadata bounds one XML value of replication metadata, in bytes.
const maxMetadata = 64 << 10

var errMetadata = errors.New("the replication metadata cannot be read")

// PropertyVersion is one record of replPropertyMetaData: AttributeVersion with a number
// in place of the attribute's name.
type PropertyVersion struct {
	AttributeVersion
	ID uint32 // ATTRTYP (MS-DRSR 5.14)
}

// ReadPropertyMetadata reads a value of replPropertyMetaData (MS-DRSR 4.1.10.2.22 and
// MS-ADTS 3.1.1.1.9, version 1): a count, then records of 48 bytes. Origin is the
// invocation id of the domain controller that wrote. The records keep their order.
func ReadPropertyMetadata(b []byte) ([]PropertyVersion, error) {
	if len(b) < 16 || binary.LittleEndian.Uint32(b) != 1 {
		return nil, errMetadata
	}
	n := uint64(binary.LittleEndian.Uint32(b[8:]))
	b = b[16:]
	if n > uint64(len(b)/48) {
		return nil, errMetadata
	}
	out := make([]PropertyVersion, 0, n)
	for range n {
		r := b[:48]
		b = b[48:]
		seconds := binary.LittleEndian.Uint64(r[8:]) // since 1601
		if seconds > 1<<39 {
			return nil, errMetadata
		}
		origin, err := DecodeGUID(r[16:32])
		if err != nil {
			return nil, err
		}
		v := PropertyVersion{ID: binary.LittleEndian.Uint32(r)}
		v.Version, v.At, v.Origin = int(binary.LittleEndian.Uint32(r[4:])), Filetime(int64(seconds)*1e7), origin
		v.OriginUSN, v.LocalUSN = int64(binary.LittleEndian.Uint64(r[32:])), int64(binary.LittleEndian.Uint64(r[40:]))
		out = append(out, v)
	}
	return out, nil
}

// ValueVersion says who wrote or removed one value of a linked attribute last
// (msDS-ReplValueMetaData, MS-ADTS 3.1.1.4.5.28).
type ValueVersion struct {
	AttributeVersion
	Value   string    `json:"value"` // DN of the linked object
	Removed time.Time `json:"removed,omitzero"`
}

// metadataXML has the members of DS_REPL_ATTR_META_DATA and DS_REPL_VALUE_META_DATA
// (MS-ADTS 3.1.1.4.5.27 and 28).
type metadataXML struct {
	Attribute  string `xml:"pszAttributeName"`
	Value      string `xml:"pszObjectDn"`
	Deleted    string `xml:"ftimeDeleted"`
	Version    int    `xml:"dwVersion"`
	At         string `xml:"ftimeLastOriginatingChange"`
	Invocation string `xml:"uuidLastOriginatingDsaInvocationID"`
	OriginUSN  int64  `xml:"usnOriginatingChange"`
	LocalUSN   int64  `xml:"usnLocalChange"`
	Origin     string `xml:"pszLastOriginatingDsaDN"`
}

// ReadMetadataXML reads one value of msDS-ReplAttributeMetaData or of
// msDS-ReplValueMetaData; of the former Value is empty.
func ReadMetadataXML(b []byte) (ValueVersion, error) {
	var e metadataXML
	if len(b) > maxMetadata || xml.Unmarshal([]byte(strings.TrimRight(string(b), "\x00\n ")), &e) != nil {
		return ValueVersion{}, errMetadata
	}
	at, err := time.Parse(time.RFC3339, e.At)
	if err != nil {
		return ValueVersion{}, errMetadata
	}
	out := ValueVersion{Value: e.Value, AttributeVersion: AttributeVersion{Attribute: e.Attribute, Version: e.Version, At: at.UTC(), Origin: e.Origin, OriginUSN: e.OriginUSN, LocalUSN: e.LocalUSN}}
	if out.Origin == "" {
		out.Origin = e.Invocation
	}
	if t, err := time.Parse(time.RFC3339, e.Deleted); err == nil && t.Year() > 1601 {
		out.Removed = t.UTC()
	}
	return out, nil
}
