package cli

import (
	"strings"
	"testing"

	"adwalk/ad/adtest"
)

// behindLogin makes a service whose site takes its ticket and then applies rules.
func behindLogin(rules string) func(f *foreignForest) {
	return func(f *foreignForest) {
		f.service("{stem}", "http/{stem}.{realm}")
		f.file = f.ExportKeytab(f.fill("http/{stem}.{realm}"))
		f.site("{stem}", adtest.WebOptions{Keytab: f.file, Rules: rules})
	}
}

// rewrite answers every request that came past the login.
func rewrite(flags string) string {
	return "Require valid-user\n\tRewriteEngine On\n\tRewriteRule .* - [" + flags + "]"
}

const turnsDown = "F service-refuses-user http/{stem}.{realm}"

func afterLogin(name, rules string, exit int, want ...string) foreignState {
	silent := []string{"F service-refuses-ticket", "F spn-misplaced", "F keytab-wrong-key"}
	if len(want) == 0 {
		silent = append(silent, "F service-refuses-user")
	}
	return foreignState{kind: "after the login", name: name, build: behindLogin(rules), asks: []foreignAsk{
		{args: atSite, want: want, silent: silent, exits: []int{exit}, check: unplanned},
		{args: []string{"probe", "http://{stem}.{realm}:8080/"}, exits: []int{exit}}}}
}

// says fails where an answer lacks some words.
func says(words string) func(t *testing.T, answer string) {
	return func(t *testing.T, answer string) {
		t.Helper()
		if !strings.Contains(answer, words) {
			t.Errorf("does not say %q: %s", words, answer)
		}
	}
}

// foreignLoginStates are sites that a ticket opens, or that decide otherwise after it, and
// what a walk can leave unasked.
var foreignLoginStates = []foreignState{
	afterLogin("its rule lets nobody in", "Require user nobody", 1, turnsDown),
	afterLogin("the application fails", rewrite("R=500,L"), 1, turnsDown),
	afterLogin("nothing behind it answers", rewrite("R=503,L"), 1, turnsDown),
	afterLogin("the page is closed", "Require user nobody\n\tAuthzSendForbiddenOnFailure On", 3),
	afterLogin("there is no such page", rewrite("R=404,L"), 0),
	afterLogin("it sends the user on", "Require valid-user\n\tRewriteEngine On\n\tRewriteRule .* http://elsewhere.example/ [R=302,L]", 0),
	afterLogin("the page is shown", "", 0),

	{kind: "after the login", name: "a computer's HOST covers it, nothing is listed, and it takes RC4", build: func(f *foreignForest) {
		f.machine("{stem}", "")
		f.file = f.ExportKeytab(f.fill("{stem}$"))
		f.site("{stem}", adtest.WebOptions{Keytab: f.file})
	}, asks: []foreignAsk{{args: atSite, silent: []string{"F spn-missing", "F ticket-weak-etype"}, exits: []int{0}, check: unplanned}}},

	{kind: "left unsaid", name: "where the second hop leads", build: func(f *foreignForest) { f.jump() },
		asks: []foreignAsk{{args: []string{"walk", "remote-shell", "--set", "service=ssh://{stem}jump.{realm}"}, want: []string{"U second-hop"}, silent: []string{"F second-hop"}, exits: []int{1, 3}}}},
	{kind: "left unsaid", name: "why a locked owner gets no ticket", build: func(f *foreignForest) { f.locked("", 0) },
		asks: []foreignAsk{{args: ticketFor("http/{stem}.{realm}"), want: []string{"R owner-disabled"}, exits: []int{1}, check: says("is locked out")}}},
	{kind: "left unsaid", name: "that AES is listed and its keys are missing", build: func(f *foreignForest) {
		f.withoutAES(f.service("{stem}", "http/{stem}.{realm}"))
	}, asks: []foreignAsk{{args: unreachable("http://{stem}.{realm}/"), want: []string{"F ticket-weak-etype http/{stem}.{realm}"}, exits: []int{1}, check: says("Set the password of")}}},
	{kind: "left unsaid", name: "that nobody may fetch a managed password", build: func(f *foreignForest) {
		f.managedBy("{stem}g", nil, "http/{stem}.{realm}")
		f.machine("{stem}h1", "28")
		f.asAdministrator()
	}, asks: []foreignAsk{{args: fetch, want: []string{"F gmsa-none-allowed"}, silent: []string{"U gmsa-none-allowed"}, exits: []int{1}}}},

	{kind: "names of a back end", name: "it has its full name alone", build: func(f *foreignForest) {
		f.service("{stem}door", "HTTP/{stem}door.{realm}")
		f.service("{stem}desk", "HTTP/{stem}desk.{realm}")
		f.lists("HTTP/{stem}desk.{realm}")
	},
		asks: []foreignAsk{{args: kcd(), silent: []string{"F delegation-twin-missing", "F delegation-entry-missing"}, check: unplanned}}},
	{kind: "names of a back end", name: "it has both, and one is listed", build: func(f *foreignForest) {
		f.shop()
		f.lists("HTTP/{stem}desk.{realm}")
	}, asks: []foreignAsk{{args: kcd(), want: []string{"F delegation-twin-missing"}, exits: []int{1}}}},
}

// asAdministrator asks with the rights to read everything.
func (f *foreignForest) asAdministrator() {
	f.as = adtest.Account{DN: "CN=Administrator,CN=Users," + f.BaseDN, Name: f.AdminUser, Password: f.AdminPassword}
}
