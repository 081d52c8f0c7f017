package codes

// kdcStatus are the words with which MIT's KDC says in its log, and in the e-text of an
// error, at which step it refused (do_as_req.c, do_tgs_req.c, tgs_policy.c).
var kdcStatus = []Entry{
	{What: "The KDC refused the delegation: the ticket shown for the user is missing, not forwardable or for another service.", Family: Delegation, Weight: usual + 2, Code: 13,
		Say: []string{"2nd_tkt_server", "2nd_tkt_mismatch", "2nd_tkt_not_tgs", "evidence_tkt_not_forwardable", "evidence_tkt_mismatch", "evidence_ticket_mismatch", "s4u2proxy_no_header_pac", "s4u2proxy_local_pac", "s4u2self_no_pac", "bad_s4u*", "invalid_s4u2proxy_options", "invalid_s4u2self_request*", "unsupported_s4u2proxy_request", "evidence_tkt_*"}},
	{What: "The KDC has no key of an encryption type that it may use.", Family: NoCommonEType, Weight: usual + 2, Code: 14,
		Say: []string{"cant_find_client_key", "bad_encryption_type", "finding_server_key", "no_matching_enctype"}},
	{What: "The KDC found the account expired or locked.", Family: Disabled, Also: []string{Locked}, Weight: usual, Code: 18,
		Say: []string{"client locked out", "server locked out", "service expired", "service not allowed"}},
	{What: "The KDC found the password expired.", Family: PasswordExpiry, Weight: usual, Code: 23, Say: []string{"client key expired", "required pwchange", "required_pwchange"}},
	{What: "The ticket cannot be renewed, forwarded or postdated as was asked.", Family: Expired, Also: []string{Policy}, Weight: usual - 2, Code: 13,
		Say: []string{"ticket not renewable", "ticket_not_renewable", "tgt not renewable", "tgt_not_renewable", "tgt not forwardable", "tgt_not_forwardable", "tgt not postdatable", "postdate not allowed", "renewable not allowed", "forwardable not allowed"}},
	{What: "The KDC does not accept the path of realms that the ticket came by.", Family: Trust, Weight: usual, Code: 12, Say: []string{"bad_transit", "validate_transit_path", "bad_trtype", "foreign_realm_not_allowed"}},
	{What: "The account may be reached only with stronger authentication, or not as a service.", Family: Policy, Weight: usual, Code: 12,
		Say: []string{"higher_authentication_required", "dup_skey disallowed", "non-tgt requires pwservice", "needed hw preauth", "server_not_allowed*"}},
	{What: "The ticket shown to the KDC is not accepted.", Family: Generic, Weight: weak + 10, Say: []string{"process_tgs", "get_local_tgt", "handle_authdata", "tgs_subkey*"}},
}
