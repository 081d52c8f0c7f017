package krb

import (
	"fmt"
	"time"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Pre-authentication types (RFC 4120 5.2.7, RFC 6113).
const (
	paEncTimestamp = 2
	paPWSalt       = 3
	paETypeInfo    = 11
	paETypeInfo2   = 19
	paFXCookie     = 133
)

// What is asked for in time; the KDC's policy has the last word.
const (
	askLifetime = 24 * time.Hour
	askRenew    = 7 * 24 * time.Hour
)

// asRequest is one AS-REQ before it is encoded.
type asRequest struct {
	client  types.PrincipalName
	realm   string
	options uint32
	etypes  []int32
	padata  []types.PAData
	nonce   int
}

// marshal encodes the request with a fresh nonce.
func (r *asRequest) marshal(now time.Time) ([]byte, error) {
	var err error
	if r.nonce, err = newNonce(); err != nil {
		return nil, err
	}
	now = now.UTC().Truncate(time.Second)
	req := messages.ASReq{KDCReqFields: messages.KDCReqFields{
		PVNO: kvMessage, MsgType: msgASReq, PAData: r.padata,
		ReqBody: messages.KDCReqBody{
			KDCOptions: bitString(r.options), CName: r.client, Realm: r.realm, SName: tgsName(r.realm),
			Till: now.Add(askLifetime), RTime: now.Add(askRenew), Nonce: r.nonce, EType: r.etypes,
		},
	}}
	return req.Marshal()
}

// timestamp is PA-ENC-TIMESTAMP (RFC 4120 5.2.7.2): our clock, encrypted with
// the principal's key.
func timestamp(key types.EncryptionKey, now time.Time) (types.PAData, error) {
	now = now.UTC()
	plain, err := asn1.Marshal(types.PAEncTSEnc{PATimestamp: now.Truncate(time.Second), PAUSec: now.Nanosecond() / 1000})
	if err != nil {
		return types.PAData{}, fmt.Errorf("encoding the time: %w", err)
	}
	sealed, err := crypto.GetEncryptedData(plain, key, usageASReqTimestamp, 0)
	if err != nil {
		return types.PAData{}, fmt.Errorf("encrypting the time: %w", err)
	}
	b, err := sealed.Marshal()
	if err != nil {
		return types.PAData{}, fmt.Errorf("encoding the pre-authentication: %w", err)
	}
	return types.PAData{PADataType: paEncTimestamp, PADataValue: b}, nil
}
