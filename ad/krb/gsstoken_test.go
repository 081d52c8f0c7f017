package krb

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/asn1tools"
	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// The AP-REQ carries what was asked for, as its receiver decodes it: mutual
// authentication, flags, channel bindings, sequence number, and no subkey.
func TestAPReq(t *testing.T) {
	tk := testTGT()
	tk.ticket.SName = name("ldap", "dc1")
	bindings := [16]byte{1, 2, 3}
	x, err := tk.APReq(APOptions{Flags: GSSMutual | GSSConf | GSSIntegrity | GSSDelegate, Bindings: bindings, SeqNumber: 77, Shift: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	var m messages.APReq
	if err := m.Unmarshal(x.Raw()); err != nil {
		t.Fatal(err)
	}
	if bits(m.APOptions) != apMutual {
		t.Errorf("AP options %#x", bits(m.APOptions))
	}
	if err := m.DecryptAuthenticator(testKey); err != nil {
		t.Fatal(err)
	}
	a := m.Authenticator
	sum := a.Cksum.Checksum
	if a.Cksum.CksumType != 0x8003 || len(sum) != 24 || binary.LittleEndian.Uint32(sum) != 16 || !bytes.Equal(sum[4:20], bindings[:]) ||
		binary.LittleEndian.Uint32(sum[20:]) != 0x32 {
		t.Errorf("checksum %x", sum)
	}
	if a.SeqNumber != 77 || len(a.SubKey.KeyValue) != 0 || a.CRealm != "R" || time.Until(a.CTime) < 59*time.Minute {
		t.Errorf("authenticator %+v", a)
	}
	if x2, _ := tk.APReq(APOptions{Plain: true}); x2.SeqNumber() == 0 {
		t.Error("no random sequence number")
	}
	if !bytes.Contains(x.SPNEGO(), x.GSSToken()) || !bytes.Contains(x.GSSToken(), x.Raw()) {
		t.Error("the tokens do not hold the AP-REQ")
	}
}

// apRep is what an acceptor sends back.
func apRep(t testing.TB, key types.EncryptionKey, part messages.EncAPRepPart) []byte {
	t.Helper()
	plain, err := asn1.Marshal(part)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := crypto.GetEncryptedData(asn1tools.AddASNAppTag(plain, 27), key, usageAPRep, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := asn1.Marshal(messages.APRep{PVNO: 5, MsgType: 15, EncPart: sealed})
	if err != nil {
		t.Fatal(err)
	}
	return asn1tools.AddASNAppTag(b, 15)
}

// Only a service that holds the ticket's key can answer, and only to this
// request.
func TestVerifyAPRep(t *testing.T) {
	tk := testTGT()
	x, err := tk.APReq(APOptions{Flags: GSSMutual})
	if err != nil {
		t.Fatal(err)
	}
	other := copyKey(testKey)
	other.KeyValue[0]++
	part := messages.EncAPRepPart{CTime: x.ctime, Cusec: x.cusec, Subkey: other, SequenceNumber: 5}
	for _, wrapped := range [][]byte{apRep(t, testKey, part), tlv(0x60, oidKRB5, []byte{2, 0}, apRep(t, testKey, part))} {
		a, err := x.VerifyAPRep(wrapped)
		if err != nil || a.SeqNumber != 5 || !bytes.Equal(a.Subkey.KeyValue, other.KeyValue) {
			t.Errorf("%v, %v", a, err)
		}
	}
	if _, err := x.VerifyAPRep(apRep(t, other, part)); err == nil {
		t.Error("a service with another key was believed")
	}
	part.Cusec++
	if _, err := x.VerifyAPRep(apRep(t, testKey, part)); err == nil || !strings.Contains(err.Error(), "another request") {
		t.Errorf("the answer to another request: %v", err)
	}
}

// The tokens that acceptors really send are taken apart.
func TestParseReply(t *testing.T) {
	krbError := messages.NewKRBError(name("http", "web"), "R", 44, "")
	krbError.STime = krbError.STime.Truncate(time.Second)
	raw, err := krbError.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	resp := func(state byte, mech, token []byte) []byte {
		fields := [][]byte{tlv(0xa0, []byte{0x0a, 1, state})}
		if mech != nil {
			fields = append(fields, tlv(0xa1, mech))
		}
		if token != nil {
			fields = append(fields, tlv(0xa2, tlv(0x04, token)))
		}
		return tlv(0xa1, tlv(0x30, fields...))
	}
	gss := tlv(0x60, oidKRB5, []byte{3, 0}, raw)
	for what, tc := range map[string]struct {
		in    []byte
		state NegState
		mech  string
		code  int
	}{
		"reject with error": {resp(2, oidKRB5, gss), NegRejected, "krb5", 44},
		"bare reject":       {resp(2, nil, nil), NegRejected, "", 0},
		"legacy mech":       {resp(1, oidMSKRB5, gss), NegIncomplete, "ms-krb5", 44},
		"bare GSS":          {gss, NegNone, "", 44},
		"bare error":        {raw, NegNone, "", 44},
	} {
		r, err := ParseReply(tc.in)
		if err != nil || r.State != tc.state || r.Mech != tc.mech {
			t.Errorf("%s: %+v, %v", what, r, err)
		}
		if code := 0; tc.code != 0 {
			if r.Error != nil {
				code = r.Error.Code
			}
			if code != tc.code {
				t.Errorf("%s: code %d", what, code)
			}
		}
	}
	ntlm, _ := base64.StdEncoding.DecodeString("TlRMTVNTUAACAAAA")
	if r, err := ParseReply(resp(1, oidNTLM, ntlm)); err != nil || !r.NTLM || r.Mech != "ntlm" {
		t.Errorf("NTLM: %+v, %v", r, err)
	}
	for _, bad := range []string{"", "x", "\xa1\x84\xff\xff\xff\xff", "\x60\x02\x06\x00", "\xa1\x03\x30\x01\xa0"} {
		if _, err := ParseReply([]byte(bad)); err == nil {
			t.Errorf("%q was taken for a token", bad)
		}
	}
}

func FuzzParseReply(f *testing.F) {
	f.Add([]byte{0xa1, 7, 0x30, 5, 0xa0, 3, 0x0a, 1, 2})
	f.Add(tlv(0x60, oidKRB5, []byte{3, 0, 0x7e, 0}))
	f.Add(tlv(0x60, oidSPNEGO, tlv(0xa0, tlv(0x30, tlv(0xa0, tlv(0x30, oidMSKRB5, oidKRB5, oidNTLM))))))
	f.Fuzz(func(_ *testing.T, b []byte) { ParseReply(b); ParseOffer(b) })
}

func FuzzSplitName(f *testing.F) {
	f.Add(`http/a\/b@R`)
	f.Fuzz(func(t *testing.T, s string) {
		if comps, _, err := splitName(s); err == nil && len(comps) == 0 {
			t.Error("no components and no error")
		}
	})
}
