package tickets

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
)

// A keytab without a key proves nothing about a ticket: it is not a wrong key.
func TestKeytabWithoutAKey(t *testing.T) {
	for name, content := range map[string]string{
		"empty":   "\x05\x02",
		"deleted": "\x05\x02\xff\xff\xff\xfc\x00\x00\x00\x00", // one slot of four bytes, given free
	} {
		file := filepath.Join(t.TempDir(), "service.keytab")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := serviceKeytabs((&app.Session{}), ticketOptions{fits: []string{file}})
		if p := ad.AsProblem(err, "", ""); p == nil || app.Code(err) != app.ExitUsage || !strings.Contains(p.Why, "holds no key") || p.Do == "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
