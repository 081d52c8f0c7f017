package lookup

import (
	"context"
	"errors"
	"slices"

	"adwalk/ad"
)

// delegatorFilter finds every way to delegate: unconstrained (0x80000), protocol
// transition (0x1000000), a list of targets, or a list of front ends on the target; and
// who is marked as sensitive (0x100000): no index serves the flags, so that one search
// looks at every object for all of them. Disabled accounts and domain controllers are not
// left out.
const delegatorFilter = "(|(userAccountControl:1.2.840.113556.1.4.804:=18350080)" +
	"(msDS-AllowedToDelegateTo=*)(msDS-AllowedToActOnBehalfOfOtherIdentity=*))"

// Delegators lists the accounts of the domain that may delegate, or to which others may,
// and the users that are marked as sensitive, who are not delegated. One that the domain
// controller found by what the login may not see is among the first.
func Delegators(ctx context.Context, dir ad.Directory) (found, sensitive []ad.Account, cov ad.Coverage, err error) {
	all, cov, err := holders(ctx, dir, delegatorFilter, false)
	for _, a := range all {
		marked := a.UAC.Has(ad.UACNotDelegated)
		if marked && slices.Contains(a.Classes, "user") {
			sensitive = append(sensitive, a)
		}
		if !marked || a.UAC.Has(ad.UACTrustedDelegation) || a.UAC.Has(ad.UACTrustedToAuth) || len(a.DelegatesTo) > 0 || len(a.ActEntries) > 0 || slices.Contains(a.Garbled, AttrTrustees) {
			found = append(found, a)
		}
	}
	return found, sensitive, cov, err
}

// MaxLookedInto bounds of how many accounts HiddenDelegation reads the permissions.
const MaxLookedInto = 2000

var errTooMany = errors.New("more accounts with SPNs than are looked into")

// HiddenDelegation lists the accounts of the domain with an SPN whose list of targets, or
// whose list of those who may act towards them, is hidden from the login: no search for
// delegation finds those. all is false where more accounts have SPNs than it looks into;
// it lists none then.
func HiddenDelegation(ctx context.Context, dir ad.Directory) (hidden []ad.Account, all bool, err error) {
	asked := []string{"sAMAccountName", "objectSid", "objectGUID", "objectClass", "userAccountControl", AttrTargets, AttrTrustees}
	var list []ad.Account
	cov, err := dir.Search(ctx, ad.Query{Scope: ad.ScopeSub, Filter: "(servicePrincipalName=*)", Attributes: asked, Limit: MaxLookedInto + 1}, func(e ad.Entry) error {
		if len(list) == MaxLookedInto { // a server may send more than its limit
			return errTooMany
		}
		a, err := DecodeAsked(e, asked)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		list = append(list, a)
		return nil
	})
	if errors.Is(err, errTooMany) {
		return nil, false, nil
	}
	if err != nil || cov.Truncated {
		return nil, false, err
	}
	if err := Settle(ctx, dir, list); err != nil {
		return nil, false, err
	}
	for _, a := range list {
		for _, attribute := range []string{AttrTargets, AttrTrustees} {
			if known, why := a.Knows(attribute); !known && why != "" {
				hidden = append(hidden, a)
				break
			}
		}
	}
	return hidden, true, nil
}

// BySID reads the accounts with the given SIDs, in batches; those that the
// directory does not have, or hides, are left out.
func BySID(ctx context.Context, dir ad.Directory, sids []string) (map[string]ad.Account, error) {
	out := map[string]ad.Account{}
	for len(sids) > 0 {
		n := min(len(sids), batch)
		filter := "(|"
		for _, sid := range sids[:n] {
			if raw, err := ad.EncodeSID(sid); err == nil {
				filter += "(objectSid=" + escapeBytes(raw) + ")"
			}
		}
		sids = sids[n:]
		if filter == "(|" {
			continue
		}
		found, _, err := holders(ctx, dir, filter+")", false)
		if err != nil {
			return out, err
		}
		for _, a := range found {
			out[a.SID] = a
		}
	}
	return out, nil
}
