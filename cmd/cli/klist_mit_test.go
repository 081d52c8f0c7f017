package cli

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/iana/nametype"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// cacheEntry is one entry of a cache that a test writes.
type cacheEntry struct {
	client, server, ticket  string // ticket is the ticket's own server, "" for the same
	skey, etype             int32
	flags                   uint32
	start, end, renew       time.Duration // from now; 0 is not set
	config                  string        // makes it a configuration entry
	addresses, authDataType int
	removed                 bool
}

// writeCache writes a cache of version 4 (MIT krb5, "Credential cache file format").
func writeCache(t *testing.T, principal string, entries ...cacheEntry) string {
	t.Helper()
	now := time.Now().Truncate(time.Second)
	var b []byte
	u32 := func(v uint32) { b = binary.BigEndian.AppendUint32(b, v) }
	data := func(v string) { u32(uint32(len(v))); b = append(b, v...) }
	name := func(s string) {
		parts, realm, _ := strings.Cut(s, "@")
		list := strings.Split(parts, "/")
		u32(1)
		u32(uint32(len(list)))
		data(realm)
		for _, p := range list {
			data(p)
		}
	}
	at := func(d time.Duration) {
		if d == 0 {
			u32(0)
			return
		}
		u32(uint32(now.Add(d).Unix()))
	}
	b = append(b, 5, 4, 0, 0)
	name(principal)
	for _, e := range entries {
		name(e.client)
		name(e.server)
		b = binary.BigEndian.AppendUint16(b, uint16(e.skey))
		data(strings.Repeat("k", 16))
		switch {
		case e.removed:
			u32(0xffffffff)
			u32(0)
			u32(0)
			u32(0)
		default:
			at(e.start)
			at(e.start)
			at(e.end)
			at(e.renew)
		}
		b = append(b, 0)
		u32(e.flags)
		u32(uint32(e.addresses))
		for i := range e.addresses {
			b = append(b, 0, 2)
			data(string([]byte{192, 0, 2, byte(i + 1)}))
		}
		u32(uint32(min(e.authDataType, 1)))
		if e.authDataType > 0 {
			b = binary.BigEndian.AppendUint16(b, uint16(e.authDataType))
			data("x")
		}
		if e.config != "" {
			data(e.config)
			data("")
			continue
		}
		server := e.server
		if e.ticket != "" {
			server = e.ticket
		}
		parts, realm, _ := strings.Cut(server, "@")
		ticket := messages.Ticket{TktVNO: 5, Realm: realm, SName: types.NewPrincipalName(nametype.KRB_NT_SRV_INST, parts),
			EncPart: types.EncryptedData{EType: e.etype, KVNO: 3, Cipher: []byte("sealed")}}
		der, err := ticket.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		data(string(der))
		data("")
	}
	path := filepath.Join(t.TempDir(), "cache")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const anna = "anna@EXAMPLE.TEST"

// listed are caches of every sort that klist lays out in a way of its own.
func listed(t *testing.T) []string {
	hour := time.Hour
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, flags: 0x50e10000, start: -hour, end: 9 * hour, renew: 100 * hour}
	with := func(change func(*cacheEntry)) cacheEntry { e := tgt; change(&e); return e }
	web := with(func(e *cacheEntry) { e.server, e.renew = "HTTP/web1.example.test@EXAMPLE.TEST", 0 })
	out := []string{
		writeCache(t, anna), writeCache(t, anna, tgt), writeCache(t, anna, tgt, web),
		writeCache(t, anna, with(func(e *cacheEntry) { e.end = -time.Minute })),
		writeCache(t, anna, with(func(e *cacheEntry) { e.flags = 0 })),
		writeCache(t, anna, tgt, with(func(e *cacheEntry) { e.client = "otto/admin@OTHER.TEST" })),
		writeCache(t, anna, tgt, with(func(e *cacheEntry) { e.client, e.renew = "otto@OTHER.TEST", 0 })),
		writeCache(t, anna, tgt, with(func(e *cacheEntry) { e.ticket = "HTTP/web1.example.test@OTHER.TEST" })),
		writeCache(t, anna, tgt, with(func(e *cacheEntry) { e.removed = true }), web),
		writeCache(t, anna, cacheEntry{client: anna, server: "krb5_ccache_conf_data/fast_avail/krbtgt@X-CACHECONF:", config: "yes"}, tgt),
		writeCache(t, anna, cacheEntry{client: anna, server: "krb5_ccache_conf_data/pa_type@X-CACHECONF:", config: "2"}, cacheEntry{client: anna, server: "krb5_ccache_conf_data/odd@X-CACHECONF:",
			config: strings.Repeat("a b\x01\xff", 30)}, tgt),
		writeCache(t, anna, with(func(e *cacheEntry) { e.addresses = 1 })), writeCache(t, anna, with(func(e *cacheEntry) { e.addresses = 3 }), web),
		writeCache(t, anna, with(func(e *cacheEntry) { e.authDataType = 128 })),
		writeCache(t, "a b\\c@EXAMPLE.TEST", tgt),
		writeCache(t, anna, with(func(e *cacheEntry) { e.server = "krbtgt/OTHER.TEST@EXAMPLE.TEST" }), web),
		writeCache(t, anna, with(func(e *cacheEntry) { e.server = "krbtgt/EXAMPLE.TEST@OTHER.TEST" })),
		writeCache(t, anna, web), writeCache(t, anna, with(func(e *cacheEntry) { e.end = -time.Minute }), web),
		writeCache(t, anna, with(func(e *cacheEntry) { e.end = -time.Minute }), tgt),
		writeCache(t, anna, cacheEntry{client: anna, server: "krb5_ccache_conf_data/pa_type@X-CACHECONF:", config: "2"}),
	}
	for _, etype := range []int32{1, 2, 3, 6, 16, 17, 19, 20, 23, 24, 25, 26, 77} {
		out = append(out, writeCache(t, anna, with(func(e *cacheEntry) { e.etype, e.skey = etype, 18 }), with(func(e *cacheEntry) { e.server, e.skey = "host/x@EXAMPLE.TEST", etype })))
	}
	return out
}

// What scripts and eyes know from MIT's klist they find here, byte for byte: every
// switch, every sort of cache and keytab, in three locales, in the words of each.
func TestKlistPrintsWhatMITPrints(t *testing.T) {
	if testing.Short() {
		t.Skip("runs MIT's klist")
	}
	adtest.Need(t, "klist", "localedef")
	theirs, err := exec.LookPath("klist")
	if out, _ := exec.Command(theirs, "-V").Output(); err != nil || !strings.HasPrefix(string(out), "Kerberos 5 version 1.20") {
		t.Skipf("needs klist of MIT krb5 1.20, not %q", out)
	}
	locales := t.TempDir()
	for _, l := range []string{"de_DE", "en_GB"} {
		if out, err := exec.Command("localedef", "-i", l, "-f", "UTF-8", filepath.Join(locales, l+".UTF-8")).CombinedOutput(); err != nil && !strings.Contains(string(out), "warning") {
			t.Skipf("needs the sources of locales: %s", out)
		}
	}
	var keytabs []string
	for i, p := range []string{"http/web1.example.test", "host/web1.example.test", "anna"} {
		keytabs = append(keytabs, adtest.Keytab(t, p, "EXAMPLE.TEST", "Key-of-it-1", uint8(i+1)))
	}
	t.Setenv("LOCPATH", locales)
	t.Setenv("KRB5_CONFIG", "/dev/null")
	compared := 0
	compare := func(args ...string) {
		t.Helper()
		mit := exec.Command(theirs, args...)
		want, _ := mit.Output()
		code, got, errs := command(t, append([]string{"klist"}, args...)...)
		if status := mit.ProcessState.ExitCode(); args[0] == "-s" && code != status {
			t.Errorf("klist %s: exit code %d, MIT's is %d", args, code, status)
		}
		if !bytes.Equal(want, []byte(got)) {
			t.Errorf("%s klist %s\n%q\nis not\n%q\n%s", os.Getenv("LC_ALL"), args, got, want, errs)
		}
		compared++
	}
	caches := listed(t)
	for _, locale := range []string{"C", "en_GB.UTF-8", "de_DE.UTF-8", "xx_XX.UTF-8"} {
		t.Setenv("LC_ALL", locale)
		for _, file := range caches {
			for _, switches := range []string{"", "-e", "-f", "-e -f", "-a -n", "-e -f -a -n -d -C", "-C", "-c", "-s"} {
				compare(append(strings.Fields(switches), file)...)
			}
		}
		for _, file := range keytabs {
			for _, switches := range []string{"-k", "-k -e", "-k -t", "-k -e -t -K"} {
				compare(append(strings.Fields(switches), file)...)
			}
		}
		compare("-V")
	}
	fmt.Printf("klist: %d outputs compared with MIT's\n", compared)
}

// -s is for scripts: nothing is printed, and the exit code tells.
func TestKlistForScripts(t *testing.T) {
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, start: -time.Hour, end: time.Hour}
	late := tgt
	late.end = -time.Minute
	for path, want := range map[string]int{writeCache(t, anna, tgt): app.ExitOK, writeCache(t, anna, late): app.ExitFound, writeCache(t, anna): app.ExitFound} {
		if code, out, _ := command(t, "klist", "-s", path); code != want || out != "" {
			t.Errorf("%d, want %d: %q", code, want, out)
		}
	}
}
