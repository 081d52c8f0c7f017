package codes

import "fmt"

// result is an LDAP result code (RFC 4511 4.1.9) with what Active Directory
// means by it.
type result struct {
	Code   int
	Names  []string
	Say    []string
	What   string
	Family string
	Also   []string
	Causes []string
	Weight int
}

func (r result) entry() Entry {
	e := Entry{What: r.What, Family: r.Family, Also: r.Also, Causes: r.Causes, Weight: r.Weight}
	e.Codes = []string{fmt.Sprintf("LDAP %d %s", r.Code, r.Names[0])}
	for _, n := range r.Names {
		if n == "busy" || n == "other" || n == "unavailable" || n == "referral" {
			e.Say = append(e.Say, "ldap_"+n, n+" ("+fmt.Sprint(r.Code)+")")
			continue
		}
		e.Say = append(e.Say, lower(n), "ldap_"+lower(n))
	}
	e.Say = append(e.Say, r.Say...)
	e.Say = append(e.Say, fmt.Sprintf("ldap: error code %d", r.Code), fmt.Sprintf("ldap result code %d", r.Code), fmt.Sprintf("ldap error %d", r.Code), fmt.Sprintf("ldap error code %d", r.Code),
		fmt.Sprintf("ldaperr(%d)", r.Code), fmt.Sprintf("'result': %d", r.Code), fmt.Sprintf("ldap error: %d", r.Code),
		fmt.Sprintf("tag=97 err=%d", r.Code), fmt.Sprintf("result err=%d tag=97", r.Code))
	return e
}

var ldapResults = []result{
	{Code: 1, Names: []string{"operationsError", "operations_error"}, Say: []string{"operations error"}, What: "The directory wants to be bound to before it answers, or had an error of its own.", Family: LDAPRequest, Weight: weak + 15, Causes: []string{"the search ran without a bind that worked"}},
	{Code: 2, Names: []string{"protocolError", "protocol_error"}, What: "The directory could not read the request.", Family: LDAPRequest, Weight: weak + 15},
	{Code: 3, Names: []string{"timeLimitExceeded", "timelimit_exceeded"}, Say: []string{"timelimit exceeded", "timelimitexceededexception"}, What: "The search took longer than the directory allows.", Family: LDAPRequest, Weight: usual - 6},
	{Code: 4, Names: []string{"sizeLimitExceeded", "sizelimit_exceeded"}, Say: []string{"sizelimit exceeded", "sizelimitexceededexception"}, What: "The search found more entries than the directory gives at once.", Family: LDAPRequest, Weight: usual - 6},
	{Code: 7, Names: []string{"authMethodNotSupported", "auth_method_not_supported"}, Say: []string{"authentication method not supported"}, What: "The directory does not offer this way to authenticate.", Family: Mechanism},
	{Code: 8, Names: []string{"strongerAuthRequired", "strong_auth_required", "strongAuthRequired", "stronger_auth_required"}, Say: []string{"strong(er) authentication required", "strong(er) authenticate required", "strong(er) auth required", "stronger authentication required", "strong authentication required", "strong authentication is required", "the server requires binds to turn on integrity checking*", "turn on integrity checking", "more secure authentication method is required*", "00002028*", "8232"}, What: "The directory demands signing or TLS.", Family: LDAPSigning, Weight: usual + 6},
	{Code: 10, Names: []string{"referral"}, Say: []string{"0000202b*", "referral:", "refldaperr", "ldap referral", "result: 10 referral"}, What: "The directory points to another server.", Family: NotFound, Causes: []string{"the base is in another domain than the server's: ask the global catalog, or a controller of that domain"}, Weight: usual - 10},
	{Code: 11, Names: []string{"adminLimitExceeded", "adminlimit_exceeded"}, Say: []string{"administrative limit exceeded"}, What: "The request goes beyond a limit of the directory.", Family: LDAPRequest, Weight: usual - 6},
	{Code: 12, Names: []string{"unavailableCriticalExtension", "unavailable_critical_extension"}, What: "The directory does not know a control that the request insists on.", Family: LDAPRequest, Weight: usual - 6},
	{Code: 13, Names: []string{"confidentialityRequired", "confidentiality_required"}, Say: []string{"confidentiality required"}, What: "The directory demands TLS.", Family: LDAPSigning},
	{Code: 14, Names: []string{"saslBindInProgress", "sasl_bind_in_progress"}, What: "The bind goes on: a normal step.", Family: Harmless, Weight: weak},
	{Code: 16, Names: []string{"noSuchAttribute", "no_such_attribute"}, Say: []string{"no such attribute", "00002085"}, What: "The value to delete is not there.", Family: LDAPRequest},
	{Code: 17, Names: []string{"undefinedAttributeType", "undefined_type"}, Say: []string{"undefined attribute type"}, What: "The schema does not know the attribute.", Family: LDAPRequest},
	{Code: 19, Names: []string{"constraintViolation", "constraint_violation"}, Say: []string{"constraint violation", "a constraint violation occurred", "0000207b*", "000020b5*", "00002081*"}, What: "A rule forbids the value: for an SPN that is uniqueness, the host alias, its form, or the validated write.", Family: Uniqueness, Also: []string{SPNMalformed, Rights}, Weight: usual - 2},
	{Code: 20, Names: []string{"attributeOrValueExists", "attribute_or_value_exists", "type_or_value_exists"}, Say: []string{"type or value exists", "attribute or value exists", "00002083*"}, What: "The value to add is already there.", Family: LDAPRequest},
	{Code: 21, Names: []string{"invalidAttributeSyntax", "invalid_syntax"}, Say: []string{"invalid syntax ~ ldap"}, What: "The value breaks the attribute's syntax.", Family: SPNMalformed, Weight: usual - 10},
	{Code: 32, Names: []string{"noSuchObject", "no_such_object"}, Say: []string{"no such object", "no_object", "0000208d*"}, What: "The object does not exist there.", Family: NotFound},
	{Code: 34, Names: []string{"invalidDNSyntax", "invalid_dn_syntax"}, Say: []string{"invalid dn syntax", "0000208f*"}, What: "The distinguished name is not well formed.", Family: LDAPRequest},
	{Code: 48, Names: []string{"inappropriateAuthentication", "inappropriate_auth"}, Say: []string{"inappropriate authentication"}, What: "The directory does not accept this kind of bind here.", Family: LDAPSigning},
	{Code: 49, Names: []string{"invalidCredentials", "invalid_credentials"}, Say: []string{"invalid credentials"}, What: "The directory refuses the login; the word \"data\" behind it tells why.", Family: BadPassword, Also: []string{UnknownClient, ChannelBinding}, Weight: usual - 5},
	{Code: 50, Names: []string{"insufficientAccessRights", "insufficient_access", "insufficient_access_rights"}, Say: []string{"insufficient access", "insufficient access rights", "00002098*", "00000005: secerr*", "secerr: dsid-*", "insuff_access_rights"}, What: "The right to make the change is missing.", Family: Rights, Weight: usual + 3},
	{Code: 51, Names: []string{"busy"}, What: "The directory is busy.", Family: ServerDown, Weight: weak + 10},
	{Code: 52, Names: []string{"unavailable"}, What: "The directory is not available.", Family: ServerDown, Weight: weak + 20},
	{Code: 53, Names: []string{"unwillingToPerform", "unwilling_to_perform"}, Say: []string{"server is unwilling to perform", "unwilling to perform", "willnotperform", "will_not_perform"}, What: "The directory refuses the request.", Family: LDAPRequest, Causes: []string{"a password over a connection that is not protected, a protected attribute, or a rule of the account database"}},
	{Code: 64, Names: []string{"namingViolation", "naming_violation"}, What: "The entry may not have this name or stand in this place.", Family: LDAPRequest, Weight: usual - 6},
	{Code: 65, Names: []string{"objectClassViolation", "object_class_violation"}, Say: []string{"object class violation", "00002014*"}, What: "The object may not have the attribute.", Family: LDAPRequest},
	{Code: 66, Names: []string{"notAllowedOnNonLeaf", "not_allowed_on_nonleaf"}, What: "The object has others below it.", Family: LDAPRequest, Weight: usual - 6},
	{Code: 68, Names: []string{"entryAlreadyExists", "already_exists"}, Say: []string{"entry already exists", "00002071*"}, What: "The object exists already.", Family: LDAPRequest},
	{Code: 81, Names: []string{"serverDown", "ldap_server_down"}, Say: []string{"can't contact ldap server", "server down (81)", "server_down"}, What: "The directory server cannot be reached, or TLS failed.", Family: ServerDown, Also: []string{TLS}, Weight: usual - 5},
	{Code: 82, Names: []string{"localError", "ldap_local_error"}, Say: []string{"local error (-2)", "local error"}, What: "The client's own library failed: mostly no Kerberos login, or no ticket for the server.", Family: Generic, Also: []string{NoCredentials}, Weight: wrapper + 5},
	{Code: 86, Names: []string{"authUnknown", "auth_unknown"}, Say: []string{"unknown authentication method", "unknow authentication method"}, What: "The client does not know this way to authenticate.", Family: Mechanism},
}

// bindData are the numbers that Active Directory puts behind "data" in a
// refused bind: Win32 errors in hexadecimal.
var bindData = []Entry{
	{What: "The directory refuses the login: the account does not exist (data 525).", Family: UnknownClient, Codes: []string{"data 525"}, Say: []string{"data 525"}, Weight: specific},
	{What: "The directory refuses the login: wrong password (data 52e).", Family: BadPassword, Codes: []string{"data 52e"}, Say: []string{"data 52e", "52e"}, Weight: specific},
	{What: "The directory refuses the login: a restriction of the account (data 52f).", Family: Policy, Codes: []string{"data 52f"}, Say: []string{"data 52f"}, Weight: specific},
	{What: "The directory refuses the login: not at this hour (data 530).", Family: Policy, Codes: []string{"data 530"}, Say: []string{"data 530"}, Weight: specific},
	{What: "The directory refuses the login: not from this machine (data 531).", Family: Policy, Codes: []string{"data 531"}, Say: []string{"data 531"}, Weight: specific},
	{What: "The directory refuses the login: the password has expired (data 532).", Family: PasswordExpiry, Codes: []string{"data 532"}, Say: []string{"data 532"}, Weight: specific},
	{What: "The directory refuses the login: the account is disabled (data 533).", Family: Disabled, Codes: []string{"data 533"}, Say: []string{"data 533"}, Weight: specific},
	{What: "The directory refuses the login: this type of logon is not granted (data 534).", Family: Policy, Codes: []string{"data 534"}, Say: []string{"data 534", "data 569"}, Weight: specific},
	{What: "The directory refuses the login: too many groups (data 568).", Family: TokenSize, Codes: []string{"data 568"}, Say: []string{"data 568"}, Weight: specific},
	{What: "The directory refuses the login: the account has expired (data 701).", Family: Disabled, Codes: []string{"data 701"}, Say: []string{"data 701"}, Weight: specific},
	{What: "The directory refuses the login: the password must be changed (data 773).", Family: PasswordExpiry, Codes: []string{"data 773"}, Say: []string{"data 773"}, Weight: specific},
	{What: "The directory refuses the login: the account is locked out (data 775).", Family: Locked, Codes: []string{"data 775"}, Say: []string{"data 775"}, Weight: specific},
	{What: "The directory refuses the login: the channel binding is missing or wrong (data 80090346).", Family: ChannelBinding, Codes: []string{"data 80090346"}, Say: []string{"data 80090346"}, Weight: specific + 2},
	{What: "The directory refuses the login; the word \"data\" behind it tells why.", Family: BadPassword, Codes: []string{"LdapErr 80090308"}, Say: []string{"80090308: ldaperr*", "acceptsecuritycontext error"}, Weight: usual - 5},
	{What: "The directory wants a bind that works before this operation.", Family: LDAPRequest, Say: []string{"a successful bind must be completed*", "successful bind must be completed", "000004dc*"}, Causes: []string{"the client searches without having logged in, or after a login that failed"}, Weight: usual + 6},
	{What: "The SPN exists elsewhere in the forest.", Family: Uniqueness, Codes: []string{"000021C7"}, Say: []string{"000021c7*", "0x21c7*", "spn value ~ not unique", "8647"}, Weight: specific},
	{What: "The UPN exists elsewhere in the forest.", Family: Uniqueness, Codes: []string{"000021C8"}, Say: []string{"000021c8*", "000021c6*"}, Weight: usual},
	{What: "The domain's rules refuse the new password.", Family: SetPassword, Also: []string{Policy}, Codes: []string{"0000052D"}, Say: []string{"0000052d*"}, Weight: usual + 4},
	{What: "The directory does not take a password over this connection, or not in this form.", Family: SetPassword, Also: []string{LDAPRequest, TLS}, Codes: []string{"0000001F"}, Weight: usual + 4, Say: []string{"0000001f: svcerr*"}, Causes: []string{"the connection is not protected by TLS or by signing and sealing", "the password is not in UTF-16 within quotes"}},
	{What: "The directory refuses the new password.", Family: SetPassword, Also: []string{Policy, Rights}, Codes: []string{"unicodePwd"}, Say: []string{"att 9005a*"}, Weight: usual - 2},
	{What: "The account name in the change is not valid for the account database.", Family: LDAPRequest, Say: []string{"00000523*", "000020e7*"}},
}
