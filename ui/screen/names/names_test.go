package names_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

func console(t *testing.T) (*uitest.Driver, *uitest.Own) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	own := uitest.NewOwn(clock)
	own.Wire(b)
	b.OnSave = func(name, text string) *ad.Problem { saved[name] = text; return nil }
	return uitest.New(t, b, clock, 100, 30), own
}

var saved = map[string]string{}

// The names of each client stand with their owners, and a row leads to its page, its
// commands, a ticket, the account and the guide with the service filled in.
func TestNamesLeadOn(t *testing.T) {
	d, own := console(t)
	d.Press("n")
	d.Type("https://mail.contoso.lab/")
	d.Press("enter")
	d.Sees("Only 1 of 2 has an owner", "✗ no owner", "✓ CASARRAY-ASA", "reverse lb9.contoso.lab")
	d.Press("down", "P")
	d.Sees("spn-missing")
	d.Press("esc", "c")
	d.Sees("setspn -Q HTTP/lb9.contoso.lab", "kvno HTTP/lb9.contoso.lab")
	d.Press("esc", "t")
	d.Sees("Tickets", "KDC_ERR_S_PRINCIPAL_UNKNOWN")
	d.Press("esc", "o")
	d.Sees("no owner is known for this row")
	d.Press("up", "o")
	d.Sees("Objects", "CASARRAY-ASA")
	d.Press("esc", "enter")
	d.Sees("there is no walkthrough service-unreachable") // this console has others
	if len(own.Asked) != 1 || own.Asked[0] != "https://mail.contoso.lab/" {
		t.Errorf("asked %q", own.Asked)
	}
	d.Press("y")
	if len(d.Copied) == 0 || !strings.Contains(d.Copied[0], "curl with MIT's library: dns_canonicalize_hostname and rdns; krb5.conf(5)") {
		t.Errorf("copied %q", d.Copied)
	}
}

// A password in a connection string is asked about, shown, kept and saved nowhere.
func TestAPasswordInATargetIsDropped(t *testing.T) {
	d, own := console(t)
	d.Press(":")
	d.Type("names Server=tcp:db1.contoso.lab,1433;User Id=sa;Password=w0nder7")
	d.Lacks("w0nder7")
	d.Press("enter")
	d.Sees("Names › tcp:db1.contoso.lab,1433")
	d.Press(":")
	d.Lacks("w0nder7")
	d.Press("esc", "a")
	d.Lacks("w0nder7")
	d.Type("jdbc:sqlserver://db2.contoso.lab:1433;user=sa;password=w0nder7")
	d.Lacks("w0nder7")
	d.Press("enter", ":")
	d.Type("save x.json")
	d.Press("enter")
	d.Sees("saved to x.json")
	for _, text := range append(own.Asked, saved["x.json"]) {
		if strings.Contains(text, "w0nder7") {
			t.Errorf("the password is in %q", text)
		}
	}
	if !strings.Contains(saved["x.json"], `"spn": "HTTP/lb9.contoso.lab"`) || len(own.Asked) != 2 {
		t.Errorf("asked %q, saved\n%s", own.Asked, saved["x.json"])
	}
}

// Without a directory the names stand, and no owner is taken for missing.
func TestNamesWithoutADirectory(t *testing.T) {
	d, own := console(t)
	own.Names.Owners, own.Names.Tickets = nil, nil
	own.Names.Notes = []string{"owners were not looked up: no domain controller is connected"}
	d.Press(":")
	d.Type("names mail.contoso.lab")
	d.Press("enter")
	d.Sees("? owners were not looked up", "? not looked up")
	d.Lacks("no owner")
	d.Press("P")
	d.Sees("nothing wrong is known of this row")
}

// What is no target is refused where it is typed, and by the command.
func TestWhatIsNoTargetIsRefused(t *testing.T) {
	d, own := console(t)
	d.Press("n")
	d.Type("http://")
	d.Press("enter")
	d.Sees("! ")
	d.Press("esc", ":")
	d.Type("names http://")
	d.Press("enter")
	d.Sees("✗ ")
	if len(own.Asked) != 0 {
		t.Errorf("asked %q", own.Asked)
	}
}
