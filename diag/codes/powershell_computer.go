package codes

// computers are the messages of PowerShell's commands for a computer's membership in a domain
// (Add-Computer, Remove-Computer, Test-ComputerSecureChannel, Reset-ComputerMachinePassword).
var computers = []Entry{
	{What: "The computer is in that domain already.", Family: Harmless, Codes: []string{"AddComputerToSameDomain"}, Weight: usual - 4, Say: []string{"because it is already in that domain*", "because it is already in that workgroup*", "addcomputertosamedomain*", "is already a member of the domain*", "is already joined to the domain*"},
		Causes: []string{"a script joins it again, or compares the domain's short name with its long one"}},
	{What: "The computer could not join the domain: the place for its account does not exist, or may not be read.", Family: NotFound, Also: []string{Rights, Config}, Weight: usual + 4, Say: []string{"failed to join domain ~ system cannot find the file specified"},
		Causes: []string{"the organisational unit that was given does not exist in this form: OU=…,DC=…, with CN=Computers for the container"}},
	{What: "The domain has no account of this computer.", Family: MachineTrust, Say: []string{"cannot find the machine account for*", "cannot find the computer account for the local computer*", "cannotfindmachineaccountfromserver*"}},
	{What: "The computer's password in the domain could not be set anew.", Family: MachineTrust, Say: []string{"cannot reset the secure channel password for the computer account*", "the attempt to repair the secure channel between the local computer and the domain ~ failed", "failtoresetpasswordonlocalmachine*", "failtoresetpasswordondomain*"}},
	{What: "The computer's trust with its domain could not be tested, or does not hold.", Family: MachineTrust, Also: []string{KDCUnreachable}, Say: []string{"cannot verify the secure channel for the local computer*", "the secure channel between the local computer and the domain ~ is broken", "the secure channel ~ is broken", "test-computersecurechannel ~ false", "failtotestsecurechannel*"}},
	{What: "The computer's trust with its domain holds.", Family: Harmless, Say: []string{"the secure channel between the local computer and the domain ~ is in good condition"}},
	{What: "The computer could not leave the domain.", Family: Generic, Also: []string{Rights, KDCUnreachable}, Weight: weak + 12, Say: []string{"failed to unjoin domain*", "failtounjoindomain*"}},
	{What: "The server may not become a domain controller yet; the message says which condition is not met.", Family: Generic, Also: []string{Config, Rights, DNS}, Weight: weak + 12, Say: []string{"verification of prerequisites for domain controller promotion failed*", "verification of prerequisites for active directory preparation failed*", "test.verifydcpromocore*"}},
	{What: "The account may not make this server a domain controller, or its password was refused.", Family: Rights, Also: []string{BadPassword}, Weight: usual - 15, Say: []string{"verification of user credential permissions failed*", "you must supply a user name and password that are valid for installing the domain controller*"}},
}
