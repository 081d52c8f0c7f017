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
	switch shell := remoteShell(t); {
	case shell:
		out = append(out, codes.GuideShell)
	case t.Web():
		out = append(out, codes.GuideWeb)
	}
	return out
}

// remoteShell says whether a service is one that a person logs in to and goes on from. The
// bare name host/… stands for the machine.
func remoteShell(t ad.ServiceTarget) bool {
	return strings.EqualFold(t.Class, "WSMAN") || strings.EqualFold(t.Class, "host") && t.Form != ad.TargetSPN || t.Web() && Input{Target: t}.forWinRM()
}

// Typed is the target as an operator may type it again, without what may be a password
// and without the command that it stood in. An SPN and SQL Server's notation are as typed.
func Typed(t ad.ServiceTarget, typed string) string {
	if unc := t.UNC(); unc != "" {
		return unc
	}
	if t.Form == ad.TargetSQL {
		return ad.HideSecrets(typed)
	}
	return t.String()
}
