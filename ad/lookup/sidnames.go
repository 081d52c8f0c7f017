package lookup

import (
	"context"
	"strings"

	"adwalk/ad"
)

// ACLNames finds the names of the SIDs and GUIDs in a descriptor's entries: accounts
// of the domain, attributes and classes of the schema, extended rights. What cannot
// be found is left out.
func ACLNames(ctx context.Context, dir ad.Directory, sd SecurityDescriptor) map[string]string {
	out := map[string]string{}
	var guids []string
	seen := map[string]bool{}
	for _, a := range sd.DACL {
		for _, g := range []string{a.Object, a.Child} {
			if g != "" && !seen[g] {
				seen[g] = true
				guids = append(guids, g)
			}
		}
	}
	for sid, n := range describeSIDs(ctx, dir, append(sd.sids(), sd.Owner, sd.Group)) {
		if n.name != "" {
			out[sid] = n.name
		}
	}
	info, err := dir.Info(ctx)
	if err != nil {
		return out
	}
	for len(guids) > 0 {
		n := min(len(guids), batch)
		var schema, rights strings.Builder
		for _, g := range guids[:n] {
			if raw, ok := parseGUID(g); ok {
				schema.WriteString("(schemaIDGUID=" + escapeBytes(raw) + ")")
				rights.WriteString("(rightsGuid=" + ad.EscapeFilter(g) + ")")
			}
		}
		guids = guids[n:]
		q := ad.Query{Base: info.Schema, Scope: ad.ScopeOne, Filter: "(|" + schema.String() + ")", Attributes: []string{"lDAPDisplayName", "schemaIDGUID"}}
		if list, _, err := ad.SearchAll(ctx, dir, q); err == nil {
			for _, e := range list {
				if raw := e.Values("schemaIDGUID"); len(raw) > 0 {
					if g, err := ad.DecodeGUID(raw[0]); err == nil {
						out[g] = e.Text("lDAPDisplayName")
					}
				}
			}
		}
		q = ad.Query{Base: "CN=Extended-Rights," + info.Configuration, Scope: ad.ScopeOne, Filter: "(|" + rights.String() + ")", Attributes: []string{"displayName", "cn", "rightsGuid"}}
		if list, _, err := ad.SearchAll(ctx, dir, q); err == nil {
			for _, e := range list {
				if g := strings.ToLower(e.Text("rightsGuid")); out[g] == "" {
					out[g] = e.Text("cn")
				}
			}
		}
	}
	return out
}
