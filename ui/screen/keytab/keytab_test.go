package keytab_test

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/dialog"
	"adwalk/ui/uitest"
)

func console(t *testing.T, change func(*uitest.Backend, *uitest.Own)) (*uitest.Driver, *uitest.Own) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	own := uitest.NewOwn(clock)
	own.Wire(b)
	if change != nil {
		change(b, own)
	}
	return uitest.New(t, b, clock, 100, 30), own
}

// Each service has its verdict, its entries, its page and the commands that make the
// right keytab.
func TestAKeytabIsJudgedServiceByService(t *testing.T) {
	d, own := console(t, nil)
	d.Press("K")
	d.Type("/etc/web.keytab")
	d.Press("enter")
	d.Sees("✓ a key fits", "✗ keytab-wrong-key", "Proved")
	d.Press("c")
	d.Sees("no new keytab is needed")
	d.Press("down", "c")
	d.Sees("make the right one", "msktutil", "adcli update")
	d.Press("esc", "P")
	d.Sees("keytab-wrong-key")
	d.Press("esc", "tab")
	d.Sees("HTTP/old.contoso.lab@CONTOSO.LAB", "does not open the fresh ticket for HTTP/old.contoso.lab")
	d.Press("tab", "o")
	d.Sees("Objects", "CASARRAY-ASA")
	d.Press("esc", "s")
	d.Type("HTTP/other.contoso.lab")
	d.Press("enter")
	if want := []string{"/etc/web.keytab", "/etc/web.keytab HTTP/other.contoso.lab"}; !slices.Equal(own.Asked, want) {
		t.Errorf("asked %q", own.Asked)
	}
}

// A login is sent once, only after the key that agrees, for the account and not the SPN.
func TestALoginWithTheKeytabNeedsConsent(t *testing.T) {
	d, own := console(t, func(_ *uitest.Backend, o *uitest.Own) {
		o.Login.Accepted, o.Login.Means, o.Login.Error = false, "the key in the keytab is an older one", &ad.KDCError{Code: ad.ErrPreauthFailed}
	})
	d.Press(":")
	d.Type("keytab /etc/web.keytab")
	d.Press("enter", "L")
	d.Sees("counts there as a", "CASARRAY-ASA$@CONTOSO.LAB")
	d.Press("enter", "y", "space", "esc")
	if len(own.Logins) != 0 {
		t.Fatalf("logged in without consent: %q", own.Logins)
	}
	d.Press("L", "l") // typed ahead, before the question could be read
	if len(own.Logins) != 0 {
		t.Fatalf("logged in by a key that was typed ahead: %q", own.Logins)
	}
	d.Clock.Pass(dialog.Grace)
	d.Press("l")
	d.Sees("✗ login as CASARRAY-ASA$@CONTOSO.LAB: refused, 24 KDC_ERR_PREAUTH_FAILED", "an older one")
	d.Press("r", "tab", "tab", "y")
	if !slices.Equal(own.Logins, []string{"CASARRAY-ASA$@CONTOSO.LAB"}) {
		t.Errorf("logins %q", own.Logins)
	}
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "refused, 24 KDC_ERR_PREAUTH_FAILED") {
		t.Errorf("copied %q", d.Copied)
	}
}

// With --no-probes no login is offered, in a read-only console one is: it changes nothing
// in the directory.
func TestWhenALoginWithTheKeytabIsRefused(t *testing.T) {
	d, own := console(t, func(b *uitest.Backend, _ *uitest.Own) { b.KeytabLogin = nil })
	d.Press(":")
	d.Type("keytab /etc/web.keytab")
	d.Press("enter", "L")
	d.Sees("--no-probes")
	d.Press("l")
	if len(own.Logins) != 0 {
		t.Errorf("logins %q", own.Logins)
	}
	d, _ = console(t, func(b *uitest.Backend, _ *uitest.Own) { b.Editor, b.Apply = nil, nil })
	d.Press(":")
	d.Type("keytab /etc/web.keytab")
	d.Press("enter", "L")
	d.Clock.Pass(dialog.Grace)
	d.Press("l")
	d.Sees("READ-ONLY", "accepted")
}

// Where nobody can be asked the entries are listed, and nothing is called proved or wrong.
func TestAKeytabWithoutADirectory(t *testing.T) {
	d, _ := console(t, func(_ *uitest.Backend, o *uitest.Own) {
		a := o.Keytab.Answers[0]
		a.Verdict.Proved, a.Verdict.Finding, a.Ticket, a.Account, a.Service = false, nil, nil, nil, ""
		for i := range a.Entries {
			a.Entries[i].Tried, a.Entries[i].Fits = false, false
		}
		o.Keytab.Answers, o.Keytab.Unasked = o.Keytab.Answers[:1], "there is no login"
		o.Keytab.Answers[0] = a
	})
	d.Press(":")
	d.Type("keytab /etc/web.keytab")
	d.Press("enter")
	d.Sees("Nothing was tried: there is no login", "HTTP/mail.contoso.lab@CONTOSO.LAB", "was not tried")
	d.Lacks("✓", "✗")
}
