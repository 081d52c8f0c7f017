package ad

import "strings"

// protocol is what is known of one URL scheme: the service class that its
// clients put before the host, its usual port, and the other classes that some
// clients ask for.
type protocol struct {
	class, port string
	also        []string
}

// protocols maps URL schemes, small letters. Classes are those of the products'
// own documents: http for all web protocols (RFC 4559), host for SSH (RFC 4462
// 2), cifs and TERMSRV (MS-KILE 3.1.5.11), the SASL service names of the IANA
// registry "GSSAPI/Kerberos/SASL Service Names", SMTPSVC for Exchange (its own
// SASL name is smtp), HTTP for WinRM, whose service registers WSMAN.
var protocols = map[string]protocol{
	"http": {"http", "80", nil}, "https": {"http", "443", nil}, "ws": {"http", "80", nil}, "wss": {"http", "443", nil},
	"dav": {"http", "80", nil}, "davs": {"http", "443", nil}, "webdav": {"http", "80", nil}, "webdavs": {"http", "443", nil},
	"ipp": {"http", "631", []string{"ipp"}}, "ipps": {"http", "631", []string{"ipp"}},
	"winrm": {"http", "5985", []string{"WSMAN"}}, "wsman": {"http", "5985", []string{"WSMAN"}},
	"ldap": {"ldap", "389", nil}, "ldaps": {"ldap", "636", nil}, "gc": {"GC", "3268", []string{"ldap"}},
	"smb": {"cifs", "445", nil}, "cifs": {"cifs", "445", nil}, "file": {"cifs", "445", nil},
	"ssh": {"host", "22", nil}, "sftp": {"host", "22", nil}, "scp": {"host", "22", nil}, "git+ssh": {"host", "22", nil}, "svn+ssh": {"host", "22", nil},
	"telnet": {"host", "23", nil}, "rsh": {"host", "514", nil}, "rlogin": {"host", "513", nil},
	"ftp": {"ftp", "21", []string{"host"}}, "ftps": {"ftp", "990", []string{"host"}},
	"smtp": {"SMTPSVC", "25", []string{"smtp"}}, "smtps": {"SMTPSVC", "465", []string{"smtp"}}, "submission": {"SMTPSVC", "587", []string{"smtp"}},
	"imap": {"imap", "143", []string{"IMAP4"}}, "imaps": {"imap", "993", []string{"IMAP4"}}, "pop": {"pop", "110", []string{"POP3"}},
	"pop3": {"pop", "110", []string{"POP3"}}, "pop3s": {"pop", "995", []string{"POP3"}}, "sieve": {"sieve", "4190", nil},
	"postgres": {"postgres", "5432", nil}, "postgresql": {"postgres", "5432", nil},
	"mssql": {"MSSQLSvc", "1433", nil}, "sqlserver": {"MSSQLSvc", "1433", nil}, "mongodb": {"mongodb", "27017", nil}, "mongodb+srv": {"mongodb", "27017", nil},
	"mysql": {"mysql", "3306", nil}, "mariadb": {"mariadb", "3306", nil}, "oracle": {"oracle", "1521", nil},
	"hive": {"hive", "10000", nil}, "hive2": {"hive", "10000", nil}, "impala": {"impala", "21050", nil}, "kudu": {"kudu", "7051", nil}, "kafka": {"kafka", "9092", nil}, "zookeeper": {"zookeeper", "2181", nil},
	"hdfs": {"hdfs", "8020", nil}, "webhdfs": {"http", "9870", nil}, "nfs": {"nfs", "2049", nil}, "nfs4": {"nfs", "2049", nil},
	"rdp": {"TERMSRV", "3389", nil}, "ms-rd": {"TERMSRV", "3389", nil}, "termsrv": {"TERMSRV", "3389", nil},
	"sasl_ssl": {"kafka", "9092", nil}, "sasl_plaintext": {"kafka", "9092", nil}, "thrift": {"hive", "9083", nil},
	"net.tcp": {"host", "808", nil}, "trino": {"trino", "8443", nil}, "presto": {"presto", "8443", nil},
	"exa": {"exasol", "8563", nil}, "drill": {"drill", "31010", nil},
	"vertica": {"vertica", "5433", nil}, "teradata": {"TERADATA", "1025", nil}, "sap": {"hdb", "30015", nil}, "hdb": {"hdb", "30015", nil}, "db2": {"db2", "50000", nil}, "sybase": {"sybase", "5000", nil},
	"solr": {"http", "8983", nil}, "elasticsearch": {"http", "9200", nil}, "livy": {"http", "8998", nil}, "hbase": {"hbase", "16000", nil}, "amqp": {"amqp", "5672", nil}, "amqps": {"amqp", "5671", nil},
	"xmpp": {"xmpp", "5222", nil}, "afp": {"afpserver", "548", nil}, "vnc": {"vnc", "5900", nil},
}

// portSchemes says what a host with one of the well-known ports speaks.
var portSchemes = map[string]string{
	"80": "http", "443": "https", "8080": "http", "8443": "https", "389": "ldap", "636": "ldaps", "3268": "gc", "3269": "gc", "445": "smb", "139": "smb",
	"22": "ssh", "23": "telnet", "21": "ftp", "25": "smtp", "465": "smtps", "587": "submission", "143": "imap", "993": "imaps", "110": "pop3", "995": "pop3s",
	"1433": "mssql", "5432": "postgres", "3389": "rdp", "5985": "winrm", "5986": "winrm", "2049": "nfs", "9092": "kafka", "10000": "hive2", "27017": "mongodb",
	"2181": "zookeeper", "9083": "thrift", "8020": "hdfs", "21050": "impala", "7051": "kudu",
}

// classes are service classes that stand before a host in an SPN, small
// letters: those of Windows, Exchange and SQL Server and the SASL names. They
// tell http/web, an SPN, from web/http, a host with a path.
var classes = func() map[string]bool {
	out := map[string]bool{}
	for _, p := range protocols {
		out[strings.ToLower(p.class)] = true
		for _, a := range p.also {
			out[strings.ToLower(a)] = true
		}
	}
	for _, c := range strings.Fields("host rpc rpcss dns dnscache krbtgt kadmin kpasswd gc restrictedkrbhost termsrv wsman mssqlsvc msolapsvc msolapsvc.3 msolapdisco.3 " +
		"exchangemdb exchangerfr exchangeab exchangehttp smtpsvc imap4 pop3 mssclsvc msserverclustermgmtapi msserverclusterremoteadmin msclustervirtualserver " +
		"netdfs dfs http www w3svc iisadmin wins spooler schedule scm appmgmt eventlog plugplay policyagent messenger netlogon nfs ntfrs protectedstorage " +
		"tapinego tapisrv oakley sip smb ftp hive impala hdfs yarn mapred hbase solr oozie zookeeper kafka nimbus storm vmrc fimservice " +
		"agpmserver adfs hyperv cvs acap afs postgres ipp cups radius rcmd sample vnc") {
		out[c] = true
	}
	return out
}()

// ServiceClassKnown says whether a text is the class of a service that is known,
// in any case of the letters.
func ServiceClassKnown(s string) bool { return classes[strings.ToLower(s)] }
