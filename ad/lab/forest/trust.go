package forest

import (
	"slices"
	"strings"
)

// Partner names of the second forest.
const (
	PartnerDomain = "fabrikam.lab"
	PartnerHost   = "app9.fabrikam.lab"
	PartnerUser   = "frank"
	partnerWord   = "Frank-from-fabrikam-1"
	trustWord     = "what both forests know"
)

// AddTrust makes a second forest and a two-way trust to it: trusted-domain
// objects on both sides, and a key that both KDCs share (MS-ADTS 6.1.6).
func (f *Forest) AddTrust() {
	if f.Partner != nil {
		return
	}
	p, err := New(Options{Domain: PartnerDomain, NetBIOS: "FABRIKAM", Now: f.now})
	if err != nil {
		f.fail(err)
		return
	}
	p.AddServer("APP9", "OU=Servers")
	p.AddUser(User{Name: "svc-app9", Container: "OU=Servers", ETypes: 24, SPNs: []string{"http/" + PartnerHost}})
	p.AddUser(User{Name: PartnerUser, Display: "Frank Fabrik", Password: partnerWord, ETypes: 28})
	p.Access = []Account{{PartnerUser, partnerWord, "user", "an ordinary user of the other forest"}}
	p.Name("dc1."+p.Domain, "127.0.0.1")
	p.Name(PartnerHost, "127.0.0.71")
	f.trust(p)
	p.trust(f)
	f.Partner = p
	f.Inputs["trust.service"] = "http/" + PartnerHost
	f.fail(p.err)
}

// EndTrust lets the domain's KDC issue no ticket for the other forest any more.
func (f *Forest) EndTrust() { f.Trusts = nil }

func (f *Forest) trust(to *Forest) {
	f.Trusts = append(f.Trusts, Trust{Domain: to.Domain, NetBIOS: to.NetBIOS, SID: to.SID, Password: trustWord})
	f.Plant("CN="+to.Domain+",CN=System,"+f.Base, "trustedDomain", map[string][]string{"trustPartner": {to.Domain},
		"flatName": {to.NetBIOS}, "trustDirection": {"3"}, "trustType": {"2"}, "trustAttributes": {"8"},
		"securityIdentifier": {sidBytes(to.SID)}, "msDS-SupportedEncryptionTypes": {"24"}})
}

// BeSelective turns selective authentication on for the users of a trusted domain
// (TRUST_ATTRIBUTE_CROSS_ORGANIZATION, MS-ADTS 6.1.6.7.9). Only this side shows it.
func (f *Forest) BeSelective(domain string) {
	for i, t := range f.Trusts {
		if strings.EqualFold(t.Domain, domain) {
			f.Trusts[i].Selective = true
			f.Set("CN="+t.Domain+",CN=System,"+f.Base, "trustAttributes", itoa(8|0x10))
		}
	}
}

// AllowToAuthenticate gives all users of a trusted domain the right "Allowed to
// Authenticate" on an account.
func (f *Forest) AllowToAuthenticate(account, domain string) {
	f.admitted = append(f.admitted, [2]string{strings.ToLower(account), strings.ToLower(domain)})
}

// Admits says whether the users of another realm get a ticket for an account.
func (f *Forest) Admits(account, realm string) bool {
	for _, t := range f.Trusts {
		if strings.EqualFold(t.Domain, realm) && t.Selective {
			return slices.Contains(f.admitted, [2]string{strings.ToLower(account), strings.ToLower(realm)})
		}
	}
	return true
}

// ChangeTrustPassword gives this side of a trust another password than the other side
// has.
func (f *Forest) ChangeTrustPassword(domain string) {
	for i, t := range f.Trusts {
		if strings.EqualFold(t.Domain, domain) {
			f.Trusts[i].Password = "what one forest knows alone"
		}
	}
}

// TrustLink gives the password from which this forest's KDC has the key it
// shares with another realm.
func (f *Forest) TrustLink(realm string) (password string, ok bool) {
	for _, t := range f.Trusts {
		if strings.EqualFold(t.Domain, realm) {
			return t.Password, true
		}
	}
	return "", false
}

// ForeignRealm says which trusted realm a host name belongs to.
func (f *Forest) ForeignRealm(host string) (string, bool) {
	for _, t := range f.Trusts {
		if strings.EqualFold(host, t.Domain) || strings.HasSuffix(strings.ToLower(host), "."+strings.ToLower(t.Domain)) {
			return strings.ToUpper(t.Domain), true
		}
	}
	return "", false
}
