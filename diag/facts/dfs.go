package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// DFS is a domain-based DFS namespace, by \\host\name.
var DFS = diag.Define[ad.DFSNamespace]("dfs.namespace", "a domain-based DFS namespace with the servers behind it, by its path", diag.Names)
