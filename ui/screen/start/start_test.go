package start_test

import (
	"context"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// The list is narrowed down to the guides with some words; the one that is left is
// opened, and esc shows all again.
func TestTheGuideIsFoundByItsWords(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 80, 24)
	d.Press("/")
	d.Type("end of rc4")
	d.Sees("Are we ready for the end of RC4?")
	d.Lacks("Clean up duplicate SPNs")
	d.Press("enter", "enter")
	d.Sees("Are we ready for the end of RC4?")
	d.Press("esc", "esc")
	d.Sees("Clean up duplicate SPNs", "What do you see?")
	d.Press("/")
	d.Type("no guide says this")
	d.Sees("esc shows all")
}

// A connection that failed is said with what to do, and r tries it again.
func TestAConnectionIsTriedAgain(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	tries := 0
	b.OnConnect = func(context.Context) (ui.Status, *ad.Problem) {
		if tries++; tries == 1 {
			return ui.Status{}, &ad.Problem{Kind: ad.ProblemUnreachable, What: "connecting to dc1", Why: "nothing listens on that port", Do: "check the port"}
		}
		return ui.Status{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab", Identity: "alice@CONTOSO.LAB", Protection: "TLS"}, nil
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Sees("nothing listens on that port")
	d.Press("r")
	d.Sees("dc1.contoso.lab", "alice@CONTOSO.LAB")
	d.Lacks("nothing listens on that port")
	if tries != 2 {
		t.Errorf("%d tries", tries)
	}
}

// A file is read as a task: what runs is said with the time that it takes, the console
// goes on, and ctrl+x stops it.
func TestAFileIsReadWithoutHoldingTheConsole(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	began, ended := make(chan bool, 1), make(chan bool, 1)
	wait := true
	b.Read = func(text string) (string, func(context.Context) []ui.Explanation) {
		if text != "/tmp/big.pcap" {
			return "", nil
		}
		return text, func(ctx context.Context) []ui.Explanation {
			if wait {
				began <- true
				<-ctx.Done()
				ended <- true
			}
			return []ui.Explanation{{Title: "A recording of the day", What: "with one fault"}}
		}
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("p")
	d.Type("/tmp/big.pcap")
	d.Key("enter")
	<-began
	clock.Pass(5 * time.Second)
	d.Sees("reading /tmp/big.pcap")
	d.Key("ctrl+x")
	<-ended
	d.Settle()
	d.Lacks("A recording of the day")
	wait = false
	d.Press("p")
	d.Type("/tmp/big.pcap")
	d.Press("enter")
	d.Sees("A recording of the day")
}

// A password in what was typed or pasted is not on the screen, at no time.
func TestAPasswordIsNotShownInTheField(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 120, 30)
	d.Press("p")
	d.Type("Server=db1;Password=w0nder7;")
	d.Sees("Server=db1;Password=")
	d.Lacks("w0nder7", "nder7")
	d.Press("enter")
	d.Lacks("w0nder7")
	d.Paste("jdbc:sqlserver://db1:1433;user=sa;password=w0nder7;x=y")
	d.Lacks("w0nder7")
	d.Sees("db1:1433")
}

// A password that was refused is asked for again by r: nothing is sent a second time by
// itself, since each attempt counts towards the lock-out.
func TestAWrongPasswordIsAskedForAgain(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	tries := 0
	b.Status = ui.Status{}
	b.OnConnect = func(context.Context) (ui.Status, *ad.Problem) {
		tries++
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemLogin, What: "logging in as alice@CONTOSO.LAB", Why: "the password is wrong", Do: "press r and type it again"}
	}
	b.OnLogin = func(context.Context, ui.Login) (ui.Status, *ad.Problem) {
		return ui.Status{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab", Identity: "alice@CONTOSO.LAB", Protection: "TLS"}, nil
	}
	b.Logins = []screen.LoginKind{screen.WithPassword}
	d := uitest.New(t, b, clock, 80, 24)
	d.Sees("the password is wrong")
	d.Press("r")
	d.Lacks("the password is wrong")
	d.Sees("Log in")
	if tries != 1 {
		t.Errorf("the password was sent %d times", tries)
	}
}

// The list moves with j and k, and j opens nothing.
func TestJAndKMove(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 80, 24)
	d.Press("j")
	d.Sees("▸ Clean up duplicate SPNs")
	d.Press("k")
	d.Sees("▸ Outlook falls back to NTLM")
}
