package explain

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func TestExplain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "error.txt")
	if err := os.WriteFile(file, []byte("kinit: Clock skew too great while getting initial credentials\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin := func(text string) func(*testing.T) *app.Session {
		return func(t *testing.T) *app.Session { return apptest.Alone(t, text) }
	}
	apptest.Cases(t, stdin("KDC has no support for encryption type"), Command, []apptest.Case{
		{Name: "a code", Args: []string{"37"}, Out: []string{"KRB_AP_ERR_SKEW", "cause", "check", "walk   adwalk walk "}},
		{Name: "a text in several words", Args: []string{"Clock", "skew", "too", "great"}, Out: []string{"KRB_AP_ERR_SKEW", "seen   line 1: Clock skew too great"}},
		{Name: "a finding's page", Args: []string{"SPN-Duplicate"}, Out: []string{"spn-duplicate: "}, Not: []string{"not recognised"}},
		{Name: "a term", Args: []string{"kvno"}, Out: []string{"kvno: "}},
		{Name: "a file", Args: []string{"--from", file}, Out: []string{"KRB_AP_ERR_SKEW", "seen   line 1: Clock skew too great"}},
		{Name: "standard input", Args: []string{"-"}, Out: []string{"KDC_ERR_ETYPE_NOSUPP"}},
		{Name: "nothing that is known", Args: []string{"the", "weather", "is", "fine"}, Code: app.ExitUnknown, Out: []string{"? not recognised"}},
		{Name: "no text", Code: app.ExitUsage, Err: []string{"there is no text", "do   give the error's text or code, - for standard input, or --from FILE"}},
		{Name: "a text and a file", Args: []string{"--from", file, "37"}, Code: app.ExitUsage, Err: []string{"there is a text and a file", "do   give one of them"}},
		{Name: "a file that is not there", Args: []string{"--from", file + "x"}, Code: app.ExitUsage, Err: []string{"error.txtx"}},
		{Name: "what a terminal would obey", Args: []string{"0xC000018B \x1b[31m"}, Out: []string{"STATUS_NO_TRUST_SAM_ACCOUNT"}, Not: []string{"\x1b"}},
	})
}

// The JSON form holds what the text does, and says by its exit code the same.
func TestExplainAsJSON(t *testing.T) {
	s := apptest.Alone(t, "")
	var e struct {
		Kind    string `json:"kind"`
		Matches []struct {
			Title  string   `json:"title"`
			Codes  []string `json:"codes"`
			Causes []string `json:"causes"`
			Next   []string `json:"next"`
			Guide  string   `json:"guide"`
		} `json:"matches"`
	}
	got := apptest.Run(t, s, Command, "--json", "37")
	got.JSON(t, &e)
	text := apptest.Run(t, s, Command, "37").Out
	if got.Code != app.ExitOK || len(e.Matches) == 0 || len(e.Matches[0].Causes) == 0 || len(e.Matches[0].Next) == 0 {
		t.Fatalf("%+v", e)
	}
	for _, part := range slices.Concat([]string{e.Kind, e.Matches[0].Title, "adwalk walk " + e.Matches[0].Guide}, e.Matches[0].Codes, e.Matches[0].Causes, e.Matches[0].Next) {
		if !strings.Contains(text, part) {
			t.Errorf("the text lacks %q", part)
		}
	}
	for args, want := range map[string]string{"spn-duplicate": "spn-duplicate", "kvno": "kvno"} {
		var page struct{ Code, Title, Page string }
		if apptest.Run(t, s, Command, "--json", args).JSON(t, &page); page.Code != want || page.Title == "" || page.Page == "" {
			t.Errorf("%s: %+v", args, page)
		}
	}
	if got := apptest.Run(t, s, Command, "--json", "the weather is fine"); got.Code != app.ExitUnknown || !strings.Contains(got.Out, `"matches": []`) {
		t.Errorf("nothing known: %d %s", got.Code, got.Out)
	}
}

// What the pasted text tells is handed to the guide, quoted for a shell.
func TestTheGuideGetsWhatThePasteTold(t *testing.T) {
	for _, c := range []struct {
		guide  string
		inputs map[string]string
		want   string
	}{
		{"service-unreachable", map[string]string{"spn": "http/app.contoso.lab", "host": "app.contoso.lab"}, " --set service=http/app.contoso.lab"},
		{"service-unreachable", map[string]string{"host": "app.contoso.lab", "user": "o'neil"}, ` --set service=app.contoso.lab --set 'user=o'\''neil'`},
		{"duplicates", map[string]string{"spn": "http/app"}, ""},
		{"no-such-guide", map[string]string{"spn": "http/app"}, ""},
	} {
		if got := setFlags(c.guide, c.inputs); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.guide, c.inputs, got, c.want)
		}
	}
}

// A negative code looks like a flag; it is taken for an argument behind explain only.
func TestNegativeCodes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"explain -1765328353", "explain -- -1765328353"},
		{"explain --json -1765328353", "explain --json -- -1765328353"},
		{"explain -- -5", "explain -- -5"},
		{"walk -5", "walk -5"},
		{"explain 37", "explain 37"},
		{"explain -5x", "explain -5x"},
	} {
		if got := strings.Join(NumbersLast(strings.Fields(c.in)), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}
