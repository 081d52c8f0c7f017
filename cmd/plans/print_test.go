package plans

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/fix"
)

func printed(show func(s *app.Session)) string {
	var b bytes.Buffer
	show(&app.Session{Streams: app.Streams{Out: &b}})
	return b.String()
}

// A plan without a change prints nothing; one with changes says of each what it does,
// what may break, what proves it, and how it will be verified.
func TestAPlanForAPerson(t *testing.T) {
	if got := printed(func(s *app.Session) { PrintPlan(s, fix.Plan{Title: "nothing"}) }); got != "" {
		t.Errorf("an empty plan: %q", got)
	}
	p := fix.Plan{Title: "move\x1b[2J", Changes: []fix.Planned{
		{Change: ad.Change{DN: "CN=A", Account: "A$", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "http/a"}, Effect: "A$ loses it", Risk: "clients fail meanwhile", Proof: "its key decrypts no ticket"},
		{Change: ad.Change{DN: "CN=B", Account: "B$", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/a\u200b"}},
	}, Verify: []string{"reading back", fix.RememberNote}}
	got := printed(func(s *app.Session) { PrintPlan(s, p) })
	for _, want := range []string{"(nothing is written without --apply)\n", "  - servicePrincipalName  http/a  on CN=A\n      A$ loses it\n      clients fail meanwhile\n      proved: its key decrypts no ticket\n",
		`  + servicePrincipalName  http/a\u200b  on CN=B` + "\n", "The same with PowerShell", "Verified by: reading back\n", "\n" + fix.RememberNote + "\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.ContainsAny(got, "\x1b\u200b") || strings.Contains(got, "Verified by: "+fix.RememberNote) {
		t.Errorf("%q", got)
	}
}

// What a plan leaves to a person stands under a heading; without any there is no heading.
func TestWhatIsLeftToDo(t *testing.T) {
	if got := printed(func(s *app.Session) { PrintLeft(s, fix.Plan{}) }); got != "" {
		t.Errorf("nothing left: %q", got)
	}
	left := fix.Plan{Left: []fix.Left{{Finding: diag.Finding{Subject: "http/a\x07"}, Do: "choose the owner"}, {Finding: diag.Finding{Subject: "http/b"}, Do: "ask its owner"}}}
	got := printed(func(s *app.Session) { PrintLeft(s, left) })
	if strings.Count(got, "Left for you to do") != 1 || !strings.Contains(got, "http/b  ask its owner") || strings.Contains(got, "\x07") {
		t.Errorf("%q", got)
	}
}

// The option that decides can be pasted into a shell, whatever the directory has put into
// a name: the shell hands on the very text.
func TestADecisionCanBePasted(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	for _, subject := range []string{"http/app", "http/a b", "http/$(id)", "http/`id`", `http/"x"`, "http/it's", `http/a\b`, "http/$HOME"} {
		c := fix.Choice{Subject: subject, Question: "Which?", Candidates: []fix.Candidate{{Value: "NEW$", Label: "NEW$"}}}
		got := printed(func(s *app.Session) { PrintChoices(s, fix.Plan{Choices: []fix.Choice{c}}) })
		_, option, _ := strings.Cut(got, "--decide ")
		out, err := exec.CommandContext(t.Context(), shell, "-c", "printf %s "+strings.TrimSpace(option)).Output()
		if want := subject + "=NEW$"; err != nil || string(out) != want {
			t.Errorf("%s is %q in a shell, %v; want %q", option, out, err, want)
		}
	}
}
