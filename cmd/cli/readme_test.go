package cli

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/pflag"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/cmd/interactive"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
	"adwalk/ui"
)

// generated are the tables of the README that come from the program.
func generated(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]*strings.Builder{}
	table := func(name string, head ...string) func(cells ...string) {
		b := &strings.Builder{}
		out[name] = b
		row := func(cells ...string) {
			for i := range cells {
				cells[i] = strings.NewReplacer("|", `\|`, "<", "&lt;", "\n", " ").Replace(cells[i])
			}
			fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
		}
		row(head...)
		fmt.Fprintf(b, "|%s\n", strings.Repeat("---|", len(head)))
		return row
	}
	row := table("guides", "guide", "symptom", "applies to")
	for _, g := range library.All() {
		row("`"+g.ID+"`", g.Symptom, g.Applies)
	}
	row = table("flags", "option", "variable", "what it does")
	root := rootCommand(&app.Session{})
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		name := "–"
		if app.CanBeSet("", f) || f.Name == "restricted" || f.Name == "config-file" || f.Name == "profile" {
			name = "`" + app.Variable("", f.Name) + "`"
		}
		row("`--"+f.Name+"`", name, f.Usage)
	})
	row = table("commands", "command", "what it does")
	for _, c := range root.Commands() {
		if !c.Hidden {
			row("`adwalk "+c.Name()+"`", c.Short)
		}
	}
	row = table("codes", "code", "what was found")
	for _, c := range pages.Codes() {
		p, _ := pages.ByCode(c)
		row("`"+c+"`", p.Title)
	}
	row = table("exit codes", "exit code", "meaning")
	_, codes, _ := strings.Cut(rootHelp, "Exit codes\n")
	for line := range strings.SplitSeq(codes, "\n") {
		n, text, _ := strings.Cut(strings.TrimSpace(line), "  ")
		row(n, text)
	}
	row = table("keys", "where", "key", "what it does")
	for _, k := range ui.KeyRows(interactive.Backend{Session: apptest.LabSession(t, "healthy")}) {
		row(k.Where, "`"+k.Key+"`", k.Does)
	}
	texts := map[string]string{}
	for name, b := range out {
		texts[name] = b.String()
	}
	return texts
}

// updating says whether goldens are written anew.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// The tables of the README are those of the program; -update writes them anew.
func TestReadmeTablesAreFresh(t *testing.T) {
	const path = "../../README.md"
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(before)
	for name, want := range generated(t) {
		want += "\n"
		begin, end := "<!-- "+name+", made by go test ./cmd/cli -run Readme -update -->\n\n", "<!-- end of "+name+" -->"
		i, j := strings.Index(text, begin), strings.Index(text, end)
		if i < 0 || j < i {
			t.Errorf("the README has no place for the table of %s:\n%s%s", name, begin, end)
			continue
		}
		if text[i+len(begin):j] != want && !updating() {
			t.Errorf("the README's table of %s is not the program's; run go test ./cmd/cli -run Readme -update", name)
		}
		text = text[:i+len(begin)] + want + text[j:]
	}
	if updating() && !t.Failed() && text != string(before) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The first picture of the README is what a person sees who follows it: the walkthrough
// under the cursor, at its first problem. -update draws it anew.
func TestReadmePictureIsOfToday(t *testing.T) {
	const path = "../../README.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(b), "```\n")
	old, tail, ok := strings.Cut(rest, "```\n")
	if !ok {
		t.Fatal("the README has no picture")
	}
	d := labConsole(t, "cas-array")
	d.Press("enter")
	var drawn strings.Builder
	for line := range strings.SplitSeq(ansi.Strip(d.View()), "\n") {
		drawn.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	now := drawn.String()
	if !strings.Contains(now, "walked:") {
		t.Fatalf("this is no walk that ended:\n%s", now)
	}
	if scrub(now) == scrub(old) {
		return
	}
	if !updating() {
		t.Fatalf("the README's picture is not the program's; run go test ./cmd/cli -run Readme -update\n%s", now)
	}
	if err := os.WriteFile(path, []byte(head+"```\n"+now+"```\n"+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}
