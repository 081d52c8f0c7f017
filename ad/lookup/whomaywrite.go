package lookup

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
)

// Writer is one way in which somebody may change an attribute of an object, or is kept
// from it.
type Writer struct {
	Entry     int    `json:"entry"` // its place in the access list, from 1; 0 is the owner
	SID       string `json:"sid"`
	Name      string `json:"name"`           // of the SID, as far as it is known
	Kind      string `json:"kind,omitempty"` // group, user, computer
	Deny      bool   `json:"deny,omitempty"`
	How       string `json:"how"`            // the right, in words
	Indirect  bool   `json:"indirect"`       // not the write itself: a right to give oneself the write
	Limited   bool   `json:"limited"`        // a validated write: only values that fit the account
	Condition bool   `json:"condition"`      // the entry holds under a condition that is not evaluated here
	From      string `json:"from,omitempty"` // where it is inherited from: a DN, or why that is not known; "" for an entry of the object's own
	Overruled int    `json:"overruled,omitempty"`
	Inherited bool   `json:"inherited"`
}

// Writers is who may change one attribute of one object.
type Writers struct {
	DN        string   `json:"dn"`
	Attribute string   `json:"attribute"`
	Owner     string   `json:"owner"`               // for a person
	List      []Writer `json:"list"`                // in the order of the access list, the owner last
	Protected bool     `json:"protected,omitempty"` // the list inherits nothing
	AdminSD   bool     `json:"admin_sd,omitempty"`  // adminCount is set: the list comes from AdminSDHolder
	You       string   `json:"you"`                 // "yes", "no" or "not known": the account that asks
	As        string   `json:"as,omitempty"`        // who that is
	Note      string   `json:"note,omitempty"`      // what could not be looked at
	Everybody bool     `json:"everybody,omitempty"` // there is no access list, so everybody may
}

// The rights that lead to a changed attribute (MS-ADTS 5.1.3.2; MS-DTYP 2.4.3).
const (
	maskWriteProperty = 0x20
	maskWriteDACL     = 0x40000
	maskWriteOwner    = 0x80000
	maskFullControl   = 0xF01FF

	flagInherited        = 0x10
	flagContainerInherit = 0x2
	controlProtected     = 0x1000

	ownerRights = "S-1-3-4"
)

// spnIDs stand in for the schema where it cannot be read (MS-ADA3 servicePrincipalName).
var spnIDs = AttributeSchema{GUID: "f3a64788-5306-11d1-a9c5-0000f80367c1", Set: "e48d0154-bcf8-11d1-8702-00c04fb96050"}

// WhoMayWrite lists who may change an attribute of an object, from the object's
// security descriptor: entries that allow and that deny, in their order, the owner,
// those who may change the permissions or the owner, and where each entry is inherited
// from. Members of the groups are not listed.
func WhoMayWrite(ctx context.Context, dir ad.Directory, dn, attribute string) (Writers, error) {
	out := Writers{DN: dn, Attribute: attribute, You: "not known"}
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: []string{"nTSecurityDescriptor", "allowedAttributes", "allowedAttributesEffective", "adminCount"}})
	if err != nil {
		return out, err
	}
	what := "reading who may write " + attribute + " of " + dn
	if len(found) == 0 {
		return out, &ad.Problem{Kind: ad.ProblemNotFound, What: what, Why: "there is no such object, or the account may not see it"}
	}
	e := found[0]
	raw := e.Values("nTSecurityDescriptor")
	if len(raw) == 0 {
		return out, &ad.Problem{Kind: ad.ProblemNoRight, What: what, Why: "the permissions of the object did not come: the account may not read them", Do: "read with an account that may (READ_CONTROL)"}
	}
	sd, err := DecodeSecurityDescriptor(raw[0])
	if err != nil {
		return out, &ad.Problem{Kind: ad.ProblemProtocol, What: what, Why: err.Error(), Err: err}
	}
	ids := SchemaOf(ctx, dir).Attribute(attribute)
	switch {
	case ids != nil:
		out.Attribute = ids.Name
	case strings.EqualFold(attribute, "servicePrincipalName"):
		ids = &spnIDs
	case SchemaOf(ctx, dir).Known():
		return out, &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: "the schema has no attribute " + attribute, Do: "check the spelling"}
	default:
		ids = &AttributeSchema{}
		out.Note = "entries that name the attribute could not be told from others: " + SchemaOf(ctx, dir).Source
	}
	if why := ids.Unwritable(); why != "" {
		out.Note = why + ", whatever is allowed above"
	}
	if e.Has("allowedAttributesEffective") || e.Has("allowedAttributes") { // the former does not come when it is empty
		out.You = "no"
		if slices.ContainsFunc(e.Texts("allowedAttributesEffective"), func(a string) bool { return strings.EqualFold(a, attribute) }) {
			out.You = "yes"
		}
	}
	if info, err := dir.Info(ctx); err == nil {
		out.As = info.As
	}
	n, _ := strconv.Atoi(e.Text("adminCount"))
	out.AdminSD, out.Protected = n > 0, sd.Control&controlProtected != 0
	out.Everybody = !sd.HasDACL
	out.List = writers(sd, *ids)
	names := describeSIDs(ctx, dir, append(sd.sids(), sd.Owner))
	for i := range out.List {
		w := &out.List[i]
		w.Name, w.Kind = names[w.SID].name, names[w.SID].kind
		if w.Name == "" {
			w.Name = w.SID
		}
	}
	if out.Owner = names[sd.Owner].name; out.Owner == "" {
		out.Owner = sd.Owner
	}
	if err := inheritedFrom(ctx, dir, dn, sd, out.List); err != nil {
		return out, err
	}
	return out, nil
}

// writers takes the entries that matter out of a descriptor.
func writers(sd SecurityDescriptor, ids AttributeSchema) []Writer {
	var out []Writer
	var denied []Writer
	deniedMask := map[int]uint32{}
	limitsOwner := false
	for i, a := range sd.DACL {
		if a.Flags&inheritOnly != 0 {
			continue
		}
		limitsOwner = limitsOwner || a.SID == ownerRights
		allow, deny, condition := a.kind()
		if !allow && !deny {
			continue
		}
		mask := expand(a.Mask)
		if a.Object != "" {
			// An entry about a property, a property set or a validated write says nothing of others.
			if !strings.EqualFold(a.Object, ids.GUID) && (ids.Set == "" || !strings.EqualFold(a.Object, ids.Set)) {
				mask &^= rightSelf | maskWriteProperty
			}
			if !strings.EqualFold(a.Object, ids.GUID) { // a set is of properties only
				mask &^= rightSelf
			}
		}
		var how []string
		w := Writer{Entry: i + 1, SID: a.SID, Deny: deny, Inherited: a.Flags&flagInherited != 0, Condition: condition, Indirect: true}
		switch {
		case mask&maskFullControl == maskFullControl && a.Object == "":
			how, w.Indirect = append(how, "full control"), false
		default:
			if mask&maskWriteProperty != 0 {
				w.Indirect = false
				switch {
				case a.Object == "":
					how = append(how, "write every property")
				case strings.EqualFold(a.Object, ids.GUID):
					how = append(how, "write "+or(ids.Name, "this property"))
				default:
					how = append(how, "write the property set it is in")
				}
			} else if mask&rightSelf != 0 && hasValidatedWrite(ids) {
				w.Indirect, w.Limited = false, true
				how = append(how, "validated write (only values that fit the account's own names)")
			}
			if mask&maskWriteDACL != 0 {
				how = append(how, "change permissions")
			}
			if mask&maskWriteOwner != 0 {
				how = append(how, "take ownership")
			}
		}
		if len(how) == 0 {
			continue
		}
		w.How = strings.Join(how, ", ")
		if deny {
			denied = append(denied, w)
			deniedMask[w.Entry] = mask
		} else {
			left := mask & (rightSelf | maskWriteProperty | maskWriteDACL | maskWriteOwner)
			for _, d := range denied {
				if d.Condition || d.SID != w.SID && d.SID != Everyone {
					continue
				}
				left &^= deniedMask[d.Entry]
				if left == 0 {
					w.Overruled = d.Entry
					break
				}
			}
		}
		out = append(out, w)
	}
	if sd.Owner != "" && !limitsOwner { // the owner may change permissions unless an entry for Owner Rights says otherwise
		out = append(out, Writer{SID: sd.Owner, How: "owner: may change permissions", Indirect: true})
	}
	return out
}

// hasValidatedWrite says whether an attribute has a validated write: of a few, and of
// those that matter here servicePrincipalName and dNSHostName (MS-ADTS 5.1.3.2.2).
func hasValidatedWrite(ids AttributeSchema) bool {
	return slices.Contains([]string{"f3a64788-5306-11d1-a9c5-0000f80367c1", "72e39547-7b18-11d1-adef-00c04fd8d5cd", "bf9679c0-0de6-11d0-a285-00aa003049e2"}, strings.ToLower(ids.GUID))
}

func or(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// expand replaces generic rights by what they stand for on directory objects
// (MS-ADTS 5.1.3.2).
func expand(mask uint32) uint32 {
	if mask&rightGenericAll != 0 {
		mask |= maskFullControl
	}
	if mask&rightGenericWrite != 0 {
		mask |= 0x20028
	}
	if mask&rightGenericRead != 0 {
		mask |= 0x20094
	}
	return mask
}
