package clientnames

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag/names"
)

// LookUpOwners finds the owner of each SPN, and asks the KDC for a ticket for it. The
// error says why no owner is known.
func LookUpOwners(ctx context.Context, s *app.Session, answers []names.Answer) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	aliases, err := lookup.HostAliases(ctx, dir)
	if err != nil {
		return err
	}
	for i := range answers {
		a := &answers[i]
		a.Owners, a.Tickets = map[string]names.Owner{}, map[string]string{}
		for _, spn := range names.All(a.Clients) {
			set, err := lookup.OwnersUnder(ctx, dir, spn, aliases)
			if err != nil {
				a.Owners[strings.ToLower(spn)] = names.Owner{Text: "owner not known: " + err.Error()}
				continue
			}
			a.Owners[strings.ToLower(spn)] = ownerOfName(spn, set)
		}
		a.Conclude()
	}
	if s.Flags.NoProbes {
		return nil
	}
	client, err := s.Tickets(ctx)
	if err != nil {
		for i := range answers {
			answers[i].Notes = append(answers[i].Notes, "no ticket was asked for: "+err.Error())
		}
		return nil
	}
	for i := range answers {
		a := &answers[i]
		var reqs []ad.TicketRequest
		for _, spn := range names.All(a.Clients) {
			reqs = append(reqs, ad.TicketRequest{SPN: spn})
		}
		for _, r := range krb.AskAll(ctx, client, reqs, s.Flags.Parallel, nil) {
			a.Tickets[strings.ToLower(r.SPN)] = ticketText(r)
		}
	}
	return nil
}

// ownerOfName counts a name that HOST covers as one with an owner.
func ownerOfName(spn string, set lookup.OwnerSet) names.Owner {
	r := lookup.DescribeOwners(spn, set)
	o := names.Owner{Known: len(r.Owners) > 0 || len(set.AliasHeld) > 0 || set.Coverage.Forest && !set.Coverage.Truncated, Owners: r.Owners, Text: r.Text}
	if len(o.Owners) == 0 {
		for _, a := range set.AliasHeld {
			o.Owners = append(o.Owners, a.DN)
		}
	}
	return o
}

func ticketText(r ad.TicketResult) string {
	switch {
	case r.Reply != nil:
		return fmt.Sprintf("ticket %s, kvno %d", r.Reply.TicketEType, r.Reply.KVNO)
	case r.Error != nil:
		return "error " + r.Error.Error()
	case r.Problem != nil:
		return "no answer: " + r.Problem.Error()
	}
	return "not asked"
}
