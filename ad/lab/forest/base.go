package forest

import (
	"strconv"

	"adwalk/ad"
	"adwalk/ad/lab/store"
)

// DefaultSPNMappings is the value that a new forest has.
const DefaultSPNMappings = "host=alerter,appmgmt,cisvc,clipsrv,browser,dhcp,dnscache,replicator,eventlog,eventsystem," +
	"policyagent,oakley,dmserver,dns,mcsvc,fax,msiserver,ias,messenger,netlogon,netman,netdde,netddedsm,nmagent," +
	"plugplay,protectedstorage,rasman,rpclocator,rpc,rpcss,remoteaccess,rsvp,samss,scardsvr,scesrv,seclogon,scm,dcom," +
	"cifs,spooler,snmp,schedule,tapisrv,trksvr,trkwks,ups,time,wins,www,http,w3svc,iisadmin,msdtc"

// addBase plants what every domain has.
func (f *Forest) addBase() {
	tree := func(dn, class string) { f.Plant(dn, class, nil) }
	f.Plant(f.Base, "domainDNS", map[string][]string{"objectSid": {string(store.SIDBytes(f.SID))}, "msDS-Behavior-Version": {"7"},
		"maxPwdAge": {"-36288000000000"}, "lockoutThreshold": {"0"}, "ms-DS-MachineAccountQuota": {"10"}})
	for _, ou := range []string{"Domain Controllers", "Exchange", "Servers", "Staff"} {
		tree("OU="+ou+","+f.Base, "organizationalUnit")
	}
	for _, c := range []string{"Users", "Computers", "System", "Managed Service Accounts"} {
		tree("CN="+c+","+f.Base, "container")
	}
	tree("CN=Builtin,"+f.Base, "builtinDomain")
	tree(f.Config, "configuration")
	tree("CN=Schema,"+f.Config, "dMD")
	tree("CN=Sites,"+f.Config, "sitesContainer")
	tree("CN=Default-First-Site-Name,CN=Sites,"+f.Config, "site")
	tree("CN=Servers,CN=Default-First-Site-Name,CN=Sites,"+f.Config, "serversContainer")
	f.Plant("CN=Partitions,"+f.Config, "crossRefContainer", map[string][]string{"msDS-Behavior-Version": {"7"}})
	f.Plant("CN="+f.NetBIOS+",CN=Partitions,"+f.Config, "crossRef", map[string][]string{"nCName": {f.Base},
		"dnsRoot": {f.Domain}, "nETBIOSName": {f.NetBIOS}, "systemFlags": {"3"}})
	tree("CN=Services,"+f.Config, "container")
	tree("CN=Windows NT,CN=Services,"+f.Config, "container")
	f.Plant("CN=Directory Service,CN=Windows NT,CN=Services,"+f.Config, "nTDSService",
		map[string][]string{"sPNMappings": {DefaultSPNMappings}, "tombstoneLifetime": {"180"}})
	f.AddDC("DC1")
	f.addBuiltins()
}

func (f *Forest) addBuiltins() {
	f.AddUser(User{Name: "krbtgt", Container: "CN=Users", RID: 502, KVNO: 2, UAC: ad.UACNormal | ad.UACDisabled,
		ETypes: -1, SPNs: []string{"kadmin/changepw"}})
	f.AddUser(User{Name: "Administrator", Container: "CN=Users", RID: 500, Password: "Admin-of-the-lab-1", May: []string{"*"}, ETypes: 28})
	f.AddGroup("Domain Users", 513)
	f.AddGroup("Domain Admins", 512, "Administrator")
	f.AddGroup("Protected Users", 525)
}

// addSchema writes the schema's own objects.
func (f *Forest) addSchema() {
	syntaxes := map[store.Syntax][2]string{store.Text: {"2.5.5.12", "64"}, store.Integer: {"2.5.5.9", "2"}, store.Time: {"2.5.5.11", "24"},
		store.Name: {"2.5.5.1", "127"}, store.Octets: {"2.5.5.10", "4"}, store.SID: {"2.5.5.17", "4"}, store.GUID: {"2.5.5.10", "4"},
		store.Boolean: {"2.5.5.8", "1"}}
	for _, a := range f.Tree.Schema().Attributes() {
		s := syntaxes[a.Syntax]
		f.Plant("CN="+a.Name+",CN=Schema,"+f.Config, "attributeSchema", map[string][]string{"lDAPDisplayName": {a.Name},
			"attributeSyntax": {s[0]}, "oMSyntax": {s[1]}, "isSingleValued": {truth(a.Single)},
			"isMemberOfPartialAttributeSet": {truth(a.InGC)}, "systemOnly": {truth(a.SystemOnly)}})
	}
	for _, c := range f.Tree.Schema().Classes() {
		f.Plant("CN="+c[0]+" class,CN=Schema,"+f.Config, "classSchema", map[string][]string{"lDAPDisplayName": {c[0]},
			"subClassOf": {c[1] + or(c[1] == "", "top")}, "objectClassCategory": {"1"}})
	}
}

func truth(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

func or(use bool, s string) string {
	if use {
		return s
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }
