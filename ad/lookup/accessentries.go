package lookup

import (
	"slices"

	"adwalk/ad"
)

// Everyone is the SID that an absent access control list stands for.
const Everyone = "S-1-1-0"

// inheritOnly marks an entry that speaks of children only (MS-DTYP 2.4.4.1).
const inheritOnly = 0x08

// The rights that are asked about (MS-ADTS 5.1.3.2) and the generic ones that hold some
// of them.
const (
	rightSelf          = 0x8 // a validated write
	rightReadProperty  = 0x10
	rightControlAccess = 0x100
	rightGenericRead   = 0x80000000
	rightGenericWrite  = 0x40000000
	rightGenericAll    = 0x10000000
)

// anyProperty is what an access check names that is not about one property: of an entry
// that is limited to one, it cannot be said whether it holds.
var anyProperty = attributeIDs{}

// entries lists, in their order, what the descriptor says of one right to one property,
// for ad.Weigh. Entries that are only there to be inherited and those about other
// properties stay out; those under a condition, and those about a property where it is
// not known which one is asked about, are limited. Without a DACL everybody is let in.
func (sd SecurityDescriptor) entries(right uint32, of attributeIDs) []ad.AccessEntry {
	if !sd.HasDACL {
		return []ad.AccessEntry{{SID: Everyone}}
	}
	var out []ad.AccessEntry
	for _, a := range sd.DACL {
		allow, deny, condition := a.kind()
		if !allow && !deny || a.SID == "" || a.Flags&inheritOnly != 0 || expand(a.Mask)&right == 0 {
			continue
		}
		limited := false
		if a.Object != "" {
			limited = of.own == ""
			if !limited && a.Object != of.own && (of.set == "" || a.Object != of.set) {
				continue
			}
		}
		out = append(out, ad.AccessEntry{SID: a.SID, Deny: deny, Limited: limited || condition})
	}
	return out
}

// kind says whether an entry allows or denies (neither: it audits, or is of a type that
// is not known) and whether it does so under a condition (MS-DTYP 2.4.4.1).
func (a ACE) kind() (allow, deny, condition bool) {
	switch a.Type {
	case 0, 5:
		allow = true
	case 1, 6:
		deny = true
	case 9, 11:
		allow, condition = true, true
	case 10, 12:
		deny, condition = true, true
	}
	return allow, deny, condition
}

// Actors lists, in order, the entries that decide who may act on behalf of users, as a
// KDC holds msDS-AllowedToActOnBehalfOfOtherIdentity against the front end's login
// (MS-SFU 3.2.5.2.3).
func (sd SecurityDescriptor) Actors() []ad.AccessEntry {
	return sd.entries(rightControlAccess, anyProperty)
}

// PasswordReaders lists, in order, the entries that decide who may fetch the password of
// a group-managed account: those of msDS-GroupMSAMembership that speak of reading a
// property (MS-ADTS 3.1.1.4.4). A login that none names may not.
func (sd SecurityDescriptor) PasswordReaders() []ad.AccessEntry {
	return sd.entries(rightReadProperty, anyProperty)
}

// named sorts the SIDs of entries, each once, by what the first entry for it says. Behind
// one for Everyone nothing counts. An entry that is limited decides nothing for those
// behind it.
func named(entries []ad.AccessEntry) (allowed, denied []string) {
	decided := map[string]bool{}
	for _, e := range entries {
		if decided[e.SID] || decided[Everyone] {
			continue
		}
		list := &allowed
		if e.Deny {
			list = &denied
		}
		if !slices.Contains(*list, e.SID) {
			*list = append(*list, e.SID)
		}
		decided[e.SID] = !e.Limited
	}
	return allowed, denied
}
