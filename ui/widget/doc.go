// Package widget holds the parts that screens are drawn with: lines of spans,
// tables, trees, pagers, text fields and bars.
//
// Widgets work on plain text with roles; escape sequences come into being in
// Render and nowhere else, where every span is also made printable. So widths
// are cells, a style cannot leak, and an attribute value that carries escape
// sequences is shown, not obeyed.
package widget
