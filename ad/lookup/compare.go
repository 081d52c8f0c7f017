package lookup

import (
	"slices"
	"strings"
)

// Difference is an attribute in which two objects, or two copies of one, differ.
type Difference struct {
	Attribute string   `json:"attribute"`
	Left      []string `json:"left"`  // values that only the first has
	Right     []string `json:"right"` // values that only the second has
}

// Compare lists the attributes that differ, by name; values are compared as
// the directory holds them, in any order.
func Compare(a, b Object, only []string) []Difference {
	values := func(o Object) map[string]map[string]string {
		out := map[string]map[string]string{}
		for _, at := range o.Attributes {
			if len(only) > 0 && !slices.ContainsFunc(only, func(n string) bool { return strings.EqualFold(n, at.Name) }) {
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
	out := []Difference{}
	for name := range names {
		d := Difference{Attribute: name, Left: missingIn(left[name], right[name]), Right: missingIn(right[name], left[name])}
		if len(d.Left)+len(d.Right) > 0 {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Difference) int {
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
