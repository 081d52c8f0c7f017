package lookup

import (
	"strings"
	"testing"

	"adwalk/ad"
)

func entryOf(values map[string]string) ad.Entry {
	var e ad.Entry
	for name, v := range values {
		e.Attributes = append(e.Attributes, ad.Attribute{Name: name, Values: []ad.Value{ad.Value(v)}})
	}
	return e
}

// What a value looks like does not decide when the schema knows better.
func TestSyntaxDecidesTheKind(t *testing.T) {
	s := &Schema{byName: map[string]*AttributeSchema{}, byID: map[uint32]*AttributeSchema{}}
	for _, a := range [][4]string{{"note", "2.5.5.12", "1.2.840.113556.1.4.77", ""}, {"device", "2.5.5.10", "1.2.840.113556.1.8000.2554.1", "16"},
		{"when", "2.5.5.11", "2.5.18.1", ""}, {"count", "2.5.5.16", "1.2.840.113556.1.4.20000", ""}} {
		v := map[string]string{"lDAPDisplayName": a[0], "attributeSyntax": a[1], "attributeID": a[2], "isSingleValued": "TRUE"}
		if a[3] != "" {
			v["rangeLower"], v["rangeUpper"], v["msDS-IntId"] = a[3], a[3], "-1234567"
		}
		s.add(entryOf(v))
	}
	for _, c := range [][4]string{
		{"note", "CN=a,DC=b", "CN=a,DC=b", KindText}, {"note", "TRUE", "TRUE", KindText}, {"note", "7", "7", KindText},
		{"device", "0123456789abcdef", "33323130-3534-3736-3839-616263646566", KindGUID}, {"device", "plain", "plain", KindBinary}, {"device", "\x00\xff", "00ff", KindBinary},
		{"when", "20260101000000.0Z", "2026-01-01 00:00:00Z", KindTime}, {"when", "x", "78", KindBinary}, {"count", "7", "7", KindNumber},
		{"unheard", "7", "7", KindNumber}, {"pwdLastSet", "0", "never (0)", KindTime},
	} {
		if shown, kind := s.Decode(c[0], []byte(c[1])); shown != c[2] || kind != c[3] {
			t.Errorf("%s %q: %q (%s), want %q (%s)", c[0], c[1], shown, kind, c[2], c[3])
		}
	}
	var id int32 = -1234567
	for n, want := range map[uint32]string{0x9004d: "note", uint32(id): "device", 0x190001: "when", 0x90000 | 32768 | (20000 - 16384): "count"} {
		if a := s.ByID(n); a == nil || a.Name != want {
			t.Errorf("0x%x: %+v, want %s", n, a, want)
		}
	}
	if got := s.Attribute("device;binary").Describe(); got != "octets, one value, at most 16 bytes" {
		t.Error(got)
	}
}

func sd(entries ...ACE) SecurityDescriptor {
	return SecurityDescriptor{Owner: "S-1-5-21-1-2-3-500", HasDACL: true, DACL: entries}
}

// Each right that leads to a changed SPN is found, and none that does not.
func TestRightsThatLeadToAnSPN(t *testing.T) {
	const who = "S-1-5-21-1-2-3-1105"
	ids := spnIDs
	ids.Name = "servicePrincipalName"
	for _, c := range []struct {
		ace  ACE
		want string // how; "" for not listed
	}{
		{ACE{Mask: 0x20, SID: who}, "write every property"},
		{ACE{Type: 5, Mask: 0x20, Object: ids.GUID, SID: who}, "write servicePrincipalName"},
		{ACE{Type: 5, Mask: 0x20, Object: ids.Set, SID: who}, "write the property set it is in"},
		{ACE{Type: 5, Mask: 0x20, Object: "bf967a7f-0de6-11d0-a285-00aa003049e2", SID: who}, ""},
		{ACE{Type: 5, Mask: 0x8, Object: ids.GUID, SID: "S-1-5-10"}, "validated write (only values that fit the account's own names)"},
		{ACE{Type: 5, Mask: 0x8, Object: ids.Set, SID: who}, ""},
		{ACE{Mask: 0x8, SID: who}, "validated write (only values that fit the account's own names)"},
		{ACE{Mask: 0x10000000, SID: who}, "full control"}, {ACE{Mask: 0xF01FF, SID: who}, "full control"}, {ACE{Mask: 0x40000000, SID: who}, "write every property"},
		{ACE{Mask: 0x40000, SID: who}, "change permissions"}, {ACE{Mask: 0x80000, SID: who}, "take ownership"},
		{ACE{Mask: 0x10 | 0x100, SID: who}, ""}, {ACE{Mask: 0xF01FF, Flags: 0x8, SID: who}, ""}, {ACE{Type: 2, Mask: 0xF01FF, SID: who}, ""},
		{ACE{Type: 6, Mask: 0x20, Object: ids.GUID, SID: who}, "write servicePrincipalName"},
	} {
		list := writers(sd(c.ace), ids)
		list = list[:len(list)-1] // the owner
		got := ""
		if len(list) == 1 {
			got = list[0].How
		}
		if got != c.want || len(list) > 1 {
			t.Errorf("%v: %+v, want %q", c.ace, list, c.want)
		}
	}
	deny := ACE{Type: 1, Mask: 0x20, SID: who}
	for _, c := range []struct {
		list []ACE
		want int
	}{{[]ACE{deny, {Mask: 0x20, SID: who}}, 1}, {[]ACE{{Mask: 0x20, SID: who}, deny}, 0}, {[]ACE{deny, {Mask: 0x40020, SID: who}}, 0},
		{[]ACE{{Type: 1, Mask: 0xF01FF, SID: Everyone}, {Mask: 0x20, SID: who}}, 1}} {
		for _, w := range writers(sd(c.list...), ids) {
			if !w.Deny && w.Entry > 0 && w.Overruled != c.want {
				t.Errorf("%v: overruled by %d, want %d", c.list, w.Overruled, c.want)
			}
		}
	}
	list := writers(sd(ACE{Mask: 0x20000, SID: "S-1-3-4"}), ids)
	if len(list) != 0 {
		t.Errorf("an owner whose rights are limited: %+v", list)
	}
	if text := (Writers{Attribute: "servicePrincipalName", Everybody: true}).Lines(); !strings.Contains(strings.Join(text, "\n"), "everybody") {
		t.Error(text)
	}
}
