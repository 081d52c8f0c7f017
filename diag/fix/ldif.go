package fix

import (
	"encoding/base64"
	"strings"

	"adwalk/ad"
)

// LDIF is the plan as change records (RFC 2849) that ldapmodify and ldifde take:
// one record for each run of changes to one object, so the order stays as
// planned, and one value a modification. A flag or an entry of a descriptor is a
// remark: LDIF would need the whole value.
func (p Plan) LDIF() string {
	var changes []ad.Change
	for _, c := range p.Changes {
		changes = append(changes, c.Change)
	}
	return LDIF(changes)
}

// LDIF renders changes as change records, in order.
func LDIF(changes []ad.Change) string {
	var b strings.Builder
	last, begun := "", false
	for _, c := range changes {
		if partCommand(c) != "" { // LDIF would need the whole value, as it is then
			b.WriteString("# " + string(c.Op) + " " + printableLine(c.Value) + " in " + c.Attribute + " of " + printableLine(c.DN) + ": use PowerShell, or adwalk delegation\n")
			begun = false
			continue
		}
		if !begun || c.DN != last {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(ldifLine("dn", c.DN) + "changetype: modify\n")
			last, begun = c.DN, true
		}
		b.WriteString(string(c.Op) + ": " + c.Attribute + "\n" + ldifLine(c.Attribute, c.Value) + "-\n")
	}
	return b.String()
}

// printableLine keeps a value in the line of a comment.
func printableLine(s string) string {
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(s)
}

// ldifLine writes "name: value", or "name:: base64" for a value that is not a
// SAFE-STRING.
func ldifLine(name, value string) string {
	if safeString(value) {
		return name + ": " + value + "\n"
	}
	return name + ":: " + base64.StdEncoding.EncodeToString([]byte(value)) + "\n"
}

// safeString follows RFC 2849 SAFE-STRING, and takes a space at the end for
// unsafe as the RFC recommends.
func safeString(s string) bool {
	if s == "" {
		return true
	}
	if strings.IndexByte(" :<", s[0]) >= 0 || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == 0 || c == '\n' || c == '\r' || c > 0x7e {
			return false
		}
	}
	return true
}
