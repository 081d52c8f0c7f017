package adtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// listed is a package as go list tells of it.
type listed struct {
	ImportPath string
	Name       string
	Doc        string
	Standard   bool
	GoFiles    []string
	Imports    []string
	Deps       []string
}

// Import path prefixes that stand for a kind of library.
var (
	directoryLibraries = []string{"github.com/go-ldap/", "github.com/go-asn1-ber/", "github.com/jimlambrt/"}
	kerberosLibraries  = []string{"github.com/jcmturner/"}
	networkLibraries   = []string{"github.com/miekg/", "net", "net/http", "net/smtp", "net/rpc", "net/textproto", "crypto/tls"}
	terminalLibraries  = []string{"github.com/charmbracelet/", "github.com/muesli/", "github.com/mattn/", "golang.org/x/term", "github.com/spf13/"}
)

// noCommands are the packages below cmd that are no command and serve none.
var noCommands = []string{"adwalk/cmd/adwalk", "adwalk/cmd/app", "adwalk/cmd/apptest", "adwalk/cmd/cli", "adwalk/cmd/interactive", "adwalk/cmd/man", "adwalk/cmd/settings"}

// rooms says which packages of ours a room's packages may import themselves
// and which must not be reached by any way. An entry ending in a slash stands
// for everything below; others are exact.
var rooms = []struct {
	room    []string // which packages
	but     []string // of them these not
	imports []string // packages of ours; nil for any
	never   []string // packages never reached
}{
	{room: []string{"adwalk/cmd/adwalk"}, imports: []string{"adwalk/cmd/cli"}},
	{room: []string{"adwalk/cmd/adwalk", "adwalk/cmd/cli"}, never: []string{"adwalk/cmd/apptest", "testing"}},
	{room: []string{"adwalk/cmd/app"}, imports: []string{"adwalk/cmd/settings", "adwalk/ui", "adwalk/ui/", "adwalk/diag", "adwalk/diag/", "adwalk/ad", "adwalk/ad/"}},
	{room: []string{"adwalk/cmd/"}, but: noCommands, never: []string{"adwalk/cmd/cli", "adwalk/cmd/interactive"}},
	{room: []string{"adwalk/cmd/interactive"}, never: []string{"adwalk/cmd/cli"}},
	{room: []string{"adwalk/ui", "adwalk/ui/"}, imports: []string{"adwalk/ui", "adwalk/ui/", "adwalk/diag", "adwalk/diag/", "adwalk/ad", "adwalk/ad/lookup", "adwalk/ad/lookup/", "adwalk/ad/trace"},
		never: slices.Concat(directoryLibraries, kerberosLibraries, []string{"adwalk/ad/editor", "adwalk/cmd/", "adwalk/ad/adtest"})},
	{room: []string{"adwalk/ui/screen/"}, never: []string{"adwalk/ui"}},
	{room: []string{"adwalk/ui/widget", "adwalk/ui/theme", "adwalk/ui/safetext"}, never: []string{"adwalk/ui", "adwalk/ui/screen/", "adwalk/ui/dialog"}},
	{room: []string{"adwalk/diag", "adwalk/diag/"}, imports: []string{"adwalk/diag", "adwalk/diag/", "adwalk/ad", "adwalk/ad/lookup", "adwalk/ad/lookup/"},
		never: slices.Concat(directoryLibraries, kerberosLibraries, networkLibraries, terminalLibraries, []string{"os/exec"})},
	{room: []string{"adwalk/ad/lookup", "adwalk/ad/lookup/"}, imports: []string{"adwalk/ad", "adwalk/ad/lookup", "adwalk/ad/lookup/"},
		never: slices.Concat(directoryLibraries, kerberosLibraries, networkLibraries, terminalLibraries)},
	{room: []string{"adwalk/ad"}, imports: []string{}, never: slices.Concat(terminalLibraries, networkLibraries, directoryLibraries, kerberosLibraries)},
	{room: []string{"adwalk/ad/"}, never: append([]string{"adwalk/diag", "adwalk/diag/", "adwalk/ui", "adwalk/ui/", "adwalk/cmd/"}, terminalLibraries[0])},
	{room: []string{"adwalk/ad/session"}, never: []string{"adwalk/ad/lab", "adwalk/ad/lab/", "adwalk/ad/editor"}},
	{room: []string{"adwalk/cmd/", "adwalk/diag/", "adwalk/ui/", "adwalk/ad/directory", "adwalk/ad/krb", "adwalk/ad/editor", "adwalk/ad/lab"}, never: []string{"adwalk/ad/adtest"}},
}

// within says whether a path is one of the entries or below one.
func within(path string, entries []string) bool {
	return slices.ContainsFunc(entries, func(e string) bool {
		return path == e || strings.HasSuffix(e, "/") && strings.HasPrefix(path, e)
	})
}

// trespasses names every import that the house's table does not allow.
func trespasses(packages []listed) []string {
	var found []string
	for _, p := range packages {
		for _, r := range rooms {
			if !within(p.ImportPath, r.room) || within(p.ImportPath, r.but) {
				continue
			}
			for _, i := range p.Imports {
				if r.imports != nil && strings.HasPrefix(i, "adwalk/") && !within(i, r.imports) {
					found = append(found, fmt.Sprintf("%s imports %s", p.ImportPath, i))
				}
			}
			for _, d := range p.Deps {
				if within(d, r.never) {
					found = append(found, fmt.Sprintf("%s reaches %s", p.ImportPath, d))
				}
			}
		}
		if p.ImportPath == "adwalk/ad" {
			for _, d := range p.Deps {
				if first, _, _ := strings.Cut(d, "/"); strings.Contains(first, ".") {
					found = append(found, "adwalk/ad reaches "+d+", which is not in the standard library")
				}
			}
		}
	}
	return found
}

// unkempt names packages that do not say what they are, or whose name says
// nothing.
func unkempt(packages []listed) []string {
	var found []string
	for _, p := range packages {
		if len(p.GoFiles) == 0 {
			continue
		}
		if p.Doc == "" {
			found = append(found, p.ImportPath+" has no package comment")
		}
		if len(p.GoFiles) > 1 && p.Name != "main" && !slices.Contains(p.GoFiles, "doc.go") {
			found = append(found, p.ImportPath+" has no doc.go")
		}
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, p.Name) {
			found = append(found, p.ImportPath+" is named after nothing")
		}
	}
	return found
}

// list runs go list in the module's root. Packages that do not compile are
// listed with what is known of them: that they do not is for others to say.
func list(t *testing.T, args ...string) []listed {
	t.Helper()
	Need(t, "go")
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Name,Doc,Standard,GoFiles,Imports,Deps"}, args...)...)
	cmd.Dir = root(t)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, stderr.String())
	}
	var packages []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// root is the module's directory: this package is two below it.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestNobodyReachesIntoAnotherRoom(t *testing.T) {
	packages := list(t, "./...")
	for _, f := range append(trespasses(packages), unkempt(packages)...) {
		t.Error(f)
	}
}

func TestAuditorsHaveNoEditorAndNoLab(t *testing.T) {
	for _, p := range list(t, "-tags", "auditor", "./cmd/adwalk") {
		for _, d := range p.Deps {
			if within(d, []string{"adwalk/ad/editor", "adwalk/ad/editor/", "adwalk/ad/lab", "adwalk/ad/lab/", "adwalk/ad/session/inlab"}) {
				t.Errorf("the auditors' build links %s", d)
			}
		}
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "ui", "diag", "ad", "go.mod", "go.sum", "README.md"}
	for _, e := range entries {
		name := e.Name()
		built := name == "adwalk" || strings.HasSuffix(name, ".test") || strings.HasSuffix(name, ".prof") // what .gitignore names
		if !slices.Contains(allowed, name) && !strings.HasPrefix(name, ".") && !built {
			t.Errorf("%s does not belong at the top", name)
		}
	}
}

// The table is worth nothing if it lets everything pass.
func TestTrespassersAreFound(t *testing.T) {
	for _, c := range []struct {
		p    listed
		want string
	}{
		{listed{ImportPath: "adwalk/ui/screen/tickets", Deps: []string{"adwalk/ad/krb", "github.com/jcmturner/gokrb5/v8/messages"}}, "reaches github.com/jcmturner"},
		{listed{ImportPath: "adwalk/ui", Deps: []string{"adwalk/ad/editor"}}, "reaches adwalk/ad/editor"},
		{listed{ImportPath: "adwalk/cmd/brandnew", Deps: []string{"adwalk/cmd/interactive"}}, "reaches adwalk/cmd/interactive"},
		{listed{ImportPath: "adwalk/ui", Imports: []string{"adwalk/ad/directory"}}, "imports adwalk/ad/directory"},
		{listed{ImportPath: "adwalk/diag/checks", Deps: []string{"net"}}, "reaches net"},
		{listed{ImportPath: "adwalk/diag/fix", Deps: []string{"github.com/charmbracelet/lipgloss"}}, "reaches github.com/charmbracelet"},
		{listed{ImportPath: "adwalk/ad", Deps: []string{"golang.org/x/text/cases"}}, "not in the standard library"},
		{listed{ImportPath: "adwalk/ad/krb", Deps: []string{"adwalk/diag/facts"}}, "reaches adwalk/diag/facts"},
		{listed{ImportPath: "adwalk/cmd/adwalk", Imports: []string{"adwalk/ui"}}, "imports adwalk/ui"},
		{listed{ImportPath: "adwalk/cmd/app", Imports: []string{"adwalk/cmd/walks"}}, "imports adwalk/cmd/walks"},
		{listed{ImportPath: "adwalk/cmd/setspn", Deps: []string{"adwalk/cmd/interactive"}}, "reaches adwalk/cmd/interactive"},
		{listed{ImportPath: "adwalk/diag", Imports: []string{"adwalk/diag/facts", "adwalk/ad", "strings"}, Deps: []string{"net/netip", "net/url"}}, ""},
	} {
		got := strings.Join(trespasses([]listed{c.p}), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: found %q, want %q", c.p.ImportPath, got, c.want)
		}
	}
	if got := unkempt([]listed{{ImportPath: "adwalk/ad/util", Name: "util", GoFiles: []string{"a.go", "b.go"}}}); len(got) != 3 {
		t.Errorf("an unkempt package: %q", got)
	}
}
