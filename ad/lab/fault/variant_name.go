package fault

import (
	"strings"

	"adwalk/ad/lab/forest"
)

// secondArray adds an array for another site with its own names on an account.
func secondArray(f *forest.Forest, asa string) {
	for _, class := range []string{"exchangeMDB", "exchangeRFR", "exchangeAB"} {
		f.AddSPN(asa, class+"/outlooksdc.contoso.lab")
		f.AddSPN(asa, class+"/outlooksdc")
	}
	f.AddArray("outlooksdc", "outlooksdc.contoso.lab", asa, "CAS1", "CAS2")
	f.Name("outlooksdc.contoso.lab", "127.0.0.31", "127.0.0.32")
}

// nameVariants are other ways to name the same services.
func nameVariants() []Variant {
	return []Variant{
		{Name: "two-arrays-one-account", Words: "two arrays share one account", Apply: func(f *forest.Forest) { secondArray(f, forest.ASA) }},
		{Name: "no-short-names", Words: "the array's short name is not used", Guides: []string{"cas-array"}, Inputs: map[string]string{"short": "no"},
			Apply: func(f *forest.Forest) {
				var kept []string
				for _, s := range forest.ArraySPNs() {
					if strings.HasSuffix(s, "/"+forest.ArrayName) {
						f.DropSPN(forest.ASA, s)
					} else {
						kept = append(kept, s)
					}
				}
				f.Exchange.Expected = kept
			}},
		{Name: "other-case", Words: "the SPNs are registered in different case", Apply: func(f *forest.Forest) {
			for _, s := range forest.ArraySPNs() {
				f.DropSPN(forest.ASA, s)
				f.AddSPN(forest.ASA, strings.ToUpper(s))
			}
		}},
		{Name: "array-has-http", Words: "the array's own name has a web name too", Apply: func(f *forest.Forest) {
			f.AddSPN(forest.ASA, "http/"+forest.ArrayFQDN)
		}},
		{Name: "autodiscover-is-mail", Words: "Autodiscover uses the mail host", Apply: func(f *forest.Forest) {
			f.DropSPN(forest.ASA, "http/"+forest.AutodiscHost)
			for _, s := range []string{"CAS1", "CAS2"} {
				f.Set("CN="+s+",CN=Autodiscover,CN=Protocols,"+f.ServerObject(s), "serviceBindingInformation",
					"https://"+forest.MailHost+"/Autodiscover/Autodiscover.xml")
			}
			f.Unname(forest.AutodiscHost)
			var kept []string
			for _, s := range forest.ArraySPNs() {
				if s != "http/"+forest.AutodiscHost {
					kept = append(kept, s)
				}
			}
			f.Exchange.Expected = kept
		}},
		{Name: "one-address", Words: "a load balancer has one address", Apply: func(f *forest.Forest) {
			for _, h := range []string{forest.ArrayFQDN, forest.MailHost, forest.AutodiscHost} {
				f.Name(h, "127.0.0.31")
			}
		}},
		{Name: "external-name-differs", Words: "the external name is another one and needs nothing", Apply: func(f *forest.Forest) {
			for _, s := range []string{"CAS1", "CAS2"} {
				f.Set(f.WebDirectory(s, "owa"), "msExchExternalHostName", "https://mail.contoso.example/owa")
			}
		}},
	}
}
