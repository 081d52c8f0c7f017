package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/miekg/dns"

	"adwalk/ad/adtest"
	"adwalk/diag/names"
)

// oddZone is a DNS with everything that makes clients differ. A host's records are in
// small letters; an address leads to the name in its PTR.
var oddZone = map[string][]string{
	"plain.corp.test.":      {"A 127.1.2.10"},
	"alias.corp.test.":      {"CNAME between.corp.test."},
	"between.corp.test.":    {"CNAME plain.corp.test."},
	"multi.corp.test.":      {"A 127.1.2.11", "A 127.1.2.12"},
	"moved.corp.test.":      {"A 127.1.2.13"},
	"elsewhere.other.test.": {"A 127.1.2.13"},
	"noptr.corp.test.":      {"A 127.1.2.14"},
	"lost.corp.test.":       {"A 127.1.2.15"},
	"my-web_1.corp.test.":   {"A 127.1.2.16"},
	"web.sub.corp.test.":    {"A 127.1.2.17"},
	"far.other.test.":       {"CNAME moved.corp.test."},
	"upper.corp.test.":      {"A 127.1.2.18"},
	"both.corp.test.":       {"A 127.1.2.19", "AAAA ::1"},
	"six.corp.test.":        {"AAAA ::1"},

	"10.2.1.127.in-addr.arpa.": {"PTR plain.corp.test."},
	"11.2.1.127.in-addr.arpa.": {"PTR m1.corp.test."},
	"12.2.1.127.in-addr.arpa.": {"PTR m2.corp.test."},
	"13.2.1.127.in-addr.arpa.": {"PTR elsewhere.other.test."},
	"15.2.1.127.in-addr.arpa.": {"PTR gone.corp.test."},
	"16.2.1.127.in-addr.arpa.": {"PTR my-web_1.corp.test."},
	"17.2.1.127.in-addr.arpa.": {"PTR web.sub.corp.test."},
	"18.2.1.127.in-addr.arpa.": {"PTR UPPER.Corp.Test."},
	"19.2.1.127.in-addr.arpa.": {"PTR both.corp.test."},
	"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa.": {"PTR six.corp.test."},
}

// oddHosts are what people type.
var oddHosts = []string{"plain.corp.test", "plain", "alias.corp.test", "alias", "multi.corp.test", "moved.corp.test", "noptr.corp.test", "noptr", "lost.corp.test", "my-web_1.corp.test",
	"web.sub", "far.other.test", "PLAIN.Corp.Test", "upper.corp.test", "plain.corp.test.", "both.corp.test", "six.corp.test", "six", "127.1.2.10", "127.1.2.14", "[::1]"}

// slowHosts are those of them that programs are asked about which take their time.
var slowHosts = []string{"plain", "alias.corp.test", "multi.corp.test", "moved.corp.test", "noptr.corp.test", "PLAIN.Corp.Test", "127.1.2.10"}

// sshOffersKerberos starts an sshd that offers GSSAPI at every address and returns its port.
func sshOffersKerberos(t *testing.T, dir string) string {
	t.Helper()
	adtest.Need(t, "ssh", "ssh-keygen", "/usr/sbin/sshd")
	key := filepath.Join(dir, "hostkey")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "sshd_config")
	if err := os.WriteFile(conf, []byte("Port "+port+"\nHostKey "+key+"\nGSSAPIAuthentication yes\nPidFile none\nUsePAM no\nMaxStartups 100\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sshd := exec.Command("/usr/sbin/sshd", "-D", "-e", "-f", conf)
	if err := sshd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sshd.Process.Kill(); _ = sshd.Wait() })
	for range 200 {
		if c, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			_ = c.Close()
			return port
		}
		time.Sleep(25 * time.Millisecond) // until it listens
	}
	t.Fatal("sshd does not listen")
	return ""
}

// listing runs adwalk names once for all hosts, and gives what it lists for a target and
// a client.
func listing(t *testing.T, run func(targets []string) []byte) func(target, client string) []string {
	t.Helper()
	var targets []string
	for _, h := range oddHosts {
		for _, scheme := range []string{"http", "ldap", "postgres", "ssh"} {
			targets = append(targets, scheme+"://"+h)
		}
	}
	var answers []names.Answer
	if out := run(targets); json.Unmarshal(out, &answers) != nil || len(answers) != len(targets) {
		t.Fatalf("%d answers: %s", len(answers), out)
	}
	return func(target, client string) []string {
		a := answers[slices.Index(targets, target)]
		at := func(client string) int {
			return slices.IndexFunc(a.Clients, func(x names.Client) bool { return strings.HasPrefix(x.Client, client) })
		}
		i := at(client)
		if i < 0 {
			i = at("clients with MIT") // of an address
		}
		if i < 0 {
			return nil
		}
		var out []string
		for _, x := range a.Clients[i].Names {
			out = append(out, x.SPN)
		}
		return out
	}
}

// javaSource prints what the JDK makes of hosts, as it would ask for them.
const javaSource = `import org.ietf.jgss.*;
public class Names {
	public static void main(String[] hosts) throws Exception {
		for (String h : hosts) {
			GSSName n = GSSManager.getInstance().createName("HTTP@" + h, GSSName.NT_HOSTBASED_SERVICE);
			byte[] b = n.canonicalize(new Oid("1.2.840.113554.1.2.2")).export(); // RFC 2743 3.2
			int name = 4 + (b[2] << 8 | b[3]) + 4;
			System.out.println(h + " " + new String(b, name, b.length - name, "UTF-8"));
		}
	}
}
`

// serveZone answers from oddZone at an address of its own.
func serveZone(t *testing.T, at string) {
	t.Helper()
	answer := dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg)
		m.SetReply(q)
		m.Authoritative, m.RecursionAvailable = true, true
		name := strings.ToLower(q.Question[0].Name)
		if _, ok := oddZone[name]; !ok {
			m.Rcode = dns.RcodeNameError
		}
		for range 8 {
			next := ""
			for _, r := range oddZone[name] {
				typ, value, _ := strings.Cut(r, " ")
				if typ == "CNAME" {
					next = value
				}
				if typ == "CNAME" || typ == dns.TypeToString[q.Question[0].Qtype] {
					rr, err := dns.NewRR(name + " 60 IN " + typ + " " + value)
					if err != nil {
						panic(err)
					}
					m.Answer = append(m.Answer, rr)
				}
			}
			if name = next; next == "" {
				break
			}
		}
		_ = w.WriteMsg(m)
	})
	for _, network := range []string{"udp", "tcp"} {
		s := &dns.Server{Addr: at, Net: network, Handler: answer}
		ready := make(chan struct{})
		s.NotifyStartedFunc = func() { close(ready) }
		failed := make(chan error, 1)
		go func() { failed <- s.ListenAndServe() }()
		select {
		case <-ready:
		case err := <-failed:
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Shutdown() })
	}
}

var (
	askedFor = regexp.MustCompile(`Requesting tickets for (\S+?)@`)
	wanted   = regexp.MustCompile(`Getting credentials \S+ -> (\S+?)@`)
)

// answer offers Kerberos to whoever connected, in the client's own protocol, and hangs
// up: a client of HTTP, of PostgreSQL and of LDAP has asked for its ticket by then.
func answer(c net.Conn) {
	b := make([]byte, 4096)
	n, _ := c.Read(b)
	switch {
	case bytes.HasPrefix(b[:n], []byte("GET ")):
		_, _ = c.Write([]byte("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
	case n > 0 && b[0] == 0: // GSSENCRequest
		_, _ = c.Write([]byte("G"))
		_, _ = c.Read(b)
	}
}

// realClient is a program of Debian, and how the list of names calls it.
type realClient struct {
	name    string // the beginning of its line in the list
	scheme  string // of the target
	program string
	args    func(host, port string) []string
	slow    bool // asked about a few hosts only
}

// TestRealClientsAskForTheNamesThatAreListed runs the clients of this machine against
// hosts with odd records, under each setting of krb5.conf, and holds what they ask the KDC
// for against what adwalk names says in the same place.
func TestRealClientsAskForTheNamesThatAreListed(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	adtest.NeedRoot(t)
	adtest.Need(t, "curl", "kinit", "ldapsearch", "chromium")
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("asker"), "wonder-1")
	cache := dc.Kinit(user.Name, "wonder-1")
	const resolver = "127.1.2.53"
	serveZone(t, resolver+":53")
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	hosts := write("hosts", "127.0.0.1 localhost\n")
	resolv := write("resolv.conf", "nameserver "+resolver+"\nsearch corp.test other.test\noptions timeout:1\n")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	adwalk := filepath.Join(dir, "adwalk")
	if err := os.Symlink(self, adwalk); err != nil {
		t.Fatal(err)
	}
	web := adtest.Accepting(t, "tcp", ":0", answer) // every address of this machine, IPv6 too
	_, port, _ := net.SplitHostPort(web)

	// inside runs a program with this DNS and this krb5.conf.
	inside := func(conf string, env []string, program string, args ...string) []byte {
		script := `mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/resolv.conf && shift 2 && exec "$@"`
		cmd := exec.CommandContext(t.Context(), "/bin/sh", append([]string{"-c", script, "sh", hosts, resolv, program}, args...)...)
		cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
		cmd.Env = append(append(os.Environ(), "KRB5_CONFIG="+conf, "LC_ALL=C", "HOME="+dir), env...)
		var out bytes.Buffer
		cmd.Stdout = &out
		_ = cmd.Run()
		return out.Bytes()
	}
	sshPort := sshOffersKerberos(t, dir)
	clients := []realClient{
		{name: "OpenSSH with MIT", scheme: "ssh", program: "ssh", slow: true, args: func(h, _ string) []string {
			return []string{"-F", "none", "-p", sshPort, "-o", "PreferredAuthentications=gssapi-with-mic", "-o", "GSSAPIAuthentication=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "x@" + strings.Trim(h, "[]"), "true"}
		}},
		{name: "Chrome on Linux", scheme: "http", program: "chromium", slow: true, args: func(h, p string) []string {
			return []string{"--headless", "--no-sandbox", "--disable-gpu", "--auth-server-allowlist=*", "--user-data-dir=" + filepath.Join(dir, "chromium"), "--dump-dom", "http://" + h + ":" + p + "/"}
		}},
		{name: "curl with MIT", scheme: "http", program: "curl", args: func(h, p string) []string {
			return []string{"-s", "-o", "/dev/null", "--negotiate", "-u", ":", "http://" + h + ":" + p + "/"}
		}},
		{name: "OpenLDAP tools and Cyrus", scheme: "ldap", program: "ldapsearch", args: func(h, p string) []string {
			return []string{"-Q", "-Y", "GSSAPI", "-o", "nettimeout=2", "-H", "ldap://" + h + ":" + p, "-b", "", "-s", "base", "1.1"}
		}},
	}
	if _, err := exec.LookPath("psql"); err == nil {
		clients = append(clients, realClient{name: "psql and libpq with GSSAPI", scheme: "postgres", program: "psql", args: func(h, p string) []string {
			return []string{"host=" + strings.Trim(h, "[]") + " port=" + p + " user=x dbname=x gssencmode=require connect_timeout=2", "-c", "select 1"}
		}})
	}
	own, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	javaNames := write("Names.java", javaSource)
	n := 0
	for _, mode := range []string{"true rdns=true", "true rdns=false", "false rdns=true", "fallback rdns=true", "fallback rdns=false", "false rdns=false qualify_shortname=other.test", `false rdns=false qualify_shortname=""`} {
		canon, more, _ := strings.Cut(mode, " ")
		lines := strings.ReplaceAll(strings.ReplaceAll(more, "=", " = "), " qualify", "\n qualify")
		conf := write(fmt.Sprintf("krb5-%d.conf", n), fmt.Sprintf("[libdefaults]\n default_realm = %s\n dns_lookup_kdc = false\n dns_canonicalize_hostname = %s\n %s\n[realms]\n %s = {\n  kdc = %s\n }\n", dc.Realm, canon, lines, dc.Realm, dc.Addr))
		n++
		list := listing(t, func(targets []string) []byte {
			return inside(conf, []string{"TESTSCRIPT_COMMAND=adwalk", "KRB5CCNAME=FILE:" + dir + "/none"}, adwalk, append([]string{"names", "--json"}, targets...)...)
		})
		if java, err := exec.LookPath("java"); err == nil {
			out := inside(conf, nil, java, append([]string{"-Djava.security.krb5.conf=" + conf, javaNames}, oddHosts...)...)
			for line := range strings.Lines(string(out)) {
				h, got, _ := strings.Cut(strings.TrimSpace(line), " ")
				if strings.HasPrefix(h, "[") || strings.HasSuffix(h, ".") {
					continue // not as a Java program has the host of such a URL
				}
				if listed := list("http://"+h, "Java's HttpURLConnection"); len(listed) != 1 || got != listed[0]+"@"+dc.Realm {
					t.Errorf("%s, java, %s: it makes %s, listed are %v", mode, h, got, listed)
				}
			}
		}
		for _, h := range oddHosts {
			for _, c := range clients {
				if c.slow && (!slices.Contains(slowHosts, h) || strings.Contains(mode, "other.test")) {
					continue
				}
				target := c.scheme + "://" + h
				listed := list(target, c.name)
				trace := filepath.Join(dir, "trace")
				_ = os.Remove(trace)
				path, err := exec.LookPath(c.program)
				if err != nil {
					t.Fatal(err)
				}
				var b []byte
				for range 2 { // a browser may not come to it at its first start
					inside(conf, []string{"KRB5CCNAME=FILE:" + cache, "KRB5_TRACE=" + trace}, path, c.args(h, port)...)
					if b, _ = os.ReadFile(trace); len(b) > 0 {
						break
					}
				}
				var got []string
				found := askedFor.FindAllStringSubmatch(string(b), -1)
				if len(found) == 0 {
					found = wanted.FindAllStringSubmatch(string(b), -1)
				}
				for _, m := range found {
					if !slices.Contains(got, m[1]) && !strings.HasPrefix(m[1], "krbtgt/") {
						got = append(got, m[1])
					}
				}
				if len(listed) == 0 && c.scheme == "ldap" && len(got) > 0 && strings.HasPrefix(got[0], "ldap/"+own) {
					continue // on the server itself: the rule says so
				}
				if !slices.Equal(got, listed) {
					t.Errorf("%s, %s, %s: it asks for %v, listed are %v", mode, c.program, target, got, listed)
				}
			}
		}
	}
}
