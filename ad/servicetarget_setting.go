package ad

import (
	"regexp"
	"slices"
	"strings"
)

// elementValue turns a setting in XML, <name>value</name> or a <property> with <name> and
// <value>, into name=value, and an element with an attribute connectionString into that.
func elementValue(s string) (string, bool) {
	if m := propertyElement.FindStringSubmatch(s); m != nil {
		return strings.TrimSpace(m[1]) + "=" + strings.TrimSpace(m[2]), true
	}
	if m := connectionAttribute.FindStringSubmatch(s); m != nil {
		return xmlText.Replace(m[1] + m[2]), true
	}
	key, rest, ok := strings.Cut(strings.TrimPrefix(s, "<"), ">")
	value, end, closed := strings.Cut(rest, "</")
	if !ok || !closed || strings.TrimSuffix(end, ">") != key || strings.ContainsAny(key, " <\"") {
		return "", false
	}
	return key + "=" + strings.TrimSpace(value), true
}

var (
	propertyElement     = regexp.MustCompile(`(?is)^\s*(?:<property>)?\s*<name>([^<]*)</name>.*?<value>([^<]*)</value>`)
	connectionAttribute = regexp.MustCompile(`(?is)^\s*<add\s[^>]*connectionString\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	xmlText             = strings.NewReplacer("&quot;", `"`, "&apos;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// settingLine is a setting as properties, shells, JSON, YAML and Python's dictionaries
// write it. The value stands in quotes or goes to the end of the line.
var settingLine = regexp.MustCompile(`^(?:(?:set|export|--conf|-) |-D)?\s*(?:"([\w.-]+)"|'([\w.-]+)'|([\w.-]+))\s*(?:=|:(?:\s|$))\s*(.*)$`)

var quotedList = regexp.MustCompile(`^\[\s*("[^"]*"|'[^']*')\s*(?:,.*)?\]$`)

// setting takes a setting apart. quoted says that its value stood in quotes.
func setting(s string) (key, value string, quoted, ok bool) {
	m := settingLine.FindStringSubmatch(s)
	if m == nil {
		return "", "", false, false
	}
	value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(m[4]), ","))
	if list := quotedList.FindStringSubmatch(value); list != nil {
		value = list[1] // the first of several stands for all
	}
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] && !strings.Contains(strings.ReplaceAll(value[1:n-1], `\"`, ""), value[:1]) {
		if quoted = true; value[0] == '"' {
			value = strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(value)
			n = len(value)
		}
		value = strings.TrimSpace(value[1 : n-1])
	}
	return m[1] + m[2] + m[3], value, quoted, value != ""
}

// settingValue takes the name of a setting off its value, as in http_proxy=http://squid:3128
// and listeners=SASL_SSL://k1:9093. Where the value is a bare host, the name has to say
// which service it is of: ldap_uri, hbase.zookeeper.quorum, kudu_master.
func settingValue(s string) (string, bool) {
	key, value, quoted, ok := setting(s)
	if !ok {
		return "", false
	}
	for _, secret := range []string{"pass", "pwd", "secret", "token"} {
		if strings.Contains(strings.ToLower(key), secret) {
			return "", false
		}
	}
	before, _, pair := strings.Cut(value, "=")
	first := connectionKey(before)
	if !pair || strings.Contains(before, ";") {
		first = ""
	}
	switch {
	case strings.HasPrefix(strings.ToLower(value), "jdbc:"):
		return value, true
	case slices.Contains(serverWords, first) || slices.Contains([]string{"driver", "provider", "dsn"}, first):
		return value, isConnectionString(value)
	case quoted && isConnectionString(value):
		return value, true
	case strings.ContainsAny(value, ";\"'"):
		return "", false
	}
	if before, _, url := strings.Cut(value, "://"); url {
		return value, !strings.ContainsAny(before, ":/?= ")
	}
	value = strings.ReplaceAll(value, ", ", ",")
	if m := inBrackets.FindStringSubmatch(value); m != nil {
		value = m[1] + m[2] // of Postfix: a host without its MX records
	}
	scheme := schemeOfSetting(words(key))
	if scheme == "" || strings.ContainsAny(value, " =@\\") {
		return "", false
	}
	return scheme + "://" + value, true
}

var inBrackets = regexp.MustCompile(`^\[([^\[\]:]+)\](:\d+)?$`)

// words are the parts of a setting's or function's name, in small letters.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '.' || r == '_' || r == '-' })
}

// hostWords are words that say of a setting that its value names servers.
var hostWords = strings.Fields("server servers host hosts hostname hostnames uri uris url urls address addresses addr quorum master masters broker brokers endpoint endpoints connect list node nodes relayhost remotehost proxy")

// otherWords are words of settings whose value is anything else, first of all secrets.
var otherWords = strings.Fields("password passwd passphrase pwd pass psw secret token key apikey keytab keystore truststore user username login principal realm port class file path dir database dbname timeout protocol mechanism proxyuser allowed allow trusted deny denied")

// settingSchemes are words of settings with the scheme that a bare host has there; the
// first that a name holds counts.
var settingSchemes = [][2]string{
	{"http", "http"}, {"https", "https"}, {"proxy", "http"}, {"webui", "http"}, {"webapp", "http"}, {"rest", "http"}, {"registry", "http"}, {"webhdfs", "http"}, {"httpfs", "http"}, {"zookeeper", "zookeeper"}, {"zk", "zookeeper"}, {"kafka", "kafka"}, {"bootstrap", "kafka"}, {"broker", "kafka"}, {"brokers", "kafka"},
	{"kudu", "kudu"}, {"impala", "impala"}, {"metastore", "thrift"}, {"hiveserver2", "hive"}, {"hive", "hive"}, {"pyhive", "hive"}, {"impyla", "impala"}, {"namenode", "hdfs"}, {"hdfs", "hdfs"}, {"hdfilesystem", "hdfs"}, {"hadoopfilesystem", "hdfs"}, {"hbase", "hbase"},
	{"ldap", "ldap"}, {"ad", "ldap"}, {"krb5", "ldap"}, {"imap", "imap"}, {"remotehost", "imap"}, {"pop3", "pop3"}, {"smtp", "smtp"}, {"relayhost", "smtp"},
	{"mongodb", "mongodb"}, {"mongo", "mongodb"}, {"pymongo", "mongodb"}, {"postgresql", "postgres"}, {"postgres", "postgres"}, {"psycopg2", "postgres"}, {"psycopg", "postgres"}, {"asyncpg", "postgres"}, {"pg", "postgres"},
	{"mssql", "mssql"}, {"sqlserver", "mssql"}, {"pymssql", "mssql"}, {"pytds", "mssql"}, {"oracle", "oracle"}, {"oracledb", "oracle"}, {"mysql", "mysql"}, {"mariadb", "mariadb"}, {"trino", "trino"}, {"presto", "presto"}, {"prestodb", "presto"}, {"vertica", "vertica"},
	{"solr", "solr"}, {"livy", "livy"}, {"elasticsearch", "elasticsearch"}, {"winrm", "winrm"}, {"rdp", "rdp"}, {"ssh", "ssh"}, {"paramiko", "ssh"}, {"sftp", "sftp"}, {"nfs", "nfs"}, {"smb", "smb"}, {"smbclient", "smb"}, {"cifs", "cifs"},
	{"amqp", "amqp"}, {"xmpp", "xmpp"},
}

// schemeOfWords is the scheme that one of some words names, "" for none.
func schemeOfWords(list []string) string {
	for _, s := range settingSchemes {
		if slices.Contains(list, s[0]) {
			return s[1]
		}
	}
	return ""
}

// schemeOfSetting is the scheme of a setting that names servers, "" for any other.
func schemeOfSetting(list []string) string {
	names := false
	for _, w := range list {
		if slices.Contains(otherWords, w) {
			return ""
		}
		names = names || slices.Contains(hostWords, w)
	}
	scheme := schemeOfWords(list)
	if !names || (slices.Contains(list, "ad") || slices.Contains(list, "krb5")) && !slices.Contains(list, "server") { // ad_hostname is the client's own
		return ""
	}
	return scheme
}

// principalSetting reads a setting whose value is a principal, as Hadoop's have it. That of
// a client is no service, and one with _HOST names no host; the error says so.
func principalSetting(s string) (ServiceTarget, error, bool) {
	key, value, _, ok := setting(s)
	list := words(key)
	service, _, principal := strings.Cut(value, "/")
	if !ok || len(list) < 2 || list[len(list)-1] != "principal" || !principal || !isClass(service) {
		return ServiceTarget{}, nil, false
	}
	for _, w := range []string{"spark", "sasl", "client", "user", "login"} {
		if slices.Contains(list, w) {
			return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this setting names no service", Why: "it is the principal with which the client itself logs in",
				Do: "give the service that the client connects to: a URL, host:port, an SPN"}, true
		}
	}
	if strings.Contains(value, "_HOST") {
		return ServiceTarget{}, &Problem{Kind: ProblemUsage, What: "this setting names no server", Why: "clients put the name of the server that they connect to in place of _HOST",
			Do: "give one of the servers: " + service + "/HOST"}, true
	}
	t, err := spnTarget(value)
	return t, err, true
}
