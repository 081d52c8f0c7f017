package lookup

import (
	"fmt"
	"slices"
	"testing"

	"adwalk/ad"
)

const (
	aceAllow, aceDeny, aceAudit             = 0, 1, 2
	aceAllowObject, aceDenyObject           = 5, 6
	aceAllowIf, aceDenyIf                   = 9, 10
	aceAllowObjectIf, aceDenyObjectIf       = 11, 12
	someProperty, itsSet, anotherProperty   = "f3a64788-5306-11d1-a9c5-0000f80367c1", "e48d0154-bcf8-11d1-8702-00c04fb96050", "bf967950-0de6-11d0-a285-00aa003049e2"
	loginSID, groupSID, otherSID, objectSID = "S-1-5-21-1-2-3-1101", "S-1-5-21-1-2-3-1200", "S-1-5-21-1-2-3-1300", "S-1-5-21-1-2-3-1400"
)

// Whether an attribute that did not come is absent or hidden follows from the list, entry
// by entry in the order in which it is stored; what hangs on a condition is not known.
func TestWhatAReaderMaySee(t *testing.T) {
	const read, control = rightReadProperty, rightControlAccess
	list := func(aces ...ACE) SecurityDescriptor {
		return SecurityDescriptor{HasDACL: true, Owner: otherSID, DACL: aces}
	}
	entry := func(kind byte, mask uint32, object, sid string) ACE {
		return ACE{Type: kind, Mask: mask, Object: object, SID: sid}
	}
	known := attributeIDs{own: someProperty, set: itsSet}
	secret := attributeIDs{own: someProperty, set: itsSet, confidential: true}
	yes, no, unclear := ad.AccessAllowed, ad.AccessDenied, ad.AccessUndecided
	for name, c := range map[string]struct {
		sd   SecurityDescriptor
		ids  attributeIDs
		want ad.Access
	}{
		"no list":                                 {SecurityDescriptor{}, known, yes},
		"an empty list":                           {list(), known, no},
		"the login may":                           {list(entry(aceAllow, read, "", loginSID)), known, yes},
		"a group of it may":                       {list(entry(aceAllow, read, "", groupSID)), known, yes},
		"another may":                             {list(entry(aceAllow, read, "", otherSID)), known, no},
		"everything, as a generic right":          {list(entry(aceAllow, rightGenericAll, "", loginSID)), known, yes},
		"reading, as a generic right":             {list(entry(aceAllow, rightGenericRead, "", loginSID)), known, yes},
		"writing is not reading":                  {list(entry(aceAllow, maskWriteProperty|rightGenericWrite, "", loginSID)), known, no},
		"denied before":                           {list(entry(aceDeny, read, "", groupSID), entry(aceAllow, read, "", loginSID)), known, no},
		"denied after":                            {list(entry(aceAllow, read, "", loginSID), entry(aceDeny, read, "", groupSID)), known, yes},
		"another right is denied":                 {list(entry(aceDeny, maskWriteProperty, "", loginSID), entry(aceAllow, read, "", loginSID)), known, yes},
		"for children only":                       {list(ACE{Type: aceDeny, Flags: inheritOnly, Mask: read, SID: loginSID}, entry(aceAllow, read, "", loginSID)), known, yes},
		"this property":                           {list(entry(aceAllowObject, read, someProperty, loginSID)), known, yes},
		"the set that it is in":                   {list(entry(aceAllowObject, read, itsSet, loginSID)), known, yes},
		"another property":                        {list(entry(aceAllowObject, read, anotherProperty, loginSID)), known, no},
		"another property is denied":              {list(entry(aceDenyObject, read, anotherProperty, loginSID), entry(aceAllow, read, "", loginSID)), known, yes},
		"this property is denied":                 {list(entry(aceDenyObject, read, someProperty, loginSID), entry(aceAllow, read, "", loginSID)), known, no},
		"its set is denied":                       {list(entry(aceDenyObject, read, itsSet, loginSID), entry(aceAllow, read, "", loginSID)), known, no},
		"an object entry for every property":      {list(entry(aceAllowObject, read, "", loginSID)), known, yes},
		"which property it is, is not known":      {list(entry(aceAllowObject, read, someProperty, loginSID)), attributeIDs{}, unclear},
		"denied, to which property is not known":  {list(entry(aceDenyObject, read, someProperty, loginSID), entry(aceAllow, read, "", loginSID)), attributeIDs{}, unclear},
		"allowed whatever the property is":        {list(entry(aceAllow, read, "", loginSID), entry(aceDenyObject, read, someProperty, loginSID)), attributeIDs{}, yes},
		"allowed under a condition":               {list(entry(aceAllowIf, read, "", loginSID)), known, unclear},
		"denied under a condition":                {list(entry(aceDenyIf, read, "", loginSID), entry(aceAllow, read, "", loginSID)), known, unclear},
		"denied under a condition or anyway":      {list(entry(aceDenyIf, read, "", loginSID)), known, no},
		"allowed under a condition or anyway":     {list(entry(aceAllowIf, read, "", loginSID), entry(aceAllow, read, "", loginSID)), known, yes},
		"this property under a condition":         {list(entry(aceAllowObjectIf, read, someProperty, loginSID)), known, unclear},
		"denied this property under a condition":  {list(entry(aceDenyObjectIf, read, someProperty, loginSID), entry(aceAllow, read, "", loginSID)), known, unclear},
		"denied another one under a condition":    {list(entry(aceDenyObjectIf, read, anotherProperty, loginSID), entry(aceAllow, read, "", loginSID)), known, yes},
		"another's condition":                     {list(entry(aceDenyIf, read, "", otherSID), entry(aceAllow, read, "", loginSID)), known, yes},
		"an entry that audits":                    {list(entry(aceAudit, read, "", loginSID)), known, no},
		"network is no part of this login":        {list(entry(aceDeny, read, "", "S-1-5-2"), entry(aceAllow, read, "", loginSID)), known, yes},
		"SELF is another object":                  {list(entry(aceAllow, read, "", principalSelf)), known, no},
		"OWNER RIGHTS, and the owner is another":  {list(entry(aceDeny, read, "", ownerRights), entry(aceAllow, read, "", loginSID)), known, yes},
		"confidential, and only reading":          {list(entry(aceAllow, read, "", loginSID)), secret, no},
		"confidential, and both":                  {list(entry(aceAllow, read|control, "", loginSID)), secret, yes},
		"confidential, by two entries":            {list(entry(aceAllow, read, "", groupSID), entry(aceAllowObject, control, someProperty, loginSID)), secret, yes},
		"confidential, and only the other right":  {list(entry(aceAllow, control, "", loginSID)), secret, no},
		"confidential, one under a condition":     {list(entry(aceAllow, read, "", loginSID), entry(aceAllowIf, control, "", loginSID)), secret, unclear},
		"confidential, reading is denied for all": {list(entry(aceAllowIf, control, "", loginSID)), secret, no},
	} {
		r := &readRights{token: map[string]bool{loginSID: true, groupSID: true, Everyone: true}, schema: map[string]attributeIDs{"serviceprincipalname": c.ids}}
		if got := r.mayRead(c.sd, objectSID, "servicePrincipalName"); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
		if got := (&readRights{}).mayRead(c.sd, objectSID, "servicePrincipalName"); got != unclear {
			t.Errorf("%s, for a login whose groups are not known: %d", name, got)
		}
	}
}

// SELF in a list is the object, and OWNER RIGHTS its owner, of whom it is left open.
func TestWhatAnObjectMaySeeOfItself(t *testing.T) {
	r := &readRights{token: map[string]bool{objectSID: true}, schema: map[string]attributeIDs{"upn": {own: someProperty}}}
	self := SecurityDescriptor{HasDACL: true, DACL: []ACE{{Mask: rightReadProperty, SID: principalSelf}}, Owner: otherSID}
	if got := r.mayRead(self, objectSID, "upn"); got != ad.AccessAllowed {
		t.Errorf("itself: %d", got)
	}
	if got := r.mayRead(self, otherSID, "upn"); got != ad.AccessDenied {
		t.Errorf("another object: %d", got)
	}
	owned := SecurityDescriptor{HasDACL: true, Owner: objectSID, DACL: []ACE{{Type: aceDeny, Mask: rightReadProperty, SID: ownerRights}, {Mask: rightReadProperty, SID: objectSID}}}
	if got := r.mayRead(owned, objectSID, "upn"); got != ad.AccessUndecided {
		t.Errorf("the owner, to whom OWNER RIGHTS denies it: %d", got)
	}
}

// Who may act on behalf of users and who may fetch a managed password come from the same
// reading of a list; they differ in the right.
func TestEntriesOfTheTwoPermissions(t *testing.T) {
	for _, c := range []struct {
		name string
		ace  ACE
		act  string // the entry in short, "" for none
		read string
	}{
		{"full control", ACE{Mask: 0xF01FF, SID: loginSID}, "allow", "allow"},
		{"full control, denied", ACE{Type: aceDeny, Mask: 0xF01FF, SID: loginSID}, "deny", "deny"},
		{"reading only", ACE{Mask: rightReadProperty, SID: loginSID}, "", "allow"},
		{"reading as a generic right", ACE{Mask: rightGenericRead, SID: loginSID}, "", "allow"},
		{"the extended right only", ACE{Mask: rightControlAccess, SID: loginSID}, "allow", ""},
		{"everything as a generic right", ACE{Mask: rightGenericAll, SID: loginSID}, "allow", "allow"},
		{"one property only", ACE{Type: aceAllowObject, Mask: 0xF01FF, Object: someProperty, SID: loginSID}, "allow?", "allow?"},
		{"one property only, denied", ACE{Type: aceDenyObject, Mask: 0xF01FF, Object: someProperty, SID: loginSID}, "deny?", "deny?"},
		{"under a condition", ACE{Type: aceAllowIf, Mask: 0xF01FF, SID: loginSID}, "allow?", "allow?"},
		{"under a condition, denied", ACE{Type: aceDenyObjectIf, Mask: 0xF01FF, SID: loginSID}, "deny?", "deny?"},
		{"to be inherited", ACE{Flags: inheritOnly, Mask: 0xF01FF, SID: loginSID}, "", ""},
		{"for the audit", ACE{Type: aceAudit, Mask: 0xF01FF, SID: loginSID}, "", ""},
		{"of a type that is not known", ACE{Type: 21, Mask: 0xF01FF, SID: loginSID}, "", ""},
		{"for no SID", ACE{Mask: 0xF01FF}, "", ""},
	} {
		sd := SecurityDescriptor{HasDACL: true, DACL: []ACE{c.ace}}
		short := func(list []ad.AccessEntry) string {
			if len(list) == 0 {
				return ""
			}
			return map[bool]string{true: "deny", false: "allow"}[list[0].Deny] + map[bool]string{true: "?"}[list[0].Limited]
		}
		if act, read := short(sd.Actors()), short(sd.PasswordReaders()); act != c.act || read != c.read {
			t.Errorf("%s: to act %q, to read %q; want %q and %q", c.name, act, read, c.act, c.read)
		}
	}
	open := []ad.AccessEntry{{SID: Everyone}}
	if sd := (SecurityDescriptor{}); !slices.Equal(sd.Actors(), open) || !slices.Equal(sd.PasswordReaders(), open) {
		t.Errorf("without a list: %v, %v", sd.Actors(), sd.PasswordReaders())
	}
}

// The order in which a list is stored is kept: it decides.
func TestTheOrderOfAListIsKept(t *testing.T) {
	aces := []ACE{{Mask: 0xF01FF, SID: loginSID}, {Type: aceDeny, Mask: 0xF01FF, SID: groupSID}, {Mask: 0xF01FF, SID: otherSID}}
	want := []ad.AccessEntry{{SID: loginSID}, {SID: groupSID, Deny: true}, {SID: otherSID}}
	if got := (SecurityDescriptor{HasDACL: true, DACL: aces}).Actors(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
}
