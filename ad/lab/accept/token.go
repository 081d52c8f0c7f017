package accept

import (
	"bytes"
	"errors"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/asn1tools"
	"github.com/jcmturner/gokrb5/v8/messages"
)

var (
	oidSPNEGO = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 2}
	oidKRB5   = asn1.ObjectIdentifier{1, 2, 840, 113554, 1, 2, 2}
)

// Token identifiers of RFC 4121 4.1.
const (
	TokenAPReq = 0x0100
	TokenAPRep = 0x0200
	TokenError = 0x0300
)

type negTokenInit struct {
	MechTypes []asn1.ObjectIdentifier `asn1:"explicit,tag:0"`
	ReqFlags  asn1.BitString          `asn1:"explicit,optional,tag:1"`
	MechToken []byte                  `asn1:"explicit,optional,tag:2"`
	MIC       []byte                  `asn1:"explicit,optional,tag:3"`
}

type negTokenResp struct {
	State asn1.Enumerated       `asn1:"explicit,tag:0"`
	Mech  asn1.ObjectIdentifier `asn1:"explicit,optional,tag:1"`
	Token []byte                `asn1:"explicit,optional,tag:2"`
}

// Negotiation states of RFC 4178 4.2.2.
const (
	Accepted = 0
	Rejected = 2
)

var errToken = errors.New("not a Kerberos token")

// ParseToken finds the AP-REQ in what a client sent: inside SPNEGO, or bare.
func ParseToken(b []byte) (messages.APReq, error) {
	var ap messages.APReq
	var oid asn1.ObjectIdentifier
	rest, err := asn1.UnmarshalWithParams(b, &oid, "application,explicit,tag:0")
	if err != nil {
		return ap, errToken
	}
	if oid.Equal(oidSPNEGO) {
		var outer asn1.RawValue
		if _, err := asn1.Unmarshal(rest, &outer); err != nil || outer.Class != asn1.ClassContextSpecific || outer.Tag != 0 {
			return ap, errToken
		}
		var init negTokenInit
		if _, err := asn1.Unmarshal(outer.Bytes, &init); err != nil {
			return ap, errToken
		}
		if rest, err = asn1.UnmarshalWithParams(init.MechToken, &oid, "application,explicit,tag:0"); err != nil {
			return ap, errToken
		}
	}
	if !oid.Equal(oidKRB5) || len(rest) < 2 || !bytes.Equal(rest[:2], []byte{TokenAPReq >> 8, 0}) {
		return ap, errToken
	}
	if ap.Unmarshal(rest[2:]) != nil {
		return ap, errToken
	}
	return ap, nil
}

// Respond puts a Kerberos message into a GSS token and that into a NegTokenResp.
func Respond(state asn1.Enumerated, id int, message []byte) ([]byte, error) {
	inner, err := Token(id, message)
	if err != nil {
		return nil, err
	}
	b, err := asn1.Marshal(negTokenResp{state, oidKRB5, inner})
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 1, IsCompound: true, Bytes: b})
}

// Token frames a Kerberos message as the mechanism's own token (RFC 4121 4.1).
func Token(id int, message []byte) ([]byte, error) {
	oid, err := asn1.Marshal(oidKRB5)
	if err != nil {
		return nil, err
	}
	return asn1tools.AddASNAppTag(append(append(oid, byte(id>>8), byte(id)), message...), 0), nil
}
