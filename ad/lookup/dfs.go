package lookup

import (
	"context"
	"strings"

	"adwalk/ad"
)

// dfsAttributes are those of a namespace's objects: of version 1 the root's servers and
// one value with everything, of version 2 a list in XML for the root and each link.
var dfsAttributes = []string{"objectClass", "remoteServerName", "pKT", "msDFS-TargetListv2", "msDFS-LinkPathv2"}

// maxDFS bounds how many objects of namespaces are read.
const maxDFS = 5000

// DFS reads the namespace \\host\name from the domain that host is, by its DNS or its
// short name. Domain is "" where host is no domain of the forest: its namespaces, if it
// has any, are in its own registry. The error is a *ad.Problem, for what could not be
// asked or read at all.
func DFS(ctx context.Context, dir ad.Directory, host, name string) (ad.DFSNamespace, error) {
	n := ad.DFSNamespace{Name: name}
	info, err := dir.Info(ctx)
	if err != nil {
		return n, err
	}
	base, err := domainBase(ctx, dir, host)
	switch {
	case isKind(err, ad.ProblemNotFound):
		return n, nil
	case err != nil:
		return n, err
	case !strings.EqualFold(base, info.Domain):
		return n, &ad.Problem{Kind: ad.ProblemNotAsked, What: "reading the DFS namespace \\\\" + host + "\\" + name, Why: info.Server + " is a domain controller of another domain",
			Do: "ask a domain controller of that domain: --server"}
	}
	n.Domain = ad.DNSDomain(base)
	if strings.EqualFold(name, "sysvol") || strings.EqualFold(name, "netlogon") {
		return n, controllerShares(ctx, dir, &n, base)
	}
	parent := "CN=Dfs-Configuration,CN=System," + base
	found, cov, err := ad.SearchAll(ctx, dir, ad.Query{Base: parent, Scope: ad.ScopeSub, Attributes: dfsAttributes, Limit: maxDFS,
		Filter: "(|(objectClass=fTDfs)(objectClass=msDFS-Namespacev2)(objectClass=msDFS-Linkv2))"})
	if err != nil {
		return n, err
	}
	if cov.Truncated {
		n.Unread = "there are more DFS objects than are read"
	}
	for _, e := range found {
		if !strings.EqualFold(namespaceOf(e.DN, parent), name) {
			continue
		}
		switch class := strings.ToLower(strings.Join(e.Texts("objectClass"), " ")); {
		case strings.Contains(class, "ftdfs"):
			n.Version = 1
			firstDFS(&n, e)
		case strings.Contains(class, "msdfs-namespacev2"):
			n.Version = 2
			n.Roots = secondDFS(&n, e)
		default:
			n.Links = append(n.Links, ad.DFSLink{Path: strings.Trim(strings.ReplaceAll(e.Text("msDFS-LinkPathv2"), `\`, "/"), "/"), Targets: secondDFS(&n, e)})
		}
	}
	return n, nil
}

// controllerShares are the targets of SYSVOL and NETLOGON, which every domain controller
// serves without an object for them: clients are sent to one of the controllers.
func controllerShares(ctx context.Context, dir ad.Directory, n *ad.DFSNamespace, base string) error {
	n.Version = 2
	found, cov, err := ad.SearchAll(ctx, dir, ad.Query{Base: base, Scope: ad.ScopeSub, Attributes: []string{"dNSHostName"}, Limit: maxTargets,
		Filter: "(&(objectClass=computer)(userAccountControl:1.2.840.113556.1.4.803:=8192))"})
	if err != nil {
		return err
	}
	for _, e := range found {
		if host := strings.ToLower(e.Text("dNSHostName")); host != "" {
			n.Roots = append(n.Roots, ad.DFSTarget{Server: host, Share: n.Name})
		}
	}
	if cov.Truncated || len(n.Roots) < len(found) || len(found) == 0 {
		n.Unread = "not every domain controller can be read"
	}
	return nil
}

// namespaceOf is the name right below the container of namespaces.
func namespaceOf(dn, parent string) string {
	depth := len(ad.SplitDN(dn)) - len(ad.SplitDN(parent)) - 1
	if depth < 0 {
		return ""
	}
	return ad.RDNValue(dn, depth)
}
