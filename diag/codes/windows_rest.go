package codes

import "strings"

// werr are the names that Samba and other programs outside of Windows give Win32 errors:
// WERR_ in place of ERROR_.
func werr(names []string) []string {
	var out []string
	for _, n := range names {
		if rest, ok := strings.CutPrefix(n, "ERROR_"); ok {
			out = append(out, "werr_"+lower(rest))
		}
	}
	return out
}

// netErrors are the names of the network management functions (lmerr.h), alone and as
// Samba writes them, and their numbers.
func netErrors(names ...string) []string {
	var out []string
	for _, n := range names {
		out = append(append(out, "nerr_"+n, "werr_nerr_"+n), numberForms([2]uint32{0, netNumbers[n]})...)
	}
	return out
}

// windowsRest are the names and texts of Windows' statuses on logons, certificates and
// trusts that have no entry of their own (ntstatus.h, winerror.h, lmerr.h).
var windowsRest = []Entry{
	{What: "The smart card or its certificate cannot be used for the logon.", Family: Pkinit, Weight: usual,
		Say: append(both("smartcard_no_card", "smartcard_no_certificate", "smartcard_no_keyset", "smartcard_no_key_container", "smartcard_io_error", "smartcard_card_not_authenticated", "smartcard_cert_expired", "smartcard_cert_revoked", "smartcard_silent_context", "smartcard_subsystem_failure", "issuing_ca_untrusted", "issuing_ca_untrusted_kdc", "kdc_cert_expired", "kdc_cert_revoked", "revocation_offline_kdc", "revocation_offline_c", "pkinit_client_failure", "pku2u_cert_failure", "certificate_mapping_not_unique", "invalid_user_principal_name"),
			"sec_e_pku2u_cert_failure", "the pku2u protocol encountered an error*", "the revocation status of the smartcard certificate*", "the revocation status of the domain controller certificate*", "the smartcard certificate used for authentication*", "an untrusted certificate authority was detected while processing the*", "the domain controller certificate used for smartcard logon*", "the client certificate does not contain a valid upn*", "a signature operation must be performed before the user can authenticate*")},
	{What: "The account may not log on at this time or from this machine, or not in this way.", Family: Policy, Weight: usual,
		Say: append(append(both("login_time_restriction", "login_wksta_restriction", "logon_not_granted", "current_domain_not_allowed", "nologon_interdomain_trust_account", "nologon_server_trust_account", "special_account"),
			"werr_invalid_logon_hours", "werr_nologon_workstation_trust_account"), netErrors("invalidlogonhours", "logonnouserpath", "standalonelogon")...)},
	{What: "The new password breaks a rule of the domain.", Family: SetPassword, Weight: usual,
		Say: append(both("ill_formed_password", "null_lm_password"), append(netErrors("passwordcantchange", "passwordhistconflict", "passwordnotcomplexenough", "passwordtoolong", "passwordtoorecent", "passwordtooshort", "passwordfiltererror"), "werr_password_restriction")...)},
	{What: "The two sides do not support the same protection of a login: after CredSSP updates of one of them, or for an account that may not use NTLM.", Family: Policy, Also: []string{NTLMFallback, PasswordExpiry}, Codes: []string{"SEC_E_UNSUPPORTED_FUNCTION (0x80090302)"}, Weight: usual,
		Say: []string{"the function requested is not supported", "credssp encryption oracle remediation*"}},
	{What: "The password is wrong.", Family: BadPassword, Weight: usual, Say: append(netErrors("badpassword", "badpasswordcore", "passwordmismatch"), "werr_wrong_password", "werr_invalid_password", "nt_status_wrong_password_core", "werr_logon_failure")},
	{What: "The password has expired.", Family: PasswordExpiry, Weight: usual, Say: netErrors("passwordexpired", "passwordmustchange")},
	{What: "The account has expired.", Family: Disabled, Weight: usual, Say: netErrors("accountexpired")},
	{What: "The account is locked out.", Family: Locked, Weight: usual, Say: netErrors("accountlockedout")},
	{What: "The account is not known.", Family: UnknownClient, Weight: usual, Say: append(both("invalid_account_name"), netErrors("accountundefined", "usernotfound")...)},
	{What: "The domain has an account of this name already.", Family: Uniqueness, Weight: usual - 4, Say: append(append(both("user_exists"), netErrors("userexists")...), "error message: the account already exists*", "the specified account already exists*")},
	{What: "The computer has no account in the domain.", Family: MachineTrust, Weight: usual, Say: netErrors("computeraccountnotfound", "setupnotjoined", "notlocaldomain")},
	{What: "No domain controller was found for this.", Family: KDCUnreachable, Weight: usual, Say: append(netErrors("logonservernotfound", "netlogonnotstarted", "dcnotfound"), "werr_dc_not_found", "werr_no_writable_dc_found", "werr_domain_controller_not_found", "nt_status_domain_ctrlr_config_error")},
	{What: "The clocks of the machine and the domain controller differ.", Family: Clock, Weight: usual, Say: netErrors("timediffatdc")},
	{What: "Several connections to one server with different names are not allowed.", Family: Generic, Weight: usual - 10, Say: append(both("network_credential_conflict"), "werr_session_credential_conflict", "multiple connections to a server or shared resource by the same user*")},
	{What: "The account may add no more computers to the domain.", Family: Rights, Codes: []string{"ms-DS-MachineAccountQuota"}, Weight: usual + 4, Say: append(both("ds_machine_account_quota_exceeded"), "machine account quota exceeded*", "exceeded the maximum number of computer accounts*", "maximum number of computer accounts you are allowed to create*")},
	{What: "The service has no key for Kerberos.", Family: NoKey, Weight: usual, Say: append(both("no_kerb_key"), "sec_e_no_kerb_key")},
	{What: "Each side could not prove itself to the other.", Family: WrongKey, Weight: usual, Say: append(both("mutual_authentication_failed"), "the identity of the server computer could not be verified*", "sec_e_security_qos_failed", "the security context could not be established due to a failure in the requested quality of service*")},
	{What: "The trust or the machine's secret for it is at its limit or not there.", Family: Trust, Weight: usual - 4, Say: append(both("all_user_trust_quota_exceeded", "per_user_trust_quota_exceeded", "no_secrets"), "werr_domain_trust_inconsistent")},
	{What: "The logon session is not one that can be used.", Family: NoCredentials, Weight: usual - 6, Say: both("bad_logon_session_state", "insufficient_logon_info", "wrong_credential_handle", "logon_session_collision", "logon_session_exists")},
	{What: "TLS has no algorithm or certificate that both sides take.", Family: TLS, Weight: usual - 8, Say: []string{"sec_e_application_protocol_mismatch", "the other end of the security negotiation is requires strong crypto*", "the supplied message is incomplete. the signature was not verified*", "the certificate is not valid for the requested usage*"}},
	{What: "The security package does not have what was asked for.", Family: Mechanism, Weight: usual - 8, Say: []string{"sec_e_bad_pkgid", "sec_e_cannot_pack", "sec_e_cannot_install", "the security package failed to initialize*", "the requested security package does not exist*", "the per-message quality of protection is not supported*"}},
	{What: "The security context does not hold what the call needs.", Family: Generic, Weight: weak + 12, Say: []string{"sec_e_insufficient_buffers", "sec_e_ext_buffer_too_small", "the required security context does not exist", "the supplied credential handle does not match*", "the message supplied for verification is out of sequence", "the specified data could not be encrypted", "expected to find pa data for a hint of what etype to use*"}},
	{What: "The directory would not write the computer's SPNs, or the name for them is not valid.", Family: Rights, Also: []string{SPNMalformed}, Weight: usual, Say: []string{"werr_ds_couldnt_update_spns", "error_ds_couldnt_update_spns", "the service principal name could not be constructed because the provided hostname is not in the necessary format*", "error_ds_invalid_name_for_spn", "werr_ds_invalid_name_for_spn"}},
	{What: "The service's own logon failed.", Family: BadPassword, Also: []string{Policy}, Weight: usual, Say: []string{"werr_service_logon_failed", "error_service_logon_failed", "the service did not start due to a logon failure"}},
}

// both are the two forms of a status that Windows has as an NTSTATUS and as a Win32
// error, and their numbers.
func both(names ...string) []string {
	var out []string
	for _, n := range names {
		out = append(append(out, "nt_status_"+n, "status_"+n, "werr_"+n, "error_"+n), numberForms(statusNumbers[n])...)
	}
	return out
}
