package adtest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Kinit gets a ticket with MIT's kinit and gives the path of the cache. More
// arguments (-f, -l 5m) go before the principal.
func (d *DC) Kinit(user, password string, args ...string) string {
	d.t.Helper()
	cache := filepath.Join(d.t.TempDir(), "ccache")
	if !strings.Contains(user, "@") {
		user += "@" + d.Realm
	}
	out := d.RunWith(password+"\n", nil, "kinit", append(append([]string{"-c", "FILE:" + cache}, args...), user)...)
	if out.Code != 0 {
		d.t.Fatalf("kinit %s: %s", user, out.Stderr)
	}
	return cache
}

// Ticket is what MIT's kvno says about one service.
type Ticket struct {
	SPN     string
	KVNO    int
	EType   string // of the ticket, by its krb5 name
	Session string // of the session key
	Code    int    // the KDC's error (7: unknown), 0 for a ticket, -1 for anything else
	Text    string // kvno's message when there is no ticket
}

var (
	kvnoLine  = regexp.MustCompile(`kvno = (\d+)`)
	etypeLine = regexp.MustCompile(`Etype \(skey, tkt\): ([^,]+), (\S+)`)
	traceLine = regexp.MustCompile(`TGS request result: (-?\d+)/`)
)

// mitBase is the value of KRB5KDC_ERR_NONE in MIT's error table.
const mitBase = -1765328384

// Kvno asks for service tickets with MIT's kvno, each from a fresh copy of the
// cache, so that nothing is answered from it.
func (d *DC) Kvno(cache string, spns ...string) []Ticket {
	d.t.Helper()
	tickets := make([]Ticket, len(spns))
	dir := d.t.TempDir()
	raw, err := os.ReadFile(cache)
	if err != nil {
		d.t.Fatal(err)
	}
	for i, spn := range spns {
		own := filepath.Join(dir, fmt.Sprint("cc", i))
		trace := own + ".trace"
		if err := os.WriteFile(own, raw, 0o600); err != nil {
			d.t.Fatal(err)
		}
		out := d.RunWith("", []string{"KRB5_TRACE=" + trace}, "kvno", "-c", "FILE:"+own, spn)
		tickets[i] = Ticket{SPN: spn}
		if out.Code != 0 {
			tickets[i].Code, tickets[i].Text = traced(trace), strings.TrimSpace(out.Stderr)
			continue
		}
		if m := kvnoLine.FindStringSubmatch(out.Stdout); m != nil {
			tickets[i].KVNO, _ = strconv.Atoi(m[1])
		}
		listed := d.Run("klist", "-e", "-c", "FILE:"+own)
		_, after, _ := strings.Cut(listed.Stdout, spn+"@")
		if m := etypeLine.FindStringSubmatch(after); m != nil {
			tickets[i].Session, tickets[i].EType = krb5Name(m[1]), krb5Name(m[2])
		}
	}
	return tickets
}

// traced finds the KDC's last error in a trace.
func traced(path string) int {
	b, _ := os.ReadFile(path)
	code := -1
	for _, m := range traceLine.FindAllSubmatch(b, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n != 0 {
			code = n - mitBase
		}
	}
	return code
}

// krb5Name takes MIT's comment off the name of an encryption type.
func krb5Name(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "DEPRECATED:") }

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
