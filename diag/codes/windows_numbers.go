package codes

import "strings"

// statusNumbers are the numbers of the statuses that windowsRest knows by name: as NTSTATUS,
// and as Win32 error, 0 where there is none of its own (ntstatus.h, winerror.h).
var statusNumbers = map[string][2]uint32{
	"all_user_trust_quota_exceeded":     {0xC0000402, 1933},
	"bad_logon_session_state":           {0xC0000104, 1365},
	"certificate_mapping_not_unique":    {0xC0000714, 0},
	"current_domain_not_allowed":        {0xC00002E9, 1399},
	"ds_machine_account_quota_exceeded": {0xC00002E7, 8557},
	"ill_formed_password":               {0xC000006B, 1324},
	"insufficient_logon_info":           {0xC0000250, 608},
	"invalid_account_name":              {0xC0000062, 1315},
	"invalid_user_principal_name":       {0xC000041C, 0},
	"issuing_ca_untrusted":              {0xC000038A, 0},
	"issuing_ca_untrusted_kdc":          {0xC000040D, 0},
	"kdc_cert_expired":                  {0xC000040E, 0},
	"kdc_cert_revoked":                  {0xC000040F, 0},
	"login_time_restriction":            {0xC0000247, 1239},
	"login_wksta_restriction":           {0xC0000248, 0},
	"logon_not_granted":                 {0xC0000155, 1380},
	"logon_session_collision":           {0xC0000105, 1366},
	"logon_session_exists":              {0xC00000EE, 1363},
	"mutual_authentication_failed":      {0xC00002C3, 0},
	"network_credential_conflict":       {0xC0000195, 0},
	"no_kerb_key":                       {0xC0000322, 0},
	"no_secrets":                        {0xC0000371, 8620},
	"nologon_interdomain_trust_account": {0xC0000198, 1807},
	"nologon_server_trust_account":      {0xC000019A, 1809},
	"null_lm_password":                  {0x4000000D, 1304},
	"per_user_trust_quota_exceeded":     {0xC0000401, 1932},
	"pkinit_client_failure":             {0xC000038C, 0},
	"pku2u_cert_failure":                {0xC000042E, 0},
	"revocation_offline_c":              {0xC000038B, 0},
	"revocation_offline_kdc":            {0xC000040C, 0},
	"smartcard_card_not_authenticated":  {0xC0000382, 0},
	"smartcard_cert_expired":            {0xC000038D, 0},
	"smartcard_cert_revoked":            {0xC0000389, 0},
	"smartcard_io_error":                {0xC0000387, 0},
	"smartcard_no_card":                 {0xC0000383, 0},
	"smartcard_no_certificate":          {0xC0000385, 0},
	"smartcard_no_key_container":        {0xC0000384, 0},
	"smartcard_no_keyset":               {0xC0000386, 0},
	"smartcard_silent_context":          {0xC000038F, 0},
	"smartcard_subsystem_failure":       {0xC0000321, 1264},
	"user_exists":                       {0xC0000063, 1316},
	"special_account":                   {0xC0000124, 1371},
	"wrong_credential_handle":           {0xC00002F2, 0},
}

// netNumbers are the numbers of the network management functions (lmerr.h).
var netNumbers = map[string]uint32{
	"accountexpired":           2239,
	"accountlockedout":         2702,
	"accountundefined":         2238,
	"badpassword":              2203,
	"badpasswordcore":          2403,
	"computeraccountnotfound":  2697,
	"dcnotfound":               2453,
	"invalidlogonhours":        2241,
	"logonnouserpath":          2211,
	"logonservernotfound":      2215,
	"netlogonnotstarted":       2455,
	"notlocaldomain":           2320,
	"passwordcantchange":       2243,
	"passwordexpired":          2242,
	"passwordfiltererror":      2705,
	"passwordhistconflict":     2244,
	"passwordmismatch":         2458,
	"passwordmustchange":       2701,
	"passwordnotcomplexenough": 2704,
	"passwordtoolong":          2703,
	"passwordtoorecent":        2246,
	"passwordtooshort":         2245,
	"setupnotjoined":           2692,
	"standalonelogon":          2214,
	"timediffatdc":             2457,
	"userexists":               2224,
	"usernotfound":             2221,
}

// numberForms are the ways to write the numbers of a status: of its NTSTATUS, and of its Win32
// error as an HRESULT.
func numberForms(n [2]uint32) []string {
	var out []string
	if n[0] != 0 {
		out = append(out, forms(n[0])...)
	}
	if n[1] > 100 {
		out = append(out, forms(0x80070000|n[1])...)
	}
	return out
}

// restNumbers are the entries of windowsRest by their Win32 errors, which mean something only
// where Windows is spoken of.
func restNumbers() map[int64]*Entry {
	out := map[int64]*Entry{}
	for i := range windowsRest {
		e := ready(windowsRest[i], "Windows status")
		for _, s := range e.Say {
			if name, ok := strings.CutPrefix(s, "error_"); ok && statusNumbers[name][1] != 0 {
				out[int64(statusNumbers[name][1])] = e
			}
			if name, ok := strings.CutPrefix(s, "nerr_"); ok && netNumbers[name] != 0 {
				out[int64(netNumbers[name])] = e
			}
		}
	}
	return out
}
