package keytabcheck

import (
	"fmt"
	"io"

	"adwalk/diag/keytabs"
	"adwalk/ui/safetext"
)

// printKeytabAnswers prints the verdict on each service, then the entries.
func printKeytabAnswers(w io.Writer, answers []keytabs.Answer, list bool) {
	for _, l := range keytabs.Lines(answers, list) {
		fmt.Fprintln(w, safetext.Printable(l))
	}
}
