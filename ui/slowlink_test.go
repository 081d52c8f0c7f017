package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag/timeline"
	"adwalk/ui"
	"adwalk/ui/terminal"
	"adwalk/ui/theme"
	"adwalk/ui/uitest"
)

// host makes names that differ at both ends.
func host(i int) string { return fmt.Sprintf("http/web%06d.emea%03d.contoso.example", i, i%997) }

// endless is a console whose lists have many rows each.
func endless(clock *uitest.Clock) *uitest.Backend {
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	var spns []string
	for i := range many {
		spns = append(spns, host(i))
	}
	f.Add("CN=BIG,CN=Computers,"+uitest.Domain, "computer", "BIG$", spns...)
	f.Add("CN=Many,"+uitest.Domain, "container", "Many")
	var rows []ui.JournalRow
	var lines []ui.LogLine
	own := uitest.NewOwn(clock)
	own.Recording.Story.Events = nil // neighbours are alike: what stands below a row is its own text
	cache := ad.CredCache{Name: "FILE:/tmp/krb5cc_1000", Principal: f.Client(), Primary: true}
	for i, spn := range spns {
		at := clock.Now().Add(-time.Duration(i) * time.Second)
		if i < lookup.MaxChildren { // no more are listed
			f.Add(fmt.Sprintf("CN=WEB%06d,CN=Many,%s", i, uitest.Domain), "computer", fmt.Sprintf("WEB%06d$", i))
		}
		rows = append(rows, ui.JournalRow{ID: fmt.Sprint(i), At: at, By: "alice@CONTOSO.LAB", State: "done",
			Change: ad.Change{DN: fmt.Sprintf("CN=WEB%06d,%s", i, uitest.Domain), Account: fmt.Sprintf("WEB%06d$", i), Attribute: "servicePrincipalName", Op: ad.AddValue, Value: spn}})
		lines = append(lines, ui.LogLine{At: at, Kind: "search", Server: "dc1", Command: "ldapsearch -H ldaps://dc1.contoso.lab '(servicePrincipalName=" + spn + ")'", Asked: "(servicePrincipalName=" + spn + ")", Outcome: "ok", Elapsed: time.Duration(i) * time.Microsecond})
		own.Recording.Story.Events = append(own.Recording.Story.Events, timeline.Event{At: at, Where: fmt.Sprintf("line %d", i), From: "client", To: "dc1", Text: "asks for " + spn, SPN: spn, Client: "alice@CONTOSO.LAB"})
		cache.Tickets = append(cache.Tickets, ad.CachedTicket{Client: f.Client(), Server: spn + "@CONTOSO.LAB", TicketEType: ad.ETypeAES256, SessionEType: ad.ETypeAES256, KVNO: i % 9, Start: clock.Now().Add(-time.Hour), End: clock.Now().Add(time.Duration(1+i%9) * time.Hour), Flags: 0x40a10000})
	}
	own.Wire(b)
	b.OnJournal = func() ([]ui.JournalRow, error) { return rows, nil }
	b.OnLog = func() []ui.LogLine { return lines }
	b.Caches = heldCaches{cache}
	return b
}

// long are the lists that have as many rows as a forest, a cache or a recording.
func long() []list {
	return []list{
		{name: "spns", open: func(d *uitest.Driver) { d.Press("s"); d.Type("*"); d.Press("enter") }},
		{name: "journal", open: func(d *uitest.Driver) { d.Press("w") }},
		{name: "log", open: func(d *uitest.Driver) { d.Press("l") }},
		{name: "tickets", open: func(d *uitest.Driver) { d.Press("t") }},
		{name: "timeline", open: func(d *uitest.Driver) { command(d, "read /tmp/trace.txt"); d.Press("tab") }},
		{name: "values of an object", open: func(d *uitest.Driver) {
			command(d, "objects CN=BIG,CN=Computers,"+uitest.Domain)
			d.Press("tab")
		}},
		{name: "tree of objects", open: func(d *uitest.Driver) {
			command(d, "objects CN=Many,"+uitest.Domain)
			d.Press("enter")
		}},
	}
}

// What a key costs on the wire in every long list, as its screen draws it: at most 400
// bytes for a move of the cursor and 1,500 for a scroll of one line, at 100,000 rows, at
// every size and in colour, so that a slow link keeps up.
func TestAKeyCostsFewBytesInEveryList(t *testing.T) {
	clock := uitest.NewClock()
	b := endless(clock)
	for _, l := range long() {
		d := uitest.New(t, b, clock, 80, 24)
		d.Model.SetPalette(theme.Palette{Depth: theme.TwoFiftySix})
		l.open(d)
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			w, h := size[0], size[1]
			d.Resize(w, h)
			d.View()
			d.Press("end", "home", "down", "down", "down", "down")
			before := d.View()
			cost := func(key string) int {
				d.Key(key) // the object under the cursor is read later, once the key is let go
				now := d.View()
				n := len(terminal.Between(before, now, w))
				before = now
				return n
			}
			move, scroll := 0, 0
			for range 5 {
				move = max(move, cost("down"), cost("up"))
			}
			for range h {
				d.Key("down")
			}
			cost("down")
			for range 5 {
				scroll = max(scroll, cost("down"))
			}
			if move == 0 || move > 400 || scroll == 0 || scroll > 1500 {
				t.Errorf("%s, %dx%d: a move of the cursor costs %d bytes, a scroll of one line %d\n%s", l.name, w, h, move, scroll, d.View())
			}
			t.Logf("%s, %dx%d: move %d, scroll %d", l.name, w, h, move, scroll)
		}
	}
}

type heldCaches []ad.CredCache

func (h heldCaches) Caches(context.Context) ([]ad.CredCache, error) { return h, nil }

// BenchmarkKey is how long a key takes until its frame can be sent, in every long list.
func BenchmarkKey(b *testing.B) {
	clock := uitest.NewClock()
	console := endless(clock)
	for _, l := range long() {
		b.Run(strings.ReplaceAll(l.name, " ", "-"), func(b *testing.B) {
			d := uitest.New(b, console, clock, 200, 60)
			d.Model.SetPalette(theme.Palette{Depth: theme.TwoFiftySix})
			l.open(d)
			d.View()
			for b.Loop() {
				d.Key("down")
				d.View()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms-a-key")
		})
	}
}
