package explain

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"adwalk/diag/codes"
)

func samples() []sample {
	var all []sample
	for _, l := range [][]sample{mitSamples, windowsSamples, eventSamples, otherSamples} {
		all = append(all, l...)
	}
	return all
}

func show(e Explanation) string {
	b, _ := json.MarshalIndent(e, "", " ")
	if len(b) > 3000 {
		b = b[:3000]
	}
	return string(b)
}

func brief(e Explanation) string {
	var b strings.Builder
	for _, m := range e.Matches {
		fmt.Fprintf(&b, "\n  %s (%s %d) seen %q: %s", m.Family, m.Confidence, m.score, m.Seen, m.What)
	}
	fmt.Fprintf(&b, "\n  values %v", e.Values)
	return b.String()
}

func TestSamplesLeadToTheirCause(t *testing.T) {
	all := samples()
	if len(all) < 120 {
		t.Fatalf("%d samples", len(all))
	}
	for _, c := range all {
		e := Text(c.text)
		if len(e.Matches) == 0 {
			t.Errorf("%q: not recognised, want %s", c.text, c.family)
			continue
		}
		m := e.Matches[0]
		if m.Family != c.family {
			t.Errorf("%q: %s, want %s%s", c.text, m.Family, c.family, brief(e))
			continue
		}
		if c.guide != "" && m.Guide != c.guide {
			t.Errorf("%q: guide %q, want %q", c.text, m.Guide, c.guide)
		}
		for k, v := range c.inputs {
			if m.Guide == "" {
				if got := strings.Join(e.Values[k], "|"); got != v {
					t.Errorf("%q: value %s = %q, want %q", c.text, k, got, v)
				}
			} else if m.Inputs[k] != v {
				t.Errorf("%q: input %s = %q, want %q (%v)", c.text, k, m.Inputs[k], v, e.Values)
			}
		}
	}
}

func TestSamplesSurviveOtherSpellings(t *testing.T) {
	change := map[string]func(string) string{
		"capitals":        strings.ToUpper,
		"Windows lines":   func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") + "\r\n" },
		"wrapped":         func(s string) string { return strings.ReplaceAll(s, " ", "\n   ") },
		"UTF-16 with BOM": func(s string) string { return utf16Text(s, true) },
		"UTF-16 without":  func(s string) string { return utf16Text(s, false) },
		"typographic":     func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "'", "’"), " ", "\u00a0") },
		"colours":         func(s string) string { return "\x1b[31m" + s + "\x1b[0m" },
		"zero width":      func(s string) string { return strings.ReplaceAll(s, "e", "e\u200b") },
		"quoted":          func(s string) string { return "> " + s },
		"inside a log": func(s string) string {
			return "2024-01-02T03:04:05Z host app[123]: INFO started\n2024-01-02T03:04:06Z host app[123]: " + s + "\n2024-01-02 bye\n"
		},
	}
	for name, f := range change {
		for _, c := range samples() {
			if name == "capitals" && strings.Contains(c.text, "TlRM") || name == "wrapped" && strings.Contains(c.text, "0x") && len(c.text) < 40 {
				continue
			}
			if name == "inside a log" && len(c.text) < 16 {
				continue
			}
			e := Text(f(c.text))
			if len(e.Matches) == 0 || e.Matches[0].Family != c.family {
				t.Errorf("%s: %q: want %s%s", name, c.text, c.family, brief(e))
			}
		}
	}
}

func utf16Text(s string, bom bool) string {
	var b []byte
	if bom {
		b = append(b, 0xff, 0xfe)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func TestUnrelatedTextIsNotExplained(t *testing.T) {
	for _, s := range []string{
		"", "   \n\t ", "hello", "The quick brown fox jumps over the lazy dog.", "Dear all, the meeting is moved to 14:30, room 7. Regards, Bob",
		"total 24\ndrwxr-xr-x 2 root root 4096 Jan  7 12:00 bin\n-rw-r--r-- 1 root root 18 Jan 24 2020 notes.txt",
		"GET /index.html HTTP/1.1\nHost: www.example.com\nAccept: text/html,application/xml\n\n200 OK",
		"SELECT id, name FROM users WHERE id = 7 AND status = 'active'", "ERROR: column \"foo\" does not exist at line 41",
		"func main() {\n\tfmt.Println(\"hi\", 0x18)\n}", "Lorem ipsum dolor sit amet, consectetur adipiscing elit 37 24 6.",
		"kubectl get pods\nNAME READY STATUS RESTARTS AGE\nweb-0 1/1 Running 0 6d", "\x00\x01\x02\xff\xfe", "🦊🦊🦊", "1.2.3.4", "2024-01-07 08:09:10",
		"ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)", "npm ERR! code ELIFECYCLE errno 7", "exit status 7", "make: *** [all] Error 2",
		"systemd[1]: foo.service: Main process exited, code=exited, status=7/NOTRUNNING", "The print job failed with error 0x00000006 invalid handle", "errno 24 too many open files",
		"550 5.1.1 <bob@contoso.com>: Recipient address rejected: User unknown in virtual mailbox table", "docker: Error response from daemon: pull access denied for foo",
		"EventID: 41 Kernel-Power The system has rebooted without cleanly shutting down first.", "Event ID 16, source Kernel-General",
		"Event ID 11 source Disk: The driver detected a controller error on \\Device\\Harddisk0\\DR0.", "Event ID: 4 Source: b57nd60a network link down",
	} {
		e := Text(s)
		if len(e.Matches) != 0 || e.Kind != "not recognised" || e.Hint == "" {
			t.Errorf("%q: %s", s, brief(e))
		}
	}
}

func TestCountersOfALogAreNoCodes(t *testing.T) {
	var log strings.Builder
	for i := 8200; i < 8700; i++ {
		fmt.Fprintf(&log, "2026-11-20T10:00:00.000Z,%d,session %d\n", i, i)
	}
	if e := Text(log.String()); len(e.Matches) != 0 {
		t.Error(brief(e))
	}
	if e := Text(log.String() + "setspn: error 8647\n"); len(e.Matches) != 1 || e.Matches[0].Family != codes.Uniqueness {
		t.Error(brief(e))
	}
}

func TestRefusedBindNamesItsReasonAlone(t *testing.T) {
	e := Text("80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 775, v2580")
	if len(e.Matches) != 1 || e.Matches[0].Family != codes.Locked {
		t.Error(brief(e))
	}
}

func TestBareNumberListsItsMeanings(t *testing.T) {
	for text, want := range map[string][]string{
		"7": {codes.SPNMissing}, "0x7": {codes.SPNMissing}, "37": {codes.Clock}, "0x25": {codes.Clock}, "24": {codes.BadPassword}, "0x18": {codes.BadPassword}, "41": {codes.WrongKey}, "Error 14": {codes.NoCommonEType},
		"49": {codes.Replay, codes.BadPassword}, "1326": {codes.BadPassword}, "4771": {codes.BadPassword}, "535": {codes.SMTPAuth}, "8647": {codes.Uniqueness}, "32": {codes.Expired, codes.NotFound}, "0x21c7": {codes.Uniqueness}, "1396": {codes.WrongKey}, "52e": {codes.BadPassword},
	} {
		e := Text(text)
		got := map[string]Confidence{}
		for _, m := range e.Matches {
			got[m.Family] = m.Confidence
		}
		for _, w := range want {
			if _, ok := got[w]; !ok {
				t.Errorf("%q: %s is missing%s", text, w, brief(e))
			}
		}
		if len(e.Matches) > 0 && e.Matches[0].Family != want[0] {
			t.Errorf("%q: first is %s, want %s", text, e.Matches[0].Family, want[0])
		}
		if len(e.Matches) > 1 && e.Matches[0].Confidence == Sure && len(text) < 4 {
			t.Errorf("%q: sure of an ambiguous number", text)
		}
	}
}

func TestPositionAndSeen(t *testing.T) {
	e := Text("first\r\n\r\nthird\r\nkinit: Clock skew   too great while getting initial credentials\r\n")
	if m := e.Matches[0]; m.At != 4 || m.Seen != "Clock skew too great" {
		t.Errorf("line %d, seen %q", m.At, m.Seen)
	}
}

func TestValuesAreFound(t *testing.T) {
	for _, c := range []struct {
		text string
		want Values
	}{
		{"Client: jon.snow @ NORTH.LOCAL Server: http/web.north.local @ NORTH.LOCAL Kdc Called: winterfell.north.local KDC_ERR_ETYPE_NOSUPP",
			Values{InputUser: {"jon.snow@NORTH.LOCAL"}, InputSPN: {"http/web.north.local"}, InputRealm: {"NORTH.LOCAL"}, InputKDC: {"winterfell.north.local"}}},
		{`logon failure 0xC000006D for CONTOSO\alice from 192.168.7.9 (CONTOSO\EX1$)`, Values{InputUser: {`CONTOSO\alice`}, InputAccount: {`CONTOSO\EX1$`}, InputAddress: {"192.168.7.9"}}},
		{"No key table entry found for HTTP@web2.contoso.lab", Values{InputSPN: {"HTTP/web2.contoso.lab"}}},
		{"KDC_ERR_S_PRINCIPAL_UNKNOWN for http/m\u00e4il.contoso.lab", Values{InputHost: nil, InputSPN: nil}},
		{"\u4e3a http/mail.contoso.lab\u7533\u8bf7: KDC_ERR_S_PRINCIPAL_UNKNOWN", Values{InputSPN: {"http/mail.contoso.lab"}}},
		{"KrbException: Server not found in Kerberos database (7)\n\tat sun.security.krb5.KrbTgsRep.<init>(KrbTgsRep.java:73)\n\tat org.apache.hadoop.ipc.Client.call(Client.java:1)", Values{InputHost: nil, InputSPN: nil}},
	} {
		e := Text(c.text)
		for k, want := range c.want {
			if got := fmt.Sprint(e.Values[k]); got != fmt.Sprint(want) {
				t.Errorf("%q: %s = %s, want %v", c.text, k, got, want)
			}
		}
	}
}

// A paste of ten megabytes with the error in its middle, and one that is cut.
func TestHugePaste(t *testing.T) {
	line := "2024-01-02T03:04:05Z host app[123]: INFO request 4711 served in 12 ms, status 200, the user asked for /index.html\n"
	half := strings.Repeat(line, 1<<20/len(line))
	text := half + "kvno: Server not found in Kerberos database while getting credentials for http/x.contoso.lab@CONTOSO.LAB\n" + half
	e := Text(text)
	if len(e.Matches) == 0 || e.Matches[0].Family != codes.SPNMissing || e.Matches[0].Inputs[InputSPN] != "http/x.contoso.lab" || e.Truncated {
		t.Error(show(e))
	}
	if e := Text("KDC_ERR_S_PRINCIPAL_UNKNOWN " + strings.Repeat("ä", MaxText)); !e.Truncated || len(e.Matches) == 0 {
		t.Error("a paste over the limit:", brief(e))
	}
	if e := Text(strings.Repeat("KDC_ERR_S_PRINCIPAL_UNKNOWN KRB_AP_ERR_SKEW 0x80090322 ", 10_000)); len(e.Matches) < 3 {
		t.Error("a paste full of errors:", brief(e))
	}
}

// check holds for every explanation, whatever the paste.
func check(t *testing.T, in string, e Explanation) {
	t.Helper()
	if (len(e.Matches) == 0) != (e.Hint != "") {
		t.Fatalf("hint %q with %d matches", e.Hint, len(e.Matches))
	}
	out := []string{e.Kind, e.Hint}
	for k, vs := range e.Values {
		out = append(append(out, k), vs...)
	}
	for _, m := range e.Matches {
		if _, ok := codes.FamilyOf(m.Family); !ok || m.What == "" || m.Title == "" || len(m.Causes) == 0 || len(m.Next) == 0 || m.At < 1 || m.Seen == "" {
			t.Fatalf("%q: unfinished match %+v", in, m)
		}
		out = append(out, m.Seen)
		for k, v := range m.Inputs {
			out = append(out, k, v)
		}
	}
	for _, s := range out {
		for _, r := range s {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q: unprintable %q", in, s)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	for _, c := range samples() {
		f.Add(c.text)
	}
	f.Add("\xff\xfeA\x00")
	f.Add("\x1b[31")
	f.Fuzz(func(t *testing.T, in string) { check(t, in, Text(in)) })
}
