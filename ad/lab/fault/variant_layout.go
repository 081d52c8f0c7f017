package fault

import (
	"fmt"
	"strings"

	"adwalk/ad/lab/forest"
)

// layoutVariants are other forests.
func layoutVariants() []Variant {
	return []Variant{
		{Name: "exchange-2016", Words: "Exchange 2016 only", Guides: []string{"lb-namespace", "service-unreachable", "duplicates", "rc4-readiness", "delegation"}, Apply: func(f *forest.Forest) {
			f.Retire2003()
			f.Migrate()
		}},
		{Name: "exchange-2010", Words: "Exchange 2010 without newer servers", Guides: []string{"cas-array", "service-unreachable", "duplicates", "rc4-readiness", "delegation"},
			Apply: func(f *forest.Forest) { f.Retire2016() }},
		{Name: "no-2003", Words: "no Exchange 2003", Guides: []string{"cas-array", "service-unreachable", "duplicates", "rc4-readiness", "delegation"}, Apply: func(f *forest.Forest) { f.Retire2003() }},
		{Name: "no-exchange", Words: "no Exchange at all", Guides: []string{"service-unreachable", "duplicates", "rc4-readiness", "delegation"},
			Apply: func(f *forest.Forest) {
				f.Retire2003()
				f.Retire2010()
				f.Retire2016()
				f.Remove("CN=Microsoft Exchange,CN=Services," + f.Config)
				f.Notes = map[string]func(*forest.Forest) string{}
			}},
		{Name: "two-controllers", Words: "two domain controllers that agree", Apply: func(f *forest.Forest) { f.AddSecondDC() }},
		{Name: "trust", Words: "a trust to another forest", Apply: func(f *forest.Forest) { f.AddTrust() }},
		{Name: "trust-selective", Words: "a trust with selective authentication, and the users are allowed to authenticate", Guides: []string{"trust"}, Apply: func(f *forest.Forest) {
			f.AddTrust()
			f.Partner.BeSelective(f.Domain)
			f.Partner.AllowToAuthenticate("svc-app9", f.Domain)
		}},
		{Name: "many-objects", Words: "two hundred more computers", Apply: func(f *forest.Forest) {
			for i := range 200 {
				f.AddServer(fmt.Sprintf("PC%03d", i), "CN=Computers", "WSMAN", "TERMSRV")
			}
		}},
		{Name: "hyper-v", Words: "two Hyper-V hosts, whose service classes are several words", Apply: func(f *forest.Forest) {
			for _, host := range []string{"HV1", "HV2"} {
				f.AddServer(host, "CN=Computers", "Microsoft Virtual Console Service", "Microsoft Virtual System Migration Service", "Hyper-V Replica Service")
			}
		}},
		{Name: "third-back-end", Words: "a third back end that the list knows", Apply: func(f *forest.Forest) {
			f.AddExchange2003("BE3", false)
			dn := f.DN(forest.FrontEnd + "$")
			f.AddValue(dn, "msDS-AllowedToDelegateTo", "HTTP/BE3")
			f.AddValue(dn, "msDS-AllowedToDelegateTo", "http/be3.contoso.lab")
		}},
		{Name: "list-in-other-case", Words: "the front end's list is in other letters", Apply: func(f *forest.Forest) {
			dn := f.DN(forest.FrontEnd + "$")
			var list []string
			for _, t := range forest.DelegationTargets() {
				list = append(list, strings.ToLower(t))
			}
			f.Set(dn, "msDS-AllowedToDelegateTo", list...)
		}},
		{Name: "aes-default", Words: "controllers that assume AES for accounts that say nothing", Apply: func(f *forest.Forest) { f.DefaultETypes = 0x18 }},
	}
}
