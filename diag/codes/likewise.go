package codes

// likewise are the errors of PBIS and BeyondTrust AD Bridge (LW_ERROR_…), formerly
// Likewise Open.
var likewise = []Entry{
	{What: "The directory refused a value for the computer account.", Family: Rights, Also: []string{Uniqueness}, Codes: []string{"LW_ERROR_LDAP_CONSTRAINT_VIOLATION"}, Say: []string{"lw_error_ldap_constraint_violation"}, Weight: usual + 2,
		Causes: []string{"the account that joins may not write the computer's SPNs or dNSHostName, or the host name is outside the domain's DNS suffix"}},
	{What: "The client's LDAP library failed locally, mostly because Kerberos refused: the clocks differ too much.", Family: Clock, Also: []string{NoCredentials, SPNMissing}, Codes: []string{"LW_ERROR_LDAP_LOCAL_ERROR"}, Say: []string{"lw_error_ldap_local_error"}, Weight: usual - 5},
	{What: "The clocks differ too much.", Family: Clock, Codes: []string{"LW_ERROR_CLOCK_SKEW"}, Say: []string{"lw_error_clock_skew", "lw_error_krb5krb_ap_err_skew"}},
	{What: "The password is wrong.", Family: BadPassword, Codes: []string{"LW_ERROR_PASSWORD_MISMATCH"}, Say: []string{"lw_error_password_mismatch", "lw_error_logon_failure", "lw_error_krb5kdc_err_preauth_failed", "lw_error_krb5_preauth_failed*"}},
	{What: "No domain controller was found or reached.", Family: KDCUnreachable, Codes: []string{"LW_ERROR_DOMAIN_IS_OFFLINE"}, Say: []string{"lw_error_domain_is_offline", "lw_error_krb5_no_kdc*", "lw_error_failed_to_find_dc", "lw_error_domain_not_found", "lw_error_krb5_kdc_unreach", "lw_error_krb5_realm_unknown", "lw_error_ldap_server_down"}},
	{What: "The account is not known to the domain.", Family: UnknownClient, Codes: []string{"LW_ERROR_NO_SUCH_USER"}, Say: []string{"lw_error_no_such_user", "lw_error_krb5kdc_err_c_principal_unknown", "lw_error_krb5_c_principal_unknown"}},
	{What: "The domain knows no account for the service name.", Family: SPNMissing, Codes: []string{"LW_ERROR_KRB5_S_PRINCIPAL_UNKNOWN"}, Say: []string{"lw_error_krb5_s_principal_unknown", "lw_error_krb5kdc_err_s_principal_unknown"}},
	{What: "The account is locked out.", Family: Locked, Codes: []string{"LW_ERROR_ACCOUNT_LOCKED"}, Say: []string{"lw_error_account_locked"}},
	{What: "The account is disabled or has expired.", Family: Disabled, Codes: []string{"LW_ERROR_ACCOUNT_DISABLED"}, Say: []string{"lw_error_account_disabled", "lw_error_account_expired"}},
	{What: "The password has expired.", Family: PasswordExpiry, Codes: []string{"LW_ERROR_PASSWORD_EXPIRED"}, Say: []string{"lw_error_password_expired"}},
	{What: "The right to do it is missing.", Family: Rights, Codes: []string{"LW_ERROR_ACCESS_DENIED"}, Say: []string{"lw_error_access_denied", "lw_error_ldap_insufficient_access"}},
	{What: "The machine's password or keytab does not serve.", Family: MachineTrust, Codes: []string{"LW_ERROR_NOT_JOINED_TO_AD"}, Say: []string{"lw_error_not_joined_to_ad", "lw_error_invalid_machine_account*"}},
	{What: "A name cannot be resolved.", Family: DNS, Codes: []string{"LW_ERROR_DNS_RESOLUTION_FAILED"}, Say: []string{"lw_error_dns_resolution_failed", "lw_error_dns_no_such_zone", "lw_error_unresolved_host*"}},
	{What: "A call of Kerberos failed; the line beside it says which error.", Family: Generic, Codes: []string{"LW_ERROR_KRB5_CALL_FAILED"}, Weight: wrapper, Say: []string{"lw_error_krb5_call_failed", "lw_error_gss_call_failed"}},
}
