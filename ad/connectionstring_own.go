package ad

import "strings"

// exasolTarget reads what follows jdbc:exa: the nodes of a cluster, with the fingerprint
// of their certificate and a port, and properties. The first node stands for all; of
// node11..14 that is node11.
func exasolTarget(rest string) (ServiceTarget, error) {
	nodes, properties, _ := strings.Cut(rest, ";")
	first, port, _ := strings.Cut(nodes, ":")
	host, _, _ := strings.Cut(beforeFirst(beforeFirst(first, ","), "/"), "..")
	if port = beforeFirst(beforeFirst(port, ","), "/"); port != "" {
		host += ":" + port
	}
	t, err := urlTarget("exa://" + host)
	if err != nil {
		return ServiceTarget{}, err
	}
	return t.ofService(t.Host, connectionPairs(properties+";"))
}

// drillTarget reads what follows jdbc:drill: pairs only, of which one names a drillbit or
// those of ZooKeeper, which tells the client one.
func drillTarget(rest string) (ServiceTarget, error) {
	pairs := connectionPairs(rest + ";")
	if class, ok := pairs["servicename"]; ok {
		pairs["krbservicename"] = class
	}
	host := beforeFirst(pairs["drillbit"], ",")
	if spn, ok := serverPrincipal("drill", pairs, beforeFirst(host, ":")); ok && !strings.Contains(spn, "/_HOST") {
		return givenSPN(spn)
	}
	if host == "" {
		host, _ = pick(pairs, spnHostWords)
	}
	if host == "" {
		return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this connection string names no drillbit", Why: "its driver asks ZooKeeper for one, and the hosts in it are those of ZooKeeper",
			Do: "give one of the drillbits: jdbc:drill:drillbit=HOST"}
	}
	t, err := urlTarget("drill://" + host)
	if err != nil {
		return ServiceTarget{}, err
	}
	return t.ofService(t.Host, pairs)
}
