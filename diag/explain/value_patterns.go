package explain

import "adwalk/diag/pattern"

// A value that is too long is left out where it is added: a bound of hundreds in an
// expression costs milliseconds when it is compiled.
var (
	reSPN = pieces{middle: '/', left: set(`_-\`), right: set("_.$:-"), again: true, realm: set(".-"), expr: pattern.Lazy(`([A-Za-z][A-Za-z0-9_-]{1,31})\\?/([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_$])?)(:[A-Za-z0-9_$-]{1,64})?(/[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)?(?: ?@ ?([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?))?`)}
	// host@server is how GSS-API names a service.
	reGSSName   = after("http@|host@|ldap@|nfs@|cifs@|imap@|smtp@|pop@|ftp@|postgres@|dns@", `(?i)\b(http|host|ldap|nfs|cifs|imap|smtp|pop|ftp|postgres|dns)@([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)`)
	rePrincipal = pieces{middle: '@', left: set("._$+-"), right: set(".-"), blank: true, expr: pattern.Lazy(`([A-Za-z0-9_][A-Za-z0-9._$+-]{0,63}) ?@ ?([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)`)}
	reDownLevel = pieces{middle: '\\', left: set(".-"), right: set(`\._$-`), whole: true, expr: pattern.Lazy(`(^|[\s"'(\[,:=<>])([A-Za-z0-9][A-Za-z0-9.-]{0,62})\\{1,2}([A-Za-z0-9_][A-Za-z0-9._$-]{0,63})`)}
	reRealm     = after("realm", `(?i)\brealm(?: name)?\b[ :="'(\[]{1,4}([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*)`)
	reDomain    = after("domain", `(?i)\bdomain(?: name)?\b[ :="'(\[]{1,4}([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)`)
	reDN        = after("cn=|ou=", `(?i)\b(?:CN|OU)=[^"\n;<>|]+?,DC=[A-Za-z0-9-]{1,63}(?:,DC=[A-Za-z0-9-]{1,63})*`)
	reKDC       = after("kdc|domain controller|dc name|to stream|to dgram|from stream|from dgram|logon server", `(?i)(?:kdc called|kdc_rep from|\bkdc|kdc host|domain controller|\bdc name|to (?:stream|dgram)|from (?:stream|dgram)|logon server)(?: is| name| address)?[ :=]{1,3}\\{0,2}["'(\[]?([A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])`)
	// A label announces a value with a colon, an equals sign or a quotation mark. A
	// word that only follows another in a sentence is none.
	reAccount   = after("server account|sam account|computer account|holding account|service account|could not find account|assign spn on account|on account|from the server", `(?i)\b(server account|sam account(?: name)?|computer account|holding account|service account|could not find account|assign spn on account|on account|from the server)(?: ?[:=] ?|[ ]['"]| )['"]?([A-Za-z0-9_][A-Za-z0-9._$-]{0,63})(['" ,;)\n]|$)`)
	reHostName  = after("remote server|protocol security with|target server|server name|host name|hostname|lookup|remote host|for host|with host|to host", `(?i)(?:remote server|protocol security with|target server(?: name)?|server name|host ?name|\blookup|remote host|\bfor host|with host|\bto host)[ :='"]{1,4}([A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,6})`)
	reUserLabel = after("client name|account name|user|client principal|logged on as|login failed for user|targetusername|clientname", `(?i)(?:\bclient name|\baccount name|\buser name|\busername|\buser|\bclient principal|\blogged on as|\blogin failed for user|\btargetusername|\bclientname)['"]?(?: ?[:=] ?['"]?| ['"])([A-Za-z0-9_][A-Za-z0-9._$-]{0,63})(['" ,;)\n]|$)`)
	// Names of targets in the forms of URLs, UNC paths and connection strings.
	reTargetText = after("http|ldap|ssh:|sftp:|postgres|nfs:|smb:|cifs:|imap|smtp|mongodb|hive|jdbc:|tcp:|data source|server", "(?i)(?:\\b(?:https?|ldaps?|ssh|sftp|postgres(?:ql)?|nfs|smb|cifs|imaps?|smtps?|mongodb|hive2?)://[^\\s\"'<>|)\\]},;]+|\\bjdbc:[a-z0-9:]{2,40}://[^\\s\"'<>|]+|\\btcp:[a-z0-9.-]+(?:\\\\[a-z0-9_$]{1,64})?,\\d{1,5}|\\b(?:data source|server) ?= ?[^;\"'\\n=]+;)")
	reTarget     = after("target name|target server|targetname|server name|spn|ticket for|ticket to", `(?i)(?:target name used was|target name|target server|targetname|server name|spn|ticket for|ticket to)[ :='"(]{1,4}([A-Za-z][A-Za-z0-9_-]{0,31}/[A-Za-z0-9_][A-Za-z0-9._:/$-]*)`)
	reHost       = pieces{middle: '.', left: set("-"), right: set(".-"), expr: pattern.Lazy(`[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){1,8}`)}
	reIPv4       = pieces{middle: '.', left: set("_"), right: set("_."), whole: true, expr: pattern.Lazy(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)}
)

// serviceClasses are the classes that make "x/y" a service principal name
// without further signs. Others need a realm or a label.
var serviceClasses = words(`http host cifs ldap gc smtp smtpsvc exchangemdb exchangerfr exchangeab mssqlsvc mssqlolapsvc.3 termsrv wsman rpcss rpc dns imap imap4 pop pop3
	nfs hive hdfs hbase zookeeper kafka postgres oracle krbtgt restrictedkrbhost kadmin ftp mongodb hue yarn mapred impala spark trino presto livy knox nn dn jhs rm nm oozie
	w3svc www https msomsdksvc mssql afpserver vnc xmpp cvs svn git sip hyper-v mscluster msservercluster msclustervirtualserver e3514235-4b06-11d1-ab04-00c04fc2dcd2 ntfrs dfsr-12f9a27c-bf97-4787-9364-d31b6c55eb04 iscsitarget nuxeo tomcat solr ambari druid`)

// notAccounts are words that stand where an account would.
var notAccounts = words(`address port time spn krbtgt credentials credential principal id certificate name is was the a an of for in to not has and or does which that this with failed error domain unknown null - n/a none service account password server client user computer controller from information could cannot can't may must might will should be been already under`)

// notHosts are first or last labels of names that are not hosts: Java packages,
// .NET types and files.
var (
	notHostFirst = words(`org com java javax sun net io system microsoft jdk scala kotlin go github.com e.g i.e www.w3.org mscorlib windows`)
	notHostLast  = words(`java class scala kt go py pyc cs cpp c h cc cxx dll exe sys so conf cfg ini log txt xml json yml yaml keytab js ts rb php pl sh ps1 psm1 jar war html htm md cgi asp aspx asmx svc pdb dylib tdb ldb
		exception error failure call invoke run main init accept doas dofilter next map printstacktrace 0 1 2 3 4 5 6 7 8 9`)
)
