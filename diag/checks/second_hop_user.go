package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// secondHopUser finds the user of a second hop who must not be impersonated.
var secondHopUser = diag.Check{
	Code: "second-hop-user", Area: "delegation", Severity: diag.Error,
	Needs:     []string{"second.hop", "account", "account.groups"},
	DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		h, ok := facts.SecondHop.Get(r, "")
		if !ok || !h.Known() || h.Value.User == "" {
			return
		}
		u, _ := facts.Account.Get(r, h.Value.User)
		if !u.Known() {
			o.Unknown(h.Value.User, u.Problem)
			return
		}
		groups, _ := facts.Groups.Get(r, h.Value.User)
		name := u.Value.Label()
		switch {
		case u.Proof("userAccountControl").Missing() == nil && u.Value.UAC.Has(ad.UACNotDelegated):
			o.Hit(name, diag.Protected, map[string]string{"why": "is marked \"sensitive and cannot be delegated\""}, diag.Seen(u.Source, "userAccountControl %#x", uint32(u.Value.UAC)))
		case protectedByGroup(r, h.Value.User, u.Value):
			o.Hit(name, diag.Protected, map[string]string{"why": "is a member of Protected Users"}, diag.Seen(u.Source, "%s is a member", u.Value.DN))
		default:
			o.Pass(name, "", u.Proof("userAccountControl").And(groups.Proof()), diag.Seen(u.Source, "userAccountControl %#x; no member of Protected Users", uint32(u.Value.UAC)))
		}
	},
}
