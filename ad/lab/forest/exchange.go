package forest

import (
	"fmt"
	"strings"
)

// Exchange describes the organisation in the configuration partition, as far
// as scenarios and faults need to find it again.
type Exchange struct {
	Org    string // DN of the organisation
	Group  string // DN of the Exchange 2007+ administrative group
	Arrays []Array
	ASA    string // sAMAccountName of the alternate service account of 2010

	Expected []string // the array's names where they are not the usual ones
}

// Array is a client access server array.
type Array struct {
	Name, FQDN, Site string
	DN               string
	Members          []string
	ASA              string
}

// Roles of msExchCurrentServerRoles.
const (
	RoleMailbox      = 2
	RoleClientAccess = 4
	RoleHub          = 32
)

// Build is an Exchange version.
type Build struct{ Major, Minor, Build int }

// Builds of the lab's servers.
var (
	Build2003 = Build{6, 5, 7638}
	Build2010 = Build{14, 1, 289} // Service Pack 1, Update Rollup 3
	Build2016 = Build{15, 1, 2507}
)

// number packs a version as versionNumber does.
func (b Build) number() int {
	if b.Major < 8 {
		return b.Build
	}
	return 0x70000000 | b.Major<<22 | b.Minor<<16 | 0x8000 | b.Build
}

func (b Build) serial() string {
	shown := b.Build
	if b.Major >= 8 {
		shown += 30000
	}
	return fmt.Sprintf("Version %d.%d (Build %d.7)", b.Major, b.Minor, shown)
}

// AddOrganisation plants the Exchange organisation without servers.
func (f *Forest) AddOrganisation(name string) {
	root := "CN=Microsoft Exchange,CN=Services," + f.Config
	x := &Exchange{Org: "CN=" + name + "," + root}
	groups := "CN=Administrative Groups," + x.Org
	x.Group = "CN=Exchange Administrative Group (FYDIBOHF23SPDLT)," + groups
	f.Exchange = x
	f.Plant(root, "msExchConfigurationContainer", nil)
	f.Plant(x.Org, "msExchOrganizationContainer", map[string][]string{"msExchProductVersion": {itoa(Build2010.number())}})
	f.Plant(groups, "msExchAdminGroupContainer", nil)
	f.Plant(x.Group, "msExchAdminGroup", map[string][]string{"displayName": {"Exchange Administrative Group (FYDIBOHF23SPDLT)"}})
	f.Plant("CN=Arrays,"+x.Group, "container", nil)
	f.Plant("CN=Servers,"+x.Group, "msExchServersContainer", nil)
}

// Site is the DN of the forest's site.
func (f *Forest) Site() string { return "CN=Default-First-Site-Name,CN=Sites," + f.Config }

// AddArray adds a client access server array.
func (f *Forest) AddArray(name, fqdn, asa string, members ...string) {
	a := Array{Name: name, FQDN: fqdn, DN: "CN=" + name + ",CN=Arrays," + f.Exchange.Group, Members: members, ASA: asa}
	f.Plant(a.DN, "msExchClientAccessArray", map[string][]string{"networkAddress": {"ncacn_ip_tcp:" + fqdn},
		"msExchServerSite": {f.Site()}, "versionNumber": {itoa(Build2010.number())}, "serialNumber": {Build2010.serial()},
		"msExchCurrentServerRoles": {itoa(RoleClientAccess)},
		"legacyExchangeDN":         {f.legacyDN(fqdn)}})
	f.Exchange.Arrays = append(f.Exchange.Arrays, a)
}

func (f *Forest) legacyDN(server string) string {
	_, org := rdn(f.Exchange.Org)
	return "/o=" + org + "/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=" + server
}

// ServerObject names an Exchange server's object in the configuration.
func (f *Forest) ServerObject(name string) string {
	return "CN=" + name + ",CN=Servers," + f.Exchange.Group
}

// AddExchangeServer adds a server of 2007 or later: its computer account with
// the names its roles register, and its object in the configuration.
func (f *Forest) AddExchangeServer(name string, roles int, b Build) {
	classes := []string{"WSMAN", "TERMSRV"}
	if roles&(RoleClientAccess|RoleMailbox) != 0 {
		classes = append(classes, "exchangeMDB")
	}
	if roles&RoleClientAccess != 0 {
		classes = append(classes, "exchangeRFR", "exchangeAB")
	}
	if roles&RoleHub != 0 {
		classes = append(classes, "SMTP", "SMTPSVC")
	}
	f.AddServer(name, "OU=Exchange", classes...)
	fqdn := strings.ToLower(name) + "." + f.Domain
	dn := f.ServerObject(name)
	f.Plant(dn, "msExchExchangeServer", map[string][]string{
		"networkAddress":           {"netbios:" + name, "ncacn_vns_spp:" + name, "ncacn_spx:" + name, "ncacn_ip_tcp:" + fqdn},
		"msExchCurrentServerRoles": {itoa(roles)}, "versionNumber": {itoa(b.number())}, "serialNumber": {b.serial()},
		"msExchServerSite": {f.Site()}, "legacyExchangeDN": {f.legacyDN(name)}})
	f.Plant("CN=Protocols,"+dn, "container", nil)
	f.Plant("CN=HTTP,CN=Protocols,"+dn, "msExchProtocolCfgHTTPContainer", nil)
	f.Plant("CN=SMTP,CN=Protocols,"+dn, "msExchProtocolCfgSMTPContainer", nil)
}

// virtualDirectory is a web application of a client access server.
type virtualDirectory struct {
	name, class, path string
	own               bool // its internal URL names the server itself
}

var virtualDirectories = []virtualDirectory{
	{"owa", "msExchOWAVirtualDirectory", "/owa", false},
	{"ecp", "msExchECPVirtualDirectory", "/ecp", false},
	{"EWS", "msExchWebServicesVirtualDirectory", "/EWS/Exchange.asmx", false},
	{"OAB", "msExchOABVirtualDirectory", "/OAB", false},
	{"Microsoft-Server-ActiveSync", "msExchMobileVirtualDirectory", "/Microsoft-Server-ActiveSync", false},
	{"PowerShell", "msExchPowerShellVirtualDirectory", "/powershell", true},
}

// AddWebDirectories gives a client access server its virtual directories with
// internal URLs at host, the Autodiscover one without, and the Autodiscover
// service connection point.
func (f *Forest) AddWebDirectories(server, host, autodiscover string) {
	for _, v := range virtualDirectories {
		url := "https://" + host + v.path
		if v.own {
			url = "http://" + strings.ToLower(server) + "." + f.Domain + v.path
		}
		f.Plant(f.WebDirectory(server, v.name), v.class, map[string][]string{"msExchInternalHostName": {url},
			"msExchInternalAuthenticationMethods": {"6"}, "msExchMetabasePath": {"IIS://" + strings.ToLower(server) + "." + f.Domain + "/W3SVC/1/ROOT/" + v.name}})
	}
	f.Plant(f.WebDirectory(server, "Autodiscover"), "msExchAutoDiscoverVirtualDirectory",
		map[string][]string{"msExchInternalAuthenticationMethods": {"6"}})
	f.publish(server, autodiscover)
}

// autodiscover names the container of a server's service connection point.
func (f *Forest) autodiscover(server string) string {
	return "CN=Autodiscover,CN=Protocols," + f.ServerObject(server)
}

// publish adds a server's Autodiscover service connection point.
func (f *Forest) publish(server, autodiscover string) {
	scp := f.autodiscover(server)
	f.Plant(scp, "container", nil)
	_, site := rdn(f.Site())
	f.Plant("CN="+server+","+scp, "serviceConnectionPoint", map[string][]string{
		"keywords":                  {"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=" + site},
		"serviceBindingInformation": {"https://" + autodiscover + "/Autodiscover/Autodiscover.xml"},
		"serviceClassName":          {"ms-Exchange-AutoDiscover-Service"}, "serviceDNSName": {strings.ToLower(server)}})
}

// WebDirectory names a virtual directory's object.
func (f *Forest) WebDirectory(server, name string) string {
	return "CN=" + name + " (Default Web Site),CN=HTTP,CN=Protocols," + f.ServerObject(server)
}
