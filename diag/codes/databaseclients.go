package codes

// databaseClients are the numbers and sentences with which databases and their
// drivers refuse a login.
var databaseClients = []Entry{
	{What: "Oracle refuses the login: the name or password is wrong, or no database user stands for the Kerberos principal.", Family: BadPassword, Also: []string{UnknownClient}, Codes: []string{"ORA-01017"}, Weight: usual - 2, Say: []string{"ora-01017", "ora-1017"},
		Causes: []string{"with Kerberos: no user was created as IDENTIFIED EXTERNALLY AS 'user@REALM', or the client sent an empty password and no ticket"}, Next: []string{"compare DBA_USERS.EXTERNAL_NAME with the principal in the ticket, capitals included"}},
	{What: "Oracle refuses the login: the account is locked.", Family: Locked, Codes: []string{"ORA-28000"}, Say: []string{"ora-28000"}},
	{What: "Oracle refuses the login: the password has expired.", Family: PasswordExpiry, Codes: []string{"ORA-28001"}, Say: []string{"ora-28001"}},
	{What: "Oracle could not learn the user's name from the login: no ticket, or settings of Kerberos that do not fit.", Family: NoCredentials, Also: []string{Config}, Codes: []string{"ORA-12631"}, Weight: usual - 2, Say: []string{"ora-12631"},
		Causes: []string{"sqlnet.ora names another cache or krb5.conf than the one with the login", "the service name in SQLNET.AUTHENTICATION_KERBEROS5_SERVICE has no key in the server's keytab"}},
	{What: "A parameter of Oracle's authentication is missing in sqlnet.ora.", Family: Config, Codes: []string{"ORA-12645"}, Weight: usual - 4, Say: []string{"ora-12645", "ora-12660"}},
	{What: "The Oracle server cannot use its directory for the login.", Family: ServerDown, Also: []string{Config, BadPassword}, Codes: []string{"ORA-28030"}, Weight: usual - 4, Say: []string{"ora-28030"},
		Next: []string{"look at ldap.ora and at the wallet with the database's own login to the directory"}},
	{What: "The directory has no entry that stands for this Oracle user, or the entry lacks Oracle's password verifier.", Family: UnknownClient, Codes: []string{"ORA-28274"}, Weight: usual - 4, Say: []string{"ora-28274", "ora-28273", "ora-28304"}},
	{What: "The Oracle client could not open a connection to the database.", Family: ServerDown, Codes: []string{"ORA-50201"}, Weight: usual + 3, Say: []string{"ora-50201", "ora-50000", "ora-12541", "ora-12170", "ora-12543", "ora-12547", "tns-12541", "tns-12535"},
		Next: []string{"see whether the listener answers without Kerberos; then look at the driver's own trace"}},
	{What: "Db2 refuses the login: the password has expired (reason 1).", Family: PasswordExpiry, Codes: []string{"SQL30082N 1"}, Weight: usual + 4, Say: []string{"sql30082n ~ password expired"}},
	{What: "Db2 was given no user or no password (reasons 3 and 5).", Family: NoCredentials, Codes: []string{"SQL30082N 3"}, Weight: usual + 4, Say: []string{"sql30082n ~ password missing", "sql30082n ~ userid missing"}},
	{What: "Db2: this way to authenticate is not offered by the other side (reason 17).", Family: Mechanism, Also: []string{Config}, Codes: []string{"SQL30082N 17"}, Weight: usual + 4, Say: []string{"sql30082n ~ unsupported function"},
		Causes: []string{"the instance is not set to KERBEROS (SRVCON_AUTH), or the port is another instance's"}},
	{What: "Db2 refuses the login: the user is disabled or restricted (reason 19).", Family: Disabled, Codes: []string{"SQL30082N 19"}, Weight: usual + 4, Say: []string{"sql30082n ~ userid disabled", "sql30082n ~ userid revoked"}},
	{What: "Db2's security plug-in failed and gives no cause (reasons 15 and 36).", Family: Generic, Also: []string{NoCredentials, NoKey}, Codes: []string{"SQL30082N"}, Weight: usual - 6, Say: []string{"sql30082n ~ processing failure", "sql30082n ~ unexpected client error", "sql30082n ~ unexpected server error", "sql30082n ~ protocol violation"},
		Next: []string{"read db2diag.log of both sides: it has GSSAPI's own numbers"}},
	{What: "Db2 could not load its Kerberos plug-in.", Family: Mechanism, Also: []string{Config}, Codes: []string{"SQL1365N"}, Weight: usual, Say: []string{"sql1365n", "sql1366n", "ibmkrb5 ~ cannot be loaded"}},
	{What: "The MySQL client has no plug-in for the way to log in that the server wants.", Family: Mechanism, Codes: []string{"2059"}, Weight: usual, Say: []string{"authentication plugin ~ cannot be loaded", "authentication plugin ~ reported error: authentication failed*", "plugin authentication_kerberos* could not be loaded"}},
	{What: "The driver does not know GSSAPI, which PostgreSQL asks for.", Family: Mechanism, Codes: []string{"authentication type 7"}, Weight: usual, Say: []string{"unknown authentication type: 7", "unknown authentication type: 8", "authentication method 7 not supported", "authentication method 9 not supported", "authentication type 7 is not supported*", "authentication type 9 is not supported*", "unsupported authentication method: gss*"}},
	{What: "Vertica refuses the login; its own log names the cause.", Family: Generic, Also: []string{NoCredentials, UnknownClient}, Codes: []string{"Vertica 2248"}, Weight: weak + 8, Say: []string{"fatal 2248*", "fatal 3781*"}},
	{What: "Teradata found no way to log in for which it has credentials.", Family: Mechanism, Also: []string{NoCredentials, Config}, Codes: []string{"TDGSS_ERR_ALL_MECHANISMS_FAILED"}, Weight: usual - 4, Say: []string{"tdgss_err_all_mechanisms_failed*"}},
}
