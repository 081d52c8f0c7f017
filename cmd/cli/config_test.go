package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"adwalk/cmd/app"
	"adwalk/cmd/tickets"
)

// ran runs a command line and returns what it printed.
func ran(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), args, app.Streams{In: strings.NewReader(stdin), Out: &o, Err: &e})
	return code, o.String(), e.String()
}

// withConfig gives the test a home of its own with this configuration file.
func withConfig(t *testing.T, text string) string {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	path := filepath.Join(home, ".config", "adwalk", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func settingsOf(t *testing.T, args ...string) map[string]app.Setting {
	t.Helper()
	code, out, errs := ran(t, "", append([]string{"config", "--json", "--all"}, args...)...)
	var a configAnswer
	if err := json.Unmarshal([]byte(out), &a); err != nil || code != app.ExitOK {
		t.Fatalf("exit %d, %v: %s %s", code, err, out, errs)
	}
	got := map[string]app.Setting{}
	for _, st := range a.Settings {
		got[strings.TrimSpace(st.Command+" "+st.Option)] = st
	}
	return got
}

// The command line wins over the environment, which wins over the profile, which
// wins over the rest of the file; config says so, and what lost.
func TestConfigSaysWhichWon(t *testing.T) {
	path := withConfig(t, `
timeout = "30s"
parallel = 2
log-file = "file.log"
realm = "WEST.TAILSPIN.EXAMPLE"
default-profile = "east"
[profile.east]
timeout = "40s"
parallel = 3
[profile."west.tailspin.example"]
timeout = "45s"
[command.klist]
style = "heimdal"
`)
	t.Setenv("ADWALK_TIMEOUT", "50s")
	t.Setenv("ADWALK_KLIST_ETYPES", "true")
	t.Setenv("ADWALK_SERVER", "dc1.tailspin.example,dc2.tailspin.example")
	got := settingsOf(t, "--timeout", "60s")
	for option, want := range map[string][2]string{
		"timeout": {"1m0s", app.FromLine}, "parallel": {"3", "profile east of " + path}, "log-file": {"file.log", path},
		"server": {"dc1.tailspin.example,dc2.tailspin.example", "ADWALK_SERVER"}, "lab": {"false", app.FromDefault},
		"klist style": {"heimdal", path}, "klist etypes": {"true", "ADWALK_KLIST_ETYPES"},
	} {
		if st := got[option]; st.Value != want[0] || st.From != want[1] {
			t.Errorf("%s is %q from %q, not %q", option, st.Value, st.From, want)
		}
	}
	if over := strings.Join(got["timeout"].Others, " "); !strings.Contains(over, "ADWALK_TIMEOUT (50s)") || !strings.Contains(over, "profile east") || !strings.Contains(over, path+" (30s)") {
		t.Errorf("what lost: %s", over)
	}
	if st := settingsOf(t, "--realm", "WEST.tailspin.example")["timeout"]; st.Value != "50s" || !strings.Contains(strings.Join(st.Others, " "), "profile west") {
		t.Errorf("the realm did not choose its profile: %+v", st)
	}
}

// Every option that says how, not what, has a variable.
func TestEveryOptionHasAVariable(t *testing.T) {
	withConfig(t, "")
	root := rootCommand(&app.Session{})
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		value := map[string]string{"bool": "true", "duration": "7s", "int": "7"}[f.Value.Type()]
		if value == "" {
			value = "given"
		}
		if !app.CanBeSet("", f) {
			if !slices.Contains(app.OnlyTyped, f.Name) {
				t.Errorf("--%s has no variable", f.Name)
			}
			return
		}
		t.Run(f.Name, func(t *testing.T) {
			t.Setenv(app.Variable("", f.Name), value)
			code, out, errs := ran(t, "", "config")
			if f.Name == "ndjson" {
				return // which changes what is printed
			}
			if code != app.ExitOK || !strings.Contains(out, "--"+f.Name) || !strings.Contains(out, app.Variable("", f.Name)) {
				t.Errorf("exit %d: %s%s", code, out, errs)
			}
		})
	})
}

// The parts of a login come from one source: a keytab of the file would otherwise
// log in in place of the cache that was typed.
func TestConfigMixesNoLogins(t *testing.T) {
	withConfig(t, "user = \"ops@TAILSPIN.EXAMPLE\"\nkeytab = \"/etc/ops.keytab\"\nserver = [\"dc1.tailspin.example\"]\n")
	got := settingsOf(t, "--ccache", "FILE:/run/mine")
	if got["user"].Value != "" || got["keytab"].Value != "" || got["ccache"].Value != "FILE:/run/mine" || got["server"].Value == "" {
		t.Errorf("%+v", got)
	}
	got = settingsOf(t, "--lab")
	if got["server"].Value != "" || got["user"].Value != "" {
		t.Errorf("the lab with %+v", got)
	}
}

// A file is no place for secrets, for mistakes, or for a confirmation.
func TestConfigRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"password = \"x\"":               "secrets never",
		"tiemout = \"3s\"":               "tiemout",
		"[command.walk]\nyes = true":     "yes",
		"[command.setspn]\nset = true\n": "set",
		"[command.none]\nx = 1":          "no such command",
		"timeout = \"soon\"":             "duration",
		"default-profile = \"gone\"":     "gone",
		"[profile.a]\nfoo = 1":           "profile.a.foo",
		"restricted = true":              "restricted",
		"server = [":                     "line",
	} {
		withConfig(t, text)
		if code, _, errs := ran(t, "", "config"); code != app.ExitUsage || !strings.Contains(errs, want) {
			t.Errorf("%q: exit %d, %s", text, code, errs)
		}
	}
	withConfig(t, "")
	t.Setenv("ADWALK_WALK_YES", "1")
	t.Setenv("ADWALK_WALK_APPLY", "1")
	if got := settingsOf(t); got["walk yes"].Value != "" || got["walk apply"].Value != "" {
		t.Error("a variable confirms a write")
	}
}

// An auditor's own file and variables decide nothing in a restricted session.
func TestRestrictedReadsNoConfig(t *testing.T) {
	withConfig(t, "keytab = \"/etc/krb5.keytab\"\nserver = [\"evil.example\"]\nnot an option")
	for _, kv := range os.Environ() { // what is cleared comes back after the test
		name, value, _ := strings.Cut(kv, "=")
		t.Setenv(name, value)
	}
	t.Setenv("ADWALK_CA_FILE", "/etc/shadow")
	t.Setenv("ADWALK_CONFIG_FILE", "/etc/shadow")
	t.Setenv("ADWALK_LOG_FILE", "/tmp/x")
	code, out, errs := ran(t, "", "--restricted", "config")
	if code != app.ExitOK || strings.Contains(out, "keytab") || strings.Contains(out, "evil") || strings.Contains(out, "shadow") || strings.Contains(out, "/tmp/x") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, _ := ran(t, "", "--restricted", "--config-file", "/etc/shadow", "config"); code != app.ExitRefused {
		t.Errorf("a file was named: exit %d", code)
	}
	if _, out, _ := ran(t, "", "--restricted", "__complete", "walk", ""); strings.Contains(out, "cas-array") {
		t.Error("a restricted session completes words")
	}
}

// After --json an error is one JSON object, too.
func TestErrorsAsJSON(t *testing.T) {
	withConfig(t, "")
	for _, args := range [][]string{{"ticket", "--json"}, {"walk", "nowhere", "--json"}, {"check", "--json", "--nonsense"}, {"show", "x", "--ndjson", "--timeout", "-1s"}} {
		code, out, errs := ran(t, "", args...)
		var a app.ErrorAnswer
		if err := json.Unmarshal([]byte(errs), &a); err != nil || a.Error.What == "" || a.Error.Exit != code || code != app.ExitUsage || out != "" {
			t.Errorf("%q: exit %d, %v, out %q, err %q", args, code, err, out, errs)
		}
	}
}

// NDJSON is one object a line; a pipe of SPNs is answered line by line, in order,
// and a line that is no SPN does not end it.
func TestTicketsOfAPipe(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the lab")
	}
	withConfig(t, "")
	code, out, errs := ran(t, "ldap/dc1.contoso.lab\n\n# a remark\nno spn\nhttp/nobody.contoso.lab\n", "--lab", "ticket", "-", "--ndjson")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != app.ExitFound || len(lines) != 3 {
		t.Fatalf("exit %d, %d lines: %s%s", code, len(lines), out, errs)
	}
	for i, want := range []string{"ok", "not-checked", "missing"} {
		var row tickets.Row
		if err := json.Unmarshal([]byte(lines[i]), &row); err != nil || string(row.Verdict) != want {
			t.Errorf("line %d: %v %s", i, err, lines[i])
		}
	}
}

// The shells are offered guides, codes, scenarios, and what the directory holds.
func TestCompletion(t *testing.T) {
	withConfig(t, "[profile.south]\nlab = true\n")
	t.Setenv("KRB5CCNAME", "FILE:"+filepath.Join(t.TempDir(), "none"))
	type row struct {
		args []string
		want string
	}
	rows := []row{{[]string{"walk", "cas"}, "cas-array\t"}, {[]string{"explain", "spn-dup"}, "spn-duplicate\t"}, {[]string{"check", "spn"}, "spn-duplicate"},
		{[]string{"--scenario", "heal"}, "healthy"}, {[]string{"--profile", "s"}, "south"}, {[]string{"klist", "--style", "h"}, "heimdal"}}
	if !testing.Short() {
		rows = append(rows, row{[]string{"--lab", "ticket", "ldap/"}, "ldap/dc1.contoso.lab"}, row{[]string{"--profile", "south", "show", "svc"}, "svc-app"},
			row{[]string{"--lab", "setspn", "-L", "svc"}, "svc-app"}, row{[]string{"--lab", "setspn", "-Q", "http/a"}, "http/app.contoso.lab"})
	}
	for _, r := range rows {
		if _, out, _ := ran(t, "", append([]string{"__complete"}, r.args...)...); !strings.Contains(out, r.want) {
			t.Errorf("%q: %s", r.args, out)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if code, out, _ := ran(t, "", "completion", shell); code != app.ExitOK || !strings.Contains(out, "adwalk") {
			t.Errorf("%s: exit %d, %.80s", shell, code, out)
		}
	}
	// A password or a key is never tried for a word.
	if _, out, _ := ran(t, "", "__complete", "--server", "dc.invalid", "--user", "a@B", "--password-file", "/nonexistent", "show", "s"); strings.Contains(out, "svc") {
		t.Error(out)
	}
}

// The version names the commit it was built from.
func TestVersion(t *testing.T) {
	withConfig(t, "")
	defer func(c string) { app.Commit = c }(app.Commit)
	app.Commit = "0123abcd"
	if _, out, _ := ran(t, "", "version"); !strings.Contains(out, "0123abcd") || !strings.Contains(out, app.Version) {
		t.Error(out)
	}
	if _, out, _ := ran(t, "", "--version"); !strings.Contains(out, "0123abcd") {
		t.Error(out)
	}
}
