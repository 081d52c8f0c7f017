package lookup

import (
	"context"
	"errors"
	"sort"
	"strings"

	"adwalk/ad"
)

// operational attributes come only when they are named.
var operational = []string{"*", "canonicalName", "whenCreated", "whenChanged", "msDS-KeyVersionNumber", "msDS-User-Account-Control-Computed",
	"msDS-UserPasswordExpiryTimeComputed", "nTSecurityDescriptor", "allowedAttributesEffective"}

// deletedMark is in the name of every deleted object (MS-ADTS 3.1.1.5.5).
const deletedMark = `\0ADEL:`

// ObjectValue is one value, decoded and raw.
type ObjectValue struct {
	Shown string
	Kind  string
	Raw   []byte
}

// ObjectAttribute is one attribute of an object. Without values it may be set
// but is not.
type ObjectAttribute struct {
	Name     string
	Values   []ObjectValue
	Writable bool             // by the account that reads; see Object.RightsKnown
	Schema   *AttributeSchema // nil where the directory's schema does not know it
}

// Object is everything that a directory shows of an object.
type Object struct {
	DN          string
	Attributes  []ObjectAttribute // sorted by name
	RightsKnown bool
	Kinds       string // where the kinds of values come from: the schema, or the built-in table and why
	Coverage    ad.Coverage
}

// ReadObject reads an object for the browser: the attributes that are set, or
// with allAllowed also the names of those that the schema allows it to have.
func ReadObject(ctx context.Context, dir ad.Directory, dn string, allAllowed bool) (Object, error) {
	if dn == RootDSEName {
		o, err := RootDSE(ctx, dir)
		o.DN = RootDSEName
		return o, err
	}
	return ReadAttributes(ctx, dir, dn, allAllowed, nil)
}

// ReadAttributes is ReadObject that also asks for attributes by name: constructed
// ones, such as tokenGroups, come only then (MS-ADTS 3.1.1.4.5).
func ReadAttributes(ctx context.Context, dir ad.Directory, dn string, allAllowed bool, more []string) (Object, error) {
	want := append(append([]string(nil), operational...), more...)
	if allAllowed {
		want = append(want, "allowedAttributes")
	}
	found, cov, err := ad.SearchAll(ctx, dir, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: want, Deleted: strings.Contains(dn, deletedMark)})
	var refused *ad.Problem
	if err != nil && (!errors.As(err, &refused) || refused.Kind != ad.ProblemNotFound) {
		return Object{}, err
	}
	if len(found) == 0 {
		return Object{}, &ad.Problem{Kind: ad.ProblemNotFound, Err: err, What: "reading " + dn, Why: "there is no such object, or the account may not see it", Do: "search for it again; it may have been moved"}
	}
	return SchemaOf(ctx, dir).object(HideSecrets(found[0], more), cov), nil
}

// Object is an entry with its values decoded.
func (s *Schema) Object(e ad.Entry) Object { return s.object(e, ad.Coverage{}) }

func (s *Schema) object(e ad.Entry, cov ad.Coverage) Object {
	o := Object{DN: e.DN, Coverage: cov, Kinds: "built-in table", RightsKnown: e.Has("allowedAttributesEffective")}
	if s != nil {
		o.Kinds = s.Source
	}
	writable := map[string]bool{}
	for _, name := range e.Texts("allowedAttributesEffective") {
		writable[fold(name)] = true
	}
	set := map[string]bool{}
	for _, a := range e.Attributes {
		key := fold(a.Name)
		if key == "allowedattributes" || key == "allowedattributeseffective" || set[key] {
			continue
		}
		set[key] = true
		out := ObjectAttribute{Name: a.Name, Writable: writable[key], Schema: s.Attribute(a.Name)}
		for _, raw := range a.Values {
			shown, kind := s.Decode(a.Name, raw)
			out.Values = append(out.Values, ObjectValue{Shown: shown, Kind: kind, Raw: raw})
		}
		o.Attributes = append(o.Attributes, out)
	}
	for _, name := range e.Texts("allowedAttributes") {
		if key := fold(name); !set[key] {
			set[key] = true
			o.Attributes = append(o.Attributes, ObjectAttribute{Name: name, Writable: writable[key], Schema: s.Attribute(name)})
		}
	}
	sort.SliceStable(o.Attributes, func(i, j int) bool { return fold(o.Attributes[i].Name) < fold(o.Attributes[j].Name) })
	return o
}
