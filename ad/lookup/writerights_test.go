package lookup

import (
	"context"
	"slices"
	"testing"

	"adwalk/ad"
)

// guarded is a directory with one object whose descriptor a test chooses.
type guarded struct {
	attributes []ad.Attribute
	token      []string
	asked      int
}

func (g *guarded) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Domain: "DC=contoso,DC=lab"}, nil
}

func (g *guarded) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	if q.Base == "" {
		var sids []ad.Value
		for _, s := range g.token {
			raw, err := ad.EncodeSID(s)
			if err != nil {
				return ad.Coverage{}, err
			}
			sids = append(sids, raw)
		}
		return ad.Coverage{}, yield(ad.Entry{Attributes: []ad.Attribute{{Name: "tokenGroups", Values: sids}}})
	}
	g.asked++
	return ad.Coverage{}, yield(ad.Entry{DN: q.Base, Attributes: g.attributes})
}

// What allowedAttributesEffective does not tell comes from the descriptor and from
// sDRightsEffective; what nothing tells is not known, and never a no.
func TestRightsToWriteSPNs(t *testing.T) {
	const me, group, object = "S-1-5-21-1-2-3-1101", "S-1-5-21-1-2-3-1200", "S-1-5-21-1-2-3-1300"
	type rights struct{ may, known, grant bool }
	ace := func(kind byte, mask uint32, guid, sid string) []byte { return objectACE(t, kind, mask, guid, sid) }
	for name, c := range map[string]struct {
		writable []string // nil: allowedAttributesEffective did not come
		aces     [][]byte // nil: no descriptor came
		sd       string   // sDRightsEffective
		token    []string
		want     rights
	}{
		"SPNs are writable":                    {[]string{"servicePrincipalName"}, nil, "", []string{me}, rights{true, true, false}},
		"nothing came at all":                  {nil, nil, "", nil, rights{false, false, false}},
		"other attributes, no descriptor":      {[]string{"description"}, nil, "", []string{me}, rights{false, false, false}},
		"other attributes, groups not known":   {[]string{"description"}, [][]byte{ace(5, 0x10, "", me)}, "", nil, rights{false, false, false}},
		"other attributes only":                {[]string{"description"}, [][]byte{ace(5, 0x10, "", me)}, "0", []string{me}, rights{false, true, false}},
		"the validated write, by a group":      {[]string{"description"}, [][]byte{ace(5, 0x8, validatedSPN, group)}, "0", []string{me, group}, rights{false, false, false}},
		"the validated write, for SELF":        {[]string{"description"}, [][]byte{ace(5, 0x8, validatedSPN, "S-1-5-10")}, "0", []string{object}, rights{false, false, false}},
		"SELF is somebody else":                {[]string{"description"}, [][]byte{ace(5, 0x8, validatedSPN, "S-1-5-10")}, "0", []string{me}, rights{false, true, false}},
		"every validated write":                {[]string{"description"}, [][]byte{ace(5, 0x8, "", me)}, "0", []string{me}, rights{false, false, false}},
		"another validated write":              {[]string{"description"}, [][]byte{ace(5, 0x8, "72e39547-7b18-11d1-adef-00c04fd8d5cd", me)}, "0", []string{me}, rights{false, true, false}},
		"denied before it is allowed":          {[]string{"description"}, [][]byte{ace(6, 0x8, validatedSPN, group), ace(5, 0x8, validatedSPN, me)}, "0", []string{me, group}, rights{false, true, false}},
		"no right, but the permissions may go": {[]string{"description"}, [][]byte{ace(5, 0x10, "", me)}, "4", []string{me}, rights{false, true, true}},
		"the owner may be changed, no more":    {[]string{"description"}, [][]byte{ace(5, 0x10, "", me)}, "3", []string{me}, rights{false, true, false}},
		"a number that makes no sense":         {[]string{"description"}, [][]byte{ace(5, 0x10, "", me)}, "x", []string{me}, rights{false, true, false}},
		"a descriptor that makes no sense":     {[]string{"description"}, [][]byte{}, "0", []string{me}, rights{false, false, false}},
	} {
		g := &guarded{token: c.token}
		switch {
		case c.aces == nil:
		case len(c.aces) == 0:
			g.attributes = append(g.attributes, ad.Attribute{Name: "nTSecurityDescriptor", Values: []ad.Value{[]byte("nonsense")}})
		default:
			g.attributes = append(g.attributes, ad.Attribute{Name: "nTSecurityDescriptor", Values: []ad.Value{descriptorOf(c.aces)}})
		}
		if c.sd != "" {
			g.attributes = append(g.attributes, ad.Attribute{Name: "sDRightsEffective", Values: []ad.Value{[]byte(c.sd)}})
		}
		a := ad.Account{DN: "CN=x,DC=contoso,DC=lab", SID: object, Writable: c.writable, WritableKnown: c.writable != nil}
		if err := writeRights(t.Context(), g, &a); err != nil {
			t.Fatal(err)
		}
		may, known := a.MayWrite("SERVICEprincipalName")
		if got := (rights{may, known, a.MayGrant}); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if may, known := a.MayWrite("userAccountControl"); may || known != a.WritableKnown {
			t.Errorf("%s: another attribute: %v %v", name, may, known)
		}
		if slices.Contains(c.writable, "servicePrincipalName") && g.asked > 0 {
			t.Errorf("%s: asked for what is known", name)
		}
	}
}

// objectACE encodes an entry for objects (MS-DTYP 2.4.4.3); guid may be "".
func objectACE(t *testing.T, kind byte, mask uint32, guid, sid string) []byte {
	t.Helper()
	who, err := ad.EncodeSID(sid)
	if err != nil {
		t.Fatal(err)
	}
	body := le32(mask)
	if guid == "" {
		body = append(body, 0, 0, 0, 0)
	} else {
		raw, ok := parseGUID(guid)
		if !ok {
			t.Fatal(guid)
		}
		body = append(append(body, 1, 0, 0, 0), raw...)
	}
	body = append(body, who...)
	return append([]byte{kind, 0, byte(len(body) + 4), 0}, body...)
}

// descriptorOf is a self-relative descriptor with a DACL of these entries.
func descriptorOf(aces [][]byte) []byte {
	var list []byte
	for _, a := range aces {
		list = append(list, a...)
	}
	acl := append([]byte{4, 0, byte((len(list) + 8) & 0xff), byte((len(list) + 8) >> 8), byte(len(aces)), 0, 0, 0}, list...)
	head := []byte{1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0}
	return append(head, acl...)
}

func le32(n uint32) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)} }
