package glossary

// verdicts are the words that a finding leads with (diag.Verdict).
var verdicts = []entry{
	{"ok", "Checked and right", "What was asked for was seen, and it is as it should be. A thing that could not be read or asked is never ok: it is not known.", []string{"not-checked"}},
	{"missing", "An SPN that no account has, or a service that does not offer Kerberos", "Clients that ask for the SPN get no ticket and fall back to NTLM or fail. Register it on the account that runs the service.", []string{"spn-missing", "service-no-negotiate"}},
	{"duplicate", "The same SPN on several accounts", "The KDC does not know which key to use and issues no ticket, or one that the service cannot decrypt. Keep the SPN on the account that runs the service and remove it from the others.", []string{"spn-duplicate"}},
	{"misplaced", "An SPN on another account than the one that runs the service", "The KDC encrypts the ticket with the key of the account that has the SPN, so the service cannot decrypt it. Move the SPN.", []string{"spn-misplaced"}},
	{"covered-by-host", "Covered by the host SPN of a computer", "No account has the SPN itself, but a computer has host/ with the same name, and the KDC uses it for this class (sPNMappings). That is right only if the service runs as that computer.", []string{"spn-covered-by-host"}},
	{"alias-conflict", "Blocked by a host SPN", "The SPN cannot be added, or is ambiguous, because another account has host/ with the same name, which stands for this class too.", []string{"spn-alias-conflict"}},
	{"malformed", "Not the form of an SPN", "The value is not class/host, class/host:port or class/host/name. No client asks for it.", []string{"spn-malformed"}},
	{"suspicious-unicode", "An SPN with characters that look like others or cannot be seen", "It looks like another SPN and is a different one. Remove it and type the SPN again.", []string{"spn-unicode", "spn-lookalike"}},
	{"stale-replica", "Domain controllers do not agree yet", "A change has reached some domain controllers and not others. Wait for replication or start it, then look again.", []string{"replica-differs"}},
	{"owner-disabled", "The account with the SPN is disabled or expired", "The KDC issues no ticket for the services of a disabled account. Enable it, or move the SPN to the account that runs the service now.", []string{"account-disabled", "account-expired"}},
	{"no-common-etype", "No encryption type in common", "The client, the KDC and the account that has the SPN share no encryption type, or the account has no key at all (KDC errors 14 and 9). Compare what the client asks for with msDS-SupportedEncryptionTypes and with the keys that the account has.", []string{"etype-none-common", "rc4-readiness"}},
	{"wrong-key", "The service has another key than the ticket was made with", "The service refused a ticket that the KDC issued (KRB_AP_ERR_MODIFIED and relatives): the SPN is on another account, or the service has an old password or keytab.", []string{"service-refuses-ticket", "kvno"}},
	{"not-checked", "Could not be found out", "Something that is needed for an answer could not be read, was not asked, or did not answer. The finding says what. It is not ok.", nil},
	{"not readable", "The login may not read it", "The directory answered without the attribute because the login has no right to read it. Nothing is concluded from that.", nil},
	{"not asked", "Nobody asked", "The question was left out: an option switched it off, or an earlier answer was missing.", nil},
	{"not answered", "Asked without an answer", "The server did not answer in time or broke off.", nil},
	{"contradicted", "Two facts do not fit together", "A rule says one thing and a proof, such as an accepted ticket, says another. The proof counts, and nothing is changed automatically.", nil},
}

// marks are the words beside steps and checks.
var marks = []entry{
	{"pass", "A check or step found nothing wrong", "Everything that it looks at was seen and is right.", []string{"ok"}},
	{"fail|wrong", "Something is wrong", "At least one finding of the step says that it is broken. Open the evidence for what was seen, and the plan for what can be changed.", nil},
	{"read", "A step to read", "The step explains something and checks nothing.", nil},
	{"you|manual", "Needs you", "The step can only be done or seen by a person: a command to run on a server, a decision, something to paste.", nil},
	{"later", "Not run yet", "The step runs after a change was made; r runs it now.", nil},
	{"blocked", "An earlier problem hides the answer", "What this step would find cannot be judged while an earlier step fails; fix that one first.", nil},
	{"skipped|n/a", "Nothing to look at", "There is nothing here that the step applies to.", nil},
	{"unknown|not known", "Could not be found out", "The reason is given beside it: no answer, no right, or not asked. It is not ok.", []string{"not-checked"}},
	{"crashed", "The check itself failed", "An internal error: please report it with the output of the command.", nil},
	{"pending|running|to do|asking", "Waiting or being worked on", "The step has not come to its end yet.", nil},
	{"error", "Severity: broken now", "Clients fail or fall back to NTLM because of it.", nil},
	{"warning", "Severity: will break, or breaks for some", "It works for now or for others.", nil},
	{"notice", "Severity: worth knowing", "Nothing is broken.", nil},
	{"sure", "explain: the text has one meaning", "A code or message of one meaning was found, and nothing else comes near.", nil},
	{"likely", "explain: the usual meaning", "The text usually means this; another cause is possible.", nil},
	{"possible", "explain: one meaning of several", "Check the other readings too.", nil},
}
