package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var updateSetspn = flag.Bool("update-setspn", false, "write the golden file of setspn anew")

// setspnCases are setspn's switches and refusals; an answer to a question is typed
// nowhere, so that what needs one is refused unless --yes confirms it. Layout and words
// of what is printed follow published captures; below each stands, behind a !, what
// adwalk says beside it.
var setspnCases = []string{
	"-L CAS1", "CAS1$", "/l CAS1", "-L CAS1 FS1", "-L nobody", "-U -L CAS1", "-C -L svc-app", "-U -L svc-app", `-L contoso.lab\CAS1`,
	"-Q http/app.contoso.lab", "-q HTTP/APP*", "-Q http/nobody.contoso.lab", "-Q MSSQLSvc/* http/nobody*", "-F -Q http/app.contoso.lab", "-T * -Q http/app.contoso.lab",
	"-T elsewhere.test -Q http/x", "-Q nothing",
	"-X -P", "/x -F",
	"-S http/app.contoso.lab CAS1", "-S http/new.contoso.lab CAS1", "-S http/new.contoso.lab CAS1 --yes", "-A http/new.contoso.lab -U svc-app --yes", "-S http/new.contoso.lab nobody",
	`-S http\new.contoso.lab CAS1`,
	"-D HOST/CAS1 CAS1", "-D HOST/CAS1 CAS1 --yes", "-D http/none CAS1", "-D http/none nobody", "-R CAS1", "-R nobody", "-C -U -L CAS1", "-L -Q x/y", "-S http/x", "-D a/b c d e",
	"--read-only -D HOST/CAS1 CAS1 --yes", "-?", "/?",
	"/Q http/new*", "-P -Q http/app.contoso.lab", "-T contoso.lab -T * -Q http/none", "-T CONTOSO -X -P", "-T elsewhere.test -X", "-T elsewhere.test -S http/new.contoso.lab CAS1 --yes",
	"-T elsewhere.test -R CAS1 --yes", "-S http/new.contoso.lab CAS1 --user auditor@CONTOSO.LAB --yes", "-R FS1 --yes", "/r WEB1", "-R svc-app", "-P -D http/none CAS1 --yes",
	"-D http/app.contoso.lab -C WEB1 --yes", "-A HTTP/app.contoso.lab CAS1 --yes", "-L alice", "-X http/x", "-L", "-Q",
}

// port is where the lab listens, at another one in each run.
var port = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// Whoever knows setspn finds its words, layout and exit codes here.
func TestSetspnSpeaksAsSetspn(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the lab for every switch")
	}
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	var b strings.Builder
	for _, line := range setspnCases {
		args := append([]string{"setspn"}, strings.Fields(line)...)
		code, out, errs := command(t, append(args, "--lab", "--scenario", "duplicates")...)
		if strings.Contains(out, "Flags:\n") { // the help's own list is cobra's
			out = out[:strings.Index(out, "Usage:")]
		}
		fmt.Fprintf(&b, "== setspn %s\n%s", line, out)
		for l := range strings.Lines(port.ReplaceAllString(errs, "127.0.0.1:PORT")) {
			b.WriteString("! " + l)
		}
		fmt.Fprintf(&b, "-- exit %d\n\n", code)
	}
	golden := filepath.Join("testdata", "setspn.golden")
	if *updateSetspn {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		got, old := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
		for i := range min(len(got), len(old)) {
			if got[i] != old[i] {
				t.Fatalf("line %d: %q, want %q", i+1, got[i], old[i])
			}
		}
		t.Fatal("the lengths differ")
	}
}
