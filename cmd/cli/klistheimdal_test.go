package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// heimdalCaches are those that MIT's klist is compared on, and what Heimdal lays out in
// a way of its own: columns are as wide as their widest text, so that a cache of ended
// tickets has narrower ones; every flag has its name.
func heimdalCaches(t *testing.T) []string {
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, flags: 0x40e00000, start: -time.Hour, end: time.Hour}
	late := tgt
	late.server, late.end, late.flags = "ldap/dc1.example.test@EXAMPLE.TEST", -time.Minute, 0x40240000
	out := []string{writeCache(t, anna, tgt, late), writeCache(t, anna, late), writeCache(t, anna, tgt, cacheEntry{client: "o to/x y@EXAMPLE.TEST",
		server: "HTTP/a b\\c@OTHER.TEST", skey: 23, etype: 23, start: -time.Hour, end: time.Hour})}
	web, soon := tgt, late
	web.server, web.end, soon.end = "HTTP/web1.example.test@EXAMPLE.TEST", 5*time.Hour, 30*time.Minute
	ended := tgt
	ended.end = -time.Minute
	for _, entries := range [][]cacheEntry{{web, soon}, {soon, web}, {web, tgt}, {soon, tgt}, {tgt, soon}, {web, ended}, {ended, web}, {late, web}} {
		out = append(out, writeCache(t, anna, entries...))
	}
	var each []cacheEntry
	for bit := range 32 {
		one := tgt
		one.server, one.flags = fmt.Sprintf("bit/%d@EXAMPLE.TEST", bit), 1<<bit
		each = append(each, one)
	}
	all := tgt
	all.flags = 0xffffffff
	return append(out, writeCache(t, anna, append(each, all)...))
}

// What eyes and scripts know from Heimdal's klist they find in its layout here, byte
// for byte. Two things differ on purpose: a ticket that MIT's library has deleted in
// place is listed by Heimdal, as one of 1969, and is left out here; and Heimdal refuses
// to list what others may read.
func TestKlistPrintsWhatHeimdalPrints(t *testing.T) {
	theirs := adtest.HeimdalKlist(t)
	withConfig(t, "")
	t.Setenv("LC_ALL", "C")
	t.Setenv("KRB5_CONFIG", "/dev/null")
	compared := 0
	compare := func(ours, args []string) {
		t.Helper()
		want, status := theirs(args...)
		// The list of caches adds what is left of a ticket's life to the clock, which is read
		// a second time for it: where a second begins between the two, it is one late.
		for again := ""; args[0] == "-l" && again != want; {
			again = want
			want, _ = theirs(args...)
		}
		code, got, errs := command(t, append([]string{"klist", "--style", "heimdal"}, ours...)...)
		if got != want {
			t.Errorf("klist %s\n%s\nis not\n%s\n%s", ours, got, want, errs)
		}
		if ours[0] == "-s" || ours[0] == "-t" {
			if code != status {
				t.Errorf("klist %s: exit code %d, Heimdal's is %d", ours, code, status)
			}
		}
		compared++
	}
	for _, file := range append(listed(t), heimdalCaches(t)...) {
		t.Setenv("KRB5CCNAME", "FILE:"+file)
		if hidden, _ := theirs("--hidden"); strings.Contains(hidden, " 1969 ") {
			continue
		}
		for _, switches := range []string{"", "-f", "-v", "-C", "-v -C", "-f -C", "-s", "-t"} {
			theirs := append(strings.Fields(strings.ReplaceAll(switches, "-C", "--hidden")), "-c", file)
			compare(append(strings.Fields(switches), file), theirs)
		}
		compare([]string{"-l"}, []string{"-l"})
		for _, switches := range []string{"-A", "-A -f", "-A -v"} {
			compare(strings.Fields(switches), strings.Fields(switches))
		}
	}
	fmt.Printf("klist: %d outputs compared with Heimdal's\n", compared)
}
