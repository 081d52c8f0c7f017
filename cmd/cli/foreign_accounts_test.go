package cli

import (
	"fmt"
	"time"
)

// The schemaIDGUIDs of attributes that a state hides (MS-ADA1, MS-ADA2, MS-ADA3).
const (
	idSPN     = "f3a64788-5306-11d1-a9c5-0000f80367c1"
	idUAC     = "bf967a68-0de6-11d0-a285-00aa003049e2"
	idExpires = "bf967915-0de6-11d0-a285-00aa003049e2"
	idETypes  = "20119867-1d04-4ab7-9371-cfc3d5df0afd"

	idMemberOf = "bf967991-0de6-11d0-a285-00aa003049e2"
)

// filetime is a time as Active Directory stores it: steps of 100 ns since 1601.
func filetime(ago time.Duration) string {
	return fmt.Sprint((time.Now().Add(-ago).Unix() + 11644473600) * 10_000_000)
}

func put(f *foreignForest, dn, attribute, value string) {
	f.Plant("dn: " + dn + "\nchangetype: modify\nreplace: " + attribute + "\n" + attribute + ": " + value + "\n")
}

func unreachable(host string) []string {
	return []string{"walk", "service-unreachable", "--set", "service=" + host}
}

// foreignStates are the states of accounts: who they are, what state they are in,
// and what a reader without rights can know of that.
var foreignStates = []foreignState{
	{"identity", "a user beside a computer of the same name", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"kiosk")
		f.service("{stem}kiosk", "http/{stem}menu.{realm}")
	}, []foreignAsk{
		{args: unreachable("http/{stem}menu.{realm}"), silent: []string{"F spn-misplaced", "F account-disabled", "F account-missing"}},
		{args: []string{"setspn", "-L", "-U", "{stem}kiosk"}, exits: []int{0}},
	}},
	{"identity", "the computer beside it is disabled", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"till")
		f.service("{stem}till", "http/{stem}cash.{realm}")
		f.Tool("user", "disable", f.stem+"till$")
	}, []foreignAsk{{args: unreachable("http/{stem}cash.{realm}"), silent: []string{"F account-disabled", "F spn-misplaced"}}}},
	{"identity", "the user is disabled, and not the computer beside it", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"desk")
		f.service("{stem}desk", "http/{stem}help.{realm}")
		f.Tool("user", "disable", f.stem+"desk")
	}, []foreignAsk{{args: unreachable("http/{stem}help.{realm}"), want: []string{"F account-disabled {stem}desk"}, exits: []int{1}}}},
	{"identity", "a name that two accounts answer to", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"twin")
		f.service("{stem}twin", "http/{stem}pair.{realm}")
	}, []foreignAsk{{args: []string{"show", "{stem}twin"}, exits: []int{2}}}},

	{"account state", "disabled, and called like its host", func(f *foreignForest) {
		f.service("{stem}wiki", "http/{stem}wiki.{realm}")
		f.Tool("user", "disable", f.stem+"wiki")
	}, []foreignAsk{
		{args: []string{"check", "account-disabled"}, want: []string{"F account-disabled {stem}wiki"}},
		{args: []string{"ticket", "http/{stem}wiki.{realm}"}, want: []string{"R owner-disabled"}, exits: []int{1}},
	}},
	{"account state", "expired, and called like its host", func(f *foreignForest) {
		f.SetAttr(f.service("{stem}blog", "http/{stem}blog.{realm}"), "accountExpires", "131000000000000000")
	}, []foreignAsk{
		{args: []string{"check", "account-expired"}, want: []string{"F account-expired {stem}blog"}},
		{args: []string{"ticket", "http/{stem}blog.{realm}"}, want: []string{"R owner-disabled"}, exits: []int{1}},
	}},
	{"account state", "a retired computer with its own names", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"gone")
		f.Tool("spn", "add", f.fill("HOST/{stem}gone.{realm}"), f.stem+"gone$")
		f.Tool("user", "disable", f.stem+"gone$")
	}, []foreignAsk{{args: []string{"check", "account-disabled"}, silent: []string{"F account-disabled {stem}gone$"}}}},
	{"account state", "expires next year", func(f *foreignForest) {
		f.SetAttr(f.service("{stem}fine", "http/{stem}fine.{realm}"), "accountExpires", filetime(-365*24*time.Hour))
	}, []foreignAsk{{args: []string{"ticket", "http/{stem}fine.{realm}"}, want: []string{"R ok"}, exits: []int{0}}}},
	{"account state", "locked a minute ago", func(f *foreignForest) {
		put(f, f.service("{stem}lock", "http/{stem}lock.{realm}"), "lockoutTime", filetime(time.Minute))
	}, []foreignAsk{{args: unreachable("http/{stem}lock.{realm}"), want: []string{"F account-locked {stem}lock"}}}},
	{"account state", "locked last week, by a policy of thirty minutes", func(f *foreignForest) {
		put(f, f.service("{stem}free", "http/{stem}free.{realm}"), "lockoutTime", filetime(7*24*time.Hour))
	}, []foreignAsk{{args: unreachable("http/{stem}free.{realm}"), silent: []string{"F account-locked"}}}},

	{"hidden attributes", "whether it is disabled", func(f *foreignForest) {
		dn := f.service("{stem}mask", "http/{stem}mask.{realm}")
		f.Tool("user", "disable", f.stem+"mask")
		f.hide(dn, idUAC)
	}, []foreignAsk{
		{args: unreachable("http/{stem}mask.{realm}"), want: []string{"U account-disabled"}, exits: []int{1, 3}},
		{args: []string{"ticket", "http/{stem}mask.{realm}"}, silent: []string{"R ok"}, exits: []int{1, 3}},
	}},
	{"hidden attributes", "when it expires", func(f *foreignForest) {
		f.hide(f.service("{stem}when", "http/{stem}when.{realm}"), idExpires)
	}, []foreignAsk{{args: unreachable("http/{stem}when.{realm}"), want: []string{"U account-expired"}, exits: []int{1, 3}}}},
	{"hidden attributes", "its SPNs", func(f *foreignForest) {
		f.hide(f.service("{stem}veil", "http/{stem}veil.{realm}"), idSPN)
	}, []foreignAsk{{args: []string{"walk", "lb-namespace", "--set", "namespace={stem}veil.{realm}", "--set", "asa={stem}veil"}, silent: []string{"F spn-missing http/{stem}veil.{realm}"}}}},
	{"hidden attributes", "its encryption types", func(f *foreignForest) {
		dn := f.service("{stem}fog", "http/{stem}fog.{realm}")
		f.SetAttr(dn, "msDS-SupportedEncryptionTypes", "4")
		f.hide(dn, idETypes)
	}, []foreignAsk{{args: unreachable("http/{stem}fog.{realm}"), want: []string{"U etype-rc4-only"}, silent: []string{"F etype-no-aes-key", "F etype-unset"}}}},
	{"hidden attributes", "nothing is hidden", func(f *foreignForest) {
		f.service("{stem}open", "http/{stem}open.{realm}")
	}, []foreignAsk{{args: unreachable("http/{stem}open.{realm}"), silent: []string{"U account-disabled", "U account-expired", "U account-locked", "U etype-rc4-only", "U spn-missing"}}}},
}
