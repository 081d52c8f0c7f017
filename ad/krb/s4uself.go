package krb

import (
	"context"
	"encoding/binary"
	"strings"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/crypto/rfc4757"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Pre-authentication types of MS-SFU 2.2.1 and MS-KILE 2.2.10.
const (
	paForUser    = 129
	paPACOptions = 167
)

// forUser is PA-FOR-USER.
type forUser struct {
	Name    types.PrincipalName `asn1:"explicit,tag:0"`
	Realm   string              `asn1:"generalstring,explicit,tag:1"`
	Cksum   types.Checksum      `asn1:"explicit,tag:2"`
	Package string              `asn1:"generalstring,explicit,tag:3"`
}

// paForUserData names the user and seals it with the session key: always
// HMAC-MD5, also for AES keys.
func paForUserData(user types.PrincipalName, realm string, key types.EncryptionKey) (types.PAData, error) {
	const pkg = "Kerberos"
	data := binary.LittleEndian.AppendUint32(nil, uint32(user.NameType))
	data = append(data, strings.Join(user.NameString, "")+realm+pkg...)
	sum, err := rfc4757.Checksum(key.KeyValue, usageForUserChecksum, data)
	if err != nil {
		return types.PAData{}, err
	}
	b, err := asn1.Marshal(forUser{user, realm, types.Checksum{CksumType: chksumForUserHMACMD5, Checksum: sum}, pkg})
	return types.PAData{PADataType: paForUser, PADataValue: b}, err
}

// S4U2Self asks for a ticket to the client itself in a user's name (MS-SFU
// 3.1.5.1.1). It needs the client to be a service: a computer, or an account
// with an SPN. No password of the user is involved.
func S4U2Self(ctx context.Context, c *Client, user string) (*Ticket, ad.TicketResult) {
	start := time.Now()
	w := &walk{c: c, tgt: c.held(), etypes: c.opts.serviceETypes(nil), res: ad.TicketResult{SPN: nameString(c.name), At: start.UTC()}}
	t := w.s4uSelf(ctx, user)
	return w.finish(t, start)
}

func (w *walk) s4uSelf(ctx context.Context, user string) *Ticket {
	c := w.c
	what := "asking for a ticket in the name of " + user
	name, realm, err := clientName(user, c.realm, true)
	if err != nil {
		return w.stop(ad.AsProblem(err, ad.ProblemUsage, what))
	}
	if p := expired(w.tgt); p != nil {
		return w.stop(p)
	}
	if !strings.EqualFold(realm, c.realm) {
		return w.stop(&ad.Problem{Kind: ad.ProblemNotAsked, What: what, Why: "the user is of the realm " + realm + ", the front end of " + c.realm,
			Do: "prove it with a user of " + c.realm})
	}
	pa, err := paForUserData(name, c.realm, w.tgt.key)
	if err != nil {
		return w.stop(ad.AsProblem(err, ad.ProblemProtocol, what))
	}
	r := &tgsRequest{tgt: w.tgt, server: c.name, options: optCanonicalize | w.forwardable(), etypes: w.etypes, padata: []types.PAData{pa},
		command: "kvno -k KEYTAB -U " + ad.ShellQuote(user) + " " + ad.ShellQuote(nameString(c.name))}
	t, ex := c.exchange(ctx, c.realm, "", r, name, c.realm)
	w.record(c.realm, nameString(c.name)+" for "+user, ex, t)
	return t
}

// forwardable is the option to ask for a forwardable ticket, where our own is
// one: asked of another, a KDC refuses with the code of a refused delegation.
func (w *walk) forwardable() uint32 { return uint32(w.tgt.reply.Flags) & optForwardable }
