package krb

import (
	"context"
	"slices"

	"adwalk/ad"
	"adwalk/ad/krb/wire"
	"adwalk/ad/trace"

	"github.com/jcmturner/gokrb5/v8/messages"
)

// KeyTypes asks a KDC of the client's realm which encryption types an account
// has keys of, strongest first. It asks for a log-in of the account and offers
// no proof: the KDC's hint (PA-ETYPE-INFO2, RFC 4120 5.2.7.5) lists, among the
// types asked for, those it could use. Nothing is logged in and no attempt is
// counted. The error is a *ad.Problem, or the *ad.KDCError of a KDC that knows
// no such account.
func (c *Client) KeyTypes(ctx context.Context, account string) ([]ad.EType, error) {
	hints, err := c.keyHints(ctx, account)
	return strongestFirst(hints), err
}

// Salts asks the same and returns the salt of each type for which the KDC names one.
func (c *Client) Salts(ctx context.Context, account string) (map[ad.EType]string, error) {
	hints, err := c.keyHints(ctx, account)
	out := map[ad.EType]string{}
	for _, h := range hints {
		if h.salted {
			out[ad.EType(h.etype)] = h.salt
		}
	}
	return out, err
}

// keyHints is what the KDC's hint says, in its order.
func (c *Client) keyHints(ctx context.Context, account string) ([]keyHint, error) {
	what := "asking which keys " + account + " has"
	name, realm, err := clientName(account, c.realm, true)
	if err != nil {
		return nil, err
	}
	kdcs, p := c.kdcs(ctx, realm, "", what)
	if p != nil {
		return nil, p
	}
	req := &asRequest{client: name, realm: realm, etypes: etypeIDs(defaultETypes)}
	msg, err := req.marshal(c.opts.now())
	if err != nil {
		return nil, ad.AsProblem(err, ad.ProblemProtocol, what)
	}
	a, err := c.send(ctx, kdcs, msg, wire.Mode{}, asking{trace.Ticket, "encryption types of " + account, withoutPassword(account)})
	if err != nil {
		return nil, unreachable(ctx, err, what, realm)
	}
	if !isError(a.Bytes) { // an account without pre-authentication
		var m messages.ASRep
		if err := decode(a.Bytes, "the AS-REP", m.Unmarshal); err != nil {
			return nil, nonsense(what, a.KDC, err)
		}
		return append(keyHints(m.PAData), keyHint{etype: m.EncPart.EType}), nil
	}
	e, err := c.errorOf(a)
	if err != nil {
		return nil, nonsense(what, a.KDC, err)
	}
	switch e.Code {
	case ad.ErrPreauthRequired:
		return keyHints(padata(e.EData)), nil
	case ad.ErrETypeNoSupp, ad.ErrNullKey: // no key of any of these types
		return nil, nil
	}
	return nil, &ad.Problem{Kind: ad.ProblemNotFound, What: what, Why: a.KDC + " answered " + e.Error(), Do: "check the account: it may be disabled, expired or locked", Err: e}
}

// withoutPassword is the command that sends an AS-REQ without proof.
func withoutPassword(principal string) string {
	return "kinit " + ad.ShellQuote(principal) + "  # without a password"
}

// strongestFirst keeps the types that were asked for, in their order.
func strongestFirst(hints []keyHint) []ad.EType {
	var out []ad.EType
	for _, e := range defaultETypes {
		if slices.ContainsFunc(hints, func(h keyHint) bool { return h.etype == int32(e) }) {
			out = append(out, e)
		}
	}
	return out
}
