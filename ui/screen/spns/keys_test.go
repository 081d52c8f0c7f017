package spns_test

import (
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

func console(t *testing.T, add func(*uitest.Forest)) (*uitest.Driver, *uitest.Forest) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	if add != nil {
		add(f)
	}
	return uitest.New(t, uitest.Console(f), clock, 100, 30), f
}

// The rows are sorted, filtered, copied and asked for again.
func TestTheList(t *testing.T) {
	d, f := console(t, nil)
	d.Press("s")
	d.Type("*")
	d.Press("enter")
	d.Sees("3 rows", "http/mail.contoso.lab", "exchangeRFR/outlook.contoso.lab", "HOST/cas1.contoso.lab")
	d.Press(">")
	v := d.View()
	if strings.Index(v, "exchangeRFR/") > strings.Index(v, "http/mail") {
		t.Errorf("not sorted by SPN:\n%s", v)
	}
	d.Press("<")
	if v = d.View(); strings.Index(v, "exchangeRFR/") < strings.Index(v, "http/mail") {
		t.Errorf("not turned round:\n%s", v)
	}
	d.Press("y", "esc")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "http/mail.contoso.lab") {
		t.Errorf("copied %q", d.Copied)
	}
	f.Add("CN=NEW,"+uitest.Domain, "computer", "NEW$", "http/new.contoso.lab")
	d.Press("r")
	d.Sees("4 rows", "http/new.contoso.lab")
	d.Press("esc")
	d.Sees("Walk me through")
}

// Nothing found is told as such, with where it was looked for.
func TestNothingFound(t *testing.T) {
	d, _ := console(t, nil)
	d.Press("s")
	d.Type("gopher/")
	d.Press("enter")
	d.Sees("in the whole forest", "0 rows")
	d.Press("enter")
	d.Lacks("Objects")
	d.Press("D")
	d.Lacks("gopher", "✗")
}

// A lookalike is shown with the number of its letter: the eye would take it for another.
func TestALookAlikeIsMarked(t *testing.T) {
	d, _ := console(t, func(f *uitest.Forest) {
		f.Add("CN=EVIL,"+uitest.Domain, "computer", "EVIL$", "http/m\u0430il.contoso.lab")
	})
	d.Press("s")
	d.Type("il.contoso")
	d.Press("enter")
	d.Sees("‹U+0430›", "EVIL$")
}
