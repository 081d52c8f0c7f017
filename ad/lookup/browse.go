package lookup

import (
	"context"
	"slices"
	"sort"
	"strings"

	"adwalk/ad"
)

// MaxChildren bounds one level of the object browser.
const MaxChildren = 5000

// Child is an object below another one, for a tree.
type Child struct {
	DN    string
	Name  string // the leading part of the DN's value
	Class string // the most specific object class
}

// RootDSEName is how the browser calls what a domain controller says of itself; it is no
// DN of any object.
const RootDSEName = "rootDSE"

// Children lists the objects right below a DN, sorted by name. An empty DN
// lists the roots: the domain, the configuration, the schema, the other partitions that
// the domain controller has, and the RootDSE. Deleted shows deleted objects, too. The
// coverage says when MaxChildren cut the list.
func Children(ctx context.Context, dir ad.Directory, dn string, deleted bool) ([]Child, ad.Coverage, error) {
	if dn == "" {
		info, err := dir.Info(ctx)
		if err != nil {
			return nil, ad.Coverage{}, err
		}
		var out []Child
		others, _ := Partitions(ctx, dir) // without them the roots that every controller has are listed
		for _, root := range append([]string{info.Domain, info.Forest, info.Configuration, info.Schema}, others...) {
			if root != "" && !slices.ContainsFunc(out, func(c Child) bool { return strings.EqualFold(c.DN, root) }) {
				out = append(out, Child{DN: root, Name: root, Class: "partition"})
			}
		}
		out = append(out, Child{DN: RootDSEName, Name: RootDSEName, Class: "the domain controller itself"})
		return out, ad.Coverage{Source: ad.Source{Kind: "ldap", Name: info.Server, At: info.At}}, nil
	}
	if dn == RootDSEName {
		return nil, ad.Coverage{}, nil // it is no entry of the tree: nothing is below it
	}
	var out []Child
	cov, err := dir.Search(ctx, ad.Query{Base: dn, Scope: ad.ScopeOne, Attributes: []string{"objectClass"}, Deleted: deleted, Limit: MaxChildren}, func(e ad.Entry) error {
		c := Child{DN: e.DN, Name: leadingName(e.DN)}
		if classes := e.Texts("objectClass"); len(classes) > 0 {
			c.Class = classes[len(classes)-1]
		}
		out = append(out, c)
		return nil
	})
	sort.SliceStable(out, func(i, j int) bool { return fold(out[i].Name) < fold(out[j].Name) })
	return out, cov, err
}

// leadingName takes the first value out of a DN, with escapes resolved
// (RFC 4514 2.4).
func leadingName(dn string) string {
	_, rest, ok := strings.Cut(dn, "=")
	if !ok {
		return dn
	}
	var b strings.Builder
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == ',':
			return b.String()
		case c == '\\' && i+2 < len(rest) && isHex(rest[i+1]) && isHex(rest[i+2]):
			b.WriteByte(unhex(rest[i+1])<<4 | unhex(rest[i+2]))
			i += 2
		case c == '\\' && i+1 < len(rest):
			i++
			b.WriteByte(rest[i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
