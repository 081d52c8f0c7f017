package glossary

// directory are the terms of Active Directory.
var directory = []entry{
	{"domain controller|DC", "A server that holds the directory and is a KDC", "Changes on one reach the others by replication; until then their answers differ.", []string{"replica-differs"}},
	{"global catalog|GC", "A domain controller that answers for the whole forest", "Ports 3268 and 3269. It has some attributes of every object, servicePrincipalName among them.", nil},
	{"forest", "All domains that share a schema and a global catalog", "An SPN must be unique in it.", nil},
	{"domain", "A part of a forest with its own accounts and its own realm", "", []string{"realm"}},
	{"DN|distinguished name", "The full name of an object in the directory", "CN=web,OU=Servers,DC=contoso,DC=com.", nil},
	{"sAMAccountName", "The short name of an account", "A computer's ends in $. A user web1 and a computer web1$ are two accounts.", nil},
	{"userAccountControl|UAC", "Flags of an account", "Disabled, locked out, password never expires, trusted for delegation and others (MS-ADTS 2.2.16).", nil},
	{"CONSTRAINT_ATT_TYPE", "The directory refused the value by a rule of the attribute", "Problem 1005 of an LDAP constraint violation (19). For servicePrincipalName: the writer has the validated write only, which allows names of the account itself, or another account holds the value.", []string{"SPN"}},
	{"pwdLastSet", "When the password was last set", "It can be set by hand; the replication metadata of unicodePwd shows the real change.", []string{"kvno"}},
	{"msDS-SupportedEncryptionTypes", "The encryption types that an account supports for its services", "4 is RC4, 8 AES128, 16 AES256, 28 RC4 and AES, 24 both AES types (once an AES ticket was issued); 0x20 asks for AES session keys beside RC4. When it is not set, DefaultDomainSupportedEncTypes of the domain controller applies.", []string{"etype-unset", "DefaultDomainSupportedEncTypes"}},
	{"validated write|self write", "The right of a computer to set its own SPNs", "It covers only names that match the computer's own name and dNSHostName; everything else is refused with LDAP 19.", nil},
	{"host SPN|HOST|sPNMappings", "host/ stands for many classes", "host/server covers http, cifs, dns and some fifty other classes for the same name, as the attribute sPNMappings lists.", []string{"spn-covered-by-host"}},
	{"gMSA|group managed service account", "An account whose password the domain changes by itself", "Only the computers listed in msDS-GroupMSAMembership may read its password.", nil},
	{"Protected Users", "A group whose members use AES only and are never delegated", "Members cannot use NTLM or RC4.", []string{"delegation-user-protected"}},
	{"adminCount", "Marks accounts that are or were administrators", "Their permissions are reset regularly.", nil},
	{"replication|USN", "How a change reaches all domain controllers", "Each change gets a number (USN) on the controller that takes it.", []string{"replica-differs"}},
	{"CA|certificate authority", "Who signs certificates", "--ca-file names the certificates that are trusted for LDAPS.", nil},
	{"ASA|alternate service account", "An account that all Exchange client access servers share", "It has the SPNs of the client access array, and every server has its password.", []string{"asa-old-credential", "asa-missing-on-member"}},
	{"CAS array|client access array", "A name for several Exchange 2010 client access servers", "Outlook requests exchangeMDB, exchangeRFR and exchangeAB SPNs with this name.", []string{"ASA"}},
	{"EXPS|X-EXPS", "Exchange's authentication between SMTP servers", "It asks for SMTPSVC/<name of the virtual server>.", []string{"smtp-etype"}},
	{"plan", "The changes that would fix what was found", "Each value is listed with its account, its undo and what verifies it. Nothing is written before you confirm.", nil},
	{"journal", "The record of every change", "Each change is written before it is sent and after it was answered; adwalk journal --undo ID reverses one.", nil},
	{"evidence", "What was seen, where and when", "Every finding has it.", nil},
	{"finding", "A problem that a check found", "It has a code, a verdict, a severity and evidence. adwalk explain CODE shows its page.", nil},
}

// delegation are the terms of acting for users (MS-SFU).
var delegation = []entry{
	{"delegation", "A service impersonates a user to a second service", "Unconstrained (any service), constrained (listed SPNs) or resource-based (the back end lists who may).", []string{"S4U2Proxy", "RBCD"}},
	{"KCD|constrained delegation|msDS-AllowedToDelegateTo", "Delegation to listed SPNs", "The front end's account lists the SPNs of the back ends in msDS-AllowedToDelegateTo.", []string{"delegation-entry-missing"}},
	{"RBCD|resource-based constrained delegation|msDS-AllowedToActOnBehalfOfOtherIdentity", "The back end lists who may impersonate users to it", "A security descriptor on the back end's account lists the front ends. It works across domains.", nil},
	{"S4U|S4U2Self", "A service gets a ticket for a user to itself", "No password of the user is needed. The ticket is forwardable only with protocol transition (TRUSTED_TO_AUTH_FOR_DELEGATION).", []string{"S4U2Proxy"}},
	{"S4U2Proxy", "A service gets a ticket for a user to a second service", "It shows the user's ticket to itself; the KDC checks the delegation settings and answers 13 (BADOPTION) when they do not allow it.", []string{"KCD", "RBCD"}},
	{"protocol transition", "Delegation for users who did not log in with Kerberos", "The setting \"use any authentication protocol\" of the front end's account.", []string{"delegation-transition-missing"}},
	{"unconstrained delegation|TRUSTED_FOR_DELEGATION", "The service receives the user's TGT", "It can act as the user anywhere. Replace it by constrained delegation.", []string{"delegation-unconstrained"}},
	{"double hop|second hop", "A login that must travel on to another server", "It works with delegation only, and never with NTLM.", []string{"delegation"}},
}

// registry are the settings and updates that change which tickets are issued.
var registry = []entry{
	{"RC4DefaultDisablementPhase", "The stage of the RC4 retirement on a domain controller", "A registry value of the update of January 2026 (CVE-2026-20833, KB5073381): 1 writes audit events, 2 refuses RC4 where it is not listed explicitly. The audit stage ends with July 2026.", []string{"RC4", "KDCSVC"}},
	{"DefaultDomainSupportedEncTypes", "Which encryption types apply to accounts that list none", "A registry value of each domain controller (…\\Policies\\System\\Kerberos\\Parameters or Services\\KDC). Where it is set, it decides for accounts without msDS-SupportedEncryptionTypes.", []string{"etype-unset"}},
	{"KDCSVC", "Events 201 to 209 about RC4", "201, 202, 206 and 207 are warnings: the ticket was issued. 203, 204, 208 and 209 are refusals. 205 reports an insecure DefaultDomainSupportedEncTypes; nothing was refused. The account named in 203 is the one that asked.", []string{"RC4DefaultDisablementPhase"}},
	{"KrbtgtFullPacSignature", "The full PAC signature", "A registry value of CVE-2022-37967. KDC events 43 and 44 report tickets whose full PAC signature is missing or wrong; they say nothing about a trust.", []string{"PAC"}},
	{"StrongCertificateBindingEnforcement", "How certificates are mapped to accounts", "It decided whether a weak mapping was accepted. Domain controllers ignore it since the updates of September 2025: strong mapping is enforced.", nil},
	{"AllowNtAuthPolicyBypass", "Certificates whose issuer is not in the NTAuth store", "A registry value of CVE-2025-26647; it is not supported since 14 October 2025.", nil},
	{"CVE-2026-20833", "RC4 as the default of the KDC", "See RC4DefaultDisablementPhase.", []string{"RC4DefaultDisablementPhase"}},
	{"KB5073381", "The article on the RC4 retirement", "It describes RC4DefaultDisablementPhase and events 201 to 209.", []string{"KDCSVC"}},
	{"CVE-2026-25177", "SPNs with characters that cannot be seen", "Domain controllers accepted SPNs that differ from another only by invisible or look-alike characters.", []string{"spn-unicode"}},
	{"CVE-2022-37967", "The full PAC signature", "See KrbtgtFullPacSignature.", []string{"KrbtgtFullPacSignature"}},
}
