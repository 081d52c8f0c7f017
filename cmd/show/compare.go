package show

import (
	"fmt"

	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

func printDifferences(s *app.Session, left, right string, list []lookup.Difference) {
	fmt.Fprintf(s.Out, "< %s\n> %s\n", safetext.Printable(left), safetext.Printable(right))
	if len(list) == 0 {
		fmt.Fprintln(s.Out, "No differences.")
	}
	for _, d := range list {
		fmt.Fprintln(s.Out, safetext.Printable(d.Attribute))
		for _, v := range d.Left {
			fmt.Fprintf(s.Out, "  < %s\n", safetext.Printable(v))
		}
		for _, v := range d.Right {
			fmt.Fprintf(s.Out, "  > %s\n", safetext.Printable(v))
		}
	}
}
