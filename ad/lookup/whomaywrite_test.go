package lookup

import (
	"slices"
	"strings"
	"testing"
)

// Each entry of an access list counts for what it is: what is about another attribute,
// only inherited by others, denied before, or under a condition, is no plain write.
func TestWritersOfAnAttribute(t *testing.T) {
	const other = "11111111-2222-3333-4444-555555555555"
	const bob, eve = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002"
	spn := spnIDs
	spn.Name = "servicePrincipalName"
	cases := []struct {
		name string
		list []ACE
		want []string // of each line a part, and what it must not hold behind a |
	}{
		{"another attribute", []ACE{{Type: 5, Mask: maskWriteProperty, Object: other, SID: bob}}, nil},
		{"another validated write", []ACE{{Type: 5, Mask: rightSelf, Object: other, SID: bob}}, nil},
		{"a set gives no validated write", []ACE{{Type: 5, Mask: rightSelf, Object: spn.Set, SID: bob}}, nil},
		{"reading only", []ACE{{Type: 0, Mask: 0x10, SID: bob}}, nil},
		{"inherited by others only", []ACE{{Type: 0, Flags: inheritOnly, Mask: maskFullControl, SID: bob}}, nil},
		{"an audit entry", []ACE{{Type: 2, Mask: maskFullControl, SID: bob}}, nil},
		{"generic all", []ACE{{Type: 0, Mask: rightGenericAll, SID: bob}}, []string{"full control"}},
		{"generic write", []ACE{{Type: 0, Mask: rightGenericWrite, SID: bob}}, []string{"write every property"}},
		{"the property set", []ACE{{Type: 5, Mask: maskWriteProperty, Object: strings.ToUpper(spn.Set), SID: bob}}, []string{"property set"}},
		{"validated", []ACE{{Type: 5, Mask: rightSelf, Object: spn.GUID, SID: bob}}, []string{"validated write"}},
		{"permissions", []ACE{{Type: 0, Mask: maskWriteDACL, SID: bob}}, []string{"could grant themselves"}},
		{"condition", []ACE{{Type: 9, Mask: maskWriteProperty, SID: bob}}, []string{"under a condition"}},
		{"denied before", []ACE{{Type: 1, Mask: maskWriteProperty, SID: bob}, {Type: 0, Mask: maskWriteProperty, SID: bob}}, []string{"deny", "no effect: entry 1"}},
		{"denied behind", []ACE{{Type: 0, Mask: maskWriteProperty, SID: bob}, {Type: 1, Mask: maskWriteProperty, SID: bob}}, []string{"allow|no effect", "deny"}},
		{"another is denied", []ACE{{Type: 1, Mask: maskWriteProperty, SID: eve}, {Type: 0, Mask: maskWriteProperty, SID: bob}}, []string{"deny", "allow|no effect"}},
		{"everybody is denied", []ACE{{Type: 1, Mask: maskWriteProperty, SID: Everyone}, {Type: 0, Mask: maskWriteProperty, SID: bob}}, []string{"deny", "no effect"}},
		{"denied under a condition", []ACE{{Type: 10, Mask: maskWriteProperty, SID: bob}, {Type: 0, Mask: maskWriteProperty, SID: bob}}, []string{"deny", "allow|no effect"}},
		{"only the write is denied", []ACE{{Type: 6, Mask: maskWriteProperty, Object: spn.GUID, SID: bob}, {Type: 0, Mask: maskFullControl, SID: bob}}, []string{"deny", "full control|no effect"}},
	}
	for _, tc := range cases {
		var got []string
		for _, w := range writers(SecurityDescriptor{HasDACL: true, DACL: tc.list}, spn) {
			got = append(got, w.Line())
		}
		if len(got) != len(tc.want) {
			t.Errorf("%s: %q", tc.name, got)
			continue
		}
		for i, want := range tc.want {
			part, not, without := strings.Cut(want, "|")
			if !strings.Contains(got[i], part) || without && strings.Contains(got[i], not) {
				t.Errorf("%s: %q, want %q", tc.name, got[i], want)
			}
		}
	}
	if list := writers(SecurityDescriptor{Owner: bob, DACL: []ACE{{Type: 0, Mask: 0x20000, SID: ownerRights}}}, spn); len(list) != 0 {
		t.Errorf("an owner whose rights are limited: %+v", list)
	}
	if list := writers(SecurityDescriptor{Owner: bob}, spn); len(list) != 1 || !list[0].Indirect {
		t.Errorf("the owner: %+v", list)
	}
}

// What nobody can write is not said to be writable by those who have the right.
func TestAttributesThatNobodyWrites(t *testing.T) {
	for _, a := range []AttributeSchema{{Name: "tokenGroups", Constructed: true}, {Name: "memberOf", LinkID: 3}, {Name: "objectSid", SystemOnly: true}} {
		if why := a.Unwritable(); !strings.Contains(why, a.Name) {
			t.Errorf("%s: %q", a.Name, why)
		}
	}
	for _, a := range []AttributeSchema{{Name: "servicePrincipalName"}, {Name: "member", LinkID: 2}} {
		if why := a.Unwritable(); why != "" {
			t.Errorf("%s: %s", a.Name, why)
		}
	}
	w := Writers{Attribute: "memberOf", Note: (&AttributeSchema{Name: "memberOf", LinkID: 3}).Unwritable(), List: []Writer{{Entry: 1, SID: Everyone, Name: "Everyone", How: "full control"}}}
	if !slices.ContainsFunc(w.Lines(), func(l string) bool { return strings.Contains(l, "back link") }) {
		t.Errorf("%q", w.Lines())
	}
}
