package codes

import "strings"

// The guides that an error can lead to.
const (
	GuideArray       = "cas-array"
	GuideNamespace   = "lb-namespace"
	GuideFrontEnd    = "kcd-front-end"
	GuideSMTP        = "smtp-virtual-servers"
	GuideMAPI        = "mapi-double-hop"
	GuideUnreachable = "service-unreachable"
	GuideDuplicates  = "duplicates"
	GuideRC4         = "rc4-readiness"
	GuideDelegation  = "delegation"
	GuideWeb         = "web-sso-linux"
	GuideMachine     = "machine-account"
	GuideShare       = "file-share"
	GuideSQL         = "sql-server"
	GuideShell       = "remote-shell"
	GuideTrust       = "trust"
)

// AboutService says whether a guide asks for one service, in its input "service".
func AboutService(guide string) bool {
	switch guide {
	case GuideUnreachable, GuideWeb, GuideMachine, GuideShare, GuideSQL, GuideShell, GuideTrust:
		return true
	}
	return false
}

// ForService narrows a guide about any service down by the class of an SPN.
func ForService(guide, spn string) string {
	if guide != GuideUnreachable {
		return guide
	}
	class, _, _ := strings.Cut(strings.ToLower(spn), "/")
	switch class {
	case "mssqlsvc":
		return GuideSQL
	case "cifs", "nfs":
		return GuideShare
	}
	return guide
}
