package fix

import (
	"fmt"
	"strconv"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// recommended is RC4, AES128 and AES256: what the vendor's own steps set, and
// what lets a service whose key is older than AES go on while it is changed.
const recommended = ad.SupportsRC4 | ad.SupportsAES128 | ad.SupportsAES256

// enctypes lists AES explicitly on an account that leaves the choice open.
func (b *builder) enctypes(f diag.Finding) {
	acc, ok := facts.Account.Get(b.r, f.Subject)
	if !ok || !acc.Known() {
		b.leave(f, "")
		return
	}
	a := acc.Value
	if b.refused(f, a, attrETypes) {
		return
	}
	if a.ETypesSet || a.ETypes != 0 {
		b.etypes = append(b.etypes, Planned{Change: b.change(a, attrETypes, ad.DeleteValue, strconv.FormatUint(uint64(a.ETypes), 10)),
			Code: f.Code, Subject: f.Subject, Effect: "the old value makes room for the new one", Writable: writable(a, attrETypes)})
	}
	b.etypes = append(b.etypes, Planned{Change: b.change(a, attrETypes, ad.AddValue, strconv.FormatUint(uint64(a.ETypes|recommended), 10)),
		Code: f.Code, Subject: f.Subject, Writable: writable(a, attrETypes),
		Effect: fmt.Sprintf("tickets for the names of %s are made with AES, whatever a domain controller's default is", a.Label()),
		Risk:   "an account whose password is older than AES in this domain has no AES key until its password is changed",
	})
}
