package lookup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// maxAncestors bounds how far up inheritance is followed.
const maxAncestors = 64

// inheritedFrom finds the object above that an inherited entry comes from: the nearest
// with the same entry of its own. Windows keeps no note of it (MS-ADTS 5.1.3.1 gives
// only the flag), so entries are compared.
func inheritedFrom(ctx context.Context, dir ad.Directory, dn string, sd SecurityDescriptor, list []Writer) error {
	open := 0
	for _, w := range list {
		if w.Inherited {
			open++
		}
	}
	parts := ad.SplitDN(dn)
	unread := ""
	for i := 1; i < len(parts) && i < maxAncestors && open > 0; i++ {
		above := strings.Join(parts[i:], ",")
		found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: above, Scope: ad.ScopeBase, Attributes: []string{"nTSecurityDescriptor"}})
		if ctx.Err() != nil {
			return err
		}
		if isKind(err, ad.ProblemNotFound) || err == nil && len(found) == 0 {
			break // above the partition
		}
		var own SecurityDescriptor
		if err == nil && found[0].Has("nTSecurityDescriptor") {
			own, err = DecodeSecurityDescriptor(found[0].Values("nTSecurityDescriptor")[0])
		} else if err == nil {
			err = fmt.Errorf("not readable")
		}
		if err != nil {
			if unread == "" {
				unread = above
			}
			continue
		}
		for k := range list {
			w := &list[k]
			if !w.Inherited || w.From != "" {
				continue
			}
			if slices.ContainsFunc(own.DACL, func(a ACE) bool { return givesDown(a, sd.DACL[w.Entry-1]) }) {
				w.From = above
				open--
			}
		}
		if own.Control&controlProtected != 0 {
			break
		}
	}
	for k := range list {
		if w := &list[k]; w.Inherited && w.From == "" {
			w.From = "not found above"
			if unread != "" {
				w.From = "not known: the permissions of " + unread + " cannot be read"
			}
		}
	}
	return nil
}

// givesDown says whether an entry of an object above is the one that was inherited.
// Creator Owner becomes the one who made the object (MS-DTYP 2.5.3.4).
func givesDown(above, here ACE) bool {
	if above.Flags&flagInherited != 0 || above.Flags&flagContainerInherit == 0 || above.Type != here.Type {
		return false
	}
	who := strings.EqualFold(above.SID, here.SID) || above.SID == "S-1-3-0" || above.SID == "S-1-3-1"
	return who && strings.EqualFold(above.Object, here.Object) && expand(above.Mask)&^0xF0000000 == expand(here.Mask)&^0xF0000000
}
