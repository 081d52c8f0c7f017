package ad

import (
	"regexp"
	"slices"
	"strings"
)

// plainScheme is a scheme without the driver that some libraries write behind it, as in
// postgresql+psycopg2 and mssql+pyodbc.
func plainScheme(scheme string) string {
	if _, known := protocols[scheme]; known {
		return scheme
	}
	if name, _, ok := strings.Cut(scheme, "+"); ok && protocols[name].class != "" {
		return name
	}
	return scheme
}

// urlWord is the word that is a URL, of a text with several, as in the command of a
// program that is not known here. Where several are there, they are one service's servers,
// of one scheme, and the first stands for all.
func urlWord(s string) (string, bool) {
	before := beforeFirst(s, "://")
	if strings.Contains(before, "=") || !strings.ContainsAny(before, " \t\"'(") && strings.Count(s, "://") < 2 {
		return "", false
	}
	found, scheme := "", ""
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\"'()", r) }) {
		w = strings.Trim(w, ",")
		name, _, ok := strings.Cut(strings.ToLower(w), "://")
		switch {
		case !ok:
		case found == "":
			found, scheme = w, name
		case name != scheme:
			return "", false
		}
	}
	return found, found != ""
}

// commands are programs with the option behind which they name the server, "" where the
// server stands alone, and the scheme that a bare name has there.
var commands = map[string]struct{ option, scheme string }{
	"ssh": {"", "ssh"}, "scp": {"", "ssh"}, "sftp": {"", "sftp"}, "ssh.exe": {"", "ssh"},
	"curl": {"", "http"}, "curl.exe": {"", "http"}, "wget": {"", "http"}, "invoke-webrequest": {"-uri", "http"}, "iwr": {"", "http"},
	"ldapsearch": {"-h", "ldap"}, "ldapwhoami": {"-h", "ldap"}, "ldapmodify": {"-h", "ldap"},
	"mount": {"", ""}, "mount.cifs": {"", "smb"}, "mount.nfs": {"", "nfs"}, "mount.nfs4": {"", "nfs"}, "smbclient": {"", "smb"},
	"sqlcmd": {"-s", "mssql"}, "sqlcmd.exe": {"-s", "mssql"}, "psql": {"-h", "postgres"},
	"enter-pssession": {"-computername", "winrm"}, "new-pssession": {"-computername", "winrm"}, "invoke-command": {"-computername", "winrm"}, "test-wsman": {"", "winrm"},
	"get-ciminstance": {"-computername", "winrm"}, "new-cimsession": {"-computername", "winrm"}, "invoke-cimmethod": {"-computername", "winrm"},
	"xfreerdp": {"/v", "rdp"}, "wfreerdp": {"/v", "rdp"}, "mstsc": {"/v", "rdp"}, "mstsc.exe": {"/v", "rdp"}, "rdesktop": {"", "rdp"},
	"kvno": {"", ""}, "beeline": {"-u", ""}, "kcat": {"-b", "kafka"}, "kafkacat": {"-b", "kafka"},
	"net": {"", ""}, "net.exe": {"", ""}, "new-smbmapping": {"-remotepath", ""}, "smbget": {"", ""}, "rsync": {"", "ssh"},
	"invoke-sqlcmd": {"-serverinstance", "mssql"}, "mssql-cli": {"-s", "mssql"}, "tsql": {"-s", "mssql"}, "bcp": {"-s", "mssql"}, "osql": {"-s", "mssql"},
	"connect-dbainstance": {"-sqlinstance", "mssql"}, "kinit": {"-s", ""},
	"winrs": {"-r", "winrm"}, "winrs.exe": {"-r", "winrm"}, "evil-winrm": {"-i", "winrm"}, "evil-winrm-py": {"-i", "winrm"}, "knife": {"-m", "winrm"},
	"mongosh": {"--host", "mongodb"}, "mongo": {"--host", "mongodb"}, "mongodump": {"--host", "mongodb"}, "mongoexport": {"--host", "mongodb"},
	"kafka-console-consumer": {"--bootstrap-server", "kafka"}, "kafka-console-producer": {"--bootstrap-server", "kafka"}, "kafka-topics": {"--bootstrap-server", "kafka"}, "kafka-consumer-groups": {"--bootstrap-server", "kafka"},
	"hdfs": {"", ""}, "hadoop": {"", ""}, "klist": {"", ""}, "klist.exe": {"", ""}, "setspn": {"", ""}, "setspn.exe": {"", ""}, "git": {"", ""},
	"trino": {"--server", "trino"}, "presto": {"--server", "presto"}, "trino-cli": {"--server", "trino"}, "presto-cli": {"--server", "presto"}, "impala-shell": {"-i", "impala"},
}

// withValue are options whose value stands behind them and is no server.
var withValue = []string{"-p", "-i", "-l", "-o", "-u", "-t", "-b", "-y", "-d", "-c", "-f", "-m", "-j", "-e", "-x", "-w", "-s", "-a", "-k"}

// classOptions are options that name the class of the service in place of the program's
// own, longest first.
var classOptions = []string{"--krb5-remote-service-name", "--kerberos_service_name", "--service-name", proxyClass, "sasl.kerberos.service.name"}

const proxyClass = "--proxy-service-name"

// classOption finds such an option, with its value behind a blank or an equals sign: the
// one for a proxy, or one for the service itself.
func classOption(words []string, proxy bool) string {
	for i, w := range words {
		name, value, ok := strings.Cut(strings.Trim(w, `"'`), "=")
		if name = strings.ToLower(name); !slices.Contains(classOptions, name) || proxy != (name == proxyClass) {
			continue
		}
		if !ok && i+1 < len(words) {
			value = words[i+1]
		}
		value = strings.Trim(value, `"'`)
		if value != "" && strings.Trim(strings.ToLower(value), "abcdefghijklmnopqrstuvwxyz0123456789-_.") == "" {
			return value
		}
	}
	return ""
}

// withValueLong are such options of a whole word.
var withValueLong = []string{"--user", "--proxy", "--header", "--data", "--output", "--proxy-user", "--cacert", "--capath", "--cert", "--key", "--cookie", "--cookie-jar", "--form", "--request", "--referer", "--resolve", "--connect-to", "--interface", "--max-time", "--connect-timeout", "--noproxy", "--plugin", "--krb5-principal", "--krb5-keytab-path", "--krb5-config-path", "--catalog", "--schema"}

// commandLine finds the server in a command that people paste, such as
// ssh alice@web1 and sqlcmd -S sql1,1433 -E. The rest, with what may be a
// password, is dropped.
func commandLine(s string) (server, class string, ok bool) {
	words := strings.Fields(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "$ "), "# "), "sudo "))
	if len(words) < 2 {
		return "", "", false
	}
	program := strings.TrimSuffix(strings.ToLower(words[0]), ".sh")
	program = program[strings.LastIndexAny(program, `/\`)+1:]
	if server, ok = impacketTarget(program, words); ok {
		return server, "", true
	}
	c, ok := commands[program]
	if !ok {
		c, ok = commands[strings.TrimSuffix(program, ".exe")]
	}
	if !ok {
		return optionTarget(words)
	}
	if server, class, ok = askedOf(program, words); ok {
		return server, class, true
	}
	class = classOption(words, false)
	for i := 1; i < len(words) && server == ""; i++ {
		w := strings.Trim(words[i], `"'`)
		lower := strings.ToLower(w)
		value, colon := strings.CutPrefix(lower, c.option+":")
		switch {
		case c.option != "" && colon && value != "":
			server = w[len(w)-len(value):]
		case c.option != "" && lower == c.option && i+1 < len(words):
			server = strings.Trim(words[i+1], `"'`)
		case slices.Contains(classOptions, lower) || slices.Contains(withValueLong, lower):
			i++
		case strings.HasPrefix(w, "-"):
			if len(w) == 2 && slices.Contains(withValue, lower) && !(lower == "-k" || lower == "-v" || w == "-f" && c.scheme == "http") {
				i++
			}
		case c.option != "" || strings.HasPrefix(w, "/") && !strings.HasPrefix(w, "//"):
		case (program == "scp" || program == "rsync") && !strings.Contains(w, ":"): // a file of this machine
		case c.scheme == "" && !strings.HasPrefix(w, "//") && !strings.HasPrefix(w, `\\`) && !strings.Contains(w, "/"):
		default:
			server = w
		}
	}
	if server == "" {
		server = elsewhere(program, words)
	}
	if server == "" {
		return "", "", false
	}
	if before, rest, url := strings.Cut(server, "://"); url && (c.scheme == "trino" || c.scheme == "presto") && strings.HasPrefix(before, "http") {
		return c.scheme + "://" + rest, class, true // they speak HTTP, and have a class of their own
	}
	if program == "scp" || program == "rsync" {
		server = beforeFirst(server, ":")
	}
	if strings.ContainsAny(server, `/\,=`) || strings.HasPrefix(strings.ToLower(server), "tcp:") || c.scheme == "" {
		return server, class, true
	}
	if c.scheme == "ssh" || c.scheme == "sftp" { // user@host, and host:path of a copy
		server = server[strings.LastIndexByte(server, '@')+1:]
		server = beforeFirst(server, ":")
	}
	return c.scheme + "://" + server, class, true
}

// elsewhere finds a server that stands in no option: a URL, libpq's keywords, and the last
// word of a client of Remote Desktop that is used as it was before version 1.1.
func elsewhere(program string, words []string) string {
	if last := strings.Trim(words[len(words)-1], `"'`); strings.HasSuffix(program, "freerdp") && !strings.ContainsAny(last[:1], "-/+") {
		return last
	}
	for i, w := range words[1:] {
		w = strings.Trim(w, `"'`)
		switch {
		case strings.Contains(w, "://"):
			return w
		case program == "psql" && strings.Contains(w, "="):
			return strings.Trim(strings.Join(words[i+1:], " "), `"'`)
		case strings.HasPrefix(program, "mongo") && i == 0 && strings.Contains(w, ":") && w[0] != '-':
			return beforeFirst(w, "/")
		}
	}
	return ""
}

// tnsEntry begins an Oracle connect descriptor, with or without its name in tnsnames.ora.
var tnsEntry = regexp.MustCompile(`^(?:[\w.,-]+\s*=\s*)?\(\s*\w+\s*=`)

// tnsTarget reads an Oracle connect descriptor: (DESCRIPTION=(ADDRESS=(HOST=…)(PORT=…))…).
func tnsTarget(s string) (ServiceTarget, error) {
	s = strings.Join(strings.Fields(s), "")
	value := func(key string) string {
		i := strings.Index(strings.ToLower(s), "("+key+"=")
		if i < 0 {
			return ""
		}
		return strings.TrimSpace(beforeFirst(s[i+len(key)+2:], ")"))
	}
	host := value("host")
	if host == "" {
		return ServiceTarget{}, badTarget("", "there is no (HOST=…) in the descriptor")
	}
	if port := value("port"); port != "" {
		host = JoinHostPort(host, port)
	}
	return asConnection(urlTarget("oracle://" + host))
}
