package forest

import (
	"fmt"
	"strings"

	"adwalk/ad"
)

// AddDC adds a domain controller that is a global catalogue: its computer
// account with the names a controller registers, and its objects in the
// configuration.
func (f *Forest) AddDC(name string) {
	low := strings.ToLower(name)
	fqdn := low + "." + f.Domain
	guid := fmt.Sprintf("8f1c0a9e-5d1f-4c7b-9a34-%012x", len(f.Domain)*1000+len(name)*100+int(name[len(name)-1]))
	spns := []string{"HOST/" + fqdn, "HOST/" + name, "HOST/" + fqdn + "/" + f.NetBIOS, "HOST/" + fqdn + "/" + f.Domain,
		"HOST/" + name + "/" + f.NetBIOS,
		"ldap/" + fqdn, "ldap/" + name, "ldap/" + fqdn + "/" + f.NetBIOS, "ldap/" + fqdn + "/" + f.Domain,
		"ldap/" + guid + "._msdcs." + f.Domain, "GC/" + fqdn + "/" + f.Domain, "DNS/" + fqdn,
		"RestrictedKrbHost/" + fqdn, "RestrictedKrbHost/" + name,
		"E3514235-4B06-11D1-AB04-00C04FC2DCD2/" + guid + "/" + f.Domain,
		"Dfsr-12F9A27C-BF97-4787-9364-D31B6C55EB04/" + fqdn}
	f.AddComputer(User{Name: name, Container: "OU=Domain Controllers", UAC: ad.UACServer | ad.UACTrustedDelegation, ETypes: 28,
		SPNs: spns, KVNO: 2, Values: map[string][]string{"primaryGroupID": {"516"},
			"operatingSystem": {"Windows Server 2022 Datacenter"}, "operatingSystemVersion": {"10.0 (20348)"},
			"serverReferenceBL": {f.ServerDN(name, false)}}})
	f.Plant(f.ServerDN(name, false), "server", map[string][]string{"dNSHostName": {fqdn},
		"serverReference": {"CN=" + name + ",OU=Domain Controllers," + f.Base}})
	f.Plant(f.ServerDN(name, true), "nTDSDSA", map[string][]string{"options": {"1"}, "msDS-Behavior-Version": {"7"},
		"hasMasterNCs": {f.Base, f.Config, "CN=Schema," + f.Config}})
}

// AddSecondDC adds DC2 and gives it a database of its own, which follows the
// first one until Freeze.
func (f *Forest) AddSecondDC() {
	if f.Replica != nil {
		return
	}
	f.AddDC("DC2")
	f.Replica = f.Tree.Clone(f.ServerDN("DC2", true))
	f.Tree.ReplicateTo(f.Replica)
	f.Replica.ReplicateTo(f.Tree)
}

// Freeze stops replication between the controllers: what is written on one is
// not seen on the other.
func (f *Forest) Freeze() {
	f.Lagging = true
	f.Tree.Isolate()
	if f.Replica != nil {
		f.Replica.Isolate()
	}
}
