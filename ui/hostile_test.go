package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

const nasty = "http/mail\x1b]0;pwned\x07\x1b[2J\u202egro.live\u200b\u0000\r\nx"

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// Text from a directory is shown, never obeyed: the only escape sequences in a
// view are colours.
func TestForeignTextIsShownAndNotObeyed(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	f.Add("CN=\x1b[31mevil\u202e,CN=Computers,"+uitest.Domain, "computer", "EVIL\x1b[5m$", nasty)
	f.Set("CN=alice,CN=Users,"+uitest.Domain, "description", []byte(nasty), []byte{0xff, 0xfe, 0x1b, 0x00})
	deps := uitest.Console(f)
	deps.Status.Server = "dc1\x1b[2J"
	d := uitest.New(t, deps, clock, 80, 24)
	d.Colours()
	check := func(where string) {
		t.Helper()
		rest := sgr.ReplaceAllString(d.View(), "")
		for _, bad := range []string{"\x1b", "\x07", "\u202e", "\u200b", "\x00", "\r", "\u0085"} {
			if strings.Contains(rest, bad) {
				t.Errorf("%s: the view holds %q:\n%q", where, bad, rest)
			}
		}
		uitest.Exact(t, rest, 80, 24)
	}
	d.Press("s")
	d.Type("mail")
	d.Press("enter")
	check("names")
	d.Sees("␛]0;pwned␇")
	d.Press("G", "enter", "tab")
	check("object")
	d.Press("x", "G", "enter")
	check("raw value")
	d.Press("esc", "esc", "esc", "esc", "o", "/")
	d.Type("alice")
	d.Press("enter", "tab", "G")
	check("alice")
	d.Press("esc", "esc", "p")
	d.Paste("\x1b[2J" + nasty)
	check("paste")
	d.Press(":")
	d.Type("tickets \x1b[2Jx")
	check("command line")
	d.Press("enter")
	check("answer")
}

// Every view is exactly as large as the terminal, down to nothing.
func TestViewsFitEveryTerminal(t *testing.T) {
	d, _ := console(t)
	visit := func(where string) {
		for _, size := range [][2]int{{1, 1}, {7, 3}, {40, 10}, {79, 24}, {80, 23}, {80, 24}, {81, 25}, {100, 24}, {120, 40}, {200, 60}, {80, 200}} {
			d.Resize(size[0], size[1])
			t.Run(fmt.Sprintf("%s-%dx%d", where, size[0], size[1]), func(t *testing.T) { uitest.Exact(t, d.View(), size[0], size[1]) })
		}
		d.Resize(80, 24)
	}
	visit("start")
	for _, k := range []string{"t", "s", "o", "d", "w", "l", "?"} {
		d.Press(k)
		visit(k)
		d.Press("esc", "esc")
	}
	d.Press("enter")
	visit("walk")
	d.Press("enter")
	visit("evidence")
	d.Press("esc", "p")
	visit("paste")
	d.Press("esc", "f")
	visit("plan")
	d.Press("enter")
	visit("confirm")
}

func TestASmallTerminalSaysWhatItNeeds(t *testing.T) {
	d, _ := console(t)
	d.Resize(60, 20)
	d.Sees("adwalk needs 80 x 24", "this window has 60 x 20")
	d.Press("enter") // goes nowhere that cannot be seen
	d.Resize(80, 24)
	d.Sees("What do you see?")
}

// Help lists every key of the screen and says why one is not available.
func TestHelpIsMadeFromTheKeyTable(t *testing.T) {
	d, _ := console(t)
	d.Resize(80, 30)
	d.Press("w", "?")
	d.Sees("undo this change", "to the directory", "not now: nothing was written yet", "ctrl+x", "go up one level")
}
