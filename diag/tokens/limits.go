package tokens

import "strings"

// Windows is MaxTokenSize in bytes, the default since Windows Server 2012 and
// Windows 8 (Microsoft KB327825). Earlier versions accept 12,000.
const Windows = 48_000

// MaxSIDs is how many groups a Windows login can have (MaxTokenSize documentation;
// LSASS refuses more than 1,015 beside nine well-known ones).
const MaxSIDs = 1015

// Server is a web server with the longest header that it accepts by default.
type Server struct {
	Name   string // as an operator types it
	Title  string
	Header int    // bytes of one header line, its name included
	Where  string // the setting
}

// Servers lists the known web servers, the most used first.
func Servers() []Server {
	return []Server{
		{"apache", "apache", 8190, "LimitRequestFieldSize"},
		{"nginx", "nginx", 8192, "large_client_header_buffers"},
		{"iis", "IIS", 16_384, `MaxFieldLength and MaxRequestBytes below HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters`},
		{"jetty", "Jetty", 8192, "requestHeaderSize"},
		{"tomcat", "Tomcat", 8192, "maxHttpRequestHeaderSize"},
		{"gunicorn", "gunicorn", 8190, "limit_request_field_size"},
		{"haproxy", "HAProxy", 15_360, "tune.bufsize, less tune.maxrewrite"},
		{"node", "Node.js", 16_384, "--max-http-header-size"},
	}
}

// Find returns a web server by its name.
func Find(name string) (Server, bool) {
	for _, s := range Servers() {
		if strings.EqualFold(s.Name, name) {
			return s, true
		}
	}
	return Server{}, false
}
