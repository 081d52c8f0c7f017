package fault

import (
	"slices"

	"adwalk/ad/lab/forest"
)

// Variant is a legitimate layout in which nothing may be found.
type Variant struct {
	Name   string
	Words  string
	Guides []string          // the walkthroughs it is meant for; empty is all
	Inputs map[string]string // what a person would give the walkthrough
	Apply  func(*forest.Forest)
}

// Variants lists every healthy variant, in a fixed order.
func Variants() []Variant {
	return slices.Concat(accountVariants(), nameVariants(), layoutVariants(), serviceVariants())
}

// FindVariant returns a variant by name.
func FindVariant(name string) (Variant, bool) {
	all := Variants()
	i := slices.IndexFunc(all, func(v Variant) bool { return v.Name == name })
	if i < 0 {
		return Variant{}, false
	}
	return all[i], true
}
