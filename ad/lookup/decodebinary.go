package lookup

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/big"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
)

// The kinds of values that are structures of their own.
const (
	KindHours       = "logon hours"
	KindCertificate = "certificate"
	KindDNSRecord   = "dns record"
	KindDNBinary    = "dn with binary"
	KindKey         = "key credential"
	KindMetadata    = "replication metadata"
)

var binaryKinds = map[string]struct {
	kind   string
	decode func([]byte) (string, bool)
}{
	"logonhours":             {KindHours, logonHours},
	"usercertificate":        {KindCertificate, certificate},
	"cacertificate":          {KindCertificate, certificate},
	"dnsrecord":              {KindDNSRecord, dnsRecord},
	"msds-keycredentiallink": {KindKey, keyCredential},
	"replpropertymetadata":   {KindMetadata, replMetadata},
}

// logonHours shows 168 bits, an hour each from Sunday midnight UTC (MS-ADA1 2.376).
func logonHours(b []byte) (string, bool) {
	if len(b) != 21 {
		return "", false
	}
	var days []string
	all, none := true, true
	for d, name := range []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"} {
		var spans []string
		for h := 0; h < 24; h++ {
			on := func(h int) bool { return h < 24 && b[3*d+h/8]&(1<<(h%8)) != 0 }
			if !on(h) {
				all = false
				continue
			}
			none = false
			from := h
			for on(h + 1) {
				h++
			}
			spans = append(spans, fmt.Sprintf("%02d-%02d", from, h+1))
		}
		if len(spans) > 0 {
			days = append(days, name+" "+strings.Join(spans, ","))
		}
	}
	switch {
	case all:
		return "at all hours", true
	case none:
		return "at no hour", true
	}
	return strings.Join(days, "; ") + " (UTC)", true
}

// tbsCertificate is the beginning of what a certificate's signature covers (RFC 5280
// 4.1). crypto/x509 would reach the network library, which this package does not.
type tbsCertificate struct {
	Version  int `asn1:"optional,explicit,default:0,tag:0"`
	Serial   *big.Int
	Method   asn1.RawValue
	Issuer   pkix.RDNSequence
	Validity struct{ NotBefore, NotAfter time.Time }
	Subject  pkix.RDNSequence
}

func certificate(b []byte) (string, bool) {
	var whole struct{ TBS tbsCertificate }
	if _, err := asn1.Unmarshal(b, &whole); err != nil {
		return "", false
	}
	c := whole.TBS
	return fmt.Sprintf("%s, issued by %s, %s to %s, serial %x", c.Subject, c.Issuer, showTime(c.Validity.NotBefore), showTime(c.Validity.NotAfter), c.Serial), true
}

var dnsTypes = map[uint16]string{0: "tombstone", 1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV"}

// dnsRecord shows a record of an AD-integrated zone (MS-DNSP 2.3.2.2).
func dnsRecord(b []byte) (string, bool) {
	if len(b) < 24 || int(binary.LittleEndian.Uint16(b)) > len(b)-24 {
		return "", false
	}
	kind, ttl := binary.LittleEndian.Uint16(b[2:]), binary.BigEndian.Uint32(b[12:])
	data := b[24 : 24+int(binary.LittleEndian.Uint16(b))]
	text := hex.EncodeToString(data)
	switch {
	case kind == 1 && len(data) == 4, kind == 28 && len(data) == 16:
		a, _ := netip.AddrFromSlice(data)
		text = a.String()
	case kind == 2, kind == 5, kind == 12:
		text = countedName(data)
	case kind == 33 && len(data) > 6:
		text = fmt.Sprintf("%d %d %d %s", binary.BigEndian.Uint16(data), binary.BigEndian.Uint16(data[2:]), binary.BigEndian.Uint16(data[4:]), countedName(data[6:]))
	case kind == 15 && len(data) > 2:
		text = fmt.Sprintf("%d %s", binary.BigEndian.Uint16(data), countedName(data[2:]))
	}
	name, ok := dnsTypes[kind]
	if !ok {
		name = "type " + strconv.Itoa(int(kind))
	}
	return fmt.Sprintf("%s %s, ttl %d", name, text, ttl), true
}

// countedName reads DNS_COUNT_NAME (MS-DNSP 2.2.2.2.2).
func countedName(b []byte) string {
	if len(b) < 2 {
		return hex.EncodeToString(b)
	}
	var labels []string
	for rest := b[2:]; len(rest) > 0 && rest[0] > 0 && int(rest[0]) < len(rest); rest = rest[1+int(rest[0]):] {
		labels = append(labels, string(rest[1:1+int(rest[0])]))
	}
	return strings.Join(labels, ".")
}

// dnBinary takes a DN with binary apart: B:count:hex:DN (MS-ADTS 3.1.1.2.2.2.2).
func dnBinary(s string) (data []byte, dn string, ok bool) {
	parts := strings.SplitN(s, ":", 4)
	if len(parts) != 4 || parts[0] != "B" {
		return nil, "", false
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n != len(parts[2]) {
		return nil, "", false
	}
	data, err = hex.DecodeString(parts[2])
	return data, parts[3], err == nil
}

func isDNBinary(s string) bool {
	_, _, ok := dnBinary(s)
	return ok
}

// keyCredential shows a key that may log on as the account (MS-ADTS 2.2.20).
func keyCredential(b []byte) (string, bool) {
	data, dn, ok := dnBinary(string(b))
	if !ok || len(data) < 4 {
		return "", false
	}
	usages := map[byte]string{1: "NGC (Windows Hello)", 7: "FIDO", 8: "FEK"}
	out := "key for " + dn
	for rest := data[4:]; len(rest) >= 3; {
		n, id := int(binary.LittleEndian.Uint16(rest)), rest[2]
		if n > len(rest)-3 {
			break
		}
		v := rest[3 : 3+n]
		rest = rest[3+n:]
		switch {
		case id == 4 && n == 1:
			usage := usages[v[0]]
			if usage == "" {
				usage = fmt.Sprintf("usage %d", v[0])
			}
			out += ", " + usage
		case id == 6 && n == 16:
			if guid, err := ad.DecodeGUID(v); err == nil {
				out += ", device " + guid
			}
		case id == 9 && n == 8:
			out += ", made " + showTime(ad.Filetime(int64(binary.LittleEndian.Uint64(v))))
		case id == 1:
			out += ", id " + hex.EncodeToString(v[:min(n, 8)]) + "…"
		}
	}
	return out, true
}

// replMetadata sums up who wrote what; Metadata has it whole.
func replMetadata(b []byte) (string, bool) {
	list, err := ad.ReadPropertyMetadata(b)
	if err != nil {
		return "", false
	}
	if len(list) == 0 {
		return "no attribute", true
	}
	last := list[0]
	for _, v := range list {
		if v.At.After(last.At) {
			last = v
		}
	}
	return fmt.Sprintf("%d attributes, the last changed %s (attribute id 0x%x)", len(list), showTime(last.At), last.ID), true
}
