package spnscan

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"adwalk/ad"
)

func acc(name string, spns ...string) ad.Account {
	return ad.Account{DN: "CN=" + name, Name: name, SPNs: spns, Classes: []string{"computer"}, DNSHostName: name + ".x"}
}

func disabled(a ad.Account) ad.Account { a.UAC = ad.UACDisabled; return a }

func TestGroups(t *testing.T) {
	hostAliases := []string{"cifs", "http", "spooler"}
	for _, c := range []struct {
		name     string
		accounts []ad.Account
		want     []string
		odd      int
	}{
		{"a forest in order", []ad.Account{acc("web1", "HOST/web1", "HOST/web1.x", "RestrictedKrbHost/web1"), acc("svc", "http/web1.x", "http/web1")}, nil, 0},
		{"exact, in another case", []ad.Account{acc("a", "http/App"), acc("b", "HTTP/app")}, []string{"exact http/App right="}, 0},
		{"the same value twice on one account is one registration", []ad.Account{acc("a", "http/app", "HTTP/APP")}, nil, 0},
		{"only one is enabled", []ad.Account{disabled(acc("a", "http/app")), acc("b", "http/app")}, []string{"exact http/app right=CN=b"}, 0},
		{"the machine keeps its own", []ad.Account{acc("a", "HOST/b.x"), acc("b", "HOST/b.x")}, []string{"exact HOST/b.x right=CN=b"}, 0},
		{"a file service on another account", []ad.Account{acc("f", "HOST/f.x"), acc("svc", "cifs/f.x")}, []string{"alias cifs/f.x right=CN=f"}, 0},
		{"zero width", []ad.Account{acc("a", "http/app"), acc("b", "http/a\u200bpp")}, []string{"lookalike http/app right=CN=a"}, 0},
		{"Cyrillic", []ad.Account{acc("a", "http/app"), acc("b", "http/\u0430pp")}, []string{"lookalike http/app right=CN=a"}, 0},
		{"full width", []ad.Account{acc("a", "http/app"), acc("b", "http/ａpp")}, []string{"lookalike http/app right=CN=a"}, 0},
		{"suspicious alone, and malformed", []ad.Account{acc("a", "http/\u0430pp", `http\x`)}, nil, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(hostAliases)
			for _, a := range c.accounts {
				x.Add(a)
			}
			v := x.Value(ad.Coverage{Forest: true})
			var got []string
			for _, g := range v.Groups {
				got = append(got, fmt.Sprintf("%s %s right=%s", g.Kind, g.SPN, g.Right))
			}
			if !slices.Equal(got, c.want) || len(v.Odd) != c.odd {
				t.Errorf("%q, %d odd", got, len(v.Odd))
			}
		})
	}
}

// A retired computer keeps its own names, and krbtgt is always disabled; a
// disabled service account, a managed one too, leaves clients without a ticket.
func TestDisabledAccountsThatAreMissed(t *testing.T) {
	x := New(nil)
	krbtgt := disabled(acc("krbtgt", "kadmin/changepw"))
	krbtgt.SID = "S-1-5-21-1-2-3-502"
	managed := disabled(acc("gmsa1$", "http/gmsa1.x"))
	managed.DNSHostName, managed.Classes = "gmsa1.x", []string{"top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"}
	for _, a := range []ad.Account{
		managed, disabled(acc("old-pc$", "HOST/old-pc", "HOST/old-pc.x", "TERMSRV/OLD-PC.x")), krbtgt,
		disabled(acc("svc-retired", "http/app.x")), acc("svc-new", "HTTP/app.x"),
		disabled(acc("svc-off", "http/portal.x", "http/portal")), acc("web1$", "HOST/web1"),
	} {
		x.Add(a)
	}
	var got []string
	for _, a := range x.Value(ad.Coverage{Forest: true}).Disabled {
		got = append(got, a.Name)
	}
	if slices.Sort(got); !slices.Equal(got, []string{"gmsa1$", "svc-off"}) {
		t.Errorf("%q", got)
	}
}

func TestExpiredOwnersThatClientsAreSentTo(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	x := New(nil)
	for name, d := range map[string]time.Duration{"gone": -time.Hour, "soon": time.Hour} {
		a := acc("svc-"+name, "http/"+name+".x")
		a.Expires = now.Add(d)
		x.Add(a)
	}
	both := disabled(acc("svc-both", "http/both.x"))
	both.Expires = now.Add(-time.Hour)
	x.Add(both)
	v := x.Value(ad.Coverage{Source: ad.Source{At: now}})
	if len(v.Expired) != 1 || v.Expired[0].Name != "svc-gone" || len(v.Disabled) != 1 {
		t.Errorf("expired %v, disabled %v", v.Expired, v.Disabled)
	}
}

// A site may run as an account of its own: that is no conflict, and worth a word.
func TestWebNamesApartFromTheirMachine(t *testing.T) {
	x := New([]string{"http", "cifs"})
	for _, a := range []ad.Account{acc("web1$", "HOST/web1.x"), acc("svc-web", "http/web1.x"), acc("fs1$", "HOST/fs1.x", "http/fs1.x")} {
		x.Add(a)
	}
	v := x.Value(ad.Coverage{})
	if len(v.Groups) != 0 || len(v.Apart) != 1 || v.Apart[0].SPN != "http/web1.x" || v.Apart[0].Right != "" {
		t.Errorf("%+v", v)
	}
}

func TestWeakOwnersComeFirst(t *testing.T) {
	x := New(nil)
	for name, e := range map[string]ad.SupportedETypes{"aes": 24, "rc4": 4, "unset": 0} {
		a := acc(name, "http/"+name)
		a.ETypes = e
		x.Add(a)
	}
	never := acc("never", "http/never")
	never.ETypes, never.PasswordNever = 24, true
	x.Add(never)
	x.Add(disabled(acc("krbtgt", "kadmin/changepw")))
	var got []string
	for _, a := range x.Value(ad.Coverage{}).Owners {
		got = append(got, a.Name)
	}
	if !slices.Equal(got, []string{"never", "rc4", "unset", "aes"}) {
		t.Errorf("%q", got)
	}
}

func FuzzIndex(f *testing.F) {
	f.Add("http/x", "http/\u200bx", "host/x")
	f.Fuzz(func(_ *testing.T, a, b, c string) {
		x := New([]string{"http", "cifs"})
		x.Add(acc("1", a, b))
		x.Add(acc("2", c, a))
		x.Value(ad.Coverage{})
	})
}

// A directory that answers with accounts of hundreds of thousands of values is judged in a moment and
// in bounded memory, whatever the values are.
func TestAccountsWithTooManyNames(t *testing.T) {
	const many = 100_000
	for name, value := range map[string]func(i, k int) string{
		"all empty":             func(int, int) string { return "" },
		"all the same":          func(int, int) string { return "cifs/files1" },
		"each on both accounts": func(_, k int) string { return fmt.Sprintf("http/h%d", k) },
		"host and alias, both":  func(_, k int) string { return []string{"HOST/f", "cifs/f"}[k%2] },
		"look-alikes":           func(_, k int) string { return fmt.Sprintf("http/\u0430%d", k%1000) },
		"each on one":           func(i, k int) string { return fmt.Sprintf("http/h%d-%d", i, k) },
	} {
		x := New([]string{"cifs", "http"})
		for i := range 2 {
			spns := make([]string, many)
			for k := range spns {
				spns[k] = value(i, k)
			}
			x.Add(acc(fmt.Sprint("a", i), spns...))
		}
		begin := time.Now()
		v := x.Value(ad.Coverage{Forest: true})
		t.Logf("%-22s %6d groups, cut short: %-5v %.1f s", name, len(v.Groups), v.Coverage.Truncated, time.Since(begin).Seconds())
		if len(v.Groups) > MaxGroups || v.Values != 2*many {
			t.Errorf("%s: %d groups of %d values", name, len(v.Groups), v.Values)
		}
		if name == "each on both accounts" && (len(v.Groups) != MaxGroups || !v.Coverage.Truncated || len(v.Groups[0].Holders) != 2) {
			t.Errorf("%s: %d groups, truncated %v", name, len(v.Groups), v.Coverage.Truncated)
		}
	}
}

// Each value of an account is found at its place, on either side of the marks.
func TestValuesByTheirPlace(t *testing.T) {
	for _, n := range []int{1, 63, 64, 65, 128, 129, 1000} {
		x := New(nil)
		var spns []string
		for k := range n {
			spns = append(spns, fmt.Sprintf("http/h%d", k))
		}
		x.Add(acc("other", "http/x"))
		x.Add(acc("a", spns...))
		x.Add(acc("last", spns...))
		for _, account := range []uint32{1, 2} {
			for k, want := range spns {
				if got := x.store.spn(int(account), k); got != want {
					t.Fatalf("%d of %d is %q, want %q", k, n, got, want)
				}
			}
		}
	}
}
