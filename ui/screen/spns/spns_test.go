package spns_test

import (
	"context"
	"errors"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

// A search lists each SPN with its owner, and its keys lead to the account and to
// a ticket; the key that opens the field is no part of the pattern.
func TestSPNsAreFoundAndFollowed(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 100, 30)
	d.Press("s", "/")
	d.Type("mail")
	d.Press("enter")
	d.Sees("http/mail.contoso.lab", "CASARRAY-ASA$", "1 row")
	d.Press("t")
	d.Sees("Tickets", "ticket issued")
	d.Press("esc", "enter")
	d.Sees("Objects", "CASARRAY-ASA")
}

// Duplicates are listed with every owner, and the pattern of an earlier search is
// gone.
func TestDuplicatesNameEveryOwner(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	f.Add("CN=WEB9,CN=Computers,"+uitest.Domain, "computer", "WEB9$", "HTTP/MAIL.contoso.lab")
	d := uitest.New(t, uitest.Console(f), clock, 100, 30)
	d.Press("s")
	d.Type("cas1")
	d.Press("enter", "D")
	d.Sees("http/mail.contoso.lab", "CASARRAY-ASA$", "WEB9$")
	d.Lacks("› cas1")
}

// A search that fails says why, and is not an empty list.
func TestASearchThatFailsIsNotEmpty(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	b.Directory = broken{f}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("s")
	d.Type("mail")
	d.Press("enter")
	d.Sees("the line went dead")
	d.Lacks("0 rows")
}

// broken is a directory that answers no search.
type broken struct{ *uitest.Forest }

func (broken) Search(context.Context, ad.Query, func(ad.Entry) error) (ad.Coverage, error) {
	return ad.Coverage{}, errors.New("the line went dead")
}
