package paste

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"adwalk/ad"
)

// oneLine is how a web page ran the list of two servers together.
const oneLine = `Name : CASAAlternateServiceAccountConfiguration : Latest: 8/2/2010 3:48:38 PM, contoso\newSharedServiceAccountName$ Previous: <Not set>Name : CASBAlternateServiceAccountConfiguration : Latest: 8/2/2010 3:48:51 PM, contoso\newSharedServiceAccountName$ Previous: <Not set>`

const list = "\r\n\r\nName                                 : CAS-3\r\nAlternateServiceAccountConfiguration : Latest: 1/12/2016 10:19:22 AM, tailspin\\EXCH2016ASA$\r\n" +
	"                                       Previous: 7/15/2015 12:58:35 PM, tailspin\\oldSharedServiceAccountName$\r\n                                           ...\r\n\r\n" +
	"Name                                 : CAS-4\r\nAlternateServiceAccountConfiguration : Latest: <Not set>\r\n                                       Previous: <Not set>\r\n"

const table = `Name            AlternateServiceAccountConfiguration
----            ------------------------------------
CAS1            Latest: 13.08.2010 15:48:38, CONTOSO\ASA$
                Previous: <Nicht festgelegt>
CAS2            Latest: 02.08.2010 15:48:51, CONTOSO\ASA$
                Previous: <Nicht festgelegt>
`

func utf16le(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

func TestASAStatusLayouts(t *testing.T) {
	when := func(y int, m time.Month, d, h, mi, s int) time.Time { return time.Date(y, m, d, h, mi, s, 0, time.UTC) }
	type row struct {
		server, account string
		at              time.Time
	}
	for _, c := range []struct {
		name string
		in   []byte
		want []row
	}{
		{"list", []byte(list), []row{{"CAS-3", `tailspin\EXCH2016ASA$`, when(2016, 1, 12, 10, 19, 22)}, {"CAS-4", "", time.Time{}}}},
		{"list in UTF-16", utf16le(list), []row{{"CAS-3", `tailspin\EXCH2016ASA$`, when(2016, 1, 12, 10, 19, 22)}, {"CAS-4", "", time.Time{}}}},
		{"UTF-16 without a mark", utf16le(list)[2:], []row{{"CAS-3", `tailspin\EXCH2016ASA$`, when(2016, 1, 12, 10, 19, 22)}, {"CAS-4", "", time.Time{}}}},
		{"run together", []byte(oneLine), []row{{"CASA", `contoso\newSharedServiceAccountName$`, when(2010, 8, 2, 15, 48, 38)}, {"CASB", `contoso\newSharedServiceAccountName$`, when(2010, 8, 2, 15, 48, 51)}}},
		{"table, German", []byte(table), []row{{"CAS1", `CONTOSO\ASA$`, when(2010, 8, 13, 15, 48, 38)}, {"CAS2", `CONTOSO\ASA$`, when(2010, 8, 2, 15, 48, 51)}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := Text(c.in)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ASAStatus(text)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(c.want) {
				t.Fatalf("%d servers: %+v", len(got), got)
			}
			for i, w := range c.want {
				if got[i].Server != w.server || got[i].Latest.Account != w.account || !got[i].Latest.Time.Equal(w.at) {
					t.Errorf("got %+v, want %+v", got[i], w)
				}
			}
		})
	}
}

func TestASAStatusCSV(t *testing.T) {
	got, err := ASAStatus("\"Name\",\"AlternateServiceAccountConfiguration\"\n\"CAS1\",\"Latest: 1/22/2026 3:27:58 PM, CONTOSO\\ASA$\nPrevious: <Not set>\"\n\"CAS2\",\"Latest: <Not set>\nPrevious: <Not set>\"\n")
	if err != nil || len(got) != 2 || got[0].Server != "CAS1" || got[0].Latest.Account != `CONTOSO\ASA$` || got[0].Latest.Time.Day() != 22 || got[1].Server != "CAS2" || got[1].Latest.Account != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

// Wherever a paste is cut, no server may look as if it never had a credential or
// had another account's.
func TestASAStatusCutOff(t *testing.T) {
	full := "Name : CAS1\nLatest: 1/22/2026 3:27:58 PM, D\\ASA$\nPrevious: <Not set>\n\nName : CAS2\nLatest: 1/23/2026 3:27:58 PM, D\\ASA$\nPrevious: <Not set>\n"
	for n := range len(full) {
		got, err := ASAStatus(full[:n])
		if err != nil {
			continue
		}
		for _, m := range got {
			if m.Latest.Account != `D\ASA$` {
				t.Errorf("cut at %q: %+v", full[max(0, n-20):n], m)
			}
		}
	}
}

func TestDatesOfOtherCultures(t *testing.T) {
	for _, c := range []struct {
		in        string
		want      string
		ambiguous bool
	}{
		{"8/2/2010 3:48:38 PM", "2010-08-02 15:48:38", false},      // en-US never pads the day
		{"8/02/2010 3:48:38 p.m.", "2010-02-08 15:48:38", false},   // en-NZ pads the month
		{"8/10/2010 3:48:38 PM", "2010-08-10 15:48:38", true},      // either
		{"02/08/2010 15:48:38", "2010-08-02 15:48:38", true},       // British, or invariant
		{"13/08/2010 15:48:38", "2010-08-13 15:48:38", false},      // only a day
		{"8/13/2010 12:00:00 AM", "2010-08-13 00:00:00", false},    // midnight
		{"2.8.2010 15:48:38", "2010-08-02 15:48:38", false},        // German
		{"2. 8. 2010 15:48:38", "2010-08-02 15:48:38", false},      // Czech
		{"2-8-2010 15:48:38", "2010-08-02 15:48:38", false},        // Dutch
		{"2010-08-02 15:48:38", "2010-08-02 15:48:38", false},      // ISO
		{"2010/08/02 15:48:38", "2010-08-02 15:48:38", false},      // Japanese
		{"2010-08-02 오후 3:48:38", "2010-08-02 15:48:38", false},    // Korean
		{"2010/8/2 下午 03:48:38", "2010-08-02 15:48:38", false},     // Chinese (Taiwan)
		{"2/8/2553 15:48:38", "2010-08-02 15:48:38", true},         // Thai years
		{"8/2/2010 3:48:38\u202fPM", "2010-08-02 15:48:38", false}, // the narrow blank of newer systems
		{"31.2.2010 15:48:38", "", false},                          // no such day
		{"yesterday", "", false},
	} {
		got, err := ASAStatus("Name : CAS1\nAlternateServiceAccountConfiguration : Latest: " + c.in + `, D\A$` + "\nPrevious: <Not set>")
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		text := ""
		if !got[0].Latest.Time.IsZero() {
			text = got[0].Latest.Time.Format(time.DateTime)
		}
		if text != c.want || got[0].Latest.AmbiguousDate != c.ambiguous && text != "" {
			t.Errorf("%q: %s, ambiguous %v", c.in, text, got[0].Latest.AmbiguousDate)
		}
		if got[0].Latest.Account != `D\A$` {
			t.Errorf("%q: account %q", c.in, got[0].Latest.Account)
		}
	}
}

// One date that can be read one way only settles the others.
func TestOneDateProvesTheOrder(t *testing.T) {
	got, err := ASAStatus("Name : A\nLatest: 02/08/2010 15:48:38, D\\A$\nPrevious: 13/07/2010 15:00:00, D\\A$\n")
	if err != nil || got[0].Latest.AmbiguousDate || got[0].Latest.Time.Month() != time.August {
		t.Errorf("%+v %v", got, err)
	}
}

func TestOtherPastesAreRefusedWithASample(t *testing.T) {
	for name, in := range map[string]string{
		"empty":            "",
		"another command":  "Name   Site\n----   ----\nCAS1   HQ\n",
		"switch forgotten": "Name : CAS1\nAlternateServiceAccountConfiguration : \n",
		"cut off":          "CAS1  Latest: 8/2/2010 3:48:38 PM, conto...\n",
		"ends in a name":   "Name : CAS1\nAlternateServiceAccountConfiguration : Latest: 11/21/2026 2:50:00 PM, CONTOSO\\AS",
		"no server":        "Latest: <Not set>\nPrevious: <Not set>\n",
	} {
		_, err := ASAStatus(in)
		var p *ad.Problem
		if !errors.As(err, &p) || p.Kind != ad.ProblemUsage || !strings.Contains(p.Do, "Latest:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzASAStatus(f *testing.F) {
	for _, s := range []string{list, oneLine, table, "Name : Latest:", "Latest:Previous:Latest:"} {
		f.Add([]byte(s))
		f.Add(utf16le(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		text, err := Text(in)
		if err != nil {
			return
		}
		members, err := ASAStatus(text)
		if err != nil {
			return
		}
		for _, m := range members {
			if m.Server == "" || len(m.Server) > 255 || len(m.Latest.Account) > 300 || len(m.Latest.Raw) > 100 {
				t.Errorf("%+v", m)
			}
		}
	})
}
