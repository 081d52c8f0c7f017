package codes

// sap are the words of SAP's secure network communication (SNC) and of its
// cryptographic library.
var sap = []Entry{
	{What: "SAP cannot load the library that SNC is to use for Kerberos.", Family: Mechanism, Also: []string{Config}, Codes: []string{"SNC library"}, Weight: usual + 4,
		Say:  []string{"unable to load gss-api dll*", "unable to load gss-api library*", "unable to load library*gss*", "sncpdlinit*", "sncerr_init*", "sncerr_unknown_mech*", "snc is not initialized*"},
		Next: []string{"set snc/gssapi_lib on the server and SNC_LIB (SNC_LIB_64) on the client to the library for this architecture"}},
	{What: "SAP cannot read the SNC name.", Family: SPNMalformed, Also: []string{Config}, Codes: []string{"SNC name"}, Weight: usual + 2,
		Say:  []string{"sncpimportprname*", "sncerr_bad_nt_prefix*", "sncerr_bad_nametype*", "sncerr_missing_name*"},
		Next: []string{"write the name as p:CN=<account>@REALM or p:<account>@REALM, as the library wants it"}},
	{What: "The SAP client got no ticket for the SNC name, or found no certificate to trust.", Family: SPNMissing, Also: []string{TLS, NoCredentials}, Codes: []string{"A2200210"}, Weight: usual,
		Say:  []string{"a2200210*", "getting kerberos ticket for ~ failed*"},
		Next: []string{"register SAP/<name> on the service account, and give the SNC name as p:CN=SAP/<name>@REALM"}},
	{What: "The SAP server could not decrypt the ticket: its key for the service account is another one, or of another encryption type.", Family: WrongKey, Also: []string{NoCommonEType, NoKey}, Codes: []string{"A2210217"}, Weight: usual + 2,
		Say:  []string{"a2210217*", "a2200217*", "a2600204*", "verification of the kerberos ticket failed*", "kerberos ticket decryption failed*"},
		Next: []string{"enter the account's present password in transaction SPNEGO again, with AES among its algorithms"}},
	{What: "SAP found no credentials of its own for SNC.", Family: NoKey, Also: []string{NoCredentials}, Codes: []string{"SNC credentials"}, Weight: usual,
		Say: []string{"couldn't acquire accepting credentials*", "could't acquire accepting credentials*", "couldn't acquire default accepting*", "could't acquire default accepting*"}},
	{What: "The SAP client has no ticket with which to start SNC.", Family: NoCredentials, Codes: []string{"SNC credentials"}, Weight: usual,
		Say: []string{"couldn't acquire initiating credentials*", "could't acquire initiating credentials*", "couldn't acquire default initiating*", "could't acquire default initiating*"}},
	{What: "SNC was refused by the library below; the GSS-API lines tell why.", Family: Generic, Codes: []string{"SNCERR_GSSAPI"}, Weight: wrapper,
		Say: []string{"sncerr_gssapi*", "sncpestablishcontext*", "sncprocessinput*"}},
	{What: "The SAP user is not one whom this SNC name stands for.", Family: UnknownClient, Also: []string{Rights}, Codes: []string{"SNC user"}, Weight: usual,
		Say: []string{"no user exists with snc name*", "no suitable sap user found for x.509*", "no suitable sap user found for snc name*", "system found several suitable sap users for the snc name*", "snc name of the caller*"}},
}
