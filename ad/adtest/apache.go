package adtest

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"os/user"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The ports of every test web server. They are the same on each address, so
// that one URL names a whole array of servers behind one name.
const (
	httpPort  = 8080
	httpsPort = 8443
)

// Web is a running apache.
type Web struct {
	Addr  string // loopback address of its own
	Port  int    // plain HTTP
	TLS   int    // port of HTTPS
	URL   string // http:// by address
	HTTPS string // https:// by address
	Log   string // path of its error log
}

// WebOptions shape a web server.
type WebOptions struct {
	Keytab string        // copied; "" for a server without one
	Names  []string      // DNS names in its certificate
	Open   bool          // asks for no authentication at all
	Basic  bool          // asks for Basic instead of Negotiate
	Rules  string        // what holds after a good ticket, in apache's words; "" lets everybody in
	Ahead  time.Duration // how far its clock is ahead of ours, whole seconds
}

// Apache starts an apache with mod_auth_gssapi for one test. Its page at / can
// be read by whoever proves a ticket for a key in the keytab.
func Apache(t testing.TB, client *Client, o WebOptions) *Web {
	t.Helper()
	NeedRoot(t)
	Need(t, "apache2")
	if o.Ahead != 0 {
		Need(t, "faketime")
	}
	p, err := claim(httpPort, httpsPort)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.release)
	if err := writeApache(p, o); err != nil {
		t.Fatal(err)
	}
	program, args := "apache2", []string{"-f", p.path("apache.conf"), "-D", "FOREGROUND"}
	if o.Ahead != 0 {
		program, args = "faketime", append([]string{"-f", fmt.Sprintf("%+ds", int(o.Ahead/time.Second)), "/usr/sbin/apache2"}, args...)
	}
	s, err := start("apache", p.path("output.log"), []string{"KRB5_CONFIG=" + client.Krb5Conf, "KRB5RCACHENAME=none:"}, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	web := &Web{Addr: p.addr, Port: httpPort, TLS: httpsPort, Log: p.path("error.log"),
		URL: fmt.Sprintf("http://%s:%d", p.addr, httpPort), HTTPS: fmt.Sprintf("https://%s:%d", p.addr, httpsPort)}
	if err := s.ready(fmt.Sprintf("%s:%d", p.addr, httpPort), fmt.Sprintf("%s:%d", p.addr, httpsPort)); err != nil {
		t.Fatalf("%v: %s", err, tail(web.Log))
	}
	return web
}

// apacheModules are built for it to load; one multi-processing module comes first.
var apacheModules = []string{"mpm_event", "authn_core", "authz_core", "authz_user", "authn_file", "auth_basic", "auth_gssapi", "dir", "rewrite", "ssl"}

func writeApache(p *place, o WebOptions) error {
	authority, err := ca()
	if err != nil {
		return err
	}
	if err := authority.issue(p.dir, p.addr, append(o.Names, "localhost")...); err != nil {
		return err
	}
	if err := os.MkdirAll(p.path("www"), 0o755); err != nil {
		return err
	}
	auth := "Require all granted"
	switch {
	case o.Basic:
		auth = "AuthType Basic\n\tAuthName test\n\tAuthBasicProvider file\n\tAuthUserFile " + p.path("users") + "\n\tRequire valid-user"
	case !o.Open:
		auth = "AuthType GSSAPI\n\tAuthName test\n\tGssapiCredStore keytab:" + p.path("keytab") + "\n\t" + cmp.Or(o.Rules, "Require valid-user")
	}
	var b strings.Builder
	for _, m := range apacheModules {
		fmt.Fprintf(&b, "LoadModule %[1]s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", m)
	}
	fmt.Fprintf(&b, `ServerRoot %[1]s
ServerName localhost
PidFile %[1]s/pid
DefaultRuntimeDir %[1]s
Mutex posixsem
ErrorLog %[1]s/error.log
LogLevel warn auth_gssapi:info
User www-data
Group www-data
StartServers 1
ServerLimit 1
ThreadsPerChild 8
MaxRequestWorkers 8
MinSpareThreads 4
MaxSpareThreads 8
Listen %[2]s:%[3]d
Listen %[2]s:%[4]d
DocumentRoot %[1]s/www
DirectoryIndex index.html
<Location />
	%[5]s
</Location>
<VirtualHost %[2]s:%[4]d>
	SSLEngine on
	SSLCertificateFile %[1]s/cert.pem
	SSLCertificateKeyFile %[1]s/key.pem
</VirtualHost>
`, p.dir, p.addr, httpPort, httpsPort, auth)
	for name, content := range map[string]string{"apache.conf": b.String(), "www/index.html": "hello\n", "users": ""} {
		if err := os.WriteFile(p.path(name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	if o.Keytab == "" {
		return nil
	}
	keys, err := os.ReadFile(o.Keytab)
	if err != nil {
		return err
	}
	if err := os.WriteFile(p.path("keytab"), keys, 0o600); err != nil {
		return err
	}
	return giveTo(p.path("keytab"), "www-data")
}

// giveTo makes a user of the machine a file's owner.
func giveTo(path, name string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	return os.Chown(path, uid, -1)
}

// Roots trusts the authority that signs every certificate of the harness.
func Roots(t testing.TB) *x509.CertPool {
	t.Helper()
	authority, err := ca()
	if err != nil {
		t.Fatal(err)
	}
	return authority.pool()
}

// HTTPClient is a web client that trusts the harness and follows nothing.
func HTTPClient(t testing.TB) *http.Client {
	return &http.Client{Timeout: 20 * time.Second,
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: Roots(t)}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
