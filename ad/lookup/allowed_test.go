package lookup

import (
	"slices"
	"testing"
)

// A descriptor is read as a domain controller evaluates it.
func TestWhomADescriptorLetsIn(t *testing.T) {
	const a, b = "S-1-5-21-1-2-3-1101", "S-1-5-21-1-2-3-1102"
	allow := func(sid string) ACE { return ACE{Type: 0, Mask: 0xF01FF, SID: sid} }
	deny := func(sid string) ACE { return ACE{Type: 1, Mask: 0xF01FF, SID: sid} }
	for name, c := range map[string]struct {
		sd   SecurityDescriptor
		want []string
	}{
		"no list at all":                  {SecurityDescriptor{}, []string{Everyone}},
		"an empty list":                   {SecurityDescriptor{HasDACL: true}, nil},
		"two, each once":                  {SecurityDescriptor{HasDACL: true, DACL: []ACE{allow(a), allow(b), allow(a)}}, []string{a, b}},
		"denied first":                    {SecurityDescriptor{HasDACL: true, DACL: []ACE{deny(a), allow(a), allow(b)}}, []string{b}},
		"denied after":                    {SecurityDescriptor{HasDACL: true, DACL: []ACE{allow(a), deny(a)}}, []string{a}},
		"everybody denied first":          {SecurityDescriptor{HasDACL: true, DACL: []ACE{deny(Everyone), allow(a)}}, nil},
		"to be inherited only":            {SecurityDescriptor{HasDACL: true, DACL: []ACE{{Type: 0, Flags: 8, Mask: 0xF01FF, SID: a}}}, nil},
		"another right":                   {SecurityDescriptor{HasDACL: true, DACL: []ACE{{Type: 0, Mask: 0x20000, SID: a}}}, nil},
		"everything, as a generic right":  {SecurityDescriptor{HasDACL: true, DACL: []ACE{{Type: 0, Mask: 0x10000000, SID: a}}}, []string{a}},
		"under a condition, then without": {SecurityDescriptor{HasDACL: true, DACL: []ACE{{Type: 10, Mask: 0xF01FF, SID: a}, allow(a)}}, []string{a}},
		"an entry that audits is nothing": {SecurityDescriptor{HasDACL: true, DACL: []ACE{{Type: 2, Mask: 0xF01FF, SID: a}}}, nil},
	} {
		if got, _ := named(c.sd.Actors()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
