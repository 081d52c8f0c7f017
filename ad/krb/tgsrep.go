package krb

import (
	"fmt"
	"strings"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// parseTGSRep opens a TGS-REP and checks everything in it that must agree
// with the request (RFC 4120 3.3.4): nonce, client, server, realms. For
// whom names the client that the ticket must be for: the asker's own, or
// another under S4U.
func parseTGSRep(b []byte, r *tgsRequest, forWhom types.PrincipalName, forRealm string) (*Ticket, error) {
	var m messages.TGSRep
	if err := decode(b, "the TGS-REP", m.Unmarshal); err != nil {
		return nil, fmt.Errorf("its answer is no TGS-REP, or a damaged one: %w", err)
	}
	part, err := openReply(m.EncPart, func(ed types.EncryptedData) ([]byte, error) { return r.tgt.decrypt(ed, usageTGSRepSession) })
	if err != nil {
		return nil, err
	}
	if err := checkReply(m.KDCRepFields, part, r.nonce); err != nil {
		return nil, err
	}
	if !sameName(m.CName, forWhom) || !strings.EqualFold(m.CRealm, forRealm) {
		return nil, fmt.Errorf("it sent a ticket for the client %s instead of %s", fullName(m.CName, m.CRealm), fullName(forWhom, forRealm))
	}
	if _, referral := isTGS(part.SName); !referral && r.options&optCanonicalize == 0 && !sameName(part.SName, r.server) {
		return nil, fmt.Errorf("it sent a ticket for %s instead of %s", nameString(part.SName), nameString(r.server))
	}
	return newTicket(m.Ticket, part, m.CName, m.CRealm), nil
}

// openReply decrypts the part of a reply that holds the session key.
func openReply(ed types.EncryptedData, open func(types.EncryptedData) ([]byte, error)) (messages.EncKDCRepPart, error) {
	var part messages.EncKDCRepPart
	plain, err := open(ed)
	if err != nil {
		return part, err
	}
	defer wipe(plain)
	if err := decode(plain, "the reply's encrypted part", part.Unmarshal); err != nil {
		return part, err
	}
	// The decoder may point into plain: the key must survive the wipe.
	part.Key = copyKey(part.Key)
	for i := range part.EncPAData {
		part.EncPAData[i].PADataValue = append([]byte(nil), part.EncPAData[i].PADataValue...)
	}
	part.Flags.Bytes = append([]byte(nil), part.Flags.Bytes...)
	return part, nil
}

// checkReply holds the two halves of a reply against each other and against
// the nonce of the request.
func checkReply(m messages.KDCRepFields, part messages.EncKDCRepPart, nonce int) error {
	switch {
	case part.Nonce != nonce:
		return fmt.Errorf("it answered another request: the nonce is not ours")
	case len(part.SName.NameString) == 0 || len(m.Ticket.SName.NameString) == 0 || len(m.CName.NameString) == 0:
		return fmt.Errorf("its reply leaves out a name")
	case !sameName(m.Ticket.SName, part.SName) || !strings.EqualFold(m.Ticket.Realm, part.SRealm):
		return fmt.Errorf("the ticket is for %s, the reply says %s", fullName(m.Ticket.SName, m.Ticket.Realm), fullName(part.SName, part.SRealm))
	}
	if size, ok := keySizes[part.Key.KeyType]; !ok || len(part.Key.KeyValue) != size {
		return fmt.Errorf("it sent a session key of %d bytes for %s", len(part.Key.KeyValue), ad.EType(part.Key.KeyType))
	}
	return nil
}

// keySizes are the bytes of a key of each encryption type.
var keySizes = map[int32]int{16: 24, 17: 16, 18: 32, 19: 16, 20: 32, 23: 16}
