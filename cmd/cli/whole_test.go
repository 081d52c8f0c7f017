package cli

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"adwalk/ad/adtest"
)

// The benchmarks of this file time whole processes, ours and a foreign one in
// turn, against one domain controller, and report the ratio. .ci/bench runs
// them and holds the ratios against the goals.

// rounds is how often each side of a pair runs, in turn. The best of each side
// are compared: what else the machine does can only add to a time.
const rounds = 15

// pair runs both sides in turn and reports theirs/ours: above 1 we are faster.
func pair(b *testing.B, ours, theirs func()) {
	b.Helper()
	ours()
	theirs() // both once unmeasured: caches of the server and the disk
	var mine, other []time.Duration
	for range rounds {
		mine = append(mine, timed(ours))
		other = append(other, timed(theirs))
	}
	m, o := slices.Min(mine), slices.Min(other)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(m.Seconds(), "s-ours")
	b.ReportMetric(o.Seconds(), "s-theirs")
	b.ReportMetric(o.Seconds()/m.Seconds(), "x-faster")
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

// wants runs a program of the realm to its end.
func wants(b *testing.B, dc *adtest.DC, env []string, code int, name string, args ...string) {
	b.Helper()
	if out := dc.RunWith("", env, name, args...); out.Code != code {
		b.Fatalf("%s: status %d: %.400s", name, out.Code, out.Stderr)
	}
}

// BenchmarkWholeTickets asks for 500 service tickets, as kvno does: once of a
// hundred computers with five names each, as a domain has them, once of a
// single account with 500 names, which the domain controller reads anew for
// each ticket, so that it is the slower part on either side.
func BenchmarkWholeTickets(b *testing.B) {
	dc := adtest.Samba(b, adtest.ManyWorkers)
	user := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	var farm, single []string
	for range 100 {
		pc := dc.AddComputer(adtest.Name("pc"), "Machine-Key-1")
		more := []string{"http/" + pc.Host, "cifs/" + pc.Host, "TERMSRV/" + pc.Host}
		dc.AddSPN(pc.DN, more...)
		farm = append(append(farm, more...), "HOST/"+pc.Host, "HOST/"+strings.TrimSuffix(pc.Name, "$"))
	}
	svc := dc.AddUser(adtest.Name("svc"), "Service-Key-1")
	for i := range 500 {
		single = append(single, fmt.Sprintf("http/web%d.%s.test", i, svc.Name))
	}
	dc.AddSPN(svc.DN, single...)
	bin := adtest.Program(b)
	cache := dc.Kinit(user.Name, user.Password)
	raw, err := os.ReadFile(cache)
	if err != nil {
		b.Fatal(err)
	}
	own := filepath.Join(b.TempDir(), "kvno.cc")
	compare := func(spns []string) func(*testing.B) {
		return func(b *testing.B) {
			pair(b, func() {
				wants(b, dc, nil, 0, bin, append([]string{"ticket", "--ccache", cache, "--realm", dc.Realm, "--kdc", dc.KDC}, spns...)...)
			}, func() {
				if err := os.WriteFile(own, raw, 0o600); err != nil { // kvno writes to its cache and would answer from it
					b.Fatal(err)
				}
				wants(b, dc, []string{"KRB5CCNAME=FILE:" + own}, 0, "kvno", append([]string{"-q"}, spns...)...)
			})
		}
	}
	b.Run("computers", compare(farm))
	b.Run("one-account", compare(single))
}

// crowd fills the directory with computers whose names begin with the stem, each with an
// SPN of every class. Benchmarks of one run share the directory.
func crowd(b *testing.B, dc *adtest.DC, stem string, total int, classes ...string) {
	b.Helper()
	const batch = 500
	for first := 0; first < total; first += batch {
		var ldif strings.Builder
		for i := first; i < first+batch; i++ {
			name := fmt.Sprintf("%s%05d", stem, i)
			fmt.Fprintf(&ldif, "dn: CN=%s,CN=Computers,%s\nobjectClass: computer\nsAMAccountName: %s$\nuserAccountControl: 4096\n", name, dc.BaseDN, name)
			for _, class := range classes {
				fmt.Fprintf(&ldif, "servicePrincipalName: %s/%s.corp.test\n", class, name)
			}
			ldif.WriteString("\n")
		}
		if out := dc.RunWith(ldif.String(), nil, "ldbadd", "-H", filepath.Join(dc.PrivateDir, "sam.ldb")); out.Code != 0 {
			b.Fatalf("ldbadd: %s%s", out.Stdout, out.Stderr)
		}
	}
}

// BenchmarkWholeScans looks for duplicates as sort and uniq would, over LDAPS
// with a password, and reads the same sealed with a ticket.
func BenchmarkWholeScans(b *testing.B) {
	dc := adtest.Samba(b, adtest.ManyWorkers)
	crowd(b, dc, "ws", 3000, "HOST", "WSMAN", "TERMSRV")
	user := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	bin, pass := adtest.Program(b), dc.PasswordFile(user.Password)
	plain := dc.PasswordFile("")
	if err := os.WriteFile(plain, []byte(user.Password), 0o600); err != nil { // ldapsearch -y takes the newline, too
		b.Fatal(err)
	}
	who, cache := user.Name+"@"+dc.Realm, dc.Kinit(user.Name, user.Password)
	ldaps := "ldaps://" + dc.Host
	sealed := "ldap://" + dc.Host
	shell := func(search string) []string {
		return []string{"-c", search + ` '(servicePrincipalName=*)' servicePrincipalName | sed -n 's/^servicePrincipalName: //p' | tr A-Z a-z | sort | uniq -d`}
	}
	b.Run("duplicates", func(b *testing.B) {
		pair(b, func() {
			wants(b, dc, nil, 0, bin, "setspn", "-X", "-P", "--server", ldaps, "--realm", dc.Realm, "--ca-file", dc.CAFile, "--user", who, "--password-file", pass, "--no-probes")
		}, func() {
			wants(b, dc, nil, 0, "sh", shell("ldapsearch -LLL -o ldif-wrap=no -E pr=1000/noprompt -x -H "+ldaps+" -D "+who+" -y "+plain+" -b "+dc.BaseDN)...)
		})
	})
	b.Run("sealed", func(b *testing.B) {
		pair(b, func() {
			wants(b, dc, nil, 0, bin, "setspn", "-X", "-P", "--server", sealed, "--realm", dc.Realm, "--kdc", dc.KDC, "--ccache", cache)
		}, func() {
			wants(b, dc, []string{"KRB5CCNAME=FILE:" + cache}, 0, "sh", shell("ldapsearch -LLL -Q -o ldif-wrap=no -E pr=1000/noprompt -Y GSSAPI -O minssf=56 -H "+sealed+" -b "+dc.BaseDN)...)
		})
	})
}

// BenchmarkWholeForest looks at a real domain of 10,000 computers and more with 50,000 SPNs. It
// reports the processor time of our own process, and its time on the clock as a multiple
// of what the domain controller takes for the same questions of others: ldapsearch for the
// accounts, once from the domain and once from the catalogue, and kvno for the 2,000
// tickets that prove keys.
func BenchmarkWholeForest(b *testing.B) {
	dc := adtest.Samba(b, adtest.ManyWorkers)
	crowd(b, dc, "pc", 10_000, "HOST", "WSMAN", "TERMSRV", "RestrictedKrbHost", "cifs")
	user := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	bin, pass := adtest.Program(b), dc.PasswordFile(user.Password)
	plain := dc.PasswordFile("")
	if err := os.WriteFile(plain, []byte(user.Password), 0o600); err != nil {
		b.Fatal(err)
	}
	who := user.Name + "@" + dc.Realm
	search := func(port string) {
		wants(b, dc, nil, 0, "ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H", "ldaps://"+dc.Host+port, "-D", who, "-y", plain, "-b", dc.BaseDN,
			"(servicePrincipalName=*)", "sAMAccountName", "objectSid", "objectGUID", "objectClass", "userAccountControl", "msDS-SupportedEncryptionTypes",
			"pwdLastSet", "accountExpires", "lockoutTime", "dNSHostName", "servicePrincipalName")
	}
	search("")
	reading := min(timed(func() { search(""); search(":3269") }), timed(func() { search(""); search(":3269") }))
	var names []string
	for i := range 2000 {
		names = append(names, fmt.Sprintf("HOST/pc%05d.corp.test", i))
	}
	cache := dc.Kinit(user.Name, user.Password)
	proving := timed(func() {
		if out := dc.RunWith("", []string{"KRB5CCNAME=FILE:" + cache}, "kvno", append([]string{"-q"}, names...)...); strings.Contains(out.Stderr, "not found") {
			b.Fatalf("kvno: %.400s", out.Stderr)
		}
	})
	for _, run := range []struct {
		name, args string
		theirs     time.Duration
	}{
		{"check", "check", reading + proving}, {"duplicates", "walk duplicates", reading}, {"rc4-readiness", "walk rc4-readiness", reading + proving}, {"delegation", "walk delegation", reading},
	} {
		b.Run(run.name, func(b *testing.B) {
			cmd := dc.Command(b.Context(), bin, append(strings.Fields(run.args), "--server", "ldaps://"+dc.Host, "--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile,
				"--user", who, "--password-file", pass)...)
			cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+b.TempDir())
			got := spent(b, "0 1 3", cmd)
			if got.cpu < 100*time.Millisecond && run.name != "delegation" { // nobody here may delegate
				b.Fatalf("%v of processor time: it cannot have read 10,000 accounts", got.cpu)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(got.cpu.Seconds(), "s-cpu")
			b.ReportMetric(got.wall.Seconds(), "s-wall")
			b.ReportMetric(run.theirs.Seconds(), "s-theirs")
			b.ReportMetric(got.wall.Seconds()/run.theirs.Seconds(), "x-directory")
			b.ReportMetric(float64(got.peak>>20), "MB-peak")
		})
	}
}

// BenchmarkWholeScreen starts the console on the lab and stops the clock when
// the walkthroughs stand on the screen.
func BenchmarkWholeScreen(b *testing.B) {
	bin := adtest.Program(b)
	var all []time.Duration
	for range rounds {
		cmd := exec.Command(bin, "--lab")
		cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+b.TempDir())
		start := time.Now()
		f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, until(b, f, "Walk me through", start))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = f.Close()
	}
	slices.Sort(all)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(all[rounds/2].Microseconds())/1000, "ms-to-screen")
}

// until reads a terminal until the words appear.
func until(b *testing.B, r io.Reader, words string, start time.Time) time.Duration {
	b.Helper()
	var seen strings.Builder
	buf := make([]byte, 8192)
	for {
		n, err := r.Read(buf)
		seen.Write(buf[:n])
		if strings.Contains(seen.String(), words) {
			return time.Since(start)
		}
		if err != nil {
			b.Fatalf("the console ended: %v: %q", err, seen.String())
		}
	}
}
