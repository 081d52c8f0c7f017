package collect

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

const (
	maxTokenGroups = 5000 // SIDs of one user that are looked at
	groupsAtOnce   = 50   // groups of one search
)

// tokenSize counts what a user's ticket carries: tokenGroups is what the KDC itself
// works out (MS-ADTS 3.1.1.4.5.19), sIDHistory comes on top.
func tokenSize(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	name := subject
	if name == "" {
		return &ad.Problem{Kind: ad.ProblemNotAsked, What: "counting groups", Why: "no user was named", Do: "name one", Input: "user=NAME"}
	}
	a, err := lookup.Resolve(ctx, d, name)
	if err != nil {
		return err
	}
	found, cov, err := ad.SearchAll(ctx, d, ad.Query{Base: a.DN, Scope: ad.ScopeBase, Attributes: []string{"objectClass", "tokenGroups", "sIDHistory", "objectSid"}})
	if err != nil {
		return err
	}
	if len(found) == 0 || !found[0].Has("tokenGroups") {
		return &ad.Problem{Kind: ad.ProblemNoRight, What: "the groups of " + a.Label() + " could not be read", Why: cov.Source.Name + " returned no tokenGroups: a domain controller of the user's own domain computes them, for readers who may see them",
			Do: "ask a domain controller of the user's domain with an account of Windows Authorization Access Group"}
	}
	v := facts.TokenSizeValue{User: a.Label(), History: len(found[0].Values("sIDHistory")), Delegable: !a.UAC.Has(ad.UACNotDelegated)}
	var sids []string
	for _, raw := range found[0].Values("tokenGroups") {
		if sid, err := ad.DecodeSID(raw); err == nil && len(sids) < maxTokenGroups {
			sids = append(sids, sid)
		}
	}
	v.Groups = len(sids)
	if err := countGroups(ctx, d, a, sids, &v); err != nil {
		return err
	}
	if c.Tickets != nil && sameUser(c.Tickets.Client(), a) {
		for _, e := range facts.Ticket.All(s.Reader()) {
			if e.Known() && e.Value.Reply != nil && e.Value.Reply.Bytes > v.TicketBytes {
				v.TicketBytes, v.TicketSPN = e.Value.Reply.Bytes, e.Subject
			}
		}
	}
	facts.TokenSize.Put(s, diag.Fact[facts.TokenSizeValue]{Subject: shownAs(name, a.Label()), Key: subject, Value: v, Source: c.directorySource(ctx)})
	return nil
}

// countGroups sorts groups by what their SID costs in a ticket.
func countGroups(ctx context.Context, d ad.Directory, user ad.Account, sids []string, v *facts.TokenSizeValue) error {
	domain := user.SID[:max(0, strings.LastIndexByte(user.SID, '-'))]
	for start := 0; start < len(sids); start += groupsAtOnce {
		part := sids[start:min(len(sids), start+groupsAtOnce)]
		var filter strings.Builder
		for _, sid := range part {
			fmt.Fprintf(&filter, "(objectSid=%s)", ad.EscapeFilter(sid))
		}
		seen := 0
		_, err := d.Search(ctx, ad.Query{Scope: ad.ScopeSub, Forest: true, Filter: "(|" + filter.String() + ")", Attributes: []string{"objectSid", "groupType", "sIDHistory"}}, func(e ad.Entry) error {
			seen++
			v.History += len(e.Values("sIDHistory"))
			own := false
			if raw := e.Values("objectSid"); len(raw) > 0 {
				sid, _ := ad.DecodeSID(raw[0])
				own = domain != "" && strings.HasPrefix(sid, domain+"-")
			}
			kind, err := strconv.ParseInt(e.Text("groupType"), 10, 64)
			switch {
			case err != nil:
				v.Unsorted++
			case kind&2 != 0, kind&8 != 0 && own: // ADS_GROUP_TYPE_GLOBAL_GROUP, _UNIVERSAL_GROUP
				v.Short++
			default:
				v.Long++
			}
			return nil
		})
		if err != nil {
			return err
		}
		if seen < len(part) {
			v.Unsorted += len(part) - seen
		}
	}
	return nil
}

func sameUser(principal string, a ad.Account) bool {
	name, _, _ := strings.Cut(principal, "@")
	return strings.EqualFold(name, a.Name) || strings.EqualFold(principal, a.UPN)
}
