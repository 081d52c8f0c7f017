package exchange

import (
	"net/url"
	"strconv"
	"strings"

	"adwalk/ad"
)

func takeServer(o *Organization, e ad.Entry) {
	for _, c := range e.Texts("objectClass") {
		if strings.EqualFold(c, "msExchClientAccessArray") {
			return
		}
	}
	roles, _ := strconv.Atoi(e.Text("msExchCurrentServerRoles"))
	version, _ := strconv.ParseInt(e.Text("versionNumber"), 10, 64)
	s := Server{Name: firstValue(e.DN), FQDN: rpcName(e), Roles: Roles(roles), FrontEnd: e.Text("serverRole") == "1",
		Build: e.Text("serialNumber"), Site: e.Text("msExchServerSite"), DN: e.DN}
	if version > 0 {
		s.Version = product(version)
	}
	o.Servers = append(o.Servers, s)
}

// product turns versionNumber into the year of the product. Since Exchange
// 2007 the major version is in bits 22 to 27; 2003 writes the build alone.
func product(version int64) int {
	switch version >> 22 & 0x3f {
	case 8:
		return 2007
	case 14:
		return 2010
	case 15:
		return 2013
	}
	if version < 10_000 {
		return 2003
	}
	return 0
}

func takeArray(o *Organization, e ad.Entry) {
	o.Arrays = append(o.Arrays, Array{Name: firstValue(e.DN), FQDN: rpcName(e), Site: e.Text("msExchServerSite"), DN: e.DN})
}

// rpcName finds the host name among the network addresses.
func rpcName(e ad.Entry) string {
	for _, a := range e.Texts("networkAddress") {
		if protocol, host, ok := strings.Cut(a, ":"); ok && strings.EqualFold(protocol, "ncacn_ip_tcp") {
			return host
		}
	}
	return ""
}

var webKinds = map[string]string{
	"msexchwebservicesvirtualdirectory": "EWS", "msexchoabvirtualdirectory": "OAB", "msexchautodiscovervirtualdirectory": "Autodiscover",
	"msexchowavirtualdirectory": "OWA", "msexchecpvirtualdirectory": "ECP", "msexchmobilevirtualdirectory": "ActiveSync",
	"msexchpowershellvirtualdirectory": "PowerShell", "msexchrpchttpvirtualdirectory": "RPC", "msexchmapivirtualdirectory": "MAPI",
}

func takeWebSite(o *Organization, e ad.Entry) {
	w := WebSite{DN: e.DN, URL: e.Text("msExchInternalHostName"), Server: above(e.DN, "CN=Servers")}
	w.Internal, w.External = hostOf(w.URL), hostOf(e.Text("msExchExternalHostName"))
	if w.Internal == "" && w.External == "" {
		return
	}
	for _, c := range e.Texts("objectClass") {
		if k, ok := webKinds[strings.ToLower(c)]; ok {
			w.Kind = k
		}
	}
	o.WebSites = append(o.WebSites, w)
}

func takeAutodiscover(o *Organization, e ad.Entry) {
	for _, v := range e.Texts("serviceBindingInformation") {
		if h := hostOf(v); h != "" {
			o.Autodiscover = append(o.Autodiscover, Named{Value: h, DN: e.DN})
		}
	}
}

func takeSMTP(o *Organization, e ad.Entry) {
	if v := e.Text("msExchSmtpFullyQualifiedDomainName"); v != "" {
		o.SMTP = append(o.SMTP, Named{Value: v, DN: e.DN})
	}
}

// hostOf reads the host from an URL, or takes a bare host name as it is.
func hostOf(s string) string {
	if s == "" || len(s) > 2048 {
		return ""
	}
	if !strings.Contains(s, "://") {
		if strings.ContainsAny(s, "/ \\") {
			return ""
		}
		return strings.ToLower(s)
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
