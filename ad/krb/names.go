package krb

import (
	"fmt"
	"strings"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Name types (RFC 4120 6.2, RFC 6806 5).
const (
	ntPrincipal  = 1
	ntSrvInst    = 2
	ntEnterprise = 10
)

// maxName bounds a principal, in bytes.
const maxName = 1024

// splitName cuts a principal into components and realm. Separators that a
// backslash precedes belong to the component.
func splitName(s string) (components []string, realm string, err error) {
	if s == "" || len(s) > maxName {
		return nil, "", fmt.Errorf("a name has 1 to %d bytes", maxName)
	}
	var part strings.Builder
	inRealm := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 0 || c == '\n' || c == '\r':
			return nil, "", fmt.Errorf("it has a control character at byte %d", i)
		case c == '\\':
			if i++; i == len(s) || !strings.ContainsRune(`/@\`, rune(s[i])) {
				return nil, "", fmt.Errorf("it has a backslash; the separators are / and @")
			}
			part.WriteByte(s[i])
		case c == '/' && !inRealm:
			components = append(components, part.String())
			part.Reset()
		case c == '@' && inRealm:
			return nil, "", fmt.Errorf("it has two @; write \\@ for one that belongs to the name")
		case c == '@':
			components = append(components, part.String())
			part.Reset()
			inRealm = true
		default:
			part.WriteByte(c)
		}
	}
	if inRealm {
		realm = part.String()
		if realm == "" {
			return nil, "", fmt.Errorf("nothing follows the @")
		}
	} else {
		components = append(components, part.String())
	}
	for _, c := range components {
		if c == "" {
			return nil, "", fmt.Errorf("a part of it is empty")
		}
	}
	return components, realm, nil
}

// clientName reads the principal that logs in. One whose name holds an @ of
// its own is an enterprise name: a UPN whose suffix is not the realm. So is
// one with a suffix that is not in capitals and not the realm that was given:
// realms of Active Directory are in capitals, UPN suffixes are not.
func clientName(s, defaultRealm string, given bool) (types.PrincipalName, string, error) {
	comps, realm, err := splitName(s)
	if err == nil && given && len(comps) == 1 && realm != strings.ToUpper(realm) && !strings.EqualFold(realm, defaultRealm) {
		comps, realm = []string{comps[0] + "@" + realm}, defaultRealm
	}
	if err == nil && realm == "" {
		realm = defaultRealm
	}
	switch {
	case err != nil:
		return types.PrincipalName{}, "", &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%q is not a principal", s), Why: err.Error(),
			Do: "write name@REALM", Err: err}
	case realm == "":
		return types.PrincipalName{}, "", &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("the realm of %q is not known", s),
			Why: "it has none after an @, and krb5.conf has no default_realm", Do: "write name@REALM, or give --realm"}
	}
	nt := int32(ntPrincipal)
	if len(comps) == 1 && strings.Contains(comps[0], "@") {
		nt = ntEnterprise
	}
	return types.PrincipalName{NameType: nt, NameString: comps}, realm, nil
}

// serviceName reads an SPN as a server name. SPNs are not checked for good
// form here: asking for a malformed one and seeing what the KDC says is part
// of a diagnosis. Type 2 makes a KDC refer to other realms (RFC 6806 8).
func serviceName(spn string) (name types.PrincipalName, realm string, err error) {
	comps, realm, err := splitName(spn)
	if err != nil {
		return types.PrincipalName{}, "", &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%q cannot be asked for", spn), Why: err.Error(),
			Do: "write class/host, as in http/mail.contoso.com", Err: err}
	}
	nt := int32(ntSrvInst)
	if len(comps) == 1 {
		nt = ntPrincipal
	}
	return types.PrincipalName{NameType: nt, NameString: comps}, realm, nil
}

// tgsName is the name of a realm's ticket-granting service.
func tgsName(realm string) types.PrincipalName {
	return types.PrincipalName{NameType: ntSrvInst, NameString: []string{"krbtgt", realm}}
}

// isTGS says whether a name is krbtgt/REALM, and which realm.
func isTGS(n types.PrincipalName) (realm string, ok bool) {
	if len(n.NameString) == 2 && strings.EqualFold(n.NameString[0], "krbtgt") {
		return n.NameString[1], true
	}
	return "", false
}

// nameString renders a name without its realm.
func nameString(n types.PrincipalName) string { return strings.Join(n.NameString, "/") }

// fullName renders a name with its realm.
func fullName(n types.PrincipalName, realm string) string { return nameString(n) + "@" + realm }

// sameName compares names as Active Directory does, without regard to case.
func sameName(a, b types.PrincipalName) bool {
	return strings.EqualFold(strings.Join(a.NameString, "\x00"), strings.Join(b.NameString, "\x00"))
}
