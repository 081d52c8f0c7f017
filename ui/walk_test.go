package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag/guide"
	"adwalk/ui"
	"adwalk/ui/uitest"
)

// A walk that is left does not speak into the one that took its place.
func TestAResultThatComesTooLateIsDropped(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := open(t, f, clock)
	f.Gate = make(chan struct{})
	d.Key("enter")
	d.Until("step 2 of 5")
	d.Key("esc")
	d.Settle()
	d.Sees("What do you see?")
	f.Gate = nil
	d.Press("enter")
	d.Sees("walked: 2 wrong")
}

func TestAWalkCanBeStoppedAndGoneOnWith(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := open(t, f, clock)
	f.Gate = make(chan struct{})
	d.Key("enter")
	d.Until("step 2 of 5")
	d.Press("ctrl+x")
	d.Sees("the walk was stopped", "✗ SPN owners")
	f.Gate = nil
	d.Press("R")
	d.Sees("walked: 2 wrong")
}

// Quitting ends what waits; Close returns only after it has ended.
func TestCtrlCLeavesAndStopsEverything(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := open(t, f, clock)
	f.Gate = make(chan struct{})
	d.Key("enter")
	d.Key("ctrl+c")
	d.Settle()
	if !d.Quit {
		t.Fatal("ctrl+c did not quit")
	}
	ended := make(chan struct{})
	go func() { d.Model.Close(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("a task outlived the console")
	}
}

func TestQQuitsFromTheStartScreenOnly(t *testing.T) {
	d, _ := console(t)
	d.Press("t", "q")
	if d.Quit {
		t.Fatal("q quit from the tickets")
	}
	d.Sees("q quits from the start screen only")
	d.Press("esc", "q")
	if !d.Quit {
		t.Fatal("q did not quit from the start screen")
	}
}

func TestCommandsReachEveryScreenAndQuit(t *testing.T) {
	d, _ := console(t)
	for command, says := range map[string]string{"tickets": "krb5cc_1000", "spns *outlook*": "CAS1$", "objects": "DC=contoso,DC=lab", "controllers": "2008 R2",
		"journal": "Nothing was written yet", "log": "Nothing was asked yet", "walk sample": "walked:", "page spn-missing": "What it means", "nonsense": "no command :nonsense", "help": "On this screen"} {
		d.Press(":")
		d.Type(command)
		d.Press("enter")
		d.Sees(says)
		d.Press("esc")
		d.Press(":")
		d.Type("start")
		d.Press("enter")
		d.Sees("What do you see?")
	}
	d.Press(":")
	d.Type("q")
	d.Press("enter")
	if !d.Quit {
		t.Fatal(":q did not quit")
	}
}

func TestWhatOnlyAPersonSeesIsAskedItemByItem(t *testing.T) {
	d, _ := console(t)
	d.Press("enter", "right", "right", "enter")
	d.Sees("Get-Service MSExchangeServiceHost", "every member")
	d.Press("c")
	if len(d.Copied) != 1 || d.Copied[0] != "Get-Service MSExchangeServiceHost" {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("y")
	d.Sees("appcmd")
	d.Press("n")
	d.Sees("✓ Service Host runs (you: yes)", "✗ OAB is an application (you: no)", "✗ What only you can")
}

// An answer outlives a new input: only what follows from the input is forgotten.
func TestAnInputCanBeCorrected(t *testing.T) {
	d, _ := console(t)
	d.Press("enter", "right", "right", "enter", "y", "y")
	d.Press("i", "enter", "ctrl+u")
	d.Type("not a host")
	d.Press("enter")
	d.Sees("that is no host name")
	d.Press("ctrl+u")
	d.Type("mail.contoso.lab")
	d.Press("enter")
	d.Sees("✓ What only you can")
	d.Press("i")
	d.Sees("mail.contoso.lab", "you")
	d.Press("x", "i")
	d.Sees("outlook.contoso.lab", "found")
}

// Leaving a walk loses nothing that was told it, and the next one says so.
func TestAWalkRemembersWhatItWasTold(t *testing.T) {
	d, _ := console(t)
	d.Press("enter", "right", "right", "enter", "y", "y")
	d.Paste("AlternateServiceAccount of mine")
	d.Press("esc", "enter")
	d.Sees("walked with your earlier inputs:", "✓ What only you can")
	d.Press("i")
	d.Sees("1 line", "you")
	d.Press("esc", "esc", "down", "enter")
	d.Lacks("earlier inputs")
}

func TestAPasteIsTakenOrToldWhatIsWrong(t *testing.T) {
	d, _ := console(t)
	d.Press("enter", "p")
	d.Paste("Name: CAS1\r\n")
	d.Press("ctrl+d")
	d.Sees("this is not the status", "paste the whole output")
	d.Press("ctrl+u", "tab", "ctrl+d")
	d.Sees("walked:")
	d.Press("i")
	d.Sees("the lab")
	d.Press("esc")
	d.Paste("AlternateServiceAccount of mine")
	d.Press("i")
	d.Sees("1 line", "you")
}

func TestWithoutADirectoryTheConsoleStandsAndSaysWhatIsWrong(t *testing.T) {
	clock := uitest.NewClock()
	deps := uitest.Console(uitest.NewForest(clock))
	tries := 0
	deps.Status = ui.Status{Realm: "CONTOSO.LAB"}
	deps.OnConnect = func(context.Context) (ui.Status, *ad.Problem) {
		if tries++; tries == 1 {
			return ui.Status{Realm: "CONTOSO.LAB"}, &ad.Problem{Kind: ad.ProblemUnreachable, What: "dc1.contoso.lab cannot be reached", Why: "connection refused", Do: "check the name and the port"}
		}
		return ui.Status{Realm: "CONTOSO.LAB", Server: "dc2.contoso.lab", Identity: "alice", Protection: "sealed"}, nil
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Sees("✗ dc1.contoso.lab cannot be reached: connection refused", "check the name and the port", "r tries again", "no controller")
	d.Press("r")
	d.Sees("dc2.contoso.lab", "sealed")
	d.Lacks("cannot be reached")
}

// A console that was given nothing opens every screen and says why it is empty.
func TestNothingGivenIsNoCrash(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, &uitest.Backend{}, clock, 80, 24)
	for _, k := range []string{"enter", "t", "s", "o", "d", "w", "l", "?"} {
		d.Press(k, "enter", "a", "u", "y", "r", "x", "D", "tab", "down", "G", "esc", "esc", "esc")
	}
	d.Press(":")
	d.Type("start")
	d.Press("enter")
	d.Sees("What do you see?", "not connected", "READ-ONLY")
}

type broken struct{ *uitest.Forest }

func (broken) Caches(context.Context) ([]ad.CredCache, error) { panic("out of luck") }

func TestATaskThatBreaksDoesNotTakeTheConsoleDown(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	deps := uitest.Console(f)
	deps.Caches = broken{f}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t")
	d.Sees("out of luck")
	d.Press("esc")
	d.Sees("What do you see?")
}

func TestTheStartListFiltersAndExplains(t *testing.T) {
	clock := uitest.NewClock()
	deps := uitest.Console(uitest.NewForest(clock))
	deps.Explain = func(text string) []ui.Explanation {
		if !strings.Contains(text, "0x7") {
			return nil
		}
		return []ui.Explanation{{Title: "KDC error 7", Cause: []string{"nobody holds the name"}, Guide: "sample", Values: map[string]string{"array": "mail.contoso.lab"}}}
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("/")
	d.Type("rc4")
	d.Sees("end of RC4")
	d.Lacks("Outlook falls back")
	d.Press("esc")
	d.Sees("Outlook falls back")
	d.Paste("line one\nKDC said 0x7\n")
	d.Sees("KDC error 7", "nobody holds the name", "array mail.contoso.lab")
	d.Press("enter", "i")
	d.Sees("mail.contoso.lab", "pasted text")
	d.Press("esc", "esc", "esc", "p")
	d.Type("what is this")
	d.Press("enter")
	d.Sees("not recognised")
}

type failing struct{ *uitest.Forest }

func (failing) Search(context.Context, ad.Query, func(ad.Entry) error) (ad.Coverage, error) {
	return ad.Coverage{}, errors.New("connection reset")
}

func TestASearchThatFailsSaysSo(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	deps := uitest.Console(f)
	deps.Directory = failing{f}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("s")
	d.Type("http/*")
	d.Press("enter")
	d.Sees("connection reset")
	d.Lacks("Nobody holds")
}

// The catalogue is behind the start screen when nothing else is given, and what
// it finds in a text fits the walkthrough's inputs.
func TestAPastedErrorLeadsToAWalkWithItsValues(t *testing.T) {
	clock := uitest.NewClock()
	deps := uitest.Console(uitest.NewForest(clock))
	deps.Guides = append(deps.Guides, guide.Guide{ID: "service-unreachable", Symptom: "No Kerberos to a service",
		Inputs: []guide.Input{{Key: "service", Title: "the service", Required: true}}})
	d := uitest.New(t, deps, clock, 80, 24)
	d.Paste("kvno: Server not found in Kerberos database while getting credentials for vnc/box.contoso.lab@CONTOSO.LAB")
	d.Sees("That means", "No Kerberos to a service")
	d.Press("enter", "i")
	d.Sees("vnc/box.contoso.lab", "pasted text")
}

// What the walk cannot do without is asked for at once.
func TestAMissingInputIsAskedFor(t *testing.T) {
	clock := uitest.NewClock()
	deps := uitest.Console(uitest.NewForest(clock))
	deps.Guides[0].Inputs[0].Discover = nil
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("enter")
	d.Sees("Array name", "The name that clients connect to.")
	d.Type("outlook.contoso.lab")
	d.Press("enter")
	d.Sees("walked: 2 wrong")
}

// Where nothing is wrong there is nothing to wait for: the proof runs at once.
func TestAHealthyForestIsProvedWithoutAFix(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	asa := "CN=CASARRAY-ASA,CN=Computers," + uitest.Domain
	f.Apply(t.Context(), ad.Change{DN: "CN=CAS1,OU=Exchange," + uitest.Domain, Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "exchangeRFR/outlook.contoso.lab"})
	for _, n := range uitest.Names {
		f.Apply(t.Context(), ad.Change{DN: asa, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: n})
	}
	d := open(t, f, clock)
	d.Press("enter")
	d.Sees("✓ Verify", "– The fix", "nothing", "1 needs you")
	d.Press("f")
	d.Sees("nothing was found that needs a fix")
}

// :explain answers a code with its page where one is, and takes any other text to the
// start screen, as a paste there.
func TestExplainIsACommandToo(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Pages = func(code string) string {
		if code == "spn-missing" {
			return "The page of it."
		}
		return ""
	}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("enter", ":")
	d.Type("explain spn-missing")
	d.Press("enter")
	d.Sees("The page of it.")
	d.Press("esc")
	d.Sees("step 1 of 5")
	d.Press(":")
	d.Type("explain KDC_ERR_S_PRINCIPAL_UNKNOWN")
	d.Press("enter")
	d.Sees("That means", "KDC_ERR_S_PRINCIPAL_UNKNOWN")
}
