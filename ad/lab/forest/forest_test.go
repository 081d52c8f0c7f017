package forest

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/store"
)

var now = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

func contoso(t *testing.T) *Forest {
	t.Helper()
	f, err := Contoso(func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The healthy forest is healthy: every SPN has one owner, every account with SPNs can log
// on and lists AES, every name that a member needs is in DNS.
func TestTheHealthyForest(t *testing.T) {
	f := contoso(t)
	seen := map[string]string{}
	f.Tree.Search(f.Base, store.ScopeSub, store.Present("servicePrincipalName"), false, func(e *store.Entry) bool {
		uac := store.UAC(e)
		if uac.Has(ad.UACDisabled) && e.Text("sAMAccountName") != "krbtgt" {
			t.Errorf("%s has SPNs and is disabled", e.DN)
		}
		for _, spn := range e.Texts("servicePrincipalName") {
			if _, err := ad.ParseSPN(spn); err != nil {
				t.Errorf("%s: %v", e.DN, err)
			}
			key := ad.FoldSPN(spn)
			if other := seen[key]; other != "" {
				t.Errorf("%s is on %s and %s", spn, other, e.DN)
			}
			seen[key] = e.DN
		}
		return true
	})
	for _, spn := range f.ExpectedSPNs() {
		if seen[ad.FoldSPN(spn)] == "" {
			t.Errorf("%s has no owner", spn)
		}
	}
	if len(f.Seeded) > 0 {
		t.Errorf("something is planted: %+v", f.Seeded)
	}
	for _, m := range f.Hosts {
		for _, host := range m.Hosts {
			if r, ok := f.Resolve(host); !ok || len(r.Addresses) == 0 && r.CNAME == "" {
				t.Errorf("%s of %s is not in DNS", host, m.Name)
			}
		}
	}
}

// Changes of an account are what their names say, and every one of them is written down by
// the controller.
func TestAccounts(t *testing.T) {
	f := contoso(t)
	account := func(name string) *store.Entry {
		t.Helper()
		e := f.Tree.Account(name)
		if e == nil {
			t.Fatalf("no account %s", name)
		}
		return e
	}
	before := account(AppAccount)
	f.SetPassword(AppAccount, "another", 48*time.Hour)
	after := account(AppAccount)
	if after.Secret.KVNO != before.Secret.KVNO+1 || after.Secret.Password != "another" || len(after.Secret.Previous) != len(before.Secret.Previous)+1 || !f.PasswordSet(AppAccount).Equal(now.Add(-48*time.Hour)) {
		t.Errorf("a new password: version %d after %d, set %s", after.Secret.KVNO, before.Secret.KVNO, f.PasswordSet(AppAccount))
	}
	f.SetFlags(AppAccount, ad.UACDisabled)
	if !store.UAC(account(AppAccount)).Has(ad.UACDisabled) || !store.UAC(account(AppAccount)).Has(ad.UACNormal) {
		t.Error("a flag is set beside the others")
	}
	f.ClearFlags(AppAccount, ad.UACDisabled)
	if store.UAC(account(AppAccount)).Has(ad.UACDisabled) {
		t.Error("a flag is cleared")
	}
	f.SetKeys(AppAccount, 23)
	if _, ok := account(AppAccount).Secret.Key(18); ok {
		t.Error("a key of a type that was taken away")
	}
	f.AddValue(f.DN(AppAccount), "servicePrincipalName", "http/WEB1")
	if got := account(AppAccount).Texts("servicePrincipalName"); got[len(got)-1] != "http/WEB1" {
		t.Errorf("SPNs %q", got)
	}
	if f.Err() != nil {
		t.Errorf("%v", f.Err())
	}
	f.DN("no-such-account")
	if f.Err() == nil {
		t.Error("a mistake of a scenario is not told")
	}
}

// The controllers' clock moves alone; a second controller gets every change until it lags.
func TestControllers(t *testing.T) {
	f := contoso(t)
	f.SetClock(12 * time.Minute)
	if f.Tree.Now().Sub(f.Now()) != 12*time.Minute {
		t.Errorf("the controllers' clock is %s off", f.Tree.Now().Sub(f.Now()))
	}
	f = contoso(t)
	f.AddSecondDC()
	has := func(spn string) bool { return len(f.Replica.Owners(spn)) > 0 }
	change := func(spn string) {
		t.Helper()
		admin := store.Identity{Secret: &store.Secret{May: []string{"*"}}}
		if res := f.Tree.Modify(admin, f.DN(AppAccount), []store.Mod{{Op: store.OpAdd, Attribute: "servicePrincipalName", Values: [][]byte{[]byte(spn)}}}); res.Code != store.Success {
			t.Fatalf("%+v", res)
		}
	}
	if change("http/one.contoso.lab"); !has("http/one.contoso.lab") {
		t.Error("a change has not arrived")
	}
	f.Freeze()
	if change("http/two.contoso.lab"); has("http/two.contoso.lab") || !f.Lagging {
		t.Error("a controller that lags received a change")
	}
}

// What a person would paste from the healthy forest is what its tools print, without a
// password of any account in it.
func TestPastesHoldNoPassword(t *testing.T) {
	f := contoso(t)
	for name, text := range f.Notes {
		got := text(f)
		if got == "" {
			t.Errorf("%s is empty", name)
		}
		for _, a := range f.Access {
			if a.Password != "" && strings.Contains(got, a.Password) {
				t.Errorf("%s holds the password of %s", name, a.Name)
			}
		}
	}
}
