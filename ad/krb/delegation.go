package krb

import (
	"context"
	"time"

	"adwalk/ad"
)

// DelegationProof proves with the front end's own ticket what it may do in a
// user's name: it asks for a ticket to itself, and with that for each target.
// Every exchange leaves a line in the domain controller's security log.
func DelegationProof(ctx context.Context, c *Client, user string, targets []string) ad.DelegationProof {
	p := ad.DelegationProof{Service: c.Client(), User: user, At: time.Now().UTC()}
	evidence, res := S4U2Self(ctx, c, user)
	p.Evidence = res
	if evidence == nil {
		p.Limit, p.Why = ad.EvidenceUnknown, noEvidence(res, user)
		for _, t := range targets {
			p.Targets = append(p.Targets, ad.DelegationResult{Target: t, Verdict: ad.DelegationNotAsked, Why: "there is no evidence for the user", Ticket: ad.TicketResult{SPN: t}})
		}
		return p
	}
	p.Forwardable = evidence.reply.Flags&ad.FlagForwardable != 0
	if !p.Forwardable {
		p.Limit, p.Why = evidenceLimit(ctx, c, user)
	}
	for _, target := range targets {
		_, res := S4U2Proxy(ctx, c, evidence, target)
		r := ad.DelegationResult{Target: target, Ticket: res}
		r.Verdict, r.Why = judge(res, p)
		p.Targets = append(p.Targets, r)
	}
	return p
}

// evidenceLimit finds out why the evidence is not forwardable: a ticket to
// itself in its own name shows whether it ever gets one that is.
func evidenceLimit(ctx context.Context, c *Client, user string) (ad.EvidenceLimit, string) {
	if c.held().reply.Flags&ad.FlagForwardable == 0 {
		return ad.EvidenceOwnTGT, "the front end's own ticket-granting ticket is not forwardable: get one with kinit -f, or check that the account is not marked sensitive"
	}
	control, _ := S4U2Self(ctx, c, nameString(c.name))
	switch {
	case control == nil:
		return ad.EvidenceUnknown, "either the front end lacks protocol transition (TRUSTED_TO_AUTH_FOR_DELEGATION), or the user is sensitive or in Protected Users"
	case control.reply.Flags&ad.FlagForwardable != 0:
		return ad.EvidenceUser, user + " is marked as sensitive and not to be delegated, or is a member of Protected Users: the front end gets forwardable tickets for others"
	}
	return ad.EvidenceNoTransition, "the front end lacks protocol transition (TRUSTED_TO_AUTH_FOR_DELEGATION): it can pass on only tickets that users bring themselves"
}

// noEvidence says why S4U2Self failed.
func noEvidence(res ad.TicketResult, user string) string {
	switch {
	case res.Problem != nil:
		return res.Problem.Why
	case res.Error == nil:
		return "the KDC gave no reason"
	case loginStatus[res.Error.NTStatus][0] != "":
		return user + ": " + loginStatus[res.Error.NTStatus][0]
	case res.Error.Code == ad.ErrClientUnknown:
		return "the KDC knows no user " + user
	case res.Error.Code == ad.ErrServiceUnknown:
		return "the front end's account is no service: it has no SPN, or is not a computer"
	case res.Error.Code == ad.ErrClientRevoked:
		return "the user is disabled, expired or locked out"
	case res.Error.Code == 1:
		return "the user's account has expired"
	case res.Error.Code == 12: // what Samba answers for a disabled one
		return "the KDC's policy forbids it: the user is disabled, or may not log on at this hour or from there"
	}
	return "the KDC answered " + res.Error.Error()
}

// judge turns the answer for one target into a verdict.
func judge(res ad.TicketResult, p ad.DelegationProof) (ad.DelegationVerdict, string) {
	switch {
	case res.Reply != nil:
		return ad.DelegationAllowed, "the KDC issued a ticket to it in the user's name"
	case res.Problem != nil:
		return ad.DelegationNotAsked, res.Problem.Why
	}
	e := res.Error
	switch e.Code {
	case ad.ErrServiceUnknown, ad.ErrNotUnique:
		return ad.DelegationTargetUnknown, "no account, or more than one, holds this SPN"
	case ad.ErrBadOption:
	default:
		return ad.DelegationRefused, "the KDC answered " + e.Error()
	}
	switch e.NTStatus {
	case ad.StatusNotSupported:
		return ad.DelegationListEmpty, "msDS-AllowedToDelegateTo of the front end is empty"
	case ad.StatusNotFound:
		return ad.DelegationResource, "the back end's msDS-AllowedToActOnBehalfOfOtherIdentity does not let this front end in"
	case ad.StatusAccountRestriction:
		return ad.DelegationNotForwardable, "the evidence is not forwardable, so that the back end's own permission does not help: " + p.Why
	}
	if !p.Forwardable {
		return ad.DelegationNotForwardable, "the evidence is not forwardable; whether the target is listed cannot be seen: " + p.Why
	}
	return ad.DelegationNotListed, "the evidence is forwardable and the KDC refuses: the target is not in the front end's msDS-AllowedToDelegateTo"
}
