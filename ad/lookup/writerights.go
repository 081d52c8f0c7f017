package lookup

import (
	"context"
	"strconv"

	"adwalk/ad"
)

const (
	// validatedSPN is the validated write to servicePrincipalName (MS-ADTS 5.1.3.2.3).
	validatedSPN = "f3a64788-5306-11d1-a9c5-0000f80367c1"
	// daclRights is the bit of sDRightsEffective that says that the reader may write
	// the DACL (MS-ADTS 3.1.1.4.5.4).
	daclRights = 0x4
)

// writeRights adds to an account what allowedAttributesEffective leaves out: whether the
// validated write to servicePrincipalName is held, or may be, and whether the reader
// could grant the right. It asks nothing where the SPNs may be written anyway.
func writeRights(ctx context.Context, dir ad.Directory, a *ad.Account) error {
	if may, _ := a.MayWrite("servicePrincipalName"); may {
		return nil
	}
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: a.DN, Scope: ad.ScopeBase, Attributes: []string{"nTSecurityDescriptor", "sDRightsEffective"}})
	switch {
	case isKind(err, ad.ProblemNotFound), err == nil && len(found) == 0:
		return nil
	case err != nil:
		return err
	}
	if n, err := strconv.ParseInt(found[0].Text("sDRightsEffective"), 10, 64); err == nil {
		a.MayGrant = n&daclRights != 0
	}
	rights, err := rightsOf(ctx, dir)
	if err != nil {
		return err
	}
	// What cannot be read rules nothing out.
	a.ValidatedSPN = true
	if raw := found[0].Values("nTSecurityDescriptor"); len(raw) > 0 && len(rights.token) > 0 {
		if sd, err := DecodeSecurityDescriptor(raw[0]); err == nil {
			a.ValidatedSPN = rights.check(sd, a.SID, attributeIDs{own: validatedSPN}, rightSelf) != ad.AccessDenied
		}
	}
	return nil
}
