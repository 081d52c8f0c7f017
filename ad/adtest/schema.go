package adtest

import (
	"path/filepath"
	"strings"

	"github.com/go-ldap/ldap/v3"
)

// WritableTrustees lets msDS-AllowedToActOnBehalfOfOtherIdentity be written over
// LDAP. Samba's schema before 4.18 calls it a system attribute, which Windows'
// does not.
func (d *DC) WritableTrustees() {
	d.t.Helper()
	schema := "CN=Schema,CN=Configuration," + d.BaseDN
	file := filepath.Join(d.PrivateDir, "sam.ldb.d", strings.ToUpper(schema)+".ldb")
	out := d.RunWith("dn: CN=ms-DS-Allowed-To-Act-On-Behalf-Of-Other-Identity,"+schema+"\nchangetype: modify\nreplace: systemOnly\nsystemOnly: FALSE\n", nil, "ldbmodify", "-H", file)
	if out.Code != 0 {
		d.t.Fatalf("ldbmodify: status %d: %s%s", out.Code, out.Stdout, out.Stderr)
	}
	d.do("reloading the schema", func(c *ldap.Conn) error {
		m := ldap.NewModifyRequest("", nil)
		m.Add("schemaUpdateNow", []string{"1"})
		return c.Modify(m)
	})
}
