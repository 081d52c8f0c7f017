package ad

import (
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
	if strings.EqualFold(sub, "jtds") { // jtds:sqlserver://host:port/database;instance=X
		sub, rest, _ = strings.Cut(rest, ":")
	}
	if strings.EqualFold(sub, "sybase") { // sybase:Tds:host:port/database
		_, server, _ := strings.Cut(rest, ":")
		return asConnection(urlTarget("sybase://" + server))
	}
	if strings.EqualFold(sub, "impala") || strings.EqualFold(sub, "hive2") || strings.EqualFold(sub, "spark") { // Simba's drivers end at the first semicolon
		rest = strings.Replace(rest, "/;", ";", 1)
	}
	rest, ok := strings.CutPrefix(rest, "//")
	if spn, given := pick(connectionPairs(rest+";"), spnWords); !ok && given && strings.Contains(spn, "/") && !strings.Contains(spn, "_HOST") {
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
	if spn, ok := pick(pairs, spnWords); ok && strings.Contains(spn, "/") {
		if discovers(properties) && strings.Contains(spn, "_HOST") {
			return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this connection string names no server", Why: "its driver asks ZooKeeper for the host of HiveServer2 and puts it in place of _HOST",
				Do: "give one of the servers: jdbc:hive2://HOST:10000/;principal=" + beforeFirst(spn, "/") + "/_HOST"}
		}
		host, _, _ := strings.Cut(first, ":")
		host, _, _ = strings.Cut(host, "/")
		t, err := givenSPN(strings.ReplaceAll(spn, "_HOST", host))
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
	host, port, _ := strings.Cut(beforeFirst(first, "/"), ":")
	if host == "" {
		host, _ = pick(pairs, serverWords)
	}
	if port == "" {
		port, _ = pick(pairs, portWords)
	}
	if instance, ok := pick(pairs, instanceWords); ok && !strings.Contains(host, `\`) {
		host += `\` + instance
	}
	if port != "" {
		host += "," + port
	}
	return asConnection(sqlTarget(host))
}

// discovers says whether the driver asks ZooKeeper for the server, so that the hosts of the
// URL are ZooKeeper's.
func discovers(properties string) bool {
	return strings.Contains(strings.ToLower(strings.ReplaceAll(properties, " ", "")), "servicediscoverymode=zookeeper")
}
