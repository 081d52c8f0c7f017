package cli

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad/lookup"
	"adwalk/ui/safetext"
)

// difference is an attribute in which two objects, or two copies of one, differ.
type difference struct {
	Attribute string   `json:"attribute"`
	Left      []string `json:"left"`  // values that only the first has
	Right     []string `json:"right"` // values that only the second has
}

// compareObjects lists the attributes that differ, by name; values are compared as
// the directory holds them, in any order.
func compareObjects(a, b lookup.Object, only []string) []difference {
	values := func(o lookup.Object) map[string]map[string]string {
		out := map[string]map[string]string{}
		for _, at := range o.Attributes {
			if len(only) > 0 && !containsFold(only, at.Name) {
				continue
			}
			set := map[string]string{}
			for _, v := range at.Values {
				set[string(v.Raw)] = v.Shown
			}
			out[at.Name] = set
		}
		return out
	}
	left, right := values(a), values(b)
	names := map[string]bool{}
	for name := range left {
		names[name] = true
	}
	for name := range right {
		names[name] = true
	}
	out := []difference{}
	for name := range names {
		d := difference{Attribute: name, Left: missingIn(left[name], right[name]), Right: missingIn(right[name], left[name])}
		if len(d.Left)+len(d.Right) > 0 {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b difference) int {
		return strings.Compare(strings.ToLower(a.Attribute), strings.ToLower(b.Attribute))
	})
	return out
}

func missingIn(a, b map[string]string) []string {
	out := []string{}
	for raw, shown := range a {
		if _, ok := b[raw]; !ok {
			out = append(out, shown)
		}
	}
	slices.Sort(out)
	return out
}

func printDifferences(s *Session, left, right string, list []difference) {
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
