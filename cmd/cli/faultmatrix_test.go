package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
)

// faults are what can go wrong while a change is under way, by what the table calls
// them. Each strikes one modify request; sticky ones end every later connection too.
var faults = []struct {
	name string
	do   adtest.LDAPFault
}{
	{"none", adtest.LDAPFault{}},
	{"request lost, connection ends", adtest.LDAPFault{Drop: true, Cut: true}},
	{"answer lost, connection ends", adtest.LDAPFault{Cut: true}},
	{"half an answer", adtest.LDAPFault{Half: true}},
	{"no answer at all", adtest.LDAPFault{Silent: true}},
	{"notice of disconnection, made", adtest.LDAPFault{Notice: true}},
	{"notice of disconnection, not made", adtest.LDAPFault{Drop: true, Notice: true}},
	{"made, answered 1", adtest.LDAPFault{Code: 1}},
	{"made, answered 3", adtest.LDAPFault{Code: 3}},
	{"made, answered 51", adtest.LDAPFault{Code: 51}},
	{"made, answered 52", adtest.LDAPFault{Code: 52}},
	{"made, answered 80", adtest.LDAPFault{Code: 80}},
	{"busy, not made", adtest.LDAPFault{Drop: true, Code: 51}},
	{"no right", adtest.LDAPFault{Drop: true, Code: 50}},
	{"constraint", adtest.LDAPFault{Drop: true, Code: 19, Text: "0000202F: AtrErr"}},
	{"another message id", adtest.LDAPFault{ID: 1000}},
	{"no LDAP", adtest.LDAPFault{Raw: []byte("HTTP/1.1 400 Bad Request\r\n\r\n")}},
	{"a length of 4 GB", adtest.LDAPFault{Raw: []byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1, 2}}},
	{"made, then the server is gone", adtest.LDAPFault{Cut: true, Closed: true}},
	{"not made, and the server is gone", adtest.LDAPFault{Drop: true, Cut: true, Closed: true}},
}

// writePath is a way to change something. requests is how many modify requests it
// takes.
type writePath struct {
	name     string
	args     []string
	requests int
}

// matrix is what the cells share: a directory behind a proxy, and a look at it past
// the proxy.
type matrix struct {
	proxy   *adtest.LDAPProxy
	through []string // login through the proxy
	direct  []string
	dir     ad.Directory
	watched []string // DNs
	paths   []writePath
}

// holds is everything of the watched objects that a path can change.
func (m matrix) holds(t *testing.T) string {
	t.Helper()
	var out []string
	for _, dn := range m.watched {
		attributes := []string{"servicePrincipalName", "msDS-AllowedToDelegateTo", "msDS-SupportedEncryptionTypes", lookup.AttrUAC, lookup.AttrTrustees}
		found, _, err := ad.SearchAll(t.Context(), m.dir, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: attributes})
		if err != nil || len(found) != 1 {
			t.Fatalf("reading %s: %v", dn, err)
		}
		for _, a := range attributes {
			values, err := lookup.Values(found[0], a)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				out = append(out, dn+"\x00"+a+"\x00"+v)
			}
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// cell runs one path under one fault and checks that directory and journal agree, that
// the next start tells the truth, and that undo gives back what was there.
func (m matrix) cell(t *testing.T, p writePath, fault adtest.LDAPFault, at int) (row [3]string) {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	before := m.holds(t)
	m.proxy.Set(func(op string, n int) adtest.LDAPFault {
		if op == "modify" && n == at {
			return fault
		}
		return adtest.LDAPFault{}
	})
	args := append(slices.Clone(p.args), m.through...)
	if fault.Silent || fault.ID != 0 {
		args = append(args, "--timeout", "300ms")
	}
	code, _, errs := command(t, append(args, "--yes", "--no-probes")...)
	after := m.holds(t)
	entries := m.journal(t)
	for _, e := range entries {
		there := strings.Contains("\n"+after+"\n", "\n"+e.Change.DN+"\x00"+e.Change.Attribute+"\x00"+e.Change.Value+"\n")
		asWanted := there == (e.Change.Op == ad.AddValue)
		if !m.last(entries, e) {
			continue // a later entry changed the same value
		}
		switch e.Result {
		case journal.Done, journal.Already:
			if !asWanted {
				t.Errorf("%s: %s %s is recorded as %s, and the directory says otherwise", p.name, e.Change.Op, e.Change.Value, e.Result)
			}
		case journal.Refused, journal.NotSent:
			if asWanted && after != before {
				t.Errorf("%s: %s %s is recorded as %s, and it is in the directory", p.name, e.Change.Op, e.Change.Value, e.Result)
			}
		}
	}
	if code == app.ExitOK && after == before {
		t.Errorf("%s: exit 0, and nothing changed: %s", p.name, errs)
	}
	row[0], row[1] = m.changed(before, after), results(entries)

	// The next start.
	code, out, errs := command(t, append([]string{"journal", "--settle", "--no-probes"}, m.direct...)...)
	entries = m.journal(t)
	for _, e := range entries {
		if e.Open() {
			t.Errorf("%s: %s is still open after settling: %s", p.name, e.ID, errs)
		}
	}
	row[2] = results(entries)
	if code == app.ExitFound && strings.Contains(out, "Half done") {
		row[2] += ", half done"
		if after == before {
			t.Errorf("%s: nothing changed, and the next start calls it half done", p.name)
		}
	} else if half := orphans(before, after); half != "" {
		t.Errorf("%s: %s has no owner, and the next start says nothing of it: exit %d: %s", p.name, half, code, out)
	}
	if after != before {
		if code, out, errs := command(t, append([]string{"journal", "--since", "1h", "--yes", "--no-probes"}, m.direct...)...); code != app.ExitOK {
			t.Errorf("%s: undo: exit %d: %s %s", p.name, code, out, errs)
		}
	}
	if now := m.holds(t); now != before {
		t.Errorf("%s: after the undo there is\n%s\nand there was\n%s", p.name, now, before)
	}
	return row
}

func (m matrix) journal(t *testing.T) []journal.Entry {
	t.Helper()
	_, out, errs := command(t, "journal", "--json")
	var entries []journal.Entry
	if err := json.Unmarshal([]byte(out), &entries); err != nil {
		t.Fatalf("%v: %s", err, errs)
	}
	return entries
}

// last says whether no later entry is about the same value.
func (m matrix) last(entries []journal.Entry, e journal.Entry) bool {
	for _, o := range entries {
		if o.ID > e.ID && o.Change.DN == e.Change.DN && o.Change.Attribute == e.Change.Attribute && o.Change.Value == e.Change.Value {
			return false
		}
	}
	return true
}

// changed counts what came and went.
func (m matrix) changed(before, after string) string {
	if before == after {
		return "as before"
	}
	gone, came := 0, 0
	for _, l := range strings.Split(before, "\n") {
		if !strings.Contains("\n"+after+"\n", "\n"+l+"\n") {
			gone++
		}
	}
	for _, l := range strings.Split(after, "\n") {
		if !strings.Contains("\n"+before+"\n", "\n"+l+"\n") {
			came++
		}
	}
	return fmt.Sprintf("-%d +%d", gone, came)
}

// orphans names an SPN that had an owner and has none.
func orphans(before, after string) string {
	for _, l := range strings.Split(before, "\n") {
		parts := strings.Split(l, "\x00")
		if len(parts) == 3 && parts[1] == "servicePrincipalName" && !strings.Contains(after+"\n", "\x00servicePrincipalName\x00"+parts[2]+"\n") && !strings.HasPrefix(parts[2], "SMTP/") {
			return parts[2]
		}
	}
	return ""
}

func results(entries []journal.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, string(e.Change.Op)+" "+e.Result)
	}
	return strings.Join(out, ", ")
}

// labMatrix is the lab behind a proxy.
func labMatrix(t *testing.T) matrix {
	t.Helper()
	f := newLabForest(t, "cas-array", "operator")
	m := matrix{proxy: adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile()), direct: f.connect}
	m.through = slices.Clone(f.connect)
	m.through[slices.Index(m.through, "--server")+1] = m.proxy.URL
	m.through[slices.Index(m.through, "--ca-file")+1] = m.proxy.CAFile
	var password []byte
	for _, a := range f.Accounts() {
		if a.Role == "operator" {
			password = []byte(a.Password)
		}
	}
	conn, err := directory.Dial(t.Context(), directory.Options{Server: f.LDAPSURL(), CAFile: f.CAFile(), User: f.connect[slices.Index(f.connect, "--user")+1], Password: password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	m.dir = conn
	for _, name := range []string{"CAS1$", "CASARRAY-ASA$", "FE1$", "BE1$"} {
		a, err := lookup.Resolve(t.Context(), conn, name)
		if err != nil {
			t.Fatal(err)
		}
		m.watched = append(m.watched, a.DN)
	}
	file := filepath.Join(t.TempDir(), "plan.json")
	if code, _, errs := command(t, append([]string{"setspn", "--move", "exchangeRFR/outlook.contoso.lab", "CASARRAY-ASA$", "--output", file, "--no-probes"}, m.direct...)...); code != app.ExitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	m.paths = []writePath{
		{"add an SPN", []string{"setspn", "-S", "http/new.contoso.lab", "CASARRAY-ASA$"}, 1},
		{"delete an SPN", []string{"setspn", "-D", "SMTP/CAS1", "CAS1$"}, 1},
		{"move an SPN", []string{"setspn", "--move", "exchangeRFR/outlook.contoso.lab", "CASARRAY-ASA$"}, 2},
		{"apply a plan file", []string{"apply", file}, 2},
		{"delegation list", []string{"delegation", "add-service", "FE1$", "http/new.contoso.lab"}, 1},
		{"flag", []string{"delegation", "for-any-protocol", "FE1$", "off"}, 1},
		{"descriptor", []string{"delegation", "add-principal", "BE1$", "FE1$"}, 1},
		{"encryption types", []string{"enctypes", "set", "CAS1$", "24"}, 2},
	}
	return m
}

// full says whether tests that have a smaller form run whole: ADWALK_FULL=1.
func full() bool { return os.Getenv("ADWALK_FULL") != "" }

// run prints a line for every cell; some says which are run.
func (m matrix) run(t *testing.T, some func(path, fault int) bool) {
	t.Helper()
	cells, left := 0, 0
	t.Logf("%-18s %-34s %-3s %-10s %-34s %s", "write path", "fault", "at", "directory", "journal", "next start")
	for i, p := range m.paths {
		for k, f := range faults {
			for at := range p.requests {
				if f.name == "none" && at > 0 {
					continue
				}
				if !some(i, k) {
					left++
					continue
				}
				row := m.cell(t, p, f.do, at)
				t.Logf("%-18s %-34s %-3d %-10s %-34s %s", p.name, f.name, at+1, row[0], row[1], row[2])
				cells++
			}
		}
	}
	t.Logf("%d cells run", cells)
	if left > 0 {
		t.Logf("%d cells left for ADWALK_FULL=1", left)
	}
}

// TestFaultMatrix runs every write path under every fault at each of its requests and
// prints what came of it. Under the race detector every fault meets a path or two, and
// every path some faults, unless ADWALK_FULL is set.
func TestFaultMatrix(t *testing.T) {
	if testing.Short() {
		t.Skip("runs some hundred commands")
	}
	labMatrix(t).run(t, func(path, fault int) bool {
		return !racing || full() || (path+fault)%5 == 0
	})
}

// TestFaultMatrixOnSamba is the same on a Samba domain controller; without ADWALK_FULL
// a part of it.
func TestFaultMatrixOnSamba(t *testing.T) {
	dc := adtest.Samba(t)
	dc.WritableTrustees()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	spn := "http/" + adtest.Name("moved") + ".example"
	from, to, front := dc.AddComputer(adtest.Name("from"), "x"), dc.AddComputer(adtest.Name("to"), "x"), dc.AddUser(adtest.Name("front"), "wonder-1")
	dc.AddSPN(from.DN, spn)
	m := matrix{proxy: adtest.NewLDAPProxy(t, dc.LDAPS, dc.CAFile), watched: []string{from.DN, to.DN, front.DN}}
	m.direct = []string{"--server", dc.LDAPS, "--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile, "--user", dc.AdminUser + "@" + dc.Realm, "--password-file", dc.PasswordFile(dc.AdminPassword)}
	m.through = slices.Clone(m.direct)
	m.through[1], m.through[7] = m.proxy.URL, m.proxy.CAFile
	conn, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: dc.AdminUser + "@" + dc.Realm, Password: []byte(dc.AdminPassword)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	m.dir = conn
	m.paths = []writePath{
		{"move an SPN", []string{"setspn", "--move", spn, to.Name}, 2},
		{"add an SPN", []string{"setspn", "-S", "http/new-" + to.Host, to.Name}, 1},
		{"flag", []string{"delegation", "for-any-protocol", front.Name, "on"}, 1},
		{"descriptor", []string{"delegation", "add-principal", to.Name, front.Name}, 1},
		{"encryption types", []string{"enctypes", "set", from.Name, "24"}, 2},
	}
	m.run(t, func(path, fault int) bool { return full() || (path+fault)%6 == 0 })
}
