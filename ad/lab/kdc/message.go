package kdc

import (
	"errors"
	"strings"
	"time"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/asn1tools"
	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Application tags of RFC 4120.
const (
	tagASReq    = 10
	tagTGSReq   = 12
	tagTicket   = 3
	tagEncASRep = 25
	tagEncTGS   = 26
)

// Pre-authentication data types.
const (
	paTGSReq     = 1
	paTimestamp  = 2
	paPwSalt     = 3
	paETypeInfo2 = 19
	paForUser    = 129
	paEncTypes   = 165
)

// Key usages of RFC 4120 7.5.1.
const (
	useTimestamp     = 1
	useTicket        = 2
	useASRep         = 3
	useTGSChecksum   = 6
	useTGSAuth       = 7
	useTGSRepSession = 8
	useTGSRepSubkey  = 9
	useForUser       = 17
)

// KDC options, as bit numbers (RFC 4120 5.4.1, MS-SFU 2.2.3, RFC 6806).
const (
	optForwardable  = 1
	optForwarded    = 2
	optProxiable    = 3
	optRenewable    = 8
	optCNameInAddl  = 14
	optCanonicalize = 15
	optRenew        = 30
)

// request is a decoded AS-REQ or TGS-REQ. The body's own bytes are kept: the
// checksum of a TGS-REQ is over what was sent, not over what we would send.
type request struct {
	kind   string
	padata types.PADataSequence
	body   messages.KDCReqBody
	raw    []byte
}

type wireRequest struct {
	PVNO    int                  `asn1:"explicit,tag:1"`
	MsgType int                  `asn1:"explicit,tag:2"`
	PAData  types.PADataSequence `asn1:"explicit,optional,tag:3"`
	ReqBody asn1.RawValue        `asn1:"explicit,tag:4"`
}

var errRequest = errors.New("not a request for a KDC")

func parseRequest(b []byte) (r request, err error) {
	if len(b) < 2 {
		return r, errRequest
	}
	params := ""
	switch b[0] {
	case 0x60 | tagASReq:
		r.kind, params = "AS", "application,explicit,tag:10"
	case 0x60 | tagTGSReq:
		r.kind, params = "TGS", "application,explicit,tag:12"
	default:
		return r, errRequest
	}
	var w wireRequest
	if _, err := asn1.UnmarshalWithParams(b, &w, params); err != nil {
		return r, errRequest
	}
	r.padata, r.raw = w.PAData, w.ReqBody.Bytes
	if err := r.body.Unmarshal(r.raw); err != nil || len(r.body.KDCOptions.Bytes) < 4 {
		return r, errRequest
	}
	return r, nil
}

func (r request) option(bit int) bool { return types.IsFlagSet(&r.body.KDCOptions, bit) }

func (r request) pa(kind int32) []byte {
	for _, p := range r.padata {
		if p.PADataType == kind {
			return p.PADataValue
		}
	}
	return nil
}

// server is the name asked for, as text.
func (r request) server() string { return strings.Join(r.body.SName.NameString, "/") }

// seal marshals a value under an application tag and encrypts it.
func seal(v any, tag int, key types.EncryptionKey, usage uint32, kvno int) (types.EncryptedData, error) {
	b, err := asn1.Marshal(v)
	if err != nil {
		return types.EncryptedData{}, err
	}
	return crypto.GetEncryptedData(asn1tools.AddASNAppTag(b, tag), key, usage, kvno)
}

// unseal decrypts, refusing what is too short for the cipher before the
// library sees it.
func unseal(e types.EncryptedData, key types.EncryptionKey, usage uint32) ([]byte, bool) {
	if e.EType != key.KeyType || len(e.Cipher) < 28 {
		return nil, false
	}
	b, err := crypto.DecryptEncPart(e, key, usage)
	return b, err == nil
}

// seconds is a Kerberos time: whole seconds, UTC.
func seconds(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }
