package cli

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/directory/wire"
	"adwalk/cmd/app"
)

// entry is a search result entry (RFC 4511 4.5.2) with one attribute.
func entry(id int32, dn, attribute string, values ...string) []byte {
	var set []byte
	for _, v := range values {
		set = wire.AppendString(set, wire.TagOctetString, v)
	}
	attr := wire.AppendTLV(wire.AppendString(nil, wire.TagOctetString, attribute), wire.TagSet, set)
	body := wire.AppendTLV(wire.AppendString(nil, wire.TagOctetString, dn), wire.TagSequence, wire.AppendTLV(nil, wire.TagSequence, attr))
	return wire.AppendMessage(nil, id, wire.AppendTLV(nil, wire.OpSearchEntry, body), nil)
}

// searchDone ends a search well; a cookie says that there are more pages (RFC 2696).
func searchDone(id int32, cookie string) []byte {
	body := wire.AppendInt(nil, wire.TagEnumerated, 0)
	body = wire.AppendString(wire.AppendString(body, wire.TagOctetString, ""), wire.TagOctetString, "")
	var controls []byte
	if cookie != "" {
		value := wire.AppendTLV(nil, wire.TagSequence, wire.AppendString(wire.AppendInt(nil, wire.TagInteger, 0), wire.TagOctetString, cookie))
		controls = wire.AppendControl(nil, "1.2.840.113556.1.4.319", false, value)
	}
	return wire.AppendMessage(nil, id, wire.AppendTLV(nil, wire.OpSearchDone, body), controls)
}

// again writes the same thing until the client is gone.
func again(make func(id int32) []byte) adtest.LDAPFault {
	return adtest.LDAPFault{Drop: true, Stream: func(w io.Writer, id int32) {
		for b := make(id); ; {
			if _, err := w.Write(b); err != nil {
				return
			}
		}
	}}
}

// trickle sends one byte after the other.
func trickle(make func(id int32) []byte) adtest.LDAPFault {
	return adtest.LDAPFault{Drop: true, Stream: func(w io.Writer, id int32) {
		for b := make(id); ; {
			for i := range b {
				<-time.After(20 * time.Millisecond)
				if _, err := w.Write(b[i : i+1]); err != nil {
					return
				}
			}
		}
	}}
}

// answersWith writes one answer.
func answersWith(make func(id int32) []byte) adtest.LDAPFault {
	return adtest.LDAPFault{Drop: true, Stream: func(w io.Writer, id int32) { _, _ = w.Write(make(id)) }}
}

// ldapLies are what a directory sends instead of an answer to a search.
func ldapLies() map[string]adtest.LDAPFault {
	large := strings.Repeat("x", 1<<20)
	many, some := make([]string, 900_000), make([]string, 90_000)
	return map[string]adtest.LDAPFault{
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
		"endless objects":         again(func(id int32) []byte { return bytes.Repeat(entry(id, "CN=again", "cn", "again"), 100) }),
		"endless large objects":   again(func(id int32) []byte { return entry(id, "CN=large", "servicePrincipalName", large, large) }),
		"endless answers of others": again(func(id int32) []byte {
			return bytes.Repeat(entry(id+1000, "CN=other", "cn", "other"), 100)
		}),
		"endless referrals": again(func(id int32) []byte {
			return bytes.Repeat(wire.AppendMessage(nil, id, wire.AppendTLV(nil, wire.OpSearchReference, wire.AppendString(nil, wire.TagOctetString, "ldap://again/")), nil), 100)
		}),
		"endless pages": answersWith(func(id int32) []byte { return searchDone(id, "more") }),
		"endless pieces": answersWith(func(id int32) []byte {
			return append(entry(id, "CN=x", "servicePrincipalName;range=0-1", "a/b", "c/d"), searchDone(id, "")...)
		}),
		"one byte at a time": trickle(func(id int32) []byte { return entry(id, "CN=slow", "cn", large[:4096]) }),
		"one object, a million values": answersWith(func(id int32) []byte {
			return append(append(entry(id, "CN=x", "servicePrincipalName", many...), entry(id, "CN=y", "servicePrincipalName", many...)...), searchDone(id, "")...)
		}),
		"two objects, 90,000 values each": answersWith(func(id int32) []byte {
			return append(append(entry(id, "CN=x", "servicePrincipalName", some...), entry(id, "CN=y", "servicePrincipalName", some...)...), searchDone(id, "")...)
		}),
	}
}

// shortLimits makes searches end soon.
func shortLimits(t *testing.T) {
	before := app.SearchLimits
	app.SearchLimits = directory.Limits{Time: 700 * time.Millisecond, Bytes: 256 << 20}
	t.Cleanup(func() { app.SearchLimits = before })
}

// TestServersThatLie runs commands against a directory whose answers go wrong from some
// question on: each command ends, none says that all is well, none grows.
func TestServersThatLie(t *testing.T) {
	if testing.Short() {
		t.Skip("runs many commands")
	}
	shortLimits(t)
	f := newLabForest(t, "healthy", "operator")
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	proxy := adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile())
	through := slices.Clone(f.connect)
	through[slices.Index(through, "--server")+1], through[slices.Index(through, "--ca-file")+1] = proxy.URL, proxy.CAFile
	commands := [][]string{{"show", "CAS1$"}, {"setspn", "-X"}, {"setspn", "-Q", "*/cas1*"}, {"delegation", "show", "FE1$"}, {"setspn", "-S", "http/lie.contoso.lab", "CAS1$", "--yes"}, {"check", "spn"}}
	lies := ldapLies()
	cells := 0
	most := 0
	t.Logf("%-30s %-5s %s: what it ends with and after how long", "the directory sends", "from", "each command")
	for i, name := range slices.Sorted(maps.Keys(lies)) {
		lie := lies[name]
		for k, from := range []int{1, 4} {
			row := ""
			for n, args := range commands {
				// What goes on for ever costs a second or two each: one of two, unless all is asked for.
				if !full() && (racing && (i+k)%4 != 0 || lie.Stream != nil && (i+k+n)%2 == 0) {
					continue
				}
				proxy.Set(func(op string, n int) adtest.LDAPFault {
					if op == "search" && n >= from {
						return lie
					}
					return adtest.LDAPFault{}
				})
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // hanging, not slowness
				var out, errs bytes.Buffer
				begin, grew := time.Now(), adtest.Growth()
				code := Run(ctx, slices.Concat(args, through, []string{"--timeout", "300ms", "--no-probes"}), app.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
				grown := grew()
				if most = max(most, grown); grown > 100 {
					t.Errorf("%s from question %d: %q grew by %d MB", name, from, args, grown)
				}
				if ctx.Err() != nil {
					t.Errorf("%s from question %d: %q did not end", name, from, args)
				}
				cancel()
				lied := proxy.Seen()["search"] > from
				switch said := out.String() + errs.String(); {
				case code == app.ExitOK && lied && (args[0] == "check" || args[0] == "setspn" && args[1] == "-S"):
					t.Errorf("%s from question %d: %q says that all is well: %s", name, from, args, said)
				case strings.Contains(said, "internal error"):
					t.Errorf("%s from question %d: %q: %s", name, from, args, said)
				case lied && strings.HasPrefix(name, "endless objects") && !strings.Contains(said, "cut short") && !strings.Contains(said, "more than one account"):
					t.Errorf("%s from question %d: %q does not say what was cut short: %s", name, from, args, said)
				}
				row += " " + exitAfter(code, begin)
				cells++
			}
			if row != "" {
				t.Logf("%-30s %-5d%s", name, from, row)
			}
		}
	}
	t.Logf("%d lies, %d cells; no command grew by more than %d MB", len(lies), cells, most)
}
