package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"adwalk/ad"
	"adwalk/ad/trace"
	"adwalk/cmd/app"
	"adwalk/cmd/engine"
)

// Whatever follows --restricted on the command line, an auditor gets no further
// than the report folder.
func TestRestrictedCannotBeLeft(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	for _, kv := range os.Environ() { // what is cleared comes back after the test
		name, value, _ := strings.Cut(kv, "=")
		t.Setenv(name, value)
	}
	for _, name := range []string{"KRB5_CONFIG", "XDG_STATE_HOME", "SSL_CERT_FILE", "TMPDIR", "KRB5CCNAME"} {
		t.Setenv(name, "/etc/passwd")
	}
	ways := [][]string{
		{"explain", "--from", "/etc/passwd"}, {"walk", "cas-array", "--from", "/etc/passwd"}, {"walk", "cas-array", "--facts", "../x"},
		{"walk", "cas-array", "--save-facts", ".zshenv", "--facts", "a"}, {"--log-file", "/tmp/x", "klist"}, {"--log-file", "~/.k5login", "klist"}, {"--log-file=.ssh", "klist"},
		{"--keytab", "/etc/krb5.keytab", "klist"}, {"--ccache", "/tmp/krb5cc_0", "klist"}, {"--ccache", "FILE:/tmp/x", "klist"}, {"--password-file", "/etc/shadow", "--user", "a@B", "klist"},
		{"--ca-file", "/etc/shadow", "klist"}, {"--restricted=false", "--keytab", "x", "klist"}, {"--read-only=false", "setspn", "-S", "http/x", "y"},
		{"--lab", "setspn", "-S", "http/x", "y"}, {"lab", "--dir", "/tmp/x"}, {"journal", "--undo", "x"}, {"journal", "--all"},
		{"walk", "delegation", "--front-end-keytab", "/etc/krb5.keytab"}, {"ticket", "--fits", "/etc/krb5.keytab", "http/x"}, {"s4u", "x", "y"}, {"completion", "bash"},
		{"klist", "/tmp/krb5cc_0"}, {"klist", "-k", "/etc/krb5.keytab"}, {"klist", "-k"}, {"klist", "purge"}, {"keytab", "x"}, {"report", "--output", "/tmp/x"},
		{"probe", "--address", "127.0.0.1:22", "https://web"},
		{"--server", "127.0.0.1:22", "setspn", "-X"}, {"--kdc", "127.0.0.1", "ticket", "http/x"}, {"--realm", "EVIL.EXAMPLE", "klist"},
		{"check", "--facts", "a.json", "--since", "/etc/passwd"}, {"read", "/etc/passwd"}, {"read", "/dev/stdin"}, {"explain", "--from", "/dev/stdin"}, {"names", "x"}, {"resume"},
		{"plan", "cas-array", "--output", "/tmp/x"}, {"setspn", "-S", "http/x", "y", "--output", "../x"}, {"apply", "plan.json"}, {"apply", "/tmp/x"}, {"delegation", "add-service", "x", "http/y"}, {"enctypes", "set", "x", "24"},
		{"__complete", "show", ""}, {"__complete", "--server", "127.0.0.1:22", "show", ""}, {"__completeNoDesc", "setspn", "-L", ""}, {"--config-file", "/etc/passwd", "config"}, {"--profile", "x", "klist"},
	}
	refused := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		code := Run(t.Context(), args, app.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		if code != app.ExitRefused && code != app.ExitUsage {
			t.Errorf("%q ended with %d: %s", args, code, out.String())
		}
	}
	for _, way := range ways {
		refused(append([]string{"--restricted"}, way...)...)
		refused(append([]string{"--restricted=true"}, way...)...)
	}
	// What the administrator gave, the auditor does not give once more.
	own := []string{"--server", "127.0.0.1:1", "--kdc", "127.0.0.1:1", "--realm", "A.B", "--ca-file", "/none", "--user", "a@A.B", "--password-file", "/none"}
	for _, again := range [][]string{{"--server", "127.0.0.1:22"}, {"--server=127.0.0.1:22"}, {"--kdc", "C.D=127.0.0.1:22"}, {"--realm", "C.D"}, {"--ca-file", "/etc/shadow"}, {"--password-file=/etc/shadow"}} {
		refused(append(append(append([]string{}, own...), "--restricted", "setspn", "-X"), again...)...)
	}
	if os.Getenv("KRB5_CONFIG")+os.Getenv("XDG_STATE_HOME")+os.Getenv("SSL_CERT_FILE")+os.Getenv("KRB5CCNAME") != "" {
		t.Error("the environment still names files")
	}
	s := &app.Session{Flags: app.Flags{Restricted: true}}
	for _, bad := range []string{"", ".zshenv", "a/b", "../x", "~x", "/etc/x", "-x", "a b", "a\x00b", strings.Repeat("x", 101)} {
		if got, err := s.File(bad); err == nil {
			t.Errorf("%q is taken for %s", bad, got)
		}
	}
	got, err := s.File("report.txt")
	if err != nil || !strings.HasPrefix(got, os.Getenv("HOME")) || filepath.Base(filepath.Dir(got)) != "reports" {
		t.Errorf("%s, %v", got, err)
	}
	if err := s.HostNamed(t.Context(), ad.ProbeRequest{Target: "ssh.example:22"}); err == nil {
		t.Error("a port of one's own was accepted")
	}
}

// harmless are the options that a restricted session takes: they choose among what it
// may see anyway, or name a file of the report folder (checked where it is opened).
var harmless = strings.Fields(`allow-tier0 ascii ccache log-file ndjson no-probes parallel plain read-only restricted timeout user
	all facts format json list redact save-facts since example account attr from dry-run finish settle undo yes
	addresses auth-data cache config etypes flags kerberos-version keys numeric silent style timestamps verbose
	decide output reason set apply spn account-user account-user-lower add add-lower computer computer-lower delete delete-lower
	duplicates duplicates-lower forest forest-lower list-lower move query query-lower quiet quiet-lower reset reset-lower set-lower target target-lower
	base compare count dc deleted filter gc limit metadata raw scope who-may-write each-kdc help`)

// Whoever adds an option decides what an auditor may do with it.
func TestRestrictedKnowsEveryOption(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if slices.Contains(app.RestrictedCommands, c.CommandPath()) {
			c.Flags().VisitAll(func(f *pflag.Flag) {
				never := slices.Contains(app.NeverRestricted, f.Name)
				if never == slices.Contains(harmless, f.Name) {
					t.Errorf("%s --%s: name it in neverRestricted, or here among the harmless", c.CommandPath(), f.Name)
				}
				if never && f.Shorthand != "" && c.Name() != "klist" { // whose -k is no path
					t.Errorf("%s -%s is not looked for behind --restricted", c.CommandPath(), f.Shorthand)
				}
			})
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(rootCommand(&app.Session{}))
}

// A restricted session asks the domain controllers that the directory lists, and
// hosts that an SPN names.
func TestRestrictedAsksNamedHostsOnly(t *testing.T) {
	for _, kv := range os.Environ() {
		name, value, _ := strings.Cut(kv, "=")
		t.Setenv(name, value)
	}
	t.Setenv("HOME", t.TempDir())
	for _, tc := range []struct {
		dc   string
		code int
	}{{"dc1.contoso.lab", app.ExitOK}, {"127.0.0.1", app.ExitRefused}, {"127.0.0.1:22", app.ExitRefused}, {"web.example", app.ExitRefused}} {
		var out bytes.Buffer
		if code := Run(t.Context(), []string{"--lab", "--restricted", "show", "CAS1$", "--dc", tc.dc}, app.Streams{In: strings.NewReader(""), Out: &out, Err: &out}); code != tc.code {
			t.Errorf("%s: %d: %.300s", tc.dc, code, out.String())
		}
	}
	s := &app.Session{Flags: app.Flags{Restricted: true, Lab: true, Scenario: "cas-array", Timeout: time.Second, Parallel: 1}, Streams: app.Streams{Out: io.Discard, Err: io.Discard}}
	defer s.Close()
	r := engine.Connected(t.Context(), s).Reach
	if _, _, _, err := r.Reach(t.Context(), "cas1.contoso.lab:80"); err != nil {
		t.Errorf("a named host: %v", err)
	}
	for _, target := range []string{"127.0.0.1:22", "other.example:80", "cas1", ":80"} {
		if _, open, _, err := r.Reach(t.Context(), target); err == nil {
			t.Errorf("%s was connected to: %v", target, open)
		}
	}
}

// A wrapper that puts --read-only first can rely on it.
func TestReadOnlyStays(t *testing.T) {
	var s app.Session
	cmd := rootCommand(&s)
	if err := cmd.ParseFlags([]string{"--read-only", "--read-only=false"}); err != nil || !s.Flags.ReadOnly {
		t.Errorf("%v, read-only %v", err, s.Flags.ReadOnly)
	}
}

// Machine-readable output obeys no terminal either, and reads back as it was.
func TestJSONEscapesWhatATerminalObeys(t *testing.T) {
	foreign := "\x1b]0;x\a \x7f \u009b2J \u202e \u200b \ufeff \U000e0041 ünï"
	var b bytes.Buffer
	if err := app.WriteJSON(&b, map[string]string{"v": foreign}); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r != '\n' && r != ' ' && !strings.ContainsRune("{}\",:\\ünï", r) && (r < 0x21 || r > 0x7e) {
			t.Errorf("%U in %q", r, b.String())
		}
	}
	var back map[string]string
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["v"] != foreign {
		t.Errorf("%q, %v", back["v"], err)
	}
}

// A name with a newline forges no line of the log, and a link is not followed.
func TestLogFileIsSafe(t *testing.T) {
	dir := t.TempDir()
	victim, link := filepath.Join(dir, "victim"), filepath.Join(dir, "link")
	if err := os.WriteFile(victim, []byte("keep"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, link); err != nil {
		t.Fatal(err)
	}
	var l app.CommandLog
	if err := l.Open(link); err == nil {
		t.Error("a link was followed")
	}
	if err := l.Open(victim); err != nil {
		t.Fatal(err)
	}
	l.Begin(trace.Event{Command: "ldapsearch cn=\x1b[2J\n2026-01-01T00:00:00Z kinit root"}).End(nil)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(victim)
	info, _ := os.Stat(victim)
	if strings.Contains(string(text), "\x1b") || strings.Contains(string(text), "\n2026-01-01T") || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %q", info.Mode(), text)
	}
}
