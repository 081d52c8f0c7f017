package names

import (
	"testing"

	"adwalk/ad"
)

// What people reported that their client asked for, in names of our own: the target as
// they had it, what DNS said, the client, and its SPN.
func TestReportedTargetsAreAskedForAsReported(t *testing.T) {
	at := func(host, canonical, addr, reverse string) DNS {
		return DNS{Name: host, Canonical: canonical, Addresses: []string{addr}, Reverse: map[string]string{addr: reverse}}
	}
	plain := func(host string) DNS { return at(host, "", "192.0.2.20", "") }
	noCanon := Krb5{Canonicalise: CanonFalse}
	kafka := at("broker.acme.test", "", "192.0.2.8", "ec2-8.cloud.test")
	alias := at("intra.acme.test", "www7.acme.test", "192.0.2.9", "")
	for _, c := range []struct {
		target string
		dns    DNS
		krb5   Krb5
		client string
		want   string
	}{
		{"sqlcmd -S DBHOST -E", at("dbhost", "dbhost.acme.test", "192.0.2.3", ""), DefaultKrb5(), "sqlcmd", "MSSQLSvc/dbhost.acme.test:1433"},
		{"kafkacat -b 192.0.2.96:9092 -L -X sasl.kerberos.service.name=kafka-in", DNS{Addresses: []string{"192.0.2.96"}}, DefaultKrb5(), "clients with MIT", "kafka-in/192.0.2.96"},
		{"SASL_PLAINTEXT://node63:21007", plain("node63"), DefaultKrb5(), "clients with MIT", "kafka/node63"},
		{"SASL_SSL://broker.acme.test:9094", kafka, DefaultKrb5(), "clients with MIT", "kafka/ec2-8.cloud.test"},
		{"SASL_SSL://broker.acme.test:9094", kafka, DefaultKrb5(), "Java", "kafka/broker.acme.test"},
		{"zookeeper://localhost:2181", at("localhost", "", "127.0.0.1", "localhost"), DefaultKrb5(), "Java", "zookeeper/localhost"},
		{"jdbc:trino://tc.acme.test:8443/hive?KerberosRemoteServiceName=had", at("tc.acme.test", "", "192.0.2.11", ""), DefaultKrb5(), "Trino and Presto", "had/192.0.2.11"},
		{"jdbc:trino://tc.acme.test:8443/hive?KerberosRemoteServiceName=had", at("tc.acme.test", "", "192.0.2.11", "n11.acme.test"), DefaultKrb5(), "Trino and Presto", "had/n11.acme.test"},
		{"jdbc:trino://tc.acme.test:8443/hive?KerberosRemoteServiceName=had", at("tc.acme.test", "", "192.0.2.11", "n11.acme.test"), DefaultKrb5(), "the same with", "had/tc.acme.test"},
		{"trino-cli --server https://tc.acme.test:7778 --krb5-remote-service-name tr", plain("tc.acme.test"), DefaultKrb5(), "the same with", "tr/tc.acme.test"},
		{"http://127.0.0.1:9200/", DNS{Addresses: []string{"127.0.0.1"}}, DefaultKrb5(), "Java", "HTTP/127.0.0.1"},
		{"sql5.acme.test:1433", plain("sql5.acme.test"), noCanon, "sqlcmd and FreeTDS", "MSSQLSvc/sql5.acme.test:1433"},
		{"http://intra.acme.test/", alias, DefaultKrb5(), ".NET Core up to", "HTTP/intra.acme.test"},
		{"http://intra.acme.test/", alias, DefaultKrb5(), ".NET HttpClient", "HTTP/www7.acme.test"},
		{"http://intra.acme.test/", alias, DefaultKrb5(), "Python on Windows", "HTTP/intra.acme.test"},
		{"http://intra.acme.test/", alias, DefaultKrb5(), "Go programs", "HTTP/www7.acme.test"},
		{"http_proxy=http://intra.acme.test:3128", alias, DefaultKrb5(), "curl on Windows", "HTTP/intra.acme.test"},
		{"curl --negotiate --service-name app -u : http://intra.acme.test/x", alias, noCanon, "clients with MIT", "app/intra.acme.test"},
		{`\\filer-2.acme.test\x`, at("filer-2.acme.test", "f9.acme.test", "192.0.2.4", ""), DefaultKrb5(), "smbclient", "cifs/filer-2.acme.test"},
		{`\\acme.test\dfs\home`, plain("acme.test"), DefaultKrb5(), "Windows", "cifs/acme.test"},
		{"ssh://gate.acme.test", at("gate.acme.test", "", "192.0.2.5", "g5.acme.test"), Krb5{Canonicalise: CanonTrue}, "paramiko", "host/g5.acme.test"},
		{"ssh://my.acme.test", plain("my.acme.test"), DefaultKrb5(), "Java", "host/my.acme.test"},
		{"http://win4.acme.test:5985/wsman", plain("win4.acme.test"), noCanon, "pypsrp", "WSMAN/win4.acme.test"},
		{"winrm://192.0.2.138", DNS{Addresses: []string{"192.0.2.138"}}, DefaultKrb5(), "clients with MIT", "HTTP/192.0.2.138"},
		{"ldap://dir-lb", at("dir-lb", "", "192.0.2.6", "dir-1.acme.test"), Krb5{Canonicalise: CanonFalse, NoQualify: true}, "OpenLDAP tools with", "ldap/dir-lb"},
		{"ldap://dir-lb", at("dir-lb", "", "192.0.2.6", "dir-1.acme.test"), DefaultKrb5(), "OpenLDAP tools and Cyrus", "ldap/dir-1.acme.test"},
		{"ad_server = 192.0.2.217", DNS{Addresses: []string{"192.0.2.217"}}, DefaultKrb5(), "clients that leave DNS out", "ldap/192.0.2.217"},
		{"impala://192.0.2.38:21050/default", DNS{Addresses: []string{"192.0.2.38"}}, DefaultKrb5(), "clients with MIT", "impala/192.0.2.38"},
		{"xfreerdp /u:adm /v:192.0.2.44", DNS{Addresses: []string{"192.0.2.44"}}, DefaultKrb5(), "clients with MIT", "TERMSRV/192.0.2.44"},
		{"xfreerdp /u:adm /v:srv8", plain("srv8"), DefaultKrb5(), "FreeRDP", "TERMSRV/srv8"},
		{"imap://mail7.acme.test/INBOX", plain("mail7.acme.test"), DefaultKrb5(), "clients with MIT", "imap/mail7.acme.test"},
		{"Server=pg3.acme.test;Port=5432;Database=x;Integrated Security=true", plain("pg3.acme.test"), DefaultKrb5(), "Npgsql", "postgres/pg3.acme.test"},
		{"Host=pg3.acme.test;Database=x;Kerberos Service Name=PGS", plain("pg3.acme.test"), DefaultKrb5(), "Npgsql", "PGS/pg3.acme.test"},
		{`np:\\sql6.acme.test\pipe\sql\query`, plain("sql6.acme.test"), DefaultKrb5(), "the SMB session", "cifs/sql6.acme.test"},
		{"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=ora2.acme.test)(PORT=1521))(CONNECT_DATA=(SID=X)))", plain("ora2.acme.test"), DefaultKrb5(), "clients with MIT", "oracle/ora2.acme.test"},
		{"jdbc:vertica://v1.acme.test:5433/d?KerberosServiceName=vert&KerberosHostName=vc.acme.test", DNS{}, noCanon, "Java", "vert/vc.acme.test"},
		{"jdbc:sqlserver://s1.acme.test:1433;authenticationScheme=JavaKerberos;serverSpn=MSSQLSvc/ag.acme.test:1433", DNS{}, DefaultKrb5(), "the driver", "MSSQLSvc/ag.acme.test:1433"},
		{`mssql+pytds://u@s1.acme.test\PAY/d?auth_method=sso`, DNS{}, noCanon, "SqlClient on Linux", "MSSQLSvc/s1.acme.test:PAY"},
		{"sqlserver://u:p@s1.acme.test/PAY?database=d", DNS{}, noCanon, "SqlClient on Linux", "MSSQLSvc/s1.acme.test:PAY"},
		{"Data Source=intra.acme.test;Integrated Security=true", alias, DefaultKrb5(), "SqlClient on Linux", "MSSQLSvc/www7.acme.test MSSQLSvc/www7.acme.test:1433"},
		{"Data Source=intra.acme.test,1433;Integrated Security=true", alias, DefaultKrb5(), "SqlClient on Linux", "MSSQLSvc/www7.acme.test:1433"},
		{"mrs63:21007,mrs64:21007,mrs94:21007", plain("mrs63"), DefaultKrb5(), "clients with MIT", "kafka/mrs63"},
		{"New-OpenADSession -Uri ldap://192.0.2.10", DNS{Addresses: []string{"192.0.2.10"}}, DefaultKrb5(), "clients that leave DNS out", "ldap/192.0.2.10"},
		{"jdbc:hive2://hs2.acme.test:10000/default;principal=hive/hs2.acme.test@ACME.TEST;saslQop=auth", plain("hs2.acme.test"), DefaultKrb5(), "the driver", "hive/hs2.acme.test"},
		{"jdbc:postgresql://h1.acme.test:5432/db?kerberosServerName=hawq&jaasApplicationName=pgjdbc&user=ann", plain("h1.acme.test"), DefaultKrb5(), "PostgreSQL JDBC", "hawq/h1.acme.test"},
		{"hive.metastore.uris=thrift://hms1.acme.test:9083", plain("hms1.acme.test"), noCanon, "clients with MIT", "hive/hms1.acme.test"},
		{"jdbc:sap://h1.acme.test:30015/", DNS{}, noCanon, "Java", "hdb/h1.acme.test"},
		{"jdbc:teradata://t1.acme.test/LOGMECH=KRB5", DNS{}, noCanon, "Windows", "TERADATA/t1.acme.test"},
		{"jdbc:sybase:Tds:a1.acme.test:5000/d", DNS{}, noCanon, "Java", "sybase/a1.acme.test"},
		{"https://api.acme.test:9200/", plain("api.acme.test"), DefaultKrb5(), ".NET 5", "HTTP/api.acme.test:9200"},
		{"https://api.acme.test:443/", plain("api.acme.test"), DefaultKrb5(), ".NET 5", "no such client"},
		{"jdbc:postgresql://pg3.acme.test/db?gsslib=sspi", plain("pg3.acme.test"), DefaultKrb5(), "PostgreSQL JDBC driver on Windows", "POSTGRES/pg3.acme.test:5432"},
		{"win5 ansible_host=192.0.2.9 ansible_connection=winrm", DNS{Addresses: []string{"192.0.2.9"}}, DefaultKrb5(), "clients with MIT", "HTTP/192.0.2.9"},
		{"win5.acme.test ansible_connection=psrp", plain("win5.acme.test"), noCanon, "pypsrp", "WSMAN/win5.acme.test"},
		{"hbase.master.kerberos.principal=hb/m1.acme.test@ACME.TEST", DNS{}, noCanon, "any client", "hb/m1.acme.test"},
		{"mongodb://u@m1.acme.test,m2.acme.test/?authMechanism=GSSAPI&authMechanismProperties=SERVICE_NAME:alt", DNS{}, noCanon, "drivers on Windows", "alt/m1.acme.test"},
	} {
		if got := asked(t, input(t, c.target, c.dns, c.krb5), c.client); got != c.want {
			t.Errorf("%s, %s: got %q, want %q", c.client, c.target, got, c.want)
		}
	}
}

// An instance of which the port is not known is asked for by what stands there, and
// nobody is said to ask for the host alone.
func TestAnInstanceWithoutAPortIsNoDefaultInstance(t *testing.T) {
	in := input(t, `Driver={ODBC Driver 17 for SQL Server};Server=sql9.acme.test\PAY;Trusted_Connection=yes;`, DNS{}, Krb5{Canonicalise: CanonFalse})
	if got := asked(t, in, "sqlcmd and FreeTDS"); got != "MSSQLSvc/sql9.acme.test:PAY" {
		t.Error(got)
	}
	in.Browser = &ad.SQLInstance{Instance: "PAY", Told: ad.TellsPort, Port: "58075"}
	if got := asked(t, in, "sqlcmd and FreeTDS"); got != "MSSQLSvc/sql9.acme.test:58075" {
		t.Error(got)
	}
}
