package adtest

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/go-ldap/ldap/v3"
)

// Account is one that a test has made.
type Account struct {
	DN        string
	Name      string // sAMAccountName, with the dollar of a computer
	Host      string // dNSHostName of a computer
	Principal string // name@REALM
	Password  string
}

// AddUser makes an enabled user. Without a password it never gets keys.
func (d *DC) AddUser(name, password string) Account {
	d.t.Helper()
	a := Account{DN: "CN=" + name + ",CN=Users," + d.BaseDN, Name: name, Principal: name + "@" + d.Realm, Password: password}
	d.add(a, map[string][]string{
		"objectClass": {"user"}, "sAMAccountName": {name},
		"userPrincipalName":  {name + "@" + strings.ToLower(d.Realm)},
		"userAccountControl": {control(512, password)},
	})
	return a
}

// AddComputer makes a computer as a join does: HOST names for both forms of its
// name, AES and RC4 keys. Without a password it is as if set up in advance: it
// has no keys.
func (d *DC) AddComputer(name, password string) Account {
	d.t.Helper()
	host := strings.ToLower(name + "." + d.Realm)
	a := Account{DN: "CN=" + name + ",CN=Computers," + d.BaseDN, Name: strings.ToUpper(name) + "$", Host: host,
		Principal: strings.ToUpper(name) + "$@" + d.Realm, Password: password}
	d.add(a, map[string][]string{
		"objectClass": {"computer"}, "sAMAccountName": {a.Name}, "dNSHostName": {host},
		"userAccountControl":            {control(4096, password)},
		"servicePrincipalName":          {"HOST/" + strings.ToUpper(name), "HOST/" + host},
		"msDS-SupportedEncryptionTypes": {"28"},
	})
	return a
}

// control adds PASSWD_NOTREQD to an account that has no password.
func control(kind int, password string) string {
	if password == "" {
		kind |= 32
	}
	return fmt.Sprint(kind)
}

func (d *DC) add(a Account, attributes map[string][]string) {
	d.t.Helper()
	req := ldap.NewAddRequest(a.DN, nil)
	for name, values := range attributes {
		req.Attribute(name, values)
	}
	if a.Password != "" {
		req.Attribute("unicodePwd", []string{quoted(a.Password)})
	}
	d.do("add "+a.DN, func(c *ldap.Conn) error { return c.Add(req) })
}

// SetPassword gives an account a new password, and with it a new key version.
func (d *DC) SetPassword(a Account, password string) Account {
	d.t.Helper()
	d.SetAttr(a.DN, "unicodePwd", quoted(password))
	a.Password = password
	return a
}

// SetAttr replaces an attribute's values; without values it is removed.
func (d *DC) SetAttr(dn, attribute string, values ...string) {
	d.t.Helper()
	req := ldap.NewModifyRequest(dn, nil)
	req.Replace(attribute, values)
	d.do("set "+attribute+" of "+dn, func(c *ldap.Conn) error { return c.Modify(req) })
}

// AddValue adds values to an attribute.
func (d *DC) AddValue(dn, attribute string, values ...string) {
	d.t.Helper()
	req := ldap.NewModifyRequest(dn, nil)
	req.Add(attribute, values)
	d.do("add to "+attribute+" of "+dn, func(c *ldap.Conn) error { return c.Modify(req) })
}

// AddSPN registers service principal names.
func (d *DC) AddSPN(dn string, spns ...string) {
	d.t.Helper()
	d.AddValue(dn, "servicePrincipalName", spns...)
}

// Delegate lets an account delegate to services, with protocol transition from
// any other way of signing in where that is asked for.
func (d *DC) Delegate(dn string, protocolTransition bool, spns ...string) {
	d.t.Helper()
	d.AddValue(dn, "msDS-AllowedToDelegateTo", spns...)
	if !protocolTransition {
		return
	}
	var bits int
	if _, err := fmt.Sscan(d.Attr(dn, "userAccountControl")[0], &bits); err != nil {
		d.t.Fatal(err)
	}
	d.SetAttr(dn, "userAccountControl", fmt.Sprint(bits|0x1000000))
}

// Attr reads an attribute's values with the administrator's rights.
func (d *DC) Attr(dn, attribute string) []string {
	d.t.Helper()
	var values []string
	d.do("read "+dn, func(c *ldap.Conn) error {
		res, err := c.Search(ldap.NewSearchRequest(dn, ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false,
			"(objectClass=*)", []string{attribute}, nil))
		if err == nil && len(res.Entries) == 1 {
			values = res.Entries[0].GetAttributeValues(attribute)
		}
		return err
	})
	return values
}

// AddObject adds any object, for containers and configuration.
func (d *DC) AddObject(dn string, attributes map[string][]string) {
	d.t.Helper()
	d.add(Account{DN: dn}, attributes)
}

// PasswordFile writes a password where a program's --password-file finds it.
func (d *DC) PasswordFile(password string) string {
	d.t.Helper()
	path := d.t.TempDir() + "/password"
	if err := os.WriteFile(path, []byte(password+"\n"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

func (d *DC) do(what string, f func(*ldap.Conn) error) {
	d.t.Helper()
	conn, err := d.adminConn()
	if err == nil {
		err = f(conn)
	}
	if err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
}

// adminConn is the one connection with the administrator's rights.
func (d *DC) adminConn() (*ldap.Conn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.admin != nil && !d.admin.IsClosing() {
		return d.admin, nil
	}
	pem, err := os.ReadFile(d.CAFile)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	conn, err := ldap.DialURL(d.LDAPS, ldap.DialWithTLSConfig(&tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}))
	if err != nil {
		return nil, err
	}
	conn.SetTimeout(30 * time.Second)
	if err := conn.Bind(d.AdminUser+"@"+strings.ToLower(d.Realm), d.AdminPassword); err != nil {
		conn.Close()
		return nil, err
	}
	d.admin = conn
	return conn, nil
}

// quoted is a password as unicodePwd wants it (MS-ADTS 3.1.1.3.1.5.1).
func quoted(password string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(`"` + password + `"`)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}
