package ad

import (
	"slices"
	"strings"
)

// AccessEntry is what an entry of an access list says of one right.
type AccessEntry struct {
	SID  string `json:"sid"`
	Deny bool   `json:"deny,omitempty"`
	// Limited says that the entry holds only under a condition, or for one property.
	Limited bool `json:"limited,omitempty"`
}

// Access is what an access list comes to for one login.
type Access int

// The outcomes of an access check.
const (
	AccessDenied    Access = iota // an entry denies it, or none allows it
	AccessAllowed                 // an entry allows it
	AccessUndecided               // an entry decides of which it cannot be seen whether it holds
)

// Weigh holds a login against an access list, entry by entry, as MS-DTYP 2.5.3.2 does for
// a single right. Holds says which SIDs the login has for certain, may which ones it may
// have; nil for none. An entry for a SID that it may have, or that is limited, leaves it
// undecided, unless the rest comes to the same with and without it. The other result is
// the entry that decides, nil for none.
func Weigh(entries []AccessEntry, holds, may func(sid string) bool) (Access, *AccessEntry) {
	doubt := map[Access]*AccessEntry{}
	for i, e := range entries {
		is := AccessAllowed
		if e.Deny {
			is = AccessDenied
		}
		mine := holds(e.SID)
		switch {
		case mine && e.Limited, !mine && may != nil && may(e.SID):
			if doubt[is] == nil {
				doubt[is] = &entries[i]
			}
		case mine:
			return settle(is, &entries[i], doubt)
		}
	}
	return settle(AccessDenied, nil, doubt)
}

// Holding says of a SID whether it is one of a list, in either case of its S.
func Holding(sids []string) func(sid string) bool {
	return func(sid string) bool {
		return slices.ContainsFunc(sids, func(s string) bool { return strings.EqualFold(s, sid) })
	}
}

func settle(is Access, by *AccessEntry, doubt map[Access]*AccessEntry) (Access, *AccessEntry) {
	for other, e := range doubt {
		if other != is {
			return AccessUndecided, e
		}
	}
	return is, by
}

// InTheAct says whether a login gets a SID only in the act (NETWORK, THIS ORGANIZATION,
// CREATOR OWNER and their like): it is neither an account nor a group of a domain, so that
// a directory does not show who has it. SELF is the object itself.
func InTheAct(sid string) bool {
	upper := strings.ToUpper(sid)
	return !strings.HasPrefix(upper, "S-1-5-21-") && !strings.HasPrefix(upper, "S-1-5-32-") && upper != "S-1-5-10" && upper != "S-1-1-0" && upper != "S-1-5-11"
}

// Actors lists, in order, the entries that decide who may act on behalf of users towards
// the account. Of facts that do not have them, those that deny count as limited: whether
// they stood before the others is not known.
func (a *Account) Actors() []AccessEntry {
	if a.ActEntries != nil {
		return a.ActEntries
	}
	var out []AccessEntry
	for _, sid := range a.ActDenied {
		out = append(out, AccessEntry{SID: sid, Deny: true, Limited: true})
	}
	for _, sid := range a.ActOnBehalf {
		out = append(out, AccessEntry{SID: sid})
	}
	return out
}
