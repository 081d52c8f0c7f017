package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/cmd/app"
)

// giant makes a file of a gigabyte that begins as its kind does and costs no disk.
func giant(t *testing.T, dir, name, begin, fill string) string {
	t.Helper()
	return giantOf(t, dir, name, begin, fill, 1<<30)
}

func giantOf(t *testing.T, dir, name, begin, fill string, size int64) string {
	t.Helper()
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	// A part is written, the rest is a hole that reads as zeros.
	if _, err := f.WriteString(begin + strings.Repeat(fill, (40<<20)/len(fill))); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(size); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestGiantFilesAreRefused gives every kind of file that a command reads a gigabyte:
// each is refused soon, in bounded memory, with what, why and what to do.
func TestGiantFilesAreRefused(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("writes many files and measures memory, of which the race detector takes ten times as much")
	}
	f := newLabForest(t, "healthy", "operator")
	dir := t.TempDir()
	state, config := t.TempDir(), t.TempDir()
	for _, d := range []string{filepath.Join(state, "adwalk"), filepath.Join(config, "adwalk")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	line := `{"id":"20260102T030405.000Z-1","phase":"intent","time":"2026-01-02T03:04:05Z","change":{"dn":"CN=x","attribute":"servicePrincipalName","op":"add","value":"http/x"}}` + "\n"
	facts, plan := `{"format":"adwalk facts","version":1,"facts":[{"kind":"`, `{"format":"adwalk plan","version":1,"title":"`
	giants := []struct {
		kind string
		file string
		args []string
		env  string
	}{
		{"facts, one text", giant(t, dir, "facts1", facts, "a"), []string{"walk", "cas-array", "--facts", "FILE"}, ""},
		{"facts, many", giant(t, dir, "facts2", `{"format":"adwalk facts","version":1,"facts":[`, `{"kind":"account","state":"absent","subject":"x"},`), []string{"walk", "cas-array", "--facts", "FILE"}, ""},
		{"facts, nested", giant(t, dir, "facts3", `{"format":"adwalk facts","version":1,"facts":`, `[`), []string{"walk", "cas-array", "--facts", "FILE"}, ""},
		{"plan", giant(t, dir, "plan", plan, "a"), []string{"apply", "FILE"}, ""},
		{"journal", giant(t, filepath.Join(state, "adwalk"), "journal.jsonl", "", line), []string{"journal"}, ""},
		{"configuration", giant(t, filepath.Join(config, "adwalk"), "config.toml", "", "# x\n"), []string{"klist"}, "XDG_CONFIG_HOME=" + config},
		{"named configuration", giant(t, dir, "config", "", "[profile.x]\n"), []string{"klist", "--config-file", "FILE"}, ""},
		{"krb5.conf", giant(t, dir, "krb5.conf", "[libdefaults]\n", "# x\n"), []string{"ticket", "http/x"}, "KRB5_CONFIG=FILE"},
		{"keytab", giant(t, dir, "keytab", "\x05\x02", "\x00\x00\x00\x10"), []string{"keytab", "FILE"}, ""},
		{"credential cache", giant(t, dir, "cache", "\x05\x04", "\x00"), []string{"klist", "FILE"}, ""},
		{"paste", giant(t, dir, "paste", "", "nothing to see\n"), []string{"explain", "--from", "FILE"}, ""},
		{"recording", giantOf(t, dir, "pcap", "\xd4\xc3\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\x7f\x01\x00\x00\x00", "\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\x0f\xff\xff\xff\x0f", 100<<20), []string{"read", "FILE"}, ""},
		{"log", giant(t, dir, "log", "", "krb5kdc[1](info): TGS_REQ\n"), []string{"read", "FILE"}, ""},
		{"certificates", giant(t, dir, "ca.pem", "-----BEGIN CERTIFICATE-----\n", "AAAA\n"), []string{"show", "x", "--server", f.LDAPSURL(), "--ca-file", "FILE", "--user", "a@B.TEST", "--password-file", "FILE2"}, ""},
		{"password file", giant(t, dir, "password", "", "a"), []string{"show", "x", "--server", "ldaps://127.0.0.1:1", "--user", "a@B.TEST", "--password-file", "FILE"}, ""},
		{"saved report", giant(t, dir, "report.json", `{"findings":[{"code":"`, "a"), []string{"check", "--since", "FILE", "--facts", "FACTS"}, ""},
	}
	small := filepath.Join(dir, "small")
	if err := os.WriteFile(small, []byte("wonder-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, []byte(`{"format":"adwalk facts","version":1,"facts":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%-20s %-4s %-6s %s", "file of 1 GB", "exit", "memory", "said")
	for _, g := range giants {
		args := slices.Clone(g.args)
		for i := range args {
			args[i] = strings.NewReplacer("FILE2", small, "FILE", g.file, "FACTS", empty).Replace(args[i])
		}
		cmd := child(t, args...)
		cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir(), "KRB5CCNAME="+dir+"/none", "KRB5_CONFIG=/dev/null", "GOCOVERDIR="+t.TempDir())
		if g.kind == "journal" {
			cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+state)
		}
		if g.env != "" {
			cmd.Env = append(cmd.Env, strings.ReplaceAll(g.env, "FILE", g.file))
		}
		var said strings.Builder
		tail := &lastBytes{}
		cmd.Stderr, cmd.Stdout = &said, tail
		peak := peakMemory(t, cmd)
		code := cmd.ProcessState.ExitCode()
		text := said.String() + tail.String()
		t.Logf("%-20s %-4d %3d MB %.180q", g.kind, code, peak, text)
		if code == app.ExitOK || code < 0 || code > 10 {
			t.Errorf("%s: exit %d", g.kind, code)
		}
		if g.kind == "log" { // logs may be of any size: it is read to its end
			continue
		}
		if !strings.Contains(text, "larger") && !strings.Contains(text, "longer") && !strings.Contains(text, "too ") && !strings.Contains(text, "shape") && !strings.Contains(text, "Only the first") && !strings.Contains(text, "packet of more") {
			t.Errorf("%s: it does not say that the file is too large: %.400s", g.kind, text)
		}
		if peak > 200 && g.kind != "facts, many" || peak > 400 { // half a million facts are kept
			t.Errorf("%s: %d MB", g.kind, peak)
		}
		_ = os.Remove(g.file)
	}
}
