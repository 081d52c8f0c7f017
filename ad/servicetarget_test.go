package ad_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

// Each form that people have leads to the SPNs that its clients ask for.
func TestWhichSPNClientsAskFor(t *testing.T) {
	for in, want := range map[string]string{
		"https://portal.fabrikam.test:8443/login?x=1#top": "http/portal.fabrikam.test",
		"HTTPS://Portal.Fabrikam.TEST./":                  "http/portal.fabrikam.test",
		"https://carl:s3cret@portal.fabrikam.test/":       "http/portal.fabrikam.test",
		"portal.fabrikam.test/owa":                        "http/portal.fabrikam.test",
		"portal.fabrikam.test:8080/owa":                   "http/portal.fabrikam.test",
		"portal":                                          "http/portal",
		"portal/":                                         "http/portal",
		"4711":                                            "http/4711",
		"http://4711/":                                    "http/4711",
		"10.1.2.3":                                        "http/10.1.2.3",
		"http://[2001:db8::7]:8080/":                      "http/2001:db8::7",
		"2001:db8::7":                                     "http/2001:db8::7",
		"smb://files.fabrikam.test/home":                  "cifs/files.fabrikam.test",
		`\\files.fabrikam.test\home\carl`:                 "cifs/files.fabrikam.test",
		"//files/home":                                    "cifs/files",
		`\\dav.fabrikam.test@SSL@8443\docs`:               "http/dav.fabrikam.test",
		"file://files/home":                               "cifs/files",
		"ssh://root@shell.fabrikam.test:2222":             "host/shell.fabrikam.test",
		"sftp://shell":                                    "host/shell",
		"smtp://mail.fabrikam.test":                       "SMTPSVC/mail.fabrikam.test smtp/mail.fabrikam.test",
		"ldaps://dir.fabrikam.test:636/dc=x":              "ldap/dir.fabrikam.test",
		"postgresql://bob:pw@pg.fabrikam.test:6432/db":    "postgres/pg.fabrikam.test",
		"winrm://srv9":                                    "http/srv9 WSMAN/srv9",
		"rdp://srv9":                                      "TERMSRV/srv9",
		"foo://srv9":                                      "foo/srv9",
		"tcp:sql9.fabrikam.test,14330":                    "MSSQLSvc/sql9.fabrikam.test:14330",
		"sql9,14330":                                      "MSSQLSvc/sql9:14330",
		`sql9\PAY`:                                        "MSSQLSvc/sql9:PAY",
		`sql9.fabrikam.test\PAY,14330`:                    "MSSQLSvc/sql9.fabrikam.test:14330",
		`np:\\sql9\pipe\MSSQL$PAY\sql\query`:              "MSSQLSvc/sql9:PAY",
		"mssql://sa:x@sql9/db":                            "MSSQLSvc/sql9:1433 MSSQLSvc/sql9",
		"Server=tcp:sql9.fabrikam.test,14330;User ID=sa;Password=a;b":                                  "MSSQLSvc/sql9.fabrikam.test:14330",
		`Data Source=sql9\PAY;Integrated Security=SSPI;Initial Catalog=x`:                              "MSSQLSvc/sql9:PAY",
		`Driver={ODBC Driver 18 for SQL Server};Server=sql9;ServerSPN=MSSQLSvc/vip.fabrikam.test:1433`: "MSSQLSvc/vip.fabrikam.test:1433",
		`Password="x;Server=evil";Server=sql9;`:                                                        "MSSQLSvc/sql9:1433 MSSQLSvc/sql9",
		"host=pg.fabrikam.test port=5432 user=bob password=pw dbname=x krbsrvname=POSTGRES":            "POSTGRES/pg.fabrikam.test",
		"jdbc:sqlserver://sql9.fabrikam.test:14330;integratedSecurity=true;password=x":                 "MSSQLSvc/sql9.fabrikam.test:14330",
		`jdbc:sqlserver://sql9;instanceName=PAY`:                                                       "MSSQLSvc/sql9:PAY",
		`jdbc:sqlserver://;serverName=sql9;portNumber=1444`:                                            "MSSQLSvc/sql9:1444",
		"jdbc:postgresql://pg.fabrikam.test/db?user=bob&password=x":                                    "postgres/pg.fabrikam.test",
		"jdbc:hive2://hs2.fabrikam.test:10000/default;principal=hive/_HOST@HADOOP.TEST":                "hive/hs2.fabrikam.test",
		"jdbc:postgresql://pg.fabrikam.test/db?user=bob&kerberosServerName=pgsvc":                      "pgsvc/pg.fabrikam.test",
		"jdbc:postgresql://pg.fabrikam.test/db?sspiServiceClass=PGSQL":                                 "PGSQL/pg.fabrikam.test",
		"jdbc:postgresql://pg.fabrikam.test/db?sspiServiceClass=PGSQL&kerberosServerName=pgsvc":        "pgsvc/pg.fabrikam.test",
		"jdbc:exa:e11.fabrikam.test..14:8563;schema=x;kerberosservicename=exa":                         "exa/e11.fabrikam.test",
		"jdbc:exa:192.0.2.11..14,192.0.2.21/0A1B2C:8563;kerberoshostname=exa.fabrikam.test":            "exasol/exa.fabrikam.test",
		"jdbc:exa:e11,e12:8563": "exasol/e11",
		"jdbc:drill:drillbit=d1.fabrikam.test:31010;auth=kerberos":                                                                                         "drill/d1.fabrikam.test",
		"jdbc:drill:drillbit=192.0.2.5;service_name=mapr;service_host=d1.fabrikam.test":                                                                    "mapr/d1.fabrikam.test",
		"jdbc:drill:zk=z1:5181/drill/c1;service_host=d2.fabrikam.test":                                                                                     "drill/d2.fabrikam.test",
		"jdbc:jtds:sqlserver://sql9.fabrikam.test:1444/db;useKerberos=true":                                                                                "MSSQLSvc/sql9.fabrikam.test:1444",
		"jdbc:jtds:sqlserver://sql9/db;instance=PAY":                                                                                                       "MSSQLSvc/sql9:PAY",
		"jdbc:impala://lb.fabrikam.test:21050/x;AuthMech=1;KrbHostFQDN=i3.fabrikam.test;KrbServiceName=imp":                                                "imp/i3.fabrikam.test",
		"Driver=Cloudera ODBC Driver for Apache Hive;Host=h.fabrikam.test;Port=10000;PWD=x;KrbHostFQDN=_HOST":                                              "hive/h.fabrikam.test",
		"Host=h.fabrikam.test;Port=1;AuthMech=1;KrbServiceName=hive":                                                                                       "hive/h.fabrikam.test",
		"Driver=Cloudera ODBC Driver for Apache Hive;Host=lb;Port=1;KrbFQDN=h2.fabrikam.test;KrbServiceName=hive":                                          "hive/h2.fabrikam.test",
		"Provider=MSOLAP;Data Source=cube.fabrikam.test\\TAB;Catalog=x":                                                                                    "MSOLAPSvc.3/cube.fabrikam.test:TAB",
		"Data Source=sql9.fabrikam.test,1444;ServerSPN=svc@FABRIKAM.TEST":                                                                                  "MSSQLSvc/sql9.fabrikam.test:1444",
		"mongodb://bob:pw@m1.fabrikam.test,m2.fabrikam.test/?authMechanism=GSSAPI&authMechanismProperties=SERVICE_NAME:mdb,SERVICE_HOST:vip.fabrikam.test": "mdb/vip.fabrikam.test",
		"mongodb://bob:pw@m1.fabrikam.test,m2.fabrikam.test/?authMechanism=GSSAPI":                                                                         "mongodb/m1.fabrikam.test",
		"postgresql+psycopg2://bob:pw@pg.fabrikam.test/x":                                                                                                  "postgres/pg.fabrikam.test",
		"postgresql://pg.fabrikam.test/x?krbsrvname=PGSVC":                                                                                                 "PGSVC/pg.fabrikam.test",
		"mssql+pyodbc://@sql9.fabrikam.test/x?trusted_connection=yes":                                                                                      "MSSQLSvc/sql9.fabrikam.test:1433 MSSQLSvc/sql9.fabrikam.test",
		"listeners=SASL_SSL://k1.fabrikam.test:9093":                                                                                                       "kafka/k1.fabrikam.test",
		"bootstrap.servers=k1.fabrikam.test:9093,k2.fabrikam.test:9093":                                                                                    "kafka/k1.fabrikam.test",
		"http_proxy=http://proxy.fabrikam.test:3128":                                                                                                       "http/proxy.fabrikam.test",
		"thrift://meta.fabrikam.test:9083":                                                                                                                 "hive/meta.fabrikam.test",
		"zk1.fabrikam.test:2181":                                                                                                                           "zookeeper/zk1.fabrikam.test",
		"net.tcp://wcf.fabrikam.test:808/Service":                                                                                                          "host/wcf.fabrikam.test",
		"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=ora.fabrikam.test)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=x)))":                                         "oracle/ora.fabrikam.test",
		"jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=ora.fabrikam.test)(PORT=1521)))":                                                                    "oracle/ora.fabrikam.test",
		"ssh -p 2222 carl@shell.fabrikam.test":                                                                                                             "host/shell.fabrikam.test",
		"ssh -K shell.fabrikam.test uptime":                                                                                                                "host/shell.fabrikam.test",
		"curl --negotiate -u : https://portal.fabrikam.test/api":                                                                                           "http/portal.fabrikam.test",
		"ldapsearch -H ldap://dir.fabrikam.test -Y GSSAPI -b dc=x":                                                                                         "ldap/dir.fabrikam.test",
		"bcp hr.dbo.x out x.dat -S tcp:sql9.fabrikam.test,1450 -T":                                                                                         "MSSQLSvc/sql9.fabrikam.test:1450",
		"Get-CimInstance Win32_BIOS -ComputerName win.fabrikam.test":                                                                                       "http/win.fabrikam.test WSMAN/win.fabrikam.test",
		"ldap://dir1.fabrikam.test ldap://dir2.fabrikam.test":                                                                                              "ldap/dir1.fabrikam.test",
		"ldap://dir1.fabrikam.test, ldap://dir2.fabrikam.test":                                                                                             "ldap/dir1.fabrikam.test",
		"Provider=MSOLAP;Data Source=https://cube.fabrikam.test/olap/msmdpump.dll;Catalog=x":                                                               "http/cube.fabrikam.test",
		"sqlcmd -S sql9.fabrikam.test,1450 -E":                                                                                                             "MSSQLSvc/sql9.fabrikam.test:1450",
		"sudo mount -t cifs -o sec=krb5,password=pw //files.fabrikam.test/home /mnt":                                                                       "cifs/files.fabrikam.test",
		"mount -t nfs4 -o sec=krb5p nas.fabrikam.test:/export /mnt":                                                                                        "nfs/nas.fabrikam.test",
		"xfreerdp /u:bob /p:pw /v:rds.fabrikam.test":                                                                                                       "TERMSRV/rds.fabrikam.test",
		"Enter-PSSession -ComputerName srv9.fabrikam.test -Authentication Kerberos":                                                                        "http/srv9.fabrikam.test WSMAN/srv9.fabrikam.test",
		"kvno HTTP/portal.fabrikam.test":                                                                                                                   "HTTP/portal.fabrikam.test",
		"filer.fabrikam.test:/export/home":                                                                                                                 "nfs/filer.fabrikam.test",
		"jdbc:oracle:thin:@//ora.fabrikam.test:1521/x":                                                                                                     "oracle/ora.fabrikam.test",
		"HTTP/Portal.fabrikam.test":                                                                                                                        "HTTP/Portal.fabrikam.test",
		"http/portal.fabrikam.test@FABRIKAM.TEST":                                                                                                          "http/portal.fabrikam.test",
		"MSSQLSvc/db.fabrikam.test:PAY":                                                                                                                    "MSSQLSvc/db.fabrikam.test:PAY",
		"ldap/dc.fabrikam.test/fabrikam.test":                                                                                                              "ldap/dc.fabrikam.test/fabrikam.test",
		"exchangeAB/cas":                                                                                                                                   "exchangeAB/cas",
		"myapp/srv9":                                                                                                                                       "myapp/srv9",
		"http/portal.fabrikam.test.":                                                                                                                       "http/portal.fabrikam.test",
		"http/2001:db8::7":                                                                                                                                 "http/2001:db8::7",
		"srv9:3389":                                                                                                                                        "TERMSRV/srv9",
		"srv9:445":                                                                                                                                         "cifs/srv9",
		"http/größe.fabrikam.test":                                                                                                                         "http/größe.fabrikam.test",
		"http://bücher.fabrikam.test/":                                                                                                                     "http/xn--bcher-kva.fabrikam.test http/bücher.fabrikam.test",
		"http://他们为什么不说中文/":                                                                                                                                "http/xn--ihqwcrb4cv8a8dqg056pqjye http/他们为什么不说中文",
		"  https://portal.fabrikam.test/\n":                                                                                                                "http/portal.fabrikam.test",
		"\ufeffhttps://portal.fabrikam.test/":                                                                                                              "http/portal.fabrikam.test",
	} {
		got, err := ad.ParseServiceTarget(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if s := strings.Join(got.SPNs, " "); s != want {
			t.Errorf("%s: clients ask for %s, want %s", in, s, want)
		}
	}
}

// A web address is asked as it was given: scheme, port and path.
func TestTheURLThatIsAsked(t *testing.T) {
	for in, want := range map[string]string{
		"https://portal.fabrikam.test:8443/a/b?c=d#e": "https://portal.fabrikam.test:8443/a/b?c=d",
		"http://bob:pw@portal.fabrikam.test":          "http://portal.fabrikam.test/",
		"https://[2001:db8::7]/":                      "https://[2001:db8::7]/",
		"http://bücher.fabrikam.test/x":               "http://xn--bcher-kva.fabrikam.test/x",
		"portal:8443/a":                               "https://portal:8443/a",
		"portal.fabrikam.test/a":                      "",
		"http/portal":                                 "",
		"ldap://dir.fabrikam.test/":                   "ldap://dir.fabrikam.test",
	} {
		got, err := ad.ParseServiceTarget(in)
		if err != nil || got.URL() != want {
			t.Errorf("%s: %q, %v; want %q", in, got.URL(), err, want)
		}
	}
}

// No password that stood in a target survives, not even in an error.
func TestNoPasswordIsKept(t *testing.T) {
	for _, in := range []string{
		"https://bob:Hush7@portal.fabrikam.test/", "postgresql://bob:Hush7@pg/db", "Server=sql9;Password=Hush7", "jdbc:sqlserver://sql9;password=Hush7",
		"host=pg password=Hush7 dbname=x", "https://bob:Hush7@", "Password=Hush7;Server=", "jdbc:sqlserver:Hush7", "jdbc:postgresql://pg/db?password=Hush7&kerberosServerName=a/b", "Driver=Hive;Host=h;PWD=Hush7;KrbServiceName=a b", "bob:Hush7@portal", "Server=a b;Password=Hush7",
		`Pwd={Hush7;x};Server=sql9\A\B`,
	} {
		got, err := ad.ParseServiceTarget(in)
		if err != nil && strings.Contains(err.Error(), "Hush7") || strings.Contains(got.String()+got.URL()+strings.Join(got.SPNs, ""), "Hush7") {
			t.Errorf("%s: the password is in %v %v", in, got, err)
		}
	}
}

func TestWhatIsNoService(t *testing.T) {
	for _, in := range []string{"", "  ", "https://", "http://:80/", "https://a b/", "http/", "a/b/c/d", "http/a\u200b", "host:99999999", "alice@FABRIKAM.TEST", "[::1", "tcp:sql9,x", strings.Repeat("a", 5000), strings.Repeat("a", 300), "sql" + strings.Repeat("a", 1000) + `\\i,3`, "jdbc:sql...server://h", "jdbc:s+ql://h", "c/c:..", "//@@//x", `\\\\h@80\\` + strings.Repeat("x", 4090), "two words"} {
		got, err := ad.ParseServiceTarget(in)
		var p *ad.Problem
		if err == nil || !errors.As(err, &p) || p.Kind != ad.ProblemUsage || p.Do == "" {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
}

// What stays of a target without its secrets is the same service, of the same class, host,
// port and instance: it is filled into guides, and their clients' rules are made from it.
func TestWhatIsLeftOfATargetIsTheSameService(t *testing.T) {
	for in, want := range map[string]string{
		"jdbc:postgresql://pg1.acme.test:5432/app?password=Hush7":                            "postgresql://pg1.acme.test:5432",
		"jdbc:trino://tc.acme.test:8443/hive?KerberosRemoteServiceName=had":                  "trino://tc.acme.test:8443/?krbsrvname=had",
		"host=pg1.acme.test dbname=x krbsrvname=pg password=Hush7":                           "postgres://pg1.acme.test/?krbsrvname=pg",
		"jdbc:impala://i1.acme.test:21050/d;AuthMech=1;KrbServiceName=impala;KrbHostFQDN=i1": "impala://i1:21050",
		`Provider=MSOLAP;Data Source=cube.acme.test\TAB;Password=Hush7`:                      `Provider=MSOLAP;Data Source=cube.acme.test\TAB`,
		`Server=sql9.acme.test\PAY;ServerSPN=svc@ACME.TEST;Password=Hush7`:                   `Server=sql9.acme.test\PAY;ServerSPN=svc@ACME.TEST`,
		"Server=tcp:sql9.acme.test,14330;Pwd=Hush7":                                          "tcp:sql9.acme.test,14330",
		"mssql://sa:Hush7@sql9.acme.test/db":                                                 "mssql://sql9.acme.test",
		"sqlserver://sa:Hush7@sql9.acme.test/PAY":                                            `sql9.acme.test\PAY`,
		"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=ora2.acme.test)(PORT=1522)))":             "oracle://ora2.acme.test:1522",
		"k1.acme.test:9092,k2.acme.test:9092":                                                "k1.acme.test:9092",
		"psql \"host=pg1.acme.test dbname=app\"":                                             "postgres://pg1.acme.test",
		"kafka-topics.sh --bootstrap-server k1.acme.test:9093 --list":                        "kafka://k1.acme.test:9093",
		"scp x.txt ann@web1.acme.test:/tmp":                                                  "ssh://web1.acme.test",
		"winrs -r:win1.acme.test hostname":                                                   "winrm://win1.acme.test/",
		"evil-winrm -i win1.acme.test -r ACME.TEST":                                          "winrm://win1.acme.test/",
		"Invoke-Sqlcmd -ServerInstance sql9.acme.test -Query x":                              "mssql://sql9.acme.test",
		"mrs63:21007,mrs64:21007":                                                            "kafka://mrs63:21007",
		"<bootstrap_servers>k1.acme.test:21007,k2.acme.test:21007</bootstrap_servers>":       "kafka://k1.acme.test:21007",
		"New-OpenADSession -Uri ldap://192.0.2.10":                                           "ldap://192.0.2.10",
		"spark.sql.hive.metastore.uris thrift://hms1.acme.test:9083":                         "thrift://hms1.acme.test:9083",
		"hbase.zookeeper.quorum=zk1.acme.test,zk2.acme.test":                                 "zookeeper://zk1.acme.test",
		"jdbc:drill:drillbit=d1.acme.test;principal=drill/d1.acme.test@ACME.TEST":            "drill/d1.acme.test",
		`Connect-DbaInstance -SqlInstance sql9.acme.test\PAY`:                                `sql9.acme.test\PAY`,
		"kinit -S HTTP/shop.acme.test ann":                                                   "HTTP/shop.acme.test",
		"watchkafka --kafka.server=k1.acme.test:9093 --sasl.service-name=bus":                "kafka://k1.acme.test:9093/?krbsrvname=bus",
		"safe login -method=kerberos service=HTTP/safe.acme.test":                            "HTTP/safe.acme.test",
		"ask.py -spn 'cifs/fs1.acme.test' acme.test/ann -k":                                  "cifs/fs1.acme.test",
		"mongo.exe m1.acme.test:27017/x --gssapiServiceName mongodb":                         "mongodb://m1.acme.test:27017",
		"curl -f -u : --negotiate http://shop.acme.test/":                                    "http://shop.acme.test/",
		"winrm.Protocol(endpoint='https://win1.acme.test:5986/wsman', transport='kerberos')": "https://win1.acme.test:5986/wsman",
		"mongosh \"mongodb://ann%40ACME.TEST@m1.acme.test:27017/?authMechanism=GSSAPI\"":     "mongodb://m1.acme.test:27017",
		"klist get HTTP/shop.acme.test":                                                      "HTTP/shop.acme.test",
	} {
		got, err := ad.ParseServiceTarget(in)
		if err != nil || got.String() != want {
			t.Errorf("%s: %q, %v; want %q", in, got.String(), err, want)
			continue
		}
		again, err := ad.ParseServiceTarget(got.String())
		if err != nil || again.Class != got.Class || again.Host != got.Host || again.DialPort() != got.DialPort() || again.Instance != got.Instance || again.Account != got.Account || !slices.Equal(again.SPNs, got.SPNs) {
			t.Errorf("%s: %+v became %+v, %v", in, got, again, err)
		}
	}
	for in, want := range map[string]string{
		`net use Z: \\fs1.acme.test\data /user:x y`: `\\fs1.acme.test\data`,
		"smb://fs1.acme.test/data/x%20y":            `\\fs1.acme.test\data\x y`,
		"mount -t cifs //fs1/data /mnt":             `\\fs1\data`,
		"file://///fs1/data":                        `\\fs1\data`,
		`\\?\UNC\fs1\data`:                          `\\fs1\data`,
		"fs1:/export":                               "",
		"cifs/fs1":                                  "",
	} {
		if got, err := ad.ParseServiceTarget(in); err != nil || got.UNC() != want {
			t.Errorf("%s: %q, %v; want %q", in, got.UNC(), err, want)
		}
	}
}

// What names no server says so, and who knows it.
func TestAConnectionStringThatNamesNoServer(t *testing.T) {
	for in, want := range map[string]string{
		"jdbc:hive2://zk1:2181,zk2:2181/;serviceDiscoveryMode=zooKeeper;principal=hive/_HOST@ACME.TEST": "asks ZooKeeper",
		"jdbc:hive2://zk1:2181/;serviceDiscoveryMode=zooKeeper;zooKeeperNamespace=hs2":                  "asks ZooKeeper",
		"jdbc:drill:zk=z1:5181/drill/c1;auth=kerberos":                                                  "asks ZooKeeper",
		`.\SQLEXPRESS`: "machine on which the client runs",
		`Server=(localdb)\MSSQLLocalDB;Integrated Security=true`: "machine on which the client runs",
		`(local)`:     "machine on which the client runs",
		`(local)\PAY`: "machine on which the client runs",
	} {
		_, err := ad.ParseServiceTarget(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", in, err)
		}
	}
	if got, err := ad.ParseServiceTarget("jdbc:hive2://zk1:2181/;serviceDiscoveryMode=zooKeeper;principal=hive/hs2.acme.test@ACME.TEST"); err == nil && got.SPN() == "hive/zk1" {
		t.Error("ZooKeeper's host is taken for HiveServer2's")
	}
}

func FuzzParseServiceTarget(f *testing.F) {
	for _, s := range []string{"https://u:p@h:1/x", `\\h\s`, "jdbc:sqlserver://h;x=y", "Server=h;Pwd={a;b}", "http/h@R", "tcp:h,1", "[::1]:2", "h\\i,3", "np:\\\\h\\pipe\\MSSQL$I\\x", "http://ü/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ad.ParseServiceTarget(s)
		if err != nil {
			return
		}
		if got.Host == "" || got.Class == "" || got.SPN() == "" {
			t.Fatalf("%q gives %+v", s, got)
		}
		again, err := ad.ParseServiceTarget(got.String())
		if err != nil || again.SPN() != got.SPN() && !strings.Contains(got.SPN(), "xn--") {
			t.Fatalf("%q is written as %q, which gives %+v, %v", s, got.String(), again, err)
		}
	})
}
