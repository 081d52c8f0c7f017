package cli

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/interactive"
	"adwalk/diag/guide/library"
	"adwalk/ui/screen/start"
	"adwalk/ui/uitest"
)

// hostile is a text with everything that a terminal would obey or an eye not see: ESC,
// OSC, C0, DEL, C1, BiDi marks, zero-width characters, a flood of combining marks, and
// bytes that are no UTF-8.
var hostile = "http/ev\x1b[2J\x1b]0;pwned\x07il\x00\x08\r\x7f\u0085\u009b31m\u202e\u2066\u200b\u200f\ufeff\u00ad\U000e0041" + strings.Repeat("\u0301", 200) + "\xff\xfe\xc3("

// unseen counts what must not reach a terminal, by kind.
func unseen(out string) map[string]int {
	found := map[string]int{}
	marks := 0
	for len(out) > 0 {
		r, n := utf8.DecodeRuneInString(out)
		if marks++; !unicode.Is(unicode.Mn, r) {
			marks = 0
		}
		if marks == 17 {
			found["a flood of combining marks"]++
		}
		switch {
		case r == utf8.RuneError && n == 1:
			found["broken UTF-8"]++
		case r == 0x1b:
			found["ESC"]++
		case r < 0x20 && r != '\n' && r != '\t':
			found["C0"]++
		case r == 0x7f:
			found["DEL"]++
		case r >= 0x80 && r < 0xa0:
			found["C1"]++
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
			found["BiDi"]++
		case r >= 0x200b && r <= 0x200d, r == 0x2060, r == 0xfeff, r == 0x00ad, r >= 0xe0000 && r <= 0xe007f:
			found["invisible"]++
		}
		out = out[n:]
	}
	return found
}

// hostileFiles writes one of every kind of file that a command reads.
func hostileFiles(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	quoted := fmt.Sprintf("%q", strings.ToValidUTF8(hostile, "\u202e"))
	quoted = strings.NewReplacer(`\x1b`, `\u001b`, `\a`, `\u0007`, `\x00`, `\u0000`, `\b`, `\u0008`, `\x7f`, "\x7f", `\u202e`, "\u202e", `\u0085`, "\u0085", `\u009b`, "\u009b", `\ufeff`, "\ufeff", `\u200b`, "\u200b", `\U000e0041`, "\U000e0041").Replace(quoted)
	octets := func(s string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(len(s)))) + s
	}
	files := map[string]string{
		"paste":   hostile + "\n" + "0x80090322 " + hostile + "\nkrb5kdc[1](info): TGS_REQ " + hostile + "\n",
		"line":    strings.Repeat(hostile, 1<<20/len(hostile)) + " KDC_ERR_S_PRINCIPAL_UNKNOWN",
		"facts":   `{"format":"adwalk facts","version":1,"facts":[{"kind":` + quoted + `,"subject":` + quoted + `,"value":` + quoted + `}]}`,
		"plan":    `{"format":"adwalk plan","version":1,"title":` + quoted + `,"made":{"program":` + quoted + `},"changes":[{"dn":` + quoted + `,"guid":` + quoted + `,"op":"add","value":` + quoted + `}],` + quoted + `:1}`,
		"journal": `{"id":` + quoted + `,"time":"2026-01-02T03:04:05Z","phase":"intent","operator":` + quoted + `,"server":` + quoted + `,"change":{"dn":` + quoted + `,"account":` + quoted + `,"attribute":` + quoted + `,"op":` + quoted + `,"value":` + quoted + `},"result":` + quoted + `,"note":` + quoted + "}\n" + hostile + "\n",
		"cache":   "\x05\x04\x00\x00" + "\x00\x00\x00\x01\x00\x00\x00\x01" + octets(hostile) + octets(hostile),
		"keytab":  "\x05\x02\x00\x00\x00\x10" + hostile,
		"config":  "[libdefaults]\n default_realm = " + hostile + "\n",
	}
	for name, text := range files {
		files[name] = filepath.Join(dir, name)
		if err := os.WriteFile(files[name], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestNothingForeignReachesATerminal feeds commands and screens with hostile objects,
// files and names, and counts what comes out of them.
func TestNothingForeignReachesATerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command")
	}
	f := newLabForest(t, "cas-array", "operator")
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	for _, account := range []string{"CAS1$", "FE1$", "alice"} {
		for _, attribute := range []string{"description", "displayName", "dNSHostName", "info", "userPrincipalName", "msDS-AllowedToDelegateTo"} {
			func() {
				defer func() { _ = recover() }() // an attribute that the class does not have
				f.Forest.Set(f.Forest.DN(account), attribute, hostile+account+attribute)
			}()
		}
	}
	f.Forest.Set(f.Forest.DN("CAS1$"), "servicePrincipalName", hostile, "HOST/cas1.contoso.lab", "http/\u202elab")
	files := hostileFiles(t)
	state := t.TempDir()
	if err := os.MkdirAll(filepath.Join(state, "adwalk"), 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(files["journal"])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(state, "adwalk", "journal.jsonl"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_STATE_HOME", state)
	log := filepath.Join(t.TempDir(), "log")

	list := [][]string{
		{"show", "CAS1$"}, {"show", "FE1$"}, {"show", hostile}, {"show", "--filter", "(sAMAccountName=CAS1$)"}, {"show", "--filter", hostile},
		{"setspn", "-L", "CAS1$"}, {"setspn", "-L", hostile}, {"setspn", "-Q", "*/cas1*"}, {"setspn", "-Q", hostile}, {"setspn", "-X"}, {"setspn", "-S", hostile, "CAS1$"}, {"setspn", "-D", hostile, "CAS1$", "--yes"}, {"setspn", "--move", hostile, "CAS2$", "--dry-run"}, {"setspn", "-R", "CAS1$", "--dry-run"},
		{"delegation", "show", "FE1$"}, {"delegation", "add-service", "FE1$", hostile}, {"delegation", "del-principal", hostile, hostile}, {"enctypes", "set", "CAS1$", hostile}, {"enctypes", "list", hostile},
		{"ticket", hostile}, {"ticket", "HOST/cas1.contoso.lab"}, {"names", hostile}, {"probe", hostile}, {"check"}, {"controllers"},
		{"explain", hostile}, {"explain", "--from", files["paste"]}, {"explain", "--from", files["line"]}, {"read", files["paste"]}, {"read", files["line"]}, {"read", files["keytab"]}, {"read", files["facts"]},
		{"klist", files["cache"]}, {"klist", "-k", files["keytab"]}, {"keytab", files["keytab"]}, {"klist", hostile},
		{"journal"}, {"journal", "--settle"}, {"journal", "--undo", hostile}, {"journal", "--since", "99999h", "--dry-run"}, {"journal", "--finish", hostile}, {"journal", "--all"},
		{"apply", files["plan"]}, {"apply", hostile}, {"apply", files["cache"]}, {"plan", hostile}, {"walk", hostile}, {"walk", "cas-array", "--facts", files["facts"]}, {"walk", "cas-array", "--from", files["paste"]}, {"walk", "cas-array", "--from", "asa-status=" + files["line"]},
		{"walk", "cas-array", "--set", "array=" + hostile}, {"walk", "cas-array", "--set", hostile + "=x"}, {"report", "--output", filepath.Join(t.TempDir(), "r.md")}, {hostile}, {"show", "--" + hostile},
	}
	for _, g := range library.All() {
		list = append(list, []string{"walk", g.ID})
	}
	runs, bytes, fed := 0, 0, 0
	total := map[string]int{}
	count := func(what, out string) {
		bytes += len(out)
		fed += strings.Count(out, "pwned")
		for kind, n := range unseen(out) {
			total[kind] += n
			t.Errorf("%s: %d × %s", what, n, kind)
		}
	}
	for i, args := range list {
		for k, more := range [][]string{nil, {"--json"}} {
			if racing && !full() && (i+k)%2 == 0 {
				continue
			}
			code, out, errs := command(t, slices.Concat(args, more, f.connect, []string{"--timeout", "500ms", "--log-file", log})...)
			runs++
			what := fmt.Sprintf("adwalk %q %v (exit %d)", strings.Join(args, " ")[:min(40, len(strings.Join(args, " ")))], more, code)
			count(what+" out", out)
			count(what+" err", errs)
		}
	}
	// Servers, certificates and configuration full of it.
	met := 0
	for i, line := range hostileServers(t, f) {
		for k, more := range [][]string{nil, {"--json"}} {
			if racing && !full() && (i+k)%2 == 0 {
				continue
			}
			args := line
			if name, value, ok := strings.Cut(line[0], "="); ok {
				before := os.Getenv(name)
				_ = os.Setenv(name, value)
				defer func() { _ = os.Setenv(name, before) }()
				args = line[1:]
			}
			code, out, errs := command(t, slices.Concat(args, more, []string{"--timeout", "500ms", "--log-file", log})...)
			met++
			what := fmt.Sprintf("adwalk %q %v (exit %d)", strings.Join(args, " ")[:min(60, len(strings.Join(args, " ")))], more, code)
			count(what+" out", out)
			count(what+" err", errs)
		}
	}
	logged, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	count("the log file", string(logged))

	// Every screen of the console, and its report.
	flag := func(name string) string { return f.connect[slices.Index(f.connect, name)+1] }
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: &strings.Builder{}, Err: &strings.Builder{}},
		Flags: app.Flags{Servers: []string{flag("--server")}, Realm: flag("--realm"), KDCs: []string{flag("--kdc")}, CAFile: flag("--ca-file"), User: flag("--user"), PasswordFile: flag("--password-file"), Timeout: 500e6, Parallel: 4}}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := interactive.Backend{Session: s}
	d := uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect, OnJournal: b.Journal, OnLog: b.Log,
		OnSave: func(name, text string) *ad.Problem { count("saved "+name, text); return nil }}, uitest.NewClock(), 120, 40)
	screens := 0
	for _, k := range start.Keys() {
		d.Press(k[0])
		for _, then := range []string{"", "enter", "tab", "down", "enter"} {
			if then != "" {
				d.Press(then)
			}
			count("screen "+k[1], d.View())
			screens++
		}
		d.Press(":")
		d.Type("save x")
		d.Press("enter", "esc", "esc", "esc", ":")
		d.Type("start")
		d.Press("enter")
	}
	for _, g := range library.All() {
		d.Press(":")
		d.Type("walk " + g.ID)
		d.Press("enter")
		count("walk "+g.ID, d.View())
		d.Press("esc", "esc", "esc")
		screens++
	}
	d.Paste(hostile)
	count("a paste", d.View())
	if fed < 50 {
		t.Errorf("the hostile text came out %d times only: the test does not test", fed)
	}
	t.Logf("%d commands, %d more against hostile servers and configuration, %d screens, %d bytes, the hostile text %d times in them; foreign control characters: %v", runs, met, screens, bytes, fed, total)
}
