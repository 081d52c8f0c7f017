package checks

import (
	"cmp"
	"strings"

	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationOpenResource finds resources that let everybody act for users towards
// them: an entry for a group that everybody is in or can get into, or a descriptor
// without an access control list.
var delegationOpenResource = diag.Check{
	Code: "delegation-open-resource", Area: "delegation", Severity: diag.Error,
	Needs: []string{"delegation.accounts"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Delegation.Get(r, "")
		switch {
		case !ok:
			return
		case !f.Known():
			o.Unknown("", f.Problem)
			return
		}
		const attribute = lookup.AttrTrustees
		hiddenDelegation(r, o, attribute)
		for _, a := range f.Value.Accounts {
			who := ""
			for _, sid := range a.ActOnBehalf {
				who = cmp.Or(who, crowd(sid, domainPart(a.SID)))
			}
			switch known, _ := a.Knows(attribute); {
			case who != "":
				o.Hit(a.Label(), diag.Misplaced, map[string]string{"account": a.Label(), "dn": a.DN, "who": who}, diag.Seen(f.Source, "%s of %s lets %s in", attribute, a.Label(), who))
			case !known || len(a.ActOnBehalf) > 0:
				o.Pass(a.Label(), "", diag.PartProof(f, a, attribute), diag.Seen(f.Source, "%s of %s lists %s", attribute, a.Label(), some(a.ActOnBehalf)))
			}
		}
	},
}

// crowd names a group that everybody is in, or that everybody can get into by joining a
// computer (by default each user may join ten); "" for every other SID.
func crowd(sid, domain string) string {
	switch sid {
	case everyone:
		return "everybody"
	case authenticatedUsers, "S-1-5-15": // This Organization
		return "everybody who has logged in"
	case "S-1-5-32-545": // Users, which holds Authenticated Users
		return "every user"
	}
	switch {
	case domain == "" || domainPart(sid) != domain:
	case strings.HasSuffix(sid, "-513"):
		return "every user of the domain"
	case strings.HasSuffix(sid, "-515"):
		return "every computer of the domain, and so everybody who may join one,"
	}
	return ""
}
