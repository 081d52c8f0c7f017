package keytabs

import (
	"strings"

	"adwalk/diag/codes"
)

// GuideFor is the guide that looks into a keytab's service, with its inputs. service
// is an SPN; "" is none, only accounts.
func GuideFor(file, service string) (guide string, inputs map[string]string) {
	inputs = map[string]string{"keytab": file}
	if service == "" {
		return codes.GuideMachine, inputs
	}
	inputs["service"] = service
	class, host, _ := strings.Cut(service, "/")
	switch strings.ToLower(class) {
	case "host":
		inputs["service"] = host
		return codes.GuideMachine, inputs
	case "http":
		return codes.GuideWeb, inputs
	}
	return codes.ForService(codes.GuideUnreachable, service), inputs
}
