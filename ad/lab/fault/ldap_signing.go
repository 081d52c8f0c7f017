package fault

import "adwalk/ad/lab/forest"

// ldapSigning are domain controllers that demand less than they should, and clients
// that the demand would refuse.
func ldapSigning() []Fault {
	const dc1, dc2 = "dc1.contoso.lab", "dc2.contoso.lab"
	fault := func(name, code, subject, verdict, words, touches string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "ldap-" + name, Area: "ldap", Guide: "ldap-signing", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: touches, Apply: apply}
	}
	policy := func(dc string, change func(*forest.LDAPPolicy)) func(*forest.Forest) {
		return func(f *forest.Forest) { f.SetLDAPPolicy(dc, change) }
	}
	second := func(x Fault) Fault {
		x.Replica = true
		return x
	}
	unsigned := func(p *forest.LDAPPolicy) { p.Unsigned = true }
	unbound := func(p *forest.LDAPPolicy) { p.Unbound = true }
	unchecked := func(p *forest.LDAPPolicy) { p.Unbound, p.Unchecked = true, true }
	noTLS := func(p *forest.LDAPPolicy) { p.NoTLS = true }
	client := func(b forest.Bind) func(*forest.Forest) {
		b.Count = 3
		return func(f *forest.Forest) { f.AddBinds(b) }
	}
	return []Fault{
		fault("unsigned", "ldap-signing-off", dc1, "off", "the domain controller takes binds that are not signed", "dc1-signing", policy("dc1", unsigned)),
		second(fault("unsigned-dc2", "ldap-signing-off", dc2, "off", "the second domain controller takes binds that are not signed", "dc2-signing", policy("dc2", unsigned))),
		fault("unbound", "ldap-binding-optional", dc1, "off", "the domain controller takes binds in LDAPS without a token", "dc1-binding", policy("dc1", unbound)),
		second(fault("unbound-dc2", "ldap-binding-optional", dc2, "off", "the second domain controller takes binds in LDAPS without a token", "dc2-binding", policy("dc2", unbound))),
		fault("unchecked", "ldap-binding-off", dc1, "off", "the domain controller looks at no token", "dc1-binding", policy("dc1", unchecked)),
		second(fault("unchecked-dc2", "ldap-binding-off", dc2, "off", "the second domain controller looks at no token", "dc2-binding", policy("dc2", unchecked))),
		second(fault("no-tls-dc2", "ldap-tls-missing", dc2, "not-offered", "the second domain controller has no certificate", "dc2-binding", policy("dc2", noTLS))),
		fault("copier", "ldap-client-simple", `CONTOSO\svc-copier from 10.20.0.31`, "unprotected", "a copier sends its password readable", "copier", client(forest.Bind{Event: 2889, Host: "10.20.0.31", User: `CONTOSO\svc-copier`, Simple: true})),
		fault("monitor", "ldap-client-unsigned", `CONTOSO\MON1$ from 10.20.0.40`, "unprotected", "a monitoring host signs nothing", "monitor", client(forest.Bind{Event: 2889, Host: "10.20.0.40", User: `CONTOSO\MON1$`})),
		fault("old-java", "ldap-client-no-token", `CONTOSO\svc-wiki from 10.20.0.52`, "unsupported", "an old Java program sends no token", "java", client(forest.Bind{Event: 3039, Host: "10.20.0.52", User: `CONTOSO\svc-wiki`})),
		fault("audited", "ldap-client-no-token", `CONTOSO\svc-vpn from 10.20.0.1`, "unsupported", "a gateway would be refused for its token", "vpn", client(forest.Bind{Event: 3075, Host: "10.20.0.1", User: `CONTOSO\svc-vpn`})),
	}
}
