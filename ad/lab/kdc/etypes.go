package kdc

import (
	"slices"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/types"
)

// strength lists the enctypes of the lab, strongest first.
var strength = []int32{18, 17, 23}

// bits gives the bit of msDS-SupportedEncryptionTypes for an enctype.
var bits = map[int32]ad.SupportedETypes{18: ad.SupportsAES256, 17: ad.SupportsAES128, 23: ad.SupportsRC4}

// supported is what the KDC believes of an account: its attribute or, when
// that names no type, the controller's default (MS-KILE 3.3.5.7).
func (s *Server) supported(e *store.Entry) ad.SupportedETypes {
	v := ad.SupportedETypes(uint32(e.Int("msDS-SupportedEncryptionTypes")))
	if store.UAC(e).Has(ad.UACDESOnly) {
		return ad.SupportsDESCRC | ad.SupportsDESMD5
	}
	if v.Unset() {
		return ad.SupportedETypes(s.cfg.Default())
	}
	return v
}

// ticketKey picks the key a service ticket is encrypted with: the strongest
// that the account is said to support and has a key for. What the client asks
// for does not come into it.
func (s *Server) ticketKey(e *store.Entry) (types.EncryptionKey, bool) {
	if e.Text("sAMAccountName") == "krbtgt" {
		return e.Secret.Key(18)
	}
	mask := s.supported(e)
	for _, t := range strength {
		if mask&bits[t] == 0 {
			continue
		}
		if k, ok := e.Secret.Key(t); ok {
			return k, true
		}
	}
	return types.EncryptionKey{}, false
}

// sessionType picks the session key's type: the strongest that the client
// asks for and the service supports. The AES256-SK bit allows AES session keys
// under tickets of a weaker type (KB5021131).
func sessionType(mask ad.SupportedETypes, asked []int32) (int32, bool) {
	if mask&ad.SupportsAES256SK != 0 {
		mask |= ad.SupportsAES256 | ad.SupportsAES128
	}
	for _, t := range strength {
		if mask&bits[t] != 0 && slices.Contains(asked, t) {
			return t, true
		}
	}
	return 0, false
}
