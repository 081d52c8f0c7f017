package cli

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// TestServersThatLie runs commands against a directory whose answers go wrong from some
// question on: each command ends, none says that all is well, none grows.
func TestServersThatLie(t *testing.T) {
	if testing.Short() {
		t.Skip("runs many commands")
	}
	f := newLabForest(t, "healthy", "operator")
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	proxy := adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile())
	through := slices.Clone(f.connect)
	through[slices.Index(through, "--server")+1], through[slices.Index(through, "--ca-file")+1] = proxy.URL, proxy.CAFile
	lies := map[string]adtest.LDAPFault{
		"garbage":                 {Raw: []byte("\x00\x01\x02garbage\xff\xff")},
		"another protocol":        {Raw: []byte("220 mail.example ESMTP\r\n")},
		"a length of 4 GB":        {Raw: []byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1}},
		"a length of 15 MB":       {Raw: []byte{0x30, 0x83, 0xf0, 0, 0, 1}},
		"nested beyond all depth": {Raw: append([]byte{0x30, 0x82, 0x10, 0}, bytes.Repeat([]byte{0x30, 0x80}, 0x800)...)},
		"another's message id":    {ID: 77},
		"half a message":          {Half: true},
		"no answer":               {Silent: true},
		"end of the connection":   {Cut: true},
		"notice of disconnection": {Notice: true},
		"busy":                    {Code: 51},
		"a referral to itself":    {Code: 10},
		"a size limit of nothing": {Code: 4},
		"a code that is none":     {Code: 4711},
	}
	cells := 0
	var grew uint64
	for name, lie := range lies {
		for _, from := range []int{1, 4} {
			if racing && !full() && (len(name)+from)%2 == 0 {
				continue
			}
			for _, args := range [][]string{{"show", "CAS1$"}, {"setspn", "-X"}, {"setspn", "-Q", "*/cas1*"}, {"delegation", "show", "FE1$"}, {"setspn", "-S", "http/lie.contoso.lab", "CAS1$", "--yes"}, {"check", "spn"}} {
				proxy.Set(func(op string, n int) adtest.LDAPFault {
					if op == "search" && n >= from {
						return lie
					}
					return adtest.LDAPFault{}
				})
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // hanging, not slowness
				var out, errs bytes.Buffer
				code := Run(ctx, slices.Concat(args, through, []string{"--timeout", "300ms", "--no-probes"}), Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
				if ctx.Err() != nil {
					t.Errorf("%s from question %d: %q did not end", name, from, args)
				}
				cancel()
				runtime.ReadMemStats(&after)
				if after.HeapSys > before.HeapSys {
					grew = max(grew, after.HeapSys-before.HeapSys)
				}
				if code == ExitOK && proxy.Seen()["search"] > from && args[0] == "check" {
					t.Errorf("%s from question %d: %q says that all is well: %s", name, from, args, out.String())
				}
				if strings.Contains(errs.String(), "internal error") || strings.Contains(out.String(), "internal error") {
					t.Errorf("%s from question %d: %q: %s %s", name, from, args, out.String(), errs.String())
				}
				cells++
			}
		}
	}
	if grew > 100<<20 {
		t.Errorf("a command grew by %d MB", grew>>20)
	}
	t.Logf("%d cells; no command grew by more than %d MB", cells, grew>>20)
}
