package adtest

import (
	"fmt"
	"path/filepath"
	"strings"
)

// PlantSPN registers an SPN on an account although another one has it: the
// value is written into the database file under the running server, past the
// check for uniqueness. Reads and the KDC see it at once.
func (d *DC) PlantSPN(dn string, spns ...string) {
	d.t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "dn: %s\nchangetype: modify\nadd: servicePrincipalName\n", dn)
	for _, spn := range spns {
		fmt.Fprintf(&b, "servicePrincipalName: %s\n", spn)
	}
	d.Plant(b.String())
}

// Plant applies LDIF to the domain partition's database file, past every check.
func (d *DC) Plant(ldif string) {
	d.t.Helper()
	file := filepath.Join(d.PrivateDir, "sam.ldb.d", strings.ToUpper(d.BaseDN)+".ldb")
	out := d.RunWith(ldif, nil, "ldbmodify", "-H", file)
	if out.Code != 0 {
		d.t.Fatalf("ldbmodify: status %d: %s%s", out.Code, out.Stdout, out.Stderr)
	}
}
