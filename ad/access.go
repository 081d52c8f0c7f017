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

// Weigh holds the SIDs of a login against an access list, entry by entry, as MS-DTYP
// 2.5.3.2 does for a single right. An entry for a SID that a login gets only in the act
// (NETWORK, THIS ORGANIZATION, CREATOR OWNER and their like) or that is limited leaves it
// undecided, unless the rest comes to the same with and without it. The other result is
// the entry that decides, nil for none.
func Weigh(entries []AccessEntry, sids []string) (Access, *AccessEntry) {
	doubt := map[Access]*AccessEntry{}
	for i, e := range entries {
		is := AccessAllowed
		if e.Deny {
			is = AccessDenied
		}
		mine := slices.ContainsFunc(sids, func(s string) bool { return strings.EqualFold(s, e.SID) })
		switch {
		case mine && e.Limited, !mine && inTheAct(e.SID):
			if doubt[is] == nil {
				doubt[is] = &entries[i]
			}
		case mine:
			return settle(is, &entries[i], doubt)
		}
	}
	return settle(AccessDenied, nil, doubt)
}

func settle(is Access, by *AccessEntry, doubt map[Access]*AccessEntry) (Access, *AccessEntry) {
	for other, e := range doubt {
		if other != is {
			return AccessUndecided, e
		}
	}
	return is, by
}

// inTheAct says whether a SID is neither an account nor a group of a domain, so that a
// directory does not show who has it. SELF is the object itself.
func inTheAct(sid string) bool {
	upper := strings.ToUpper(sid)
	return !strings.HasPrefix(upper, "S-1-5-21-") && !strings.HasPrefix(upper, "S-1-5-32-") && upper != "S-1-5-10" && upper != "S-1-1-0" && upper != "S-1-5-11"
}
