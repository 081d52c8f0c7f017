package forest

import (
	"fmt"
	"slices"
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
	f.Members = slices.DeleteFunc(f.Members, func(m *Member) bool { return !slices.Contains(Servers2016(), m.Name) })
	f.Exchange.ASA = ""
	delete(f.Notes, "addressbook-log")
}

// Retire2003 takes the front end and its back ends out.
func (f *Forest) Retire2003() {
	f.Remove(f.OldGroup())
	f.Hosts = slices.DeleteFunc(f.Hosts, func(m *Member) bool { return m.Name == FrontEnd || slices.Contains(BackEnds(), m.Name) })
	for _, s := range append(BackEnds(), FrontEnd) {
		f.RemoveAccount(s + "$")
		f.Unname(strings.ToLower(s) + "." + f.Domain)
	}
	f.Unname(SecondSMTP)
	f.DropValue(f.DN(AppAccount), "msDS-AllowedToDelegateTo", appMailbox)
	delete(f.Notes, "file-versions")
}

// Servers2016 are the names of the Exchange 2016 servers.
func Servers2016() []string { return []string{"EX1", "EX2"} }

// add2016 adds two Exchange 2016 servers behind one web name, with an account
// of their own beside that of 2010. They publish no Autodiscover: their clients
// find the older servers' one.
func (f *Forest) add2016() {
	f.AddComputer(User{Name: ASA2016, ETypes: 28, KVNO: 1, PwdAge: 60 * day, SPNs: []string{"http/" + Mail2016}, Bare: true})
	f.SetPassword(ASA2016, "word of the 2016 account", 20*day)
	first := 61
	var addresses []string
	for i, s := range Servers2016() {
		f.AddExchangeServer(s, RoleMailbox|RoleClientAccess|RoleHub|16, Build2016)
		f.AddWebDirectories(s, Mail2016, AutodiscHost)
		f.Remove(f.autodiscover(s))
		for _, v := range []virtualDirectory{{"mapi", "msExchMapiVirtualDirectory", "/mapi", false}, {"Rpc", "msExchRpcHttpVirtualDirectory", "/rpc", false}} {
			f.Plant(f.WebDirectory(s, v.name), v.class, map[string][]string{"msExchInternalHostName": {"https://" + Mail2016 + v.path},
				"msExchInternalAuthenticationMethods": {"6"}})
		}
		address := "127.0.0." + itoa(first+i)
		addresses = append(addresses, address)
		f.Name(strings.ToLower(s)+"."+f.Domain, address)
		m := &Member{Name: s, Address: address, Hosts: []string{Mail2016}, Negotiate: true, NTLM: true}
		m.Latest = f.Credential(ASA2016, 0, f.PasswordSet(ASA2016).Add(-20*time.Second))
		f.Members = append(f.Members, m)
	}
	f.Name(Mail2016, addresses...)
	f.Notes["httpproxy-log"] = HTTPProxyLog
}

// Migrate ends coexistence: 2010 is taken out, and its Autodiscover moves to
// the newer servers.
func (f *Forest) Migrate() {
	f.Retire2010()
	f.Exchange.ASA = ASA2016
	f.AddSPN(ASA2016, "http/"+AutodiscHost)
	var addresses []string
	for _, s := range Servers2016() {
		f.publish(s, AutodiscHost)
		m := f.Member(s)
		m.Hosts = append(m.Hosts, AutodiscHost)
		addresses = append(addresses, m.Address)
	}
	f.Name(AutodiscHost, addresses...)
}

// Retire2016 takes the Exchange 2016 servers out.
func (f *Forest) Retire2016() {
	for _, s := range Servers2016() {
		f.Remove(f.ServerObject(s))
		f.RemoveAccount(s + "$")
		f.Unname(strings.ToLower(s) + "." + f.Domain)
	}
	f.RemoveAccount(ASA2016)
	f.Unname(Mail2016)
	f.Members = slices.DeleteFunc(f.Members, func(m *Member) bool { return slices.Contains(Servers2016(), m.Name) })
	delete(f.Notes, "httpproxy-log")
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
