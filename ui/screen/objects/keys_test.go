package objects_test

import (
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

func console(t *testing.T) (*uitest.Driver, *uitest.Forest) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := uitest.New(t, uitest.Console(f), clock, 120, 34)
	return d, f
}

func open(d *uitest.Driver, dn string) {
	d.Press(":")
	d.Type("objects " + dn)
	d.Press("enter")
}

const cas1 = "CN=CAS1,OU=Exchange," + uitest.Domain

// An object's values are read as they are stored and decoded, copied one by one, and read
// again when the directory has changed.
func TestAnObject(t *testing.T) {
	d, f := console(t)
	open(d, cas1)
	d.Sees("servicePrincipalName", "exchangeRFR/outlook.contoso.lab", "userAccountControl")
	decoded := d.View()
	d.Press("x")
	d.Sees("raw")
	if d.View() == decoded {
		t.Error("x changes nothing")
	}
	d.Press("x", "tab", "y", "esc")
	if len(d.Copied) != 1 {
		t.Errorf("copied %q", d.Copied)
	}
	f.Set(cas1, "description", []byte("changed by somebody else"))
	d.Lacks("changed by somebody else")
	d.Press("r")
	d.Sees("changed by somebody else")
}

// What needs an object says so before one is open.
func TestKeysThatNeedAnObject(t *testing.T) {
	for _, key := range []string{"p", "m", "=", "r", "a"} {
		d, _ := console(t)
		d.Press("o", key)
		d.Sees("open an object first")
	}
}

// A search takes a part of a name, a DN, or a filter; a filter that is none is refused
// where it is typed.
func TestSearches(t *testing.T) {
	for typed, want := range map[string]string{
		"alice": "CN=alice,CN=Users", cas1: "CN=CAS1,OU=Exchange", "(sAMAccountName=CAS1$)": "CN=CAS1,OU=Exchange",
	} {
		d, _ := console(t)
		d.Press("o", "/")
		d.Type(typed)
		d.Press("enter")
		d.Sees(want)
	}
	d, _ := console(t)
	d.Press("o", "/")
	d.Type("((")
	d.Press("enter")
	d.Lacks("CN=CAS1,OU")
	d.Press("esc")
	d.Press("o", "/")
	d.Type("nobody-of-that-name")
	d.Press("enter")
	d.Lacks("CN=CAS1,OU=Exchange", "CN=alice")
}

// An object that is not there is told with the reason, and is no empty object.
func TestNoSuchObject(t *testing.T) {
	d, _ := console(t)
	open(d, "CN=GONE,"+uitest.Domain)
	d.Sees("there is no such object, or the account may not see it")
	d.Lacks("objectClass")
}

// Two objects are held against each other.
func TestACompare(t *testing.T) {
	d, _ := console(t)
	open(d, cas1)
	d.Press("=")
	d.Type("CN=CASARRAY-ASA,CN=Computers," + uitest.Domain)
	d.Press("enter")
	d.Sees("‹ exchangeRFR/outlook.contoso.lab", "› http/mail.contoso.lab") // whose it is
	d.Press("y")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "\n< exchangeRFR/outlook.contoso.lab") || !strings.Contains(d.Copied[0], "\n> http/mail") {
		t.Errorf("copied %q", d.Copied)
	}
}

// An object of just the name that was typed comes before those that only hold it, is
// found again when deleted objects are shown, too, and can be searched for by number.
func TestTheObjectThatWasMeantIsFirst(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	f.Add("CN=Aadmins,"+uitest.Domain, "group", "adminlist")
	f.Add("CN=admin,"+uitest.Domain, "user", "admin")
	d := uitest.New(t, uitest.Console(f), clock, 120, 30)
	d.Press("o", "/")
	d.Type("admin")
	d.Press("enter")
	d.Sees("Objects › CN=admin,", "found: admin")
	d.Press("D")
	d.Sees("found: admin", "with deleted objects")
	open(d, cas1)
	d.Sees("▿ opened", "▸  ▹ CAS1")
	d.Press("D")
	d.Sees("▿ opened", "▸  ▹ CAS1", "with deleted objects", "exchangeRFR/outlook.contoso.lab")
	d.Lacks("found:")
	d.Press("esc", "o")
	d.Press("/")
	d.Type("cas1")
	d.Press("enter")
	d.Press("f")
	d.Sees("1 cas1", "2 admin")
}
