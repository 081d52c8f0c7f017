package cli

import (
	"encoding/json"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

var atSite = unreachable("http://{stem}.{realm}:8080/")

// working makes a service with a site that has its keytab, and then changes it.
func working(change func(f *foreignForest, dn string)) func(f *foreignForest) {
	return func(f *foreignForest) {
		dn := f.service("{stem}", "http/{stem}.{realm}")
		f.file = f.ExportKeytab(f.fill("http/{stem}.{realm}"))
		f.site("{stem}", adtest.WebOptions{Keytab: f.file})
		change(f, dn)
	}
}

func stillWorks(name string, change func(f *foreignForest, dn string)) foreignState {
	return foreignState{kind: "odd accounts", name: name, build: working(change), asks: []foreignAsk{{args: atSite, silent: []string{"F account-no-password", "F account-expired", "F account-disabled", "F service-refuses-ticket", "F ticket-refused"}, exits: []int{0}}}}
}

func flags(uac int) func(f *foreignForest, dn string) {
	return func(f *foreignForest, dn string) { f.uac(dn, uac) }
}

// unplanned fails where a plan would write something.
func unplanned(t *testing.T, answer string) {
	t.Helper()
	var a struct{ Plan struct{ Changes []any } }
	if err := json.Unmarshal([]byte(answer), &a); err != nil || len(a.Plan.Changes) > 0 {
		t.Errorf("planned %v %v", a.Plan.Changes, err)
	}
}

// foreignOddStates are accounts in states that look like a cause and are none, and such
// that are one.
var foreignOddStates = []foreignState{
	stillWorks("its password has expired", func(f *foreignForest, dn string) { put(f, dn, "pwdLastSet", filetime(90*24*time.Hour)) }),
	{kind: "odd accounts", name: "a smart card is required since the keytab was made", build: working(func(f *foreignForest, dn string) { f.SetAttr(dn, "userAccountControl", "262656") }),
		asks: []foreignAsk{{args: atSite, want: []string{"F service-refuses-ticket"}, silent: []string{"F account-disabled", "F spn-missing"}, exits: []int{1}}}},
	{kind: "odd accounts", name: "DES alone by its flag", build: working(flags(0x200200)),
		asks: []foreignAsk{{args: atSite, want: []string{"F etype-des-only {stem}"}, silent: []string{"F spn-missing", "F service-refuses-ticket"}, exits: []int{1}}}},
	stillWorks("it must change its password", func(f *foreignForest, dn string) { f.SetAttr(dn, "pwdLastSet", "0") }),
	stillWorks("no authorization data, not delegated, reversible", flags(0x2000200|0x100000|0x80)),
	stillWorks("an SPN of its own beside a computer's HOST", func(f *foreignForest, _ string) {
		f.PlantSPN(f.machine("{stem}box", "28"), f.fill("HOST/{stem}.{realm}"))
	}),
	{kind: "odd accounts", name: "the owner was deleted", build: working(func(f *foreignForest, _ string) { f.Tool("user", "delete", f.stem) }),
		asks: []foreignAsk{{args: atSite, want: []string{"F spn-missing http/{stem}.{realm}"}, silent: []string{"F service-refuses-ticket"}, exits: []int{1}}, {args: ticketFor("http/{stem}.{realm}"), want: []string{"R missing"}, exits: []int{1}}}},

	{kind: "plans on a doubt", name: "nothing is listed, and no service can be asked", build: func(f *foreignForest) { f.machine("{stem}", "", "http/{stem}lb.{realm}") },
		asks: []foreignAsk{{args: namespaceOf, want: []string{"F etype-unset {stem}$"}, exits: []int{1, 3}, check: unplanned}}},
	{kind: "plans on a doubt", name: "nothing is listed, and the service reads RC4", build: func(f *foreignForest) {
		f.machine("{stem}", "", "http/{stem}lb.{realm}")
		f.file = f.ExportKeytab(f.fill("http/{stem}lb.{realm}"))
		f.site("{stem}lb", adtest.WebOptions{Keytab: f.file})
	}, asks: []foreignAsk{{args: namespaceOf, exits: []int{1, 3}, check: unplanned}}},
	{kind: "plans on a doubt", name: "AES is listed", build: func(f *foreignForest) { f.machine("{stem}", "28", "http/{stem}lb.{realm}") },
		asks: []foreignAsk{{args: namespaceOf, silent: []string{"F etype-unset"}, check: unplanned}}},
}

var namespaceOf = []string{"walk", "lb-namespace", "--set", "namespace={stem}lb.{realm}", "--set", "asa={stem}$"}
