package kdc

import (
	"encoding/binary"
	"strings"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// refusal is an answer that is no ticket.
type refusal struct {
	code  int
	edata []byte
}

func refuse(code int) *refusal { return &refusal{code: code} }

// Answer handles one request. It returns nil, as a controller stays silent,
// when the bytes are no request at all.
func (s *Server) Answer(b []byte) (reply []byte) {
	defer func() {
		if recover() != nil { // the decoders are not ours; a hostile request ends here
			reply = nil
		}
	}()
	r, err := parseRequest(b)
	if err != nil {
		return nil
	}
	var client string
	var no *refusal
	if r.kind == "AS" {
		client = strings.Join(r.body.CName.NameString, "/")
		reply, no = s.as(r)
	} else {
		reply, client, no = s.tgs(r)
	}
	if no != nil {
		s.log(Event{r.kind, client, r.server(), no.code})
		return s.sayNo(r, no)
	}
	s.log(Event{r.kind, client, r.server(), 0})
	return reply
}

// sayNo builds the KRB-ERROR. A controller sends no text.
func (s *Server) sayNo(r request, no *refusal) []byte {
	now := s.now()
	e := messages.KRBError{PVNO: 5, MsgType: 30, STime: seconds(now), Susec: now.Nanosecond() / 1000, ErrorCode: int32(no.code),
		Realm: s.cfg.Realm, SName: r.body.SName, EData: no.edata}
	if r.kind == "AS" {
		e.CRealm, e.CName = r.body.Realm, r.body.CName
	}
	b, err := e.Marshal()
	if err != nil {
		return nil
	}
	return b
}

func (s *Server) tooBig() []byte {
	return s.sayNo(request{kind: "TGS"}, refuse(ad.ErrTooBig))
}

// statusWords is the extended error of MS-KILE 2.2.2: status, reserved, flags.
func statusWords(status uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, status)
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, 0), 1)
}

// withStatus refuses with an NTSTATUS: among the method data of an AS error,
// on its own in a TGS error.
func withStatus(code int, status uint32, list bool) *refusal {
	pa := types.PAData{PADataType: paPwSalt, PADataValue: statusWords(status)}
	var b []byte
	var err error
	if list {
		b, err = asn1.Marshal(types.PADataSequence{pa})
	} else {
		b, err = asn1.Marshal(pa)
	}
	if err != nil {
		return refuse(code)
	}
	return &refusal{code, b}
}

// NTSTATUS values that travel with a refusal.
const (
	statusDisabled    = 0xC0000072
	statusExpired     = 0xC0000193
	statusLocked      = 0xC0000234
	statusMustChange  = 0xC0000224
	statusUnsupported = 0xC00000BB
	statusNoMatch     = 0xC0000272
	statusNotFound    = 0xC0000225
	statusRestriction = 0xC000006E
	statusFirewall    = 0xC0000413
)

// skew is the clock difference that is tolerated.
const skew = 5 * time.Minute

func (s *Server) skewed(t time.Time) bool { return s.now().Sub(t).Abs() > skew }
