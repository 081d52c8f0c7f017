package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"

	"github.com/spf13/cobra"
)

// Each kind of problem has its exit code, however deep it is wrapped: scripts go by it.
func TestTheExitCodeOfAnError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, ExitOK}, {Exit{ExitFound}, ExitFound}, {Exit{ExitOK}, ExitOK},
		{&ad.Problem{Kind: ad.ProblemUsage}, ExitUsage}, {&ad.Problem{Kind: ad.ProblemRefused}, ExitRefused},
		{&ad.Problem{Kind: ad.ProblemUnreachable}, ExitUnknown}, {&ad.Problem{Kind: ad.ProblemLogin}, ExitUnknown}, {&ad.Problem{Kind: ad.ProblemNoRight}, ExitUnknown},
		{&ad.Problem{Kind: ad.ProblemNotFound}, ExitUnknown}, {&ad.Problem{Kind: ad.ProblemProtocol}, ExitUnknown}, {&ad.Problem{Kind: ad.ProblemNotAsked}, ExitUnknown},
		{&ad.Problem{Kind: "a kind of a later version"}, ExitUnknown},
		{context.Canceled, ExitUnknown}, {fmt.Errorf("reading: %w", context.DeadlineExceeded), ExitUnknown},
		{fmt.Errorf("writing: %w", &ad.Problem{Kind: ad.ProblemRefused}), ExitRefused}, {errors.New("unknown flag: --x"), ExitUsage},
	} {
		if got := Code(c.err); got != c.want {
			t.Errorf("%v: %d, want %d", c.err, got, c.want)
		}
	}
}

// What was found wins over what could not be found out, and both over "nothing wrong",
// whichever came first.
func TestTheWorseOfTwoExitCodes(t *testing.T) {
	order := []int{ExitOK, ExitUnknown, ExitFound}
	for i, a := range order {
		for j, b := range order {
			if got, want := WorseExit(a, b), order[max(i, j)]; got != want {
				t.Errorf("%d and %d: %d, want %d", a, b, got, want)
			}
		}
	}
}

// A directory that says no to a write is a refusal, whatever its reason was; nothing that
// answered is not.
func TestAWriteThatWasNotMade(t *testing.T) {
	if err := NotWritten(nil); err != nil {
		t.Errorf("no problem: %v", err)
	}
	for kind, want := range map[ad.ProblemKind]int{ad.ProblemNoRight: ExitRefused, ad.ProblemNotFound: ExitRefused, ad.ProblemUsage: ExitRefused, ad.ProblemRefused: ExitRefused, ad.ProblemUnreachable: ExitUnknown} {
		p := &ad.Problem{Kind: kind, What: "writing", Err: &ad.DirectoryError{Code: 50}}
		err := NotWritten(p)
		var refused *ad.DirectoryError
		if Code(err) != want || !errors.As(err, &refused) || p.Kind != kind {
			t.Errorf("%s: exit code %d, want %d (%v)", kind, Code(err), want, err)
		}
	}
}

// An error says what, why and what to do, each in its row, with nothing raw; after --json
// the same parts are one object. An exit code without words prints nothing.
func TestAnErrorForAPersonAndForAProgram(t *testing.T) {
	p := &ad.Problem{Kind: ad.ProblemNotFound, What: "finding x\x1b[2J", Why: "it is gone", Do: "first line\nsecond line"}
	var out bytes.Buffer
	s := Streams{Err: &out}
	s.Explain(p)
	if want := "adwalk: finding x␛[2J\n  why  it is gone\n  do   first line\n       second line\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	out.Reset()
	s.Explain(nil)
	s.Explain(Exit{ExitFound})
	if out.Len() > 0 {
		t.Errorf("nothing to say: %q", out.String())
	}
	s.JSON = true
	s.Explain(p)
	var answer ErrorAnswer
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil || answer.Error.Kind != p.Kind || answer.Error.What != p.What || answer.Error.Do != p.Do || answer.Error.Exit != ExitUnknown || strings.Contains(out.String(), "\x1b") || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%v %s", err, out.String())
	}
}

// What the library says of a command line becomes an error of the usual form; one of ours
// stays as it is.
func TestACommandLineThatCannotBeRead(t *testing.T) {
	root := &cobra.Command{Use: "adwalk", SuggestionsMinimumDistance: 2}
	ticket := &cobra.Command{Use: "ticket SPN", Run: func(*cobra.Command, []string) {}}
	root.AddCommand(ticket)
	for _, c := range []struct {
		cmd                 *cobra.Command
		text, what, why, do string
	}{
		{root, `unknown command "tickt" for "adwalk"`, "tickt", "did you mean ticket?", "see adwalk --help"},
		{ticket, `unknown command "x" for "adwalk ticket"`, `the argument "x"`, "adwalk ticket takes none", "see adwalk ticket --help"},
		{ticket, "accepts 1 arg(s), received 2", "ticket with this number of arguments", "it is used as: adwalk ticket SPN", "see adwalk ticket --help"},
		{ticket, "unknown flag: --x\nUsage: …", "unknown flag: --x", "", "see adwalk ticket --help"},
	} {
		p := ad.AsProblem(Misread(c.cmd, errors.New(c.text)), "", "")
		if p.Kind != ad.ProblemUsage || !strings.Contains(p.What, c.what) || p.Why != c.why || p.Do != c.do {
			t.Errorf("%s: %+v", c.text, p)
		}
	}
	for _, own := range []error{nil, Exit{3}, &ad.Problem{Kind: ad.ProblemRefused}, context.Canceled} {
		if got := Misread(root, own); got != own {
			t.Errorf("%v became %v", own, got)
		}
	}
}

// Options that exclude or need each other are told before anything is asked.
func TestOptionsThatDoNotFit(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*Flags)
		command string
		want    string // part of the problem, "" for none
	}{
		"nothing":                           {func(*Flags) {}, "ticket", ""},
		"no parallel requests":              {func(f *Flags) { f.Parallel = 0 }, "ticket", "--parallel"},
		"too many":                          {func(f *Flags) { f.Parallel = 65 }, "ticket", "between 1 and 64"},
		"no time":                           {func(f *Flags) { f.Timeout = 0 }, "ticket", "--timeout"},
		"a scenario of no lab":              {func(f *Flags) { f.Scenario = "healthy" }, "ticket", "--lab is not given"},
		"a scenario of the lab":             {func(f *Flags) { f.Scenario, f.Lab = "healthy", true }, "ticket", ""},
		"a scenario of adwalk lab":          {func(f *Flags) { f.Scenario = "healthy" }, "lab", ""},
		"the lab and a server":              {func(f *Flags) { f.Lab, f.Servers = true, []string{"dc1"} }, "ticket", "--lab and --server"},
		"an empty server":                   {func(f *Flags) { f.Servers = []string{""} }, "ticket", "--server: it is empty"},
		"a password of no user":             {func(f *Flags) { f.PasswordFile = "x" }, "ticket", "it requires --user"},
		"a password of a user":              {func(f *Flags) { f.PasswordFile, f.User = "x", "a@B" }, "ticket", ""},
		"a password of the lab's own login": {func(f *Flags) { f.PasswordFile, f.Lab = "x", true }, "ticket", ""},
	} {
		f := Flags{Parallel: 4, Timeout: time.Second}
		c.change(&f)
		err := f.Check(c.command)
		if c.want == "" && err != nil || c.want != "" && (Code(err) != ExitUsage || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A wrapper that puts --read-only first, or sets the variable, is not undone by what
// follows.
func TestReadOnlyStays(t *testing.T) {
	var s sticky
	for _, text := range []string{"false", "true", "false", "0"} {
		if err := s.Set(text); err != nil {
			t.Fatal(err)
		}
	}
	if !s {
		t.Error("=false took --read-only back")
	}
	if err := s.Set("perhaps"); err == nil {
		t.Error("a value that is none was taken")
	}
	for value, want := range map[string]bool{"": false, "0": false, "1": true, "yes": true} {
		t.Setenv("ADWALK_READ_ONLY", value)
		f := Flags{Parallel: 4, Timeout: time.Second}
		if err := f.Check("setspn"); err != nil || f.ReadOnly != want {
			t.Errorf("ADWALK_READ_ONLY=%q: %v, %v", value, f.ReadOnly, err)
		}
	}
}

// A list becomes a line for each element, whatever holds it; nothing of a value ends a
// line or reaches a terminal.
func TestJSONAsLines(t *testing.T) {
	var out bytes.Buffer
	lines := JSONLines{&out}
	for _, v := range []any{[]string{"a\nb", "\x1b"}, map[string]int{"n": 1}, []string{}, []any{[]int{1, 2}}} {
		if err := WriteJSON(lines, v); err != nil {
			t.Fatal(err)
		}
	}
	if want := "\"a\\nb\"\n\"\\u001b\"\n{\"n\":1}\n1\n2\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestEncryptionTypesOfARequest(t *testing.T) {
	got, err := ParseETypes([]string{"AES256", " rc4", "aes128-cts-hmac-sha1-96"})
	if err != nil || fmt.Sprint(got) != fmt.Sprint([]ad.EType{ad.ETypeAES256, ad.ETypeRC4, ad.ETypeAES128}) {
		t.Errorf("%v %v", got, err)
	}
	for _, bad := range []string{"", "des", "aes"} {
		if _, err := ParseETypes([]string{"aes256", bad}); Code(err) != ExitUsage || !strings.Contains(err.Error(), "it is not an enctype that can be asked for") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// No mark of what is not known looks like that of what is fine.
func TestMarks(t *testing.T) {
	if Glyph(diag.OK) != "✓" || Glyph(diag.CoveredByHost) != "✓" || Glyph(diag.NotChecked) != "?" || Glyph(diag.Missing) != "✗" || Glyph("a verdict of a later version") == "✓" {
		t.Error("verdicts")
	}
	for _, st := range []diag.Status{diag.Fail, diag.Crashed, diag.Manual, diag.Skipped, diag.Blocked, diag.Unknown, diag.Pending, "a later one"} {
		if StatusGlyph(st) == StatusGlyph(diag.Pass) {
			t.Errorf("%s looks like a pass", st)
		}
	}
}
