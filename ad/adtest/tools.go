package adtest

import (
	"os"
	"path/filepath"
	"strings"
)

// Tool runs samba-tool on this domain controller's own files and gives its
// standard output; a failure ends the test.
func (d *DC) Tool(args ...string) string {
	d.t.Helper()
	out := d.Run("samba-tool", append(args, "-s", d.SMBConf)...)
	if out.Code != 0 {
		d.t.Fatalf("samba-tool %s: status %d: %s%s", strings.Join(args, " "), out.Code, out.Stdout, out.Stderr)
	}
	return out.Stdout
}

// Ldapsearch runs OpenLDAP's ldapsearch as the administrator over LDAPS and
// gives plain LDIF with unfolded lines.
func (d *DC) Ldapsearch(args ...string) string {
	d.t.Helper()
	all := append([]string{"-LLL", "-o", "ldif-wrap=no", "-H", "ldaps://" + d.Host, "-x",
		"-D", d.AdminUser + "@" + strings.ToLower(d.Realm), "-y", d.adminFile()}, args...)
	out := d.Run("ldapsearch", all...)
	if out.Code != 0 {
		d.t.Fatalf("ldapsearch %s: status %d: %s", strings.Join(args, " "), out.Code, out.Stderr)
	}
	return out.Stdout
}

// adminFile holds the administrator's password without a line end, as -y wants.
func (d *DC) adminFile() string {
	path := filepath.Join(d.t.TempDir(), "admin")
	if err := os.WriteFile(path, []byte(d.AdminPassword), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// ExportKeytab writes the current keys of principals (sAMAccountName or SPN)
// into a keytab and gives its path.
func (d *DC) ExportKeytab(principals ...string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "keytab")
	for _, p := range principals {
		d.Tool("domain", "exportkeytab", path, "--principal="+p)
	}
	return path
}
