package ui_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// What names, keytabs and recordings hold is shown and not obeyed, in every size.
func TestForeignFilesAreShownAndNotObeyed(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	own := uitest.NewOwn(clock)
	own.Wire(deps)
	own.Names.Sentence, own.Names.Notes = nasty, []string{nasty}
	own.Names.Clients[0].Client, own.Names.Clients[0].Names[0].SPN, own.Names.Clients[0].Rule = nasty, nasty, nasty
	own.Names.DNS.Canonical = nasty
	k := &own.Keytab.Answers[0]
	k.File, k.Service, k.Mode, k.Facts.Owner, k.Entries[0].Principal, k.Salt, k.SaltKnown, k.Notes = nasty, nasty, nasty, nasty, nasty, nasty, true, []string{nasty}
	own.Keytab.Unasked, own.Login.Means, own.Login.Principal = nasty, nasty, nasty
	own.Recording.Notes, own.Recording.Source = []string{nasty}, nasty
	for i := range own.Recording.Events {
		e := &own.Recording.Events[i]
		e.Text, e.From, e.To, e.SPN, e.Client, e.Code, e.Where = nasty, nasty, nasty, nasty, nasty, nasty, nasty
	}
	f := &own.Recording.Findings[0]
	f.Title, f.Subject, f.What, f.First, f.Causes, f.Next, f.Inputs = nasty, nasty, nasty, nasty, []string{nasty}, []string{nasty}, map[string]string{"array": nasty}
	d := uitest.New(t, deps, clock, 80, 24)
	check := func(where string) {
		t.Helper()
		for _, size := range [][2]int{{80, 24}, {81, 25}, {120, 40}, {200, 60}, {80, 200}} {
			d.Resize(size[0], size[1])
			uitest.Exact(t, d.View(), size[0], size[1])
			for _, bad := range []string{"\x1b", "\x07", "\u202e", "\u200b", "\x00", "\r"} {
				if strings.Contains(d.View(), bad) {
					t.Errorf("%s: the view holds %q", where, bad)
				}
			}
		}
		d.Resize(80, 24)
	}
	command(d, "names mail.contoso.lab")
	check("names")
	d.Press("c")
	check("commands of a name")
	d.Press("esc", "esc")
	command(d, "keytab x\x1b[2J")
	check("keytab")
	d.Press("tab", "L")
	check("login")
	d.Press("l", "c")
	check("logged in")
	d.Press("esc", "esc")
	command(d, "read x\x1b[2J")
	check("recording")
	d.Press("c")
	check("commands of a finding")
	d.Press("esc", "tab")
	check("timeline")
}

// Each of the three screens is saved in every form, with all that it knows.
func TestWhatWasReadIsSaved(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	files := map[string]string{}
	deps.OnSave = func(name, text string) *ad.Problem { files[name] = text; return nil }
	d := uitest.New(t, deps, clock, 80, 24)
	for name, line := range map[string]string{"names": "names https://mail.contoso.lab/", "keytab": "keytab /etc/web.keytab", "read": "read /tmp/trace.txt"} {
		command(d, line)
		for _, ending := range []string{".json", ".csv", ".md", ".html", ".txt"} {
			command(d, "save "+name+ending)
			d.Sees("saved to " + name + ending)
		}
	}
	for name, want := range map[string]string{"names.json": `"state": "no owner"`, "names.csv": "curl with MIT's library,1,HTTP/lb9.contoso.lab", "names.md": "| Java | 1 |", "names.txt": "Only 1 of 2 has an owner.",
		"keytab.json": `"code": "keytab-wrong-key"`, "keytab.csv": "/etc/web.keytab,HTTP/mail.contoso.lab,proved", "keytab.txt": "✓ HTTP/mail.contoso.lab: a key of the keytab decrypts a fresh ticket",
		"read.json": `"code": "spn-missing"`, "read.csv": "ntlm-fallback,NTLM instead of Kerberos", "read.txt": "falls back to NTLM", "read.html": "<td>spn-missing</td>"} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s lacks %q:\n%s", name, want, files[name])
		}
	}
}

// What a paste or a path turned out to be leads to a screen of its own as well.
func TestTheStartScreenOffersTheScreens(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	own := uitest.NewOwn(clock)
	own.Wire(deps)
	deps.Explain = func(text string) []screen.Explanation {
		return []screen.Explanation{{Title: "A service", Guide: "sample"}, {Title: "Which SPN each client asks for", Screen: screen.ToNamed{Name: "names", Arg: text}}}
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Paste("https://mail.contoso.lab/")
	d.Sees("A service", "Which SPN each client asks for", "enter open")
	d.Press("down")
	d.Sees("enter show")
	d.Press("enter")
	d.Sees("Names › https://mail.contoso.lab/", "Only 1 of 2")
	if len(own.Asked) != 1 {
		t.Errorf("asked %q", own.Asked)
	}
}
