package krb

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"adwalk/ad"
	"adwalk/ad/mech"
)

// The mechanisms' object identifiers as they stand in a token.
var (
	oidKRB5   = mech.Kerberos.DER()
	oidMSKRB5 = mech.MSKerberos.DER()
	oidSPNEGO = mech.SPNEGO.DER()
	oidNTLM   = mech.NTLM.DER()
)

// GSSToken wraps the AP-REQ as the first GSS token of the Kerberos mechanism
// (RFC 4121 4.1).
func (x *APExchange) GSSToken() []byte {
	return tlv(0x60, oidKRB5, []byte{1, 0}, x.raw)
}

// SPNEGO wraps it further as a NegTokenInit that offers Kerberos only
// (RFC 4178 4.2.1): HTTP Negotiate and GSS-SPNEGO want it so.
func (x *APExchange) SPNEGO() []byte {
	mechs := tlv(0xa0, tlv(0x30, oidKRB5))
	token := tlv(0xa2, tlv(0x04, x.GSSToken()))
	return tlv(0x60, oidSPNEGO, tlv(0xa0, tlv(0x30, mechs, token)))
}

// NegState is the negResult of a NegTokenResp.
type NegState int

// The states (RFC 4178 4.2.2); NegNone when the field is absent or the token
// is a bare Kerberos one.
const (
	NegNone       NegState = -1
	NegCompleted  NegState = 0
	NegIncomplete NegState = 1
	NegRejected   NegState = 2
	NegRequestMIC NegState = 3
)

// Reply is what an acceptor sent back, taken apart.
type Reply struct {
	SPNEGO bool         // it came in a NegTokenResp
	State  NegState     // see NegState
	Mech   string       // "krb5", "ms-krb5", "ntlm", "other" or ""
	APRep  []byte       // to be given to VerifyAPRep
	Error  *ad.KDCError // the service's KRB-ERROR; its Offset is against now
	NTLM   bool         // the token is an NTLM message
	MIC    []byte       // mechListMIC
}

// maxToken bounds a token, in bytes.
const maxToken = 256 << 10

// ParseReply reads an acceptor's token: a NegTokenResp, a GSS token of the
// Kerberos mechanism, or a bare AP-REP or KRB-ERROR.
func ParseReply(b []byte) (Reply, error) {
	r := Reply{State: NegNone}
	switch {
	case len(b) == 0:
		return r, errors.New("the token is empty")
	case len(b) > maxToken:
		return r, fmt.Errorf("the token is larger than %d bytes", maxToken)
	case b[0] == 0xa1:
		return r, r.negTokenResp(b)
	}
	return r, r.mechToken(b)
}

// negTokenResp reads the sequence of RFC 4178 4.2.2.
func (r *Reply) negTokenResp(b []byte) error {
	r.SPNEGO = true
	_, seq, _, err := readTLV(b)
	if err != nil {
		return err
	}
	tag, fields, _, err := readTLV(seq)
	if err != nil || tag != 0x30 {
		return errDER
	}
	for len(fields) > 0 {
		var field, inner []byte
		if tag, field, fields, err = readTLV(fields); err != nil {
			return err
		}
		kind, inner, _, err := readTLV(field)
		if err != nil {
			return err
		}
		switch {
		case tag == 0xa0 && kind == 0x0a && len(inner) == 1:
			r.State = NegState(inner[0])
		case tag == 0xa1 && kind == 0x06:
			r.Mech = mechName(field)
		case tag == 0xa2 && kind == 0x04 && len(inner) > 0:
			if err := r.mechToken(inner); err != nil {
				return err
			}
		case tag == 0xa3 && kind == 0x04:
			r.MIC = inner
		}
	}
	return nil
}

func mechName(oid []byte) string {
	switch {
	case bytes.Equal(oid, oidKRB5):
		return "krb5"
	case bytes.Equal(oid, oidMSKRB5):
		return "ms-krb5"
	case bytes.Equal(oid, oidNTLM):
		return "ntlm"
	}
	return "other"
}

// mechToken reads what the mechanism itself sent.
func (r *Reply) mechToken(b []byte) error {
	if bytes.HasPrefix(b, []byte("NTLMSSP\x00")) {
		r.NTLM = true
		return nil
	}
	if b[0] == 0x60 {
		_, in, _, err := readTLV(b)
		if err != nil {
			return err
		}
		switch {
		case bytes.HasPrefix(in, oidKRB5):
			in = in[len(oidKRB5):]
		case bytes.HasPrefix(in, oidMSKRB5):
			in = in[len(oidMSKRB5):]
		default:
			return errors.New("the token is of another mechanism")
		}
		if len(in) < 3 {
			return errDER
		}
		b = in[2:] // the token id; the message says itself what it is
	}
	switch b[0] {
	case 0x6f:
		r.APRep = b
	case 0x7e:
		now := time.Now()
		e, err := parseError(b, now, now)
		if err != nil {
			return err
		}
		r.Error = e
	default:
		return fmt.Errorf("the token begins with 0x%02x: neither AP-REP nor KRB-ERROR", b[0])
	}
	return nil
}
