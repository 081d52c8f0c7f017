package ui_test

import (
	"context"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// A few letters find a command or a guide; tab completes, an argument is chosen
// from what exists, and what was run is offered again.
func TestThePaletteFindsCommandsAndArguments(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, sampleDeps(clock), clock, 80, 24)
	d.Press(":")
	d.Sees("── Commands", "walk", "GUIDE")
	d.Type("ctrls")
	d.Sees("▸ controllers")
	d.Press("enter")
	d.Sees("Domain controllers")
	d.Press(":")
	d.Sees("controllers            again")
	d.Type("wa")
	d.Press("tab")
	d.Sees(":walk ", "sample", "duplicates")
	d.Type("dup")
	d.Press("enter")
	d.Sees("Clean up duplicate SPNs")
}

// The palette works over the help, which closes when a screen opens.
func TestThePaletteWorksInTheHelp(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, sampleDeps(clock), clock, 80, 24)
	d.Press("?", ":")
	d.Type("log")
	d.Press("enter")
	d.Sees("Log", "kvno http/mail")
	d.Lacks("Help ›")
}

// The start screen's keys work on every screen that has no key of its own for
// them; j and k always move.
func TestTheStartKeysWorkEverywhere(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, sampleDeps(clock), clock, 80, 24)
	d.Press("j", "j")
	d.Sees("▸ Are we ready for the end of RC4?")
	d.Press("t", "s", "esc", "w")
	d.Sees("Journal")
	d.Press("d")
	d.Sees("Domain controllers")
	d.Press("?")
	d.Press("end")
	d.Sees("Marks", "could not be found out")
}

// What was told and where the operator was is kept by forest, offered on the
// next start, and gone when they say so.
func TestASessionIsResumed(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("enter", "p")
	d.Paste("AlternateServiceAccount: latest, from a long search\n")
	d.Press("ctrl+d", "n", "n")
	d.Model.KeepNow() // as when the terminal goes away
	next := uitest.New(t, b, clock, 80, 24)
	next.Sees("▸ Resume: Outlook falls back", "step", "1 value")
	next.Press("enter")
	next.Sees("earlier inputs", "step 3 of 5")
	next.Press("i")
	next.Sees("2 lines", "you")
	next.Press("esc", "esc")
	next.Sees("walked")
	next.Lacks("Resume:")
	next.Press(":")
	next.Type("forget")
	next.Press("enter")
	next.Sees("deleted")
	next.Model.KeepNow()
	uitest.New(t, b, clock, 80, 24).Lacks("Resume:")
}

// Not connected, the console asks for a server, shows the fingerprint of a
// certificate that nobody vouches for, and logs in; the password is never drawn.
func TestLoggingInFromTheStartScreen(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Status = ui.Status{}
	b.OnConnect = func(context.Context) (ui.Status, *ad.Problem) {
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemNotAsked, What: "connecting", Why: "no server is known"}
	}
	b.Logins = []screen.LoginKind{screen.AtServer, screen.WithPassword}
	var said []string
	b.OnLogin = func(_ context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		said = append(said, string(l.Kind)+" "+l.Server+l.Principal+" "+l.Fingerprint+string(l.Password))
		switch {
		case l.Kind == screen.AtServer && l.Fingerprint == "":
			return ui.Status{}, &ad.Problem{Kind: ad.ProblemUnreachable, What: "connecting", Why: "its certificate is not trusted", Err: &screen.Untrusted{Server: l.Server, Subject: "CN=Contoso CA", Fingerprint: "ab12cd34", Until: "2027-01-01"}}
		case l.Kind == screen.AtServer:
			return ui.Status{}, &ad.Problem{Kind: ad.ProblemLogin, What: "connecting", Why: "not logged in"}
		}
		return ui.Status{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab", Identity: l.Principal, Protection: "TLS"}, nil
	}
	d := uitest.New(t, b, clock, 80, 24)
	d.Sees("no server is known", "L logs in")
	d.Press("L")
	d.Type("dc1.contoso.lab")
	d.Press("enter")
	d.Sees("AB12 CD34", "CN=Contoso CA", "Trust this certificate")
	d.Press("a") // on its way before the question could be read
	d.Sees("Trust this certificate")
	clock.Pass(dialog.Grace)
	d.Press("a")
	d.Sees("Log in with a password")
	d.Type("bob@CONTOSO.LAB")
	d.Press("enter")
	d.Type("Secret-1")
	d.Lacks("Secret-1")
	d.Press("enter")
	d.Sees("What do you see?", "logged in as bob@CONTOSO.LAB", "dc1.contoso.lab")
	if got := strings.Join(said, "|"); got != "server dc1.contoso.lab |server dc1.contoso.lab ab12cd34|password bob@CONTOSO.LAB Secret-1" {
		t.Errorf("%q", got)
	}
}

// A file gets the form that its ending stands for, in values as they are.
func TestSavingFollowsTheFilesEnding(t *testing.T) {
	clock := uitest.NewClock()
	b := sampleDeps(clock)
	files := map[string]string{}
	b.OnSave = func(name, text string) *ad.Problem { files[name] = text; return nil }
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("w")
	for _, name := range []string{"x.json", "x.csv", "x.md", "x.html", "x.txt"} {
		d.Press(":")
		d.Type("save " + name)
		d.Press("enter")
		d.Sees("saved to " + name)
	}
	for name, wants := range map[string][]string{
		"x.json": {`"format": "adwalk-screen"`, `"realm": "CONTOSO.LAB"`, `"account": "CASARRAY-ASA$"`, `"time": "2026-03-02T`},
		"x.csv":  {"time,account,operation", "2026-03-02T09:11:00Z,CASARRAY-ASA$,add,"},
		"x.md":   {"# Journal", "| time | account |", "|---|"},
		"x.html": {"<!doctype html>", "<th scope=\"col\">account</th>", "<td>CASARRAY-ASA$</td>"},
		"x.txt":  {"CONTOSO.LAB  dc1.contoso.lab", "account    CASARRAY-ASA$"},
	} {
		for _, w := range wants {
			if !strings.Contains(files[name], w) {
				t.Errorf("%s lacks %q:\n%s", name, w, files[name])
			}
		}
		if strings.ContainsAny(files[name], "␊␉") {
			t.Errorf("%s has pictures of control characters", name)
		}
	}
}
