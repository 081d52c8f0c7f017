package fault

import "adwalk/ad/lab/forest"

// names are faults of the DNS.
func names() []Fault {
	var out []Fault
	for _, h := range []string{forest.ArrayFQDN, forest.MailHost, forest.AutodiscHost} {
		out = append(out, Fault{Name: "dns-cname-" + slug(h), Area: "dns", Guide: "cas-array", Code: "dns-cname", Subject: h, Verdict: "alias-conflict",
			Words: h + " is an alias of a member", Touches: "dns " + h, Apply: func(f *forest.Forest) { f.Alias(h, "cas1.contoso.lab") }})
		out = append(out, Fault{Name: "dns-unknown-" + slug(h), Area: "dns", Guide: "cas-array", Code: "dns-unresolved", Subject: h, Verdict: "not-found",
			Words: h + " does not resolve", Touches: "dns " + h, Apply: func(f *forest.Forest) { f.Unname(h) }})
	}
	return append(out, Fault{Name: "dns-cname-app", Area: "dns", Guide: "service-unreachable", Code: "dns-cname", Subject: forest.AppHost,
		Verdict: "alias-conflict", Words: forest.AppHost + " is an alias of WEB1", Touches: "dns app",
		Apply: func(f *forest.Forest) { f.Alias(forest.AppHost, "web1.contoso.lab") }})
}
