package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
)

// Selection is which attributes a search wants back.
type Selection struct {
	all, none bool
	names     []string
}

// Select reads the attribute list of a search request: none or "*" is every
// stored attribute, "1.1" is none. Constructed attributes come only by name.
func Select(names []string) Selection {
	s := Selection{all: len(names) == 0}
	for _, n := range names {
		switch n {
		case "*":
			s.all = true
		case "1.1":
			s.none = len(names) == 1
		default:
			n, _, _ = strings.Cut(n, ";")
			s.names = append(s.names, n)
		}
	}
	return s
}

// Render gives the attributes of an entry as a reader sees them. who is the
// reader, for the attributes that depend on rights; gc leaves out what is not
// in the partial attribute set.
func (t *Tree) Render(e *Entry, s Selection, who *Secret, gc bool) []Values {
	if s.none {
		return nil
	}
	var out []Values
	seen := map[string]bool{}
	for _, a := range e.attrs {
		def, _ := t.schema.Attribute(a.Name)
		wanted := s.all || slices.ContainsFunc(s.names, func(n string) bool { return strings.EqualFold(n, a.Name) })
		if wanted && (!gc || def.InGC) && !secretAttribute(a.Name) && !e.hides(a.Name) {
			out = append(out, a)
			seen[strings.ToLower(a.Name)] = true
		}
	}
	for _, n := range s.names {
		def, known := t.schema.Attribute(n)
		if !known || !def.Constructed || seen[strings.ToLower(n)] {
			continue
		}
		seen[strings.ToLower(n)] = true
		if v := t.construct(def.Name, e, who); len(v) > 0 {
			out = append(out, Values{def.Name, v})
		}
	}
	return out
}

// everybodyReads is the permission of every object of the lab, as a self-relative
// security descriptor (MS-DTYP 2.4.6): everyone (S-1-1-0) may list and read,
// O:SY G:SY D:(A;;RPLCLORC;;;WD). Administrators' rights are the store's own.
var everybodyReads = []byte{
	1, 0, 0x04, 0x80, 20, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 44, 0, 0, 0,
	1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0, // owner S-1-5-18
	1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0, // group
	2, 0, 28, 0, 1, 0, 0, 0, // an ACL with one entry
	0, 0, 20, 0, 0x94, 0, 2, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
}

// permissions is everybodyReads, without the right to read properties (RP) where
// attributes of the object are hidden: what comes all the same has entries of its own.
func permissions(e *Entry) []byte {
	if len(e.hidden) == 0 {
		return everybodyReads
	}
	sd := slices.Clone(everybodyReads)
	sd[len(sd)-16] &^= 0x10
	return sd
}

// secretAttribute says whether an attribute is never read back
// (MS-ADTS 3.1.1.4.4).
func secretAttribute(name string) bool {
	return strings.EqualFold(name, "unicodePwd") || strings.EqualFold(name, "userPassword")
}

// construct computes an attribute that is not stored (MS-ADTS 3.1.1.4.5).
func (t *Tree) construct(name string, e *Entry, who *Secret) [][]byte {
	switch strings.ToLower(name) {
	case "msds-keyversionnumber":
		if e.Secret != nil && len(e.Secret.Types()) > 0 {
			return texts([]string{strconv.Itoa(e.Secret.KVNO)})
		}
	case "allowedattributes":
		return texts(t.schema.Allowed(e.Texts("objectClass")))
	case "allowedattributeseffective":
		var may []string
		for _, n := range t.schema.Allowed(e.Texts("objectClass")) {
			if a, _ := t.schema.Attribute(n); !a.SystemOnly && who.MayWrite(n) {
				may = append(may, n)
			}
		}
		return texts(may)
	case "msds-replattributemetadata":
		return t.replMetadata(e)
	case "tokengroups":
		return t.tokenGroups(e)
	case "canonicalname":
		return texts([]string{canonicalName(e.DN)})
	case "createtimestamp":
		return e.Get("whenCreated")
	case "modifytimestamp":
		return e.Get("whenChanged")
	case "ntsecuritydescriptor":
		return [][]byte{permissions(e)}
	case "structuralobjectclass":
		return e.Get("objectClass")
	case "msds-user-account-control-computed":
		if e.IsA("user") {
			return texts([]string{strconv.FormatInt(t.computedUAC(e), 10)})
		}
	}
	return nil
}

// computedUAC gives the bits that are never stored: locked out, password
// expired.
func (t *Tree) computedUAC(e *Entry) int64 {
	var n int64
	if e.Int("lockoutTime") > 0 {
		n |= int64(ad.UACLockout)
	}
	if p := e.Text("pwdLastSet"); p == "0" && !e.IsA("computer") {
		n |= int64(ad.UACPasswordExpired)
	}
	return n
}

func (t *Tree) replMetadata(e *Entry) [][]byte {
	var out []string
	for _, a := range e.attrs {
		m, ok := e.meta[strings.ToLower(a.Name)]
		if !ok {
			continue
		}
		norm, _ := NormDN(m.By)
		out = append(out, fmt.Sprintf("<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>%s</pszAttributeName>\n"+
			"\t<dwVersion>%d</dwVersion>\n\t<ftimeLastOriginatingChange>%s</ftimeLastOriginatingChange>\n"+
			"\t<uuidLastOriginatingDsaInvocationID>%s</uuidLastOriginatingDsaInvocationID>\n"+
			"\t<usnOriginatingChange>%d</usnOriginatingChange>\n\t<usnLocalChange>%d</usnLocalChange>\n"+
			"\t<pszLastOriginatingDsaDN>%s</pszLastOriginatingDsaDN>\n</DS_REPL_ATTR_META_DATA>\n",
			a.Name, m.Version, m.Changed.UTC().Format(time.RFC3339), guidText(guidFor("invocation "+norm)),
			m.Originating, m.Originating, m.By))
	}
	return texts(out)
}

// canonicalName turns a DN into "contoso.lab/Users/alice".
func canonicalName(dn string) string {
	var domain, path []string
	for rest := dn; rest != ""; {
		attr, value := RDN(rest)
		if strings.EqualFold(attr, "DC") {
			domain = append(domain, value)
		} else {
			path = append(path, value)
		}
		rest = parentNorm(rest)
	}
	slices.Reverse(path)
	return strings.Join(domain, ".") + "/" + strings.Join(path, "/")
}
