package ui_test

import (
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

// list is a screen with a list, what opens it, and words of its rows.
type list struct {
	name, words, stays, goes, column string
	open                             func(d *uitest.Driver)
}

// lists are all screens with a list that has columns.
func lists() []list {
	return []list{
		{"tickets", "old", "http/old", "krbtgt/CONTOSO", "#↑", func(d *uitest.Driver) { d.Press("t") }},
		{"spns", "asa", "CASARRAY-ASA$", "CAS1$", "SPN↑", func(d *uitest.Driver) { d.Press("s"); d.Type("contoso"); d.Press("enter") }},
		{"services", "ntlm", "10.0.0.3:443", "10.0.0.1:443", "Address↑", func(d *uitest.Driver) { d.Press("v"); d.Type("https://mail.contoso.lab"); d.Press("enter") }},
		{"journal", "cas1", "CAS1$", "CASARRAY-ASA$", "When↑", func(d *uitest.Driver) { d.Press("w") }},
		{"names", "curl", "HTTP/lb9", "Java", "Client↑", func(d *uitest.Driver) { command(d, "names https://mail.contoso.lab/") }},
		{"keytab", "old", "HTTP/old", "HTTP/mail.contoso.lab  ✓", "Service↑", func(d *uitest.Driver) { command(d, "keytab /etc/web.keytab") }},
		{"recording", "owner", "HTTP/lb9", "NTLM instead", "Found↑", func(d *uitest.Driver) { command(d, "read /tmp/trace.txt") }},
		{"timeline", "falls", "falls back", "issues a ticket", "Time↑", func(d *uitest.Driver) { command(d, "read /tmp/trace.txt"); d.Press("tab") }},
		{"health", "ticket", "Finding ticket-refused", "Finding spn-missing", "State↑", func(d *uitest.Driver) { d.Press("h", "a") }},
		{"controllers", "branch", "dc2.contoso.lab", "Default-First-Site", "Domain controller↑", func(d *uitest.Driver) { d.Press("d") }},
		{"log", "kvno", "kvno http/mail", "ldapsearch", "Time↑", func(d *uitest.Driver) { d.Press("l") }},
	}
}

// listed is a console in which each of them has rows.
func listed(clock *uitest.Clock) *uitest.Backend {
	b := sampleDeps(clock)
	b.Prober, b.Controllers = uitest.Array(clock), uitest.Pair(clock)
	uitest.NewOwn(clock).Wire(b)
	return b
}

// In every list / shows only what has the typed words, esc shows all again, and >
// sorts by the next column, whose heading then has an arrow.
func TestEveryListFiltersAndSorts(t *testing.T) {
	for _, l := range lists() {
		t.Run(l.name, func(t *testing.T) {
			clock := uitest.NewClock()
			b := listed(clock)
			d := uitest.New(t, b, clock, 120, 40)
			l.open(d)
			if v := d.View(); !strings.Contains(v, l.stays) || !strings.Contains(v, l.goes) {
				t.Fatalf("the list is not as the test expects it:\n%s", v)
			}
			d.Press("/")
			d.Type(l.words)
			d.Press("enter")
			if v := body(d); !strings.Contains(v, l.stays) || strings.Contains(v, l.goes) {
				t.Errorf("the filter %q shows\n%s", l.words, v)
			}
			d.Press("esc")
			if v := d.View(); !strings.Contains(v, l.goes) {
				t.Errorf("esc does not show all again:\n%s", v)
			}
			d.Press(">")
			if v := d.View(); !strings.Contains(v, l.column) {
				t.Errorf("> does not sort by the first column:\n%s", v)
			}
			d.Press("<")
			if v := d.View(); !strings.Contains(v, strings.Replace(l.column, "↑", "↓", 1)) {
				t.Errorf("< does not turn the order round:\n%s", v)
			}
			for _, key := range strings.Split("abcdefghijklmnoprstuvwxyzADFLMRSUVXZ", "") { // no row is left: no key breaks anything
				d := uitest.New(t, b, clock, 120, 40)
				l.open(d)
				d.Press("/")
				d.Type("no such row")
				d.Press("enter", key, "esc", "esc")
			}
			d = uitest.New(t, b, clock, 120, 40)
			l.open(d)
			d.Press("/")
			d.Type("no such row")
			d.Press("enter", "enter", "space", "up", "down", "pgup", "pgdown", "home", "end", ">", "<")
		})
	}
}

// body is the view without its first lines, in which names of servers stand.
func body(d *uitest.Driver) string {
	_, rest, _ := strings.Cut(d.View(), "───\n")
	return rest
}
