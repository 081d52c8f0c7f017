package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// accountNoPassword finds service accounts without a password date: no password
// was ever set, so the KDC has no key. A ticket that was issued for one of the
// account's names proves otherwise (pwdLastSet is also 0 when the password must
// be changed).
var accountNoPassword = diag.Check{
	Code: "account-no-password", Area: "account", Severity: diag.Error,
	Needs:     []string{"account", "spn.expected", "spn.owners", "spn.scan", "ticket", "ticket.aes", "exchange.asa-status", "input"},
	DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachServiceAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			switch {
			case !a.PasswordNever:
				o.Pass(f.Subject, "", f.Proof("pwdLastSet"), diag.Seen(f.Source, "pwdLastSet %s", day(a.PasswordSet)))
			case hasKey(r, f.Key, a):
				o.Pass(f.Subject, "", f.Proof("pwdLastSet"), diag.Seen(f.Source, "pwdLastSet is 0, and the KDC has a key for it"))
			default:
				hit := o.Hit(f.Subject, diag.WrongKey, accountArgs(a), diag.Seen(f.Source, "pwdLastSet is 0"))
				hit.Hides = append(spnsOf(r, f.Key), authLog)
				if c, ok := pastedCredentials(r); ok && c.account(facts.ASACredential{Account: a.Name}) != "" {
					for _, m := range c.members { // what they were given cannot be compared with anything
						hit.Hides = append(hit.Hides, m.Server)
					}
				}
			}
		})
	},
}

// hasKey says whether the KDC issued a ticket for a name that the account alone
// holds.
func hasKey(r *diag.Reader, name string, a ad.Account) bool {
	for _, spn := range a.SPNs {
		if t, ok := facts.AESTicket.Get(r, spn); ok && t.Known() && t.Value.Reply != nil {
			return true
		}
	}
	for _, spn := range spnsOf(r, name) {
		own, ok := facts.Owners.Get(r, spn)
		if !ok || !own.Known() || len(own.Value.Owners) != 1 || !own.Value.Owners[0].Same(a) {
			continue
		}
		t, ok := facts.Ticket.Get(r, spn)
		if ok && t.Known() && t.Value.Reply != nil {
			return true
		}
	}
	return false
}
