package lookup

import (
	"context"
	"strconv"

	"adwalk/ad"
)

// trustAttributes are the attributes that Trusts reads.
var trustAttributes = []string{"objectGUID", "objectClass", "trustPartner", "trustDirection", "trustType", "trustAttributes", "msDS-SupportedEncryptionTypes"}

// Trusts lists the trusted domain objects of the domain in use, at most 1000.
// The error is a *ad.Problem.
func Trusts(ctx context.Context, dir ad.Directory) ([]ad.Trust, ad.Coverage, error) {
	var list []ad.Account
	var entries []ad.Entry
	cov, err := dir.Search(ctx, ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=trustedDomain)", Attributes: trustAttributes, Limit: 1000}, func(e ad.Entry) error {
		a, err := DecodeAsked(e, trustAttributes)
		list, entries = append(list, a), append(entries, e)
		return err
	})
	if err != nil {
		return nil, cov, err
	}
	if err := Settle(ctx, dir, list); err != nil {
		return nil, cov, err
	}
	out := make([]ad.Trust, len(list))
	for i, a := range list {
		number := func(name string) int64 {
			v, err := strconv.ParseInt(entries[i].Text(name), 10, 64)
			if err != nil && entries[i].Has(name) {
				a.Unread = append(a.Unread, name) // a value that is no number
			}
			return v
		}
		t := ad.Trust{DN: a.DN, Partner: entries[i].Text("trustPartner"), Direction: ad.TrustDirection(number("trustDirection")),
			Type: int(number("trustType")), Flags: uint32(number("trustAttributes")), ETypes: a.ETypes}
		t.Unread, t.UnreadWhy = append(a.Unread, a.Garbled...), a.UnreadWhy
		out[i] = t
	}
	return out, cov, nil
}
