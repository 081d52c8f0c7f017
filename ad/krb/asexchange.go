package krb

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb/wire"
	"adwalk/ad/trace"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// loginRun is one log-in: a question without proof, to learn salt and
// encryption type, then one with it.
type loginRun struct {
	c       *Client
	name    types.PrincipalName
	realm   string
	sec     secret
	etypes  []int32
	options uint32
	kdc     wire.KDC // who answered the question gets the proof
	command string   // that logs in in the same way
}

// maxRealmHops bounds how often a KDC may send the log-in to another realm.
const maxRealmHops = 5

func (l *loginRun) what() string { return "logging in as " + fullName(l.name, l.realm) }

func (l *loginRun) run(ctx context.Context) (*Ticket, error) {
	for range maxRealmHops {
		kdcs, p := l.c.kdcs(ctx, l.realm, "", l.what())
		if p != nil {
			return nil, p
		}
		req := &asRequest{client: l.name, realm: l.realm, options: l.options, etypes: l.etypes}
		a, err := l.send(ctx, kdcs, req, wire.Mode{})
		if err != nil {
			return nil, err
		}
		if !isError(a.Bytes) { // no pre-authentication asked
			return l.open(a, req, nil)
		}
		e, err := l.errorOf(a)
		if err != nil {
			return nil, nonsense(l.what(), a.KDC, err)
		}
		switch next := crealmOf(a.Bytes); {
		case e.Code == ad.ErrPreauthRequired:
			l.kdc = wire.KDC{Addr: a.KDC}
			return l.prove(ctx, e)
		case e.Code == ad.ErrWrongRealm && l.options&optCanonicalize != 0 && next != "" && !strings.EqualFold(next, l.realm):
			l.realm = next
		default:
			return nil, explainLogin(e, l, a.KDC)
		}
	}
	return nil, &ad.Problem{Kind: ad.ProblemProtocol, What: l.what(), Why: "the KDCs send it from realm to realm", Do: "name the account's own realm: name@REALM"}
}

// prove answers PREAUTH_REQUIRED with an encrypted timestamp. Whatever comes
// back is final: the password is not tried again.
func (l *loginRun) prove(ctx context.Context, asked *ad.KDCError) (*Ticket, error) {
	pas := padata(asked.EData)
	key, err := l.keyFrom(pas, 0)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: l.what(), Why: err.Error(), Do: "check the account's encryption types, or log in by other means", Err: err}
	}
	defer wipe(key.KeyValue)
	ts, err := timestamp(key, l.c.opts.now())
	if err != nil {
		return nil, ad.AsProblem(err, ad.ProblemProtocol, l.what())
	}
	req := &asRequest{client: l.name, realm: l.realm, options: l.options, etypes: l.etypes, padata: []types.PAData{ts}}
	for _, pa := range pas {
		if pa.PADataType == paFXCookie { // the KDC wants its state back
			req.padata = append(req.padata, pa)
		}
	}
	a, err := l.send(ctx, []wire.KDC{l.kdc}, req, wire.Mode{Once: true})
	if err != nil {
		return nil, err
	}
	if isError(a.Bytes) {
		e, err := l.errorOf(a)
		if err != nil {
			return nil, nonsense(l.what(), a.KDC, err)
		}
		return nil, explainLogin(e, l, a.KDC)
	}
	return l.open(a, req, &key)
}

// errorOf reads the KDC's error about this log-in.
func (l *loginRun) errorOf(a wire.Answer) (*ad.KDCError, error) {
	e, err := l.c.errorOf(a)
	if err == nil {
		err = strangers(e, l.realm, "krbtgt/"+l.realm)
	}
	return e, err
}

// keyFrom gets the principal's key as the KDC's hints say.
func (l *loginRun) keyFrom(pas types.PADataSequence, kvno int) (types.EncryptionKey, error) {
	hint, err := chooseHint(keyHints(pas), l.etypes, l.sec)
	if err != nil {
		return types.EncryptionKey{}, err
	}
	salt := hint.salt
	if !hint.salted {
		salt = l.name.GetSalt(l.realm)
	}
	return l.sec.key(hint.etype, kvno, salt, hint.params)
}

func (l *loginRun) send(ctx context.Context, kdcs []wire.KDC, req *asRequest, mode wire.Mode) (wire.Answer, error) {
	msg, err := req.marshal(l.c.opts.now())
	if err != nil {
		return wire.Answer{}, ad.AsProblem(err, ad.ProblemProtocol, l.what())
	}
	what := "log in as " + fullName(l.name, l.realm)
	if !mode.Once {
		what += ", without proof yet"
	}
	a, err := l.c.send(ctx, kdcs, msg, mode, asking{trace.Login, what, l.command})
	if err != nil {
		return a, unreachable(ctx, err, l.what(), l.realm)
	}
	return a, nil
}

// open decrypts an AS-REP and checks what must agree (RFC 4120 3.1.5).
func (l *loginRun) open(a wire.Answer, req *asRequest, key *types.EncryptionKey) (*Ticket, error) {
	var m messages.ASRep
	if err := decode(a.Bytes, "the AS-REP", m.Unmarshal); err != nil {
		return nil, nonsense(l.what(), a.KDC, fmt.Errorf("its answer is no AS-REP, or a damaged one: %w", err))
	}
	if key == nil || key.KeyType != m.EncPart.EType {
		pas := m.PAData
		if len(keyHints(pas)) == 0 {
			pas = nil
		}
		one := *l
		one.etypes = []int32{m.EncPart.EType}
		k, err := one.keyFrom(pas, m.EncPart.KVNO)
		if err != nil {
			return nil, &ad.Problem{Kind: ad.ProblemLogin, What: l.what(), Why: err.Error(), Err: err}
		}
		defer wipe(k.KeyValue)
		key = &k
	}
	part, err := openReply(m.EncPart, func(ed types.EncryptedData) ([]byte, error) { return decrypt(ed, *key, usageASRep) })
	if errors.Is(err, errDecrypt) {
		e := &ad.KDCError{Code: ad.ErrBadIntegrity, Realm: l.realm}
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: l.what(), Why: "the reply of " + a.KDC + " does not decrypt: " + l.sec.what() + " is wrong",
			Do: "check " + l.sec.what(), Err: e}
	}
	if err == nil {
		err = checkReply(m.KDCRepFields, part, req.nonce)
	}
	if realm, ok := isTGS(part.SName); err == nil && (!ok || !strings.EqualFold(realm, l.realm)) {
		err = fmt.Errorf("it sent a ticket for %s instead of a ticket-granting ticket", nameString(part.SName))
	}
	if err == nil && l.options&optCanonicalize == 0 && (!sameName(m.CName, l.name) || !strings.EqualFold(m.CRealm, l.realm)) {
		return nil, l.otherClient(a.KDC, m.CName, m.CRealm)
	}
	if err != nil {
		return nil, nonsense(l.what(), a.KDC, err)
	}
	return newTicket(m.Ticket, part, m.CName, m.CRealm), nil
}
