package lookup

import (
	"context"

	"adwalk/ad"
)

// registered are the attributes of an account that EachSPN reads.
var registered = []string{"sAMAccountName", "objectSid", "objectGUID", "objectClass", "servicePrincipalName"}

// EachSPN hands on, as they come, the accounts that hold a name matching the
// pattern, in which stars are wildcards: those of the domain, and with forest then
// those of the other domains. Of each account it reads the name, the SID, the GUID,
// the classes and the SPNs. Nothing is kept, so that an answer may have any size.
func EachSPN(ctx context.Context, dir ad.Directory, pattern string, forest bool, yield func(ad.Account) error) (ad.Coverage, error) {
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(servicePrincipalName=" + ad.EscapeFilterPattern(pattern) + ")", Attributes: registered}
	decode := func(e ad.Entry) error {
		a, err := DecodeAccount(e)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		return yield(a)
	}
	info, err := dir.Info(ctx)
	if err != nil {
		return ad.Coverage{}, err
	}
	cov, err := dir.Search(ctx, q, decode)
	if err != nil || !forest {
		return cov, err
	}
	q.Forest = true
	// The domain's own answer is the fresher one for its own accounts.
	return dir.Search(ctx, q, func(e ad.Entry) error {
		if ofDomain(e.DN, info.Domain) {
			return nil
		}
		return decode(e)
	})
}
