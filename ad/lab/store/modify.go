package store

import (
	"slices"
	"strings"
)

// Operations of RFC 4511 4.6.
const (
	OpAdd     = 0
	OpDelete  = 1
	OpReplace = 2
)

// Mod is one part of a modify operation.
type Mod struct {
	Op        int
	Attribute string
	Values    [][]byte
}

// Identity is who performs an operation.
type Identity struct {
	DN     string
	Secret *Secret
}

// Modify applies every part or none. The codes and texts are those of a
// domain controller (MS-ADTS 3.1.1.5.3).
func (t *Tree) Modify(who Identity, dn string, mods []Mod) Result {
	norm, ok := NormDN(dn)
	if !ok || dn == "" {
		return Result{Code: InvalidDN, Text: "00002057: LdapErr: DSID-0C0909E6, comment: Error processing name, data 0, v4563\x00"}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.modifies++
	old := t.entries[norm]
	if old == nil {
		return t.noSuchObject(norm)
	}
	e := old.clone()
	for _, m := range mods {
		if res := t.apply(who, e, m); res.Code != Success {
			return res
		}
	}
	for _, m := range mods {
		if a, _ := t.schema.Attribute(m.Attribute); strings.EqualFold(a.Name, "servicePrincipalName") {
			if res := t.checkSPNs(who, old, e); res.Code != Success {
				return res
			}
			break
		}
	}
	for _, m := range mods {
		a, _ := t.schema.Attribute(m.Attribute)
		t.stamp(e, a.Name)
	}
	t.put(e)
	return Result{}
}

func (t *Tree) apply(who Identity, e *Entry, m Mod) Result {
	a, known := t.schema.Attribute(m.Attribute)
	allowed := known && slices.ContainsFunc(t.schema.Allowed(e.Texts("objectClass")), func(n string) bool { return strings.EqualFold(n, a.Name) })
	switch {
	case !known:
		return Result{Code: NoSuchAttribute, Text: "00000057: LdapErr: DSID-0C090D8A, comment: Error in attribute conversion operation, data 0, v4563\x00"}
	case a.SystemOnly:
		return Result{Code: Unwilling, Text: "0000209A: SvcErr: DSID-031A1081, problem 5003 (WILL_NOT_PERFORM), data 0\n\x00"}
	case !allowed:
		return Result{Code: 65, Text: attrErr("0000207D", "DSID-03151E6B", 1, "OBJECT_CLASS_VIOLATION", a.Name)}
	case !who.Secret.MayWrite(a.Name):
		return Result{Code: InsufficientRights, Text: "00002098: SecErr: DSID-031514A0, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0\n\x00"}
	}
	for _, v := range m.Values {
		if m.Op != OpDelete && !valid(a.Syntax, v) {
			return Result{Code: InvalidSyntax, Text: attrErr("00000057", "DSID-03190E3E", 1005, "CONSTRAINT_ATT_TYPE", a.Name)}
		}
	}
	have := e.Get(a.Name)
	at := func(v []byte) int {
		return slices.IndexFunc(have, func(h []byte) bool { return fold(a.Syntax, h) == fold(a.Syntax, v) })
	}
	switch m.Op {
	case OpAdd:
		if len(m.Values) == 0 {
			return Result{Code: ProtocolError, Text: "00000057: LdapErr: DSID-0C090D11, comment: Error in attribute conversion operation, data 0, v4563\x00"}
		}
		for _, v := range m.Values {
			if at(v) >= 0 {
				return Result{Code: ValueExists, Text: attrErr("00002083", "DSID-03151830", 1006, "ATT_OR_VALUE_EXISTS", a.Name)}
			}
			have = append(have, v)
		}
	case OpDelete:
		if len(have) == 0 {
			return Result{Code: NoSuchAttribute, Text: attrErr("00002085", "DSID-03152CB9", 1001, "NO_ATTRIBUTE_OR_VAL", a.Name)}
		}
		for _, v := range m.Values {
			i := at(v)
			if i < 0 {
				return Result{Code: NoSuchAttribute, Text: attrErr("00002085", "DSID-03152CB9", 1001, "NO_ATTRIBUTE_OR_VAL", a.Name)}
			}
			have = slices.Delete(have, i, i+1)
		}
		if len(m.Values) == 0 {
			have = nil
		}
	case OpReplace:
		have = nil
		for _, v := range m.Values {
			if at(v) >= 0 {
				return Result{Code: ValueExists, Text: attrErr("00002083", "DSID-03151830", 1006, "ATT_OR_VALUE_EXISTS", a.Name)}
			}
			have = append(have, v)
		}
	default:
		return Result{Code: ProtocolError, Text: "00000057: LdapErr: DSID-0C090D11, comment: unknown modify operation, data 0, v4563\x00"}
	}
	if a.Single && len(have) > 1 {
		return Result{Code: ConstraintViolated, Text: attrErr("00002081", "DSID-03151B4C", 1005, "CONSTRAINT_ATT_TYPE", a.Name)}
	}
	e.set(a.Name, have...)
	return Result{}
}
