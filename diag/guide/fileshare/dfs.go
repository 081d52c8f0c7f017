package fileshare

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// maxServers bounds the servers of a namespace that one walk looks at.
const maxServers = 40

// namespace is the path of the namespace that the share may be in; "" where it is none.
func namespace(r *diag.Reader) string {
	host, share, _, ok := ad.UNCPath(guide.Value(r, service.Key))
	if !ok {
		return ""
	}
	return `\\` + host + `\` + share
}

func askDFS(r *diag.Reader) []diag.Request {
	if n := namespace(r); n != "" {
		return []diag.Request{facts.DFS.For(n)}
	}
	return nil
}

// behind are the shares that clients of a domain's DFS path are sent to. A domain's name
// is no file server: where its targets are not known, nothing is known of the service.
func behind(r *diag.Reader) ([]string, bool) {
	n := namespace(r)
	if n == "" {
		return nil, true
	}
	f, asked := facts.DFS.Get(r, n)
	switch {
	case !asked:
		return nil, false
	case !f.Known():
		return nil, !ofDomain(r, n) && f.Problem.Kind != ad.ProblemNotAsked
	case f.Value.Domain == "":
		return nil, true
	}
	_, _, path, _ := ad.UNCPath(guide.Value(r, service.Key))
	var out []string
	seen := map[string]bool{}
	for _, t := range f.Value.Leading(path) {
		if !t.Offline && !seen[t.Server] && len(out) < maxServers {
			seen[t.Server] = true
			out = append(out, `\\`+t.Server+`\`+t.Share)
		}
	}
	return out, len(out) > 0
}

// ofDomain says whether a path begins with the name of the domain in use.
func ofDomain(r *diag.Reader, path string) bool {
	host, _, _, _ := ad.UNCPath(path)
	f, ok := facts.Directory.Get(r, "")
	return ok && f.Known() && (strings.EqualFold(host, ad.DNSDomain(f.Value.Domain)) || strings.EqualFold(host, f.Value.NetBIOS))
}

// dfsStory lists the servers that clients are sent to.
func dfsStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	typed := guide.Values(r, targets)
	if f, ok := facts.DFS.Get(r, namespace(r)); ok && f.Known() && f.Value.Domain != "" {
		for _, t := range f.Value.Roots {
			out = append(out, story.Say("%s leads to %s", namespace(r), shown(t)))
		}
		for i, l := range f.Value.Links {
			if i == maxServers {
				out = append(out, story.Say("%d more links.", len(f.Value.Links)-i))
				break
			}
			for _, t := range l.Targets {
				out = append(out, story.Say("%s: %s", l.Path, shown(t)))
			}
		}
		if len(f.Value.Roots) > 0 {
			out = append(out, story.Say("Clients ask for a ticket to each of these servers; each that the path leads to is checked."))
		}
	} else if len(typed) == 0 {
		return append(out, guide.Line{Text: "Not checked: whether this is a DFS root of the server's own (a stand-alone namespace), or one that cannot be read here. Only the server tells it, to SMB clients; the servers behind it were not looked at.", Do: []ad.Advice{story.Give("if it has a DFS root of its own, list its targets and give them", targets, "HOST,HOST")}},
			story.Command("on a Windows client, shows where a DFS path leads", "dfsutil cache referral"))
	}
	if len(typed) > 0 {
		out = append(out, story.Say("Given: %s. Each is checked like the server in the path.", strings.Join(typed, ", ")))
	}
	return out
}

func shown(t ad.DFSTarget) string {
	text := `\\` + t.Server + `\` + t.Share
	if t.Offline {
		text += ", offline: clients are not sent there"
	}
	return text
}
