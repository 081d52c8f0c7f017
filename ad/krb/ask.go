package krb

import (
	"context"
	"strings"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/types"
)

// maxHops bounds a chain of referrals.
const maxHops = 10

// walk is one request on its way from realm to realm.
type walk struct {
	c       *Client
	req     ad.TicketRequest
	tgt     *Ticket
	target  types.PrincipalName // the service in the end
	realm   string              // where it is said to live; "" lets the KDCs find out
	options uint32
	etypes  []int32
	visited map[string]bool
	fromSPN bool // the SPN itself names the realm
	res     ad.TicketResult
}

// Ticket asks for a ticket and keeps it. Referrals are followed, each hop
// is in the result's Trace.
func (c *Client) Ticket(ctx context.Context, req ad.TicketRequest) (*Ticket, ad.TicketResult) {
	start := time.Now()
	w := &walk{c: c, req: req, tgt: c.held(), etypes: c.opts.serviceETypes(req.ETypes), visited: map[string]bool{},
		res: ad.TicketResult{SPN: req.SPN, At: start.UTC()}}
	return w.finish(w.run(ctx), start)
}

func (w *walk) run(ctx context.Context) *Ticket {
	var err error
	if w.target, w.realm, err = serviceName(w.req.SPN); err != nil {
		return w.stop(ad.AsProblem(err, ad.ProblemUsage, "reading the SPN"))
	}
	w.fromSPN = w.realm != ""
	if p := expired(w.tgt); p != nil {
		return w.stop(p)
	}
	w.options = optCanonicalize | uint32(w.tgt.reply.Flags)&inheritable
	if w.req.Renew {
		return w.renew(ctx)
	}
	if w.realm == "" && len(w.target.NameString) > 1 {
		host, _, _ := strings.Cut(w.target.NameString[1], ":")
		w.realm = w.c.opts.Config.RealmOf(host)
	}
	for len(w.res.Trace) < maxHops {
		here := w.tgt.ticketRealm()
		w.visited[strings.ToUpper(here)] = true
		ask := w.target
		if w.realm != "" && !w.sameRealm(here) {
			ask = tgsName(w.realm)
		}
		t := w.hop(ctx, here, ask)
		if t == nil {
			w.mapped(here, ask)
			return nil
		}
		next, referral := isTGS(t.ticket.SName)
		_, wanted := isTGS(w.target)
		switch {
		case !referral, wanted && sameName(t.ticket.SName, w.target):
			return t
		case w.visited[strings.ToUpper(next)]:
			return w.stop(&ad.Problem{Kind: ad.ProblemProtocol, What: "following referrals for " + w.req.SPN,
				Why: "the KDC of " + here + " refers to " + next + ", which has been asked already: the referrals go in a circle",
				Do:  "check the trusts and name suffix routing between the two realms"})
		}
		w.tgt = t
	}
	return w.stop(&ad.Problem{Kind: ad.ProblemProtocol, What: "following referrals for " + w.req.SPN,
		Why: "ten KDCs each referred to another realm", Do: "check the trusts along the way; the trace lists them"})
}

// sameRealm says whether the service lives in the realm of the KDC that is asked next.
// Realms differ in case (RFC 4120 6.1), and MIT asks for what krb5.conf says as it is
// written there; a name that a person typed may be in small letters.
func (w *walk) sameRealm(here string) bool {
	if w.fromSPN {
		return strings.EqualFold(w.realm, here)
	}
	return w.realm == here
}

// hop is one exchange with the KDC of a realm. It returns nil when the walk
// is over: the result then says why.
func (w *walk) hop(ctx context.Context, here string, ask types.PrincipalName) *Ticket {
	r := &tgsRequest{tgt: w.tgt, server: ask, options: w.options, etypes: w.etypes, command: kvnoCommand(w.req, w.etypes)}
	t, ex := w.c.exchange(ctx, here, w.kdc(), r, w.tgt.client, w.tgt.crealm)
	w.record(here, nameString(ask), ex, t)
	return t
}

// mapped turns the refusal of a realm that krb5.conf chose into what it is: it says
// nothing of the service.
func (w *walk) mapped(here string, ask types.PrincipalName) {
	next, cross := isTGS(ask)
	if _, wanted := isTGS(w.target); !cross || wanted || w.res.Error == nil || !strings.EqualFold(next, w.realm) || len(w.res.Trace) != 1 || w.fromSPN {
		return
	}
	e := w.res.Error
	w.res.Error = nil
	w.res.Problem = &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking for " + w.req.SPN, Err: e,
		Why: "[domain_realm] in krb5.conf puts the host into the realm " + w.realm + ", and the KDC of " + here + " knows no way there: " + e.Error(),
		Do:  "correct [domain_realm], or set up the trust; every client with this krb5.conf fails in the same way"}
}

// kdc is the KDC that the caller chose; it serves the first realm only.
func (w *walk) kdc() string {
	if len(w.res.Trace) == 0 {
		return w.req.KDC
	}
	return ""
}

func (w *walk) record(realm, asked string, ex exchanged, t *Ticket) {
	h := ad.Hop{Realm: realm, KDC: ex.kdc, Asked: asked, Elapsed: ex.elapsed}
	switch {
	case t != nil:
		h.Got, h.TicketEType = nameString(t.ticket.SName), t.reply.TicketEType
	case ex.kdcError != nil:
		h.Got = ex.kdcError.Error()
		w.res.Error = ex.kdcError
	default:
		h.Got = ex.problem.Why
		w.res.Problem = ex.problem
	}
	if ex.kdc != "" {
		w.res.KDC = ex.kdc
	}
	w.res.Trace = append(w.res.Trace, h)
}

func (w *walk) stop(p *ad.Problem) *Ticket {
	w.res.Problem = p
	return nil
}

// finish completes a result.
func (w *walk) finish(t *Ticket, start time.Time) (*Ticket, ad.TicketResult) {
	w.res.Elapsed = time.Since(start)
	if t != nil {
		r := t.reply
		w.res.Reply = &r
	}
	return t, w.res
}
