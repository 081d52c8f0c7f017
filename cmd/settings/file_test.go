package settings

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

const sample = `
timeout = "20s"
parallel = 8
server = ["dc1.fabrikam.example", "dc2.fabrikam.example"]
default-profile = "test"

[profile.test]
read-only = true

[profile."NORTH.FABRIKAM.EXAMPLE"]
user = "ops@NORTH.FABRIKAM.EXAMPLE"

[command.klist]
style = "heimdal"
`

// A file gives options, profiles and options of single commands, as the command
// line would take them.
func TestParse(t *testing.T) {
	f, err := Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(f.Options["server"], []string{"dc1.fabrikam.example", "dc2.fabrikam.example"}) || f.Options["parallel"][0] != "8" || f.Profile != "test" {
		t.Errorf("%+v", f)
	}
	if _, p, ok := f.ProfileNamed("north.fabrikam.example"); !ok || p["user"][0] != "ops@NORTH.FABRIKAM.EXAMPLE" {
		t.Errorf("profile: %v %v", p, ok)
	}
	if f.Commands["klist"]["style"][0] != "heimdal" || f.Profiles["test"]["read-only"][0] != "true" {
		t.Errorf("%+v", f)
	}
}

// What is wrong in a file is named with its place.
func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"server = [\n":             "line",
		"timeout = 1.5":            "timeout",
		"[profile]\nx = 1":         "profile.NAME",
		"server = [[\"a\"]]":       "list",
		"command = 1":              "command.NAME",
		strings.Repeat("#", 1<<21): "1 MB",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

// A file that others may write to decides nothing: it could send a password to
// another server.
func TestLoadRefusesWhatOthersCanWrite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits")
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil {
		t.Error("a file that everybody may write to was read")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("a = [1, [2]]\n[profile.x.y]\nz = 1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if file, err := Parse(text); err == nil && file.Options == nil {
			t.Error("no error and no options")
		}
	})
}
