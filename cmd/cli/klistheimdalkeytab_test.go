package cli

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/cmd/app"
)

// oddKeytab has version numbers of several widths, a blank in a name, and types that
// Heimdal has no name for.
func oddKeytab(t *testing.T) string {
	t.Helper()
	b := []byte{5, 2}
	for _, e := range []struct {
		name  string
		etype uint16
		kvno  uint32
	}{{"host", 18, 300}, {"a b", 23, 2}, {"h", 25, 70000}, {"h", 1, 1}, {"h", 65000, 0}} {
		var r []byte
		data := func(v string) { r = append(binary.BigEndian.AppendUint16(r, uint16(len(v))), v...) }
		r = binary.BigEndian.AppendUint16(r, 1)
		data("EXAMPLE.TEST")
		data(e.name)
		r = binary.BigEndian.AppendUint32(r, 1)
		r = binary.BigEndian.AppendUint32(r, 1700000000)
		r = append(r, byte(e.kvno))
		r = binary.BigEndian.AppendUint16(r, e.etype)
		data("kkkk")
		r = binary.BigEndian.AppendUint32(r, e.kvno)
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(r))), r...)
	}
	path := filepath.Join(t.TempDir(), "odd.keytab")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A keytab in Heimdal's layout is what its ktutil list shows (seen from 7.8), which is
// named as it was given, and has blanks behind its last column.
func TestKlistListsAKeytabAsKtutilDoes(t *testing.T) {
	withConfig(t, "")
	t.Setenv("LC_ALL", "C")
	path := oddKeytab(t)
	for switches, want := range map[string]string{
		"": `
Vno    Type                     Principal          Aliases
  300  aes256-cts-hmac-sha1-96  host@EXAMPLE.TEST  |
    2  arcfour-hmac-md5         a\ b@EXAMPLE.TEST  |
70000  unknown (25)             h@EXAMPLE.TEST     |
    1  des-cbc-crc              h@EXAMPLE.TEST     |
    0  unknown (-536)           h@EXAMPLE.TEST     |
`,
		"-t -K": `
Vno    Type                     Principal          Date        Key       Aliases
  300  aes256-cts-hmac-sha1-96  host@EXAMPLE.TEST  2023-11-14  6b6b6b6b  |
`,
	} {
		want = strings.TrimPrefix(strings.ReplaceAll(want, "|", ""), "\n")
		for _, name := range []string{path, "FILE:" + path} {
			code, got, errs := command(t, append([]string{"klist", "--style", "heimdal", "-k", name}, strings.Fields(switches)...)...)
			head, rest, _ := strings.Cut(got, "\n\n")
			if code != app.ExitOK || errs != "" || head != name+":" || !strings.HasPrefix(rest, want) {
				t.Errorf("%d %s %q\n%q\nis not\n%q", code, errs, head, rest, want)
			}
		}
	}
}

// Switches that contradict each other, or say nothing of what is shown, are refused in
// every case that MIT's klist refuses: a script must not take a list for an answer.
func TestKlistRefusesWhatMITRefuses(t *testing.T) {
	withConfig(t, "")
	cache, keytab := writeCache(t, anna), oddKeytab(t)
	t.Setenv("KRB5CCNAME", "FILE:"+cache)
	for _, line := range []string{"-l -A", "-l -s", "-t", "-K", "-n", "-c -t", "-A -K", "-k -l", "-k -A", "-k -s", "-k -a", "-k -f", "-k -c", "-k -a -n"} {
		args := append([]string{"klist"}, strings.Fields(line)...)
		if strings.Contains(line, "-k") {
			args = append(args, keytab)
		}
		if code, out, errs := command(t, args...); code != app.ExitUsage || out != "" || errs == "" {
			t.Errorf("klist %s: %d %q %q", line, code, out, errs)
		}
	}
	for _, line := range []string{"-A", "-A -e", "-d -C", "-i"} {
		if code, _, errs := command(t, append([]string{"klist"}, strings.Fields(line)...)...); code == app.ExitUsage {
			t.Errorf("klist %s: %d %s", line, code, errs)
		}
	}
}
