package forest

import (
	"fmt"
	"strings"
	"time"
)

// The Exchange 2016 servers of the load-balanced namespace.
const (
	ASA2016  = "EXCH2016-ASA$"
	Mail2016 = "mail16.contoso.lab"
)

// Retire2010 takes the client access array and its servers out.
func (f *Forest) Retire2010() {
	for _, a := range f.Exchange.Arrays {
		f.Remove(a.DN)
	}
	f.Exchange.Arrays = nil
	for _, s := range []string{"CAS1", "CAS2", "MBX1", "MBX2"} {
		f.Remove(f.ServerObject(s))
		f.RemoveAccount(s + "$")
		f.Unname(strings.ToLower(s) + "." + f.Domain)
	}
	f.RemoveAccount(ASA)
	f.Unname(ArrayFQDN)
	f.Members = nil
	f.Exchange.ASA = ""
	delete(f.Notes, "addressbook-log")
}

// Retire2003 takes the front end and its back ends out.
func (f *Forest) Retire2003() {
	f.Remove(f.OldGroup())
	f.Hosts = f.Hosts[:1] // the web application stays
	for _, s := range append(BackEnds(), FrontEnd) {
		f.RemoveAccount(s + "$")
		f.Unname(strings.ToLower(s) + "." + f.Domain)
	}
	f.Unname(SecondSMTP)
	delete(f.Notes, "file-versions")
}

// Add2016 adds two Exchange 2016 servers behind one web name, with an account
// of their own. Their Autodiscover is at autodiscover, which may be the one of
// an older version.
func (f *Forest) Add2016(mail, autodiscover string, spns ...string) {
	f.AddComputer(User{Name: ASA2016, ETypes: 28, KVNO: 1, PwdAge: 60 * day, SPNs: spns, Bare: true})
	f.SetPassword(ASA2016, "word of the 2016 account", 20*day)
	first := 61
	var addresses []string
	for i, s := range []string{"EX1", "EX2"} {
		f.AddExchangeServer(s, RoleMailbox|RoleClientAccess|RoleHub|16, Build2016)
		f.AddWebDirectories(s, mail, autodiscover)
		for _, v := range []virtualDirectory{{"mapi", "msExchMapiVirtualDirectory", "/mapi", false}, {"Rpc", "msExchRpcHttpVirtualDirectory", "/rpc", false}} {
			f.Plant(f.WebDirectory(s, v.name), v.class, map[string][]string{"msExchInternalHostName": {"https://" + mail + v.path},
				"msExchInternalAuthenticationMethods": {"6"}})
		}
		address := "127.0.0." + itoa(first+i)
		addresses = append(addresses, address)
		f.Name(strings.ToLower(s)+"."+f.Domain, address)
		m := &Member{Name: s, Address: address, Hosts: []string{mail, autodiscover}, Negotiate: true, NTLM: true}
		m.Latest = f.Credential(ASA2016, 0, f.PasswordSet(ASA2016).Add(-20*time.Second))
		f.Members = append(f.Members, m)
	}
	f.Name(mail, addresses...)
	if len(f.Exchange.Arrays) == 0 {
		f.Name(autodiscover, addresses...)
		f.Exchange.ASA = ASA2016
	}
	f.Notes["httpproxy-log"] = HTTPProxyLog
}

// HTTPProxyLog renders the front-end log of Outlook Anywhere. With every web
// name on the account Outlook negotiates Kerberos, otherwise NTLM.
func HTTPProxyLog(f *Forest) string {
	var b strings.Builder
	start := f.Now().Add(-2 * time.Hour).Truncate(time.Minute)
	b.WriteString("DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,Protocol,UrlHost,UrlStem,ProtocolAction," +
		"AuthenticationType,IsAuthenticated,AuthenticatedUser,UserAgent,ClientIpAddress,ServerHostName,HttpStatus\n")
	how := "Negotiate"
	if f.LogNTLM || !f.webWorks() {
		how = "NTLM"
	}
	users := []string{OperatorName, UserName, "carol", "dan"}
	for i := range 20 {
		fmt.Fprintf(&b, "%s,00000000-0000-0000-0000-%012d,15,1,2507,6,RpcHttp,%s,/rpc/rpcproxy.dll,,%s,True,%s\\%s,MSRPC,127.0.0.%d,EX%d,200\n",
			start.Add(time.Duration(i)*41*time.Second).Format("2006-01-02T15:04:05.000Z"), i+1, Mail2016, how, f.NetBIOS, users[i%len(users)], 100+i%4, 1+i%2)
	}
	return b.String()
}

// webWorks says whether the load-balanced web names have one owner and every
// server its key.
func (f *Forest) webWorks() bool {
	for _, m := range f.Members {
		if !strings.HasPrefix(m.Name, "EX") {
			continue
		}
		for _, h := range m.Hosts {
			o := f.Tree.Owners("http/" + h)
			if len(o) != 1 || o[0].Secret == nil || m.Latest.KVNO != o[0].Secret.KVNO {
				return false
			}
		}
	}
	return true
}
