package cli

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"

	"adwalk/cmd/app"
)

// dictated types the next line each time it is asked for one.
type dictated struct {
	bytes.Buffer
	to    io.Writer
	lines []string
}

func (d *dictated) Write(b []byte) (int, error) {
	n, err := d.Buffer.Write(b)
	if strings.Contains(string(b), "anything else cancels: ") && len(d.lines) > 0 {
		_, _ = io.WriteString(d.to, d.lines[0]+"\n")
		d.lines = d.lines[1:]
	}
	return n, err
}

// A plan that takes SPNs off two accounts is written only after both names were
// typed, from the walk and from a file.
func TestEachAccountThatLosesIsTyped(t *testing.T) {
	if testing.Short() {
		t.Skip("walks several times")
	}
	f := newLabForest(t, "duplicates", "operator")
	typing := func(lines []string, args ...string) (int, string, string) {
		t.Helper()
		master, tty, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer master.Close()
		defer tty.Close()
		go func() { _, _ = io.Copy(io.Discard, master) }() // the echo
		var out bytes.Buffer
		errs := &dictated{to: master, lines: lines}
		code := Run(t.Context(), append(args, f.connect...), app.Streams{In: tty, Out: &out, Err: errs})
		return code, out.String(), errs.String()
	}
	file := filepath.Join(t.TempDir(), "plan.json")
	if code, _, errs := f.run(t, "plan", "duplicates", "--output", file); code != app.ExitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for name, args := range map[string][]string{"walk": {"walk", "duplicates", "--apply"}, "file": {"apply", file}} {
		for _, lines := range [][]string{{"FS1$"}, {"svc-app", "FS1$"}, {"FS1$", "FS1$"}, {"FS1$", ""}} {
			code, _, errs := typing(append(lines, "", ""), args...)
			if code != app.ExitRefused || !strings.Contains(errs, "not confirmed") {
				t.Errorf("%s, %q typed: exit %d: %s", name, lines, code, errs)
			}
		}
	}
	if _, out, _ := command(t, "journal", "--json"); strings.TrimSpace(out) != "[]" {
		t.Fatalf("something was written: %s", out)
	}
	code, _, errs := typing([]string{"fs1$", "svc-app"}, "apply", file) // in either case, as the console takes it
	if code != app.ExitOK || !strings.Contains(errs, "these 2 accounts may lose Kerberos: FS1$ (1 value), svc-app (") || !strings.Contains(errs, "(2 of 2)") {
		t.Errorf("both typed: exit %d: %s", code, errs)
	}
}
