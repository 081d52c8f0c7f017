package klist

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

// cacheFile writes a version 4 cache of alice's with one ticket for each server, which
// ends after the given time. A ticket's own bytes are none, as in caches that were purged.
func cacheFile(t *testing.T, tickets map[string]time.Duration, order ...string) string {
	t.Helper()
	var b []byte
	u32 := func(v uint32) { b = binary.BigEndian.AppendUint32(b, v) }
	data := func(v string) { u32(uint32(len(v))); b = append(b, v...) }
	name := func(s string) {
		parts := strings.Split(s, "/")
		u32(1)
		u32(uint32(len(parts)))
		data("CONTOSO.LAB")
		for _, p := range parts {
			data(p)
		}
	}
	b = append(b, 5, 4, 0, 0)
	name("alice")
	for _, server := range order {
		name("alice")
		name(server)
		b = append(b, 0, 18)
		data(strings.Repeat("k", 32))
		now := time.Now()
		for _, at := range []time.Time{now.Add(-time.Hour), now.Add(-time.Hour), now.Add(tickets[server]), now.Add(48 * time.Hour)} {
			u32(uint32(at.Unix()))
		}
		b = append(b, 0)
		u32(0x40e00000)
		u32(0)
		u32(0)
		data("")
		data("")
	}
	path := filepath.Join(t.TempDir(), "cc")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	tgt = "krbtgt/CONTOSO.LAB"
	web = "http/web.contoso.lab"
)

func alone(changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session {
		t.Setenv("LC_ALL", "C")
		t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
		t.Setenv("KRB5_CONFIG", "/dev/null")
		return apptest.Alone(t, "", changes...)
	}
}

// A named cache is shown in each form; what it is good for is the exit code.
func TestKlistOfACache(t *testing.T) {
	good := cacheFile(t, map[string]time.Duration{tgt: time.Hour, web: -time.Minute}, tgt, web)
	old := cacheFile(t, map[string]time.Duration{tgt: -time.Minute, web: time.Hour}, tgt, web)
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	cut, odd := filepath.Join(t.TempDir(), "cut"), filepath.Join(t.TempDir(), "odd")
	for path, b := range map[string][]byte{cut: whole[:len(whole)-9], odd: []byte("no cache at all")} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	apptest.Cases(t, alone(), Command, []apptest.Case{
		{Name: "shown", Args: []string{good}, Out: []string{"Ticket cache: FILE:" + good, "Default principal: alice@CONTOSO.LAB", tgt + "@CONTOSO.LAB", web + "@CONTOSO.LAB", "\trenew until "}},
		{Name: "by Windows' layout", Args: []string{good, "--style", "windows"}, Out: []string{"Cached Tickets: (2)", "Server: " + tgt + " @ CONTOSO.LAB"}},
		{Name: "by Heimdal's", Args: []string{good, "--style", "heimdal"}, Out: []string{"Credentials cache: FILE:" + good, ">>>Expired<<<"}},
		{Name: "as JSON", Args: []string{good, "--json"}, Out: []string{`"principal": "alice@CONTOSO.LAB"`, `"session_etype": "aes256-cts-hmac-sha1-96"`, `"flags": "FRIA"`}, Not: []string{"Ticket cache", "kkkk"}},
		{Name: "is it valid", Args: []string{good, "-s"}, Not: []string{"alice"}},
		{Name: "expired", Args: []string{old}, Code: app.ExitFound, Out: []string{tgt + "@CONTOSO.LAB"}},
		{Name: "is the expired one valid", Args: []string{old, "-s"}, Code: app.ExitFound, Not: []string{"alice"}},
		{Name: "damaged behind the first ticket", Args: []string{cut}, Out: []string{tgt + "@CONTOSO.LAB"}, Err: []string{cut}, Not: []string{web}},
		{Name: "no cache", Args: []string{odd}, Code: app.ExitUsage, Err: []string{odd}, Not: []string{"Ticket cache"}},
		{Name: "none there", Args: []string{odd + "x"}, Code: app.ExitUnknown, Err: []string{odd + "x"}},
		{Name: "none there, asked in silence", Args: []string{odd + "x", "-s"}, Code: app.ExitFound, Not: []string{odd}},
		{Name: "no default cache", Code: app.ExitUnknown, Err: []string{"/none"}, Not: []string{"Ticket cache"}},
		{Name: "no such layout", Args: []string{good, "--style", "vms"}, Code: app.ExitUsage, Err: []string{"there is no such layout", "write mit, windows or heimdal"}},
		{Name: "two caches", Args: []string{good, old}, Code: app.ExitUsage, Err: []string{"2 arguments were given", "name one cache or keytab"}},
		{Name: "whose klist it is like", Args: []string{"-V"}, Out: []string{"Kerberos 5 version 1.20.1\n"}},
		{Name: "no keytab there", Args: []string{"-k", odd + "x"}, Code: app.ExitUnknown, Out: []string{"Keytab name: FILE:" + odd + "x"}, Err: []string{"there is no such file", "name another keytab"}},
		{Name: "no keytab", Args: []string{"-k", odd}, Code: app.ExitUsage, Err: []string{"reading the keytab " + odd, "export the keytab again"}},
		{Name: "a keytab of another kind", Args: []string{"-k", "KEYRING:x"}, Code: app.ExitUsage, Err: []string{"KEYRING is no kind of keytab that can be read here"}},
	})
	t.Run("the named default", func(t *testing.T) {
		s := alone()(t)
		t.Setenv("KRB5CCNAME", "FILE:"+good)
		apptest.Run(t, s, Command).Hold(t, apptest.Case{Out: []string{"Ticket cache: FILE:" + good}})
	})
}

// Keys are shown only where they were asked for, and never in JSON.
func TestKlistOfAKeytab(t *testing.T) {
	file := filepath.Join(t.TempDir(), "app.keytab")
	b := apptest.LabSession(t, "healthy").LabKeytab("lab:app.keytab")
	if err := os.WriteFile(file, b, 0o600); err != nil || len(b) == 0 {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
	cut := file + ".cut"
	if err := os.WriteFile(cut, b[:len(b)-5], 0o600); err != nil {
		t.Fatal(err)
	}
	const entry = "   4 HTTP/app.contoso.lab@CONTOSO.LAB"
	apptest.Cases(t, alone(), Command, []apptest.Case{
		{Name: "listed", Args: []string{"-k", file}, Out: []string{"Keytab name: FILE:" + file, "KVNO Principal\n", entry}, Not: []string{"0x", "aes256"}},
		{Name: "with encryption types", Args: []string{"-k", "-e", file}, Out: []string{entry + " (aes256-cts-hmac-sha1-96) \n"}},
		{Name: "with keys", Args: []string{"-k", "-K", file}, Out: []string{entry + " (0x"}},
		{Name: "with times", Args: []string{"-k", "-t", file}, Out: []string{"KVNO Timestamp         Principal\n", "   4 "}},
		{Name: "as JSON, keys or not", Args: []string{"-k", "-K", "--json", file}, Out: []string{`"principal": "HTTP/app.contoso.lab@CONTOSO.LAB"`, `"kvno": 4`, `"etype": "aes256-cts-hmac-sha1-96"`}, Not: []string{"0x", "Keytab name", "key\""}},
		{Name: "damaged at its end", Args: []string{"-k", cut}, Out: []string{entry}, Err: []string{"is damaged behind what is listed", "export the keytab again"}},
	})
	t.Run("the named default", func(t *testing.T) {
		s := alone()(t)
		t.Setenv("KRB5_KTNAME", file)
		apptest.Run(t, s, Command, "-k").Hold(t, apptest.Case{Out: []string{"Keytab name: FILE:" + file, entry}})
		t.Setenv("KRB5_CLIENT_KTNAME", cut)
		apptest.Run(t, s, Command, "-k", "-i").Hold(t, apptest.Case{Out: []string{"Keytab name: FILE:" + cut, entry}})
	})
}

// The words of Windows' klist. A cache is deleted only where somebody agreed to it.
func TestKlistVerbs(t *testing.T) {
	file := cacheFile(t, map[string]time.Duration{tgt: time.Hour}, tgt)
	none := cacheFile(t, map[string]time.Duration{web: time.Hour}, web)
	lab := func(t *testing.T) *app.Session { return apptest.LabSession(t, "healthy") }
	apptest.Cases(t, lab, Command, []apptest.Case{
		{Name: "the login of the lab", Out: []string{"Ticket cache: MEMORY:adwalk", "Default principal: alice@CONTOSO.LAB", "krbtgt/CONTOSO.LAB@CONTOSO.LAB"}},
		{Name: "tgt", Args: []string{"tgt"}, Out: []string{"Cached TGT:", "ClientName         : alice"}},
		{Name: "tgt as JSON", Args: []string{"tgt", "--json"}, Out: []string{`"server": "krbtgt/CONTOSO.LAB@CONTOSO.LAB"`}},
		{Name: "get", Args: []string{"get", "http/app.contoso.lab"}, Out: []string{"✓ http/app.contoso.lab   ok"}},
		{Name: "get, as JSON", Args: []string{"get", "http/gone", "--json"}, Code: app.ExitFound, Out: []string{`"verdict": "missing"`}},
		{Name: "get nothing", Args: []string{"get"}, Code: app.ExitUsage, Err: []string{"no SPN was given", "write adwalk klist get SPN"}},
		{Name: "purge in the lab", Args: []string{"purge"}, Code: app.ExitUsage, Err: []string{"it is not part of the lab", "name a cache"}},
		{Name: "the default keytab of the lab", Args: []string{"-k"}, Code: app.ExitUsage, Err: []string{"it is not part of the lab"}},
	})
	apptest.Cases(t, alone(), Command, []apptest.Case{
		{Name: "purge, not confirmed", Args: []string{"purge", file}, Code: app.ExitRefused, Out: []string{"FILE:" + file + " of alice@CONTOSO.LAB, with 1 entry\n"}, Err: []string{"deleting the tickets of " + file, "there is no terminal to ask on", "or use kdestroy -c " + file}, Not: []string{"were purged", "the directory", "--yes"}},
		{Name: "purge what is no file", Args: []string{"purge", "KCM:1000"}, Code: app.ExitUsage, Err: []string{"only FILE caches are deleted here", "kdestroy -c KCM:1000"}},
	})
	apptest.Cases(t, alone(func(f *app.Flags) { f.ReadOnly = true }), Command, []apptest.Case{
		{Name: "purge, read-only", Args: []string{"purge", file}, Code: app.ExitRefused, Err: []string{"deleting tickets", "--read-only"}},
	})
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the cache is gone: %v", err)
	}
	apptest.Cases(t, alone(func(f *app.Flags) { f.CCache = none }), Command, []apptest.Case{
		{Name: "tgt of a cache without one", Args: []string{"tgt"}, Code: app.ExitUnknown, Err: []string{"the cache has none", "run kinit"}},
	})
}
