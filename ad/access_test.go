package ad

import "testing"

func TestAnAccessListIsWeighedEntryByEntry(t *testing.T) {
	const me, group, other = "S-1-5-21-1-2-3-1000", "S-1-5-21-1-2-3-2000", "S-1-5-21-1-2-3-3000"
	login := []string{me, group, "S-1-1-0"}
	allow := func(sid string) AccessEntry { return AccessEntry{SID: sid} }
	deny := func(sid string) AccessEntry { return AccessEntry{SID: sid, Deny: true} }
	for name, tc := range map[string]struct {
		list []AccessEntry
		want Access
	}{
		"nothing":   {nil, AccessDenied},
		"itself":    {[]AccessEntry{allow(me)}, AccessAllowed},
		"its group": {[]AccessEntry{allow(other), allow(group)}, AccessAllowed},
		"everyone":  {[]AccessEntry{allow("s-1-1-0")}, AccessAllowed},
		"another":   {[]AccessEntry{allow(other)}, AccessDenied},
		"its group is denied, then it is allowed": {[]AccessEntry{deny(group), allow(me)}, AccessDenied},
		"it is allowed, then its group is denied": {[]AccessEntry{allow(me), deny(group)}, AccessAllowed},
		"another is denied":                       {[]AccessEntry{deny(other), allow(me)}, AccessAllowed},
		"network is denied before":                {[]AccessEntry{deny("S-1-5-2"), allow(me)}, AccessUndecided},
		"network is denied after":                 {[]AccessEntry{allow(me), deny("S-1-5-2")}, AccessAllowed},
		"network alone is allowed":                {[]AccessEntry{allow("S-1-5-2")}, AccessUndecided},
		"network is allowed, then it":             {[]AccessEntry{allow("S-1-5-2"), allow(me)}, AccessAllowed},
		"itself is meant by SELF":                 {[]AccessEntry{allow("S-1-5-10")}, AccessDenied},
		"a condition":                             {[]AccessEntry{{SID: me, Limited: true}}, AccessUndecided},
		"a condition that denies":                 {[]AccessEntry{{SID: group, Deny: true, Limited: true}, allow(me)}, AccessUndecided},
		"another's condition":                     {[]AccessEntry{{SID: other, Limited: true}, allow(me)}, AccessAllowed},
	} {
		if got, _ := Weigh(tc.list, Holding(login), InTheAct); got != tc.want {
			t.Errorf("%s: %d, want %d", name, got, tc.want)
		}
	}
}
