package names

import (
	"fmt"
	"strings"

	"adwalk/ad"
)

// Clients lists the kinds of clients of a service with the SPNs that each asks
// for. There is at least one. An SPN that was given itself is the only name.
func Clients(in Input) []Client {
	t := in.Target
	if t.Form == ad.TargetSPN {
		return []Client{{Client: "any client that is given this SPN", Names: list(Name{t.SPN(), "the SPN as it was given"}), Rule: "an SPN is taken as it stands", Source: "RFC 4120 6.2"}}
	}
	if t.Given {
		return in.given()
	}
	if _, ok := t.Address(); ok && !strings.EqualFold(t.Class, "MSSQLSvc") {
		return in.address()
	}
	switch t.Scheme { // their class may have been replaced
	case "trino", "presto":
		return in.trino()
	case "postgres", "postgresql":
		return in.libpq()
	case "mongodb", "mongodb+srv":
		return in.mongo()
	}
	switch strings.ToLower(t.Class) {
	case "http":
		if in.forWinRM() {
			return in.winrm()
		}
		return in.web()
	case "mssqlsvc":
		return in.sql()
	case "msolapsvc.3":
		return in.olap()
	case "postgres":
		return in.libpq()
	case "cifs":
		return in.smb()
	case "ldap", "gc":
		return in.ldap()
	case "host":
		return in.ssh()
	case "nfs":
		return []Client{
			{Client: "rpc.gssd", Names: with("nfs", list(Name{in.host(), typed}, Name{in.DNS.canonical(in.host()), canonical}), ""), Rule: "the server's name as mounted (avoid-dns), its canonical name in older versions", Source: "rpc.gssd(8), -D and avoid-dns", Unverified: true},
		}
	case "smtpsvc", "smtp":
		return []Client{
			{Client: "Exchange and IIS SMTP service", Names: list(Name{spn("SMTPSVC", in.host(), ""), typed}), Rule: "SMTPSVC and the name in the connector", Source: "Exchange, SMTP service principal names", Unverified: true},
			in.gss("mail clients with Cyrus SASL or GSSAPI", "smtp", "smtp@ and the host (RFC 4954 and the SASL service names)"),
		}
	case "termsrv":
		return []Client{
			in.plain("Remote Desktop (mstsc)", "TERMSRV", "MS-RDPBCGR 5.4.5.2, CredSSP"),
			in.gss("FreeRDP", "TERMSRV", "TERMSRV@ and the host behind /v:").untried(),
		}
	}
	return in.other()
}

// given are the clients of a service whose connection string names the SPN.
func (in Input) given() []Client {
	return []Client{{Client: "the driver with this connection string", Names: list(Name{in.Target.SPN(), "the connection string names it"}),
		Rule: "an SPN in the connection string is taken as it stands", Source: "SqlClient and ODBC, ServerSPN; JDBC driver for SQL Server, serverSpn; Hive JDBC, principal", Unverified: true}}
}

// address are the clients of a service that was named by its address.
func (in Input) address() []Client {
	class := in.Target.Class
	if in.Target.Web() {
		class = "HTTP"
	}
	ip := Name{class + "/" + in.Target.Host, "the address itself; Windows asks for it only where TryIPSPN is set"}
	asIs := Name{class + "/" + in.Target.Host, "the address itself: nothing looks it up"}
	out := []Client{
		{Client: "Windows", Names: list(ip), Rule: "no Kerberos for an address, unless TryIPSPN is 1 and the SPN is registered by hand", Source: "Windows, Configuring Kerberos for IP address", Unverified: true},
		in.gss("clients with MIT's library", class, "an address is looked up in reverse where rdns is set"),
		{Client: "clients that leave DNS out (SASL_NOCANON, sssd, FreeRDP on Windows)", Names: list(asIs), Rule: "the address as it was typed", Source: "ldap.conf(5), SASL_NOCANON; SSSD issue 8951", Unverified: true},
	}
	if own, known := in.cyrus(); strings.EqualFold(class, "ldap") {
		tools := Client{Client: "OpenLDAP tools and Cyrus SASL", Rule: cyrusRule, Source: "ldap.conf(5), SASL_NOCANON"}
		if known {
			tools.Names = with(class, list(own), "")
		}
		out = append(out, tools)
	}
	if in.Target.Web() {
		out = append(out, Client{Client: "Java's HttpURLConnection and HttpClient", Names: list(asIs), Rule: "the address as it was typed", Source: javaSource})
	}
	java := in.canonicalJava("Apache HttpClient (Java), Trino")
	if java.Names = with(class, []Name{{java.Names[0].SPN, java.Names[0].Why}}, ""); in.Target.Web() || in.Target.Scheme == "trino" || in.Target.Scheme == "presto" {
		out = append(out, java)
	}
	return out
}

func (in Input) smb() []Client {
	return []Client{
		{Client: "Windows (Explorer, net use)", Names: list(Name{spn("cifs", in.host(), ""), typed + "; a CNAME is not followed"}), Rule: "cifs and the name as typed; for DFS the name of the target server", Source: "MS-SMB2 3.2.4.2.3; OptionalNames and netdom computername for aliases", Unverified: true},
		{Client: "smbclient", Names: list(Name{spn("cifs", in.host(), ""), typed}), Rule: "cifs and the host as typed", Source: "Samba, smbclient(1)", Unverified: true},
		{Client: "mount.cifs", Names: list(Name{spn("cifs", in.host(), ""), typed}, Name{spn("cifs", in.DNS.reverse(), ""), reversed + ", with cifs.upcall -t only"}), Rule: "the host of the mount; the reverse name with --trust-dns", Source: "cifs.upcall(8)", Unverified: true},
		{Client: "Java (jcifs, smbj)", Names: with("cifs", []Name{in.java()}, ""), Rule: "the JDK's own rule", Source: javaSource, Unverified: true},
	}
}

func (in Input) ldap() []Client {
	own, known := in.cyrus()
	names := with("ldap", list(own), "")
	tools := orElse(names, with("ldap", in.mit(), ""))
	if !known {
		tools = nil
	}
	return []Client{
		{Client: "Windows (wldap32, ADSI, .NET)", Names: list(Name{spn("ldap", in.host(), ""), typed}, Name{spn("ldap", in.host(), "") + domainOf(in.host()), typed + ", with the domain behind it, for a domain controller"}),
			Rule: "ldap and the host as typed; for a domain controller the domain follows", Source: "MS-KILE and MS-DRSR, mutual authentication of domain controllers", Unverified: true},
		{Client: "OpenLDAP tools and Cyrus SASL", Names: tools, Rule: cyrusRule + "; then " + in.mitRule(), Source: "ldap.conf(5), SASL_NOCANON"},
		in.gss("OpenLDAP tools with SASL_NOCANON", "ldap", "ldap@ and the host as typed"),
		{Client: "python-ldap3 with reverse look-up", Names: names, Rule: "the reverse name of the address, where ReverseDnsSetting asks for it", Source: "ldap3, sasl_credentials", Unverified: true, Setting: true},
		{Client: "Java (JNDI with GSSAPI)", Names: with("ldap", []Name{in.java()}, ""), Rule: "the JDK's own rule", Source: javaSource, Unverified: true},
	}
}

const cyrusRule = "the reverse name of the address, the address itself where there is none, on the server itself (127.0.0.1, ::1) the name of the machine; unless SASL_NOCANON is set"

// cyrus is the host that OpenLDAP's library gives to SASL: that of the connection's other
// end. known is false where that is the client's own machine, which has a name of its own.
func (in Input) cyrus() (n Name, known bool) {
	if len(in.DNS.Addresses) == 0 {
		return Name{in.DNS.canonical(in.host()), canonical}, true
	}
	address := in.DNS.Addresses[0]
	if address == "127.0.0.1" || address == "::1" {
		return Name{}, false
	}
	if r := in.DNS.reverse(); r != "" {
		return Name{r, reversed}, true
	}
	return Name{address, "the address: it has no reverse name"}, true
}

// domainOf is "/contoso.lab" for dc1.contoso.lab.
func domainOf(host string) string {
	_, domain, ok := strings.Cut(host, ".")
	if !ok {
		return ""
	}
	return "/" + domain
}

func (in Input) ssh() []Client {
	return []Client{
		in.gss("OpenSSH with MIT's library", "host", "host@ and the name on the command line (CanonicalizeHostname and GSSAPITrustDns change it)"),
		in.heimdal("OpenSSH with Heimdal's library, macOS", "host"),
		in.plain("PuTTY and OpenSSH on Windows", "host", "RFC 4462 2"),
		{Client: "paramiko (Python, Ansible)", Names: with("host", []Name{in.fullName()}, ""), Rule: "with gss_auth: the reverse name of the address, also where rdns is false, since it calls getfqdn itself", Source: "paramiko, Transport.set_gss_host, issue 915", Unverified: true, Setting: true},
		{Client: "Java (JSch, MINA sshd)", Names: with("host", []Name{in.java()}, ""), Rule: "the JDK's own rule", Source: javaSource, Unverified: true},
	}
}

// other are the clients of services of which only the class is known.
func (in Input) other() []Client {
	class := in.Target.Class
	note := ""
	if in.Target.Guessed {
		note = "; the class is a guess: the scheme is not known"
	}
	return []Client{
		in.gss("clients with MIT's library", class, fmt.Sprintf("%s@ and the host%s", class, note)),
		{Client: "Java (Kafka, Hive, Hadoop, ZooKeeper)", Names: with(class, []Name{in.java()}, ""), Rule: "the JDK's own rule; _HOST stands for the server's full name in small letters", Source: javaSource, Unverified: true},
		in.plain("Windows (SSPI)", class, "MS-KILE 3.1.5.11"),
		in.heimdal("clients with Heimdal's library", class),
	}
}
