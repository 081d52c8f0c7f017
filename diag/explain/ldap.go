package explain

import "fmt"

// result is an LDAP result code (RFC 4511 4.1.9) with what Active Directory
// means by it.
type result struct {
	code   int
	names  []string
	say    []string
	what   string
	family string
	also   []string
	causes []string
	weight int
}

func (r result) entry() entry {
	e := entry{what: r.what, family: r.family, also: r.also, causes: r.causes, weight: r.weight}
	e.codes = []string{fmt.Sprintf("LDAP %d %s", r.code, r.names[0])}
	for _, n := range r.names {
		if n == "busy" || n == "other" || n == "unavailable" || n == "referral" {
			e.say = append(e.say, "ldap_"+n, n+" ("+fmt.Sprint(r.code)+")")
			continue
		}
		e.say = append(e.say, lower(n), "ldap_"+lower(n))
	}
	e.say = append(e.say, r.say...)
	e.say = append(e.say, fmt.Sprintf("ldap: error code %d", r.code), fmt.Sprintf("ldap result code %d", r.code), fmt.Sprintf("ldap error %d", r.code), fmt.Sprintf("ldap error code %d", r.code),
		fmt.Sprintf("ldaperr(%d)", r.code), fmt.Sprintf("'result': %d", r.code), fmt.Sprintf("ldap error: %d", r.code))
	return e
}

var ldapResults = []result{
	{code: 1, names: []string{"operationsError", "operations_error"}, say: []string{"operations error"}, what: "The directory wants to be bound to before it answers, or had an error of its own.", family: ldapRequest, weight: weak + 15, causes: []string{"the search ran without a bind that worked"}},
	{code: 7, names: []string{"authMethodNotSupported", "auth_method_not_supported"}, say: []string{"authentication method not supported"}, what: "The directory does not offer this way to authenticate.", family: mechanism},
	{code: 8, names: []string{"strongerAuthRequired", "strong_auth_required", "strongAuthRequired", "stronger_auth_required"}, say: []string{"strong(er) authentication required", "stronger authentication required", "strong authentication required", "strong authentication is required", "the server requires binds to turn on integrity checking*", "turn on integrity checking", "more secure authentication method is required*", "00002028*", "8232"}, what: "The directory demands signing or TLS.", family: ldapSigning, weight: usual + 6},
	{code: 10, names: []string{"referral"}, say: []string{"0000202b*", "referral:", "refldaperr", "ldap referral", "result: 10 referral"}, what: "The directory points to another server.", family: notFound, causes: []string{"the base is in another domain than the server's: ask the global catalogue, or a controller of that domain"}, weight: usual - 10},
	{code: 13, names: []string{"confidentialityRequired", "confidentiality_required"}, say: []string{"confidentiality required"}, what: "The directory demands TLS.", family: ldapSigning},
	{code: 14, names: []string{"saslBindInProgress", "sasl_bind_in_progress"}, what: "The bind goes on: a normal step.", family: harmless, weight: weak},
	{code: 16, names: []string{"noSuchAttribute", "no_such_attribute"}, say: []string{"no such attribute", "00002085"}, what: "The value to delete is not there.", family: ldapRequest},
	{code: 17, names: []string{"undefinedAttributeType", "undefined_type"}, say: []string{"undefined attribute type"}, what: "The schema does not know the attribute.", family: ldapRequest},
	{code: 19, names: []string{"constraintViolation", "constraint_violation"}, say: []string{"constraint violation", "a constraint violation occurred", "0000207b*", "000020b5*", "00002081*"}, what: "A rule forbids the value: for an SPN that is uniqueness, the host alias, its form, or the validated write.", family: uniqueness, also: []string{spnMalformed, rights}, weight: usual - 2},
	{code: 20, names: []string{"attributeOrValueExists", "attribute_or_value_exists", "type_or_value_exists"}, say: []string{"type or value exists", "attribute or value exists", "00002083*"}, what: "The value to add is already there.", family: ldapRequest},
	{code: 21, names: []string{"invalidAttributeSyntax", "invalid_syntax"}, say: []string{"invalid syntax ~ ldap"}, what: "The value breaks the attribute's syntax.", family: spnMalformed, weight: usual - 10},
	{code: 32, names: []string{"noSuchObject", "no_such_object"}, say: []string{"no such object", "no_object", "0000208d*"}, what: "The object does not exist there.", family: notFound},
	{code: 34, names: []string{"invalidDNSyntax", "invalid_dn_syntax"}, say: []string{"invalid dn syntax", "0000208f*"}, what: "The distinguished name is not well formed.", family: ldapRequest},
	{code: 48, names: []string{"inappropriateAuthentication", "inappropriate_auth"}, say: []string{"inappropriate authentication"}, what: "The directory does not accept this kind of bind here.", family: ldapSigning},
	{code: 49, names: []string{"invalidCredentials", "invalid_credentials"}, say: []string{"invalid credentials"}, what: "The directory refuses the login; the word \"data\" behind it tells why.", family: badPassword, also: []string{unknownClient, channelBinding}, weight: usual - 5},
	{code: 50, names: []string{"insufficientAccessRights", "insufficient_access", "insufficient_access_rights"}, say: []string{"insufficient access", "insufficient access rights", "00002098*", "00000005: secerr*", "secerr: dsid-*", "insuff_access_rights"}, what: "The right to make the change is missing.", family: rights, weight: usual + 3},
	{code: 51, names: []string{"busy"}, what: "The directory is busy.", family: serverDown, weight: weak + 10},
	{code: 52, names: []string{"unavailable"}, what: "The directory is not available.", family: serverDown, weight: weak + 20},
	{code: 53, names: []string{"unwillingToPerform", "unwilling_to_perform"}, say: []string{"server is unwilling to perform", "unwilling to perform", "willnotperform", "will_not_perform"}, what: "The directory refuses the request.", family: ldapRequest, causes: []string{"a password over a connection that is not protected, a protected attribute, or a rule of the account database"}},
	{code: 65, names: []string{"objectClassViolation", "object_class_violation"}, say: []string{"object class violation", "00002014*"}, what: "The object may not have the attribute.", family: ldapRequest},
	{code: 68, names: []string{"entryAlreadyExists", "already_exists"}, say: []string{"entry already exists", "00002071*"}, what: "The object exists already.", family: ldapRequest},
	{code: 81, names: []string{"serverDown", "ldap_server_down"}, say: []string{"can't contact ldap server", "server down (81)", "server_down"}, what: "The directory server cannot be reached, or TLS failed.", family: serverDown, also: []string{tlsTrouble}, weight: usual - 5},
	{code: 82, names: []string{"localError", "ldap_local_error"}, say: []string{"local error (-2)", "local error"}, what: "The client's own library failed: mostly no Kerberos login, or no ticket for the server.", family: generic, also: []string{noCredentials}, weight: wrapper + 5},
	{code: 86, names: []string{"authUnknown", "auth_unknown"}, say: []string{"unknown authentication method"}, what: "The client does not know this way to authenticate.", family: mechanism},
}

// bindData are the numbers that Active Directory puts behind "data" in a
// refused bind: Win32 errors in hexadecimal.
var bindData = []entry{
	{what: "The directory refuses the login: the account does not exist (data 525).", family: unknownClient, codes: []string{"data 525"}, say: []string{"data 525"}, weight: specific},
	{what: "The directory refuses the login: wrong password (data 52e).", family: badPassword, codes: []string{"data 52e"}, say: []string{"data 52e", "52e"}, weight: specific},
	{what: "The directory refuses the login: a restriction of the account (data 52f).", family: policy, codes: []string{"data 52f"}, say: []string{"data 52f"}, weight: specific},
	{what: "The directory refuses the login: not at this hour (data 530).", family: policy, codes: []string{"data 530"}, say: []string{"data 530"}, weight: specific},
	{what: "The directory refuses the login: not from this machine (data 531).", family: policy, codes: []string{"data 531"}, say: []string{"data 531"}, weight: specific},
	{what: "The directory refuses the login: the password has expired (data 532).", family: passwordExpiry, codes: []string{"data 532"}, say: []string{"data 532"}, weight: specific},
	{what: "The directory refuses the login: the account is disabled (data 533).", family: disabled, codes: []string{"data 533"}, say: []string{"data 533"}, weight: specific},
	{what: "The directory refuses the login: this type of logon is not granted (data 534).", family: policy, codes: []string{"data 534"}, say: []string{"data 534", "data 569"}, weight: specific},
	{what: "The directory refuses the login: too many groups (data 568).", family: tokenSize, codes: []string{"data 568"}, say: []string{"data 568"}, weight: specific},
	{what: "The directory refuses the login: the account has expired (data 701).", family: disabled, codes: []string{"data 701"}, say: []string{"data 701"}, weight: specific},
	{what: "The directory refuses the login: the password must be changed (data 773).", family: passwordExpiry, codes: []string{"data 773"}, say: []string{"data 773"}, weight: specific},
	{what: "The directory refuses the login: the account is locked out (data 775).", family: locked, codes: []string{"data 775"}, say: []string{"data 775"}, weight: specific},
	{what: "The directory refuses the login: the channel binding is missing or wrong (data 80090346).", family: channelBinding, codes: []string{"data 80090346"}, say: []string{"data 80090346", "data 57,"}, weight: specific + 2},
	{what: "The directory refuses the login; the word \"data\" behind it tells why.", family: badPassword, codes: []string{"LdapErr 80090308"}, say: []string{"80090308: ldaperr*", "acceptsecuritycontext error"}, weight: usual - 5},
	{what: "The directory wants a bind that works before this operation.", family: ldapRequest, say: []string{"a successful bind must be completed*", "successful bind must be completed", "000004dc*"}, causes: []string{"the client searches without having logged in, or after a login that failed"}, weight: usual + 6},
	{what: "The SPN exists elsewhere in the forest.", family: uniqueness, codes: []string{"000021C7"}, say: []string{"000021c7*", "0x21c7*", "spn value ~ not unique", "8647"}, weight: specific},
	{what: "The UPN exists elsewhere in the forest.", family: uniqueness, codes: []string{"000021C8"}, say: []string{"000021c8*", "000021c6*"}, weight: usual},
	{what: "The password change was refused by the directory's rules.", family: ldapRequest, codes: []string{"0000052D"}, say: []string{"0000052d*", "0000001f: svcerr*"}, causes: []string{"the password does not meet the rules, or the connection is not protected"}},
	{what: "The account name in the change is not valid for the account database.", family: ldapRequest, say: []string{"00000523*", "000020e7*"}},
}
