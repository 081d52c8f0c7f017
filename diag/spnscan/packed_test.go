package spnscan

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// What an account is packed into is unpacked to the same account, whichever of its
// texts others have too and however its SPNs are written.
func TestPackedAccountsAreTheSame(t *testing.T) {
	long := strings.Repeat("x", 5000)
	accounts := []ad.Account{
		{DN: "CN=pc1,OU=Computers,DC=a,DC=test", GUID: "8a3b4c5d-0011-2233-4455-66778899aabb", SID: "S-1-5-21-1-2-3-1104", Name: "PC1$", DNSHostName: "pc1.a.test", Classes: []string{"top", "computer"},
			ETypes: 28, ETypesSet: true, PasswordSet: time.Unix(1700000000, 500).UTC(), Expires: time.Unix(-5, 0).UTC(), Unread: []string{"lockoutTime"}, UnreadWhy: "hidden", Garbled: []string{"a\x00b", "c"},
			SPNs: []string{"HOST/PC1", "HOST/pc1.a.test", "HOST/pc1", "HOST/pc1.a.test:80", "HOST/pc1.a.test/a.test", "http/pc11", "http/PC1x", "MSSQLSvc/pc1.a.test:1433", "http/other", "/pc1", "HOST/", "", "plain", "http/\u0430", "x/y/pc1", long + "/pc1"}},
		{DN: `CN=a\,b,DC=a,DC=test`, GUID: "8A3B4C5D-0011-2233-4455-66778899AABB", SID: "S-1-5-21-1-2-3-01104", UPN: "b@a.test", Classes: []string{"top", "computer"}, PasswordNever: true, UAC: ad.UACDisabled, SPNs: []string{"HOST/b"}},
		{DN: "no commas", GUID: "not one", SID: "none", Name: "$", DNSHostName: ".", Classes: []string{"top\x00computer"}, SPNs: []string{"HOST/.", "a/.:1"}},
		{DN: ",", DNSHostName: "label", SPNs: []string{"http/label", "http/label/x"}},
		{DN: long + "," + long, GUID: "8a3b4c5d00112233445566778899aabb-----", Classes: []string{long}, SPNs: []string{"a"}},
	}
	for range 3 { // shared texts are met again
		var s store
		for _, a := range accounts {
			s.add(a)
		}
		for i, want := range accounts {
			got := s.account(i)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%d is\n%+v, want\n%+v", i, got, want)
			}
			k := 0
			s.spns(i, func(value []byte) {
				if string(value) != want.SPNs[k] || s.spn(i, k) != want.SPNs[k] {
					t.Errorf("%d, SPN %d: %q and %q, want %q", i, k, value, s.spn(i, k), want.SPNs[k])
				}
				k++
			})
			if k != len(want.SPNs) {
				t.Errorf("%d: %d SPNs", i, k)
			}
		}
		accounts = append(accounts, accounts...)
	}
}

// An index that is full holds what it says, and what is made of it is bounded,
// whatever a directory sends.
func TestNothingFillsMoreThanTheBound(t *testing.T) {
	if testing.Short() || adtest.Racing {
		t.Skip("fills an index again and again; .ci/diagnosis does it without the race detector")
	}
	many := func(n int, value func(k int) string) []string {
		spns := make([]string, n)
		for k := range spns {
			spns[k] = value(k)
		}
		return spns
	}
	kinds := map[string]func(i int) ad.Account{
		"computers": func(i int) ad.Account {
			name := fmt.Sprintf("PC%07d", i)
			dns := strings.ToLower(name) + ".corp.example.test"
			return ad.Account{DN: "CN=" + name + ",OU=Workstations,OU=Berlin,OU=Sites,DC=corp,DC=example,DC=test", GUID: fmt.Sprintf("8a3b4c5d-0011-2233-4455-6677%08x", i), SID: fmt.Sprintf("S-1-5-21-1111111111-2222222222-3333333333-%d", i), Name: name + "$", DNSHostName: dns, Classes: []string{"top", "person", "organizationalPerson", "user", "computer"}, PasswordSet: time.Unix(int64(1700000000+i), 0),
				SPNs: []string{"HOST/" + name, "HOST/" + dns, "RestrictedKrbHost/" + name, "RestrictedKrbHost/" + dns, "TERMSRV/" + name, "TERMSRV/" + dns, "WSMAN/" + strings.ToLower(name), "WSMAN/" + dns}}
		},
		"nothing but an empty SPN": func(int) ad.Account { return ad.Account{SPNs: []string{""}} },
		"one short SPN":            func(i int) ad.Account { return ad.Account{SPNs: []string{fmt.Sprint(i)}} },
		"all different": func(i int) ad.Account {
			x := fmt.Sprint(i)
			return ad.Account{DN: x + "," + x, GUID: x, SID: x + "-" + x, Name: x, DNSHostName: x + "." + x, Classes: []string{x}, Unread: []string{x}, Garbled: []string{x, x, x}, SPNs: []string{x + "/" + x}}
		},
		"many lists": func(i int) ad.Account {
			return ad.Account{Classes: many(1000, func(k int) string { return "" }), Garbled: []string{fmt.Sprint(i)}, SPNs: []string{"a/b"}}
		},
		"the same SPNs, much shared": func(i int) ad.Account {
			return ad.Account{DN: fmt.Sprint("CN=", i), SPNs: many(20_000, func(k int) string { return fmt.Sprint("http/h", k) })}
		},
		"a pair of each": func(i int) ad.Account {
			return ad.Account{DN: fmt.Sprint("CN=", i), SPNs: many(1000, func(k int) string { return fmt.Sprint("http/h", i/2*1000+k) })}
		},
		"one SPN everywhere": func(i int) ad.Account { return ad.Account{DN: fmt.Sprint("CN=", i), SPNs: []string{"http/x"}} },
		"strange": func(i int) ad.Account {
			return ad.Account{DN: fmt.Sprint("CN=", i), SPNs: []string{fmt.Sprintf("http/\u0430%d", i)}}
		},
		"strange and alike": func(i int) ad.Account {
			return ad.Account{DN: fmt.Sprint("CN=", i), SPNs: []string{fmt.Sprintf("http/\u0430%d", i%9), fmt.Sprintf("http/a%d", i%9)}}
		},
		"long and strange": func(i int) ad.Account {
			return ad.Account{DN: fmt.Sprint("CN=", i), SPNs: []string{strings.Repeat("\u0430\ufdfa", 1000) + fmt.Sprint(i)}}
		},
		"aliases of another": func(i int) ad.Account {
			return ad.Account{DN: fmt.Sprint("CN=", i), UAC: ad.UACDisabled, Expires: time.Unix(1, 0), SPNs: many(50, func(k int) string { return []string{"HOST/f", "cifs/f"}[i%2] + fmt.Sprint(i/2*50+k) })}
		},
		"large accounts": func(i int) ad.Account {
			return ad.Account{DN: strings.Repeat("D", 10_000) + fmt.Sprint(i), UnreadWhy: strings.Repeat("W", 10_000), UAC: ad.UACDisabled, SPNs: []string{"http/other"}}
		},
	}
	live := func() int {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc >> 10)
	}
	for name, make := range kinds {
		before := live()
		x := New([]string{"cifs", "http"})
		n := 0
		for x.Add(make(n)) {
			n++
		}
		kept := live() - before
		v := x.Value(ad.Coverage{Forest: true, Source: ad.Source{At: time.Unix(1800000000, 0)}})
		all := live() - before
		t.Logf("%-28s %7d accounts, %7d values: %3d MB kept, %3d MB with what is made of it, %5d groups, cut short %v", name, n, v.Values, kept>>10, all>>10, len(v.Groups), v.Coverage.Truncated)
		if kept > (MaxBytes>>10)*11/10 {
			t.Errorf("%s: the index keeps %d MB", name, kept>>10)
		}
		if all > (MaxBytes>>10)*2 {
			t.Errorf("%s: %d MB with what is made of it", name, all>>10)
		}
		if name == "computers" && n < 120_000 {
			t.Errorf("only %d computers find room", n)
		}
		runtime.KeepAlive(x)
	}
}
