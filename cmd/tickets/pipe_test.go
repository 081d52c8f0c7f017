package tickets

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag"
)

// piped is a session on the healthy lab with a text as its standard input.
func piped(in string) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session {
		s := lab("healthy")(t)
		s.In = strings.NewReader(in)
		return s
	}
}

// SPNs from a pipe are answered each, in their order; a line that is none is answered as
// such, and the worst of the answers is the exit code.
func TestSPNsFromAPipe(t *testing.T) {
	const good, gone = "http/app.contoso.lab", "http/gone"
	for name, c := range map[string]struct {
		in   string
		code int
		want []string // SPN and verdict, in order
	}{
		"one":                        {good + "\n", app.ExitOK, []string{good + " ok"}},
		"without an end of line":     {good, app.ExitOK, []string{good + " ok"}},
		"lines that say nothing":     {"\n  \n# a note\n" + good + "\r\n", app.ExitOK, []string{good + " ok"}},
		"nothing at all":             {"", app.ExitOK, nil},
		"one that is missing":        {good + "\n" + gone + "\n", app.ExitFound, []string{good + " ok", gone + " missing"}},
		"a line that is none":        {"nonsense\n" + good + "\n", app.ExitUsage, []string{"nonsense not-checked", good + " ok"}},
		"a line that is none, last":  {good + "\nnonsense\n", app.ExitUsage, []string{good + " ok", "nonsense not-checked"}},
		"what is found wins":         {gone + "\nnonsense\n", app.ExitFound, []string{gone + " missing", "nonsense not-checked"}},
		"an address instead of one":  {"https://app.contoso.lab/x\n", app.ExitOK, []string{good + " ok"}},
		"more than are asked for at": {strings.Repeat(good+"\n", maxPipedBatch+3), app.ExitOK, slicesOf(good+" ok", maxPipedBatch+3)},
	} {
		t.Run(name, func(t *testing.T) {
			got := apptest.Run(t, piped(c.in)(t), Command, "-", "--json")
			var rows []string
			for d := json.NewDecoder(strings.NewReader(got.Out)); d.More(); {
				var r Row
				if err := d.Decode(&r); err != nil {
					t.Fatalf("%v\n%s", err, got.Out)
				}
				if r.Verdict == diag.NotChecked && r.Note == "" {
					t.Errorf("%s: no reason is given", r.SPN)
				}
				rows = append(rows, r.SPN+" "+string(r.Verdict))
			}
			if got.Code != c.code || strings.Join(rows, "\n") != strings.Join(c.want, "\n") || strings.Count(got.Out, "\n") != len(c.want) {
				t.Errorf("exit code %d, want %d:\n%s%s", got.Code, c.code, got.Out, got.Err)
			}
		})
	}
	apptest.Cases(t, piped("nonsense\x1b[2J\n"+good+"\n"), Command, []apptest.Case{
		{Name: "as text", Args: []string{"-"}, Code: app.ExitUsage, Out: []string{"? nonsense", "note: ", "it has the control character U+001B at byte 8", "✓ " + good + "   ok"}, Not: []string{"\x1b"}},
		{Name: "to every KDC", Args: []string{"-", "--each-kdc"}, Code: app.ExitUsage, Err: []string{"standard input can give SPNs only", "leave --each-kdc out"}, Not: []string{"✓"}},
	})
	apptest.Cases(t, piped(good+"\n"+strings.Repeat("x", maxPipedLine+1)+"\n"), Command, []apptest.Case{
		{Name: "a line without end", Args: []string{"-"}, Code: app.ExitUsage, Err: []string{"reading standard input", "a line is longer than 4096 characters", "give one SPN a line"}},
	})
}

func slicesOf(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// Every KDC is asked for itself, with its clock, and the answer says how many that were.
func TestEachKDC(t *testing.T) {
	const spn = "http/app.contoso.lab"
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "issued", Args: []string{spn, "--each-kdc"}, Out: []string{"✓ " + spn + "   ok", "kvno 4, aes256-cts-hmac-sha1-96", "clock +0.", "owner: CN=svc-app", " was asked"}},
		{Name: "missing", Args: []string{"http/gone", "--each-kdc"}, Code: app.ExitFound, Out: []string{"✗ http/gone   missing", "KDC_ERR_S_PRINCIPAL_UNKNOWN"}, Not: []string{"owner:"}},
		{Name: "one of each", Args: []string{spn, "http/gone", "--each-kdc"}, Code: app.ExitFound, Out: []string{"✓ " + spn, "✗ http/gone"}},
	})
	var answers []EachAnswer
	got := apptest.Run(t, lab("healthy")(t), Command, spn, "http/gone", "--each-kdc", "--json")
	if got.JSON(t, &answers); got.Code != app.ExitFound || len(answers) != 2 || answers[0].Verdict != diag.OK || len(answers[0].Owners) != 1 || len(answers[0].KDCs) == 0 || answers[0].KDCs[0].ClockOffsetMS == nil ||
		answers[1].Verdict != diag.Missing || answers[1].Owners == nil || answers[1].KDCs[0].Error == nil || answers[1].KDCs[0].Error.Code != 7 {
		t.Errorf("%d %s", got.Code, got.Out)
	}
}

// A keytab is tried on the tickets: the key that opens one is named, and a keytab of
// another account, or of an older password, is a finding although the KDC issued it.
func TestAKeytabOnATicket(t *testing.T) {
	onDisk := func(scenario string) string {
		t.Helper()
		b := lab(scenario)(t).LabKeytab("lab:app.keytab")
		path := filepath.Join(t.TempDir(), "app.keytab")
		if err := os.WriteFile(path, b, 0o600); err != nil || len(b) == 0 {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
		return path
	}
	fits := onDisk("healthy")
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "its own", Args: []string{"http/app.contoso.lab", "--fits", fits}, Out: []string{"✓ http/app.contoso.lab   ok", "✓ key HTTP/app.contoso.lab@CONTOSO.LAB kvno 4 aes256-cts-hmac-sha1-96 in " + fits + ": it opens the ticket"}, Not: []string{"no key of the keytab"}},
		{Name: "of another account", Args: []string{"http/mail.contoso.lab", "--fits", fits}, Code: app.ExitFound,
			Out: []string{"✗ http/mail.contoso.lab   wrong-key", "another version: the ticket needs 2, this is 4", "no key of the keytab opens this ticket: export it again for the account that has the SPN"}, Not: []string{"✓"}},
		{Name: "one that is not there", Args: []string{"http/app.contoso.lab", "--fits", fits + "x"}, Code: app.ExitUsage, Err: []string{"reading the keytab " + fits + "x", "no such file", "name a keytab that you may read"}, Not: []string{"✓"}},
	})
}
