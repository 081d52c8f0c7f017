package ad_test

import (
	"strings"
	"testing"

	"adwalk/ad"
)

// What stands in a file of settings, in a program or in a terminal leads to the SPN that
// its client asks for.
func TestSettingsAndCommandsLeadToTheSPN(t *testing.T) {
	for in, want := range map[string]string{
		// settings, in the notation of each kind of file
		"hbase.zookeeper.quorum=zk1.fabrikam.test,zk2.fabrikam.test":                                                                "zookeeper/zk1.fabrikam.test",
		"some.prefix.ha.zk.quorum = 192.0.2.31, 192.0.2.32":                                                                         "zookeeper/192.0.2.31",
		"kafka.zookeeper.connect=zk1.fabrikam.test:2181/kafka":                                                                      "zookeeper/zk1.fabrikam.test",
		"spring.kafka.bootstrap-servers: k1.fabrikam.test:9093,k2.fabrikam.test:9093":                                               "kafka/k1.fabrikam.test",
		`"bootstrap.servers": 'k1.fabrikam.test:9093',`:                                                                             "kafka/k1.fabrikam.test",
		`"bootstrap.servers": ["k1.fabrikam.test:9093", "k2.fabrikam.test:9093"],`:                                                  "kafka/k1.fabrikam.test",
		`CONNECT_BOOTSTRAP_SERVERS=SASL_SSL://k1.fabrikam.test:9093`:                                                                "kafka/k1.fabrikam.test",
		`kudu_master = "t1.fabrikam.test:7051"`:                                                                                     "kudu/t1.fabrikam.test",
		"dfs.namenode.rpc-address.ha.nn1=nn1.fabrikam.test:8020":                                                                    "hdfs/nn1.fabrikam.test",
		"dfs.namenode.http-address.ha.nn1=nn1.fabrikam.test:9870":                                                                   "http/nn1.fabrikam.test",
		"yarn.resourcemanager.webapp.address=rm1.fabrikam.test:8088":                                                                "http/rm1.fabrikam.test",
		"hive.server2.webui.host=h1.fabrikam.test":                                                                                  "http/h1.fabrikam.test",
		"ad_server = dc1.fabrikam.test, dc2.fabrikam.test":                                                                          "ldap/dc1.fabrikam.test",
		"ldap_uri = dir1.fabrikam.test, dir2.fabrikam.test":                                                                         "ldap/dir1.fabrikam.test",
		"URI ldaps://dir1.fabrikam.test":                                                                                            "ldap/dir1.fabrikam.test",
		"remotehost = post.fabrikam.test":                                                                                           "imap/post.fabrikam.test IMAP4/post.fabrikam.test",
		"set smtp_url=smtp://carl@post.fabrikam.test:587/":                                                                          "SMTPSVC/post.fabrikam.test smtp/post.fabrikam.test",
		"relayhost = [post.fabrikam.test]:587":                                                                                      "SMTPSVC/post.fabrikam.test smtp/post.fabrikam.test",
		`elasticsearch.hosts: ["http://e1.fabrikam.test:9200", "http://e2.fabrikam.test:9200"]`:                                     "http/e1.fabrikam.test",
		"hbase.regionserver.kerberos.principal=hb/rs1.fabrikam.test@FABRIKAM.TEST":                                                  "hb/rs1.fabrikam.test",
		"<property>\n <name>hive.metastore.uris</name>\n <value>thrift://ms1.fabrikam.test:9083</value>\n</property>":               "hive/ms1.fabrikam.test",
		"spring.datasource.url=jdbc:sqlserver://sql9.fabrikam.test:1444;databaseName=x;password=Hush7":                              "MSSQLSvc/sql9.fabrikam.test:1444",
		`"DefaultConnection": "Server=sql9.fabrikam.test\\PAY;Integrated Security=true;Password=Hush7"`:                             "MSSQLSvc/sql9.fabrikam.test:PAY",
		`ConnectionStrings__Pay=Server=sql9.fabrikam.test,1444;Integrated Security=true`:                                            "MSSQLSvc/sql9.fabrikam.test:1444",
		`<add name="x" connectionString="Data Source=sql9.fabrikam.test,1444;Integrated Security=SSPI" providerName="y" />`:         "MSSQLSvc/sql9.fabrikam.test:1444",
		"pay = host=pg.fabrikam.test port=6432 dbname=pay":                                                                          "postgres/pg.fabrikam.test",
		"ORCL =\n (DESCRIPTION =\n  (ADDRESS = (PROTOCOL = TCP)(HOST = ora.fabrikam.test)(PORT = 1521)))":                           "oracle/ora.fabrikam.test",
		"//files.fabrikam.test/home /mnt cifs multiuser,sec=krb5 0 0":                                                               "cifs/files.fabrikam.test",
		"nas.fabrikam.test:/export /mnt nfs4 sec=krb5p 0 0":                                                                         "nfs/nas.fabrikam.test",
		"home -fstype=nfs4,sec=krb5 nas.fabrikam.test:/home":                                                                        "nfs/nas.fabrikam.test",
		"[Hive]\nDriver=/opt/x/libhiveodbc64.so\nHOST=h1.fabrikam.test\nPORT=10000\nKrbHostFQDN=h2.fabrikam.test\nPWD=Hush7":        "hive/h2.fabrikam.test",
		"[pay]\nDriver=ODBC Driver 18 for SQL Server\nServer=sql9.fabrikam.test,1444\nPWD=Hush7":                                    "MSSQLSvc/sql9.fabrikam.test:1444",
		"[pay]\n host = sql9.fabrikam.test\n port = 1444\n tds version = 7.4":                                                       "MSSQLSvc/sql9.fabrikam.test:1444",
		"# of a web front end\n[impala]\nserver_host=i1.fabrikam.test\nserver_port=21050\nimpala_principal=impala/i2.fabrikam.test": "impala/i1.fabrikam.test",
		"[proxy]\nserver = px.fabrikam.test:8080\nlisten = 127.0.0.1\nport = 5000":                                                  "http/px.fabrikam.test",
		"bootstrap.servers=k1.fabrikam.test:9093\nsecurity.protocol=SASL_SSL\nsasl.kerberos.service.name=broker":                    "broker/k1.fabrikam.test",
		// inventories of Ansible
		"web1 ansible_host=192.0.2.9 ansible_connection=winrm ansible_password=Hush7":                              "http/192.0.2.9 WSMAN/192.0.2.9",
		"web1 ansible_host=192.0.2.9 ansible_winrm_kerberos_hostname_override=web1.fabrikam.test":                  "http/web1.fabrikam.test WSMAN/web1.fabrikam.test",
		"web1.fabrikam.test ansible_port=5985":                                                                     "http/web1.fabrikam.test WSMAN/web1.fabrikam.test",
		"shell1 ansible_host=shell.fabrikam.test ansible_user=root":                                                "host/shell.fabrikam.test",
		"ansible_host: shell.fabrikam.test":                                                                        "host/shell.fabrikam.test",
		"[win]\nweb1.fabrikam.test\nweb2.fabrikam.test\n\n[win:vars]\nansible_connection = psrp\nansible_user = x": "http/web1.fabrikam.test WSMAN/web1.fabrikam.test",
		"all:\n  hosts:\n    web1:\n      ansible_host: web1.fabrikam.test\n      ansible_connection: winrm":       "http/web1.fabrikam.test WSMAN/web1.fabrikam.test",
		// commands
		"curl --proxy px.fabrikam.test:3128 --proxy-user : --proxy-negotiate http://out.example.test/": "http/px.fabrikam.test",
		"curl --negotiate -u : --proxy px.fabrikam.test:3128 http://portal.fabrikam.test/":             "http/portal.fabrikam.test",
		"curl --proxy-user a:Hush7 --cacert ca.pem --negotiate -u : portal.fabrikam.test/x":            "http/portal.fabrikam.test",
		"curl --negotiate \\\n  -u : \\\n  https://portal.fabrikam.test/":                              "http/portal.fabrikam.test",
		"kvno -S cifs files.fabrikam.test":                                                             "cifs/files.fabrikam.test",
		"psexec.py -k -no-pass fabrikam.test/carl:Hush@7@files.fabrikam.test":                          "cifs/files.fabrikam.test",
		"impacket-mssqlclient -k fabrikam.test/carl@sql9.fabrikam.test -windows-auth":                  "MSSQLSvc/sql9.fabrikam.test:1433 MSSQLSvc/sql9.fabrikam.test",
		"nxc ldap dc1.fabrikam.test -k -u carl -p Hush7":                                               "ldap/dc1.fabrikam.test",
		"xfreerdp -g 1240x800 --plugin cliprdr -d fabrikam -u carl rds.fabrikam.test":                  "TERMSRV/rds.fabrikam.test",
		"mongosh --host m1.fabrikam.test:27017 --authenticationMechanism GSSAPI":                       "mongodb/m1.fabrikam.test",
		// calls
		`hive.connect(host="h1.fabrikam.test", port=21000, password="Hush7", kerberos_service_name="hv")`: "hv/h1.fabrikam.test",
		`conn = pymssql.connect(server='sql9.fabrikam.test', port=1444, password='Hush7')`:                "MSSQLSvc/sql9.fabrikam.test:1444",
		`psycopg2.connect("host=pg.fabrikam.test dbname=x password=Hush7")`:                               "postgres/pg.fabrikam.test",
		`HadoopFileSystem("nn1.fabrikam.test", port=8020)`:                                                "hdfs/nn1.fabrikam.test",
		`r = requests.get("https://portal.fabrikam.test/", auth=HTTPKerberosAuth())`:                      "http/portal.fabrikam.test",
		// drivers with a principal of their own
		"jdbc:phoenix:thin:url=http://pq.fabrikam.test:8765;authentication=SPNEGO;principal=etl/edge.fabrikam.test@X;keytab=/k": "http/pq.fabrikam.test",
		"jdbc:avatica:remote:url=http://pq.fabrikam.test:8765;principal=etl@X;keytab=/k":                                        "http/pq.fabrikam.test",
		"jdbc:db2://d1.fabrikam.test:50000/SAMPLE:kerberosServerPrincipal=inst/d1.fabrikam.test@X;securityMechanism=11;":        "inst/d1.fabrikam.test",
		"jdbc:datadirect:hive://h1.fabrikam.test:10000;ServicePrincipalName=hv/h2.fabrikam.test@X":                              "hv/h2.fabrikam.test",
		"jdbc:kyuubi://h1.fabrikam.test:10009/x;kyuubiServerPrincipal=ky/_HOST@X;kyuubiClientPrincipal=etl@X":                   "ky/h1.fabrikam.test",
		"jdbc:mariadb://m1.fabrikam.test/x?servicePrincipalName=my/m1.fabrikam.test@X":                                          "my/m1.fabrikam.test",
		"hive2://h1.fabrikam.test:10000/x?principal=hv/_HOST@X":                                                                 "hv/h1.fabrikam.test",
		"hive://h1.fabrikam.test:10000/x;AuthMech=1;KrbHostFQDN=h2.fabrikam.test;KrbServiceName=hv":                             "hv/h2.fabrikam.test",
		"mongodb://carl@m1.fabrikam.test?authMechanism=GSSAPI&gssapiServiceName=alt":                                            "alt/m1.fabrikam.test",
	} {
		got, err := ad.ParseServiceTarget(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if s := strings.Join(got.SPNs, " "); s != want {
			t.Errorf("%s: clients ask for %s, want %s", in, s, want)
		}
		if strings.Contains(got.String()+got.URL(), "Hush") {
			t.Errorf("%s: %s shows the password", in, got)
		}
	}
}

// A text that says less than it seems to is refused with the reason, and never leads to
// the SPN of something else.
func TestSettingsThatNameNoServer(t *testing.T) {
	for in, want := range map[string]string{
		"jdbc:phoenix:zk1.acme.test,zk2.acme.test:2181:/hbase:etl/edge.acme.test@ACME.TEST:/k": "those of ZooKeeper",
		"spark.kerberos.principal=etl/edge.acme.test@ACME.TEST":                                "client itself logs in",
		"sasl.kerberos.principal = etl/edge.acme.test@ACME.TEST":                               "client itself logs in",
		"dfs.namenode.kerberos.principal=nn/_HOST@ACME.TEST":                                   "in place of _HOST",
		`open(host="h1.acme.test", user="carl")`:                                               "does not say which service",
		"web1 ansible_host={{inventory_ip}} ansible_connection=winrm":                          "template",
		"web1 ansible_connection=local":                                                        "without a connection",
		"user=carl\npassword=Hush7\nport=12":                                                   "none of its lines",
		"ad_hostname = client7.acme.test":                                                      "",
		"hadoop.proxyuser.hive.hosts=edge1.acme.test":                                          "",
		"ldap_server_password=Hush7.acme.test":                                                 "",
		`db.password="Server=Hush7"`:                                                           "",
	} {
		got, err := ad.ParseServiceTarget(in)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "Hush7") {
			t.Errorf("%s: %+v, %v; want %q", in, got, err, want)
		}
	}
}
