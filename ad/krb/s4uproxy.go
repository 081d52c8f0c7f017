package krb

import (
	"context"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/types"
)

// S4U2Proxy asks for a ticket to a target in the name of the evidence's client
// (MS-SFU 3.1.5.2.1). The evidence is a ticket to the client itself.
func S4U2Proxy(ctx context.Context, c *Client, evidence *Ticket, target string) (*Ticket, ad.TicketResult) {
	start := time.Now()
	w := &walk{c: c, req: ad.TicketRequest{SPN: target}, tgt: c.held(), etypes: c.opts.serviceETypes(nil), res: ad.TicketResult{SPN: target, At: start.UTC()}}
	t := w.s4uProxy(ctx, evidence, target)
	return w.finish(t, start)
}

func (w *walk) s4uProxy(ctx context.Context, evidence *Ticket, target string) *Ticket {
	c := w.c
	name, _, err := serviceName(target)
	if err != nil {
		return w.stop(ad.AsProblem(err, ad.ProblemUsage, "reading the SPN"))
	}
	if p := expired(w.tgt); p != nil {
		return w.stop(p)
	}
	r := &tgsRequest{tgt: w.tgt, server: name, options: optCanonicalize | optCNameInAddl | w.forwardable(), etypes: w.etypes,
		padata: []types.PAData{resourceBased()}, additional: evidence,
		command: "kvno -k KEYTAB -U " + ad.ShellQuote(nameString(evidence.client)) + " -P " + ad.ShellQuote(target)}
	t, ex := c.exchange(ctx, c.realm, "", r, evidence.client, evidence.crealm)
	w.record(c.realm, nameString(name)+" for "+nameString(evidence.client), ex, t)
	if t == nil {
		return nil
	}
	if next, referral := isTGS(t.ticket.SName); referral {
		return w.stop(&ad.Problem{Kind: ad.ProblemNotAsked, What: "asking for " + target + " in the name of " + nameString(evidence.client),
			Why: "the target is in the realm " + next + ": constrained delegation does not leave its own",
			Do:  "only resource-based delegation, set on the back end, crosses a trust"})
	}
	return t
}

// resourceBased is PA-PAC-OPTIONS with the bit that says: resource-based
// constrained delegation is understood (MS-KILE 2.2.10).
func resourceBased() types.PAData {
	return types.PAData{PADataType: paPACOptions, PADataValue: tlv(0x30, tlv(0xa0, []byte{0x03, 0x05, 0, 0x10, 0, 0, 0}))}
}
