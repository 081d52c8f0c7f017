package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func TestDNSCNAME(t *testing.T) {
	name := func(w world, v facts.DNSValue) {
		facts.DNSName.Put(w.Snapshot, diag.Fact[facts.DNSValue]{Subject: "outlook.contoso.lab", Value: v, Source: src("dns", "")})
	}
	judge(t, dnsCNAME,
		kase{"several addresses", func(w world) { name(w, facts.DNSValue{Addresses: []string{"10.0.0.1", "10.0.0.2"}}) }, []string{"pass ok outlook.contoso.lab"}},
		kase{"the name itself with a dot", func(w world) {
			name(w, facts.DNSValue{Canonical: "OUTLOOK.contoso.lab.", Addresses: []string{"10.0.0.1"}})
		}, []string{"pass ok outlook.contoso.lab"}},
		kase{"alias", func(w world) {
			name(w, facts.DNSValue{Canonical: "cas1.contoso.lab.", Addresses: []string{"10.0.0.1"}})
		}, []string{"fail alias-conflict outlook.contoso.lab"}},
		kase{"unknown here", func(w world) { name(w, facts.DNSValue{Asked: []string{"10.9.9.9"}}) }, []string{"unknown not-checked outlook.contoso.lab"}},
		kase{"resolver silent", func(w world) { w.unread(facts.DNSName.For("outlook.contoso.lab"), ad.ProblemUnreachable) }, []string{"unknown not-checked outlook.contoso.lab"}})
}

func TestDNSUnresolved(t *testing.T) {
	dns := func(apex, name []string, arrays ...string) func(world) {
		return func(w world) {
			var org facts.ExchangeValue
			for _, a := range arrays {
				org.Arrays = append(org.Arrays, facts.ExchangeArray{FQDN: a})
			}
			facts.Exchange.Put(w.Snapshot, diag.Fact[facts.ExchangeValue]{Value: org})
			facts.Directory.Put(w.Snapshot, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Realm: "CONTOSO.LAB"}})
			for n, addresses := range map[string][]string{"contoso.lab": apex, "outlook.contoso.lab": name, "outlook.elsewhere.example": nil} {
				facts.DNSName.Put(w.Snapshot, diag.Fact[facts.DNSValue]{Subject: n, Value: facts.DNSValue{Addresses: addresses}, Source: src("dns", "")})
			}
		}
	}
	judge(t, dnsUnresolved,
		kase{"there", dns([]string{"10.0.0.1"}, []string{"10.0.0.9"}), []string{"pass ok outlook.contoso.lab"}},
		kase{"not there, says the domain's own DNS", dns([]string{"10.0.0.1"}, nil, "Outlook.contoso.lab"), []string{"fail not-found outlook.contoso.lab"}},
		kase{"typed here and published nowhere: it may live in another DNS", dns([]string{"10.0.0.1"}, nil), nil},
		kase{"a resolver that does not know the domain proves nothing", dns(nil, nil), nil})
}
