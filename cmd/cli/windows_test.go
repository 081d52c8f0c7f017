//go:build linux

package cli

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"adwalk/ad/adtest"
)

// forwarder is a Windows library with one export that stands for a function of
// another library. Debian's wine has no bcryptprimitives.dll, without which no Go
// program starts; SystemFunction036 (RtlGenRandom) does what its ProcessPrng does.
func forwarder(export, to string) []byte {
	const rva, headers = 0x1000, 0x200
	edata := new(bytes.Buffer)
	put := func(b *bytes.Buffer, values ...any) {
		for _, v := range values {
			_ = binary.Write(b, binary.LittleEndian, v)
		}
	}
	names := rva + 40 + 4 + 4 + 2
	put(edata, uint32(0), uint32(0), uint32(0), uint32(names), uint32(1), uint32(1), uint32(1), uint32(rva+40), uint32(rva+44), uint32(rva+48))
	put(edata, uint32(names+len(export)+1), uint32(names), uint16(0))
	edata.WriteString(export + "\x00" + to + "\x00")
	b := new(bytes.Buffer)
	b.WriteString("MZ" + strings.Repeat("\x00", 58))
	put(b, uint32(64), [4]byte{'P', 'E'}, uint16(0x8664), uint16(1), uint32(0), uint32(0), uint32(0), uint16(240), uint16(0x2022))
	put(b, uint16(0x20b), uint16(0), uint32(0), uint32(0x200), uint32(0), uint32(0), uint32(rva), uint64(0x180000000), uint32(0x1000), uint32(0x200),
		uint16(6), uint16(0), uint16(0), uint16(0), uint16(6), uint16(0), uint32(0), uint32(0x2000), uint32(headers), uint32(0), uint16(3), uint16(0x100),
		uint64(0x100000), uint64(0x1000), uint64(0x100000), uint64(0x1000), uint32(0), uint32(16), uint32(rva), uint32(edata.Len()))
	b.Write(make([]byte, 15*8))
	b.WriteString(".edata\x00\x00")
	put(b, uint32(edata.Len()), uint32(rva), uint32(0x200), uint32(headers), uint32(0), uint32(0), uint32(0), uint32(0x40000040))
	b.Write(make([]byte, headers-b.Len()))
	b.Write(edata.Bytes())
	b.Write(make([]byte, headers+0x200-b.Len()))
	return b.Bytes()
}

// TestWindowsProgram runs the program for Windows: it starts, explains, and keeps a
// journal that several programs lock, and walks the lab to its findings.
func TestWindowsProgram(t *testing.T) {
	const loader = "/usr/lib/wine/wine64"
	adtest.Need(t, loader)
	dir := t.TempDir()
	t.Cleanup(func() { // wine's server ends with its last program, and then removes nothing
		cmd := exec.Command("/usr/lib/wine/wineserver64", "-k", "-w")
		cmd.Env = append(os.Environ(), "WINEPREFIX="+filepath.Join(dir, "wine"))
		_ = cmd.Run()
	})
	program := adtest.ProgramFor(t, "windows", "build", "adwalk/cmd/adwalk")
	journal := adtest.ProgramFor(t, "windows", "test", "-c", "adwalk/ad/journal")
	cache := "" // of MIT's library, which wine's security authority reads
	run := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), loader, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "WINEPREFIX="+filepath.Join(dir, "wine"), "WINEDEBUG=-all", "DISPLAY=", "KRB5CCNAME="+cache)
		out, _ := cmd.CombinedOutput()
		return string(out)
	}
	run("cmd", "/c", "ver") // makes the prefix
	if err := os.WriteFile(filepath.Join(dir, "wine/drive_c/windows/system32/bcryptprimitives.dll"), forwarder("ProcessPrng", "advapi32.SystemFunction036"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		want string
		args []string
	}{
		{"windows/amd64", []string{program, "version"}},
		{"KDC_ERR_S_PRINCIPAL_UNKNOWN", []string{program, "explain", "KDC_ERR_S_PRINCIPAL_UNKNOWN"}},
		{"Nothing was written", []string{program, "journal"}},
		{"spn-duplicate", []string{program, "walk", "duplicates", "--lab"}},
		{`setspn -S exchangeMDB/outlook.contoso.lab contoso.lab\CASARRAY-ASA$`, []string{program, "walk", "cas-array", "--lab"}},
		{"PASS", []string{journal, "-test.run", "TestWritersAtTheSameTime|TestJournalHeldBySomebodyElse|TestIntentAndOutcome"}},
	} {
		if out := run(tc.args...); !strings.Contains(out, tc.want) {
			t.Errorf("%q: want %q in\n%s", tc.args, tc.want, out)
		}
	}

	// The logon session's tickets come from wine's security authority, which takes them
	// from MIT's library: klist sees the same. Their keys stay there.
	realm := adtest.MITRealms(t, "WIN.EXAMPLE")
	realm.KDCs["WIN.EXAMPLE"].AddPrincipal("anna", "Wonder-land-1")
	cache = realm.Kinit("anna", "Wonder-land-1")
	want, got := realm.Run("klist", "-c", cache).Stdout, run(program, "klist", "--ccache", "MSLSA:")
	ticket := regexp.MustCompile(`krbtgt/\S+`).FindString(want)
	if ticket == "" || !strings.Contains(got, ticket) {
		t.Errorf("the logon session has\n%sand the program lists\n%s", want, got)
	}
	if out := run(program, "ticket", "host/web.example", "--ccache", "MSLSA:"); !strings.Contains(out, "keeps their keys") {
		t.Errorf("a login with a list of tickets: %s", out)
	}
}
