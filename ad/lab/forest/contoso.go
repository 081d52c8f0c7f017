package forest

import (
	"time"
)

// The people and names of the lab's forest.
const (
	ArrayName     = "outlook"
	ArrayFQDN     = "outlook.contoso.lab"
	MailHost      = "mail.contoso.lab"
	AutodiscHost  = "autodiscover.contoso.lab"
	ASA           = "CASARRAY-ASA$"
	OperatorName  = "alice"
	AuditorName   = "auditor"
	UserName      = "bob"
	operatorWord  = "Walk-with-alice-1"
	auditorWord   = "Only-looking-1"
	userWord      = "Just-a-user-bob-1"
	asaWord       = "first word of the array account"
	asaNewWord    = "second word of the array account"
	asaDeployedAt = 9 * day // how long ago the array's password was rolled
)

// ArraySPNs is the set that belongs on the array's account.
func ArraySPNs() []string {
	var out []string
	for _, class := range []string{"exchangeMDB", "exchangeRFR", "exchangeAB"} {
		out = append(out, class+"/"+ArrayFQDN, class+"/"+ArrayName)
	}
	return append(out, "http/"+MailHost, "http/"+AutodiscHost)
}

// ExpectedSPNs is ArraySPNs, unless a variant set another list.
func (f *Forest) ExpectedSPNs() []string {
	if f.Exchange.Expected != nil {
		return f.Exchange.Expected
	}
	return ArraySPNs()
}

// Contoso builds the healthy forest: an organisation of Exchange 2010, 2016 and
// 2003 in which there is nothing to find.
func Contoso(now func() time.Time) (*Forest, error) {
	f, err := New(Options{Domain: "contoso.lab", NetBIOS: "CONTOSO", Now: now})
	if err != nil {
		return nil, err
	}
	f.addPeople()
	f.addArray()
	f.addNames()
	f.addServices()
	f.addExchange2003()
	f.add2016()
	f.Notes["asa-status"] = ASAStatus
	f.Notes["addressbook-log"] = AddressBookLog
	f.Notes["emsmdb32"] = ProviderVersion
	return f, f.err
}

// addPeople adds the accounts that a person connects with.
func (f *Forest) addPeople() {
	f.AddUser(User{Name: OperatorName, Display: "Alice Archer", Password: operatorWord, ETypes: 28,
		May: []string{"servicePrincipalName", "msDS-SupportedEncryptionTypes", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity", "userAccountControl"}})
	f.AddUser(User{Name: AuditorName, Display: "Audrey Auditor", Password: auditorWord, ETypes: 28})
	f.AddUser(User{Name: UserName, Display: "Bob Baker", Password: userWord, ETypes: 28})
	f.Access = []Account{
		{OperatorName, operatorWord, "operator", "may write SPNs, encryption types and delegation lists"},
		{AuditorName, auditorWord, "auditor", "may read everything and write nothing"},
		{UserName, userWord, "user", "an ordinary user with a mailbox"},
	}
}

// addArray adds the Exchange 2010 organisation and its client access array.
func (f *Forest) addArray() {
	f.AddOrganisation("Contoso")
	for _, s := range []string{"CAS1", "CAS2"} {
		f.AddExchangeServer(s, RoleClientAccess|RoleHub, Build2010)
		f.AddWebDirectories(s, MailHost, AutodiscHost)
	}
	for _, s := range []string{"MBX1", "MBX2"} {
		f.AddExchangeServer(s, RoleMailbox, Build2010)
	}
	f.AddComputer(User{Name: ASA, ETypes: 28, KVNO: 1, Password: asaWord, PwdAge: 40 * day, SPNs: ArraySPNs(), Bare: true,
		Values: map[string][]string{"description": {"Alternate service account of the client access array"}}})
	f.SetPassword(ASA, asaNewWord, asaDeployedAt)
	f.AddArray(ArrayName, ArrayFQDN, ASA, "CAS1", "CAS2")
	f.Exchange.ASA = ASA
	for i, s := range []string{"CAS1", "CAS2"} {
		m := &Member{Name: s, Address: "127.0.0." + itoa(31+i), Hosts: []string{MailHost, AutodiscHost, ArrayFQDN}, Negotiate: true, NTLM: true}
		// The servers are told a little before the directory is.
		m.Latest = f.Credential(ASA, 0, f.PasswordSet(ASA).Add(-31*time.Second))
		m.Prior = f.Credential(ASA, 1, f.PasswordSet(ASA).Add(-31*day))
		f.Members = append(f.Members, m)
	}
}

// addNames puts the hosts into the DNS.
func (f *Forest) addNames() {
	f.Name(f.Domain, "127.0.0.1")
	f.Name("dc1."+f.Domain, "127.0.0.1")
	for i, s := range []string{"cas1", "cas2", "mbx1", "mbx2"} {
		f.Name(s+"."+f.Domain, "127.0.0."+itoa(31+i))
	}
	for _, h := range []string{ArrayFQDN, MailHost, AutodiscHost} {
		f.Name(h, "127.0.0.31", "127.0.0.32")
	}
}
