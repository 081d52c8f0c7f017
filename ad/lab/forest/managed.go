package forest

import "time"

// The group-managed account of the forest and the service that runs as it.
const (
	ShopHost    = "shop.contoso.lab"
	ShopAccount = "gmsa-shop$"
	shopHosts   = "Shop hosts"
	webHosts    = "Web hosts"
)

// addManaged adds a group-managed account that WEB1 uses: it may fetch the password
// over a group in a group.
func (f *Forest) addManaged(web *Member) {
	f.AddComputer(User{Name: ShopAccount, Class: "msDS-GroupManagedServiceAccount", Container: "CN=Managed Service Accounts", ETypes: 28, Bare: true,
		SPNs: []string{"http/" + ShopHost}, Values: map[string][]string{"msDS-ManagedPasswordInterval": {"30"}, "dNSHostName": {ShopHost}}})
	f.AddGroup(shopHosts, 1801)
	f.AddGroup(webHosts, 1802, "WEB1$")
	f.Join(shopHosts, webHosts)
	f.LetFetch(ShopAccount, shopHosts)
	f.Name(ShopHost, "127.0.0.51")
	web.Hosts = append(web.Hosts, ShopHost)
	web.Latest = f.Credential(ShopAccount, 0, f.Now().Add(-10*24*time.Hour))
	f.Inputs["gmsa.service"] = "http/" + ShopHost
	f.Inputs["gmsa.hosts"] = "web1." + f.Domain
}
