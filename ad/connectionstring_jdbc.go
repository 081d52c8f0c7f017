package ad

import (
	"slices"
	"strings"
)

// jdbcTarget reads what follows "jdbc:".
func jdbcTarget(s string) (ServiceTarget, error) {
	sub, rest, _ := strings.Cut(s, ":")
	if strings.EqualFold(sub, "oracle") { // oracle:thin:@//host:1521/service
		_, rest, _ = strings.Cut(rest, "@")
		if strings.HasPrefix(rest, "(") {
			return tnsTarget(rest)
		}
		return asConnection(urlTarget("oracle://" + strings.TrimPrefix(rest, "//")))
	}
	if strings.EqualFold(sub, "jtds") || strings.EqualFold(sub, "datadirect") { // jtds:sqlserver://host:port/database;instance=X
		sub, rest, _ = strings.Cut(rest, ":")
	}
	if strings.EqualFold(sub, "phoenix") || strings.EqualFold(sub, "avatica") {
		return avaticaTarget(rest)
	}
	if strings.EqualFold(sub, "exa") || strings.EqualFold(sub, "exa-worker") {
		return asConnection(exasolTarget(rest))
	}
	if strings.EqualFold(sub, "drill") {
		return asConnection(drillTarget(rest))
	}
	if slash := strings.LastIndexByte(beforeFirst(rest, "="), '/'); strings.EqualFold(sub, "db2") && slash > 0 {
		rest = rest[:slash] + strings.Replace(rest[slash:], ":", ";", 1) // db2://host:port/database:property=value;
	}
	if strings.EqualFold(sub, "sybase") { // sybase:Tds:host:port/database
		_, server, _ := strings.Cut(rest, ":")
		return asConnection(urlTarget("sybase://" + server))
	}
	if strings.EqualFold(sub, "impala") || strings.EqualFold(sub, "hive2") || strings.EqualFold(sub, "spark") { // Simba's drivers end at the first semicolon
		rest = strings.Replace(rest, "/;", ";", 1)
	}
	rest, ok := strings.CutPrefix(rest, "//")
	if spn, given := serverPrincipal(strings.ToLower(sub), connectionPairs(rest+";"), "_HOST"); !ok && given && !strings.Contains(spn, "_HOST") {
		return asConnection(givenSPN(spn)) // a driver with a form of its own
	}
	if !ok {
		return ServiceTarget{}, badTarget("", "a JDBC URL has // after its driver's name")
	}
	first, properties := rest, ""
	if i := strings.IndexAny(rest, ";?"); i >= 0 {
		first, properties = rest[:i], rest[i+1:]
	}
	pairs := connectionPairs(strings.ReplaceAll(properties, "&", ";") + ";")
	host, _, _ := strings.Cut(first, ":")
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, ",")
	if spn, ok := serverPrincipal(strings.ToLower(sub), pairs, host); ok {
		if discovers(properties) && strings.Contains(rest, "_HOST") {
			return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this connection string names no server", Why: "its driver asks ZooKeeper for the host of HiveServer2 and puts it in place of _HOST",
				Do: "give one of the servers: jdbc:hive2://HOST:10000/;principal=" + beforeFirst(spn, "/") + "/_HOST"}
		}
		t, err := givenSPN(spn)
		if protocols[strings.ToLower(sub)].class != "" {
			t.Scheme = strings.ToLower(sub)
		}
		return asConnection(t, err)
	}
	if discovers(properties) {
		return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this connection string names no server", Why: "its driver asks ZooKeeper for the host of the server, and the hosts in it are those of ZooKeeper", Do: "give one of the servers: jdbc:" + sub + "://HOST:PORT/"}
	}
	if !isClass(sub) {
		return ServiceTarget{}, badTarget("", "its driver's name cannot be read")
	}
	if !strings.EqualFold(sub, "sqlserver") {
		t, err := urlTarget(strings.ToLower(sub) + "://" + first)
		if err == nil && t.Class != "MSSQLSvc" {
			t, err = t.ofService(t.Host, pairs)
		}
		return asConnection(t, err)
	}
	server, port, _ := strings.Cut(beforeFirst(first, "/"), ":")
	if server == "" {
		server, _ = pick(pairs, serverWords)
	}
	if port == "" {
		port, _ = pick(pairs, portWords)
	}
	if instance, ok := pick(pairs, instanceWords); ok && !strings.Contains(server, `\`) {
		server += `\` + instance
	}
	if port != "" {
		server += "," + port
	}
	return asConnection(sqlTarget(server))
}

// discovers says whether the driver asks ZooKeeper for the server, so that the hosts of the
// URL are ZooKeeper's.
func discovers(properties string) bool {
	return strings.Contains(strings.ToLower(strings.ReplaceAll(properties, " ", "")), "servicediscoverymode=zookeeper")
}

// serverPrincipal is the SPN that a URL's parameters name, with the host in place of _HOST.
// A parameter called principal is the client's own, with a keytab beside it, in drivers
// that have another name for the server's.
func serverPrincipal(driver string, pairs map[string]string, host string) (string, bool) {
	words := spnWords
	if !slices.Contains([]string{"hive", "hive2", "impala", "spark", "kyuubi", "drill", "inceptor2", "transwarp2", "sqlserver", "mssql"}, driver) {
		words = words[:len(words)-1]
	}
	spn, ok := pick(pairs, words)
	if !ok || !strings.Contains(spn, "/") {
		return "", false
	}
	return strings.ReplaceAll(spn, "_HOST", host), true
}

// avaticaTarget reads what follows jdbc:phoenix: and jdbc:avatica:. The thin drivers have
// the URL of a query server in it; the other one has ZooKeeper's hosts. The principal in
// either is the one with which the client logs in.
func avaticaTarget(rest string) (ServiceTarget, error) {
	for part := range strings.SplitSeq(rest, ";") {
		if i := strings.Index(strings.ToLower(part), "url="); i >= 0 && strings.Contains(part, "://") {
			return urlTarget(part[i+len("url="):])
		}
	}
	return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this connection string names no server of HBase", Why: "its hosts are those of ZooKeeper, its principal is the one with which the client logs in, and what HBase is asked for by stands in hbase-site.xml (hbase.regionserver.kerberos.principal)",
		Do: "give a server: hbase/HOST for one of HBase, zookeeper/HOST for ZooKeeper"}
}
