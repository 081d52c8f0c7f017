package krb

import (
	"bytes"
	"encoding/asn1"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// What we encode by hand is byte for byte what the library makes of the same
// request, and what it reads back.
func TestEncodingAgreesWithLibrary(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	for _, etype := range []int32{17, 18, 23} {
		tgt := testTGT()
		tgt.key = types.EncryptionKey{KeyType: etype, KeyValue: bytes.Repeat([]byte{7}, keySizes[etype])}
		tgt.reply.End, tgt.reply.RenewUntil = now.Add(time.Hour), now.Add(48*time.Hour)
		r := &tgsRequest{tgt: tgt, server: name("http", "web"), options: optRenewable | optCanonicalize, etypes: []int32{18, -133, 300},
			padata: []types.PAData{resourceBased()}, additional: tgt}
		b, err := r.marshal(now)
		if err != nil {
			t.Fatal(err)
		}
		var m messages.TGSReq
		if err := m.Unmarshal(b); err != nil {
			t.Fatal(err)
		}
		if again, err := m.Marshal(); err != nil || !bytes.Equal(again, b) {
			t.Errorf("etype %d: the request\n%x\nis to the library\n%x, %v", etype, b, again, err)
		}
		if m.ReqBody.Nonce != r.nonce || !m.ReqBody.RTime.Equal(tgt.reply.RenewUntil) || len(m.ReqBody.AdditionalTickets) != 1 || m.ReqBody.EType[1] != -133 {
			t.Errorf("body %+v", m.ReqBody)
		}
		var ap messages.APReq
		if err := ap.Unmarshal(m.PAData[0].PADataValue); err != nil {
			t.Fatal(err)
		}
		if err := ap.DecryptAuthenticator(tgt.key); err != nil {
			t.Fatal(err)
		}
		body, _ := m.ReqBody.Marshal()
		et, _ := crypto.GetEtype(etype)
		if !et.VerifyChecksum(tgt.key.KeyValue, body, ap.Authenticator.Cksum.Checksum, usageTGSReqChecksum) {
			t.Errorf("etype %d: the library does not accept the seal", etype)
		}
		a := ap.Authenticator
		if lib, err := a.Marshal(); err != nil || !bytes.Equal(lib, derAuthenticator(a)) {
			t.Errorf("authenticator %x, library %x, %v", derAuthenticator(a), lib, err)
		}
		sealed, err := crypto.GetEncryptedData([]byte("hello"), tgt.key, usageTGSRepSession, 0)
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := tgt.decrypt(sealed, usageTGSRepSession); err != nil || string(plain) != "hello" {
			t.Errorf("etype %d: %q, %v", etype, plain, err)
		}
		sealed.Cipher[len(sealed.Cipher)-1] ^= 1
		if _, err := tgt.decrypt(sealed, usageTGSRepSession); err == nil {
			t.Errorf("etype %d: a tampered text was taken", etype)
		}
	}
	for _, v := range []int64{0, 1, 127, 128, 255, 256, -1, -128, -129, -138, 1 << 30, 0x7fffffff, 0xffffffff} {
		if got, _ := asn1.Marshal(v); !bytes.Equal(derInt(v), got) {
			t.Errorf("%d: %x, want %x", v, derInt(v), got)
		}
	}
}
