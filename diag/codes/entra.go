package codes

// entra are the errors of a computer's registration with Entra ID and of the token that
// stands for a login there (the module of Windows for it, and WinINet under it), as
// Microsoft's guide to devices that are joined to both names them.
var entra = []status{
	{Value: 0x801C001D, Names: []string{"DSREG_AUTOJOIN_ADCONFIG_READ_FAILED"}, What: "The computer could not read in Active Directory which tenant it belongs to, or its own account there.", Family: Config, Also: []string{NotFound, KDCUnreachable, Replication},
		Causes: []string{"the forest has no service connection point with the tenant's identifier", "no domain controller was in reach"}},
	{Value: 0x801C0021, Names: []string{"DSREG_AUTOJOIN_DISC_FAILED"}, What: "The computer could not get what it needs from the registration service; the second number tells why.", Family: ServerDown, Also: []string{Config}, Weight: usual - 8},
	{Value: 0x801C001F, Names: []string{"DSREG_AUTOJOIN_DISC_WAIT_TIMEOUT"}, What: "The registration service did not answer in time.", Family: ServerDown},
	{Value: 0x801C003D, Names: []string{"DSREG_AUTOJOIN_USERREALM_DISCOVERY_FAILED"}, What: "The computer could not learn how the domain of the user's name logs in.", Family: ServerDown, Also: []string{WrongRealm, Config}, Weight: usual - 6},
	{Value: 0x801C03F2, Names: []string{"DSREG_E_DIRECTORY_FAILURE"}, Say: []string{"the device object by the given id ~ is not found"}, What: "Entra does not have the computer's account yet: it comes with the next synchronisation.", Family: NotFound, Also: []string{Replication}},
	{Value: 0x801C0002, Names: []string{"DSREG_E_DEVICE_AUTHENTICATION_ERROR"}, What: "The registration service refused the computer's login.", Family: MachineTrust, Also: []string{Replication, Config}, Weight: usual - 6},
	{Value: 0x801C0006, Names: []string{"DSREG_E_DEVICE_INTERNALSERVICE_ERROR"}, What: "The registration service failed over its directory.", Family: Generic, Weight: usual - 15},
	{Value: 0xCAA90017, Names: []string{"ERROR_ADAL_PROTOCOL_NOT_SUPPORTED"}, What: "The federation service does not speak WS-Trust.", Family: Mechanism, Also: []string{Config}},
	{Value: 0xCAA9002C, Names: []string{"ERROR_ADAL_FAILED_TO_PARSE_XML"}, What: "The federation service, or a proxy before it, answered with something else than its metadata.", Family: Config, Also: []string{ServerDown}},
	{Value: 0xCAA90023, Names: []string{"ERROR_ADAL_COULDNOT_DISCOVER_USERNAME_PASSWORD_ENDPOINT"}, What: "The federation service offers no end point for this kind of login.", Family: Config},
	{Value: 0xCAA82EE2, Names: []string{"ERROR_ADAL_INTERNET_TIMEOUT"}, What: "Entra or the federation service did not answer in time.", Family: ServerDown},
	{Value: 0xCAA82EFE, Names: []string{"ERROR_ADAL_INTERNET_CONNECTION_ABORTED"}, What: "The connection to Entra or to the federation service broke off.", Family: ServerDown},
	{Value: 0xCAA82EFD, Names: []string{"ERROR_ADAL_INTERNET_CANNOT_CONNECT"}, What: "Entra or the federation service cannot be reached.", Family: ServerDown},
	{Value: 0xCAA82F8F, Names: []string{"ERROR_ADAL_INTERNET_SECURE_FAILURE"}, What: "The certificate of Entra or of the federation service was not accepted; a wrong clock does that too.", Family: TLS, Also: []string{Clock}},
	{Value: 0xCAA20003, Names: []string{"ERROR_ADAL_SERVER_ERROR_INVALID_GRANT"}, What: "Entra did not accept the federation service's token.", Family: Config, Also: []string{BadPassword}, Weight: usual - 8},
	{Value: 0xCAA90014, Names: []string{"ERROR_ADAL_WSTRUST_REQUEST_SECURITYTOKEN_FAILED"}, What: "The federation service answered the login with a fault of its own.", Family: Generic, Also: []string{Config, BadPassword}, Weight: usual - 15},
	{Value: 0xCAA90006, Names: []string{"ERROR_ADAL_WSTRUST_TOKEN_REQUEST_FAIL"}, What: "The token could not be got; the log of the library tells why.", Family: Generic, Weight: usual - 20},
	{Value: 0xCAA1002D, Names: []string{"ERROR_ADAL_OPERATION_PENDING"}, What: "The library failed; the second number tells why.", Family: Generic, Weight: usual - 20},

	{Value: 0x80072EE2, Names: []string{"WININET_E_TIMEOUT", "ERROR_WINHTTP_TIMEOUT"}, What: "The server did not answer in time.", Family: ServerDown, Weight: usual - 8},
	{Value: 0x80072EE7, Names: []string{"WININET_E_NAME_NOT_RESOLVED", "ERROR_WINHTTP_NAME_NOT_RESOLVED"}, Say: []string{"the server name or address could not be resolved"}, What: "The server's name could not be resolved.", Family: DNS, Weight: usual - 6},
	{Value: 0x80072EFD, Names: []string{"WININET_E_CANNOT_CONNECT", "ERROR_WINHTTP_CANNOT_CONNECT"}, Say: []string{"a connection with the server could not be established"}, What: "The server cannot be reached.", Family: ServerDown, Weight: usual - 8},
	{Value: 0x80072EFE, Names: []string{"WININET_E_CONNECTION_ABORTED", "ERROR_WINHTTP_CONNECTION_ERROR"}, Say: []string{"the connection with the server was terminated abnormally"}, What: "The connection broke off.", Family: ServerDown, Weight: usual - 8},
	{Value: 0x80072F8F, Names: []string{"WININET_E_DECODING_FAILED", "ERROR_WINHTTP_SECURE_FAILURE"}, What: "The server's certificate was not accepted; a wrong clock does that too.", Family: TLS, Also: []string{Clock}, Weight: usual - 8},
}
