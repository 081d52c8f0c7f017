package store

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// spnAttribute is the number by which a controller's texts name
// servicePrincipalName.
const spnAttribute = 0x90303

// attrErr renders a controller's text for a refused attribute.
func attrErr(win32, dsid string, problem int, name, attribute string) string {
	att := 0
	if strings.EqualFold(attribute, "servicePrincipalName") {
		att = spnAttribute
	}
	return fmt.Sprintf("%s: AtrErr: %s, #1:\n\t0: %s: %s, problem %d (%s), data 0, Att %x (%s)\n\x00",
		win32, dsid, win32, dsid, problem, name, att, attribute)
}

// checkSPNs refuses new names that are malformed, held elsewhere in the forest
// or shadowed by a host name elsewhere (MS-ADTS 3.1.1.5.1.3, KB5008382). Alias
// uniqueness does not bind administrators. dSHeuristics can switch both off.
func (t *Tree) checkSPNs(who Identity, old, e *Entry) Result {
	had := old.Texts("servicePrincipalName")
	noUnique, noAlias := t.heuristics()
	for _, s := range e.Texts("servicePrincipalName") {
		if slices.ContainsFunc(had, func(h string) bool { return strings.EqualFold(h, s) }) {
			continue
		}
		if !wellFormed(s) {
			return Result{Code: ConstraintViolated, Text: attrErr("0000200B", "DSID-033E0E05", 1005, "CONSTRAINT_ATT_TYPE", "servicePrincipalName")}
		}
		if !noUnique && t.heldElsewhere(s, e.norm) {
			return notUnique()
		}
		if host, ok := t.hostAlias(s); ok && !noAlias && !who.Secret.Admin() && t.heldElsewhere(host, e.norm) {
			return notUnique()
		}
	}
	return Result{}
}

func notUnique() Result {
	return Result{Code: ConstraintViolated, Text: attrErr("000021C7", "DSID-03200BBA", 1005, "CONSTRAINT_ATT_TYPE", "servicePrincipalName")}
}

func (t *Tree) heldElsewhere(spn, norm string) bool {
	return slices.ContainsFunc(t.holders("servicePrincipalName", spn), func(n string) bool { return n != norm })
}

// wellFormed is the least that a controller asks of an SPN.
func wellFormed(s string) bool {
	if len(s) > 260 || strings.ContainsAny(s, "\\ \t") {
		return false
	}
	parts := strings.Split(s, "/")
	return (len(parts) == 2 || len(parts) == 3) && !slices.Contains(parts, "")
}

// heuristics reads the 21st character of dSHeuristics: bit 2 switches the
// uniqueness of SPNs off, bit 4 that of aliases.
func (t *Tree) heuristics() (noUnique, noAlias bool) {
	e := t.service()
	if e == nil {
		return false, false
	}
	h := e.Text("dSHeuristics")
	if len(h) < 21 {
		return false, false
	}
	n := h[20] - '0'
	return n&2 != 0, n&4 != 0
}

// service is the Directory Service object of the forest; the caller holds the
// lock.
func (t *Tree) service() *Entry {
	norm, _ := NormDN("CN=Directory Service,CN=Windows NT,CN=Services," + t.contexts.Configuration)
	return t.entries[norm]
}

// hostAlias gives the host name that stands behind an SPN through sPNMappings.
func (t *Tree) hostAlias(spn string) (string, bool) {
	class, rest, ok := strings.Cut(spn, "/")
	e := t.service()
	if !ok || e == nil {
		return "", false
	}
	for _, m := range e.Texts("sPNMappings") {
		target, aliases, _ := strings.Cut(m, "=")
		for _, a := range strings.Split(aliases, ",") {
			if strings.EqualFold(strings.TrimSpace(a), class) {
				return strings.TrimSpace(target) + "/" + rest, true
			}
		}
	}
	return "", false
}

// Lookup finds who answers for an SPN at a KDC: the owners of the SPN itself
// or, when no account has it, of the host SPN behind it.
func (t *Tree) Lookup(spn string) []*Entry {
	if owners := t.Owners(spn); len(owners) > 0 {
		return owners
	}
	t.mu.RLock()
	host, ok := t.hostAlias(spn)
	t.mu.RUnlock()
	if !ok {
		return nil
	}
	return t.Owners(host)
}

// Account finds a security principal by sAMAccountName, with or without the
// dollar sign of a computer, by UPN, DOMAIN\name or DN; nil when there is none.
func (t *Tree) Account(name string) *Entry {
	if strings.Contains(name, "=") {
		if e := t.Find(name); e != nil && e.Text("sAMAccountName") != "" {
			return e
		}
	}
	if _, after, ok := strings.Cut(name, `\`); ok {
		name = after
	}
	if hits := t.Select(Equal("userPrincipalName", name)); len(hits) == 1 {
		return hits[0]
	}
	if at := strings.LastIndexByte(name, '@'); at > 0 {
		name = name[:at]
	}
	for _, n := range []string{name, name + "$"} {
		if hits := t.Select(Equal("sAMAccountName", n)); len(hits) == 1 {
			return hits[0]
		}
	}
	return nil
}

// UAC reads the account flags of an entry.
func UAC(e *Entry) ad.UAC { return ad.UAC(uint32(e.Int("userAccountControl"))) }
