package krb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb/wire"
)

// unreachable explains that no KDC of a realm answered.
func unreachable(ctx context.Context, err error, what, realm string) *ad.Problem {
	if ctx.Err() != nil {
		return stopped(ctx, what)
	}
	p := &ad.Problem{Kind: ad.ProblemUnreachable, What: what, Why: err.Error(), Err: err,
		Do: "check the name and port 88 (TCP and UDP), or name another KDC with --kdc"}
	var no *wire.NoAnswer
	var nonsense *wire.Nonsense
	if errors.As(err, &no) && errors.As(err, &nonsense) {
		p.Kind, p.Do = ad.ProblemProtocol, "check that a KDC listens there and nothing stands in between, or name another with --kdc"
	}
	return p
}

// stopped tells a cancelled request from one whose caller set a deadline.
func stopped(ctx context.Context, what string) *ad.Problem {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &ad.Problem{Kind: ad.ProblemUnreachable, What: what, Why: "no answer in time", Do: "try again, or give a longer --timeout", Err: ctx.Err()}
	}
	return &ad.Problem{Kind: ad.ProblemCancelled, What: what, Why: "it was stopped", Err: ctx.Err()}
}

// notLocated explains that a realm's KDCs are not known.
func notLocated(ctx context.Context, err error, what, realm string) *ad.Problem {
	if ctx.Err() != nil {
		return stopped(ctx, what)
	}
	p := &ad.Problem{Kind: ad.ProblemUnreachable, What: what, Why: err.Error(), Err: err,
		Do: "name one with --kdc, or a kdc for " + realm + " in krb5.conf" + suffixHint(realm)}
	var no *wire.NoKDC
	if errors.As(err, &no) && no.Err != nil {
		p.Why += " (" + wire.Reason(no.Err) + ")"
	}
	return p
}

// nonsense names a KDC that answered with something that cannot be right.
func nonsense(what, kdc string, err error) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemProtocol, What: what, Why: kdc + ": " + err.Error(), Err: err,
		Do: "check that " + kdc + " really is a KDC of this realm"}
}

// expired explains a ticket-granting ticket that is over, or missing.
func expired(t *Ticket) *ad.Problem {
	switch now := time.Now(); {
	case t == nil:
		return &ad.Problem{Kind: ad.ProblemLogin, What: "asking for a ticket", Why: "not logged in", Do: "log in with a password or a keytab"}
	case !t.reply.End.IsZero() && !now.Before(t.reply.End):
		return &ad.Problem{Kind: ad.ProblemLogin, What: "asking for a ticket",
			Why: fmt.Sprintf("the ticket-granting ticket of %s ended at %s", t.reply.Client, t.reply.End.Local().Format("2006-01-02 15:04:05")),
			Do:  "run kinit, or log in again"}
	}
	return nil
}

// kvnoCommand is the command that asks for the same ticket.
func kvnoCommand(req ad.TicketRequest, etypes []int32) string {
	var b strings.Builder
	b.WriteString("kvno")
	if req.Renew {
		b.Reset()
		b.WriteString("kinit -R")
		return b.String()
	}
	if len(etypes) == 1 {
		b.WriteString(" -e " + ad.EType(etypes[0]).String())
	}
	b.WriteString(" " + ad.ShellQuote(req.SPN))
	if req.KDC != "" {
		b.WriteString("  # at " + ad.ShellQuote(req.KDC))
	}
	return b.String()
}
