package codes

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
)
