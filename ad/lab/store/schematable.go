package store

// classTable lists classes with their superior, general ones first. "" ends a
// chain.
var classTable = [][2]string{
	{"top", ""}, {"person", "top"}, {"organizationalPerson", "person"}, {"user", "organizationalPerson"},
	{"computer", "user"}, {"msDS-ManagedServiceAccount", "computer"}, {"msDS-GroupManagedServiceAccount", "computer"},
	{"group", "top"}, {"container", "top"}, {"organizationalUnit", "top"}, {"domain", "top"}, {"domainDNS", "domain"},
	{"builtinDomain", "top"}, {"configuration", "top"}, {"dMD", "top"}, {"attributeSchema", "top"}, {"classSchema", "top"},
	{"crossRefContainer", "top"}, {"crossRef", "top"}, {"sitesContainer", "top"}, {"site", "top"}, {"serversContainer", "top"},
	{"server", "top"}, {"applicationSettings", "top"}, {"nTDSDSA", "applicationSettings"}, {"nTDSService", "top"},
	{"fTDfs", "top"}, {"msDFS-NamespaceAnchor", "top"}, {"msDFS-Namespacev2", "top"}, {"msDFS-Linkv2", "top"},
	{"leaf", "top"}, {"trustedDomain", "leaf"}, {"connectionPoint", "leaf"}, {"serviceConnectionPoint", "connectionPoint"},
	{"msExchConfigurationContainer", "container"}, {"msExchOrganizationContainer", "container"},
	{"msExchAdminGroupContainer", "container"}, {"msExchAdminGroup", "top"}, {"msExchServersContainer", "container"},
	{"msExchExchangeServer", "server"}, {"msExchClientAccessArray", "msExchExchangeServer"},
	{"msExchProtocolCfgProtocolContainer", "container"}, {"protocolCfg", "top"}, {"protocolCfgHTTP", "protocolCfg"},
	{"msExchProtocolCfgHTTPContainer", "container"}, {"protocolCfgSMTP", "protocolCfg"},
	{"protocolCfgSMTPServer", "protocolCfgSMTP"}, {"msExchProtocolCfgSMTPContainer", "container"},
	{"msExchVirtualDirectory", "top"}, {"msExchOWAVirtualDirectory", "msExchVirtualDirectory"},
	{"msExchWebServicesVirtualDirectory", "msExchVirtualDirectory"}, {"msExchOABVirtualDirectory", "msExchVirtualDirectory"},
	{"msExchMobileVirtualDirectory", "msExchVirtualDirectory"}, {"msExchECPVirtualDirectory", "msExchVirtualDirectory"},
	{"msExchPowerShellVirtualDirectory", "msExchVirtualDirectory"}, {"msExchRpcHttpVirtualDirectory", "msExchVirtualDirectory"},
	{"msExchMapiVirtualDirectory", "msExchVirtualDirectory"}, {"msExchAutoDiscoverVirtualDirectory", "msExchVirtualDirectory"},
}

// categoryTable gives the object category that a class name stands for in a
// filter such as (objectCategory=computer).
var categoryTable = map[string]string{
	"person": "Person", "user": "Person", "organizationalPerson": "Person", "computer": "Computer", "group": "Group",
	"container": "Container", "organizationalUnit": "Organizational-Unit", "domainDNS": "Domain-DNS",
	"msDS-GroupManagedServiceAccount": "ms-DS-Group-Managed-Service-Account",
	"msDS-ManagedServiceAccount":      "ms-DS-Managed-Service-Account", "trustedDomain": "Trusted-Domain",
	"serviceConnectionPoint": "Service-Connection-Point", "msExchExchangeServer": "ms-Exch-Exchange-Server",
	"nTDSDSA": "NTDS-DSA", "site": "Site", "server": "Server",
}

// attributeTable: name, syntax letter and flags (1 single-valued, G in the
// global catalogue, S written by the directory only, C constructed), classes.
const attributeTable = `
objectClass tGS top
cn t1G person,container,group,computer,leaf,applicationSettings,server,msExchExchangeServer,msExchVirtualDirectory,site,crossRef,protocolCfg,msExchAdminGroup,attributeSchema,classSchema
name t1GS top
distinguishedName n1GS top
objectGUID g1GS top
objectCategory n1G top
objectSid s1GS person,group,domain
instanceType i1GS top
whenCreated T1GS top
whenChanged T1GS top
uSNCreated i1GS top
uSNChanged i1GS top
description tG top
displayName t1G top
showInAdvancedViewOnly b1G top
systemFlags i1GS top
isDeleted b1GS top
isCriticalSystemObject b1GS top
nTSecurityDescriptor o1GC top
memberOf nGS top
allowedAttributes tC top
allowedAttributesEffective tC top
allowedChildClasses tC top
allowedChildClassesEffective tC top
canonicalName tC top
msDS-ReplAttributeMetaData tC top
createTimeStamp T1C top
modifyTimeStamp T1C top
structuralObjectClass tC top
sAMAccountName t1G user,group
sAMAccountType i1GS user,group
userPrincipalName t1G user
userAccountControl i1G user
servicePrincipalName tG user
dNSHostName t1G computer,server,applicationSettings
msDS-AdditionalDnsHostName tS computer
msDS-AdditionalSamAccountName tS computer
msDS-SupportedEncryptionTypes i1 user,trustedDomain
msDS-AllowedToDelegateTo t user
msDS-AllowedToActOnBehalfOfOtherIdentity o1 user
msDS-KeyVersionNumber i1C user
msDS-User-Account-Control-Computed i1C user
msDS-UserPasswordExpiryTimeComputed i1C user
tokenGroups sC user
msDS-GroupMSAMembership o1 msDS-GroupManagedServiceAccount
msDS-ManagedPasswordInterval i1 msDS-GroupManagedServiceAccount
msDS-HostServiceAccount n computer
pwdLastSet i1 user
accountExpires i1 user
lockoutTime i1 user
badPwdCount i1S user
badPasswordTime i1S user
lastLogon i1S user
lastLogonTimestamp i1GS user
logonCount i1S user
primaryGroupID i1G user
userWorkstations t1 user
logonHours o1 user
adminCount i1 user,group
givenName t1G user
sn t1G person
initials t1 user
mail t1G user
proxyAddresses tG user
mailNickname t1G user
homeMDB n1G user
msExchHomeServerName t1G user
msExchMailboxGuid o1G user
legacyExchangeDN t1G user,msExchExchangeServer
operatingSystem t1G computer
operatingSystemVersion t1G computer
operatingSystemServicePack t1 computer
serverReferenceBL nGS computer
serverReference n1G server
member nG group
groupType i1G group
sIDHistory sG user,group
info t1 user,group
location t1 computer,site
managedBy n1 computer,group,organizationalUnit
ou tG organizationalUnit
dc t1 domain
c t1G user
company t1 user
department t1 user
title t1 user
telephoneNumber t1G person
userPassword o person
unicodePwd o1S user
keywords tG connectionPoint
serviceBindingInformation t serviceConnectionPoint
remoteServerName t fTDfs
pKT o1 fTDfs
msDFS-TargetListv2 o1 msDFS-Namespacev2,msDFS-Linkv2
msDFS-LinkPathv2 t1 msDFS-Linkv2
serviceClassName t1 serviceConnectionPoint
serviceDNSName t1 serviceConnectionPoint
serviceDNSNameType t1 serviceConnectionPoint
serverRole i1 msExchExchangeServer
serialNumber t msExchExchangeServer
networkAddress t server,msExchExchangeServer
versionNumber i1 msExchExchangeServer
heuristics i1 msExchExchangeServer
msExchCurrentServerRoles i1 msExchExchangeServer
msExchServerSite n1 msExchExchangeServer
msExchProductID t1 msExchExchangeServer
msExchInternalHostName t msExchVirtualDirectory
msExchExternalHostName t msExchVirtualDirectory
msExchInternalAuthenticationMethods i1 msExchVirtualDirectory
msExchExternalAuthenticationMethods i1 msExchVirtualDirectory
msExchMetabasePath t1 msExchVirtualDirectory
msExchSmtpFullyQualifiedDomainName t1 protocolCfgSMTPServer
msExchServerBindings t protocolCfg
msExchOrganizationFlags i1 msExchOrganizationContainer
msExchProductVersion i1 msExchOrganizationContainer
sPNMappings t nTDSService
dSHeuristics t1 nTDSService
tombstoneLifetime i1 nTDSService
options i1 applicationSettings,nTDSDSA
hasMasterNCs n nTDSDSA
msDS-HasMasterNCs n nTDSDSA
invocationId g1 nTDSDSA
msDS-Behavior-Version i1 domain,nTDSDSA,crossRefContainer
nCName n1G crossRef
dnsRoot tG crossRef
nETBIOSName t1G crossRef
trustParent n1 crossRef
trustPartner t1G trustedDomain
trustDirection i1G trustedDomain
trustType i1G trustedDomain
trustAttributes i1G trustedDomain
flatName t1G trustedDomain
securityIdentifier s1G trustedDomain
maxPwdAge i1 domain
minPwdAge i1 domain
lockoutThreshold i1 domain
lockoutDuration i1 domain
ms-DS-MachineAccountQuota i1 domain
lDAPDisplayName t1 attributeSchema,classSchema
attributeID t1 attributeSchema
attributeSyntax t1 attributeSchema
oMSyntax i1 attributeSchema
isSingleValued b1 attributeSchema
isMemberOfPartialAttributeSet b1 attributeSchema
systemOnly b1 attributeSchema
subClassOf t1 classSchema
governsID t1 classSchema
objectClassCategory i1 classSchema
`
