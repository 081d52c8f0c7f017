package names

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag/codes"
)

// Guides are the guides that look into a service, the one to begin with first. Each
// takes the service in its input "service".
func Guides(t ad.ServiceTarget) []string {
	out := []string{codes.ForService(codes.GuideUnreachable, t.SPN())}
	if t.Web() {
		out = append(out, codes.GuideWeb)
	}
	return out
}

// Typed is the target as an operator may type it again: what was typed, or where
// that may hold a password, what is left of it without.
func Typed(t ad.ServiceTarget, typed string) string {
	switch {
	case t.Form == ad.TargetConnection && strings.EqualFold(t.Class, "MSSQLSvc"):
		return t.SQLServer()
	case t.Form == ad.TargetURL, t.Form == ad.TargetConnection:
		return t.String()
	}
	return ad.HideSecrets(typed)
}
