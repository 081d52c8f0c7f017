package directory_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/directory/sasl"
	"adwalk/ad/krb"
	"adwalk/ad/krb/gss"
	"adwalk/ad/krb/krb5conf"
)

func ticket(t testing.TB, dc *adtest.DC, user adtest.Account, etypes ...ad.EType) *gss.Credential {
	t.Helper()
	c, err := krb.LoginPassword(t.Context(), krb.Options{Realm: dc.Realm, KDCs: []string{dc.KDC}, Timeout: 10 * time.Second,
		ETypes: etypes, Config: krb5conf.Default()}, user.Name+"@"+dc.Realm, []byte(user.Password))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return gss.New(c)
}

// tap passes a connection on, keeps what went over it, and can damage what
// comes back.
type tap struct {
	net.Listener
	to     string
	damage func([]byte) []byte

	mu   sync.Mutex
	seen bytes.Buffer
}

func newTap(t *testing.T, to string) *tap {
	l, err := net.Listen("tcp", "127.0.23.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &tap{Listener: l, to: to, damage: func(b []byte) []byte { return b }}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go p.pass(in)
		}
	}()
	return p
}

func (p *tap) pass(in net.Conn) {
	defer in.Close()
	out, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer out.Close()
	go func() {
		p.copy(out, in, func(b []byte) []byte { return b })
		out.Close()
	}()
	p.copy(in, out, func(b []byte) []byte { p.mu.Lock(); defer p.mu.Unlock(); return p.damage(b) })
}

func (p *tap) copy(to io.Writer, from io.Reader, through func([]byte) []byte) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		p.mu.Lock()
		p.seen.Write(b[:n])
		p.mu.Unlock()
		if n > 0 {
			if _, err := to.Write(through(b[:n])); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (p *tap) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen.String()
}

// On a domain controller at its default, which refuses everything unsigned,
// a ticket is enough: the answers are those of ldapsearch, and nobody on the
// way can read them.
func TestSealedOnPort389(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=*)", Attributes: []string{"cn", "servicePrincipalName"}}
	out := dc.RunWith("", []string{"KRB5CCNAME=FILE:" + dc.Kinit(user.Name, user.Password)}, "ldapsearch", "-LLL", "-Q", "-Y", "GSSAPI", "-O", "minssf=56", "-o", "ldif-wrap=no",
		"-H", "ldap://"+dc.Host, "-E", "pr=500/noprompt", "-b", dc.BaseDN, "(objectClass=*)", "servicePrincipalName")
	want, wantNames := strings.Count("\n"+out.Stdout, "\ndn:"), strings.Count(out.Stdout, "\nservicePrincipalName:")
	if out.Code != 0 || wantNames == 0 {
		t.Fatalf("ldapsearch: %d, %s", out.Code, out.Stderr)
	}
	for _, tc := range []struct {
		name, mechanism string
		etypes          []ad.EType
	}{
		{"AES256", "", nil},
		{"AES128", "", []ad.EType{ad.ETypeAES128}},
		{"RC4", "", []ad.EType{ad.ETypeRC4}},
		{"AES256 in SPNEGO", sasl.SPNEGO, nil},
		{"RC4 in SPNEGO", sasl.SPNEGO, []ad.EType{ad.ETypeRC4}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newTap(t, dc.Addr+":389")
			c := dial(t, directory.Options{Server: "ldap://" + p.Addr().String(), GlobalCatalog: "ldap://" + dc.Addr, Credential: ticket(t, dc, user, tc.etypes...), Mechanism: tc.mechanism})
			info, err := c.Info(t.Context())
			if err != nil || info.Protection != "sealed" || info.As != user.Name+"@"+dc.Realm {
				t.Fatalf("info %+v, %v", info, err)
			}
			got, _, err := ad.SearchAll(t.Context(), c, q)
			names := 0
			for _, e := range got {
				names += len(e.Values("servicePrincipalName"))
			}
			if err != nil || len(got) != want || names != wantNames {
				t.Errorf("%d objects, %d names, %v; ldapsearch found %d and %d", len(got), names, err, want, wantNames)
			}
			seen := p.text()
			_, after, ok := strings.Cut(seen, "supportedSASLMechanisms")
			for _, word := range []string{"servicePrincipalName", "Administrator", "CN=Users"} {
				if !ok || strings.Contains(after, word) {
					t.Errorf("%q can be read on the wire", word)
				}
			}
			if cov, err := c.Search(t.Context(), ad.Query{Scope: ad.ScopeSub, Forest: true, Filter: "(objectClass=domain)"}, func(ad.Entry) error { return nil }); err != nil || !cov.Forest {
				t.Errorf("catalogue: %+v, %v", cov, err)
			}
		})
	}
}

// A message that was changed on its way ends the connection, and says so.
func TestTamperedTrafficEndsTheConnection(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	credential := ticket(t, dc, user)
	for name, damage := range map[string]func([]byte) []byte{
		"a bit":      func(b []byte) []byte { b = bytes.Clone(b); b[len(b)-1] ^= 1; return b },
		"a replay":   func(b []byte) []byte { return append(bytes.Clone(b), b...) },
		"the length": func(b []byte) []byte { return append([]byte{0xff, 0xff, 0xff, 0xff}, b[4:]...) },
		"garbage":    func(b []byte) []byte { return append([]byte{0, 0, 0, 40}, bytes.Repeat([]byte{7}, 40)...) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newTap(t, dc.Addr+":389")
			c := dial(t, directory.Options{Server: "ldap://" + p.Addr().String(), Credential: credential, Timeout: 5 * time.Second})
			p.mu.Lock()
			p.damage = damage
			p.mu.Unlock()
			var err error
			for range 2 { // a replayed message is met at the next read
				_, err = c.Search(t.Context(), ad.Query{Base: dc.BaseDN, Attributes: []string{"cn"}}, func(ad.Entry) error { return nil })
				if err != nil {
					break
				}
			}
			var pr *ad.Problem
			if !errors.As(err, &pr) || pr.Kind != ad.ProblemProtocol || !strings.Contains(pr.Why, "trusted") {
				t.Errorf("got %v", err)
			}
			t.Log(err)
		})
	}
}

// Under TLS there is no second layer. A server at its default refuses that,
// one that allows it takes the ticket.
func TestTicketUnderTLS(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	_, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, Credential: ticket(t, dc, user)})
	var p *ad.Problem
	if !errors.As(err, &p) || p.Kind != ad.ProblemLogin {
		t.Errorf("at its default: %v", err)
	}
	t.Log(err)
	dc = adtest.Samba(t, adtest.AllowSASLOverTLS)
	user = dc.AddUser(adtest.Name("alice"), "wonder-1")
	for _, o := range []directory.Options{{Server: dc.LDAPS}, {Server: dc.LDAP, StartTLS: true}, {Server: dc.LDAPS, Mechanism: sasl.SPNEGO}} {
		o.CAFile, o.Credential = dc.CAFile, ticket(t, dc, user)
		info, err := dial(t, o).Info(t.Context())
		if err != nil || !strings.HasSuffix(info.Protection, "TLS") {
			t.Errorf("%+v, %v", info, err)
		}
	}
}
