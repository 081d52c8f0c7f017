package names

import "strings"

// usualPort says whether a web address has the port of its scheme.
func (in Input) usualPort() bool {
	t := in.Target
	return t.Port == "" || t.Scheme == "http" && t.Port == "80" || t.Scheme == "https" && t.Port == "443"
}

// web are the clients of a web site.
func (in Input) web() []Client {
	c := Name{spn("HTTP", in.DNS.canonical(in.host()), ""), canonical}
	if in.DNS.canonical(in.host()) == in.host() {
		c.Why = typed + "; DNS has no CNAME for it"
	}
	asTyped := Name{spn("HTTP", in.host(), ""), typed}
	const chromium = "Chromium, HTTP authentication; policies DisableAuthNegotiateCnameLookup and EnableAuthNegotiatePort"
	out := []Client{
		{Client: "Edge and Chrome on Windows", Names: list(c), Rule: "the canonical name, no port", Source: chromium, Unverified: true},
		{Client: "Edge and Chrome, DisableAuthNegotiateCnameLookup set", Names: list(asTyped), Rule: "the host as it was typed, no port", Source: chromium, Unverified: true, Setting: true},
	}
	apache := in.canonicalJava("Apache HttpClient (Java)")
	apache.Names, apache.Setting = with("HTTP", apache.Names, ""), true // a program may turn useCanonicalHostname off
	if !in.usualPort() {
		out = append(out, Client{Client: "Edge and Chrome, EnableAuthNegotiatePort set", Names: list(Name{spn("HTTP", in.DNS.canonical(in.host()), in.Target.Port), c.Why + "; the port is not the usual one"}),
			Rule: "the canonical name with a port that is not 80 or 443", Source: chromium, Unverified: true, Setting: true})
	}
	if !in.usualPort() {
		out = append(out, Client{Client: ".NET 5", Names: list(Name{spn("HTTP", in.DNS.canonical(in.host()), in.Target.Port), c.Why + "; the port is not the usual one"}),
			Rule: "the canonical name with a port that is not the scheme's own; later versions leave the port out", Source: ".NET runtime issue 51980", Unverified: true, Setting: true})
	}
	out = append(out,
		Client{Client: "Internet Explorer and WinINet", Names: list(c), Rule: "the canonical name, no port, unless the features for CNAME or port are set", Source: "KB911149 and KB908209", Unverified: true},
		Client{Client: "Firefox on Windows", Names: list(c), Rule: "the canonical name, no port", Source: "Mozilla, integrated authentication (nsAuthSSPI)", Unverified: true},
		in.gss("Firefox on Linux, with MIT's library", "HTTP", "HTTP@ and the host; the library makes the name of it"),
		in.behindCNAME().gss("Chrome on Linux, with MIT's library", "HTTP", "HTTP@ and the name at the end of the CNAMEs, unless DisableAuthNegotiateCnameLookup is set; the library makes the name of it"),
		in.gss("curl with MIT's library", "HTTP", "HTTP@ and the host of the URL; --service-name changes the class"),
		in.plain("curl on Windows", "HTTP", "curl, --negotiate with SSPI"),
		in.heimdal("curl with Heimdal's library, macOS", "HTTP"),
		Client{Client: ".NET HttpClient", Names: list(c), Rule: "the canonical name, no port unless System.Net.Http.UsePortInSpn is set; a Host header that the program sets replaces it", Source: ".NET, HttpClient authentication (corefx 33426, 38465)", Unverified: true},
		Client{Client: ".NET Core up to 2.1", Names: list(asTyped), Rule: "the host as typed: a CNAME was not followed before 3.0", Source: "corefx 32328", Unverified: true, Setting: true},
		Client{Client: "Go programs (gokrb5)", Names: list(c), Rule: "the canonical name, also in the Host header of the request", Source: "gokrb5, package spnego; its issues 270 and 560", Unverified: true},
		in.gss("Python requests with MIT's library", "HTTP", "HTTP@ and the host; hostname_override replaces it").untried(),
		in.plain("Python on Windows (pyspnego, requests-kerberos)", "HTTP", "pyspnego issue 75"),
		apache,
		Client{Client: "Java's HttpURLConnection and HttpClient", Names: with("HTTP", []Name{in.java()}, ""), Rule: "the JDK's own rule", Source: javaSource},
	)
	return out
}

// forWinRM says whether a web address is that of WinRM: its ports, or its path.
func (in Input) forWinRM() bool {
	t := in.Target
	return t.Scheme == "winrm" || t.Scheme == "wsman" || t.Port == "5985" || t.Port == "5986" || strings.HasPrefix(strings.ToLower(t.Path), "/wsman")
}

// winrm are the clients of WinRM.
func (in Input) winrm() []Client {
	port := in.Target.DialPort()
	if port == "" || port == "80" || port == "443" {
		port = "5985"
	}
	return []Client{
		{Client: "PowerShell remoting with -IncludePortInSPN", Names: list(Name{spn("HTTP", in.host(), port), typed + " and the port"}), Rule: "HTTP, the host as typed, a colon and the port", Source: "New-PSSessionOption, IncludePortInSPN", Unverified: true, Setting: true},
		{Client: "Java (winrm4j, Apache HttpClient)", Names: list(Name{spn("HTTP", in.host(), port), typed + " and the port, unless stripPort is set"}, Name{spn("HTTP", in.host(), ""), typed}), Rule: "HTTP, the host and the port, where SPNegoSchemeFactory is made without stripPort", Source: "Apache HttpClient, SPNegoSchemeFactory", Unverified: true, Setting: true},
		{Client: "PowerShell remoting and winrs", Names: list(Name{spn("HTTP", in.host(), ""), typed}, Name{spn("WSMAN", in.host(), ""), typed + "; where the client is configured so"}),
			Rule: "HTTP and the host as typed; -IncludePortInSPN adds the port", Source: "New-PSSessionOption, WSMan client", Unverified: true},
		in.gss("pywinrm (Ansible winrm)", "HTTP", "HTTP@ and the host, or kerberos_hostname_override"),
		{Client: "pypsrp (Ansible psrp)", Names: with("WSMAN", in.mit(), ""), Rule: "negotiate_service is WSMAN unless it is set (" + in.mitRule() + ")", Source: "pypsrp, negotiate_service", Unverified: true},
	}
}

// behindCNAME is the target under the name that DNS gives for it, which Chrome looks up
// before it asks the library.
func (in Input) behindCNAME() Input {
	in.Target.Host = in.DNS.canonical(in.host())
	return in
}
