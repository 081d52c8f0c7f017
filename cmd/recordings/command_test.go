package recordings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/recording"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag/timeline"
)

const (
	failing = `[4242] 1776768000.100000: Getting credentials alice@CONTOSO.LAB -> HTTP/app.contoso.lab@CONTOSO.LAB using ccache FILE:/tmp/c
[4242] 1776768000.200000: Sending request (1500 bytes) to CONTOSO.LAB
[4242] 1776768000.300000: Received error from KDC: -1765328377/Server not found in Kerberos database
`
	quiet = "[4242] 1776768000.100000: Getting credentials alice@CONTOSO.LAB -> HTTP/app.contoso.lab@CONTOSO.LAB using ccache FILE:/tmp/c\n"
)

// files writes each text into a file of its name and returns the folder.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRead(t *testing.T) {
	// The head of a capture with nothing in it.
	empty := "\xd4\xc3\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x01\x00\x00\x00"
	dir := files(t, map[string]string{"failing": failing, "nothing": "the weather is fine\n", "empty": "", "capture": empty, "cut": empty[:20]})
	in := func(name string) string { return filepath.Join(dir, name) }
	alone := func(t *testing.T) *app.Session { return apptest.Alone(t, failing) }
	apptest.Cases(t, alone, Command, []apptest.Case{
		{Name: "an error in a trace", Args: []string{in("failing")}, Code: app.ExitFound, Out: []string{"HTTP/app.contoso.lab", "KDC_ERR_S_PRINCIPAL_UNKNOWN"}},
		{Name: "standard input", Args: []string{"-"}, Code: app.ExitFound, Out: []string{"HTTP/app.contoso.lab"}},
		{Name: "two files, a blank line between", Args: []string{in("failing"), in("failing")}, Code: app.ExitFound, Out: []string{"\n\n" + in("failing")}},
		{Name: "nothing that is known", Args: []string{in("nothing")}, Code: app.ExitUsage, Err: []string{"adwalk: reading " + in("nothing"), "do   give a pcap or pcapng capture"}},
		{Name: "an empty file", Args: []string{in("empty")}, Code: app.ExitUsage, Err: []string{"why  it is empty"}},
		{Name: "no such file", Args: []string{in("gone")}, Code: app.ExitUsage, Err: []string{"no such file or directory"}},
		{Name: "one good and one bad file", Args: []string{in("failing"), in("gone")}, Code: app.ExitUsage, Not: []string{"PRINCIPAL"}},
		{Name: "a capture without a login is no proof of anything", Args: []string{in("capture")}, Code: app.ExitUnknown, Out: []string{"no Kerberos and no NTLM message was found", "klist purge"}},
		{Name: "half the head of a capture", Args: []string{in("cut")}, Code: app.ExitUsage, Err: []string{"adwalk: reading " + in("cut")}},
		{Name: "no file", Code: app.ExitUsage},
	})
	var answers []timeline.Answer
	got := apptest.Run(t, apptest.Alone(t, ""), Command, "--json", in("failing"), in("capture"))
	if got.JSON(t, &answers); got.Code != app.ExitFound || len(answers) != 2 || answers[0].File != in("failing") || len(answers[0].Findings) == 0 || len(answers[0].SPNs) != 1 {
		t.Errorf("%d %+v", got.Code, answers)
	}
}

// With a directory to ask, each SPN is told with who has it.
func TestOwnersOfWhatWasAskedFor(t *testing.T) {
	dir := files(t, map[string]string{"trace": strings.ReplaceAll(failing, "HTTP/app.contoso.lab", "http/mail.contoso.lab")})
	s := apptest.LabSession(t, "healthy")
	got := apptest.Run(t, s, Command, filepath.Join(dir, "trace"))
	got.Hold(t, apptest.Case{Code: app.ExitFound, Out: []string{"http/mail.contoso.lab: owner CN=CASARRAY-ASA,CN=Computers,DC=contoso,DC=lab"}})
}

// What a capture lacks is told in the right number.
func TestNotesAboutACapture(t *testing.T) {
	story := timeline.NewCapture()
	noteCapture(story, recording.Summary{Cut: 1, Gaps: 2, Encrypted: 1, Sealed: 3, Link: "802.15.4", NotIP: 1, Messages: 5, Damaged: "it ends within a packet"})
	text := strings.Join(story.Story().Notes, "\n")
	for _, want := range []string{"1 packet was recorded in part only", "TCP data is missing at 2 places", "1 connection uses TLS", "3 SMB connections are encrypted", "link type 802.15.4 is not read: 1 packet", "it ends within a packet"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "no Kerberos") {
		t.Error("there were messages")
	}
}

// A small file is not worth a line of progress; a large one tells how far it is, and that
// it is over.
func TestProgress(t *testing.T) {
	c := &counting{r: strings.NewReader(strings.Repeat("x", 100)), size: 100}
	var told [][2]int64
	c.tell = func(done, total int64) { told = append(told, [2]int64{done, total}) }
	b := make([]byte, 60)
	for {
		if _, err := c.Read(b); err != nil {
			break
		}
	}
	if len(told) < 2 || told[0] != [2]int64{60, 100} || told[len(told)-1] != [2]int64{0, 0} {
		t.Errorf("%v", told)
	}
	if r := strings.NewReader("x"); counted(r, c.tell) != r {
		t.Error("what is no file has no length to tell")
	}
	if onTerminal(apptest.Alone(t, ""), "x") != nil {
		t.Error("progress is written where nobody sees it")
	}
}
