package ad

import "strings"

// uncRest is what a UNC path with slashes names: without those in front, nor the form
// that Windows uses for long paths (\\?\UNC\server).
func uncRest(s string) string {
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(s, "/"), "?/UNC/"), "./UNC/")
}

// sharePath is the path below a file server, with a slash in front of each part; "" for
// none, and for one that no server can have.
func sharePath(path string) string {
	path = strings.Trim(strings.ReplaceAll(path, `\`, "/"), "/")
	if path == "" || strings.ContainsAny(path, "\"*<>?|") {
		return ""
	}
	return "/" + path
}

// UNC is a share as Windows writes it, with its path; "" for any other service.
func (t ServiceTarget) UNC() string {
	if t.Class != "cifs" || t.Form == TargetSPN || t.Host == "" {
		return ""
	}
	host := t.Dial()
	if strings.Contains(host, ":") {
		host = strings.ReplaceAll(host, ":", "-") + ".ipv6-literal.net"
	}
	return `\\` + host + strings.ReplaceAll(t.Path, "/", `\`)
}

// uncTarget reads \\server\share, and \\server@SSL@port\… which the WebDAV
// redirector opens by HTTP.
func uncTarget(s string) (ServiceTarget, error) {
	server, path, _ := strings.Cut(uncRest(strings.ReplaceAll(s, `\`, "/")), "/")
	t := ServiceTarget{Form: TargetUNC, Scheme: "smb", Class: "cifs", Path: sharePath(path)}
	server, options, dav := strings.Cut(server, "@")
	if dav && server == "" {
		return ServiceTarget{}, badTarget("", "there is no host in it")
	}
	if dav {
		t.Scheme, t.Class, t.Path = "http", "http", webPath("/"+path)
		for o := range strings.SplitSeq(options, "@") {
			if strings.EqualFold(o, "ssl") {
				t.Scheme = "https"
			} else {
				server += ":" + o
			}
		}
	}
	if strings.HasSuffix(strings.ToLower(server), ".ipv6-literal.net") {
		server = strings.ReplaceAll(server[:len(server)-len(".ipv6-literal.net")], "-", ":")
		server, _, _ = strings.Cut(server, "s") // the zone
	}
	if err := t.setAuthority(server); err != nil {
		return ServiceTarget{}, err
	}
	return t.named()
}
