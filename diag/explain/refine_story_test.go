package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// A cause that the text says is not there is not the answer.
func TestWhatTheTextRulesOutIsNotTheCause(t *testing.T) {
	for _, c := range []struct{ text, family string }{
		{"There is no clock skew between the two. kinit: Cannot contact any KDC for realm 'LAB.EXAMPLE'", codes.KDCUnreachable},
		{"setspn -X: No duplicate SPNs. The service answers: Cannot generate SSPI context", codes.SPNMissing},
		{"The clock skew between client and KDC is below one second, the account is not locked out.\nkvno: Server not found in Kerberos database", codes.SPNMissing},
		{"There is no SPN mismatch or duplicate SPN. The error: Server not found in Kerberos database", codes.SPNMissing},
		{"It isn't a wrong password: kinit: Clock skew too great while getting initial credentials", codes.Clock},
		{"Unable to obtain password from user. With debug=true: Found unsupported keytype (16) for etl@LAB.EXAMPLE", codes.NoCommonEType},
		{"ssh_krb5_cc_new_unique: calling cc_new_unique(KCM:)\nssh_krb5_cc_new_unique: End of credential cache reached", codes.CacheKind},
		{"mod_auth_gssapi: gss_localname() failed: No such file or directory", codes.Config},
		{"[win]\n192.0.2.7\n192.0.2.8\n\n[win:vars]\nansible_winrm_transport = kerberos\n\nUNREACHABLE! Unspecified GSS failure", codes.SPNMissing},
		{"the tool writes keys with the wrong salt into the keytab", codes.WrongKey},
	} {
		if family, _ := first(c.text); family != c.family {
			t.Errorf("%q: want %s%s", c.text, c.family, brief(Text(c.text)))
		}
	}
}

// What a text has left behind, what a file of a command is called and what follows from
// another symptom is not its cause.
func TestTheCauseIsNotWhatWasLeftBehindOrFollows(t *testing.T) {
	for _, c := range []struct{ text, family string }{
		{"First the service said \"No key table entry found\", which a new keytab cured. Now I get: gss_display_name failed: a needed value could not be read", codes.Generic},
		{"First it was Clock skew too great. Now I get: kinit: Cannot contact any KDC for realm 'LAB.EXAMPLE'", codes.KDCUnreachable},
		{"Consumer refused: sasl.kerberos.service.name must be set where the mechanism is GSSAPI", codes.Config},
		{"The property 'hive.krb5.principal' is required", codes.Config},
		{"kinit failure: kinit -R -t \"/srv/etl.keytab\" -k etl@LAB.EXAMPLE", codes.Generic},
		{"login by KRB5: Mech Type 1.2.840.113554.1.2.2 is not yet supported\nlogin by NTLM: An existing connection was forcibly closed by the remote host", codes.Mechanism},
		{"gss_server_init(gss_acquire_cred): Unspecified GSS failure. Minor code may provide more information:", codes.NoKey},
		{"portal-spnego.war: component Login is missing", codes.Mechanism},
		{"apache: gss_accept_sec_context() failed: An unsupported mechanism was requested\nbrowser: http_auth_gssapi_posix: Problem initializing context: SPNEGO failed to negotiate a mechanism", codes.NoCredentials},
		{"mssql: login error: Login failed for user ''.", codes.NTLMFallback},
		{"javax.security.auth.login.LoginException: null (68)", codes.WrongRealm},
		{"adcli: /etc/krb5.keytab: Bad encryption type\nldap_child: Preauthentication failed", codes.NoCommonEType},
		{"[77] 1700000000.100001: Getting credentials ina@LAB.EXAMPLE -> MSSQLSvc/localhost:1433@LAB.EXAMPLE using ccache FILE:/tmp/krb5cc_77\n[77] 1700000000.100002: Requesting tickets for MSSQLSvc/localhost:1433@LAB.EXAMPLE, referrals on", codes.SPNMissing},
		{"FAILED! => rc: 1, stderr: 'kinit went wrong in its Kerberos step'", codes.Generic},
	} {
		if family, _ := first(c.text); family != c.family {
			t.Errorf("%q: want %s%s", c.text, c.family, brief(Text(c.text)))
		}
	}
	if _, confidence := first("[77] 1700000000.100001: Getting credentials ina@LAB.EXAMPLE -> cifs/fs1.lab.example@LAB.EXAMPLE using ccache FILE:/tmp/krb5cc_77"); confidence == Sure {
		t.Error("a trace that breaks off is surely harmless")
	}
}
