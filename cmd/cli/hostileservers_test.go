package cli

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// hostileServers are whole command lines that meet a KDC, web and mail servers,
// certificates, configuration files and a krb5.conf that are full of hostile text. The
// environment variables that one needs stand before it.
func hostileServers(t *testing.T, f labForest) [][]string {
	t.Helper()
	line := strings.NewReplacer("\r", "", "\n", "").Replace(hostile)
	kdc := adtest.NewKDCProxy(t, f.KDCAddr())
	n := 0
	kdc.Lie(func(string, int) adtest.KDCLie {
		n++
		code := []int32{60, 7, 24, 37, 18, 4711}[n%6]
		return func(c io.ReadWriter, request []byte) { _, _ = c.Write(adtest.Frame(refusing(request, code, hostile))) }
	})
	replaced := func(name, value string) []string {
		out := slices.Clone(f.connect)
		out[slices.Index(out, name)+1] = value
		return out
	}
	lying := replaced("--kdc", "tcp/"+kdc.Addr)
	byTicket := slices.Clone(lying)
	byTicket[slices.Index(byTicket, "--server")+1] = f.LDAPURL()

	// Each serves one text, whatever it is asked.
	serve := func(text string) string {
		return adtest.Accepting(t, "tcp", "127.0.0.1:0", func(c net.Conn) {
			_ = c.SetReadDeadline(time.Now().Add(200 * time.Millisecond)) // a mail server speaks first
			_, _ = c.Read(make([]byte, 4096))
			_, _ = io.WriteString(c, text)
		})
	}
	mail := func(lines ...string) string {
		return adtest.Accepting(t, "tcp", "127.0.0.1:0", func(c net.Conn) {
			in := bufio.NewReader(c)
			for _, l := range lines {
				_, _ = io.WriteString(c, l+"\r\n")
				if _, err := in.ReadString('\n'); err != nil {
					return
				}
			}
		})
	}
	var out [][]string
	run := func(args ...string) { out = append(out, args) }
	for range 6 {
		run(slices.Concat([]string{"ticket", "HOST/cas1.contoso.lab"}, lying)...)
	}
	run(slices.Concat([]string{"show", "CAS1$"}, byTicket)...)
	run(slices.Concat([]string{"check"}, lying)...)
	run(slices.Concat([]string{"probe", "http://cas1.contoso.lab"}, lying)...)
	for _, text := range []string{
		"HTTP/1.1 401 " + line + "\r\nWWW-Authenticate: " + line + "\r\nServer: " + line + "\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 401 no\r\nWWW-Authenticate: Negotiate " + line + ", Basic realm=\"" + line + "\"\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 302 x\r\nLocation: http://" + line + "/\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 302 x\r\nLocation: http://cas1.contoso.lab/\x1b[2J\u202e\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 302 x\r\nLocation: https://other.example/%1b%5b2J\u202e\u009b\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 500 " + line + "\r\n" + line + ": x\r\n\r\n", line + "\r\n", "220 " + line + "\r\n",
	} {
		run(slices.Concat([]string{"probe", "http://cas1.contoso.lab", "--address", serve(text)}, f.connect)...)
		run(slices.Concat([]string{"probe", "ldap://cas1.contoso.lab", "--address", serve(text)}, f.connect)...)
	}
	for _, lines := range [][]string{
		{"220 " + line, "250-" + line + "\r\n250-AUTH " + line + "\r\n250 " + line, "221 " + line}, {"554 " + line}, {"220 hi", "550 " + line},
		{"220 hi", "250 AUTH GSSAPI", "535 " + line}, {"220 hi", "250 AUTH GSSAPI", "334 ", "535 5.7.8 " + line}, {"220 hi", "250 AUTH GSSAPI", "334 ", "334 " + line}, {line},
	} {
		run(slices.Concat([]string{"probe", "smtp://cas1.contoso.lab", "--address", mail(lines...)}, f.connect)...)
	}
	secure := hostileCertificate(t, strings.ToValidUTF8(line, ""))
	for _, more := range [][]string{nil, {"--insecure-skip-verify"}} {
		run(slices.Concat([]string{"probe", "https://cas1.contoso.lab", "--address", secure}, f.connect, more)...)
		run(slices.Concat([]string{"show", "CAS1$"}, replaced("--server", "ldaps://"+secure), more)...)
	}
	for i, text := range []string{
		fmt.Sprintf("%q = \"x\"\n", "ev\x1bil"), "server = \"ldaps://ev\\u001b[2Jil\\u202e\"\n", "user = \"\\u009b\\u202ealice\"\n", "[profile.\"ev\\u001b\\u202eil\"]\nserver = \"x\"\nnone = 1\n",
		"default-profile = \"\\u001b]0;x\\u0007\"\n", "server = " + line + "\n", line, "[command.\"\\u001b[2J\"]\njson = true\n", "timeout = \"\\u001b[2J\"\n", "color = \"\\u202e\\u200b\"\n",
	} {
		file := filepath.Join(t.TempDir(), fmt.Sprintf("config%d", i))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		run("klist", "--config-file", file)
		run("config", "--config-file", file)
		run("show", "CAS1$", "--config-file", file, "--profile", hostile)
	}
	conf := filepath.Join(t.TempDir(), "krb5.conf")
	text := "[libdefaults]\n default_realm = " + line + "\n default_tkt_enctypes = " + line + "\n udp_preference_limit = " + line + "\n[realms]\n " + line + " = {\n  kdc = " + line + "\n }\n[domain_realm]\n .contoso.lab = " + line + "\ninclude " + line + "\n" + line + "\n"
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"klist"}, {"ticket", "http/x.contoso.lab", "--user", "alice"}, {"check"}, {"names", "x.contoso.lab"}, {"config"}} {
		run(append([]string{"KRB5_CONFIG=" + conf}, args...)...)
	}
	return out
}

// hostileCertificate serves TLS with a certificate whose every name is hostile.
func hostileCertificate(t *testing.T, name string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	who := pkix.Name{CommonName: name, Organization: []string{name}, Country: []string{name}, Locality: []string{name}, SerialNumber: name}
	made := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: who, Issuer: who, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"ev\x1b[2J\x7fil.example"}, EmailAddresses: []string{"ev\x1bil@x"}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, made, made, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_, _ = c.Read(make([]byte, 4096))
				_, _ = io.WriteString(c, "HTTP/1.1 401 no\r\nContent-Length: 0\r\n\r\n")
			}()
		}
	}()
	return l.Addr().String()
}
