package widget

import (
	"strings"
	"testing"

	"adwalk/ui/theme"
)

// A long command is wrapped at blanks outside quotation marks, each line but the last
// with the shell's continuation: what a mouse copies is the command.
func TestACopiedCommandRuns(t *testing.T) {
	for _, command := range []string{
		`Set-ADObject -Identity 'CN=CASARRAY-ASA,CN=Computers,DC=contoso,DC=lab' -Replace @{'msDS-SupportedEncryptionTypes'=28} -Server dc1.contoso.lab`,
		`setspn -S exchangeMDB/outlook.contoso.lab contoso.lab\CASARRAY-ASA$ and more words so that it does not fit into one line`,
		`kinit -k -t /etc/krb5.keytab host/web1.contoso.lab@CONTOSO.LAB && kvno http/mail.contoso.lab http/outlook.contoso.lab`,
	} {
		end := Continuation(command)
		var b strings.Builder
		for _, l := range Command(theme.Plain, "  ", command, 80, end) {
			text := ""
			for _, s := range l.Spans {
				text += s.Text
			}
			if l.Width() > 80 {
				t.Errorf("a line of %d cells: %q", l.Width(), text)
			}
			part, more := strings.CutSuffix(strings.TrimSpace(text), " "+end)
			b.WriteString(part)
			if more {
				b.WriteString(" ")
			}
		}
		if end != "" && b.String() != command {
			t.Errorf("copied %q\nof     %q", b.String(), command)
		}
		for word := range strings.FieldsSeq(command) {
			if !strings.Contains(b.String(), word) {
				t.Errorf("%q was broken inside %q", command, word)
			}
		}
	}
}

// A part of a command that is longer than the line is shown whole: without an indent, or
// broken.
func TestALongPartOfACommandIsShownWhole(t *testing.T) {
	for w, want := range map[int][]string{
		52: {"  Get-ClientAccessServer `", "  -IncludeAlternateServiceAccountCredentialStatus `", "      | fl Name,*Alternate*"},
		40: {"  Get-ClientAccessServer `", "  -IncludeAlternateServiceAccountCredent", "      ialStatus `", "      | fl Name,*Alternate*"},
	} {
		var got []string
		for _, l := range Command(theme.Plain, "  ", "Get-ClientAccessServer -IncludeAlternateServiceAccountCredentialStatus | fl Name,*Alternate*", w, "`") {
			text := ""
			for _, s := range l.Spans {
				text += s.Text
			}
			got = append(got, text)
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%d:\n%s", w, strings.Join(got, "\n"))
		}
	}
}
