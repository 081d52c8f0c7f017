package paste

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

func TestFileVersions(t *testing.T) {
	for name, c := range map[string]struct{ in, file, want string }{
		"a line a file":    {"Store.exe 6.5.7653.23\r\nMad.exe 6.5.7638.1", "store.exe", "6.5.7653.23"},
		"run together":     {"Davex.dll6.5.7653.231,131,52011-Dec-2007", "davex.dll", ""},
		"with a path":      {`C:\Program Files\Exchsrvr\bin\store.exe 6.5.7638.1 (srv03)`, "store.exe", "6.5.7638.1"},
		"list of objects":  {"Name        : emsmdb32.dll\nFileVersion : 11.0.8200.0\n", "emsmdb32.dll", "11.0.8200.0"},
		"table with sizes": {"store.exe  5,266,432  6.5.7653.23  11-Dec-2007", "store.exe", "6.5.7653.23"},
	} {
		got, err := FileVersions(c.in)
		if c.want != "" && (err != nil || got[c.file] != c.want) {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
	for _, in := range []string{"", "hello", "store.exe is running"} {
		_, err := FileVersions(in)
		if p := (*ad.Problem)(nil); !errors.As(err, &p) || !strings.Contains(p.Do, VersionSample) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestSMTPEvents(t *testing.T) {
	v, err := SMTPEvents("Event ID:\t1706\nfailed with error code 0x8009030c\n\nEreignis-ID: 7004\nresponded with \"535 5.7.3 Authentication unsuccessful\"\n" +
		"Event ID 2017: KdcUnknownEncryptionType for SMTPSVC/be2.contoso.lab.\n550 5.7.1 Unable to relay")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"1706", "7004", "2017"} {
		if v.Events[id] != 1 {
			t.Errorf("event %s: %v", id, v.Events)
		}
	}
	if v.Codes["0x8009030c"] != 1 || v.Codes["KdcUnknownEncryptionType"] != 1 || v.Replies["535"] != 1 || v.Replies["550"] != 1 || !slices.Equal(v.Targets, []string{"SMTPSVC/be2.contoso.lab"}) {
		t.Errorf("%+v", v)
	}
	if _, err := SMTPEvents("all is well, 1706 times"); err == nil {
		t.Error("a text without any event was taken")
	}
}

func FuzzExchange2003(f *testing.F) {
	f.Add("store.exe 6.5.7653.23")
	f.Add("Event ID: 1706 0x8009030c SMTPSVC/x")
	f.Fuzz(func(t *testing.T, in string) {
		if v, err := FileVersions(in); err == nil && len(v) == 0 {
			t.Error("nothing was found, and no error says so")
		}
		if v, err := SMTPEvents(in); err == nil && len(v.Targets) > maxTargets {
			t.Errorf("%d targets", len(v.Targets))
		}
	})
}

// Codes, replies and names count where they stand by themselves, in any case of the
// letters, however often.
func TestSMTPEventsStandByThemselves(t *testing.T) {
	for text, want := range map[string]string{
		"error 8009030C, 0xC000006D and 0x80090322.":         "map[0x8009030c:1 0x80090322:1 0xc000006d:1] map[] []",
		"18009030c 8009030cd x0x8009030c 0x8009030c_":        "nothing",
		"kdcUnknownEncryptionType KdcUnknownEncryptionTypes": "map[KdcUnknownEncryptionType:1] map[] []",
		"535 5.7.3 no\n550-5.7.1 no\n1535 no 535x 454":       "map[] map[535:1 550:1] []",
		"451 4.7.0 later": "nothing",
		"451 4.7.0 later: 5.7.3 Authentication Unsuccessful":                                    "map[] map[451:1] []",
		"it said 5.7.3 cannot achieve Exchange twice, 15.7.3 not":                               "map[] map[535:1] []",
		"535 for smtpsvc/Be2.contoso.lab. and SMTPSVC/BE2.contoso.lab, XSMTPSVC/no, SMTPSVC/..": "map[] map[535:1] [smtpsvc/Be2.contoso.lab]",
		strings.Repeat("451 ", 1<<18) + "535 no":                                                "map[] map[535:1] []",
	} {
		v, err := SMTPEvents(text)
		got := fmt.Sprint(v.Codes, v.Replies, v.Targets)
		if err != nil {
			got = "nothing"
		}
		if got != want {
			t.Errorf("%.100q: %s, want %s", text, got, want)
		}
	}
}
