package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// GMSA is a group-managed service account.
var GMSA = diag.Define[GMSAValue]("account.gmsa", "a group-managed service account: who may fetch its password, by account", diag.Names)

// GMSAValue is what a group-managed account says of its password (MS-ADTS 3.1.1.4.5.40,
// MS-GKDI).
type GMSAValue struct {
	Account ad.Account `json:"account"`
	Managed bool       `json:"managed"` // it is a group-managed account at all
	// Allowed are the SIDs that msDS-GroupMSAMembership lets in, with their names.
	Allowed []Fetcher `json:"allowed"`
	// Entries are what msDS-GroupMSAMembership says, in order: who is let in and who is
	// kept out. nil in facts of before.
	Entries  []ad.AccessEntry `json:"entries,omitempty"`
	Interval int              `json:"interval_days,omitempty"` // between changes of the password
	Unread   string           `json:"unread,omitempty"`        // why the permission is not known
}

// Weigh says whether an account with these SIDs may fetch the password, and which entry
// decides it, nil for none.
func (v GMSAValue) Weigh(sids []string) (ad.Access, *ad.AccessEntry) {
	entries := v.Entries
	if entries == nil {
		for _, p := range v.Allowed {
			entries = append(entries, ad.AccessEntry{SID: p.SID})
		}
	}
	return ad.Weigh(entries, ad.Holding(sids), ad.InTheAct)
}

// Fetcher is a SID with its name, "" where no account has it.
type Fetcher struct {
	SID  string `json:"sid"`
	Name string `json:"name,omitempty"`
}

// LoginSIDs are the SIDs that an account logs in with: its own and those of its
// groups, nested ones too.
var LoginSIDs = diag.Define[LoginSIDsValue]("login.sids", "the SIDs of an account and of all its groups, by account", diag.Names)

// LoginSIDsValue is one account's SIDs.
type LoginSIDsValue struct {
	Account string   `json:"account"`
	SIDs    []string `json:"sids"`
}

// GMSAUse is a managed account and the hosts that should use it; a guide puts it.
var GMSAUse = diag.Define[GMSAUseValue]("gmsa.use", "a group-managed service account and the hosts that use it", diag.Exact)

// GMSAUseValue names the account and the computer accounts of the hosts.
type GMSAUseValue struct {
	Account string   `json:"account"`
	Hosts   []string `json:"hosts"`
}
