package lookup

import (
	"context"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"adwalk/ad"
)

// many is a directory that makes up its objects as they are read.
type many struct {
	objects int
	entry   func(i int) ad.Entry
	peak    uint64
}

func (m *many) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Domain: "DC=contoso,DC=lab"}, nil
}

func (m *many) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	for i := range m.objects {
		if q.Filter != "(servicePrincipalName=*)" && i > 1 {
			break // the look-up by name: only the two that share one
		}
		if err := yield(m.entry(i)); err != nil {
			return ad.Coverage{}, err
		}
		if i%100_000 == 0 {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			m.peak = max(m.peak, s.HeapInuse+s.StackInuse)
		}
	}
	return ad.Coverage{Forest: true}, nil
}

func numbered(names int) func(int) ad.Entry {
	return func(i int) ad.Entry {
		values := make([]ad.Value, names)
		for n := range values {
			values[n] = fmt.Appendf(nil, "svc%d/host%d.contoso.lab", n, i)
		}
		if i == 1 {
			values[0] = []byte("SVC0/host0.contoso.lab")
		}
		return ad.Entry{DN: fmt.Sprintf("CN=host%d,DC=contoso,DC=lab", i), Attributes: []ad.Attribute{{Name: "servicePrincipalName", Values: values}}}
	}
}

// The scan of a large forest must fit into a small machine.
func TestDuplicatesOfAMillionObjects(t *testing.T) {
	if testing.Short() {
		t.Skip("a million objects take a few seconds")
	}
	m := &many{objects: million, entry: numbered(5)}
	report, err := Duplicates(t.Context(), m, true, nil)
	if err != nil || report.Objects != m.objects || report.Values != 5*m.objects {
		t.Fatalf("%d objects, %d values, %v", report.Objects, report.Values, err)
	}
	if len(report.Duplicates) != 1 || len(report.Duplicates[0].Holders) != 2 {
		t.Errorf("duplicates: %+v", report.Duplicates)
	}
	if judgeBytes && m.peak > 200<<20 {
		t.Errorf("%d MB in use", m.peak>>20)
	}
	t.Logf("%d MB in use at the most", m.peak>>20)
}

func BenchmarkDuplicates(b *testing.B) {
	m := &many{objects: 1000, entry: numbered(3)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Duplicates(context.Background(), m, false, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// descriptor is what Windows writes for "S-1-5-21-1-2-3-1104 may act".
const descriptor = "0100048014000000000000000000000024000000" + "01020000000000052000000020020000" +
	"02002c000100000000002400ff010f00010500000000000515000000010000000200000003000000" + "50040000"

func TestDescriptorOfAllowedFrontEnds(t *testing.T) {
	raw, err := hex.DecodeString(descriptor)
	if err != nil {
		t.Fatal(err)
	}
	sd, err := DecodeSecurityDescriptor(raw)
	if err != nil || sd.Owner != "S-1-5-32-544" || !slices.Equal(sd.Actors(), []ad.AccessEntry{{SID: "S-1-5-21-1-2-3-1104"}}) {
		t.Errorf("%+v, %v", sd, err)
	}
	if got := sd.Summary(9); got != "O:S-1-5-32-544D:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;S-1-5-21-1-2-3-1104)" {
		t.Errorf("shown as %s", got)
	}
	for i := range raw {
		if _, err := DecodeSecurityDescriptor(raw[:i]); err == nil {
			t.Errorf("cut to %d bytes it is still taken", i)
		}
	}
}

func FuzzDescriptor(f *testing.F) {
	raw, _ := hex.DecodeString(descriptor)
	f.Add(raw)
	f.Fuzz(func(t *testing.T, b []byte) {
		if sd, err := DecodeSecurityDescriptor(b); err == nil {
			_, _ = sd.Actors(), sd.Summary(4)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add("pwdLastSet", []byte("133000000000000000"))
	f.Add("userAccountControl", []byte("-2147483648"))
	f.Add("objectGUID", []byte("0123456789abcdef"))
	f.Add("member;range=0-1499", []byte("CN=a\\2c b,DC=x"))
	f.Add("maxPwdAge", []byte("-9223372036854775808"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		shown, kind := Decode(name, b)
		if kind == "" || len(shown) > 3*maxShown {
			t.Errorf("%q of %d bytes: %s, %d bytes", name, len(b), kind, len(shown))
		}
		_ = leadingName(string(b))
		_, _ = parseGUID(string(b))
		_ = parseAliases([]string{string(b)})
		_, _ = DecodeAccount(ad.Entry{Attributes: []ad.Attribute{{Name: name, Values: []ad.Value{b}}}})
	})
}

func TestValuesAsAPersonReadsThem(t *testing.T) {
	for _, tc := range []struct{ name, raw, shown, kind string }{
		{"userAccountControl", "514", "ACCOUNTDISABLE, NORMAL_ACCOUNT (0x202)", KindFlags},
		{"msDS-SupportedEncryptionTypes", "28", "RC4, AES128, AES256 (0x1c)", KindFlags},
		{"groupType", "-2147483646", "GLOBAL, SECURITY_ENABLED (0x80000002)", KindFlags},
		{"accountExpires", "9223372036854775807", "never (9223372036854775807)", KindTime},
		{"pwdLastSet", "132537600000000000", "2020-12-30 00:00:00Z", KindTime},
		{"whenCreated", "20260102030405.0Z", "2026-01-02 03:04:05Z", KindTime},
		{"maxPwdAge", "-36288000000000", "42 days", KindDuration},
		{"lockoutDuration", "-18000000000", "30 minutes", KindDuration},
		{"lockOutObservationWindow", "-54610000000", "1 hour, 31 minutes, 1 second", KindDuration},
		{"minPwdAge", "0", "0", KindDuration},
		{"isCriticalSystemObject", "TRUE", "TRUE", KindBoolean},
		{"memberOf", "CN=a,DC=b", "CN=a,DC=b", KindDN},
		{"usnChanged", "12", "12", KindNumber},
		{"description", "a\x00b", "610062", KindBinary},
		{"objectSid", "short", "short", KindText},
		{"userAccountControl", "many", "many", KindText},
	} {
		if shown, kind := Decode(tc.name, []byte(tc.raw)); shown != tc.shown || kind != tc.kind {
			t.Errorf("%s %q: %q, %s; want %q, %s", tc.name, tc.raw, shown, kind, tc.shown, tc.kind)
		}
	}
}

func TestAliasesOfTheDirectory(t *testing.T) {
	a := Aliases{of: parseAliases([]string{"host=http, cifs", "nonsense", "ldap=gc"})}
	for spn, want := range map[string]string{"HTTP/web": "host/web", "cifs/a:445": "host/a:445", "gc/dc": "ldap/dc", "host/x": "", "exchangeMDB/x": "", "http": ""} {
		if got, ok := a.Of(spn); ok != (want != "") || ok && got != want {
			t.Errorf("%s is covered by %q, want %q", spn, got, want)
		}
	}
	if d := DefaultAliases(); len(d.Map()) < 50 || !d.Default {
		t.Errorf("the default has %d aliases", len(d.Map()))
	}
}

// What a domain controller says of itself has nothing below it, and no directory is
// asked: some call its name a malformed DN.
func TestNothingIsBelowTheRootDSE(t *testing.T) {
	if list, cov, err := Children(t.Context(), nil, RootDSEName, true); len(list) != 0 || cov.Truncated || err != nil {
		t.Error(list, cov, err)
	}
}
