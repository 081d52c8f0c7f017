package forest

import (
	"strings"

	"adwalk/ad"
)

// The Exchange 2003 part of the organisation: a front end that delegates to
// two back ends, and their SMTP virtual servers.
const (
	FrontEnd   = "FE1"
	SecondSMTP = "smtp2.contoso.lab"
)

// BackEnds are the names of the back ends.
func BackEnds() []string { return []string{"BE1", "BE2"} }

// DelegationTargets is the list that belongs on the front end.
func DelegationTargets() []string {
	var out []string
	for _, b := range BackEnds() {
		out = append(out, "HTTP/"+b, "HTTP/"+strings.ToLower(b)+".contoso.lab")
	}
	return out
}

// addExchange2003 adds the administrative group with its servers.
func (f *Forest) addExchange2003() {
	group := f.OldGroup()
	f.Plant(group, "msExchAdminGroup", map[string][]string{"displayName": {"First Administrative Group"}})
	f.Plant("CN=Servers,"+group, "msExchServersContainer", nil)
	f.AddExchange2003(FrontEnd, true)
	for _, b := range BackEnds() {
		f.AddExchange2003(b, false)
	}
	f.SetFlags(FrontEnd+"$", ad.UACTrustedToAuth)
	f.Set(f.DN(FrontEnd+"$"), "msDS-AllowedToDelegateTo", DelegationTargets()...)
	f.AddSMTPServer("BE1", 2, SecondSMTP)
	f.AddSPN("BE1$", "SMTPSVC/"+SecondSMTP)
	f.Name(SecondSMTP, "127.0.0.42")
	f.Notes["file-versions"] = FileVersions
}

// OldGroup is the administrative group of the 2003 servers.
func (f *Forest) OldGroup() string {
	return "CN=First Administrative Group,CN=Administrative Groups," + f.Exchange.Org
}

// OldServer names a 2003 server's object in the configuration.
func (f *Forest) OldServer(name string) string { return "CN=" + name + ",CN=Servers," + f.OldGroup() }

// AddExchange2003 adds a server with its first SMTP virtual server. The
// computers here were moved to machines that speak AES, so that a healthy
// forest is one that a current controller serves.
func (f *Forest) AddExchange2003(name string, frontEnd bool) {
	f.AddServer(name, "OU=Exchange", "exchangeMDB", "exchangeRFR", "SMTP", "SMTPSVC")
	dn := f.DN(name + "$")
	f.Set(dn, "operatingSystem")
	f.Set(dn, "operatingSystemVersion")
	fqdn := strings.ToLower(name) + "." + f.Domain
	role := "0"
	if frontEnd {
		role = "1"
	}
	f.Plant(f.OldServer(name), "msExchExchangeServer", map[string][]string{
		"networkAddress": {"ncacn_ip_tcp:" + fqdn, "netbios:" + name}, "versionNumber": {itoa(Build2003.number())},
		"serialNumber": {Build2003.serial()}, "serverRole": {role}, "heuristics": {"0"}})
	f.Plant("CN=Protocols,"+f.OldServer(name), "container", nil)
	f.Plant("CN=SMTP,CN=Protocols,"+f.OldServer(name), "msExchProtocolCfgSMTPContainer", nil)
	f.AddSMTPServer(name, 1, fqdn)
	address := "127.0.0." + itoa(39+len(f.Hosts))
	f.Name(fqdn, address)
	f.Hosts = append(f.Hosts, &Member{Name: name, Address: address, Hosts: []string{fqdn}, Negotiate: true, NTLM: true, Plain: true})
}

// AddSMTPServer adds an SMTP virtual server.
func (f *Forest) AddSMTPServer(server string, number int, fqdn string) {
	f.Plant(f.SMTPServer(server, number), "protocolCfgSMTPServer", map[string][]string{
		"msExchSmtpFullyQualifiedDomainName": {fqdn}, "msExchServerBindings": {":25:"}})
}

// SMTPServer names a virtual server's object.
func (f *Forest) SMTPServer(server string, number int) string {
	return "CN=" + itoa(number) + ",CN=SMTP,CN=Protocols," + f.OldServer(server)
}

// FileVersions renders the versions of the files that carry the delegation
// fix, as a person lists them on the front end.
func FileVersions(f *Forest) string {
	build := "6.5.7653.23"
	if f.Inputs["build"] != "" {
		build = f.Inputs["build"]
	}
	var b strings.Builder
	b.WriteString("\nName         FileVersion\n----         -----------\n")
	for _, n := range []string{"davex.dll", "exoledb.dll", "exosal.dll", "mad.exe", "madmsg.dll", "mdbmsg.dll", "store.exe"} {
		b.WriteString(n + strings.Repeat(" ", 13-len(n)) + build + "\n")
	}
	return b.String()
}
