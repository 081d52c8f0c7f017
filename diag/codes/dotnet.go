package codes

// classWeight is below a message: the class stands beside it, or instead of it.
const classWeight = usual - 12

// classes is what the names of exceptions mean.
func classes(what, family string, also []string, names ...string) Entry {
	e := Entry{What: what, Family: family, Also: also, Weight: classWeight}
	for _, n := range names {
		e.Codes = append(e.Codes, n)
		e.Say = append(e.Say, lower(n), lower(n)+",*") // as a field of PowerShell's id, too
	}
	return e
}

// dotnet are .NET's exceptions for the directory and for logons, by their classes
// (System.DirectoryServices with its parts, System.Security, System.ServiceModel), the
// exceptions of PowerShell's module for Active Directory, and that module's own messages.
var dotnet = []Entry{
	// System.DirectoryServices.ActiveDirectory
	classes("The object that was to be made in the directory exists already.", Uniqueness, nil, "ActiveDirectoryObjectExistsException"),
	classes("The directory has no such object, domain or server, or none that answers.", NotFound, []string{KDCUnreachable, DNS}, "ActiveDirectoryObjectNotFoundException"),
	classes("No domain controller answers.", KDCUnreachable, []string{ServerDown, DNS}, "ActiveDirectoryServerDownException"),
	classes("The trusts of two forests claim the same names.", Trust, nil, "ForestTrustCollisionException"),
	classes("Domain controllers could not be brought to the same state.", Replication, nil, "SyncFromAllServersOperationException"),
	// System.DirectoryServices.AccountManagement
	classes("The account or group that was to be made exists already.", Uniqueness, nil, "PrincipalExistsException"),
	classes("The name fits several accounts.", Uniqueness, nil, "MultipleMatchesException"),
	classes("No account fits the name.", UnknownClient, nil, "NoMatchingPrincipalException"),
	classes("The domain refuses the new password.", SetPassword, nil, "System.DirectoryServices.AccountManagement.PasswordException", "PasswordException: The password does not meet"),
	classes("The directory server does not answer.", ServerDown, []string{KDCUnreachable}, "PrincipalServerDownException"),
	// System.Security
	classes("The name or SID belongs to no account.", UnknownClient, []string{Trust}, "IdentityNotMappedException"),
	classes("The name or the password was refused.", BadPassword, []string{NTLMFallback}, "InvalidCredentialException"),
	// The Active Directory module
	classes("The directory has no such object in the domain that was asked.", NotFound, []string{UnknownClient}, "ADIdentityNotFoundException"),
	classes("The object that was to be made exists already.", Uniqueness, nil, "ADIdentityAlreadyExistsException"),
	classes("The name does not lead to an object of the directory.", NotFound, []string{UnknownClient, Trust}, "ADIdentityResolutionException"),
	classes("The name fits several objects.", Uniqueness, nil, "ADMultipleMatchingIdentitiesException"),
	classes("No domain controller with Active Directory's web services answers.", ServerDown, []string{KDCUnreachable}, "ADServerDownException"),
	classes("The domain's rules refuse the new password.", SetPassword, nil, "ADPasswordComplexityException", "ADPasswordException"),
	classes("The password is wrong.", BadPassword, nil, "ADInvalidPasswordException"),
	classes("The directory points to another domain.", NotFound, nil, "ADReferralException"),
	classes("The directory refuses a change of this kind.", LDAPRequest, []string{Rights}, "ADIllegalModifyOperationException", "ADInvalidOperationException"),
	classes("The filter cannot be read.", LDAPRequest, nil, "ADFilterParsingException"),

	{What: "The directory's schema has no attribute of that name, or the object's class may not have it.", Family: LDAPRequest, Also: []string{Config, NotFound}, Say: []string{"one or more properties are invalid*", "the specified directory service attribute or value is invalid*"},
		Causes: []string{"an extension of the schema, as LAPS brings it, was not made in this forest"}},
	{What: "The name lies in another domain than the one that was asked.", Family: NotFound, Also: []string{LDAPRequest}, Say: []string{"distinguishedname must belong to one of the following partition*"},
		Next: []string{"name a domain controller of that domain with -Server"}},
	{What: "The listing took longer than the directory's web service keeps it.", Family: LDAPRequest, Say: []string{"invalid enumeration context*", "the server has returned the following error: invalid enumeration*"},
		Causes: []string{"the results are worked on while they come in: beyond half an hour the service drops the rest"}},
	{What: "A name that stands in an attribute leads to no object.", Family: NotFound, Also: []string{UnknownClient, Trust}, Say: []string{"identity info provided in the extended attribute*"}},
	{What: "The domain does not hold a password of LAPS for this computer, or the account may not read it.", Family: Rights, Also: []string{Config}, Weight: usual - 8, Say: []string{"did not have a laps password*", "no laps password*", "laps password was not found*"},
		Causes: []string{"the account lacks the right to read ms-Mcs-AdmPwd or msLAPS-Password at the computer's place", "the computer has not stored a password yet: the rule for LAPS does not reach it"}},
	{What: "The right to read or change the registry there is missing.", Family: Rights, Say: []string{"requested registry access is not allowed*"}},
	{What: "A service did not start, or could not be set up: the installer lacks the right, or the service's account cannot log on.", Family: Rights, Also: []string{BadPassword, Policy}, Codes: []string{"MSI 1920 to 1923"}, Weight: usual - 8, Say: []string{"verify that you have sufficient privileges to*"}},
	{What: "The account is no administrator of that computer.", Family: Rights, Weight: usual - 8, Say: []string{"do not have administrative privileges*", "does not have administrative privileges*", "do not have administrator privileges*", "does not have administrator privileges*", "you must be an administrator*", "must have administrator*", "must be a local administrator*", "is not a local administrator*", "requires local administrator*", "requires administrator*", "must be run as administrator*", "must be a member of the administrators*", "must be a domain administrator*", "must have admin*", "doesn't have admin*", "does not have admin*"}},
	{What: "A program could not log on as the account it was given: name, password or the right to this kind of logon.", Family: BadPassword, Also: []string{Policy}, Weight: usual - 10, Say: []string{"can't logon as user*", "cannot logon as user*", "can't log on as user*", "cannot log on as user*", "could not log on as user*", "unable to log on as user*", "failed to log on as user*"}},
}
