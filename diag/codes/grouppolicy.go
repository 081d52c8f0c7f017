package codes

// groupPolicy are the events in which the service of Group Policy says what it did not get
// from the domain before it applied anything (Microsoft-Windows-GroupPolicy 1006 to 1129).
var groupPolicy = []Entry{
	{What: "Group Policy could not log in to the directory; the error code in the event's details says why.", Family: BadPassword, Also: []string{MachineTrust, PasswordExpiry, KDCUnreachable}, Codes: []string{"GroupPolicy 1006"}, Say: []string{"could not authenticate to the active directory service on a domain controller*"}, Weight: usual - 6,
		Causes: []string{"the account's password changed or expired while its session went on", "the computer's own password is not the one that the domain has"},
		Next:   []string{"read the event's details: 5 is a missing right, 49 a refused login, 258 no answer"}},
	{What: "Group Policy could not ask the directory for its settings.", Family: KDCUnreachable, Also: []string{DNS, Rights}, Codes: []string{"GroupPolicy 1030"}, Say: []string{"attempted to retrieve new group policy settings*", "windows cannot query for the list of group policy objects*"}, Weight: usual - 8},
	{What: "Group Policy could not find the account's name in the directory.", Family: KDCUnreachable, Also: []string{DNS, Replication, Rights}, Codes: []string{"GroupPolicy 1053/1055"}, Say: []string{"windows could not resolve the user name*", "windows could not resolve the computer name*", "windows cannot determine the user or computer name*"}, Weight: usual - 6},
	{What: "Group Policy could not learn the computer's role or account from the domain.", Family: KDCUnreachable, Also: []string{MachineTrust, DNS}, Codes: []string{"GroupPolicy 1052/1097"}, Say: []string{"could not determine the role of this computer*", "could not determine the computer account to enforce group policy*", "could not determine if the user and computer accounts are in the same forest*"}, Weight: usual - 6},
	{What: "Group Policy was not applied because the computer's clock differs from the domain controller's.", Family: Clock, Codes: []string{"GroupPolicy 1126"}, Say: []string{"clock is not synchronized with the clock of one of the domain controllers*"}, Weight: usual},
}
