package ui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag/checks"
	"adwalk/ui"
	"adwalk/ui/dialog"
	"adwalk/ui/uitest"
)

// asking is the sample console with everything that asks services, controllers
// and for other logins.
func asking(clock *uitest.Clock) (*uitest.Backend, *uitest.Answering, *uitest.Logins) {
	d := sampleDeps(clock)
	services, logins := uitest.Array(clock), &uitest.Logins{Clock: clock, Life: 10 * time.Hour}
	d.Prober, d.Controllers = services, uitest.Pair(clock)
	logins.Wire(d)
	uitest.NewOwn(clock).Wire(d)
	return d, services, logins
}

func TestAskingViews(t *testing.T) {
	views := []struct {
		name string
		keys func(d *uitest.Driver)
	}{
		{"services", func(d *uitest.Driver) { ask(d, "https://mail.contoso.lab/ews/") }},
		{"services-ask", func(d *uitest.Driver) { d.Press("v") }},
		{"controllers-all", func(d *uitest.Driver) { d.Press("d") }},
		{"controllers-account", func(d *uitest.Driver) { d.Press("d", "c"); d.Type("CASARRAY-ASA$"); d.Press("enter", "enter") }},
		{"tickets-password", func(d *uitest.Driver) { d.Press("t", "L", "p"); d.Type("bob"); d.Press("enter"); d.Type("Secret-1") }},
		{"tickets-login", func(d *uitest.Driver) { d.Press("t", "L") }},
		{"names", func(d *uitest.Driver) { command(d, "names https://mail.contoso.lab/"); d.Press("down") }},
		{"names-ask", func(d *uitest.Driver) { d.Press("n") }},
		{"keytab", func(d *uitest.Driver) { command(d, "keytab /etc/web.keytab"); d.Press("down") }},
		{"keytab-entries", func(d *uitest.Driver) { command(d, "keytab /etc/web.keytab"); d.Press("tab") }},
		{"keytab-login", func(d *uitest.Driver) { command(d, "keytab /etc/web.keytab"); d.Press("L") }},
		{"keytab-loggedin", func(d *uitest.Driver) {
			command(d, "keytab /etc/web.keytab")
			d.Press("L")
			d.Clock.Pass(dialog.Grace)
			d.Press("l")
		}},
		{"read", func(d *uitest.Driver) { command(d, "read /tmp/trace.txt") }},
		{"read-timeline", func(d *uitest.Driver) { command(d, "read /tmp/trace.txt"); d.Press("e") }},
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, v := range views {
			name := fmt.Sprintf("%s-%dx%d", v.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				clock := uitest.NewClock()
				deps, _, _ := asking(clock)
				d := uitest.New(t, deps, clock, size[0], size[1])
				v.keys(d)
				uitest.Golden(t, name, d.View(), size[0], size[1])
			})
		}
	}
}

// command runs a line of the palette.
func command(d *uitest.Driver, line string) {
	d.Press(":")
	d.Type(line)
	d.Press("enter")
}

func ask(d *uitest.Driver, target string) {
	d.Press("v")
	d.Type(target)
	d.Press("enter")
}

// The member with the older key is told from the others, with its owner and
// what to do.
func TestAServicesAddressesAreToldApart(t *testing.T) {
	clock := uitest.NewClock()
	deps, services, _ := asking(clock)
	d := uitest.New(t, deps, clock, 80, 24)
	ask(d, "mail.contoso.lab")
	d.Sees("✓ ok", "✗ wrong-key", "✗ missing", "44 KRB_AP_ERR_BADKEYVER", "CASARRAY-ASA$", "kvno 4")
	d.Sees("no key of version 4", "deploy the password", "klist purge")
	d.Press("up")
	d.Sees("it has the key (mutual")
	d.Press("down", "down")
	d.Sees("speaks NTLM and no Kerberos", "turn Negotiate on")
	d.Press("y")
	if got := strings.Join(d.Copied, ""); strings.Count(got, "mail.contoso.lab at 10.0.0.") != 3 {
		t.Errorf("copied %q", got)
	}
	d.Press("esc", "n")
	d.Type("http/other.contoso.lab")
	d.Press("enter")
	d.Sees("no account holds http/other.contoso.lab")
	if last := services.Asked[len(services.Asked)-1]; last.SPN != "http/other.contoso.lab" || last.Target != "mail.contoso.lab" {
		t.Errorf("asked %+v", last)
	}
}

func TestProbeIsACommandToo(t *testing.T) {
	clock := uitest.NewClock()
	deps, services, _ := asking(clock)
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press(":")
	d.Type("probe https://mail.contoso.lab/ http/cas1.contoso.lab")
	d.Press("enter")
	d.Sees("Services › https://mail.contoso.lab/", "http/cas1.contoso.lab")
	if len(services.Asked) != 1 || services.Asked[0].SPN != "http/cas1.contoso.lab" {
		t.Errorf("asked %+v", services.Asked)
	}
}

// Without what asks services the screen stands and says why it cannot.
func TestServicesThatMustNotBeAsked(t *testing.T) {
	d, _ := console(t)
	d.Press("v")
	d.Sees("--no-probes")
	d.Press("a")
	d.Sees("services are not asked")
	d.Press("esc")
	d.Sees("What do you see?")
}

func TestAReplicaThatIsBehindIsNamed(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("d")
	d.Sees("every domain controller that was asked answers", "dc2.contoso.lab", "-1s", "9120", "not asked")
	d.Press("c")
	d.Type("CASARRAY-ASA$")
	d.Press("enter", "enter")
	d.Sees("stale-replica", "dc2.contoso.lab has not got the change", "not on dc2.contoso.lab", "behind", "version 3, written", "at DC1")
	d.Press("c", "ctrl+u")
	d.Type("ghost")
	d.Press("enter", "enter")
	d.Sees("no account has that name")
}

// A password is never on the screen, goes out once and is wiped.
func TestALoginWithAPassword(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, logins := asking(clock)
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t", "L", "p")
	d.Type("bob@CONTOSO.LAB")
	d.Press("enter")
	d.Type("Secret-1ü")
	d.Press("backspace")
	d.Type("2")
	d.Lacks("Secret", "•", "*")
	d.Sees("Password for bob@CONTOSO.LAB", "something is typed")
	d.Press("enter")
	d.Sees("logged in as bob@CONTOSO.LAB", "bob@CONTOSO.LAB  TLS")
	d.Lacks("Secret")
	if logins.Password != "Secret-12" || !logins.Wiped() || !slices.Equal(logins.Said, []string{"login bob@CONTOSO.LAB "}) {
		t.Errorf("%q %q wiped %v", logins.Said, logins.Password, logins.Wiped())
	}
}

// What was refused is not tried again, and the old login stays.
func TestARefusedLoginChangesNothing(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, logins := asking(clock)
	logins.Refuse = &ad.Problem{Kind: ad.ProblemLogin, What: "logging in as bob", Why: "24 KDC_ERR_PREAUTH_FAILED", Do: "check the password"}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t", "L", "p")
	d.Type("bob")
	d.Press("enter")
	d.Type("wrong")
	d.Press("enter")
	d.Sees("24 KDC_ERR_PREAUTH_FAILED", "Still signed in as before", "alice@CONTOSO.LAB  TLS")
	d.Press("r", "esc", "t", "esc", ":")
	d.Type("connect")
	d.Press("enter")
	if len(logins.Said) != 1 {
		t.Errorf("tried %q", logins.Said)
	}
}

func TestAKeytabACacheAndARenewal(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, logins := asking(clock)
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t")
	d.Sees("✓ in use", "the default of user 1000")
	d.Press("u")
	d.Sees("this console now uses FILE:/tmp/krb5cc_1000")
	d.Press("R")
	d.Sees("the ticket is renewed")
	d.Press("L", "k")
	d.Type("/etc/web.keytab")
	d.Press("enter", "enter")
	d.Sees("logged in as the first principal of /etc/web.keytab")
	if want := []string{"use FILE:/tmp/krb5cc_1000", "renew", "login  /etc/web.keytab"}; !slices.Equal(logins.Said, want) {
		t.Errorf("%q", logins.Said)
	}
}

// The header and one notice warn of the ticket's end; nothing moves by itself.
func TestATicketsEndIsToldInTime(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, logins := asking(clock)
	logins.Life = time.Hour
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t", "R")
	d.Lacks("TICKET")
	clock.Pass(50 * time.Minute)
	d.Sees("TICKET 10 min")
	d.Press("r")
	d.Sees("your ticket ends in 10 min", "R renews it")
	d.Press("r")
	d.Lacks("your ticket ends")
	clock.Pass(11 * time.Minute)
	d.Press("r")
	d.Sees("TICKET EXPIRED", "your ticket has expired")
	logins.Life = 10 * time.Hour
	d.Press("u")
	d.Lacks("TICKET")
}

func TestNotConnectedIsNotUnprotected(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	deps.Status = ui.Status{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab"}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Sees("not connected")
	d.Lacks("unprotected")
}

// A login that does not come back can be stopped, and the console goes on.
func TestALoginCanBeStopped(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	deps.OnLogin = func(ctx context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		<-ctx.Done()
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemCancelled, What: "using " + l.Cache, Why: "it was stopped"}
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t")
	d.Key("u")
	d.Sees("… logging in with FILE:/tmp/krb5cc_1000", "ctrl+x stop")
	d.Press("ctrl+x")
	d.Sees("it was stopped", "alice@CONTOSO.LAB  TLS")
	d.Press("esc")
	d.Sees("What do you see?")
}

// A read-only console may log in and ask: none of it changes the directory.
func TestAReadOnlyConsoleAsksAndLogsIn(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, logins := asking(clock)
	deps.Editor, deps.Apply = nil, nil
	d := uitest.New(t, deps, clock, 80, 24)
	ask(d, "mail.contoso.lab")
	d.Sees("READ-ONLY", "✗ wrong-key")
	d.Press("esc", "d")
	d.Sees("every domain controller that was asked answers")
	d.Press("esc", "t", "R")
	d.Sees("the ticket is renewed")
	if len(logins.Said) != 1 {
		t.Errorf("%q", logins.Said)
	}
	d.Press("?")
	d.Sees("log in with a password or a keytab, into memory only")
}

// What services and controllers say is shown and not obeyed, in every size.
func TestForeignAnswersAreShownAndNotObeyed(t *testing.T) {
	clock := uitest.NewClock()
	deps, services, _ := asking(clock)
	for i := range services.Results {
		r := &services.Results[i]
		r.Text, r.TLS, r.Address, r.Offered, r.Status = nasty, nasty, nasty, []string{nasty}, 401
	}
	deps.Controllers = func(_ context.Context, account, attribute string) (checks.Controllers, *ad.Problem) {
		known := []ad.Controller{{Host: nasty, Site: nasty, Domain: "D"}}
		return checks.CompareControllers(ad.ReplicaSet{DN: nasty, Attribute: nasty, Replicas: []ad.Replica{{Controller: known[0], Present: true, Values: []string{nasty}}}}, known, true), nil
	}
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
	ask(d, "mail.contoso.lab")
	check("services")
	d.Press("esc", "d")
	check("controllers")
	d.Press("esc", "t", "L", "p")
	d.Type("bob")
	d.Press("enter")
	d.Paste("one\nand\x1b[2J another line")
	check("password")
}

// Warnings and the login both find room in the narrowest header.
func TestTheHeaderKeepsItsWarnings(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	deps.Editor = nil
	deps.Status.Server, deps.Status.Lab, deps.Status.Expires = "a-very-long-name-of-a-controller.branch.contoso.lab", true, clock.Now()
	d := uitest.New(t, deps, clock, 80, 24)
	d.Sees("TICKET EXPIRED", "LAB", "READ-ONLY", "alice", "TLS")
}

// The outcome of a login is said even after its screen was left.
func TestALoginThatFailsElsewhereIsSaid(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, logins := asking(clock)
	gate := make(chan struct{})
	logins.Refuse = &ad.Problem{Kind: ad.ProblemUnreachable, What: "using the cache", Why: "the KDC is silent"}
	use := deps.OnLogin
	deps.OnLogin = func(ctx context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		<-gate
		return use(ctx, l)
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("t")
	d.Key("u")
	d.Key("esc")
	close(gate)
	d.Settle()
	d.Sees("What do you see?", "the KDC is silent", "alice@CONTOSO.LAB  TLS")
}
