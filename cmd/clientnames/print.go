package clientnames

import (
	"fmt"
	"io"

	"adwalk/diag/names"
	"adwalk/ui/safetext"
)

func printNames(w io.Writer, a names.Answer) {
	for _, l := range a.Lines() {
		fmt.Fprintln(w, safetext.Printable(l))
	}
}
