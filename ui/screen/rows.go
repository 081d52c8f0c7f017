package screen

import (
	"cmp"

	"adwalk/ad"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Shorten cuts a paragraph to n lines, at least one, and marks that it goes on.
func Shorten(lines []widget.Line, n int) []widget.Line {
	if n = max(n, 1); len(lines) <= n {
		return lines
	}
	out := append([]widget.Line{}, lines[:n]...)
	last := out[n-1]
	out[n-1] = widget.Line{Spans: append([]widget.Span{}, last.Spans...)}.Add(widget.S(theme.Dim, " …"))
	return out
}

// FirstName is the name of an object in its own container: "WEB1" of
// "CN=WEB1,OU=Servers,DC=contoso,DC=lab".
func FirstName(dn string) string { return cmp.Or(ad.RDNValue(dn, 0), dn) }
