package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// cutFile writes the first n bytes of a file where klist is to read them.
func cutFile(t *testing.T, path string, data []byte, n int) {
	t.Helper()
	if err := os.WriteFile(path, data[:n], 0o600); err != nil {
		t.Fatal(err)
	}
}

// A cache or a keytab that is cut off at any byte is listed as far as it is whole, and
// the damage is said. Where nothing is whole klist fails, as MIT's does; the tickets
// before the damage decide otherwise, since programs use them.
func TestKlistShowsWhatIsWholeOfADamagedFile(t *testing.T) {
	withConfig(t, "")
	t.Setenv("LC_ALL", "C")
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, start: -time.Hour, end: time.Hour}
	web := tgt
	web.server = "HTTP/web1.example.test@EXAMPLE.TEST"
	empty, one, both := writeCache(t, anna), writeCache(t, anna, tgt), writeCache(t, anna, tgt, web)
	keytabs := append(readFile(t, adtest.Keytab(t, "http/web1", "EXAMPLE.TEST", "Key-1", 1)), readFile(t, adtest.Keytab(t, "host/web1", "EXAMPLE.TEST", "Key-1", 2))[2:]...)
	first := len(readFile(t, adtest.Keytab(t, "http/web1", "EXAMPLE.TEST", "Key-1", 1)))
	mit := mitKlist(t)
	for _, kind := range []struct {
		name  string
		args  []string
		data  []byte
		wants map[int]string // what is whole from this length on
		ends  []int          // where something is whole and nothing is damaged
		bare  int            // from here on a list can be had
		valid int            // from here on the ticket-granting ticket is whole
	}{
		{"cache", []string{"-e"}, readFile(t, both), map[int]string{len(readFile(t, one)): "krbtgt/EXAMPLE.TEST", len(readFile(t, both)): "HTTP/web1"},
			[]int{len(readFile(t, empty)), len(readFile(t, one)), len(readFile(t, both))}, len(readFile(t, empty)), len(readFile(t, one))},
		{"keytab", []string{"-k", "-e"}, keytabs, map[int]string{first: "http/web1", len(keytabs): "host/web1"}, []int{2, first, len(keytabs)}, 2, 2},
	} {
		path := filepath.Join(t.TempDir(), kind.name)
		for n := range len(kind.data) + 1 {
			damaged := true
			for _, end := range kind.ends {
				damaged = damaged && n != end
			}
			if racing && damaged && n%8 != 0 {
				continue // one goroutine reads a file
			}
			cutFile(t, path, kind.data, n)
			code, out, errs := command(t, append(append([]string{"klist"}, kind.args...), path)...)
			for from, want := range kind.wants {
				if shown := strings.Contains(out, want); shown != (n >= from) {
					t.Fatalf("%s of %d bytes: %s shown: %v\n%s", kind.name, n, want, shown, out)
				}
			}
			if told := strings.Contains(errs, "damaged") || strings.Contains(errs, "reading the keytab"); told != damaged {
				t.Fatalf("%s of %d bytes: the damage is told: %v\n%s", kind.name, n, told, errs)
			}
			want := app.ExitOK
			switch {
			case n < kind.bare:
				want = app.ExitUsage
			case n < kind.valid:
				want = app.ExitFound
			}
			if code != want {
				t.Fatalf("%s of %d bytes: exit %d, want %d", kind.name, n, code, want)
			}
			if mit == "" || n%16 != 0 && damaged {
				continue
			}
			theirs, err := exec.Command(mit, append(kind.args, path)...).Output()
			if string(theirs) != out || (err != nil) != (n < kind.bare) {
				t.Fatalf("%s of %d bytes: MIT's klist: %v\n%q\nnot\n%q", kind.name, n, err, theirs, out)
			}
		}
	}
}

// mitKlist is the path of MIT's klist where it is to be compared with, or "".
func mitKlist(t *testing.T) string {
	if testing.Short() {
		return ""
	}
	adtest.Need(t, "klist")
	path, err := exec.LookPath("klist")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// In the lab klist shows the lab's login and nothing of the operator's own: neither
// cache nor keytab.
func TestKlistOfTheLabLeavesTheOperatorsOwnAlone(t *testing.T) {
	withConfig(t, "")
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, start: -time.Hour, end: time.Hour}
	own := writeCache(t, anna, tgt)
	t.Setenv("KRB5CCNAME", "FILE:"+own)
	t.Setenv("KRB5_KTNAME", "FILE:"+adtest.Keytab(t, "http/own", "EXAMPLE.TEST", "Key-1", 1))
	for args, want := range map[string]int{"": app.ExitOK, "-l": app.ExitOK, "-A -e -f": app.ExitOK, "-s": app.ExitOK, "tgt": app.ExitOK, "--style windows": app.ExitOK,
		"-k": app.ExitUsage, "-k -i": app.ExitUsage, "purge": app.ExitUsage} {
		code, out, errs := command(t, append([]string{"--lab", "klist"}, strings.Fields(args)...)...)
		if code != want {
			t.Errorf("klist %s: exit %d, want %d\n%s%s", args, code, want, out, errs)
		}
		if strings.Contains(out+errs, "anna") || strings.Contains(out+errs, "http/own") {
			t.Errorf("klist %s shows what is the operator's own:\n%s%s", args, out, errs)
		}
	}
	if _, err := os.Stat(own); err != nil {
		t.Error(err)
	}
}
