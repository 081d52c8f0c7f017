package krb

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

var testKey = types.EncryptionKey{KeyType: 18, KeyValue: bytes.Repeat([]byte{7}, 32)}

func name(parts ...string) types.PrincipalName {
	return types.PrincipalName{NameType: ntSrvInst, NameString: parts}
}

// testTGT is a ticket-granting ticket that no KDC issued.
func testTGT() *Ticket {
	t := &Ticket{client: name("alice"), crealm: "R", key: testKey}
	t.ticket = messages.Ticket{TktVNO: 5, Realm: "R", SName: tgsName("R"), EncPart: types.EncryptedData{EType: 18, KVNO: 1, Cipher: []byte("sealed")}}
	t.reply = ad.TicketReply{Client: "alice@R", End: time.Now().Add(time.Hour)}
	return t
}

// answer is what a KDC says; each field can be made wrong.
type answer struct {
	nonce          int
	client, crealm string
	server, ticket types.PrincipalName
	realm          string
	key            types.EncryptionKey // the reply is sealed with
	session        types.EncryptionKey
}

func (a answer) marshal(t testing.TB) []byte {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Second)
	part := messages.EncKDCRepPart{Key: a.session, LastReqs: []messages.LastReq{{LRType: 0, LRValue: now}}, Nonce: a.nonce,
		Flags: bitString(0x40a10000), AuthTime: now, StartTime: now, EndTime: now.Add(time.Hour), SRealm: a.realm, SName: a.server,
		EncPAData: types.PADataSequence{{PADataType: paSupportedETypes, PADataValue: []byte{0x18, 0, 0, 0}}}}
	plain, err := part.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := crypto.GetEncryptedData(plain, a.key, usageTGSRepSession, 0)
	if err != nil {
		t.Fatal(err)
	}
	m := messages.TGSRep{KDCRepFields: messages.KDCRepFields{PVNO: 5, MsgType: 13, CRealm: a.crealm, CName: name(a.client), EncPart: sealed,
		Ticket: messages.Ticket{TktVNO: 5, Realm: a.realm, SName: a.ticket, EncPart: types.EncryptedData{EType: 18, KVNO: 3, Cipher: []byte("sealed")}}}}
	b, err := m.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func goodAnswer() answer {
	return answer{42, "alice", "R", name("http", "web"), name("http", "web"), "R", testKey,
		types.EncryptionKey{KeyType: 17, KeyValue: bytes.Repeat([]byte{9}, 16)}}
}

func testRequest() *tgsRequest {
	return &tgsRequest{tgt: testTGT(), server: name("http", "web"), nonce: 42}
}

// A reply to somebody else's request, or one that somebody else made, is
// never taken.
func TestRepliesThatAreNotOurs(t *testing.T) {
	for what, tc := range map[string]struct {
		change func(*answer)
		want   string
	}{
		"ours":           {func(*answer) {}, ""},
		"case":           {func(a *answer) { a.client, a.realm, a.crealm = "ALICE", "r", "r" }, ""},
		"other request":  {func(a *answer) { a.nonce = 43 }, "another request"},
		"other client":   {func(a *answer) { a.client = "mallory" }, "mallory@R instead of alice@R"},
		"other realm":    {func(a *answer) { a.crealm = "X" }, "alice@X"},
		"other service":  {func(a *answer) { a.server, a.ticket = name("http", "evil"), name("http", "evil") }, "http/evil instead of"},
		"two services":   {func(a *answer) { a.ticket = name("http", "evil") }, "the ticket is for http/evil"},
		"other key":      {func(a *answer) { a.key.KeyValue = bytes.Repeat([]byte{8}, 32) }, "does not decrypt"},
		"short session":  {func(a *answer) { a.session.KeyValue = []byte{1} }, "session key of 1 bytes"},
		"strange sesson": {func(a *answer) { a.session.KeyType = 99 }, "etype 99"},
	} {
		a := goodAnswer()
		tc.change(&a)
		tk, err := parseTGSRep(a.marshal(t), testRequest(), name("alice"), "R")
		switch {
		case tc.want == "" && err != nil:
			t.Errorf("%s: %v", what, err)
		case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: %v, want %q", what, err, tc.want)
		case tc.want == "" && (tk.reply.KVNO != 3 || tk.reply.SessionEType != 17 || tk.reply.OwnerETypes != 0x18):
			t.Errorf("%s: %+v", what, tk.reply)
		}
	}
}

// Printing a ticket or anything that holds one never shows a key.
func TestKeysAreNotPrinted(t *testing.T) {
	tk, err := parseTGSRep(goodAnswer().marshal(t), testRequest(), name("alice"), "R")
	if err != nil {
		t.Fatal(err)
	}
	x, err := tk.APReq(APOptions{Flags: GSSMutual})
	if err != nil {
		t.Fatal(err)
	}
	sub := copyKey(testKey)
	for _, v := range []any{tk, x, Accepted{Subkey: &sub}, []*Ticket{tk}, struct{ T *Ticket }{tk}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
			s := fmt.Sprintf(verb, v)
			for _, key := range []string{"9 9 9", "0x9, 0x9", "090909", "7 7 7", "0x7, 0x7", "070707", "\t\t\t"} {
				if strings.Contains(s, key) {
					t.Errorf("%s of %T shows a key: %s", verb, v, s)
				}
			}
		}
	}
}

// Damage anywhere in a reply is an error and never a panic.
func TestDamagedReplies(t *testing.T) {
	whole := goodAnswer().marshal(t)
	for i := range whole {
		if _, err := parseTGSRep(whole[:i], testRequest(), name("alice"), "R"); err == nil {
			t.Errorf("%d of %d bytes are taken for a reply", i, len(whole))
		}
		b := bytes.Clone(whole)
		b[i] ^= 0xff
		parseTGSRep(b, testRequest(), name("alice"), "R")
	}
}

func FuzzTGSRep(f *testing.F) {
	f.Add(goodAnswer().marshal(f))
	f.Add([]byte{0x6d, 0})
	f.Fuzz(func(_ *testing.T, b []byte) {
		parseTGSRep(b, testRequest(), name("alice"), "R")
		parseError(b, time.Time{}, time.Time{})
		keyHints(padata(b))
		ntStatus(b)
	})
}

// What is inside the encrypted part comes from a KDC too.
func FuzzEncryptedPart(f *testing.F) {
	f.Add([]byte{0x7a, 0}, int32(18))
	f.Add([]byte{}, int32(23))
	f.Fuzz(func(_ *testing.T, b []byte, etype int32) {
		key := types.EncryptionKey{KeyType: etype, KeyValue: make([]byte, keySizes[etype])}
		tk := &Ticket{key: key}
		open := func(ed types.EncryptedData) ([]byte, error) { return tk.decrypt(ed, usageTGSRepSession) }
		openReply(types.EncryptedData{EType: etype, Cipher: b}, open)
		if sealed, err := crypto.GetEncryptedData(b, testKey, usageTGSRepSession, 0); err == nil {
			tk.key = testKey
			openReply(sealed, open)
		}
		x := &APExchange{key: testKey}
		x.VerifyAPRep(b)
	})
}

// BenchmarkExchange is one request made and one reply read, without a network.
func BenchmarkExchange(b *testing.B) {
	r := testRequest()
	r.etypes = []int32{18, 17, 23}
	a := goodAnswer().marshal(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.marshal(time.Now()); err != nil {
			b.Fatal(err)
		}
		r.nonce = 42
		if _, err := parseTGSRep(a, r, name("alice"), "R"); err != nil {
			b.Fatal(err)
		}
	}
}
