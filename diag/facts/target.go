package facts

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// Target is a service as its clients name it: scheme, host, port and path, by the
// SPN that they ask for.
var Target = diag.Define[ad.ServiceTarget]("service.target", "the service as its clients name it, by SPN", diag.SPNs)

// AskableURLs are the URLs by which a service can be asked with a ticket, in the
// order in which clients try them; none where its protocol cannot be spoken here.
func AskableURLs(t ad.ServiceTarget) []string {
	host := t.Dial()
	switch {
	case t.Port != "":
		host = ad.JoinHostPort(host, t.Port)
	case strings.Contains(host, ":"):
		host = "[" + host + "]"
	}
	path := t.Path
	if path == "" {
		path = "/"
	}
	switch strings.ToLower(t.Class) {
	case "http":
		if t.Scheme != "" {
			return []string{t.URL()}
		}
		return []string{"https://" + host + path, "http://" + host + path}
	case "ldap", "gc":
		if t.Scheme == "ldaps" {
			return []string{"ldaps://" + host}
		}
		return []string{"ldap://" + host}
	case "smtpsvc", "smtp":
		return []string{"smtp://" + host}
	case "cifs":
		return []string{"smb://" + host}
	case "mssqlsvc":
		return []string{t.SQLServer()}
	}
	return nil
}
