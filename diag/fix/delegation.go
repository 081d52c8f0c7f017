package fix

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

const attrDelegation = "msDS-AllowedToDelegateTo"

// entry adds what a delegation list lacks: both forms of a back end's name, or
// the one that is missing.
func (b *builder) entry(f diag.Finding) {
	var front ad.Account
	for _, a := range facts.Account.All(b.r) {
		if a.Known() && strings.EqualFold(a.Value.DN, f.Args["dn"]) {
			front = a.Value
		}
	}
	if front.DN == "" {
		b.leave(f, "")
		return
	}
	if b.refused(f, front, attrDelegation) {
		return
	}
	values := []string{f.Args["target"]}
	// HOST covers HTTP in both forms; of other classes only what is registered helps.
	class, _, _ := strings.Cut(f.Args["target"], "/")
	if short := f.Args["back_end"]; short != "" && strings.EqualFold(class, "HTTP") && !strings.EqualFold("HTTP/"+short, f.Args["target"]) {
		values = append(values, "HTTP/"+short)
	}
	for _, v := range values {
		b.adds = append(b.adds, Planned{Change: b.change(front, attrDelegation, ad.AddValue, v), Code: f.Code, Subject: f.Subject,
			Effect:   front.Label() + " may act for users towards " + v,
			Risk:     "whoever controls " + front.Label() + " can act as any unprotected user towards this service",
			Writable: writable(front, attrDelegation), Kept: len(front.DelegatesTo)})
	}
}
