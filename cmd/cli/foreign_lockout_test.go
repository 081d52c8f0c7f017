package cli

import "time"

// locked makes a service whose account was locked out some time ago.
func (f *foreignForest) locked(name string, ago time.Duration) (dn string) {
	dn = f.service("{stem}"+name, "http/{stem}"+name+".{realm}")
	put(f, dn, "lockoutTime", filetime(ago))
	return dn
}

func lockedAsk(name string, is bool) []foreignAsk {
	ask := foreignAsk{args: unreachable("http/{stem}" + name + ".{realm}")}
	if is {
		ask.want = []string{"F account-locked {stem}" + name}
	} else {
		ask.silent = []string{"F account-locked", "U account-locked"}
	}
	return []foreignAsk{ask}
}

// foreignLockoutStates are accounts that a policy of their own, their group's or somebody
// else's keeps locked out for longer or shorter than the domain's does (thirty minutes).
var foreignLockoutStates = []foreignState{
	{"lock-out policies", "its own, of a day: still locked after two hours", func(f *foreignForest) {
		f.policy(f.locked("day", 2*time.Hour), 3, 24*time.Hour)
	}, lockedAsk("day", true)},
	{"lock-out policies", "its own, of a minute: free after five", func(f *foreignForest) {
		f.policy(f.locked("mint", 5*time.Minute), 3, time.Minute)
	}, lockedAsk("mint", false)},
	{"lock-out policies", "its group's, for ever", func(f *foreignForest) {
		f.policy(f.groupOf("vault", f.locked("ever", 90*24*time.Hour)), 3, 0)
	}, lockedAsk("ever", true)},
	{"lock-out policies", "another account's", func(f *foreignForest) {
		f.locked("free", 2*time.Hour)
		f.policy(f.plain("{stem}else"), 3, 24*time.Hour)
	}, lockedAsk("free", false)},
	{"lock-out policies", "lockoutTime is hidden from a search of the forest", func(f *foreignForest) {
		f.hide(f.locked("mist", time.Minute), idLockoutTime)
		f.service("{stem}dawn", "http/{stem}dawn.{realm}")
	}, []foreignAsk{{args: []string{"check", "account-locked"}, want: []string{"U account-locked {stem}mist"}, silent: []string{"U account-locked {stem}dawn", "F account-locked {stem}dawn"}, exits: []int{1, 3}}}},
	{"lock-out policies", "its own, and lockoutTime is hidden", func(f *foreignForest) {
		dn := f.locked("veil", 2*time.Hour)
		f.policy(dn, 3, 24*time.Hour)
		f.hide(dn, idLockoutTime)
	}, []foreignAsk{{args: unreachable("http/{stem}veil.{realm}"), exits: []int{1, 3}}}},
}

// idLockoutTime is the schemaIDGUID of lockoutTime (MS-ADA1).
const idLockoutTime = "28630ebf-41d5-11d1-a9c1-0000f80367c1"
