package krb

import (
	"time"

	"github.com/jcmturner/gokrb5/v8/types"
)

// The requests that are sent by the hundred are encoded by hand: an encoder
// that works by reflection took half of the time that a ticket costs here.

// derInt encodes an INTEGER in as few bytes as it needs.
func derInt(v int64) []byte {
	b := make([]byte, 0, 11)
	n := 1
	for x := v; x > 127 || x < -128; x >>= 8 {
		n++
	}
	b = append(b, 0x02, byte(n))
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}

func derString(s string) []byte { return tlv(0x1b, []byte(s)) }

func derOctets(b []byte) []byte { return tlv(0x04, b) }

// derTime encodes a KerberosTime: seconds, UTC (RFC 4120 5.2.3).
func derTime(t time.Time) []byte {
	return t.UTC().AppendFormat(append(make([]byte, 0, 17), 0x18, 15), "20060102150405Z")
}

// derFlags encodes 32 bits, first bit highest.
func derFlags(v uint32) []byte {
	return []byte{0x03, 5, 0, byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}
}

// derName encodes a PrincipalName (RFC 4120 5.2.2).
func derName(n types.PrincipalName) []byte {
	parts := make([][]byte, len(n.NameString))
	for i, s := range n.NameString {
		parts[i] = derString(s)
	}
	return tlv(0x30, tlv(0xa0, derInt(int64(n.NameType))), tlv(0xa1, tlv(0x30, parts...)))
}

// derEncrypted encodes EncryptedData without a key version (RFC 4120 5.2.9).
func derEncrypted(etype int32, cipher []byte) []byte {
	return tlv(0x30, tlv(0xa0, derInt(int64(etype))), tlv(0xa2, derOctets(cipher)))
}

// derPAData encodes a sequence of PA-DATA (RFC 4120 5.2.7).
func derPAData(pas []types.PAData) []byte {
	parts := make([][]byte, len(pas))
	for i, p := range pas {
		parts[i] = tlv(0x30, tlv(0xa1, derInt(int64(p.PADataType))), tlv(0xa2, derOctets(p.PADataValue)))
	}
	return tlv(0x30, parts...)
}

// derAuthenticator encodes an Authenticator (RFC 4120 5.5.1); subkey and
// authorisation data are never sent.
func derAuthenticator(a types.Authenticator) []byte {
	parts := [][]byte{tlv(0xa0, derInt(int64(a.AVNO))), tlv(0xa1, derString(a.CRealm)), tlv(0xa2, derName(a.CName))}
	if len(a.Cksum.Checksum) > 0 {
		parts = append(parts, tlv(0xa3, tlv(0x30, tlv(0xa0, derInt(int64(a.Cksum.CksumType))), tlv(0xa1, derOctets(a.Cksum.Checksum)))))
	}
	parts = append(parts, tlv(0xa4, derInt(int64(a.Cusec))), tlv(0xa5, derTime(a.CTime)))
	if a.SeqNumber != 0 {
		parts = append(parts, tlv(0xa7, derInt(a.SeqNumber)))
	}
	return tlv(0x62, tlv(0x30, parts...))
}

// derAPReq encodes an AP-REQ (RFC 4120 5.5.1).
func derAPReq(options uint32, ticket []byte, etype int32, cipher []byte) []byte {
	return tlv(0x6e, tlv(0x30, tlv(0xa0, derInt(kvMessage)), tlv(0xa1, derInt(msgAPReq)), tlv(0xa2, derFlags(options)),
		tlv(0xa3, ticket), tlv(0xa4, derEncrypted(etype, cipher))))
}

// derBody encodes a KDC-REQ-BODY of a TGS-REQ (RFC 4120 5.4.1), which names no
// client: the ticket does.
func (r *tgsRequest) derBody(till, rtime time.Time) ([]byte, error) {
	etypes := make([][]byte, len(r.etypes))
	for i, e := range r.etypes {
		etypes[i] = derInt(int64(e))
	}
	parts := [][]byte{tlv(0xa0, derFlags(r.options)), tlv(0xa2, derString(r.tgt.ticketRealm())), tlv(0xa3, derName(r.server)), tlv(0xa5, derTime(till))}
	if !rtime.IsZero() {
		parts = append(parts, tlv(0xa6, derTime(rtime)))
	}
	parts = append(parts, tlv(0xa7, derInt(int64(r.nonce))), tlv(0xa8, tlv(0x30, etypes...)))
	if r.additional != nil {
		t, err := r.additional.encoded()
		if err != nil {
			return nil, err
		}
		parts = append(parts, tlv(0xab, tlv(0x30, t)))
	}
	return tlv(0x30, parts...), nil
}

// derTGSReq encodes the whole request around a body.
func derTGSReq(pas []types.PAData, body []byte) []byte {
	return tlv(0x6c, tlv(0x30, tlv(0xa1, derInt(kvMessage)), tlv(0xa2, derInt(msgTGSReq)), tlv(0xa3, derPAData(pas)), tlv(0xa4, body)))
}
