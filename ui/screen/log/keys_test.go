package log_test

import (
	"strings"
	"testing"
	"time"

	"adwalk/ui"
	"adwalk/ui/uitest"
)

func logged(t *testing.T, lines func(*uitest.Clock) []ui.LogLine) (*uitest.Driver, *[]ui.LogLine) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	list := lines(clock)
	b.OnLog = func() []ui.LogLine { return list }
	return uitest.New(t, b, clock, 90, 24), &list
}

func mixed(clock *uitest.Clock) []ui.LogLine {
	return []ui.LogLine{
		{At: clock.Now(), Kind: "search", Command: "ldapsearch -b 'DC=contoso,DC=lab' " + strings.Repeat("(long)", 40) + "END", Outcome: "12 objects", Server: "dc1.contoso.lab", Protection: "TLS", Elapsed: 3 * time.Millisecond},
		{At: clock.Now().Add(time.Second), Kind: "write", Command: "ldapmodify\x1b[2J x", Outcome: "insufficientAccessRights", Elapsed: 20 * time.Millisecond},
	}
}

// A command that is too long for its row is shown whole by enter, with whom it went to;
// nothing of it reaches the terminal as it came.
func TestAWholeCommand(t *testing.T) {
	d, _ := logged(t, mixed)
	d.Press("l")
	d.Sees("2 commands", "insufficientAcce…", "12 objects")
	d.Lacks("END", "\x1b[2J")
	d.Press("up", "enter")
	d.Sees("Log › command", "(long)END", "dc1.contoso.lab", "TLS", "12 objects")
	d.Press("y")
	if len(d.Copied) != 1 || !strings.HasSuffix(strings.TrimSpace(d.Copied[0]), "END") {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("esc", "esc")
	d.Sees("2 commands")
}

// Writes are told apart from questions, and the key shows everything again.
func TestWritesOnly(t *testing.T) {
	d, _ := logged(t, mixed)
	d.Press("l", "w")
	d.Sees("writes only", "1 command")
	d.Lacks("ldapsearch")
	d.Press("w")
	d.Sees("2 commands", "ldapsearch")
}

// The slowest is found by sorting, and what was sent since by r.
func TestSortedAndReadAgain(t *testing.T) {
	d, list := logged(t, mixed)
	d.Press("l", ">", ">", ">", ">")
	v := d.View()
	if strings.Index(v, "ldapsearch") > strings.Index(v, "ldapmodify") {
		t.Errorf("not sorted by time taken:\n%s", v)
	}
	d.Press("<")
	v = d.View()
	if strings.Index(v, "ldapsearch") < strings.Index(v, "ldapmodify") {
		t.Errorf("not turned round:\n%s", v)
	}
	*list = append(*list, ui.LogLine{Kind: "ticket", Command: "kvno http/new"})
	d.Press("r")
	d.Sees("kvno http/new", "3 commands")
}

func TestNothingWasAsked(t *testing.T) {
	d, _ := logged(t, func(*uitest.Clock) []ui.LogLine { return nil })
	d.Press("l")
	d.Sees("Nothing was asked yet.")
	d.Press("enter")
	d.Sees("nothing was asked yet")
	d.Press("w")
	d.Sees("writes only")
	d.Press("esc")
	d.Sees("Walk me through")
}
