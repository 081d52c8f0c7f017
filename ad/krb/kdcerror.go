package krb

import (
	"encoding/asn1"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb/wire"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// The bounds of what is kept of a KRB-ERROR, in bytes. No KDC says as much.
const (
	maxErrorText = 1 << 10
	maxErrorName = 1 << 10
	maxEData     = 64 << 10
)

// clip shortens a foreign text and shows that it did.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// isError says whether an answer is a KRB-ERROR: application tag 30.
func isError(b []byte) bool { return len(b) > 0 && b[0] == 0x7e }

// parseError reads a KRB-ERROR and computes the clock offset against the
// middle of the exchange.
func parseError(b []byte, sent, received time.Time) (*ad.KDCError, error) {
	var m messages.KRBError
	if err := decode(b, "the KRB-ERROR", m.Unmarshal); err != nil {
		return nil, err
	}
	e := &ad.KDCError{Code: int(m.ErrorCode), Text: clip(m.EText, maxErrorText), Realm: clip(m.Realm, maxErrorName), SName: clip(nameString(m.SName), maxErrorName), EData: m.EData[:min(len(m.EData), maxEData)]}
	if !m.STime.IsZero() {
		e.ServerTime = m.STime.UTC().Add(time.Duration(m.Susec%1e6) * time.Microsecond)
		if !sent.IsZero() {
			e.Offset = e.ServerTime.Sub(sent.Add(received.Sub(sent) / 2))
		}
	}
	e.NTStatus = ntStatus(m.EData)
	return e, nil
}

// errorOf reads the KRB-ERROR of an exchange; its offset is against the clock
// that the requests are made with.
func (c *Client) errorOf(a wire.Answer) (*ad.KDCError, error) {
	e, err := parseError(a.Bytes, a.Sent, a.Received)
	if err == nil && c.opts.Clock != nil && !e.ServerTime.IsZero() {
		e.Offset -= time.Until(c.opts.Clock())
	}
	return e, err
}

// strangers says that an error belongs to nobody's request of ours: it names
// a service that was never asked for, here or in another realm. A realm alone
// that differs is common, as with a domain's short name; so is a service whose
// host is written longer or shorter, and some errors name nothing at all.
func strangers(e *ad.KDCError, realm, service string) error {
	if e.SName == "" || strings.EqualFold(e.SName, service) || ticketGranting(e.SName) && ticketGranting(service) {
		return nil
	}
	if (e.Realm == "" || strings.EqualFold(e.Realm, realm)) && !otherService(e.SName, service) {
		return nil
	}
	return fmt.Errorf("it sent an error that belongs to another request: %s, about %s@%s", e.Error(), e.SName, e.Realm)
}

// otherService says that two names of services are not spellings of one: their
// classes or the first labels of their hosts differ. Names of accounts, which
// have one part, and the ticket-granting service tell nothing.
func otherService(a, b string) bool {
	classA, hostA, okA := strings.Cut(a, "/")
	classB, hostB, okB := strings.Cut(b, "/")
	if !okA || !okB || ticketGranting(a) || ticketGranting(b) {
		return false
	}
	return !strings.EqualFold(classA, classB) || !strings.EqualFold(firstLabel(hostA), firstLabel(hostB))
}

func firstLabel(host string) string {
	label, _, _ := strings.Cut(host, ".")
	label, _, _ = strings.Cut(label, "/")
	return label
}

func ticketGranting(name string) bool { return strings.HasPrefix(strings.ToLower(name), "krbtgt/") }

// ntStatus finds the status in e-data: KERB-ERROR-DATA of type 3 (MS-KILE
// 2.2.2), three little-endian words of which the first is the NTSTATUS, or
// the same words as padata of type 3 or 8, as Samba sends them.
func ntStatus(edata []byte) uint32 {
	var ext struct {
		Type  int    `asn1:"explicit,tag:1"`
		Value []byte `asn1:"explicit,optional,tag:2"`
	}
	if _, err := asn1.Unmarshal(edata, &ext); err == nil && ext.Type == 3 {
		return statusWords(ext.Value)
	}
	for _, pa := range padata(edata) {
		if pa.PADataType == 3 {
			return statusWords(pa.PADataValue)
		}
	}
	return 0
}

func statusWords(b []byte) uint32 {
	if len(b) < 12 {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// padata reads METHOD-DATA (RFC 4120 5.9.1); nil when it is something else.
func padata(b []byte) types.PADataSequence {
	var out types.PADataSequence
	if decode(b, "padata", out.Unmarshal) != nil {
		return nil
	}
	return out
}

// crealmOf reads the client realm of a KRB-ERROR: in a WRONG_REALM answer it
// is where to ask (RFC 6806 7).
func crealmOf(b []byte) string {
	var m messages.KRBError
	if decode(b, "the KRB-ERROR", m.Unmarshal) != nil {
		return ""
	}
	return strings.TrimSpace(m.CRealm)
}
