package checks

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// dfsNoTarget finds a DFS namespace that is not there, or that leads to no server. Where
// the host of the path is no domain there is nothing to say: its registry is not read.
var dfsNoTarget = diag.Check{
	Code: "dfs-no-target", Area: "dns", Severity: diag.Error,
	Needs: []string{"dfs.namespace"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.DFS.All(r) {
			n := f.Value
			switch {
			case !f.Known():
				o.Unknown(f.Subject, f.Problem)
			case n.Domain == "":
			case n.Unread != "":
				o.Unknown(f.Subject, &ad.Problem{Kind: ad.ProblemNoRight, What: "reading the servers of " + f.Subject, Why: n.Unread, Do: "list them: Get-DfsnFolderTarget, and give them to the walk"})
			case n.Version == 0:
				o.Hit(f.Subject, diag.Missing, map[string]string{"why": "the domain has no namespace of this name"}, diag.Seen(f.Source, "no object %s below CN=Dfs-Configuration", n.Name))
			case !slices.ContainsFunc(n.Roots, online):
				o.Hit(f.Subject, diag.Missing, map[string]string{"why": "no server of its root is online"}, diag.Seen(f.Source, "%d servers, none online", len(n.Roots)))
			default:
				o.Pass(f.Subject, "", f.Proof(), diag.Seen(f.Source, "%d servers of the root, %d links", len(n.Roots), len(n.Links)))
			}
		}
	},
}

func online(t ad.DFSTarget) bool { return !t.Offline }
