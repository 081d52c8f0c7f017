package keytabs

import (
	"fmt"
	"strings"

	"adwalk/ad"
)

// Login is how one login with a key of a keytab ended. A domain controller counts a
// refused one against the account, as a wrong password.
type Login struct {
	File      string       `json:"file"`
	Principal string       `json:"principal"`         // as it was sent
	KeysOf    string       `json:"keys_of,omitempty"` // the entries whose key was sent, where they have another name
	Accepted  bool         `json:"accepted"`
	Error     *ad.KDCError `json:"kdc_error,omitempty"` // that refused it
	Unknown   string       `json:"unknown,omitempty"`   // why it is not known: nobody answered, or nothing was sent
	Means     string       `json:"means"`
	Do        string       `json:"do,omitempty"`
}

// Lines are the outcome as text.
func (l Login) Lines() []string {
	var out []string
	who := l.Principal
	if l.KeysOf != "" {
		who += " with the key of " + l.KeysOf
	}
	switch {
	case l.Accepted:
		out = append(out, fmt.Sprintf("✓ login as %s: accepted", who))
	case l.Error != nil:
		out = append(out, fmt.Sprintf("✗ login as %s: refused, %s", who, l.Error.Error()))
	default:
		out = append(out, fmt.Sprintf("? login as %s: not known", who), "  why    "+l.Unknown)
	}
	if l.Means != "" {
		out = append(out, "  means  "+l.Means)
	}
	if l.Do != "" {
		out = append(out, "  do     "+l.Do)
	}
	return out
}

// Attempt is a login to be made: as whom, and with the key of which entries.
type Attempt struct {
	As     string // principal, with its realm
	KeysOf string // principal of the entries, as they stand in the keytab
}

// LoginAs is the login that tries the keytab for its service: as the account that owns
// the SPN, since a domain controller knows accounts as clients and no SPNs (MS-KILE
// 3.3.5.6.1), with the key that the keytab has under the account's name or under the SPN.
// Where the owner is not known, the first entry that is an account is taken, else the
// first. Without entries there is none.
func (f Facts) LoginAs() Attempt {
	account, service := "", ""
	for _, e := range f.Entries {
		switch name := e.name(); {
		case f.ownName(e):
			return Attempt{e.Principal, e.Principal}
		case service == "" && strings.EqualFold(name, f.Service):
			service = e.Principal
		case account == "" && !strings.Contains(name, "/"):
			account = e.Principal
		}
	}
	switch {
	case service != "" && f.Account != nil && f.Realm != "":
		return Attempt{f.Account.Name + "@" + f.Realm, service}
	case account != "":
		return Attempt{account, account}
	case len(f.Entries) > 0:
		return Attempt{f.Entries[0].Principal, f.Entries[0].Principal}
	}
	return Attempt{}
}

// LoginWith is the login that tries one entry.
func (f Facts) LoginWith(e Entry) Attempt {
	if f.Account != nil && f.Realm != "" && strings.EqualFold(e.name(), f.Service) && !f.ownName(e) {
		return Attempt{f.Account.Name + "@" + f.Realm, e.Principal}
	}
	return Attempt{e.Principal, e.Principal}
}

// LoginNamed is the login as a principal that the operator named: with its own key, or
// where the keytab has none, with the one that LoginAs takes.
func (f Facts) LoginNamed(principal string) Attempt {
	for _, e := range f.Entries {
		if strings.EqualFold(e.Principal, principal) {
			return Attempt{e.Principal, e.Principal}
		}
	}
	return Attempt{principal, f.LoginAs().KeysOf}
}

// ownName says whether an entry stands under the owner's account name or its UPN.
func (f Facts) ownName(e Entry) bool {
	return f.Account != nil && (strings.EqualFold(e.name(), f.Account.Name) || f.Account.UPN != "" && strings.EqualFold(e.Principal, f.Account.UPN))
}
