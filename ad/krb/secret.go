package krb

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/types"
)

// secret gives the principal's long-term key for an encryption type.
type secret interface {
	// key derives or finds the key; kvno 0 means the newest.
	key(etype int32, kvno int, salt string, params []byte) (types.EncryptionKey, error)
	// order puts the encryption types that the secret can serve first.
	order(etypes []int32) []int32
	// what names the secret for people: "the password", "the keytab".
	what() string
}

// password derives keys (RFC 3962 4, RFC 4757 2, RFC 8009 4).
type password []byte

func (p password) what() string                 { return "the password" }
func (p password) order(etypes []int32) []int32 { return etypes }

func (p password) key(etype int32, _ int, salt string, params []byte) (k types.EncryptionKey, err error) {
	et, err := crypto.GetEtype(etype)
	if err != nil {
		return k, fmt.Errorf("encryption type %s is not spoken here", ad.EType(etype))
	}
	s2k := et.GetDefaultStringToKeyParams()
	if len(params) > 0 && etype != int32(ad.ETypeRC4) {
		// The number of rounds comes from the network: a KDC that asks for
		// billions would keep this machine busy for hours.
		if len(params) != 4 {
			return k, fmt.Errorf("the KDC sent string-to-key parameters of %d bytes", len(params))
		}
		if n := binary.BigEndian.Uint32(params); n == 0 || n > maxStringToKeyRounds {
			return k, fmt.Errorf("the KDC asks for %d string-to-key rounds", n)
		}
		s2k = hex.EncodeToString(params)
	}
	b, err := et.StringToKey(string(p), salt, s2k)
	if err != nil {
		return k, fmt.Errorf("the password cannot be turned into a %s key", ad.EType(etype))
	}
	return types.EncryptionKey{KeyType: etype, KeyValue: b}, nil
}

// keytabSecret serves the keys of one principal, newest version first.
type keytabSecret []keytab.Entry

func (s keytabSecret) what() string { return "the keytab" }

func (s keytabSecret) order(etypes []int32) []int32 {
	var have, rest []int32
	for _, e := range etypes {
		if slices.ContainsFunc(s, func(x keytab.Entry) bool { return x.EType == e }) {
			have = append(have, e)
		} else {
			rest = append(rest, e)
		}
	}
	return append(have, rest...)
}

func (s keytabSecret) key(etype int32, kvno int, _ string, _ []byte) (types.EncryptionKey, error) {
	for _, e := range s {
		if e.EType == etype && (kvno == 0 || int(e.KVNO) == kvno) {
			return types.EncryptionKey{KeyType: etype, KeyValue: e.Key()}, nil
		}
	}
	if kvno != 0 { // a key without a matching version is still worth the try
		return s.key(etype, 0, "", nil)
	}
	return types.EncryptionKey{}, fmt.Errorf("the keytab has no %s key for this principal", ad.EType(etype))
}

// keyHint is what a KDC says about the key: ETYPE-INFO2, or the older forms.
type keyHint struct {
	etype  int32
	salt   string
	salted bool
	params []byte
}

// keyHints reads them from padata in the KDC's order, the newest form first.
func keyHints(pas types.PADataSequence) []keyHint {
	var hints, old []keyHint
	var salt *string
	for _, pa := range pas {
		switch pa.PADataType {
		case paETypeInfo2:
			var info types.ETypeInfo2
			if decode(pa.PADataValue, "ETYPE-INFO2", info.Unmarshal) == nil {
				for _, e := range info {
					hints = append(hints, keyHint{e.EType, e.Salt, e.Salt != "", e.S2KParams})
				}
			}
		case paETypeInfo:
			var info types.ETypeInfo
			if decode(pa.PADataValue, "ETYPE-INFO", info.Unmarshal) == nil {
				for _, e := range info {
					old = append(old, keyHint{e.EType, string(e.Salt), len(e.Salt) > 0, nil})
				}
			}
		case paPWSalt:
			s := string(pa.PADataValue)
			salt = &s
		}
	}
	if len(hints) == 0 {
		hints = old
	}
	if len(hints) == 0 && salt != nil {
		hints = []keyHint{{0, *salt, true, nil}}
	}
	return hints
}

// chooseHint takes the first hint whose type was asked for, in the order of
// the KDC, or a bare one for the strongest type asked for.
func chooseHint(hints []keyHint, etypes []int32, sec secret) (keyHint, error) {
	if kt, ok := sec.(keytabSecret); ok { // a type without a key is no use
		etypes = slices.DeleteFunc(slices.Clone(etypes), func(e int32) bool {
			return !slices.ContainsFunc(kt, func(x keytab.Entry) bool { return x.EType == e })
		})
	}
	for _, h := range hints {
		if h.etype != 0 && slices.Contains(etypes, h.etype) {
			return h, nil
		}
	}
	if len(etypes) > 0 && (len(hints) == 0 || hints[0].etype == 0) {
		h := keyHint{etype: etypes[0]}
		if len(hints) > 0 {
			h.salt, h.salted = hints[0].salt, true
		}
		return h, nil
	}
	var offered []string
	for _, h := range hints {
		offered = append(offered, ad.EType(h.etype).String())
	}
	return keyHint{}, fmt.Errorf("the KDC wants a key of type %v, which %s does not give", offered, sec.what())
}
