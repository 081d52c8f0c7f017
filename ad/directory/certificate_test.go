package directory_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
)

// certificate makes a self-signed one and writes it where --ca-file finds it.
func certificate(t *testing.T, change func(*x509.Certificate)) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "dc"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 23, 2)}, IsCA: true, BasicConstraintsValid: true}
	change(c)
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}

// What is wrong with a certificate is said in words that lead to its repair.
func TestCertificatesThatAreRefused(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*x509.Certificate)
		trust  bool
		why    string
	}{
		{"good", func(*x509.Certificate) {}, true, ""},
		{"unknown", func(*x509.Certificate) {}, false, "does not trust"},
		{"expired", func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, true, "valid from"},
		{"another's", func(c *x509.Certificate) {
			c.IPAddresses, c.DNSNames = nil, []string{"dc9.contoso.lab"}
		}, true, "dc9.contoso.lab"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cert, file := certificate(t, tc.change)
			o := serve(t, func(_ int, raw net.Conn) {
				c := tls.Server(raw, &tls.Config{Certificates: []tls.Certificate{cert}})
				if c.Handshake() == nil {
					answer(c, 3)
				}
			})
			o.Server = strings.Replace(o.Server, "ldap:", "ldaps:", 1)
			o.Timeout = 5 * time.Second
			if tc.trust {
				o.CAFile = file
			}
			c, err := directory.Dial(t.Context(), o)
			if tc.why == "" {
				if err != nil {
					t.Fatal(err)
				}
				c.Close()
				return
			}
			var p *ad.Problem
			if !errors.As(err, &p) || !strings.Contains(p.Why, tc.why) || p.Do == "" {
				t.Errorf("got %v", err)
			}
			t.Log(err)
		})
	}
}

// A server that refuses StartTLS gets no password.
func TestPasswordNeverTravelsInTheClear(t *testing.T) {
	got := make(chan string, 1)
	o := serve(t, func(_ int, c net.Conn) {
		_ = c.SetDeadline(time.Now().Add(2 * time.Second))
		b := make([]byte, 4096)
		n, _ := c.Read(b)
		_, _ = c.Write([]byte{0x30, 0x0c, 2, 1, 1, 0x78, 7, 10, 1, 2, 4, 0, 4, 0}) // protocolError
		rest, _ := io.ReadAll(c)
		got <- string(b[:n]) + string(rest)
	})
	o.User, o.Password = "alice@CONTOSO.LAB", []byte("wonder-1")
	_, err := directory.Dial(t.Context(), o)
	var p *ad.Problem
	if !errors.As(err, &p) || p.Kind != ad.ProblemRefused {
		t.Errorf("got %v", err)
	}
	if s := <-got; strings.Contains(s, "wonder") || strings.Contains(s, "alice") {
		t.Errorf("the server read %q", s)
	}
}

// Whatever a CA file is said to be, it is not read without end.
func TestCAFileIsBounded(t *testing.T) {
	const endless = "/dev/zero"
	if _, err := os.Stat(endless); err != nil {
		t.Skip(endless + " is missing here")
	}
	_, err := directory.ReadCA(endless)
	if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemUsage || !strings.Contains(p.Why, "larger than") || p.Do == "" {
		t.Errorf("%+v", p)
	}
}
