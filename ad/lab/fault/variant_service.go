package fault

import (
	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// serviceVariants are ordinary services in other legitimate forms.
func serviceVariants() []Variant {
	return []Variant{
		{Name: "port-names", Words: "a service on a port of its own", Apply: func(f *forest.Forest) {
			f.AddSPN(forest.AppAccount, "http/"+forest.AppHost+":8443")
		}},
		{Name: "instance-names", Words: "named database instances", Apply: func(f *forest.Forest) {
			f.AddSPN(forest.SQLAccount, "MSSQLSvc/"+forest.SQLHost+":PAYROLL")
			f.AddSPN(forest.SQLAccount, "MSSQLSvc/"+forest.SQLHost+":51433")
		}},
		{Name: "sql-dynamic-port", Words: "a named instance on a dynamic port that its account registered", Guides: []string{"sql-server"}, Inputs: map[string]string{"sql-server.service": `sql1\PAYROLL`}, Apply: func(f *forest.Forest) {
			m := f.Member("SQL1")
			m.Instance("PAYROLL", "49733")
			m.Instance("OTHER", "49811")
			var names []string
			for _, end := range []string{"", ":1433", ":PAYROLL", ":49733", ":OTHER", ":49811"} {
				names = append(names, "MSSQLSvc/"+forest.SQLHost+end)
				if end != "" && end != ":1433" {
					f.AddSPN(forest.SQLAccount, "MSSQLSvc/"+forest.SQLHost+end)
				}
			}
			f.AddKeytab("sql1.keytab", forest.SQLAccount, append(names, forest.SQLAccount))
		}},
		{Name: "host-alias", Words: "a web site under the computer's own name, covered by HOST", Guides: nil,
			Inputs: map[string]string{"service": "http/web1.contoso.lab", "host": "web1.contoso.lab", "keytab": "lab:web1.keytab", "web-sso-linux.service": "https://web1.contoso.lab/"}, Apply: func(*forest.Forest) {}},
		{Name: "three-part-names", Words: "more three-part names on a controller", Apply: func(f *forest.Forest) {
			f.AddSPN("DC1$", "HOST/DC1/contoso.lab")
			f.AddSPN("DC1$", "ldap/DC1/contoso.lab")
			f.AddSPN("DC1$", "ldap/dc1.contoso.lab/DomainDnsZones.contoso.lab")
		}},
		{Name: "disabled-leaver", Words: "a disabled user without names", Apply: func(f *forest.Forest) {
			f.AddUser(forest.User{Name: "leaver", Display: "Lea Leaver", ETypes: 28, UAC: ad.UACNormal | ad.UACDisabled})
		}},
		{Name: "sensitive-admin", Words: "an administrator who cannot be delegated, as it should be", Apply: func(f *forest.Forest) {
			f.SetFlags("Administrator", ad.UACNotDelegated)
			f.Join("Protected Users", "Administrator")
		}},
		{Name: "resource-delegation", Words: "a file server that lets a web server impersonate users", Apply: func(f *forest.Forest) {
			f.ActOnBehalf("FS1$", "WEB1$")
		}},
		{Name: "same-class-other-host", Words: "names that differ in the host only", Apply: func(f *forest.Forest) {
			f.AddSPN("FS1$", "http/app2.contoso.lab")
			f.AddSPN("FS1$", "http/app.contoso.lab.contoso.lab")
		}},
		{Name: "computer-without-etypes", Words: "a computer lists no encryption types and has a recent password", Apply: func(f *forest.Forest) {
			f.Set(f.DN("FS1$"), "msDS-SupportedEncryptionTypes")
		}},
		{Name: "added-alias", Words: "an administrator added a class to the aliases of HOST", Apply: func(f *forest.Forest) {
			f.Set("CN=Directory Service,CN=Windows NT,CN=Services,"+f.Config, "sPNMappings", forest.DefaultSPNMappings+",printsvc")
		}},
	}
}
