package lookup

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"adwalk/ad"
)

// confidential is the searchFlags bit of attributes that need CONTROL_ACCESS as
// well (MS-ADTS 2.2.10).
const confidential = 0x80

// attributeIDs are what access control entries name an attribute by.
type attributeIDs struct {
	own, set     string // schemaIDGUID and attributeSecurityGUID
	confidential bool
	inCatalog    bool
}

// readRights knows the login's groups and the schema's identifiers, so that it can
// tell from a security descriptor whether an attribute that did not come is absent
// or hidden.
type readRights struct {
	as     string
	token  map[string]bool
	schema map[string]attributeIDs // by lower-case name
}

// decidable are the attributes of an account that may be absent, so that only the
// reader's rights tell an absent one from a hidden one.
var decidable = []string{"servicePrincipalName", "msDS-SupportedEncryptionTypes", "msDS-AllowedToDelegateTo",
	"msDS-AllowedToActOnBehalfOfOtherIdentity", "lockoutTime", "msDS-User-Account-Control-Computed", "memberOf", "userPrincipalName", "dNSHostName",
	"accountExpires", "msDS-GroupMSAMembership"}

// maxRights bounds how many connections' rights are kept.
const maxRights = 16

var (
	rightsMu   sync.Mutex
	rightsSeen = map[connection]*readRights{}
)

// connection is what a directory's answers were kept for: the console's directory stays
// the same value while the login or the server behind it changes.
type connection struct {
	dir        ad.Directory
	server, as string
}

// rightsOf reads the login's groups and the schema once for each connection. What
// the server does not tell stays empty, and then proves nothing.
func rightsOf(ctx context.Context, dir ad.Directory) (*readRights, error) {
	info, err := dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	keep, at := reflect.TypeOf(dir).Comparable(), connection{server: info.Server, as: info.As}
	if keep {
		at.dir = dir
		rightsMu.Lock()
		known := rightsSeen[at]
		rightsMu.Unlock()
		if known != nil {
			return known, nil
		}
	}
	r := &readRights{token: map[string]bool{}, schema: map[string]attributeIDs{}}
	r.as = info.As
	root, _, err := ad.SearchAll(ctx, dir, ad.Query{Scope: ad.ScopeBase, Attributes: []string{"tokenGroups"}})
	if err != nil && !isKind(err, ad.ProblemNotFound) {
		return nil, err
	}
	for _, e := range root {
		for _, raw := range e.Values("tokenGroups") {
			if sid, err := ad.DecodeSID(raw); err == nil {
				r.token[sid] = true
			}
		}
	}
	if len(r.token) > 0 && info.Schema != "" {
		if err := r.readSchema(ctx, dir, info.Schema); err != nil {
			return nil, err
		}
	}
	if keep {
		rightsMu.Lock()
		if len(rightsSeen) >= maxRights {
			clear(rightsSeen)
		}
		rightsSeen[at] = r
		rightsMu.Unlock()
	}
	return r, nil
}

func (r *readRights) readSchema(ctx context.Context, dir ad.Directory, base string) error {
	filter := "(|"
	for _, name := range decidable {
		filter += "(lDAPDisplayName=" + name + ")"
	}
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: base, Scope: ad.ScopeOne, Filter: filter + ")",
		Attributes: []string{"lDAPDisplayName", "schemaIDGUID", "attributeSecurityGUID", "searchFlags", "isMemberOfPartialAttributeSet"}})
	if err != nil && !isKind(err, ad.ProblemNotFound) {
		return err
	}
	for _, e := range found {
		flags, _ := strconv.ParseInt(e.Text("searchFlags"), 10, 32)
		ids := attributeIDs{confidential: flags&confidential != 0, inCatalog: strings.EqualFold(e.Text("isMemberOfPartialAttributeSet"), "TRUE")}
		for name, to := range map[string]*string{"schemaIDGUID": &ids.own, "attributeSecurityGUID": &ids.set} {
			if v := e.Values(name); len(v) > 0 {
				*to, _ = ad.DecodeGUID(v[0])
			}
		}
		r.schema[fold(e.Text("lDAPDisplayName"))] = ids
	}
	return nil
}

// mayRead says whether a security descriptor lets the login read one attribute (MS-ADTS
// 5.1.3.3.2).
func (r *readRights) mayRead(sd SecurityDescriptor, self, attribute string) ad.Access {
	ids := r.schema[fold(attribute)]
	read := r.check(sd, self, ids, rightReadProperty)
	if !ids.confidential || read == ad.AccessDenied {
		return read
	}
	if control := r.check(sd, self, ids, rightControlAccess); control != ad.AccessAllowed {
		return control
	}
	return read
}

// check weighs the entries about one right against the login, whose groups a domain
// controller lists whole.
func (r *readRights) check(sd SecurityDescriptor, self string, ids attributeIDs, right uint32) ad.Access {
	switch {
	case len(r.token) == 0:
		return ad.AccessUndecided
	case !sd.HasDACL: // everybody may do everything
		return ad.AccessAllowed
	}
	access, _ := ad.Weigh(sd.entries(right, ids), func(sid string) bool {
		return r.token[sid] || sid == principalSelf && self != "" && r.token[self]
	}, func(sid string) bool { return sid == ownerRights && (sd.Owner == "" || r.token[sd.Owner]) })
	return access
}

// principalSelf stands for the object's own SID.
const principalSelf = "S-1-5-10"

// Settle finds out, for each account, which of the attributes that did not come are
// absent and which are hidden, from the object's security descriptor and the
// groups of the login. Those known to be absent leave Unread. It costs one search
// for every 40 accounts; what it cannot tell stays in Unread.
func Settle(ctx context.Context, dir ad.Directory, list []ad.Account) error {
	var open []int
	for i, a := range list {
		if slices.ContainsFunc(a.Unread, isDecidable) && a.GUID != "" {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return nil
	}
	rights, err := rightsOf(ctx, dir)
	if err != nil {
		return err
	}
	info, err := dir.Info(ctx)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(open, batch) {
		byGUID := map[string]int{}
		own, other := "", ""
		for _, i := range part {
			raw, ok := parseGUID(list[i].GUID)
			if !ok {
				continue
			}
			byGUID[list[i].GUID] = i
			if term := "(objectGUID=" + escapeBytes(raw) + ")"; ofDomain(list[i].DN, info.Domain) {
				own += term
			} else {
				other += term
			}
		}
		for _, q := range []struct {
			terms  string
			forest bool
		}{{own, false}, {other, true}} {
			if q.terms == "" {
				continue
			}
			_, err := dir.Search(ctx, ad.Query{Scope: ad.ScopeSub, Forest: q.forest, Filter: "(|" + q.terms + ")", Attributes: []string{"objectGUID", "nTSecurityDescriptor"}}, func(e ad.Entry) error {
				if v := e.Values("objectGUID"); len(v) > 0 {
					if guid, err := ad.DecodeGUID(v[0]); err == nil {
						if i, ok := byGUID[guid]; ok {
							rights.settle(&list[i], e, q.forest)
						}
					}
				}
				return nil
			})
			if err != nil && !isKind(err, ad.ProblemNotFound) {
				return err
			}
		}
	}
	return nil
}

// Absent says whether an attribute of an account that did not come is known to be absent,
// as Settle finds it out.
func Absent(ctx context.Context, dir ad.Directory, a ad.Account, attribute string) (bool, error) {
	a.Unread = []string{attribute}
	one := []ad.Account{a}
	err := Settle(ctx, dir, one)
	return err == nil && len(one[0].Unread) == 0, err
}

// settle judges the attributes of one account by its descriptor.
func (r *readRights) settle(a *ad.Account, e ad.Entry, catalog bool) {
	raw := e.Values("nTSecurityDescriptor")
	if len(raw) == 0 {
		return
	}
	sd, err := DecodeSecurityDescriptor(raw[0])
	if err != nil {
		return
	}
	var hidden []string
	a.Unread = slices.DeleteFunc(slices.Clone(a.Unread), func(name string) bool {
		if !isDecidable(name) || catalog && !r.schema[fold(name)].inCatalog {
			return false
		}
		switch r.mayRead(sd, a.SID, name) {
		case ad.AccessAllowed:
			return true
		case ad.AccessDenied:
			hidden = append(hidden, name)
		}
		return false
	})
	if len(hidden) > 0 {
		a.UnreadWhy = "the object's permissions do not let " + r.as + " read it"
		if r.as == "" {
			a.UnreadWhy = "the object's permissions do not let this login read it"
		}
	}
}

func isDecidable(name string) bool {
	return slices.ContainsFunc(decidable, func(d string) bool { return strings.EqualFold(d, name) })
}
