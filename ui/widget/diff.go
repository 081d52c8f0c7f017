package widget

import "adwalk/ui/theme"

// Added is a value that will be there afterwards.
func Added(indent, value string) Line {
	return Of(S(theme.Plain, indent), S(theme.Added, "+ "+value))
}

// Removed is a value that will be gone afterwards.
func Removed(indent, value string) Line {
	return Of(S(theme.Plain, indent), S(theme.Removed, "- "+value))
}
