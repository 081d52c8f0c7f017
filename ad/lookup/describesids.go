package lookup

import (
	"context"
	"slices"

	"adwalk/ad"
)

// sids lists the SIDs of the access list, each once.
func (sd SecurityDescriptor) sids() []string {
	var out []string
	for _, a := range sd.DACL {
		if a.SID != "" && !slices.Contains(out, a.SID) {
			out = append(out, a.SID)
		}
	}
	return out
}

type sidName struct{ name, kind string }

// describeSIDs finds the names of SIDs: in the domain, then in the forest, as those that
// every domain has may have been renamed; last those that are the same everywhere.
func describeSIDs(ctx context.Context, dir ad.Directory, sids []string) map[string]sidName {
	out := map[string]sidName{}
	for _, forest := range []bool{false, true} {
		var ask []string
		for _, sid := range sids {
			if wellKnown[sid] == "" && sid != "" && out[sid].name == "" && !slices.Contains(ask, sid) && (!forest || SIDName(sid) == "") {
				ask = append(ask, sid)
			}
		}
		for part := range slices.Chunk(ask, batch) {
			filter := ""
			for _, sid := range part {
				if raw, err := ad.EncodeSID(sid); err == nil {
					filter += "(objectSid=" + escapeBytes(raw) + ")"
				}
			}
			if filter == "" {
				continue
			}
			_, _ = dir.Search(ctx, ad.Query{Scope: ad.ScopeSub, Forest: forest, Filter: "(|" + filter + ")", Attributes: []string{"objectSid", "sAMAccountName", "objectClass"}}, func(e ad.Entry) error {
				if v := e.Values("objectSid"); len(v) > 0 {
					if sid, err := ad.DecodeSID(v[0]); err == nil && e.Has("sAMAccountName") {
						a := ad.Account{Name: e.Text("sAMAccountName"), Classes: e.Texts("objectClass")}
						out[sid] = sidName{a.Name, a.Kind()}
					}
				}
				return nil
			})
		}
	}
	for _, sid := range sids {
		if out[sid].name == "" {
			out[sid] = sidName{name: SIDName(sid)}
		}
	}
	return out
}
