package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/lab"
	"adwalk/cmd/app"
)

// A CA file that cannot be used is the command line's fault: no verdict that
// the KDC's word alone supports may hide it.
func TestTicketWithAnUnusableCAFile(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "healthy"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	dir := t.TempDir()
	pass, ca := filepath.Join(dir, "pass"), filepath.Join(dir, "ca.pem")
	for path, text := range map[string]string{pass: l.Accounts()[0].Password, ca: "no certificate"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	got := Run(t.Context(), []string{"ticket", "http/mail.contoso.lab", "--server", l.LDAPSURL(), "--ca-file", ca, "--realm", l.Realm(), "--kdc", l.KDCAddr(),
		"--user", l.Accounts()[0].Name, "--password-file", pass}, app.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
	if got != app.ExitUsage || out.Len() > 0 || !strings.Contains(errs.String(), "holds no certificate") {
		t.Errorf("exit %d: %s%s", got, out.String(), errs.String())
	}
}
