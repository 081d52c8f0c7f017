package start_test

import (
	"testing"

	"adwalk/ui/uitest"
)

func opened(t *testing.T) *uitest.Driver {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	uitest.NewOwn(clock).Wire(b)
	return uitest.New(t, b, clock, 100, 34)
}

// What was typed or pasted is named with its causes and what to look at; what is not
// recognised says so and keeps the text to be corrected.
func TestWhatYouSee(t *testing.T) {
	d := opened(t)
	d.Press("p")
	d.Type("KRB_AP_ERR_SKEW")
	d.Press("enter")
	d.Sees("▸ The clocks differ too much", "sure", "KRB_AP_ERR_SKEW (37, 0x25)", "Cause  client, service and domain controller differ by more than five minutes", "Look   compare the clock", "enter its page")
	d.Press("enter")
	d.Sees("clock-skew")
	d.Press("esc", "esc")
	d.Sees("Walk me through")
	d.Press("p")
	d.Type("the weather is fine")
	d.Press("enter")
	d.Sees("? not recognised: paste the line with the error's number or name", "› the weather is fine")
	d.Paste("kinit: Cannot contact any KDC for realm 'CONTOSO.LAB'")
	d.Sees("That means")
	d.Lacks("the weather")
}

// Each key of the start screen opens the screen that its line names, and esc comes back.
func TestLookAround(t *testing.T) {
	for key, title := range map[string]string{"h": "Health of the forest", "t": "Tickets", "s": "SPNs", "o": "Objects", "d": "Domain controllers", "v": "Services", "n": "Names", "K": "Keytab", "R": "Recording", "w": "Journal", "l": "Log"} {
		d := opened(t)
		d.Press(key)
		d.Sees(" " + title)
		for range 3 { // a field that opened with the screen is left first
			d.Press("esc")
		}
		d.Sees("Walk me through")
	}
}

// A command is taken whole or refused with where the others are listed.
func TestCommands(t *testing.T) {
	for typed, says := range map[string]string{"nonsense": "there is no command :nonsense; ? lists them", "walk no-such-guide": "there is no walkthrough no-such-guide", "page no-such-page": "no-such-page", "tickets": "krbtgt/CONTOSO.LAB"} {
		d := opened(t)
		d.Press(":")
		d.Type(typed)
		d.Press("enter")
		d.Sees(says)
	}
	d := opened(t)
	d.Press(":")
	d.Type("tickets")
	d.Press("esc")
	d.Sees("Walk me through")
	d.Lacks("krbtgt/")
}

// The guides are filtered by their words; nothing left is said, and esc shows all again.
func TestNoGuideHasTheWords(t *testing.T) {
	d := opened(t)
	d.Press("/")
	d.Type("forest")
	d.Sees("Clean up duplicate SPNs", "Are we ready for the end of RC4?")
	d.Lacks("Outlook falls back")
	d.Type(" zebra")
	d.Sees("no walkthrough has these words; esc shows all")
	d.Press("esc")
	d.Sees("Outlook falls back")
}
