package forest

import (
	"encoding/binary"

	"adwalk/ad"
)

// The ordinary services of the forest.
const (
	AppHost    = "app.contoso.lab"
	AppAccount = "svc-app"
	SQLHost    = "sql1.contoso.lab"
	SQLAccount = "svc-sql"
)

// appMailbox is where the web application opens its users' mailboxes.
const appMailbox = "exchangeMDB/be1.contoso.lab"

// addServices adds a web application, a database and a file server, each as a
// careful administrator leaves them.
func (f *Forest) addServices() {
	for _, s := range []string{"WEB1", "SQL1", "FS1"} {
		f.AddServer(s, "OU=Servers", "WSMAN", "TERMSRV")
	}
	f.Name("web1."+f.Domain, "127.0.0.51")
	f.Name(AppHost, "127.0.0.51")
	f.Name(SQLHost, "127.0.0.52")
	f.Name("fs1."+f.Domain, "127.0.0.53")
	f.AddUser(User{Name: AppAccount, Container: "OU=Servers", ETypes: 24, KVNO: 4, SPNs: []string{"http/" + AppHost},
		UAC: ad.UACNormal | ad.UACNoPasswordExpiry})
	f.AddUser(User{Name: SQLAccount, Container: "OU=Servers", ETypes: 24, KVNO: 3,
		SPNs: []string{"MSSQLSvc/" + SQLHost, "MSSQLSvc/" + SQLHost + ":1433"}, UAC: ad.UACNormal | ad.UACNoPasswordExpiry})
	// The application reaches the database and the mailboxes for its users, and
	// nothing else.
	f.Set(f.DN(AppAccount), "msDS-AllowedToDelegateTo", "MSSQLSvc/"+SQLHost+":1433", "MSSQLSvc/"+SQLHost, appMailbox)
	m := &Member{Name: "WEB1", Address: "127.0.0.51", Hosts: []string{AppHost}, Negotiate: true}
	m.Keytab = "app.keytab"
	f.AddKeytab(m.Keytab, AppAccount, []string{"HTTP/" + AppHost})
	f.AddKeytab("web1.keytab", "WEB1$", []string{"HTTP/web1." + f.Domain, "WEB1$"})
	f.Hosts = append(f.Hosts, m,
		&Member{Name: "SQL1", Address: "127.0.0.52", Hosts: []string{SQLHost}, Speaks: TDS, Keytab: "sql1.keytab"},
		&Member{Name: "FS1", Address: "127.0.0.53", Hosts: []string{"fs1." + f.Domain}, Speaks: SMB, Keytab: "fs1.keytab", Negotiate: true})
	f.AddLogons(Logon{Target: "HTTP/" + AppHost, Kerberos: true, Count: 5})
	f.Notes["ntlm-events"], f.Notes["ldap-events"] = NTLMEvents, LDAPEvents
	f.Inputs["service"] = "http/" + AppHost
	f.Inputs["host"] = AppHost
	f.Inputs["users"] = UserName
	f.Inputs["user"] = UserName
	f.Inputs["keytab"] = "lab:app.keytab"
	f.Inputs["provider"] = "outlook"
	f.Inputs["web-server"] = "web1." + f.Domain
	f.Inputs["pool"] = AppAccount
	f.Inputs["site"] = "https://" + AppHost + "/"
	f.Inputs["mailbox-server"] = "be1.contoso.lab"
	f.Inputs["web-sso-linux.service"] = "https://" + AppHost + "/"
	f.serviceInputs()
	f.addManaged(m)
}

// ActOnBehalf lets accounts act for users at a target: resource-based
// delegation, as a security descriptor on the target.
func (f *Forest) ActOnBehalf(target string, fronts ...string) {
	f.Set(f.DN(target), "msDS-AllowedToActOnBehalfOfOtherIdentity", f.letIn(fronts...))
}

// LetFetch lets accounts and groups fetch the password of a managed account.
func (f *Forest) LetFetch(managed string, principals ...string) {
	f.Set(f.DN(managed), "msDS-GroupMSAMembership", f.letIn(principals...))
}

// letIn is a security descriptor that lets accounts in (MS-DTYP 2.4.6).
func (f *Forest) letIn(accounts ...string) string {
	owner := []byte{1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0} // S-1-5-32-544
	var aces []byte
	for _, a := range accounts {
		e := f.Tree.Account(a)
		if e == nil {
			f.DN(a)
			return ""
		}
		sid := e.Get("objectSid")[0]
		ace := []byte{0, 0}
		ace = binary.LittleEndian.AppendUint16(ace, uint16(8+len(sid)))
		ace = binary.LittleEndian.AppendUint32(ace, 0x000F01FF)
		aces = append(aces, append(ace, sid...)...)
	}
	acl := []byte{2, 0}
	acl = binary.LittleEndian.AppendUint16(acl, uint16(8+len(aces)))
	acl = binary.LittleEndian.AppendUint16(acl, uint16(len(accounts)))
	acl = append(append(acl, 0, 0), aces...)
	sd := []byte{1, 0, 4, 0x80} // self-relative, DACL present
	for _, offset := range []int{20, 0, 0, 20 + len(owner)} {
		sd = binary.LittleEndian.AppendUint32(sd, uint32(offset))
	}
	return string(append(append(sd, owner...), acl...))
}
