package collect

import (
	"context"
	"slices"
	"strconv"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

const membership = "msDS-GroupMSAMembership"

// gmsa reads who may fetch the password of a group-managed account.
func gmsa(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	a, err := lookup.Resolve(ctx, d, subject)
	if err != nil {
		return err
	}
	v := facts.GMSAValue{Account: a, Managed: a.Kind() == "gMSA"}
	found, _, err := ad.SearchAll(ctx, d, ad.Query{Base: a.DN, Scope: ad.ScopeBase, Attributes: []string{"objectClass", membership, "msDS-ManagedPasswordInterval"}})
	if err != nil {
		return err
	}
	if v.Managed && len(found) > 0 {
		v.Interval, _ = strconv.Atoi(found[0].Text("msDS-ManagedPasswordInterval"))
		raw := found[0].Values(membership)
		if len(raw) == 0 {
			absent, err := lookup.Absent(ctx, d, a, membership)
			if err != nil {
				return err
			}
			if !absent {
				v.Unread = membership + " was not returned: it is not set, or the reader may not see it"
			}
		} else if err := allowedTo(ctx, d, raw[0], &v); err != nil {
			return err
		}
	}
	facts.GMSA.Put(s, diag.Fact[facts.GMSAValue]{Subject: shownAs(subject, a.Label()), Key: subject, Value: v, Source: c.directorySource(ctx)})
	return nil
}

func allowedTo(ctx context.Context, d ad.Directory, raw []byte, v *facts.GMSAValue) error {
	sd, err := lookup.DecodeSecurityDescriptor(raw)
	if err != nil {
		v.Unread = membership + " cannot be read: " + err.Error()
		return nil
	}
	v.Allowed, v.Entries = []facts.Fetcher{}, sd.PasswordReaders()
	var allowed []string
	for _, e := range v.Entries {
		if !e.Deny && !slices.Contains(allowed, e.SID) {
			allowed = append(allowed, e.SID)
		}
	}
	names, err := lookup.BySID(ctx, d, allowed)
	if err != nil {
		return err
	}
	for _, sid := range allowed {
		p := facts.Fetcher{SID: sid, Name: names[sid].Name}
		if p.Name == "" {
			p.Name = lookup.SIDName(sid)
		}
		v.Allowed = append(v.Allowed, p)
	}
	return nil
}

// loginSIDs reads the SIDs that a domain controller puts into an account's tickets.
func loginSIDs(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	a, err := lookup.Resolve(ctx, d, subject)
	if err != nil {
		return err
	}
	found, cov, err := ad.SearchAll(ctx, d, ad.Query{Base: a.DN, Scope: ad.ScopeBase, Attributes: []string{"objectClass", "tokenGroups"}})
	if err != nil {
		return err
	}
	if len(found) == 0 || !found[0].Has("tokenGroups") {
		return &ad.Problem{Kind: ad.ProblemNoRight, What: "the groups of " + a.Label() + " could not be read", Why: cov.Source.Name + " returned no tokenGroups", Do: "ask a domain controller of the account's domain with an account that may read them"}
	}
	v := facts.LoginSIDsValue{Account: a.Label(), SIDs: []string{a.SID, "S-1-1-0", "S-1-5-11"}} // everyone, authenticated users
	for _, raw := range found[0].Values("tokenGroups") {
		if sid, err := ad.DecodeSID(raw); err == nil {
			v.SIDs = append(v.SIDs, sid)
		}
	}
	facts.LoginSIDs.Put(s, diag.Fact[facts.LoginSIDsValue]{Subject: shownAs(subject, a.Label()), Key: subject, Value: v, Source: c.directorySource(ctx)})
	return nil
}
