package collect

import (
	"context"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// protectedUsers is the group's relative identifier in every domain (MS-DTYP
// 2.4.2.4). Its name depends on the language, and can be changed.
const protectedUsers = "-525"

// protected lists the members of Protected Users: direct ones, those of nested
// groups, and those whose primary group it, or one of the nested groups, is; memberOf
// does not tell the last.
func protected(ctx context.Context, d ad.Directory, domain string) ([]string, error) {
	if domain == "" {
		return nil, nil
	}
	groups, err := lookup.BySID(ctx, d, []string{domain + protectedUsers})
	if err != nil || len(groups) == 0 {
		return nil, err // a domain from before Windows Server 2012 R2 has no such group
	}
	group := groups[domain+protectedUsers]
	members, err := matching(ctx, d, "(memberOf:1.2.840.113556.1.4.1941:="+ad.EscapeFilter(group.DN)+")", []string{"sAMAccountName", "objectSid", "objectClass"})
	if err != nil {
		return nil, err
	}
	rids := []string{strings.TrimPrefix(protectedUsers, "-")}
	var out []string
	for _, m := range members {
		out = append(out, m.DN)
		if rid, ok := strings.CutPrefix(m.SID, domain+"-"); ok && m.Is("group") && len(rids) < maxNested {
			rids = append(rids, rid)
		}
	}
	var filter strings.Builder
	for _, rid := range rids {
		filter.WriteString("(primaryGroupID=" + rid + ")")
	}
	primary, err := matching(ctx, d, "(|"+filter.String()+")", []string{"sAMAccountName"})
	for _, m := range primary {
		if !slices.ContainsFunc(out, func(dn string) bool { return strings.EqualFold(dn, m.DN) }) {
			out = append(out, m.DN)
		}
	}
	return out, err
}

// maxNested bounds how many nested groups are asked for as primary groups.
const maxNested = 200
