package ad

import "strings"

// DFSNamespace is a domain-based DFS namespace (MS-DFSNM 2.3).
type DFSNamespace struct {
	Name    string      `json:"name"`    // as in \\contoso.com\NAME
	Domain  string      `json:"domain"`  // DNS name; "" where the host of the path is no domain of the forest
	Version int         `json:"version"` // 1 or 2, 0 where there is no such namespace
	Roots   []DFSTarget `json:"roots,omitempty"`
	Links   []DFSLink   `json:"links,omitempty"`
	// Unread says why links or targets are not known, "" where all were read.
	Unread string `json:"unread,omitempty"`
}

// DFSLink is a folder of a namespace that leads to shares elsewhere.
type DFSLink struct {
	Path    string      `json:"path"` // below the namespace, with slashes and none in front
	Targets []DFSTarget `json:"targets"`
}

// DFSTarget is a share that a namespace or a link leads to.
type DFSTarget struct {
	Server  string `json:"server"` // as the namespace has it; often without a domain
	Share   string `json:"share,omitempty"`
	Offline bool   `json:"offline,omitempty"` // clients are not sent there
}

// Leading are the targets that a client reaches on a path below the namespace: those
// of the root, and those of the link that the path leads through. A path that ends
// above the links leads to all of them.
func (n DFSNamespace) Leading(path string) []DFSTarget {
	out := append([]DFSTarget(nil), n.Roots...)
	path = strings.ToLower(strings.Trim(path, "/"))
	for _, l := range n.Links {
		link := strings.ToLower(l.Path)
		if path == "" || path == link || strings.HasPrefix(path, link+"/") || strings.HasPrefix(link, path+"/") {
			out = append(out, l.Targets...)
		}
	}
	return out
}

// UNCPath takes \\host\share\path, //host/share/path or smb://host/share/path apart.
// The path has slashes and none in front; ok is false for another form, or without a
// share.
func UNCPath(s string) (host, share, path string, ok bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), `\`, "/")
	rest, unc := strings.CutPrefix(s, "//")
	if !unc {
		scheme, after, url := strings.Cut(s, "://")
		if !url || !strings.EqualFold(scheme, "smb") && !strings.EqualFold(scheme, "cifs") {
			return "", "", "", false
		}
		rest = after
	}
	host, rest, _ = strings.Cut(uncRest(rest), "/")
	share, path, _ = strings.Cut(strings.Trim(rest, "/"), "/")
	return strings.ToLower(host), share, strings.Trim(path, "/"), host != "" && share != ""
}
